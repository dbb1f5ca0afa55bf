"""Run cmtool in processes of their own, as often and as quickly as a trial needs.

One process imports everything once and is forked for each run: what is killed is a real process with its own group, and
starting it costs milliseconds.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple


class Running(NamedTuple):
    """A run of cmtool, which leads a process group of its own."""

    number: int
    out: Path

    @property
    def has_ended(self) -> bool:
        """It has told its exit code, or was killed."""
        return self.out.with_suffix(".code").exists()

    def wait(self, limit: float = 120.0) -> int | None:
        """The exit code; None where it was killed."""
        code = self.out.with_suffix(".code")
        end = time.monotonic() + limit
        while not code.exists():
            assert time.monotonic() < end, "cmtool does not end"
            time.sleep(0.002)
        status = int(code.read_text())
        return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else None

    def kill(self, *, group: bool = True) -> None:
        """Kill it, and what it started as well, or it alone."""
        with suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.number, signal.SIGKILL)

    @property
    def said(self) -> str:
        return self.out.read_text("utf-8", "replace")


class Cmtool:
    """A process that has imported cmtool, and forks."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder = folder
        self._count = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
        )

    def start(self, cwd: Path, arguments: Sequence[str]) -> Running:
        """Start it in a folder."""
        self._count += 1
        out = self._folder / f"{self._count}.out"
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps([str(cwd), str(out), list(arguments)]) + "\n")
        self._process.stdin.flush()
        return Running(int(self._process.stdout.readline()), out)

    def run(self, cwd: Path, *arguments: str) -> int | None:
        """Run it to its end."""
        return self.start(cwd, arguments).wait()

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@contextmanager
def preloaded(folder: Path, **environment: str) -> Iterator[Cmtool]:
    """A Cmtool, until the test ends."""
    made = Cmtool(folder, **environment)
    try:
        yield made
    finally:
        made.close()


_SERVER = """
import json, os, signal, sys
from cmtool.__main__ import main
import cmtool.cli.app, cmtool.cli.verbs, cmtool.cli.add, cmtool.cli.validate, cmtool.cli.writing
import cmtool.workspace.changing, cmtool.workspace.saving, cmtool.workspace.undoing, cmtool.workspace.verbs
import cmtool.formats.difference, cmtool.formats.text, cmtool.checks

def run(cwd, out, arguments):
    os.setsid()
    os.write(1, b"%d\\n" % os.getpid())
    os.chdir(cwd)
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    sys.argv[1:] = arguments
    main()

def watched(cwd, out, arguments):
    number = os.fork()
    if number == 0:
        run(cwd, out, arguments)
    else:
        _, status = os.waitpid(number, 0)
        code = out.removesuffix(".out") + ".code"
        with open(code + ".part", "w") as file:
            file.write(str(status))
        os.replace(code + ".part", code)
    os._exit(0)

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    if os.fork() == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        watched(*json.loads(line))
"""
