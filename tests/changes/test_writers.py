"""Several writers at once: every change is a commit of its own, none is lost, and none holds anything of another."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.changes.preloaded import Cmtool, Running, preloaded
from tests.changes.states import Place, is_whole

WRITERS = 4


def at_once(program: Cmtool, place: Place, rounds: int) -> None:
    """Each writer makes its changes one after the other, all writers at the same time."""
    waiting = {name: _changes(name, rounds) for name in "abcd"[:WRITERS]}
    running: dict[str, Running] = {}
    while waiting or running:
        for name in list(waiting):
            if name in running:
                continue
            running[name] = program.start(place.top, waiting[name].pop(0))
            if not waiting[name]:
                del waiting[name]
        for name, one in list(running.items()):
            if one.has_ended:
                assert one.wait() == 0, one.said
                del running[name]
        time.sleep(0.001)


def _changes(name: str, rounds: int) -> list[tuple[str, ...]]:
    """A member of its own, and then in turn that one and a record that all of them change."""
    own, shared = f"writer-{name}", "cem-aydin"
    changes: list[tuple[str, ...]] = [("add", "member", own, f"name=Writer {name}")]
    for number in range(rounds - 1):
        if number % 2:
            changes.append(("set", own, f"x-count={number}"))
        else:
            changes.append(("set", shared, f"x-{name}={number}"))
    return changes


def check(place: Place, rounds: int) -> None:
    log = place.git("log", "--reverse", "--format=%x00%s", "--name-only").split("\0")[2:]
    assert len(log) == WRITERS * rounds
    for told in log:
        subject, *files = [line for line in told.splitlines() if line]
        assert files == [f"registry/{subject.partition(':')[0]}.yaml"], told
    for name in "abcd":
        wanted = [("add", f"members/writer-{name}")]
        wanted += [("set", f"members/writer-{name}" if n % 2 else "members/cem-aydin") for n in range(rounds - 1)]
        last = max((n for n in range(rounds - 1) if not n % 2), default=None)
        assert f"x-{name}: {last}" in place.read("registry/members/cem-aydin.yaml").replace("'", "").replace('"', "")
        own = place.git("log", "--format=%s", "--", f"registry/members/writer-{name}.yaml").splitlines()
        assert len(own) == sum(ref != "members/cem-aydin" for _, ref in wanted)
    is_whole(place)


def test_four_writers_with_five_changes_each(place: Place, tmp_path: Path) -> None:
    with preloaded(tmp_path) as program:
        at_once(program, place, 5)
    check(place, 5)


@pytest.mark.slow
def test_four_writers_with_twenty_five_changes_each(place: Place, tmp_path: Path) -> None:
    with preloaded(tmp_path) as program:
        at_once(program, place, 25)
    check(place, 25)
