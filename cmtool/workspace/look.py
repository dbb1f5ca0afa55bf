"""Looking at records: lists, and one record with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.formats.records import row, values_at
from cmtool.formats.table import Table
from cmtool.model.addresses import shown as shown_text
from cmtool.model.fields import fields
from cmtool.model.folders import FOLDERS
from cmtool.model.group import Group
from cmtool.model.kinds import KINDS, folder_of
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.record import Record, Visibility
from cmtool.model.registry import Registry
from cmtool.model.skill import Skill
from cmtool.suggestion import did_you_mean, nearest
from cmtool.workspace.people import evaluation, holders


def find_record(registry: Registry, ref: str) -> Record:
    """The record of a reference: `folder/id`, `kind/id`, `community`, or a bare id where only one kind has it.

    The path of its file is a reference too, as a shell completes it.
    """
    ref = _without_path(ref)
    if ref == "community":
        if registry.community is None:
            raise CmtoolError("community.yaml cannot be read: run cmtool validate")
        return registry.community
    kind, slash, id = ref.rpartition("/")
    folders = [folder_of(kind)] if slash else list(FOLDERS)
    found = [record for folder in folders if (record := registry.records[folder].get(id)) is not None]
    if len(found) > 1:
        raise CmtoolError(f"'{id}' is ambiguous: {' or '.join(record.ref for record in found)}")
    if found:
        return found[0]
    for folder in folders:
        if registry.is_unreadable(folder, id):
            raise CmtoolError(f"{folder}/{id} cannot be read: run cmtool validate")
        renamed = registry.formerly(folder, id)
        if renamed is not None:
            return renamed
    guess = nearest(id, [known for folder in folders for known in registry.records[folder]])
    raise CmtoolError(f"no record {shown_text(ref)}{did_you_mean(guess)}")


def _without_path(ref: str) -> str:
    """`members/amina-diallo` of `registry/members/amina-diallo.yaml`."""
    *_, folder, name = ("", *ref.rsplit("/", 2))
    id = name.removesuffix(".yaml")
    if id == name:
        return ref
    if folder in FOLDERS:
        return f"{folder}/{id}"
    return id if id == "community" or "/" not in ref else ref


class Condition(NamedTuple):
    """A condition of `--where`: a dotted field, whether it must differ, and the value."""

    path: tuple[str, ...]
    differs: bool
    value: str

    def holds(self, data: dict[str, Any]) -> bool:
        """Some value at the field is the wanted one; `!=` asks that none is."""
        return (self.value in values_at(data, self.path)) != self.differs


def condition(folder: str, text: str) -> Condition:
    """`field=value` or `field!=value`; the field must exist in the kind."""
    name, sign, value = text.partition("=")
    path = tuple(name.removesuffix("!").split("."))
    if not sign or not path[0]:
        raise CmtoolError(f"'{text}' is not a condition; expected field=value, as status=active")
    known = fields(KINDS[folder])
    if path[0] not in known and path[0] != "id":
        raise CmtoolError(f"{folder} have no field '{path[0]}'{did_you_mean(nearest(path[0], known))}")
    if path[0] in known and known[path[0]].visibility >= Visibility.SENSITIVE:
        raise CmtoolError(f"'{path[0]}' is never shown for single people; see the reports")
    return Condition(path, name.endswith("!"), value)


def listed(registry: Registry, kind: str, where: Iterable[str], today: date, *, private: bool = False) -> Table:
    """The records of a kind that meet all conditions."""
    folder = folder_of(kind)
    limit = Visibility.PRIVATE if private else Visibility.MEMBERS
    conditions = [condition(folder, text) for text in where]
    rows = [(record, row(record, limit)) for record in registry.records[folder].values()]
    kept = [(record, data) for record, data in rows if all(c.holds(data) for c in conditions)]
    headers, columns = _COLUMNS.get(folder, _ANY)
    return Table(headers, [columns(registry, record, today) for record, _ in kept], [data for _, data in kept])


def _member_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    member: Member = record
    groups = sorted({place.group.id for place in registry.places.get(member.id, ()) if place.membership.is_open(today)})
    return member.id, member.name, member.status, member.region, member.affiliation(today), groups


def _group_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    group: Group = record
    leads = sorted({m.member for m in registry.acting(group, "lead", today)})
    return (
        group.id,
        group.name,
        group.kind,
        group.status,
        len({m.member for m in group.members if m.is_open(today)}),
        leads,
    )


def _meeting_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    meeting: Meeting = record
    came = meeting.attendance if meeting.attended is not None else None
    return meeting.id, meeting.date.isoformat(), registry.series_name(meeting), meeting.status, meeting.mode, came


def _skill_row(registry: Registry, record: Any, today: date) -> tuple[Any, ...]:
    skill: Skill = record
    return skill.id, skill.name, skill.category, len(holders(registry, skill.id, 3)), skill.status


def _any_row(registry: Registry, record: Record, today: date) -> tuple[Any, ...]:
    return record.id, getattr(record, "name", None) or getattr(record, "title", None), getattr(record, "status", None)


_ANY = (("id", "name", "status"), _any_row)
"""The columns of a kind that has none of its own."""
_COLUMNS = {
    "members": (("id", "name", "status", "region", "organisation", "groups"), _member_row),
    "groups": (("id", "name", "kind", "status", "members", "leads"), _group_row),
    "meetings": (("id", "date", "what", "status", "mode", "attended"), _meeting_row),
    "skills": (("id", "name", "category", "holders", "status"), _skill_row),
}


def shown(registry: Registry, ref: str, today: date, *, private: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record as written, and what other records say about it."""
    record = find_record(registry, ref)
    return row(record, Visibility.PRIVATE if private else Visibility.MEMBERS), _related(registry, record, today)


def _related(registry: Registry, record: Record, today: date) -> dict[str, Any]:
    if isinstance(record, Member):
        return _related_to_member(registry, record)
    if isinstance(record, Group):
        held = [m for m in registry.meetings() if record.id in m.groups or m.series.startswith(f"{record.id}/")]
        return {"meetings": [f"{m.date}  {registry.series_name(m)} ({m.status})" for m in held]}
    if isinstance(record, Skill):
        found = holders(registry, record.id, 1)
        return {"people": [f"{m.id}: level {s.level}" for m in found if (s := evaluation(m, record.id))]}
    return {}


def _related_to_member(registry: Registry, member: Member) -> dict[str, Any]:
    groups = [
        f"{place.group.id}: {place.membership.role}"
        + (f" since {place.membership.since}" if place.membership.since else "")
        + (f" until {place.membership.until}" if place.membership.until else "")
        for place in registry.places.get(member.id, ())
    ]
    actions = [
        f"{action.what} (due {action.due or 'some day'}, {meeting.ref})"
        for meeting in registry.meetings(status="held")
        for action in meeting.actions
        if action.who == member.id and action.done is None
    ]
    last = registry.last_seen.get(member.id)
    return {"groups": groups, "open actions": actions, "last took part": last.isoformat() if last else "never"}
