"""What a user has told git to do around a commit: hooks, and settings."""

from __future__ import annotations

from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed, Git
from cmtool.history.repository import Repository
from cmtool.store.save import save


def message_file(git: Git, work: Path, message: str) -> Path:
    """The message as the hooks leave it, in a file."""
    place = work / "message"
    save(place, message.encode())
    run_hook(git, "prepare-commit-msg", str(place), "message")
    run_hook(git, "commit-msg", str(place))
    if not (place.exists() and place.read_text("utf-8", "replace").strip()):
        raise CmtoolError("a hook left no message: nothing was saved")
    return place


def run_hook(git: Git, name: str, *arguments: str) -> None:
    """Run a hook if there is one. CmtoolError where it refuses."""
    try:
        git.execute(["git", "hook", "run", "--ignore-missing", name, *(["--", *arguments] if arguments else [])])
    except Failed as failed:
        if "is not a git command" in failed.told:
            raise CmtoolError("saving needs git 2.36 or newer, which knows how to run hooks: update git") from None
        raise CmtoolError(f"the {name} hook refused the commit: {last_words(failed)}; nothing was saved") from None


def told_afterwards(repository: Repository) -> list[str]:
    """Run the hook that only tells others; what went wrong with it."""
    try:
        run_hook(repository.own(literal=False), "post-commit")
    except CmtoolError as error:
        return [
            str(error).replace("refused the commit", "failed").replace("; nothing was saved", "; the commit stands")
        ]
    return []


def is_set(git: Git, setting: str) -> bool:
    """A setting is on."""
    try:
        return git.execute(["git", "config", "--type=bool", setting]).strip() == b"true"
    except Failed as failed:
        if failed.code != 1:  # it is not unset, but wrong
            raise
        return False


def last_words(failed: Failed) -> str:
    """What a hook or a signing program said at the end."""
    lines = [line.strip() for line in failed.told.splitlines() if line.strip()]
    return " / ".join(lines[-3:]) or f"exit code {failed.code}"
