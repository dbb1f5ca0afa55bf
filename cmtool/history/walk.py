"""From commits to events: for each commit, which records it touched and what that changed in them.

Every distinct blob is read at most once and kept only until its last use, so memory grows with the number of changes
and of living records, not with the size of the past.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from cmtool.history.blobs import About, Blobs
from cmtool.history.compare import changes
from cmtool.history.identity import Key, former_ids, key_of, model_of
from cmtool.history.repository import Repository
from cmtool.history.timeline import NO_FILE, Step
from cmtool.model.change import Change
from cmtool.model.values import Rename, Values, plain_text, renamed


class Version(NamedTuple):
    """A record before and after a commit, as blobs: None where it is not there, `NO_FILE` where no file tells it."""

    key: Key
    before: str | None
    after: str | None


class Deed(NamedTuple):
    """What a commit changed in one record: its id of that time, the changes, and its values after (before, if gone)."""

    step: Step
    key: Key
    changes: list[Change]
    around: Values


def versions(steps: Iterable[Step], wanted: Callable[[Key], bool]) -> Iterator[tuple[Step, list[Version]]]:
    """The wanted records that each commit touched, and those that one of them may have become, or have been.

    A record lies in one file; two files of one id tell nothing.
    """
    files: defaultdict[Key, dict[str, str]] = defaultdict(dict)
    for step in steps:
        before: dict[Key, str | None] = {}
        for path, _, blob in step.touches:
            key = key_of(path)
            if key is None:
                continue
            held = files[key]
            before.setdefault(key, _blob(held))
            if blob is None:
                held.pop(path, None)
            else:
                held[path] = blob
        touched = [Version(key, old, new) for key, old in before.items() if (new := _blob(files[key])) != old]
        if touched := _with_kin(touched, {key for key in before if wanted(key)}):
            yield step, touched


def _blob(held: dict[str, str]) -> str | None:
    if len(held) > 1:
        return NO_FILE
    return next(iter(held.values()), None)


def _with_kin(touched: list[Version], chosen: set[Key]) -> list[Version]:
    """The chosen ones; and where a record of their kind vanishes all of this kind: one may have become the other."""
    vanished = {v.key.folder for v in touched if v.before is not None and v.after is None} if chosen else set()
    kinds = vanished & {v.key.folder for v in touched if v.key in chosen}
    return [v for v in touched if v.key in chosen or v.key.folder in kinds]


def deeds(
    repository: Repository,
    steps: Iterable[Step],
    wanted: Callable[[Key], bool] = lambda key: True,
    rename: Rename | None = None,
    about: About | None = None,
) -> Iterator[Deed]:
    """Everything that the commits changed in the wanted records, and how one of them became another record.

    `rename` gives the ids of today for those of then.

    With `about`, what neither before nor after a commit matters is not told, as far as reading it can be spared.
    """
    found = list(versions(steps, wanted))
    blobs = Blobs(repository, (blob for _, touched in found for v in touched for blob in (v.before, v.after)))
    last: dict[Key, Values] = {}
    """The last readable values of records that cannot be read at the moment."""
    for step, touched in found:
        pairs = {}
        for key, old, new in touched if about is None else _mattering(touched, last, blobs, about):
            before = blobs.values(key, old)
            known = last.get(key) if before is None else before
            pairs[key] = Pair(old is not None, known, new is not None, blobs.values(key, new))
        for key, changed, around in told(pairs, rename):
            if changed and (wanted(key) or any(wanted(old) for old in _olds(key, changed))):
                yield Deed(step, key, changed, around)
        for key, pair in pairs.items():
            if pair.is_after and pair.after is None and pair.before is not None:
                last[key] = pair.before
            else:
                last.pop(key, None)
        blobs.release(blob for v in touched for blob in (v.before, v.after))


def _mattering(touched: list[Version], last: Collection[Key], blobs: Blobs, about: About) -> list[Version]:
    """The versions that matter, and those that were one of them or became one."""
    return _with_kin(touched, {v.key for v in touched if v.key in last or blobs.are_about(v.key, v[1:], about)})


def _olds(key: Key, changed: list[Change]) -> Iterator[Key]:
    return (Key(key.folder, change.before) for change in changed if change.action == "renamed" and not change.field)


class Pair(NamedTuple):
    """A record before and after: whether it was and is there, and its values as far as they can be read."""

    was_before: bool
    before: Values | None
    is_after: bool
    after: Values | None


def told(pairs: Mapping[Key, Pair], rename: Rename | None = None) -> Iterator[tuple[Key, list[Change], Values]]:
    """What changed in the records that were touched together: renames joined, then record by record."""
    origins = _origins(pairs)
    gone = {old for olds in origins.values() for old in olds}
    for key, pair in pairs.items():
        if key in gone:
            continue
        olds = origins.get(key, [])
        found = [Change((), "renamed", old.id, key.id) for old in olds]
        if olds and not pair.was_before:
            pair = pair._replace(was_before=True, before=pairs[olds[0]].before)
        found += _changes(key, pair, rename, is_renamed=bool(olds))
        around = pair.after or pair.before or {}
        yield key, found, renamed(model_of(key.folder), around, rename) if rename else around


def _origins(pairs: Mapping[Key, Pair]) -> dict[Key, list[Key]]:
    """Records whose `formerly` newly names ids that vanish in the same commit: one renamed, or others merged into it.

    Who is named there already went before; what vanishes now got that id later.
    """
    vanished = {key for key, pair in pairs.items() if pair.was_before and not pair.is_after}
    found: dict[Key, list[Key]] = {}
    for key, pair in pairs.items() if vanished else ():
        for id in former_ids(pair.after):
            old = Key(key.folder, id)
            if old in vanished and id not in former_ids(pair.before):
                found.setdefault(key, []).append(old)
                vanished.discard(old)
    return found


def _changes(key: Key, pair: Pair, rename: Rename | None, *, is_renamed: bool) -> Iterator[Change]:
    model = model_of(key.folder)
    before, after = (
        renamed(model, values, rename) if rename and values else values for values in (pair.before, pair.after)
    )
    if not pair.is_after:
        yield Change((), "removed", plain_text(before))
    elif after is None:
        yield Change((), "unreadable")
    elif before is None:
        yield Change((), "added", None, plain_text(after))
    else:
        for change in changes(model, before, after):
            if not (is_renamed and change.field == ("formerly",)):
                yield change
