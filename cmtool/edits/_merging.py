"""References that follow a record into another one: what would stand twice is made one, what points at itself goes."""

from __future__ import annotations

from typing import Any

from cmtool.edits._records import values_of
from cmtool.edits._references import Hit, Renaming, hits
from cmtool.edits._union import collapsed
from cmtool.model.edit import Drop, Edit, Put, RenameKey, applied
from cmtool.model.group import Group
from cmtool.model.member import Member, OverlayMember
from cmtool.model.record import Part, Record
from cmtool.model.values import Values, plain_text, shape_at
from cmtool.source import Field


def followed(record: Record, renaming: Renaming) -> list[Edit]:
    """The edits of a record by which its references to one record mean the other."""
    found = hits(record, renaming)
    if not found:
        return []
    values = values_of(record)
    edits = _written(values, found)
    own = record.id if record.id != renaming.old else renaming.new  # an overlay file that moves with its person
    after = applied(values, edits)
    selves: list[Edit] = [Drop(field) for field in self_mentions(record, after, own)]
    after = applied(after, selves)
    edits += selves
    for field, part in _lists(type(record), found).items():
        items = _at(after, field)
        names = set(part.identity)
        candidates = [at for at, item in enumerate(items) if _names_it(item, names, found)]
        edits += collapsed(field, part, items, candidates)
    return edits


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
