"""One record through time: back through its renames, and no further than the id was its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from cmtool.history.identity import Key
from cmtool.history.walk import Deed


def became(deed: Deed) -> set[Key]:
    """The records that became this one in the deed."""
    return {Key(deed.key.folder, old.before) for old in deed.changes if old.action == "renamed" and not old.field}


def closed(mine: set[Key], deeds: Callable[[set[Key]], Iterable[Deed]]) -> tuple[set[Key], list[Deed]]:
    """A record's ids and its deeds, with all ids that became one of them: `deeds` gives those of some ids."""
    while True:
        found = list(deeds(mine))
        more = {old for deed in found if deed.key in mine for old in became(deed)}
        if more <= mine:
            return mine, found
        mine = mine | more


def traced(deeds: list[Deed], today: set[Key], now: Key) -> list[tuple[Deed, set[Key]]]:
    """Deeds, oldest first, each with the ids that the record had at the time: it has the id `now`, and names `today`.

    An id that became the record at a commit was its own until then, whoever got it later; and one that became another
    record was that one's before.
    """
    ended = set[Key]().union(*(became(deed) for deed in deeds if deed.key in today))
    return list(_backwards(deeds[::-1], today - ended | {now}))[::-1]


def _backwards(deeds: list[Deed], ids: set[Key]) -> Iterator[tuple[Deed, set[Key]]]:
    for _, of_commit in groupby(deeds, key=lambda deed: deed.step.commit):
        done = list(of_commit)
        ours = set[Key]().union(*(became(deed) for deed in done if deed.key in ids))
        ids = ids.difference(*(became(deed) for deed in done if deed.key not in ids)) | ours
        yield from ((deed, ids) for deed in done)
