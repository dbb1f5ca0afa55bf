#!/usr/bin/env bash
# Installs the cmtool that lies beside this file, in the versions of constraints.txt, into an environment of its own.
# Never by name: on the package index `cmtool` is another project. -I: nothing in the current folder is imported.
set -euo pipefail

venv=$RUNNER_TEMP/cmtool-venv
cd "$RUNNER_TEMP"
"$PYTHON" -I -m venv --clear "$venv"
install() {
  "$venv/bin/python" -I -m pip install -qq --no-input --disable-pip-version-check \
    -c "$GITHUB_ACTION_PATH/constraints.txt" "$@"
}
install hatchling editables
install --no-build-isolation "$GITHUB_ACTION_PATH"
