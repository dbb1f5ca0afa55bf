#!/usr/bin/env bash
# Validates the commit that is checked out, by its own bytes: annotations, SARIF, summary. The last step gives the verdict.
set -euo pipefail
# shellcheck source=.github/action/say.sh
source "${BASH_SOURCE[0]%/*}/say.sh"

[[ $FAIL_ON == error || $FAIL_ON == warning ]] || refuse "the input fail-on is error or warning"
[[ $COMMENT == true || $COMMENT == false ]] || refuse "the input comment is true or false"

folder=$(mktemp -d "$RUNNER_TEMP/cmtool.XXXXXX")
mkdir "$folder/upload"
output folder "$folder"

for form in github sarif markdown; do
  code=0
  cmtool validate --commit HEAD --fail-on "$FAIL_ON" --format "$form" ${registry[@]+"${registry[@]}"} \
    >"$folder/$form" 2>"$folder/said" || code=$?
  if ((code > 1)); then
    quoted "$folder/said"
    trouble "$code"
    output code "$code"
    exit 0
  fi
  [[ $form != github ]] || quoted "$folder/said"
done

annotations "$folder/github"
mv "$folder/sarif" "$folder/upload/cmtool.sarif"
output sarif "$folder/upload/cmtool.sarif"
output code "$code"

# the form keeps to 60 000 bytes; a summary near 1 MiB would be dropped without a word
head -c 900000 "$folder/markdown" >>"$GITHUB_STEP_SUMMARY"

# where all are missing, nobody wants them
code=0
cmtool schema --check ${registry[@]+"${registry[@]}"} >"$folder/schemas" 2>/dev/null || code=$?
if ((code == 1)) && grep -qv ': missing$' "$folder/schemas"; then
  echo "::warning title=cmtool schema::the JSON Schemas for editors are behind the registry: run cmtool schema"
fi
