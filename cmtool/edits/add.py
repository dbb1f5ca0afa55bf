"""`add`: a new record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cmtool.edits._assigned import Subject, edits_of, judge
from cmtool.edits._ids import free_id, proposed, without_folder
from cmtool.edits._leads import LEAD, entries, is_lead_missing, parted
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet
from cmtool.model.fields import FieldOf, fields
from cmtool.model.folders import FOLDERS
from cmtool.model.kinds import KINDS, folder_of
from cmtool.model.names import person
from cmtool.model.plain import Plain
from cmtool.model.registry import Registry
from cmtool.model.scalars import to_day
from cmtool.model.values import Values, ordered


def given(registry: Registry, kind: str, assignments: Iterable[str], today: date, id: str = "") -> Values:
    """The values that assignments mean, and those that go without saying; fields may be missing yet.

    A prompt tries each answer by it, as one more `field=answer`. For a group `lead=amina-diallo` says who leads it.
    """
    folder = folder_of(kind)
    subject = Subject(registry, KINDS[folder], without_folder(folder, id), today)
    words, leads = parted(assignments) if folder == "groups" else (assignments, [])
    _, values = edits_of(subject, {}, words)
    if leads:
        values["members"] = [*entries(registry, leads, values, today), *values.get("members", [])]
    judge(subject, values, whole=False)
    return values | {name: value for name, value in _expected(registry, folder, values, today) if name not in values}


def _expected(registry: Registry, folder: str, values: Values, today: date) -> list[tuple[str, Any]]:
    """What anybody would expect of a new record.

    A member is onboarding until they agreed to the code of conduct, if there is one; a meeting ahead is planned, a
    group is forming, a need is open, and what is written down came today.
    """
    if folder == "members":
        has_code = registry.community is not None and registry.community.code_of_conduct is not None
        is_active = not has_code or values.get("code_of_conduct") is not None
        return [("status", "active" if is_active else "onboarding")]
    if folder == "meetings":
        return [("status", "planned")] if "date" in values and to_day(values["date"]) >= today else []
    day = Plain(today.isoformat())
    fixed: dict[str, list[tuple[str, Any]]] = {
        "groups": [("status", "forming"), ("members", [])],
        "requests": [("received", day)],
        "needs": [("status", "open"), ("opened", day)],
        "activities": [("date", day)],
        "spotlights": [("status", "invited")],
    }
    return fixed.get(folder, [])


def added(registry: Registry, kind: str, id: str | None, assignments: Iterable[str], today: date) -> ChangeSet:
    """A new record with the fields in their order; the id is made of the name where none is given."""
    folder = folder_of(kind)
    model = KINDS[folder]
    values = given(registry, kind, assignments, today, id or "")
    lacking = [_asked(folder, name) for name in missing_fields(registry, folder, values)]
    if lacking:
        raise CmtoolError(f"a {model.singular} needs more: {'; '.join(lacking)}")
    id = free_id(registry, folder, id or _proposed(registry, folder, values))
    judge(Subject(registry, model, id, today), values)
    ref = f"{folder}/{id}"
    notes = _same_name(registry, values) if folder == "members" else ()
    return ChangeSet("add", f"{ref}: added", new={ref: ordered(model, values)}, notes=notes)


def missing_fields(registry: Registry, folder: str, values: Values) -> list[str]:
    """The fields that a record with these values still needs, in their order; last of a group, `lead`."""
    known = fields(KINDS[folder]).values()
    needed = [field.name for field in known if field.name not in values and _is_needed(field, values)]
    return [*needed, LEAD] if folder == "groups" and is_lead_missing(registry, values) else needed


def _is_needed(field: FieldOf, values: Values) -> bool:
    extra = field.info.json_schema_extra
    unless = extra.get("required_unless") if isinstance(extra, dict) else None
    return field.info.is_required() or (unless is not None and values.get("status") != unless)


def _asked(folder: str, name: str) -> str:
    told = "Who leads it: a member" if (folder, name) == ("groups", LEAD) else _meaning(fields(KINDS[folder])[name])
    return f"{name}=.. ({told})"


def _meaning(field: FieldOf) -> str:
    told = (field.info.description or "").rstrip(".")
    return f"{told}: {', '.join(field.shape.words)}" if field.shape.words else told


def _proposed(registry: Registry, folder: str, values: Values) -> str:
    id = proposed(registry, folder, values)
    if not id:
        singular = FOLDERS[folder]
        raise CmtoolError(f"no id can be made of what is given: choose one, as cmtool add {singular} ID field=value ..")
    return id


def _same_name(registry: Registry, values: Values) -> tuple[str, ...]:
    """Members whose name is another spelling of this one."""
    name = values.get("name")
    if not isinstance(name, str):
        return ()
    alike = [member.ref for member in registry.members.values() if member.name and person(member.name) == person(name)]
    same = "is this the same person? Then take the new record back, and change that one"
    return tuple(f"{ref} has the same name: {same}" for ref in alike)
