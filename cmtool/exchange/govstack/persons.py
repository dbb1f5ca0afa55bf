"""Records of `persons.yml` against our people: credits that are lacking, and people of whom only the id is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cmtool.exchange.govstack.editing import Differs, Existing, Merged, merged
from cmtool.exchange.govstack.listing import Listing, Values
from cmtool.exchange.govstack.reading import text_of
from cmtool.exchange.govstack.shape import REMOVED
from cmtool.exchange.note import note
from cmtool.model.edit import Drop, Edit, Insert, Put
from cmtool.model.names import person as same_name
from cmtool.source import Field


def merged_persons(file: Existing, found: Listing) -> tuple[Merged, list[str]]:
    """The file with our people, and notes. Whoever was removed here and never was there becomes known by nothing.

    Roles and names stay as the file has them: it knows more of them than we do.
    """
    edits = dict[str, Differs]()
    differing, erased, unlisted = [], [], []
    for id, there in file.records.items():
        values = there.node.value
        is_gone = text_of(values.get("status")) == REMOVED
        if id in found.removed:
            edits[id] = _removal
        elif id in found.person and is_gone:
            erased.append(id)
        elif id in found.person and same_name(text_of(values.get("name"))) != same_name(found.person[id]["name"]):
            differing.append(id)
        elif id in found.person:
            edits[id] = _lacking(found.person[id]["credits"])
        elif id in found.unlisted and not is_gone:
            unlisted.append(id)
    new = [record for id, record in sorted(found.person.items()) if id not in file.records]
    notes = [
        ("people who were removed there", erased, "nothing of them is written again"),
        ("people whose name is another one there", differing, "look whether it is the same person; left as they are"),
        ("people of the file who did not consent to `listing` here", unlisted, "left as they are; ask them"),
    ]
    return merged(file, new, edits), [note(what, ids, remedy) for what, ids, remedy in notes if ids]


def _removal(here: Values, field: Field) -> Sequence[Edit]:
    """Nothing but the id and the word stays."""
    edits: list[Edit] = [Drop((*field, name)) for name in here if name not in ("id", "status")]
    return edits + ([] if text_of(here.get("status")) == REMOVED else [Put((*field, "status"), REMOVED)])


def _lacking(wanted: Sequence[Values]) -> Differs:
    def edits(here: Values, field: Field) -> Sequence[Edit]:
        credits = here.get("credits")
        there = {_key(one) for one in (credits if isinstance(credits, list) else ()) if isinstance(one, dict)}
        return [Insert((*field, "credits"), credit) for credit in wanted if _key(credit) not in there]

    return edits


def _key(credit: Mapping[str, Any]) -> tuple[str, str]:
    return text_of(credit.get("publication")), text_of(credit.get("version"))
