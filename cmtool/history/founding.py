"""A new repository out of commits that are data: the same ids on every machine, whatever git is told elsewhere."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cmtool.history.git import Failed, Git
from cmtool.model.change import NewCommit, Person
from cmtool.store.save import make_folder

_BRANCH = "main"
_CLOSED = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_DEFAULT_HASH": "sha1",
    "GIT_DEFAULT_REF_FORMAT": "files",
}
"""What the user's own configuration says of new repositories does not count: hooks, hashes, line ends, templates."""


def found(folder: Path, commits: Sequence[NewCommit]) -> str:
    """Make a repository of these commits, oldest first, in an empty folder; the hash of the last one.

    The work tree holds the files of the last commit. Who needs all or nothing makes it aside and renames the folder.
    """
    make_folder(folder)
    asked = ("init", "--quiet", "--template=", f"--initial-branch={_BRANCH}", "--object-format=sha1")
    Git(folder, _CLOSED).execute(["git", *asked])
    git = Git(folder, {**_CLOSED, **_settings(folder, commits[-1])})
    git.execute(["git", "config", "core.autocrlf", "false"])
    with tempfile.TemporaryFile() as stream:
        for piece in _stream(commits):
            stream.write(piece)
        stream.seek(0)
        git.execute(["git", "fast-import", "--quiet", "--done", "--date-format=raw"], stream)
    git.execute(["git", "read-tree", "--reset", "-u", _BRANCH])
    return git.execute(["git", "rev-parse", "--verify", _BRANCH]).decode("ascii").strip()


def begin(folder: Path) -> None:
    """Make an empty repository in a folder, as its user has configured new ones; `main` where nothing is said."""
    make_folder(folder)
    git = Git(folder, {}, is_own=True)
    try:
        is_said = bool(git.execute(["git", "config", "--get", "init.defaultBranch"]).strip())
    except Failed:
        is_said = False
    git.execute(["git", "init", "--quiet", *([] if is_said else [f"--initial-branch={_BRANCH}"])])


def _settings(folder: Path, last: NewCommit) -> dict[str, str]:
    """The repository by name; and who moved its branch when, or its log would ask the machine."""
    return {
        "GIT_DIR": str(folder.absolute() / ".git"),
        "GIT_WORK_TREE": str(folder.absolute()),
        "GIT_COMMITTER_NAME": last.author.name,
        "GIT_COMMITTER_EMAIL": last.author.mail,
        "GIT_COMMITTER_DATE": f"@{_when(last)}",
    }


def _stream(commits: Sequence[NewCommit]) -> Iterator[bytes]:
    """The commits in the language of `git fast-import`; each names all its files."""
    for number, commit in enumerate(commits):
        yield f"commit refs/heads/{_BRANCH}\n".encode()
        for who in ("author", "committer"):
            yield f"{who} {_signed(commit.author)} {_when(commit)}\n".encode()
        yield _data(commit.message.encode())
        if number:
            yield b"deleteall\n"
        for path in sorted(commit.files):
            yield f"M 100644 inline {_quoted(path)}\n".encode()
            yield _data(commit.files[path])
    yield b"done\n"


def _when(commit: NewCommit) -> str:
    hours, minutes = divmod(abs(commit.offset), 60)
    return f"{commit.seconds} {'-' if commit.offset < 0 else '+'}{hours:02}{minutes:02}"


def _signed(person: Person) -> str:
    """A person as git writes one; what would end the name or the line is no part of it."""
    name, mail = ("".join(c for c in text if c not in "<>\n\0") for text in person)
    return f"{name} <{mail}>"


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)
