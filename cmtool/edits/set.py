"""`set`: fields of a record get other values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cmtool.edits._assigned import Subject, edits_of, judge
from cmtool.edits._records import found, values_of
from cmtool.model.edit import ChangeSet, Edit
from cmtool.model.registry import Registry
from cmtool.model.values import Values, plain_text


def changed(registry: Registry, ref: str, assignments: Iterable[str], today: date) -> ChangeSet:
    """The edits that assignments mean, one after the other; none where everything is so already."""
    record = found(registry, ref)
    subject = Subject(registry, type(record), record.id, today)
    before = values_of(record)
    edits, values = edits_of(subject, before, assignments)
    if plain_text(values) == plain_text(before):
        return ChangeSet("set", f"{record.ref}: nothing changed")
    judge(subject, values)
    return ChangeSet("set", f"{record.ref}: {_what(edits, values)}", edits={record.ref: edits})


def _what(edits: Sequence[Edit], values: Values) -> str:
    """What a commit may say of the change: the names of fields, and the word of a status."""
    names = list(dict.fromkeys("own keys" if _is_free(edit) else str(edit.field[0]) for edit in edits))
    status = values.get("status")
    if "status" not in names or not isinstance(status, str):
        return f"{', '.join(names)} changed"
    others = [name for name in names if name != "status"]
    return f"status {status}" + (f"; {', '.join(others)} changed" if others else "")


def _is_free(edit: Edit) -> bool:
    """A key of the community's own, which may be any word."""
    return str(edit.field[0]).startswith("x-")
