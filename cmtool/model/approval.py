"""Who must approve a change of a file, by the rules of `community.yaml: review`."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase

from cmtool.model.community import ReviewRule
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.review import Approval


def rule_of(registry: Registry, path: str) -> ReviewRule | None:
    """The first rule that matches a path from the registry; without one, managers approve."""
    given = registry.community.review if registry.community else []
    return next((rule for rule in given if fnmatchcase(path, rule.paths)), None)


def approval(registry: Registry, by: str, record: Record | None, day: date, *, is_new: bool = False) -> Approval:
    """Who must approve a change of a record, or of a file that holds none; `is_new` where it will hold one."""
    managers = registry.managers(day)
    if by == "self" and record is not None and record.folder == "members":
        return Approval((record.id,), "own record")
    if by == "leads" and record is not None and record.folder == "groups":
        leads = registry.in_charge(registry.all_groups[record.id], day)
        return Approval(leads, f"in charge of {record.id}")
    if by == "owner":
        return Approval(_owner(registry, record), "owner")
    if by in ("self", "leads"):
        return Approval(managers, "managers: a new record" if is_new else "managers")
    return Approval(managers, "managers") if by == "manager" else Approval((by,), "named in community.yaml")


def _owner(registry: Registry, record: Record | None) -> tuple[str, ...]:
    owner = getattr(record, "owner", None)
    if isinstance(owner, str):
        return (owner,)
    return (registry.community.contact.owner,) if registry.community else ()
