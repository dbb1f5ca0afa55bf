"""Stamps of series and meetings for calendars: when their file last changed, and how often their schedule did.

One walk over the commits, in which each version is read once. A version that cannot be read leaves the schedule as it
was. A record keeps its count when it is renamed, and when it comes back after it was gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cmtool.history.blobs import Blobs
from cmtool.history.identity import Key, Present, key_of
from cmtool.history.timeline import NO_FILE, Step, at
from cmtool.model.group import AWAKE
from cmtool.model.values import Values, plain_text, text_at
from cmtool.schedule.stamp import Stamp, unsaved

if TYPE_CHECKING:
    from datetime import date

    from cmtool.history.archive import Archive

_SERIES: Final = ("every", "starts", "time", "tz", "ends", "month_rule", "alternate")
_MEETING: Final = ("series", "date", "start", "tz", "minutes")

_NEED: Final = ("closes", "starts", "ends")


class _Plan(NamedTuple):
    """The schedule of a series or a meeting, and how often it changed."""

    schedule: object
    sequence: int = 0


class _Seen(NamedTuple):
    """A record as the last commit has it: its values, when they changed, and its plans by name."""

    values: Values | None
    modified: datetime
    plans: Mapping[str, _Plan]


def stamps(archive: Archive, today: date) -> Mapping[str, Stamp]:
    """The stamps of series, meetings and needs: keys `groups/<id>#<series>`, `meetings/<id>`, with the ids of today.

    What is not committed yet changed today; a new file has no stamp. A series that a group gave up keeps its own, for
    the day on which it comes back. CmtoolError in a shallow clone.
    """
    found = _walked(archive, list(archive.steps()))
    is_now = archive.head == archive.repository.head()  # else it is asked about the past, where nothing lies on disk
    told: dict[str, Stamp] = {}
    for key, seen in found.items():
        values = archive.present.values(key) if is_now else None
        if values is not None and plain_text(values) != plain_text(seen.values):
            seen = _later(seen, values, key, max(seen.modified, unsaved(today).modified))
        told |= {f"{key.ref}{name}": Stamp(seen.modified, plan.sequence) for name, plan in seen.plans.items()}
    return told


def _walked(archive: Archive, steps: Sequence[Step]) -> dict[Key, _Seen]:
    """The records of today as the last commit has them."""
    present = archive.present
    wanted = [(step, [(k, t.after) for t in step.touches if (k := _asked(present, t.path))]) for step in steps]
    blobs = Blobs(archive.repository, (blob for _, touched in wanted for _, blob in touched))
    seen: dict[Key, _Seen] = {}
    gone: dict[Key, _Seen] = {}
    for step, touched in wanted:
        for key, blob in touched:
            if (blob is None or blob == NO_FILE) and key in seen:
                gone[present.now(key)] = seen.pop(key)
        for key, blob in touched:
            if blob is not None and blob != NO_FILE:
                before = seen.get(key) or gone.pop(present.now(key), None)
                seen[key] = _later(before, blobs.values(key, blob), key, at(step.effective, UTC))
        blobs.release(blob for _, blob in touched)
    mine = sorted(seen, key=lambda key: key == present.now(key))  # of merged records the one that was kept counts
    return {present.now(key): seen[key] for key in mine}


def _asked(present: Present, path: str) -> Key | None:
    """The group, meeting or need of a path, if today's registry knows it."""
    key = key_of(path)
    return key if key and key.folder in ("groups", "meetings", "needs") and present.knows(key) else None


def _later(before: _Seen | None, values: Values | None, key: Key, modified: datetime) -> _Seen:
    """A record after a change."""
    plans = dict(before.plans) if before else {}
    for name, schedule in _schedules(key, values or {}).items():
        old = plans.get(name)
        plans[name] = _Plan(schedule, old.sequence + (old.schedule != schedule) if old else 0)
    return _Seen(values or (before.values if before else None), modified, plans)


def _schedules(key: Key, values: Values) -> dict[str, object]:
    """What decides when people meet, by the series of a group, or of a meeting."""
    told: dict[str, Any] = plain_text(values)
    if key.folder == "meetings":
        return {"": (told.get("status") == "cancelled", *map(told.get, _MEETING))} if told else {}
    if key.folder == "needs":
        return {"": (*map(told.get, _NEED),)} if told else {}
    asleep = text_at(values, "status") not in AWAKE and told.get("since")
    found = (one for one in _items(told.get("meets")) if isinstance(one.get("id"), str))
    return {f"#{one['id']}": (asleep, *map(one.get, _SERIES), one.get("minutes") or "60", _dates(one)) for one in found}


def _dates(series: dict[str, Any]) -> list[tuple[object, object]]:
    return [(one.get("date"), one.get("moved_to")) for one in _items(series.get("except"))]


def _items(value: object) -> list[dict[str, Any]]:
    """The parts of a list, whatever else stands there."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
