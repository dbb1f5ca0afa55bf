#!/usr/bin/env bash
# Writes the review of a pull request, from git's objects alone.
set -euo pipefail
# shellcheck source=.github/action/say.sh
source "${BASH_SOURCE[0]%/*}/say.sh"

# commit_of REVISION: nothing where the clone does not hold it
commit_of() {
  objects rev-parse --verify --quiet --end-of-options "$1^{commit}" || true
}

# GitHub's own merge commit names its base as its first parent; in any other commit the author chose the parents
base=$BASE_SHA
if [[ $(commit_of HEAD) == "$GITHUB_SHA" && -n $(commit_of 'HEAD^2') ]]; then
  base=$(commit_of 'HEAD^1')
fi
[[ $base =~ ^[0-9a-f]{40,64}$ ]] || refuse "the event names no base of the pull request"

code=0
cmtool review "$base" HEAD -q -o "$FOLDER/upload/review.md" ${registry[@]+"${registry[@]}"} >"$FOLDER/said" 2>&1 || code=$?
quoted "$FOLDER/said"
if ((code)); then
  trouble "$code"
else
  output review "$FOLDER/upload/review.md"
fi
output code "$code"
