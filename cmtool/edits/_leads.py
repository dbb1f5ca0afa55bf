"""Who leads a new group: `lead=amina-diallo` is a membership in the role that leads, as a group cannot be without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cmtool.edits._records import community_of, current_member
from cmtool.errors import CmtoolError
from cmtool.model.plain import Plain
from cmtool.model.registry import Registry
from cmtool.model.values import Values, plain_text

LEAD = "lead"
"""The word that stands for the first membership; a group has no such field."""
_LED = ("forming", "active")
"""A group of this status needs a lead (GRP101)."""


def parted(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """The assignments of a group, and the members that `lead=` names in them."""
    words = list(words)
    leads = [word.partition("=")[2] for word in words if _is_lead(word)]
    return [word for word in words if not _is_lead(word)], _named(leads)


def _is_lead(word: str) -> bool:
    return word.partition("=")[0].strip() == LEAD


def _named(leads: list[str]) -> list[str]:
    ids = [id.strip().removeprefix("members/") for text in leads for id in text.split(",")]
    if len(leads) > 1 or len(set(ids)) < len(ids):
        raise CmtoolError("'lead' is given twice: name several leads as lead=ID,ID")
    return [id for id in ids if id]


def entries(registry: Registry, leads: Iterable[str], values: Values, today: date) -> list[Values]:
    """The memberships of those who lead; of a working group the first one acts as triage as well."""
    made: list[Values] = []
    for id in leads:
        member = current_member(registry, id, "the lead")
        if not registry.may_be_active(member.id):
            raise CmtoolError(
                f"{member.ref} cannot be the lead: the status is '{member.status}'; name an active member"
            )
        has_triage = plain_text(values.get("kind")) == "working-group" and not made
        for role in _roles(registry, has_triage=has_triage):
            made.append({"member": member.id, "role": role, "since": Plain(today.isoformat())})
    return made


def _roles(registry: Registry, *, has_triage: bool) -> list[str]:
    """The role that leads: alone if there is one, with triage where that is needed; two roles if none does both."""
    own = [id for id, role in community_of(registry).roles.items() if role.scope == "group"]
    leading = [id for id in own if registry.acts_as(id, "lead")]
    welcoming = [id for id in own if registry.acts_as(id, "triage")]
    if not leading:
        raise CmtoolError("no role leads a group: give one of community.yaml `acts_as: [lead]`")
    if not has_triage:
        return [id for id in leading if id not in welcoming][:1] or leading[:1]
    return [id for id in leading if id in welcoming][:1] or [leading[0], *welcoming[:1]]


def is_lead_missing(registry: Registry, values: Values) -> bool:
    """A group with these values needs a lead, and names none."""
    if registry.community is None or plain_text(values.get("status")) not in _LED:
        return False
    held: Any = plain_text(values.get("members"))
    listed = [entry for entry in held if isinstance(entry, dict)] if isinstance(held, list) else []
    return not any(_leads(registry, entry) for entry in listed)


def _leads(registry: Registry, entry: Mapping[str, Any]) -> bool:
    return registry.may_act_as(str(entry.get("role")), "lead") and registry.may_be_active(str(entry.get("member")))


def active_members(registry: Registry) -> dict[str, str]:
    """Who may lead, with names."""
    return {id: member.name or "" for id, member in registry.members.items() if member.status == "active"}
