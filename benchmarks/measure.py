"""What a command costs: time on the clock, processor time, memory at its peak."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """One run of a command, its children included. Processor time is what busy neighbours disturb least."""

    wall: float
    processor: float
    mebibytes: float
    output: str


def run(command: Sequence[str], exit_code: int = 0) -> Cost:
    """Run a command that must end with `exit_code`; a benchmark of a crash measures nothing."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    if process.returncode != exit_code:
        raise SystemExit(
            f"{' '.join(command)[:200]}\nended with {process.returncode}, expected {exit_code}:\n{text[-2000:]}"
        )
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text)


def medians(works: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of each work over some rounds; each round does every work once, so that all share the weather."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(work())
    return {name: statistics.median(numbers) for name, numbers in taken.items()}
