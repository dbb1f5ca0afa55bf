"""A registry in which one change touches many files, and what must be true of it after a kill."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.changes.preloaded import Cmtool, Running
from tests.changes.states import Place, begun, is_whole, leftovers
from tests.conftest import DATA

SHIM = """#!/bin/sh
# stands before git on the PATH: kills at its k-th call
read -r number at how < {plan}
number=$((number + 1))
echo $number $at $how > {plan}
if [ $number -eq $at ]; then
    case $how in
        before) kill -KILL 0 ;;
        after) {git} "$@"; kill -KILL 0 ;;
        alone) kill -KILL $PPID ;;
    esac
fi
exec {git} "$@"
"""
"""A git that kills as a plan says: `calls-so-far at how`."""
GROUPS = 18
_COMMITTED = ("diff-tree", "-r", "--no-commit-id", "--name-only")


class Change(NamedTuple):
    """What is run, and what hands wrote before."""

    arguments: tuple[str, ...]
    edits: Mapping[str, str] = {}


_EDITS = {f"registry/groups/beans-{number:02}.yaml": "# by hand\n" for number in range(GROUPS)}
_EDITS["registry/members/liis-tamm.yaml"] = "name: Liis Tamm\nstatus: active\n"
CHANGES = {
    "rename": Change(("rename", "cem-aydin", "cem-kaya")),
    "branch": Change(("rename", "cem-aydin", "cem-kaya", "--branch", "other-name")),
    "join": Change(("join", "dunja-horvat", "tomatoes", "--role", "gardener")),
    "add": Change(("add", "member", "name=Mei Lin Tan")),
    "save": Change(("save",), _EDITS),
    "undo": Change(("undo",)),
}
NEXT = (("validate",), ("set", "ada-moreau", "country=FR"), ("validate", "-q"))
"""Commands that come after a kill: each of them mends what is left."""


def crowded(top: Path) -> Place:
    """A registry of some thirty files, most of which mention one member; the last commit joined that one to a group."""
    tomatoes = (DATA / "smallest/groups/tomatoes.yaml").read_text()
    names = (f"registry/groups/beans-{number:02}.yaml" for number in range(GROUPS))
    return begun(top, {name: tomatoes.replace("Tomatoes", f"Beans {name[-7:-5]}") for name in names})


def copied(pattern: Place, top: Path, change: Change) -> Place:
    """The registry once more, with what hands wrote before the change."""
    place = Place(Path(shutil.copytree(pattern.top, top)))
    for path, text in change.edits.items():
        file = place.top / path
        place.write(path, (file.read_text() if file.exists() else "") + text)
    return place


class Expected(NamedTuple):
    """The two states that there may be, as bytes of the work tree."""

    old: dict[str, bytes]
    new: dict[str, bytes]
    branch: str
    before: float
    """Seconds until the journal is written, and from then to the end."""
    after: float


def judge(place: Place, expected: Expected, begun_at: str, change: Change, code: int | None) -> str:
    """`old` or `new`, all of it; anything else fails."""
    head, files = place.head, place.files()
    if place.git("log", "-1", "--format=%s").startswith("members/ada-moreau: country"):  # the next command
        files |= {"registry/members/ada-moreau.yaml": expected.old["registry/members/ada-moreau.yaml"]}
        head = place.git("rev-parse", "HEAD^")
    branch = place.git("symbolic-ref", "--short", "HEAD")
    if head == begun_at:
        assert code != 0, "cmtool said that it had made a commit"
        assert (branch, files) == ("main", expected.old)
        if not change.edits:
            is_whole(place)
        assert place.git("diff-index", "--cached", "--name-status", "HEAD") == ""
        assert leftovers(place) == []
        assert set(place.git("for-each-ref", "--format=%(refname)").split()) == {"refs/heads/main"}
        return "old"
    assert place.git("rev-parse", f"{head}^") == begun_at
    assert files == expected.new
    assert branch == expected.branch
    is_whole(place)
    return "new"


def undisturbed(cmtool: Cmtool, pattern: Place, folder: Path, change: Change) -> Expected:
    """What the change makes when nothing comes in between, and how long that takes."""
    place = copied(pattern, folder, change)
    old = place.files()
    running = cmtool.start(place.top, change.arguments)
    begun_at = time.monotonic()
    wait_for_journal(place, running)
    journal_at = time.monotonic()
    assert running.wait() == 0, running.said
    ended_at = time.monotonic()
    new = place.files()
    is_whole(place)
    branch = place.git("symbolic-ref", "--short", "HEAD")
    return Expected(old, new, branch, journal_at - begun_at, ended_at - journal_at)


def wait_for_journal(place: Place, running: Running) -> None:
    """Until the change has begun, or has ended already."""
    journal = place.top / ".git/cmtool/journal.json"
    while not journal.exists() and not running.has_ended:
        time.sleep(0.0005)
