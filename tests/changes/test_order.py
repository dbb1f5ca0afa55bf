"""What reaches the disk first: kills cannot show a missing fsync, so the calls of the system are looked at."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.changes.states import Place

_CALLS = "trace=openat,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,execve,close"


def traced(place: Place, folder: Path, *arguments: str) -> list[str]:
    """The calls of a change, of cmtool and of every git, in the order in which they were made."""
    out = folder / "trace"
    command = ["strace", "-f", "-y", "-qq", "-s", "400", "-e", _CALLS, "-o", str(out)]
    done = subprocess.run(
        [*command, sys.executable, "-B", "-m", "cmtool", *arguments],
        cwd=place.top,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    if done.returncode and b"ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    lines = out.read_text("utf-8", "replace").splitlines()
    return [line for line in lines if str(place.top) in line or "execve(" in line]


def first(calls: list[str], pattern: str) -> int:
    """The place of the first call that looks so."""
    return next(number for number, line in enumerate(calls) if re.search(pattern, line))


def last(calls: list[str], pattern: str) -> int:
    return len(calls) - 1 - first(calls[::-1], pattern)


@pytest.mark.tracing
def test_each_step_is_on_disk_before_the_next_begins(place: Place, tmp_path: Path) -> None:
    calls = traced(place, tmp_path, "rename", "cem-aydin", "cem-kaya")
    records = "|".join(("groups/tomatoes", "meetings/2026-11-06-seed-swap", "members/cem-kaya"))
    renames = [
        number
        for number, line in enumerate(calls)
        if re.search(rf'rename.*\.cmtool-tmp-\w+", .*registry/({records})\.yaml"', line)
    ]
    assert len(renames) == 3
    for number in renames:
        temporary = re.search(r"registry/\w+/\.cmtool-tmp-\w+", calls[number])
        assert temporary is not None
        folder = temporary[0].rpartition("/")[0]
        assert first(calls, rf"fsync\(\d+<.*{re.escape(temporary[0])}>") < number, "the file before its rename"
        assert any(re.search(rf"fsync\(\d+<.*{folder}>", line) for line in calls[number:]), "its folder after it"
    journal = first(calls, r'rename.*cmtool/journal\.json"')
    assert first(calls, r"fsync\(\d+<.*\.git/cmtool/\.cmtool-tmp") < journal
    assert journal < first(calls[journal:], r"fsync\(\d+<.*\.git/cmtool>") + journal < min(renames)
    removed = first(calls, r'unlink.*registry/members/cem-aydin\.yaml"')
    moved = first(calls, r'execve.*"update-ref"')
    assert max(*renames, removed) < moved
    objects = last(calls[:moved], r"fsync\(\d+<.*\.git/objects/")
    assert max(*renames, removed) < objects < moved, "the commit and what it holds, before the branch moves to it"
    branch = first(calls, r'rename\(".*refs/heads/main\.lock"')
    assert moved < branch < first(calls, r'unlink.*cmtool.*journal\.json"'), "the journal goes last"
    assert any(re.search(r"fsync\(\d+<.*refs/heads/main\.lock>", line) for line in calls[moved:branch])
