"""Templates to text, each where it may run: ours here, a registry's own in a child process with bounds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.render.library import Library
from cmtool.render.plain import dumps, loads, require_plain
from cmtool.render.templates import Foreign, Press

WALL_SECONDS = 9
"""So that a command with a hostile template ends within ten."""
_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])
# -I: no PYTHON* variables, no user site, no current folder; so the package is named, also in a checkout
_CHILD = (
    sys.executable,
    "-I",
    "-c",
    "import sys; sys.path.append(sys.argv[1]); from cmtool.render.worker import main; main()",
    _PACKAGE_PARENT,
)


class Job(NamedTuple):
    """A template and the plain data to fill it with; without data it is only read."""

    template: str
    context: dict[str, Any] | None


class Renderer:
    """Fills in the templates of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def _press(self) -> Press:
        return Press(self._ours)

    def _ours(self, name: str) -> str | None:
        if name in self.library.own:
            raise Foreign
        return self.library.builtin_source(name)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """The text of a template filled in."""
        return self.render_all([Job(template, context)])[0]

    def render_all(self, jobs: Sequence[Job]) -> list[str]:
        """Texts in the order of the jobs. Those that need a registry's own template share one child process."""
        texts: dict[int, str] = {}
        strangers: list[int] = []
        for index, job in enumerate(jobs):
            try:
                texts[index] = self._press.fill(job.template, job.context or {})
            except Foreign:
                strangers.append(index)
        if strangers:
            texts |= dict(
                zip(strangers, run_confined(self.library.sources(), [jobs[i] for i in strangers]), strict=True)
            )
        return [texts[index] for index in range(len(jobs))]


def run_confined(sources: dict[str, str], jobs: Sequence[Job]) -> list[str]:
    """Fill in templates in a child process with bounds on time, memory and output, and without our environment."""
    for job in jobs:
        require_plain(job.context)
    question = dumps({"templates": sources, "jobs": [list(job) for job in jobs]})
    wall = WALL_SECONDS + len(jobs) - 1
    environment: dict[str, str] | None = None if sys.platform == "win32" else {}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and code
            _CHILD,
            input=question,
            capture_output=True,
            timeout=wall,
            env=environment,
            cwd="/" if environment == {} else None,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CmtoolError(f"{_named(jobs)}: not done after {wall} seconds") from None
    if done.returncode != 0 or not done.stdout:
        raise CmtoolError(f"{_named(jobs)}: {_death(done.returncode)}")
    answer = loads(done.stdout)
    if "trouble" in answer:
        raise CmtoolError(answer["trouble"])
    texts: list[str] = answer["texts"]
    return texts


def _named(jobs: Sequence[Job]) -> str:
    names = sorted({job.template for job in jobs})
    return f"template {', '.join(repr(name) for name in names)}"


def _death(code: int) -> str:
    """Why a child process ended without an answer."""
    reasons = {
        -24: "takes more than 5 seconds of computing",
        -9: "needs too much memory or time",
        -11: "nested too deep",
    }
    return reasons.get(code, f"could not be filled in (the child process ended with {code})")
