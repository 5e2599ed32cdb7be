#!/usr/bin/env bash
# Installs cardlint for the GitHub Action into its own environment, from files with known hashes.
# The checkout has no influence: we leave it, Python runs isolated (-I), and pip ignores its configuration and variables.
set -euo pipefail

fail() {
  echo "::error::cardlint: $1"
  exit 2
}

if [ -n "$VERSION" ]; then
  [[ $VERSION =~ ^[0-9][0-9A-Za-z.!+-]*$ ]] || fail "version is not a version number"
  [[ $VERSION_HASH =~ ^[0-9a-f]{64}$ ]] || fail "version needs version-hash, the SHA-256 of the wheel on PyPI in 64 hexadecimal digits; or leave both out, and use the action at the commit of the version"
fi

home=$RUNNER_TEMP/cardlint
cd "$RUNNER_TEMP"
unset PYTHONPATH PYTHONHOME PYTHONSTARTUP PIP_CONFIG_FILE

command -v python3 >/dev/null || fail "there is no python3; use actions/setup-python before this action"
python3 -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed; use actions/setup-python before this action"
python3 -I -m venv --clear "$home"
python=$home/bin/python
[ -e "$python" ] || python=$home/Scripts/python.exe

# A mirror is safe: only files with the known hashes are accepted.
install=("$python" -I -m pip --isolated --disable-pip-version-check --no-input install --quiet ${PIP_INDEX_URL:+--index-url "$PIP_INDEX_URL"} ${PIP_CERT:+--cert "$PIP_CERT"})

"${install[@]}" --require-hashes --only-binary :all: --requirement "$ACTION_PATH/.github/requirements.txt"

if [ -z "$VERSION" ]; then
  "${install[@]}" --no-index --no-deps --no-build-isolation "$ACTION_PATH"
  exit
fi
printf 'cardlint==%s --hash=sha256:%s\n' "$VERSION" "$VERSION_HASH" >"$home/version.txt"
"${install[@]}" --require-hashes --only-binary :all: --no-deps --requirement "$home/version.txt"
