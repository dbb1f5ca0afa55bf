# shellcheck shell=bash
# How the action talks to the runner: annotations as commands, everything else as quoted text in which no command holds.
# The runner takes `::name ...::` at the start of a line and `##[name ...]` anywhere in one, from stdout and stderr.

# cmtool alone: -I keeps the checkout, and variables for Python, out of what it imports
cmtool() {
  "$RUNNER_TEMP/cmtool-venv/bin/python" -I -m cmtool "$@"
}

# quoted FILE: as text; the token is made after the text, and problem matchers find no line that starts as theirs
quoted() {
  local token
  [[ -s $1 ]] || return 0
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  [[ $token =~ ^[0-9a-f]{32}$ ]]
  echo "::stop-commands::$token"
  head -c 100000 "$1" | LC_ALL=C tr '\r\000' '\n?' | LC_ALL=C sed 's/##\[/##(/g; s/^/| /'
  echo
  echo "::$token::"
}

# annotations FILE: lines of our own form as commands, the others (how many more there are) as text
annotations() {
  local ours='^::(error|warning) file=[^:]*::'
  LC_ALL=C tr '\r' '\n' <"$1" >"$1.lines"
  LC_ALL=C grep -aE "$ours" "$1.lines" || true
  LC_ALL=C grep -avE "$ours" "$1.lines" >"$1.rest" || true
  quoted "$1.rest"
}

# trouble CODE: why there is no verdict
trouble() {
  case $1 in
    2) echo "::error title=cmtool::cmtool cannot go on; the log of this step says why" ;;
    3) echo "::error title=cmtool::a bug in cmtool: please report it, with the log of this step" ;;
    *) echo "::error title=cmtool::cmtool was ended from outside, exit code $1" ;;
  esac
}

# refuse TEXT: an input that is none; its value is not repeated
refuse() {
  echo "::error title=cmtool::$1"
  exit 2
}

# output NAME VALUE: of this step; a value of ours, on one line
output() {
  [[ $2 != *$'\n'* ]]
  echo "$1=$2" >>"$GITHUB_OUTPUT"
}

# objects ARGUMENT...: git on the repository of the checkout, which is named, and on its objects alone
objects() {
  GIT_NO_LAZY_FETCH=1 git --git-dir="$GITHUB_WORKSPACE/.git" --no-replace-objects "$@" 2>/dev/null
}

# the folder that is named must hold the registry in this commit, or a change could slip another one under it
registry=()
if [[ -n $REGISTRY ]]; then
  [[ $REGISTRY =~ ^[A-Za-z0-9._][A-Za-z0-9._/-]*$ && /$REGISTRY/ != */../* ]] ||
    refuse "the input registry is a folder of the repository, in letters, digits and . _ - /"
  file=community.yaml
  [[ $REGISTRY == . ]] || file=${REGISTRY%/}/$file
  [[ $(objects cat-file -t "HEAD:$file") == blob ]] || refuse "this commit holds no community.yaml where the input registry says"
  registry=(--registry "$REGISTRY")
fi
cd "$GITHUB_WORKSPACE"
