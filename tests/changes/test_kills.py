"""Killed at any moment, a change is old or new, all of it, once the next command has run; nothing is left over.

`kill -9` takes the whole process group (a closed terminal, a machine out of memory) or cmtool alone, whose git lives on.
Fifty in CI, five hundred in `make trials`.
"""

from __future__ import annotations

import os
import random
import shutil
import stat
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.changes.killing import CHANGES, NEXT, SHIM, Expected, copied, crowded, judge, undisturbed, wait_for_journal
from tests.changes.preloaded import Cmtool, preloaded
from tests.changes.states import Place


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kills")


@pytest.fixture(scope="module")
def plan(folder: Path) -> Path:
    """Where it is written at which call of git who is killed: `calls-so-far at how`."""
    plan = folder / "plan"
    plan.write_text("0 -1 never\n")
    return plan


@pytest.fixture(scope="module")
def program(folder: Path) -> Iterator[Cmtool]:
    with preloaded(folder) as program:
        yield program


@pytest.fixture(scope="module")
def shimmed(folder: Path, plan: Path) -> Iterator[Cmtool]:
    """The same with a git on its PATH that kills as planned."""
    shim = folder / "bin/git"
    shim.parent.mkdir()
    shim.write_text(SHIM.format(plan=plan, git=shutil.which("git")))
    shim.chmod(stat.S_IRWXU)
    with preloaded(shim.parent, PATH=os.pathsep.join([str(shim.parent), os.environ["PATH"]])) as program:
        yield program


@pytest.fixture(scope="module")
def pattern(folder: Path, program: Cmtool) -> Place:
    place = crowded(folder / "pattern")
    assert (
        program.run(place.top, "join", "dunja-horvat", "beans-03", "--role", "gardener", "--since", "2026-11-01") == 0
    )
    return place


@pytest.fixture(scope="module")
def expected(program: Cmtool, pattern: Place, folder: Path) -> dict[str, Expected]:
    return {name: undisturbed(program, pattern, folder / f"whole-{name}", change) for name, change in CHANGES.items()}


def trials(
    program: Cmtool, pattern: Place, folder: Path, expected: dict[str, Expected], number: int, seed: int
) -> Counter[str]:
    """Kill at random moments; how each ended."""
    chance, found = random.Random(seed), Counter[str]()
    pace = 1.0  # how much slower the machine is now than when it was measured
    for at in range(number):
        name = chance.choice(list(CHANGES))
        change, wanted = CHANGES[name], expected[name]
        place = copied(pattern, folder / f"{seed}-{at}", change)
        begun_at = place.head
        running = program.start(place.top, change.arguments)
        if chance.random() < 0.2:
            time.sleep(chance.uniform(0, 1.2) * wanted.before * pace)
        else:
            wait_for_journal(place, running)
            time.sleep(chance.uniform(0, 1.0) * wanted.after * pace)
        group = chance.random() < 0.75
        running.kill(group=group)
        code = running.wait()
        left = (place.git_dir / "cmtool/journal.json").exists()
        after = chance.choice(NEXT)
        assert program.run(place.top, *after) == 0, (seed, at, name)
        state = judge(place, wanted, begun_at, change, code)
        pace *= 0.8 if code is not None else 1.15 if state == "old" else 1.0
        found[state] += 1
        found["ended in time" if code is not None else "killed in the middle" if left else "killed outside"] += 1
        found[f"{name}: {state}"] += 1
        shutil.rmtree(place.top)
    return found


def calls(
    program: Cmtool,
    shimmed: Cmtool,
    plan: Path,
    pattern: Place,
    folder: Path,
    expected: dict[str, Expected],
    name: str,
    how: str,
    at: int,
) -> str | None:
    """Kill at one call of git; `old` or `new`, or None where the change has fewer calls."""
    change = CHANGES[name]
    place = copied(pattern, folder / f"{name}-{how}-{at}", change)
    begun_at = place.head
    plan.write_text(f"0 {at} {how}\n")
    code = shimmed.run(place.top, *change.arguments)
    if int(plan.read_text().split()[0]) < at:
        assert code == 0
        shutil.rmtree(place.top)
        return None
    plan.write_text("0 -1 never\n")
    assert code is None
    assert program.run(place.top, *NEXT[at % 3]) == 0, (name, how, at)
    found = judge(place, expected[name], begun_at, change, code)
    shutil.rmtree(place.top)
    return found


def test_fifty_kills_at_random_moments(
    program: Cmtool, pattern: Place, folder: Path, expected: dict[str, Expected]
) -> None:
    found = trials(program, pattern, folder, expected, 50, seed=1)
    assert found["old"] + found["new"] == 50
    assert found["old"], found
    assert found["new"], found
    assert found["killed in the middle"] > 5, found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_five_hundred_kills_at_random_moments(
    program: Cmtool, pattern: Place, folder: Path, expected: dict[str, Expected], seed: int
) -> None:
    found = trials(program, pattern, folder, expected, 50, seed=100 + seed)
    print(dict(sorted(found.items())))
    assert found["old"] + found["new"] == 50


def test_killed_at_a_call_of_git(
    program: Cmtool, shimmed: Cmtool, plan: Path, pattern: Place, folder: Path, expected: dict[str, Expected]
) -> None:
    """A rename, killed with its group or alone; calls before the commit point leave the old state, later ones the new."""
    found = []
    for at in range(1, 200):
        how = ("before", "after", "alone")[at % 3]
        state = calls(program, shimmed, plan, pattern, folder, expected, "rename", how, at)
        if state is None:
            break
        found.append(state)
    assert found == sorted(found, reverse=True), found
    assert set(found) == {"old", "new"}


@pytest.mark.slow
@pytest.mark.parametrize("how", ["before", "after", "alone"])
@pytest.mark.parametrize("name", list(CHANGES))
def test_killed_at_every_call_of_git(
    program: Cmtool,
    shimmed: Cmtool,
    plan: Path,
    pattern: Place,
    folder: Path,
    expected: dict[str, Expected],
    name: str,
    how: str,
) -> None:
    found = []
    for at in range(1, 200):
        state = calls(program, shimmed, plan, pattern, folder, expected, name, how, at)
        if state is None:
            break
        found.append(state)
    print(name, how, Counter(found))
    assert found == sorted(found, reverse=True), found
    assert "old" in found
