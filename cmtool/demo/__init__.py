"""The sample community's past: nine commits out of its records of today, and those of its overlay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time

from cmtool.demo.past import Past, Values, past, values_of
from cmtool.demo.tree import Files, ref_of, tree_on
from cmtool.document.writer import write
from cmtool.model.change import NewCommit, Person
from cmtool.schedule.zones import moment

_NOON = time(12)
_COMMUNITY = "community.yaml"


def moments(files: Files, history: bytes, pages: Files) -> list[NewCommit]:
    """The registry's commits, oldest first; the last one holds today's files. `pages` stand beside `registry/`."""
    told = past(history)
    made = []
    for day, by, message in told.occasions:
        tree = files if day == told.today else tree_on(files, told, day)
        whole = {**pages, **{f"registry/{path}": data for path, data in tree.items()}}
        made.append(_commit(files, told, day, by, message, whole))
    return made


def private_moments(files: Files, overlay: Files, history: bytes, pages: Files) -> list[NewCommit]:
    """The overlay's commits: what is kept of those who were members; a day on which nothing changed has none."""
    told = past(history)
    keeper = str(values_of(_COMMUNITY, files[_COMMUNITY])["contact"]["owner"])
    made: list[NewCommit] = []
    for day, _, _ in told.occasions:
        tree = overlay if day == told.today else dict(_overlay_on(files, overlay, told, day))
        whole = {**pages, **tree}
        if not made or whole != made[-1].files:
            made.append(_commit(files, told, day, keeper, f"members: as people stated by {day}\n", whole))
    return made


def _overlay_on(files: Files, overlay: Files, told: Past, day: date) -> Iterator[tuple[str, bytes]]:
    for path, data in overlay.items():
        if values_of(path, files[path])["joined"] <= day:
            today = values_of(path, data)
            values = told.values(f"overlay/{ref_of(path)}", today, day)
            yield path, data if values == today else write(values).encode()


def _commit(files: Files, told: Past, day: date, by: str, message: str, whole: Mapping[str, bytes]) -> NewCommit:
    """A commit at noon where the community is at home."""
    at = moment(day, _NOON, values_of(_COMMUNITY, files[_COMMUNITY])["timezone"])
    offset = at.utcoffset()
    assert offset is not None  # noqa: S101 - every zone has one
    person = _person(values_of(by, files[f"members/{by}.yaml"]), told.numbers[by])
    return NewCommit(person, int(at.timestamp()), int(offset.total_seconds()) // 60, message, whole)


def _person(member: Values, number: int) -> Person:
    """A member as the author of a commit, with the address by which GitHub names an account and shows no mail."""
    return Person(member["name"], f"{number}+{member['links']['github']}@users.noreply.github.com")
