"""Where a branch is pushed to: the line to type, for cmtool never talks to a network itself."""

from __future__ import annotations

import shlex

from cmtool.history.repository import Repository


def push_line(repository: Repository, elsewhere: str = "") -> str:
    """The exact command that hands the checked-out branch on; `elsewhere` is a folder to name for who is not in it."""
    git = f"git -C {shlex.quote(elsewhere)}" if elsewhere else "git"
    ref = repository.checked_out
    if ref is None:
        return f"{git} switch -c NAME"
    branch = ref.removeprefix("refs/heads/")
    upstream, remote = repository.line("for-each-ref", "--format=%(upstream) %(upstream:remotename)", ref).partition(
        " "
    )[::2]
    if upstream == f"refs/remotes/{remote}/{branch}" and remote:
        return f"{git} push"
    remotes = repository.line("remote").split("\n")
    if not remotes[0]:
        return f"{git} remote add origin ADDRESS, then {git} push -u origin {shlex.quote(branch)}"
    if upstream.startswith(f"refs/remotes/{remote}/") and remote:
        there = upstream.removeprefix(f"refs/remotes/{remote}/")
        return f"{git} push {shlex.quote(remote)} {shlex.quote(f'HEAD:{there}')}"
    remote = "origin" if "origin" in remotes else remotes[0]
    return f"{git} push -u {shlex.quote(remote)} {shlex.quote(branch)}"
