"""The repository of a registry: found, asked, and every foreign name in it resolved to a hash first."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed, Git, Missing, first_line, scratch
from cmtool.store.root import git_folder, work_tree

_NO_HISTORY = "history needs git"
_HASH = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_TWICE = re.compile("^warning: refname '(.*)' is ambiguous", re.MULTILINE)
_LONGEST = 4_096
"""No name of a commit is longer."""


class Repository:
    """The git repository of a registry: its work tree, and the registry's place in it."""

    def __init__(self, top: Path, git_dir: Path, prefix: str, *, is_shallow: bool) -> None:
        self.top = top
        self.git_dir = git_dir
        self.prefix = prefix
        """The registry's folder from the top, with a slash at the end; empty where it is the top."""
        self.is_shallow = is_shallow
        self._git = Git(top, {"GIT_DIR": str(git_dir), "GIT_WORK_TREE": str(top)})

    def own(self, *, kept: Sequence[int] = (), index: Path | None = None, literal: bool = True) -> Git:
        """Git as its user configured it, to commit with; on another index if one is named.

        Without `literal` for the commands that refuse to take paths as they are, and do so anyway.
        """
        settings = {"GIT_DIR": str(self.git_dir), "GIT_WORK_TREE": str(self.top)}
        settings["GIT_LITERAL_PATHSPECS"] = "1" if literal else "0"
        if index is not None:
            settings["GIT_INDEX_FILE"] = str(index)
        return Git(self.top, settings, is_own=True, kept=kept)

    def run(self, *arguments: str) -> bytes:
        """What a command prints."""
        return self._git.execute(["git", *arguments])

    def line(self, *arguments: str) -> str:
        """The one line that a command prints."""
        return os.fsdecode(self.run(*arguments)).removesuffix("\n")

    def fed(self, *arguments: str, data: bytes) -> bytes:
        """What a command prints that reads `data`."""
        return self._git.fed(arguments, data)

    @contextmanager
    def stream(self, *arguments: str, feed: Iterable[bytes] = ()) -> Iterator[IO[bytes]]:
        """The output of a command as it comes, while it is fed from another thread."""
        with scratch() as told, self._git.process(arguments, subprocess.PIPE, told, feed) as process:
            assert process.stdout is not None  # noqa: S101 - a pipe was asked for
            yield process.stdout

    def resolve(self, revision: str) -> str:
        """The full hash of a commit that somebody calls `revision`: the only way a foreign name comes to git."""
        name = f"'{revision[:100]}'"
        try:
            found, told = self._git.answer(["rev-parse", "--verify", "--end-of-options", _peeled(revision)])
        except (Failed, ValueError) as error:
            if revision == "HEAD":
                raise self._no_head() from None
            told = getattr(error, "told", "")
            _refuse_ambiguous(name, told)
            if "short object ID" in told:
                raise CmtoolError(f"{name} is the beginning of several hashes: give more of it") from None
            hint = "; this clone is shallow, get the rest with `git fetch --unshallow`" if self.is_shallow else ""
            raise CmtoolError(f"no commit {name}: name a branch, a tag or a hash{hint}") from None
        hash = found.decode("ascii", "replace").strip()
        if not _HASH.fullmatch(hash):  # `^main` has an answer that leaves commits out
            raise CmtoolError(f"no commit {name}: name a branch, a tag or a hash")
        _refuse_ambiguous(name, told)
        return hash

    def _no_head(self) -> CmtoolError:
        try:
            return Missing(self.line("rev-parse", "--verify", "--quiet", "HEAD"))
        except Failed:
            return CmtoolError("no commits yet: save the registry first (git add, git commit)")

    def head(self) -> str:
        """The hash of the commit that is checked out."""
        return self.resolve("HEAD")

    def tip(self) -> str | None:
        """The hash of the commit that is checked out; None where the branch has none yet."""
        try:
            return self.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        except Failed:
            if self.checked_out is not None and not self.has(self.checked_out):
                return None
            return self.head()

    def has(self, ref: str) -> bool:
        """There is a branch or tag of this full name."""
        try:
            self.run("show-ref", "--verify", "--quiet", ref)
        except Failed:
            return False
        return True

    def tree_entries(self, commit: str, paths: Sequence[str], prefix: str) -> dict[str, tuple[str, str]]:
        """Mode and blob of files in a commit, by their paths from the top; all of them lie under `prefix`."""
        found: dict[str, tuple[str, str]] = {}
        wanted = set(paths)
        for line in self.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix or ".").split(b"\0"):
            facts, _, name = line.partition(b"\t")
            if (path := os.fsdecode(name)) in wanted:
                mode, _, blob = facts.decode("ascii").split()
                found[path] = (mode, blob)
        return found

    def refuse_shallow(self) -> None:
        """A clone without its past answers no question about it."""
        if self.is_shallow:
            raise CmtoolError(
                "this clone is shallow, its history is cut off: get it with `git fetch --unshallow`; "
                "in GitHub Actions give actions/checkout `fetch-depth: 0`"
            )

    def replacements(self) -> list[str]:
        """What would make git tell another past than the true one, which cmtool does not heed: names to show."""
        common = self.common_dir
        grafts = [str(common / "info" / "grafts")] if os.path.lexists(common / "info" / "grafts") else []
        return [*self.line("for-each-ref", "--format=%(refname)", "refs/replace/").split(), *grafts]

    def finds(self, program: str) -> bool:
        """Git finds a program that it needs for a command."""
        return self._git.finds(program)

    def is_past(self, commit: str) -> bool:
        """The commit is one of those that led to what is checked out."""
        return not self.missing(commit, self.head())

    def missing(self, base: str, head: str) -> int:
        """How many commits `base` has that `head` has not."""
        return int(self.line("rev-list", "--count", base, f"^{head}"))

    @property
    def checked_out(self) -> str | None:
        """The full name of the branch that is checked out; None where it is a commit."""
        try:
            return self.line("symbolic-ref", "--quiet", "HEAD")
        except Failed:
            return None

    @property
    def is_detached(self) -> bool:
        """A commit is checked out, not a branch."""
        return self.checked_out is None

    @property
    def common_dir(self) -> Path:
        """The folder that the work trees of a repository share."""
        return Path(self.line("rev-parse", "--path-format=absolute", "--git-common-dir"))


