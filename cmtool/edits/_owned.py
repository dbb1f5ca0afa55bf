"""What hangs on a person: everything that names them and is not over, which somebody else has to look after.

Every field that names a member is either history (who came, who wrote, who endorsed), or it may be open, and then says
what it is. A field that is in neither list, as of a kind that comes later, counts as open: rather told once too often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from shlex import quote
from typing import Any, Final, NamedTuple

from cmtool.finding import field_name
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.record import Record
from cmtool.model.references import Mention, mentions
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.model.spotlight import Spotlight
from cmtool.model.vocabularies import REVIEWERS
from cmtool.source import Field


class Owned(NamedTuple):
    """Something that a person looks after: where it stands, in words, and how to give it to somebody else."""

    ref: str
    field: Field
    text: str
    command: str
    is_personal: bool = False
    """It is about them and goes to nobody else: the command ends it."""

    @property
    def note(self) -> str:
        """What it is, and how to give it to somebody else, for who reads it later."""
        return f"{self.ref}: {self.text}; to {'withdraw it' if self.is_personal else 'hand it over'}: {self.command}"


HISTORY: Final = frozenset(
    {
        ("members", "skills.endorsed.by"),
        ("groups", "members.member"),  # ended by the verb itself
        ("groups", "products.versions.authors"),
        ("meetings", "attended"),
        ("requests", "member"),
        ("needs", "outreach.by"),
        ("needs", "outreach.member"),
        ("needs", "filled_by"),
        ("activities", "by"),
        ("activities", "members"),
        ("spotlights", "approved_by"),
    }
)
"""Folder and field of what a person did, or is ended by the verbs: nobody else takes it over."""

_Told = Callable[[Any, Field, date], str | None]


def _in_stage(what: str) -> _Told:
    """The lifecycle stage of a group that is not closed, or of the community."""
    return lambda record, field, day: None if isinstance(record, Group) and record.status == "closed" else what


def _in_plan(what: str) -> _Told:
    """The part in a meeting that has not been."""
    return lambda meeting, field, day: (
        f"{what} of the meeting on {meeting.date}" if meeting.status == "planned" else None
    )


def _item(meeting: Meeting, field: Field, day: date) -> str | None:
    return f"gives '{meeting.agenda[int(field[1])].title}' on {meeting.date}" if meeting.status == "planned" else None


def _action(meeting: Meeting, field: Field, day: date) -> str | None:
    action = meeting.actions[int(field[1])]
    if action.done is not None or meeting.status == "cancelled":
        return None
    return "open action" + (f", due {action.due}" if action.due else "")


def _mentor(group: Group, field: Field, day: date) -> str | None:
    entry = group.members[int(field[1])]
    return f"mentor of '{entry.member}'" if entry.runs_after(day) else None


def _owner(request: Request, field: Field, day: date) -> str | None:
    return f"owner of an open request of {request.received}" if request.is_open else None


def _expert(request: Request, field: Field, day: date) -> str | None:
    expert = request.experts[int(field[1])]
    is_waiting = request.is_open and expert.answered is None
    return f"asked as an expert on {expert.asked}, no answer yet" if is_waiting else None


def _shown(spotlight: Spotlight, field: Field, day: date) -> str | None:
    is_over = spotlight.status in ("published", "withdrawn")
    return None if is_over else f"spotlight on them, planned for {spotlight.planned}"


OPEN: Final[Mapping[tuple[str, str], _Told]] = {
    ("", "contact.owner"): lambda record, field, day: "owner of the contact address",
    ("", "review.by"): lambda record, field, day: "named as reviewer",
    ("", "lifecycle.activator"): _in_stage("activator of the lifecycle stage"),
    ("", "lifecycle.partner"): _in_stage("partner of the activator"),
    ("groups", "lifecycle.activator"): _in_stage("activator of the lifecycle stage"),
    ("groups", "lifecycle.partner"): _in_stage("partner of the activator"),
    ("groups", "members.mentor"): _mentor,
    ("meetings", "facilitator"): _in_plan("facilitator"),
    ("meetings", "notes_by"): _in_plan("note taker"),
    ("meetings", "agenda.by"): _item,
    ("meetings", "actions.who"): _action,
    ("requests", "owner"): _owner,
    ("requests", "experts.member"): _expert,
    ("spotlights", "member"): _shown,
}
"""Folder and field of what may be open: in words, or None where it is over."""


def owned(registry: Registry, member: str, today: date) -> list[Owned]:
    """What a member looks after, by record and place."""
    return list(_owned(registry, member, today))


def _owned(registry: Registry, member: str, today: date) -> Iterator[Owned]:
    for record in registry.all_records():
        for mention in mentions(record):
            if _is_of(mention, member):
                what = _what(record, mention, today)
                if what is not None:
                    yield Owned(record.ref, mention.field, what, *_settled(record, mention))


def _settled(record: Record, mention: Mention) -> tuple[str, bool]:
    """The command that gives it to somebody else; a spotlight shows a person, and goes to nobody else."""
    if isinstance(record, Spotlight):
        return f"cmtool spotlight withdraw {record.id}", True
    if mention.field == ("owner",) and isinstance(record, Request):
        return f"cmtool request route {record.id} --to MEMBER", False
    return f"cmtool set {record.ref} {quote(f'{field_name(mention.field)}=MEMBER')}", False


def _is_of(mention: Mention, member: str) -> bool:
    if mention.id != member:
        return False
    return mention.target == "members" or (mention.target == "reviewers" and member not in REVIEWERS)


def _what(record: Record, mention: Mention, today: date) -> str | None:
    names = ".".join(part for part in mention.field if isinstance(part, str))
    place = record.folder, names
    if place in HISTORY:
        return None
    told = OPEN.get(place)
    return told(record, mention.field, today) if told else f"named in '{field_name(mention.field)}'"
