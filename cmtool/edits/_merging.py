"""References that follow a record into another one: what would stand twice is made one, what points at itself goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cmtool.edits._records import values_of
from cmtool.edits._references import Hit, Renaming, hits
from cmtool.edits._steps import HIDDEN
from cmtool.edits._union import collapsed
from cmtool.finding import field_name
from cmtool.model.edit import Drop, Edit, Put, RenameKey, applied
from cmtool.model.fields import visibility
from cmtool.model.group import Group
from cmtool.model.member import Member, OverlayMember
from cmtool.model.record import Part, Record, Visibility
from cmtool.model.values import Values, plain_text, shape_at
from cmtool.source import Field


class Followed(NamedTuple):
    """The edits by which references of a record mean another one, and what they drop or join, in words."""

    edits: list[Edit]
    notes: list[str]


def followed(record: Record, renaming: Renaming) -> Followed:
    """The edits of a record by which its references to one record mean the other."""
    found = hits(record, renaming)
    if not found:
        return Followed([], [])
    values = values_of(record)
    edits = _written(values, found)
    notes = list(_keys_dropped(record, values, found))
    own = record.id if record.id != renaming.old else renaming.new  # an overlay file that moves with its person
    after = applied(values, edits)
    fields = self_mentions(record, after, own)
    selves: list[Edit] = [Drop(field) for field in fields]
    notes += told_of_itself(record, fields)
    after = applied(after, selves)
    edits += selves
    for field, part in _lists(type(record), found).items():
        items = _at(after, field)
        names = set(part.identity)
        candidates = [at for at, item in enumerate(items) if _names_it(item, names, found)]
        made = collapsed(field, part, items, candidates)
        edits += made.edits
        is_shown = _is_shown(record, field)
        for label, text in made.joined:
            notes.append(f"{_called(record)} lists both in {field_name(field)}{label}: {text if is_shown else HIDDEN}")
    return Followed(edits, notes)


def told_of_itself(record: Record, fields: list[Field]) -> Iterator[str]:
    """Notes of what would mean the record itself and goes."""
    for field in reversed(fields):
        yield f"{_called(record)}: {field_name(field)} would mean themselves from now on, and is dropped"


def _called(record: Record) -> str:
    return f"the overlay of {record.ref}" if isinstance(record, OverlayMember) else record.ref


def _is_shown(record: Record, field: Field) -> bool:
    return visibility(type(record), field) < Visibility.PRIVATE


def _keys_dropped(record: Record, values: Values, found: list[Hit]) -> Iterator[str]:
    """Where a mapping has both as keys, the value of the one that stays counts."""
    for (field, _, _, is_key), text in found:
        holder = plain_text(_at(values, field[:-1]))
        if is_key and text in holder and holder[text] != holder[field[-1]]:
            stays, gone = (f"'{key}'" for key in (text, field[-1]))
            if _is_shown(record, field) and all(isinstance(holder[key], str) for key in (text, field[-1])):
                stays, gone = f"{stays} {holder[text]}", f"{gone} {holder[field[-1]]}"
            yield f"{_called(record)} lists both in {field_name(field[:-1])}: {stays} stays, {gone} is dropped"


def _written(values: Values, found: list[Hit]) -> list[Edit]:
    """New ids in place of the old; in a list that has the new one, and for a key that is there, the old one goes."""
    puts: list[Edit] = []
    drops: list[Edit] = []
    keys: list[Edit] = []
    for (field, _, _, is_key), text in found:
        holder, last = plain_text(_at(values, field[:-1])), field[-1]
        if is_key:
            keys.append(Drop(field) if text in holder else RenameKey(field, text))
        elif isinstance(last, int) and (text in holder or holder.index(holder[last]) < last):
            drops.append(Drop(field))
        else:
            puts.append(Put(field, text))
    return [*puts, *reversed(drops), *reversed(keys)]


def self_mentions(record: Record, values: Values, id: str | None = None) -> list[Field]:
    """Where a record would mean itself: endorsements by oneself, mentors of oneself, a group as its own partner.

    From the end backwards.
    """
    id = id or record.id
    values = plain_text(values)
    fields: list[Field] = []
    if isinstance(record, Member | OverlayMember):
        for at, skill in enumerate(values.get("skills") or []):
            said = skill.get("endorsed") or []
            fields += [("skills", at, "endorsed", n) for n, word in enumerate(said) if word.get("by") == id]
    elif isinstance(record, Group):
        entries = values.get("members") or []
        fields += [("members", at, "mentor") for at, e in enumerate(entries) if e.get("mentor") == e.get("member")]
        fields += [("partners", at) for at, partner in enumerate(values.get("partners") or []) if partner == id]
    return fields[::-1]


def _lists(model: type[Part], found: list[Hit]) -> dict[Field, type[Part]]:
    """Lists with an item whose identity has changed, with what their items are."""
    lists: dict[Field, type[Part]] = {}
    for (field, _, _, is_key), _ in found:
        if len(field) < 3 or is_key or not isinstance(field[-2], int):
            continue
        shape = shape_at(model, tuple(str(part) for part in field[:-1]))
        if shape and shape.part and field[-1] in shape.part.identity:
            lists[field[:-2]] = shape.part
    return lists


def _names_it(item: Values, names: set[str], found: list[Hit]) -> bool:
    return any(plain_text(item.get(name)) == hit.text for name in names for hit in found)


def _at(values: Any, field: Field) -> Any:
    for part in field:
        values = values[part]
    return values
