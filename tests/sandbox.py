"""Runs `cmtool` on hostile registries: each run is a fork of one warm process, under limits, and watched.

A fork may use 1 GiB and 10 seconds. An audit hook ends it when it starts a program, opens a connection or writes, and
notes every file that it reads outside the allowed folders. `outcomes` starts the warm process and waits for all runs;
`python -m tests.sandbox` is that process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

MEMORY = 1 << 30
SECONDS = 10
IS_POSSIBLE = hasattr(os, "fork")
PROJECT = Path(__file__).parents[1]

_FORBIDDEN = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir"}
    | {"os.symlink", "os.link", "os.chmod", "os.truncate", "socket.connect", "socket.bind", "pickle.find_class"}
)
_WATCHED = 3
"""The exit code of a fork that did something forbidden."""


class Run(NamedTuple):
    """What a run did: exit code (negative: the signal that ended it), seconds, output, reads outside the registry."""

    code: int
    seconds: float
    out: str
    err: str
    outside: list[str]


def outcomes(commands: Sequence[tuple[Path, Sequence[str]]]) -> list[Run]:
    """Run `cmtool` with arguments, one after the other; each may read the folder that it is given, and no other."""
    asked = json.dumps([[str(folder.resolve()), *arguments] for folder, arguments in commands])
    done = subprocess.run(
        [sys.executable, "-m", "tests.sandbox"], input=asked, capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert done.returncode == 0, done.stderr
    return [Run(*run) for run in json.loads(done.stdout)]


def _warm() -> None:
    """Load all that a run loads, so that a run's time is that of its registry."""
    from typer.testing import CliRunner

    from cmtool.cli.app import app

    example = PROJECT / "tests" / "data" / "smallest"
    for form in ("text", "concise", "json", "github"):
        arguments = ["validate", "--registry", str(example), "--today", "2026-11-20", "--format", form]
        assert CliRunner().invoke(app, arguments).exit_code == 0


def _fork(arguments: list[str], scratch: Path, allowed: str) -> int:
    child = os.fork()
    if child:
        return child
    try:
        for number, name in ((1, "out"), (2, "err")):
            handle = os.open(scratch / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, number)
        _limit()
        _watch(allowed, os.open(scratch / "outside", os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        sys.argv = ["cmtool", *arguments]
        from cmtool.__main__ import main

        main()
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    os._exit(_WATCHED)


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)


def _watch(allowed: str, report: int) -> None:
    """End the process when it does something forbidden; note what it reads outside its folders."""
    homes = [allowed, sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix), str(PROJECT / "cmtool"), os.devnull]
    homes += [os.path.dirname(os.__file__)]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN or (event == "open" and _writes(arguments)):
            os.write(2, f"forbidden: {event} {arguments!r}\n".encode("utf-8", "backslashreplace"))
            os._exit(_WATCHED)
        if event in ("open", "os.scandir", "os.listdir") and isinstance(arguments[0], str | bytes):
            path = _real(os.path.abspath(os.fsdecode(arguments[0])))
            if not any(path == home or path.startswith(home.rstrip("/") + "/") for home in homes):
                os.write(report, path.encode("utf-8", "backslashreplace") + b"\n")

    sys.addaudithook(hook)


@cache
def _real(path: str) -> str:
    """Where a path leads; every folder is asked once, for the sake of deep ones."""
    parent, name = os.path.split(path)
    if not name:
        return path
    path = os.path.join(_real(parent), name)
    return os.path.realpath(path) if os.path.islink(path) else path


def _writes(arguments: tuple[Any, ...]) -> bool:
    _path, mode, flags = arguments
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))


def _wait(child: int, scratch: Path) -> tuple[int, str, str, list[str]]:
    status = os.waitpid(child, 0)[1]
    out, err, outside = (
        (scratch / name).read_bytes().decode("utf-8", "backslashreplace") if (scratch / name).exists() else ""
        for name in ("out", "err", "outside")
    )
    return os.waitstatus_to_exitcode(status), out, err, outside.splitlines()


def _main() -> None:
    sys.dont_write_bytecode = True
    _warm()
    runs = []
    with tempfile.TemporaryDirectory() as scratch:
        for allowed, *arguments in json.loads(sys.stdin.read()):
            start = time.monotonic()
            child = _fork(arguments, Path(scratch), allowed)
            code, out, err, outside = _wait(child, Path(scratch))
            runs.append((code, time.monotonic() - start, out, err, outside))
            for name in ("out", "err", "outside"):
                (Path(scratch) / name).unlink(missing_ok=True)
    print(json.dumps(runs))


if __name__ == "__main__":
    _main()
