#!/usr/bin/env bash
# What the GitHub Action runs. Its inputs arrive as environment variables, so that no input is ever read as a command.
set -uo pipefail

mapfile -t paths < <(printf '%s\n' "$PATHS" | sed '/^[[:space:]]*$/d')
mapfile -t extra < <(printf '%s' "$ARGS" | xargs -n 1 printf '%s\n' | sed '/^$/d')
options=(--profile "$PROFILE" --output github)
[ "$SUMMARY" = true ] && options+=(--output "markdown=$GITHUB_STEP_SUMMARY")
[ -n "$SARIF" ] && options+=(--output "sarif=$SARIF")

"$RUNNER_TEMP/cardlint/bin/cardlint" check "${options[@]}" "${extra[@]}" -- "${paths[@]}"
code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
