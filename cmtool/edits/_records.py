"""Finding the records that a verb is about, and their values as the file writes them."""

from __future__ import annotations

from cmtool.document.reader import read
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
from cmtool.model.community import Community
from cmtool.model.group import Group
from cmtool.model.kinds import KINDS
from cmtool.model.member import Member
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.values import Values
from cmtool.suggestion import did_you_mean, nearest

GONE = "of a removed person only the id stays; who comes back gets a record of their own: cmtool add member"


def found(registry: Registry, ref: str) -> Record:
    """The record of a full reference."""
    record = registry.get(ref)
    if record is not None:
        return record
    if ref == "community":
        community_of(registry)
    folder, _, id = ref.partition("/")
    if folder in KINDS and registry.is_unreadable(folder, id):
        raise CmtoolError(f"{ref} cannot be read: mend it first, see cmtool validate")
    known = [known for own in KINDS for known in (f"{own}/{id}" for id in registry.records[own])]
    raise CmtoolError(f"no record {shown(ref)}{did_you_mean(nearest(ref, known))}")


def community_of(registry: Registry) -> Community:
    """The community, whose words a verb needs."""
    if registry.community is None:
        raise CmtoolError("community.yaml cannot be read: mend it first, see cmtool validate")
    return registry.community


def member_of(registry: Registry, id: str) -> Member:
    """A member, whatever the status."""
    found(registry, f"members/{id}")
    return registry.members[id]


def group_of(registry: Registry, id: str) -> Group:
    """A group, whatever the status."""
    found(registry, f"groups/{id}")
    return registry.all_groups[id]


def current_member(registry: Registry, id: str, what: str) -> Member:
    """A member who is here, to become `what`; of others the message says what to do."""
    member = member_of(registry, id)
    if member.status == "removed":
        raise CmtoolError(f"{member.ref} cannot be {what}: {GONE}")
    if not member.is_current:
        remedy = f"if they are back: cmtool set {member.ref} status=active left="
        raise CmtoolError(f"{member.ref} cannot be {what}: the status is '{member.status}'; {remedy}")
    return member


def values_of(record: Record) -> Values:
    """The values of a record as its file writes them."""
    values = read(record.source.path, record.source.text.encode(), record=record.ref).value
    return values if values is not None else {}
