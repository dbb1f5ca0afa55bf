"""The one place where git is run: in a closed environment, with options that make a foreign repository harmless.

A repository's configuration can name programs (hooks, filters, file monitors, pagers, transports), its environment can
redirect git to other folders, and a revision can look like an option (safety.md 2.5). So every process starts from an
empty environment plus an allow-list, the repository is named explicitly, and what a user or a file calls a revision is
resolved to a hash before any other command sees it. Nothing here fetches, pushes or clones.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from cmtool.errors import CmtoolError
from cmtool.history.harmless import OPTIONS, SETTINGS
from cmtool.store.root import work_tree

_NO_PROGRAM = "git is not installed, or not on the PATH: history needs git"


@contextmanager
def _inert() -> Iterator[None]:
    """GitPython runs, while it is imported, what the environment names as git, in the open: let it find nothing."""
    settings = {
        "GIT_PYTHON_GIT_EXECUTABLE": str(Path(__file__).with_name("no-program")),
        "GIT_PYTHON_REFRESH": "quiet",
        "GIT_PYTHON_TRACE": "",
    }
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


try:
    with _inert():
        import git as gitpython
except ImportError as missing:
    raise CmtoolError(
        "GitPython is not installed, which history needs: install cmtool again, or `pip install GitPython`"
    ) from missing

_PLACES = ("HOME", "XDG_CONFIG_HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_INHERITED = (*_PLACES, "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "HOMEDRIVE", "HOMEPATH")
"""What git may know of our environment: where the user's own configuration and temporary files are.

