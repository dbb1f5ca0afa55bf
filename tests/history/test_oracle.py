"""What `cmtool` says of a past equals what one finds who unpacks every commit and compares: on random histories."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cmtool.history.archive import Archive
from cmtool.history.snapshots import Past, entries_at, present_in
from cmtool.history.timeline import NoData, moments, step_at, timeline
from cmtool.history.walk import Deed
from cmtool.model.change import Change, Item
from cmtool.schedule.zones import zone
from cmtool.store.load import assemble
from tests.history import oracle
from tests.history.oracle import Happening, Moment, normal
from tests.history.random_histories import history
from tests.history.repository import write

FEW, MANY = range(50), range(50, 1_000)


@pytest.mark.parametrize("seed", FEW)
def test_answers_equal_those_of_an_oracle(seed: int, tmp_path: Path) -> None:
    judged(seed, tmp_path)


@pytest.mark.slow
def test_answers_equal_those_of_an_oracle_on_a_thousand_histories(tmp_path: Path) -> None:
    for seed in MANY:
        judged(seed, tmp_path / str(seed))
        shutil.rmtree(tmp_path / str(seed))


def judged(seed: int, folder: Path) -> None:
    """One history, looked at from all sides. `history(seed)` gives the same commits again."""
    made = history(seed)
    write(folder, made.commits, checkout=False)
    root = folder / made.prefix
    root.mkdir(parents=True, exist_ok=True)
    try:
        chain = oracle.moments(folder, made.prefix)
        if ("", "community") not in chain[-1].records:
            return  # no registry today: refused, as tests/history/test_walk.py shows
        archive = Archive(root)
        # nothing is checked out, for a submodule in place of a record leaves a folder on disk: today is the last commit
        archive.present = present_in(entries_at(archive.repository, archive.head))
        same_times(chain, archive)
        same_days(chain, archive, random.Random(seed))
        same_trees(chain, archive, random.Random(seed))
        same_snapshots(chain, archive, random.Random(seed))
        deeds = list(archive.everything())
        happened = list(oracle.happenings(chain))
        same_deeds(happened, deeds)
        same_of_one(chain, archive, happened, deeds, random.Random(seed))
    except Exception as wrong:
        raise AssertionError(f"seed {seed}: {wrong or repr(wrong)}") from wrong


def same_times(chain: list[Moment], archive: Archive) -> None:
    """The chain, and when each commit of it took effect."""
    wanted = [(moment.commit, max(moment.committed, 0), moment.effective) for moment in chain]
    steps = list(timeline(archive.repository, archive.head))
    assert [(step.commit, step.committed, step.effective) for step in steps] == wanted
    assert [step._replace(touches=()) for step in steps] == moments(archive.repository, archive.head)


def same_days(chain: list[Moment], archive: Archive, rng: random.Random) -> None:
    """Which commit a day ends with, in several time zones; the days around each commit, and others."""
    steps = moments(archive.repository, archive.head)
    epoch = date(1970, 1, 1)
    days = {epoch + timedelta(days=moment.effective // 86_400 + by) for moment in chain for by in (-1, 0)}
    days |= {epoch + timedelta(days=rng.randrange(25_000)) for _ in range(10)}
    for day in sorted(days):
        for named in ("UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Havana"):
            wanted = oracle.moment_on(chain, day, named)
            try:
                found = step_at(steps, day, zone(named)).commit
            except NoData:
                found = None
            assert found == (wanted and wanted.commit), f"on {day} in {named}"


def same_trees(chain: list[Moment], archive: Archive, rng: random.Random) -> None:
    """The files of the registry in some commits."""
    for moment in rng.sample(chain, min(3, len(chain))):
        found = {entry.path: entry for entry in entries_at(archive.repository, moment.commit)}
        assert sorted(found) == sorted(moment.paths), moment.commit
        for path, data in moment.paths.items():
            assert (found[path].kind == "file") == (data is not None), path
            if oracle.record_at(path) and data is not None:
                assert found[path].data == data[: 256 * 1024 + 1], path


def same_snapshots(chain: list[Moment], archive: Archive, rng: random.Random) -> None:
    """The records of some commits, under the ids of today."""
    for moment in rng.sample(chain, min(3, len(chain))):
        entries = [entry for entry in entries_at(archive.repository, moment.commit) if oracle.record_at(entry.path)]
        past = Past(entries, archive.present)
        registry = assemble(past.entries, past=past.values).registry
        found = {(folder, id) for folder in oracle.KINDS for id in registry.records[folder]}
        found |= {
            (folder, id)
            for folder, _, id in (ref.partition("/") for ref in registry.unreadable)
            if folder in oracle.KINDS
        }
        assert found == oracle.ids_of_today(moment, chain), moment.commit


def same_deeds(happened: list[Happening], deeds: list[Deed]) -> None:
    """Every change of every record: none is missing, none is invented, and they add up."""
    found = {(deed.step.commit, tuple(deed.key)): deed for deed in deeds}
    assert len(found) == len(deeds), "a record stands twice in a commit"
    wanted = {(one.commit, one.id): one for one in happened}
    for place, deed in found.items():
        assert place in wanted, f"{place} did nothing: {deed.changes}"
    for place, one in wanted.items():
        changes = found[place].changes if place in found else []
        whole = [change for change in changes if not change.field and change.action != "renamed"]
        renamed = [change.before for change in changes if change.action == "renamed"]
        assert renamed == one.renamed, f"{place}: {changes}"
        assert whole == as_whole(one), f"{place}: {changes}"
        if not whole and one.before is not None and one.after is not None:
            same_fields(place, one, [change for change in changes if change.field])


def as_whole(one: Happening) -> list[Change]:
    """The one change that a record is told as, where it is not told by its fields."""
    if one.is_unreadable:
        return [Change((), "unreadable")]
    if one.after is None:
        return [Change((), "removed", one.before)]
    return [Change((), "added", None, one.after)] if one.before is None else []


def same_fields(place: Any, one: Happening, changes: list[Change]) -> None:
    """The changes applied to the values before give those after, field by field, and no field is told that is the same."""
    assert one.before is not None and one.after is not None
    by_field = defaultdict(list)
    for change in changes:
        by_field[change.field[0]].append(change)
    known = oracle.NAMED_BY.get(one.id[0], {})
    for name in {**one.before, **one.after, **by_field}:
        before, after = one.before.get(name), one.after.get(name)
        if (one.renamed and name == "formerly") or before == after:
            assert not by_field[name], f"{place}: {name} is as it was, but {by_field[name]}"
            continue
        goal = normal(after, known.get(name))
        results = applied(
            before, [change._replace(field=change.field[1:]) for change in by_field[name]], known.get(name)
        )
        assert any(normal(result, known.get(name)) == goal for result in results), (
            f"{place}: {name} was {before}, is {after}, but the changes are {by_field[name]}"
        )
        if isinstance(known.get(name), tuple):
            same_order(place, one, name, by_field[name])


def same_order(place: Any, one: Happening, name: str, changes: list[Change]) -> None:
    """`reordered` is told where those that stayed changed places, and only there."""
    assert one.before is not None and one.after is not None
    by = oracle.NAMED_BY[one.id[0]][name][0]
    old, new = (oracle.names_in_order(values, name, by) for values in (one.before, one.after))
    if len(set(old)) == len(old) and len(set(new)) == len(new):
        was, now = [id for id in old if id in new], [id for id in new if id in old]
        told = [
            (change.before, change.after)
            for change in changes
            if change.action == "reordered" and len(change.field) == 1
        ]
        assert told == ([(was, now)] if was != now else []), f"{place}: {name}"


def applied(value: Any, changes: list[Change], named: Any) -> Iterator[Any]:
    """Every result of applying changes to a value: several where two parts of a list have one name."""
    if not changes:
        yield value
        return
    for result in _applied(value, changes[0].field, changes[0], named):
        yield from applied(result, changes[1:], named)


def _applied(value: Any, path: tuple[str, ...], change: Change, named: Any) -> Iterator[Any]:
    if not path:
        if change.action == "reordered" and isinstance(named, tuple):
            yield value
        elif normal(value, named) == normal(change.before, named):
            yield change.after
    elif isinstance(path[0], Item):
        yield from _applied_to_item(value or [], path, change, named)
    else:
        inside = named.get(path[0]) if isinstance(named, dict) else None
        for result in _applied((value or {}).get(path[0]), path[1:], change, inside):
            yield {**(value or {}), path[0]: result}


def _applied_to_item(items: list[Any], path: tuple[str, ...], change: Change, named: tuple[str, Any]) -> Iterator[Any]:
    name, inside = named
    if len(path) == 1 and change.before is None:
        yield [*items, change.after]
    for at, item in enumerate(items):
        if oracle.label(name, item) != path[0]:
            continue
        if len(path) == 1 and change.action == "removed":
            if normal(item, inside) == normal(change.before, inside):
                yield items[:at] + items[at + 1 :]
            continue
        for result in _applied(item, path[1:], change, inside):
            yield [*items[:at], result, *items[at + 1 :]]


def same_of_one(
    chain: list[Moment], archive: Archive, happened: list[Happening], deeds: list[Deed], rng: random.Random
) -> None:
    """The history of some records alone; of a person in the records of others as well."""
    now = oracle.names_of_today(chain)
    told = {(deed.step.commit, tuple(deed.key)): deed for deed in deeds}
    every = sorted({id for moment in chain for id in moment.records if id[0] in oracle.KINDS})
    for id in rng.sample(every, min(len(every), 6)):
        today = now.get(id, id)
        lineage = {id, today, *(old for old, new in now.items() if new == today)}
        found = {(deed.step.commit, tuple(deed.key)): deed for deed in archive.of("/".join(id))}
        own, others, unclear = set(), set(), set()
        for one, ids in oracle.followed(happened, lineage, today):
            if one.id in ids:
                own |= {(one.commit, one.id)} & set(told)
            elif any(new in ids and old not in ids for old, new in now.items()):
                # known limit: an id of ours is today that of another who was renamed, and references are told as of today
                unclear.add((one.commit, one.id))
            elif id[0] == "members" and is_about(one, {id for _, id in ids}):
                others.add((one.commit, one.id))
        assert set(found) - unclear == own | others, f"of {id}"
        for place in own:
            assert (found[place].changes, found[place].around) == (told[place].changes, told[place].around), (
                f"of {id} at {place}"
            )


def is_about(one: Happening, people: set[str]) -> bool:
    """Something about people differs in a record of others."""
    before, after = (oracle.about(one.id[0], values, people) for values in (one.before, one.after))
    return before != after and not one.is_unreadable