def opened(root: Path) -> Repository:
    """The repository that a registry lies in. Raises CmtoolError, with the remedy, where there is none to use."""
    here = Path(os.path.realpath(root))
    top = work_tree(here)
    if top is None:
        if any((place / "objects").is_dir() and (place / "HEAD").is_file() for place in (here, *here.parents)):
            raise CmtoolError(f"{root} lies in a bare repository, which has no work tree: clone it, and look there")
        raise CmtoolError(f"{root} is in no git repository: {_NO_HISTORY} (git init, git add, git commit)")
    # found by git itself once, without GIT_DIR: so it looks at safe.directory, which an explicit GIT_DIR skips
    asked = Git(top, {"GIT_CEILING_DIRECTORIES": str(top.parent), "GIT_WORK_TREE": str(top)})
    try:
        told = asked.execute(["git", "rev-parse", "--is-shallow-repository", "--absolute-git-dir"])
    except Failed as failed:
        raise CmtoolError(_unusable(top, failed.told)) from None
    shallow, _, found = os.fsdecode(told).removesuffix("\n").partition("\n")
    git_dir = git_folder(top)
    if os.path.realpath(found) != os.path.realpath(git_dir):  # one further up, or one that the folder itself looks like
        raise CmtoolError(_unusable(top, ""))
    prefix = here.relative_to(top).as_posix()
    return Repository(top, git_dir, "" if prefix == "." else f"{prefix}/", is_shallow=shallow == "true")


def _unusable(top: Path, told: str) -> str:
    if "dubious ownership" in told:
        return (
            f"{top} belongs to somebody else, so git does not trust it: "
            f"if you do, run `git config --global --add safe.directory {shlex.quote(str(top))}`"
        )
    if (top / ".git").is_file() and (not told or "not a git repository" in told or "gitfile" in told):
        return (
            f"{top / '.git'} points to a repository that is not there (a moved work tree, or a submodule "
            "outside its project): repair it with `git worktree repair`, or clone again"
        )
    return f"{top / '.git'} is no repository that git can read: {first_line(told) or 'it lacks HEAD, objects or refs'}"


def _peeled(revision: str) -> str:
    """A name as one of a commit; ValueError for what is a path, a search or no name at all."""
    if not revision or len(revision) > _LONGEST or ":" in revision or "\0" in revision:
        raise ValueError(revision)
    os.fsencode(revision)
    return f"{revision}^{{commit}}"


def _refuse_ambiguous(name: str, told: str) -> None:
    """Git takes the tag and warns, so that a pushed tag would say which commit a branch is."""
    twice = _TWICE.search(told)
    if twice and twice[1] != "HEAD" and not _HASH.fullmatch(twice[1]):
        raise CmtoolError(f"{name} is ambiguous: say refs/heads/{twice[1]} or refs/tags/{twice[1]}")
