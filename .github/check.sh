#!/usr/bin/env bash
# Runs the check of the GitHub Action. Its inputs arrive as environment variables, so no input is ever run as a command.
# It also works in bash 3.2 of macOS: no mapfile, and no unguarded empty array.
set -uo pipefail

# The working directory is an untrusted checkout: its modules must not replace ours.
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP
export PYTHONSAFEPATH=1 PYTHONNOUSERSITE=1

finish() {
  echo "exit-code=$1" >>"$GITHUB_OUTPUT"
  exit "$1"
}

paths=()
while IFS= read -r path || [ -n "$path" ]; do
  path=${path%$'\r'}
  [[ $path =~ ^[[:space:]]*$ ]] || paths+=("$path")
done <<<"$PATHS"

# Split like in a shell. xargs does not report an unclosed quote at the end.
split='import os, shlex, sys
words = shlex.split(os.environ["ARGS"])
sys.stdout.buffer.write(b"".join(os.fsencode(word) + b"\0" for word in words))'
words=$(mktemp "$RUNNER_TEMP/cardlint-args.XXXXXX") || finish 2
trap 'rm -f "$words"' EXIT
if ! python3 -I -c "$split" >"$words" 2>/dev/null; then
  echo "::error::cardlint: the input args has a quote that is not closed, or a backslash at its end"
  finish 2
fi
extra=()
while IFS= read -r -d '' word; do
  extra+=("$word")
done <"$words"

options=(--profile "$PROFILE" --output github)
[ "$SUMMARY" = true ] && options+=(--output "markdown=$GITHUB_STEP_SUMMARY")
[ -n "$SARIF" ] && options+=(--output "sarif=$SARIF")

command=$RUNNER_TEMP/cardlint/bin/cardlint
[ -e "$command" ] || command=$RUNNER_TEMP/cardlint/Scripts/cardlint.exe
"$command" check "${options[@]}" ${extra[@]+"${extra[@]}"} -- ${paths[@]+"${paths[@]}"}
finish $?
