"""Meeting series of a group against those of a file: the same one is known by its words and hour, else by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cmtool.exchange.kubernetes_sigs.ids import Ids
from cmtool.exchange.kubernetes_sigs.known import is_same
from cmtool.model.edit import Drop, Edit, Insert, Put
from cmtool.model.plain import Plain

Values = Mapping[str, Any]

_WORDS = "x-when"
_PLAIN = ("name", "every", "time", "tz", "url", "month_rule")
"""Fields that a file tells by itself; `starts` and the words about it hang together."""
_CONTENT = ("name", "every", "time", "tz")


class Compared(NamedTuple):
    """What makes the series of a group those of a file, and what a person should look at, by id."""

    edits: list[Edit]
    undated: list[str]
    """New ones of which the file tells no date."""
    doubtful: list[str]
    """Those that meet in another rhythm now, and keep a date that somebody gave them."""
    unknown: list[str]
    """Those of the registry that the file does not have."""


def compared(own: Sequence[Values], told: Sequence[Values], notices: list[str]) -> Compared:
    """The series of the registry against those of the file."""
    pairs = _pairs(own, told)
    found = Compared([], [], [], [text(own[at].get("id")) for at in range(len(own)) if at not in pairs.values()])
    ids = Ids("series", notices, (text(series.get("id")) for series in own))
    for position, series in enumerate(told):
        if position in pairs:
            at = pairs[position]
            found.edits.extend(_edits(("meets", at), own[at], series))
            found.doubtful.extend([text(own[at]["id"])] if _is_doubtful(own[at], series) else [])
            continue
        id = ids.take(series["name"])
        found.edits.append(Insert(("meets",), {**series, "id": id}))
        found.undated.extend([] if "starts" in series else [id])
    return found


def text(value: Any) -> str:
    """A value as it is written."""
    return value.text if isinstance(value, Plain) else "" if value is None else str(value)


def _pairs(own: Sequence[Values], told: Sequence[Values]) -> dict[int, int]:
    """Positions in the file with those in the registry: where all is said, then by words and hour, then by the id."""
    pairs = _settled(own, told)
    for names in ((*_CONTENT, "id"), _CONTENT, ("id",)):
        for position, series in enumerate(told):
            free = (at for at in range(len(own)) if at not in pairs.values())
            alike = (at for at in free if all(_is_equal(own[at].get(name), series.get(name)) for name in names))
            at = next(alike, None) if position not in pairs else None
            if at is not None:
                pairs[position] = at
    return pairs


def _settled(own: Sequence[Values], told: Sequence[Values]) -> dict[int, int]:
    """As many pairs as there can be in which nothing differs; one series may fit several, so places are exchanged."""
    fits = [[at for at in _by_id(own, series) if not any(_edits((), own[at], series))] for series in told]
    holders: dict[int, int] = {}

    def place(position: int, seen: set[int]) -> bool:
        for at in sorted(fits[position], key=holders.__contains__):
            if at not in seen:
                seen.add(at)
                if at not in holders or place(holders[at], seen):
                    holders[at] = position
                    return True
        return False

    for position in range(len(told)):
        place(position, set())
    return {position: at for at, position in holders.items()}


def _by_id(own: Sequence[Values], series: Values) -> list[int]:
    """Positions in the registry, the one of the same id first."""
    return sorted(range(len(own)), key=lambda at: text(own[at].get("id")) != series["id"])


def _is_equal(one: Any, other: Any) -> bool:
    return is_same(text(one), text(other))


def _edits(place: tuple[str | int, ...], own: Values, told: Values) -> Iterator[Edit]:
    """The fields of one series that the file tells otherwise; those that it does not tell stay."""
    for name in _PLAIN:
        if name in told and not _is_equal(own.get(name), told[name]):
            yield Put((*place, name), told[name])
    if _has(own, "month_rule") and "month_rule" not in told and not _is_equal(own.get("every"), told["every"]):
        yield Drop((*place, "month_rule"))  # which Thursday of a month says nothing of every second week
    if "starts" in told and not _is_same_rhythm(own, told):
        yield Put((*place, "starts"), told["starts"])
    if _WORDS in told and not _is_equal(own.get(_WORDS), told[_WORDS]):
        # where somebody gave the date and took the words away, they are not needed again
        if _has(own, _WORDS) or not _has(own, "starts"):
            yield Put((*place, _WORDS), told[_WORDS])
    elif _WORDS not in told and _has(own, _WORDS):
        yield Drop((*place, _WORDS))


def _has(own: Values, name: str) -> bool:
    return own.get(name) is not None


def _is_same_rhythm(own: Values, told: Values) -> bool:
    """Both dates stand for the same days: most dates that a file tells are one of many that do."""
    try:
        here = date.fromisoformat(text(own.get("starts")))
    except ValueError:
        return False
    there: date = told["starts"]
    if told["every"].endswith("d"):
        return (here - there).days % int(told["every"][:-1]) == 0
    rules = [text(values.get("month_rule")) for values in (own, told)]
    return here == there or (rules[0] == rules[1] != "" and _is_equal(own.get("every"), told["every"]))


def _is_doubtful(own: Values, told: Values) -> bool:
    if "starts" in told or not _has(own, "starts"):
        return False
    changed = not _is_equal(own.get("every"), told["every"])
    return changed or (_has(own, _WORDS) and not _is_equal(own.get(_WORDS), told.get(_WORDS)))