A relative folder there, or in the PATH, would be one of the repository, as git runs at its top.
"""
_NO_HISTORY = "history needs git"
_HASH = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_TWICE = re.compile("^warning: refname '(.*)' is ambiguous", re.MULTILINE)
_LONGEST = 4_096
"""No name of a commit is longer."""


class Git(gitpython.Git):
    """GitPython's way to run git, which alone hands on the whole environment, closed."""

    GIT_PYTHON_GIT_EXECUTABLE = "git"

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        super().__init__(str(folder))
        self._closed = _environment(settings)

    def execute(self, command: Sequence[str], istream: IO[bytes] | None = None, **_: Any) -> bytes:  # type: ignore[override]
        """The standard output of a git command; what git says of a failure as a CmtoolError."""
        return self.answer(command[1:], istream)[0]

    def answer(self, arguments: Sequence[str], istream: IO[bytes] | None = None) -> tuple[bytes, str]:
        """The standard output of a git command, and its warnings."""
        with tempfile.TemporaryFile() as told:
            with self.process(arguments, istream, told) as process:
                found = process.stdout.read() if process.stdout else b""
            return found, _said(told)

    def finds(self, program: str) -> bool:
        """A program is where git looks for it."""
        return shutil.which(program, path=self._closed["PATH"]) is not None

    @contextmanager
    def process(
        self,
        arguments: Sequence[str],
        istream: IO[bytes] | int | None,
        told: IO[bytes],
        feed: Iterable[bytes] = (),
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A running git; leaving waits for its end, and kills it after trouble of ours or where something is unread."""
        with self._started(arguments, istream, told) as running:
            feeder = threading.Thread(target=_feed, args=(running.stdin, feed), daemon=True)
            feeder.start()
            is_cut = True
            try:
                yield running
                is_cut = running.stdout is not None and bool(running.stdout.read(1))
            finally:
                if is_cut:
                    running.kill()
                feeder.join()
        if running.returncode and not is_cut:
            raise Failed(arguments[0], running.returncode, _said(told))

    def _started(
        self, arguments: Sequence[str], istream: IO[bytes] | int | None, told: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        program = shutil.which("git", path=self._closed["PATH"])
        if program is None or not Path(program).is_absolute():  # Windows looks in the current folder as well
            raise CmtoolError(_NO_PROGRAM)
        try:
            return gitpython.cmd.safer_popen(
                [program, *OPTIONS, *arguments],
                cwd=self.working_dir,
                env=self._closed,
                stdin=subprocess.DEVNULL if istream is None else istream,
                stdout=subprocess.PIPE,
                stderr=told,
            )
        except ValueError:
            raise CmtoolError("a NUL character is in no name that git knows") from None
        except OSError as error:
            raise CmtoolError(f"git cannot be run in {self.working_dir}: {error.strerror}") from None


class Failed(CmtoolError):
    """A git command that ended with an error."""

    def __init__(self, command: str, code: int, told: str) -> None:
        self.code = code
        self.told = told
        super().__init__(f"git {command} failed: {_first(told) or f'exit code {code}'}")


class Missing(CmtoolError):
    """An object that the repository should hold, and does not."""

    def __init__(self, hash: str) -> None:
        super().__init__(
            f"object {hash[:12]} is missing: a partial clone or a damaged repository; clone it again as a whole"
        )


class Repository:
    """The git repository of a registry: its work tree, and the registry's place in it."""

    def __init__(self, top: Path, git_dir: Path, prefix: str, *, is_shallow: bool) -> None:
        self.top = top
        self.git_dir = git_dir
        self.prefix = prefix
        """The registry's folder from the top, with a slash at the end; empty where it is the top."""
        self.is_shallow = is_shallow
        self._git = Git(top, {"GIT_DIR": str(git_dir), "GIT_WORK_TREE": str(top)})

    def run(self, *arguments: str) -> bytes:
        """What a command prints."""
        return self._git.execute(["git", *arguments])

    def line(self, *arguments: str) -> str:
        """The one line that a command prints."""
        return os.fsdecode(self.run(*arguments)).removesuffix("\n")

    def fed(self, *arguments: str, data: bytes) -> bytes:
        """What a command prints that reads `data`."""
        with tempfile.TemporaryFile() as stream:
            stream.write(data)
            stream.seek(0)
            return self._git.execute(["git", *arguments], stream)

    @contextmanager
    def stream(self, *arguments: str, feed: Iterable[bytes] = ()) -> Iterator[IO[bytes]]:
        """The output of a command as it comes, while it is fed from another thread."""
        with tempfile.TemporaryFile() as told, self._git.process(arguments, subprocess.PIPE, told, feed) as process:
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

    def refuse_shallow(self) -> None:
        """A clone without its past answers no question about it."""
        if self.is_shallow:
            raise CmtoolError(
                "this clone is shallow, its history is cut off: get it with `git fetch --unshallow`; "
                "in GitHub Actions give actions/checkout `fetch-depth: 0`"
            )

    def replacements(self) -> list[str]:
        """What would make git tell another past than the true one, which cmtool does not heed: names to show."""
        common = Path(self.line("rev-parse", "--path-format=absolute", "--git-common-dir"))
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
    def is_detached(self) -> bool:
        """A commit is checked out, not a branch."""
        try:
            self.run("symbolic-ref", "--quiet", "HEAD")
        except Failed:
            return True
        return False


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
    git_dir = _git_dir(top)
    if os.path.realpath(found) != os.path.realpath(git_dir):  # one further up, or one that the folder itself looks like
        raise CmtoolError(_unusable(top, ""))
    prefix = here.relative_to(top).as_posix()
    return Repository(top, git_dir, "" if prefix == "." else f"{prefix}/", is_shallow=shallow == "true")


def _git_dir(top: Path) -> Path:
    """Where the repository of a work tree lies: `.git`, or the folder that this file names."""
    place = top / ".git"
    if not place.is_file():
        return place
    named = place.read_bytes().removeprefix(b"gitdir: ").rstrip(b"\r\n")
    return top / os.fsdecode(named)


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
    return f"{top / '.git'} is no repository that git can read: {_first(told) or 'it lacks HEAD, objects or refs'}"


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    inherited = {
        name: os.environ[name]
        for name in _INHERITED
        if name in os.environ and (name not in _PLACES or Path(os.environ[name]).is_absolute())
    }
    programs = os.environ.get("PATH", os.defpath).split(os.pathsep)
    absolute = os.pathsep.join(folder for folder in programs if Path(folder).is_absolute())
    return {"PATH": absolute, **inherited, **SETTINGS, **settings}


def _peeled(revision: str) -> str:
    """A name as one of a commit; ValueError for what is a path, a search or no name at all."""
    if not revision or len(revision) > _LONGEST or ":" in revision or "\0" in revision:
        raise ValueError(revision)
    os.fsencode(revision)
    return f"{revision}^{{commit}}"


def _first(told: str) -> str:
    """The line of git's words that says what is wrong."""
    lines = [line for line in told.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("fatal: ")), "".join(lines[:1])).removeprefix("fatal: ")


def _refuse_ambiguous(name: str, told: str) -> None:
    """Git takes the tag and warns, so that a pushed tag would say which commit a branch is."""
    twice = _TWICE.search(told)
    if twice and twice[1] != "HEAD" and not _HASH.fullmatch(twice[1]):
        raise CmtoolError(f"{name} is ambiguous: say refs/heads/{twice[1]} or refs/tags/{twice[1]}")


def _said(told: IO[bytes]) -> str:
    told.seek(0)
    return told.read(20_000).decode("utf-8", "replace").strip()


def _feed(stdin: IO[bytes] | None, feed: Iterable[bytes]) -> None:
    if stdin is None:
        return
    with suppress(BrokenPipeError), stdin:  # the reader says why the process ended
        for piece in feed:
            stdin.write(piece)
