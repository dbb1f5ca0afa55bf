"""Two records of one thing made one: what only one of them says is taken, what they say differently is a conflict.

Items of lists are the same by what identifies them. Of two entries that overlap in time one is made, from the earlier
first day to the later last one; those that do not overlap are both true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cmtool.edits._losses import losses
from cmtool.edits._steps import HIDDEN, Choose, Conflict, Joined, Step
from cmtool.edits._times import covered, has_times, overlap
from cmtool.model.edit import Drop, Edit, Insert, Put, applied
from cmtool.model.fields import Shape, fields, visibility
from cmtool.model.group import StepReached
from cmtool.model.member import Endorsement, MemberSkill
from cmtool.model.record import Part, Visibility
from cmtool.model.values import Values, plain_text
from cmtool.source import Field

_NOTHING: tuple[Any, ...] = (None, [], {}, "unknown")
_WORDS = (Endorsement, StepReached)
"""What a person said or did on a day: of two the later word counts, or the first day."""


class _At(NamedTuple):
    """A place in a record of a model: its field, as people write it, and whose word counts."""

    model: type[Part]
    field: Field
    label: str
    choose: Choose

    def name(self, name: str) -> _At:
        return self._replace(field=(*self.field, name), label=f"{self.label}.{name}" if self.label else name)

    def item(self, position: int, name: str) -> _At:
        return self._replace(field=(*self.field, position), label=f"{self.label}[{name}]")


def united(model: type[Part], keep: Values, gone: Values, choose: Choose, label: str = "") -> list[Step]:
    """Edits that bring into one record what another says but `formerly`; conflicts, chosen or not; what is joined."""
    return list(_fields(_At(model, (), label, choose), model, keep, {**gone, "formerly": None}))


def _fields(at: _At, model: type[Part] | None, ours: Values, theirs: Values) -> Iterator[Step]:
    known = fields(model) if model else {}
    for name, value in theirs.items():
        shape = known[name].shape if name in known else None
        yield from _value(at.name(name), shape, ours.get(name), value)


def _value(at: _At, shape: Shape | None, ours: Any, theirs: Any) -> Iterator[Step]:
    if theirs in _NOTHING or plain_text(ours) == plain_text(theirs):
        return
    if ours in _NOTHING:
        yield Put(at.field, theirs)
    elif shape and shape.container == "dict" and isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in theirs.items():
            yield from _value(at.name(key), shape._replace(container="one"), ours.get(key), value)
    elif shape and shape.part and isinstance(ours, dict) and isinstance(theirs, dict):
        yield from _fields(at, shape.part, ours, theirs)
    elif shape and shape.container == "list" and isinstance(ours, list) and isinstance(theirs, list):
        yield from _items(at, shape.part, ours, theirs)
    else:
        yield from _conflict(at, ours, theirs, [Put(at.field, theirs)])


def _conflict(at: _At, ours: Any, theirs: Any, edits: Sequence[Edit]) -> Iterator[Step]:
    """A conflict, and the edits that take what the other says where that is chosen."""
    chosen = at.choose(at.label)
    is_shown = visibility(at.model, at.field) < Visibility.PRIVATE
    said = (_told(ours), _told(theirs)) if is_shown else (None, None)
    yield Conflict(at.label, said[0], said[1], chosen)
    if chosen == "gone":
        yield from edits


def _told(value: Any) -> str:
    value = plain_text(value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {text}" for name, text in value.items() if isinstance(text, str))
    return value if isinstance(value, str) else f"a list of {len(value)}" if isinstance(value, list) else ""


def _items(at: _At, part: type[Part] | None, ours: list[Any], theirs: list[Any]) -> Iterator[Step]:
    free: defaultdict[str, list[int]] = defaultdict(list)
    for position, item in enumerate(ours):
        free[_name(part, item)].append(position)
    for item in theirs:
        name = _name(part, item)
        same = next((position for position in free[name] if is_same(part, ours[position], item)), None)
        if same is None:
            yield Insert(at.field, item)
        elif part is not None:
            free[name].remove(same)
            yield from _joined(at.item(same, name), part, ours[same], item)


def _joined(at: _At, part: type[Part], ours: Values, theirs: Values) -> Iterator[Step]:
    """What is said of the same thing; for a word or a time nobody is asked, so that what is lost has to be told."""
    steps = list(_item(at, part, ours, theirs))
    yield from steps
    if part in _WORDS or has_times(part):
        text = losses(part, (ours, theirs), _after(at, ours, steps))
        if text:
            is_shown = visibility(at.model, at.field) < Visibility.PRIVATE
            yield Joined(at.label, text if is_shown else HIDDEN)


def _after(at: _At, ours: Values, steps: Sequence[Step]) -> Values:
    """The item with the edits made that are its own."""
    edits = [step for step in steps if not isinstance(step, Conflict | Joined)]
    return applied(ours, [edit._replace(field=edit.field[len(at.field) :]) for edit in edits])


def _name(part: type[Part] | None, item: Any) -> str:
    """What names an item of a list: the item itself, where nothing else does."""
    text = plain_text(item)
    return ",".join(str(text.get(name)) for name in part.identity) if part and part.identity else str(text)


def is_same(part: type[Part] | None, ours: Any, theirs: Any) -> bool:
    """Two items are the same thing, and not the same thing at two times."""
    if plain_text(ours) == plain_text(theirs):
        return True
    if part is None or not part.identity or _name(part, ours) != _name(part, theirs):
        return False
    return not has_times(part) or overlap(ours, theirs)


def _item(at: _At, part: type[Part], ours: Values, theirs: Values) -> Iterator[Step]:
    """What is said of the same thing: a word of a person counts as a whole, times are joined, the rest is compared."""
    if part in _WORDS:
        yield from _by_date(at, ours, theirs, is_later=part is Endorsement)
    elif part is MemberSkill:
        yield from _statement(at, ours, theirs)
        shape = fields(part)["endorsed"].shape
        yield from _value(at.name("endorsed"), shape, ours.get("endorsed"), theirs.get("endorsed"))
    elif has_times(part):
        yield from _times(at, ours, theirs)
        yield from _fields(at, part, ours, {**theirs, "since": None, "until": None})
    else:
        yield from _fields(at, part, ours, theirs)


def _by_date(at: _At, ours: Values, theirs: Values, *, is_later: bool) -> Iterator[Step]:
    """The later of two words of one person, the first day of a step."""
    own, other = plain_text(ours.get("date")), plain_text(theirs.get("date"))
    if own != other and (own < other) == is_later:
        yield from _whole(at, ours, theirs)


def _statement(at: _At, ours: Values, theirs: Values) -> Iterator[Step]:
    """A self-evaluation: the level of one day is not mixed with the date of another."""
    own, other = ({name: value for name, value in said.items() if name != "endorsed"} for said in (ours, theirs))
    if plain_text(own) != plain_text(other):
        yield from _conflict(at, own, other, list(_whole(at, own, other)))


def _whole(at: _At, ours: Values, theirs: Values) -> Iterator[Edit]:
    for name in {**ours, **theirs}:
        if theirs.get(name) is None:
            yield Drop((*at.field, name))
        elif plain_text(ours.get(name)) != plain_text(theirs[name]):
            yield Put((*at.field, name), theirs[name])


def _times(at: _At, ours: Values, theirs: Values) -> Iterator[Edit]:
    """The time that both entries cover together."""
    since, until = covered(ours, theirs)
    if plain_text(since) != plain_text(ours.get("since")):
        yield Put((*at.field, "since"), since)
    if until is None and ours.get("until") is not None:
        yield Drop((*at.field, "until"))
    elif plain_text(until) != plain_text(ours.get("until")):
        yield Put((*at.field, "until"), until)


class Collapsed(NamedTuple):
    """The edits that leave one of each of several items, and what that drops or joins."""

    edits: list[Edit]
    joined: list[Joined]


def collapsed(field: Field, part: type[Part], items: Sequence[Values], candidates: Sequence[int]) -> Collapsed:
    """One of each of several items of a list that have become the same; what differed is told, item by item."""
    now = {at: items[at] for at in candidates}
    found = Collapsed([], [])
    while pair := _pair(part, now):
        first, second = pair
        ours, theirs = now[first], now.pop(second)
        label = f"[{_name(part, ours)}]"
        steps = list(_item(_At(part, (), label, _later_of(ours, theirs)), part, ours, theirs))
        own = [step for step in steps if not isinstance(step, Conflict | Joined)]
        now[first] = applied(ours, own)
        found.edits.extend(edit._replace(field=(*field, first, *edit.field)) for edit in own)
        text = losses(part, (ours, theirs), now[first])
        found.joined.extend([Joined(label, text)] if text else [])
        found.joined.extend(step for step in steps if isinstance(step, Joined))
    found.edits.extend(Drop((*field, at)) for at in sorted(set(candidates) - now.keys(), reverse=True))
    return found


def _pair(part: type[Part], items: dict[int, Values]) -> tuple[int, int] | None:
    places = sorted(items)
    pairs = ((a, b) for a in places for b in places if a < b)
    return next(((a, b) for a, b in pairs if is_same(part, items[a], items[b])), None)


def _later_of(ours: Values, theirs: Values) -> Choose:
    """Nobody is asked: the newer word counts, else the first."""
    own, other = (plain_text(item.get("date") or item.get("until")) or "" for item in (ours, theirs))
    return lambda label: "gone" if other > own else "keep"
