"""The one place where git is run: in a closed environment, with options that make a foreign repository harmless.

A repository's configuration can name programs (hooks, filters, file monitors, pagers, transports), its environment can
redirect git to other folders, and a revision can look like an option (safety.md 2.5). So every process starts from an
empty environment plus an allow-list, the repository is named explicitly, and what a user or a file calls a revision is
resolved to a hash before any other command sees it. Nothing here fetches, pushes or clones.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from cmtool.errors import CmtoolError
from cmtool.history.harmless import OPTIONS, OWN_INHERITED, OWN_OPTIONS, OWN_SETTINGS, SETTINGS

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


class Git(gitpython.Git):
    """GitPython's way to run git, which alone hands on the whole environment, closed."""

    GIT_PYTHON_GIT_EXECUTABLE = "git"

    def __init__(
        self, folder: Path, settings: Mapping[str, str], *, is_own: bool = False, kept: Sequence[int] = ()
    ) -> None:
        """`is_own` where the user commits: hooks, signing and filters are those that this person configured.

        `kept` are open files that every process holds as long as it lives: a lock ends with the last of them.
        """
        super().__init__(str(folder))
        self._working_dir = str(folder)  # GitPython would put our environment's values for `$HOME` in its name
        self._options = OWN_OPTIONS if is_own else OPTIONS
        self._closed = _environment(settings, is_own=is_own)
        self._kept = tuple(kept) if os.name == "posix" else ()

    def execute(self, command: Sequence[str], istream: IO[bytes] | None = None, **_: Any) -> bytes:  # type: ignore[override]
        """The standard output of a git command; what git says of a failure as a CmtoolError."""
        return self.answer(command[1:], istream)[0]

    def answer(self, arguments: Sequence[str], istream: IO[bytes] | None = None) -> tuple[bytes, str]:
        """The standard output of a git command, and its warnings."""
        with scratch() as told:
            with self.process(arguments, istream, told) as process:
                found = process.stdout.read() if process.stdout else b""
            return found, _said(told)

    def fed(self, arguments: Sequence[str], data: bytes) -> bytes:
        """The standard output of a git command that reads `data`."""
        with scratch() as stream:
            stream.write(data)
            stream.seek(0)
            return self.answer(arguments, stream)[0]

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
                [program, *self._options, *arguments],
                cwd=self.working_dir,
                env=self._closed,
                stdin=subprocess.DEVNULL if istream is None else istream,
                stdout=subprocess.PIPE,
                stderr=told,
                pass_fds=self._kept,
            )
        except ValueError:
            raise CmtoolError("a NUL character is in no name that git knows") from None
        except OSError as error:
            raise CmtoolError(f"git cannot be run in {self.working_dir}: {error.strerror}") from None


def scratch() -> IO[bytes]:
    """A file for a moment, without a name."""
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise CmtoolError(f"no temporary file can be made: {error.strerror}; TMPDIR names another folder") from None


class Failed(CmtoolError):
    """A git command that ended with an error."""

    def __init__(self, command: str, code: int, told: str) -> None:
        self.code = code
        self.told = told
        super().__init__(f"git {command} failed: {first_line(told) or f'exit code {code}'}")


class Missing(CmtoolError):
    """An object that the repository should hold, and does not."""

    def __init__(self, hash: str) -> None:
        super().__init__(
            f"object {hash[:12]} is missing: a partial clone or a damaged repository; clone it again as a whole"
        )


def _environment(settings: Mapping[str, str], *, is_own: bool) -> dict[str, str]:
    inherited = {
        name: os.environ[name]
        for name in (*_INHERITED, *(OWN_INHERITED if is_own else ()))
        if name in os.environ and (name not in _PLACES or Path(os.environ[name]).is_absolute())
    }
    programs = os.environ.get("PATH", os.defpath).split(os.pathsep)
    absolute = os.pathsep.join(folder for folder in programs if Path(folder).is_absolute())
    return {"PATH": absolute, **inherited, **(OWN_SETTINGS if is_own else SETTINGS), **settings}


def first_line(told: str) -> str:
    """The line of git's words that says what is wrong."""
    lines = [line for line in told.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("fatal: ")), "".join(lines[:1])).removeprefix("fatal: ")


def _said(told: IO[bytes]) -> str:
    told.seek(0)
    return told.read(20_000).decode("utf-8", "replace").strip()


def _feed(stdin: IO[bytes] | None, feed: Iterable[bytes]) -> None:
    if stdin is None:
        return
    with suppress(BrokenPipeError), stdin:  # the reader says why the process ended
        for piece in feed:
            stdin.write(piece)
