"""`note`: what was done for somebody, or by somebody, becomes a record of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, get_args

from cmtool.edits._assigned import Subject, judge
from cmtool.edits._ids import free_id, proposed
from cmtool.edits._records import found, group_of, member_of
from cmtool.edits._words import holds_address
from cmtool.errors import CmtoolError
from cmtool.model.activity import Activity, ActivityKind, ContributionType
from cmtool.model.addresses import shown
from cmtool.model.edit import ChangeSet, as_read
from cmtool.model.names import slug
from cmtool.model.registry import Registry
from cmtool.model.values import Values, ordered
from cmtool.suggestion import did_you_mean, nearest

KINDS: Final[tuple[ActivityKind, ...]] = get_args(ActivityKind)
TYPES: Final[tuple[ContributionType, ...]] = get_args(ContributionType)

_BELONG: Final = {
    "next_step": ("thanks",),
    "public": ("thanks", "recognition", "update", "story"),
    "channel": ("thanks", "recognition", "checkin", "update", "story", "advocacy"),
    "audience": ("update", "story", "advocacy"),
    "formal": ("learning",),
    "goal": ("story",),
    "needs": ("checkin",),
    "type": ("contribution",),
    "used_in": ("contribution",),
    "url": ("contribution", "recognition", "update", "story", "learning", "advocacy"),
}
"""The fields that only some kinds have."""
_OPTIONS: Final = {"next_step": "--next", "used_in": "--used-in"}
_TO_SOMEBODY: Final = {"thanks": "thanks", "recognition": "recognises", "checkin": "talks with"}
"""What nobody does to themselves."""
_AUDIENCES: Final = {"update": "members", "story": "leaders"}
_WORDS_OF_ID = 5
_ROOM_OF_ID = 64 - len("2026-11-20--") - len("-999")


class Note(NamedTuple):
    """What somebody said on the command line; `more` holds the fields that only some kinds have."""

    kind: str
    members: Sequence[str]
    text: str
    groups: Sequence[str] = ()
    by: str | None = None
    day: date | None = None
    about: Sequence[str] = ()
    more: Mapping[str, Any] = {}


def noted(registry: Registry, note: Note, today: date) -> ChangeSet:
    """The new record. CmtoolError, with what to do, where the kind lacks something, or has what is not its own."""
    check_kind(note)
    day = note.day or today
    if day > today:
        raise CmtoolError(f"--on {day} lies ahead: write it down when it is done")
    by, told = _by(registry, note, today)
    _check_people(registry, note, by)
    if note.more.get("public"):
        _check_listing(registry, note, today)
    values = _values(note, by, day)
    _refuse_addresses(values)
    for ref in note.about:
        found(registry, ref)
    id = free_id(registry, Activity.folder, _id(registry, note, values))
    judge(Subject(registry, Activity, id, today), values)
    ref = f"{Activity.folder}/{id}"
    return ChangeSet("note", f"{ref}: {note.kind} noted", new={ref: ordered(Activity, values)}, notes=told)


def then(note: Note, ref: str) -> str:
    """The modest next thing, as a command; empty where there is none."""
    if note.kind == "contribution":
        is_used = "used_in" in note.more
        return "cmtool draft update" if is_used else f'cmtool set {ref} used_in="..", once it is used'
    if note.kind == "thanks" and "next_step" not in note.more:
        return f'cmtool set {ref} next_step="..", if you proposed a modest step'
    if note.kind == "checkin" and "needs" in note.more:
        return "cmtool add need, if somebody else could help"
    if note.kind == "story":
        return "cmtool draft update" if note.more.get("audience") == "members" else "cmtool draft brief"
    return ""


def check_kind(note: Note) -> None:
    """CmtoolError for an unknown kind, or a field that belongs to others."""
    if note.kind not in KINDS:
        guess = did_you_mean(nearest(note.kind, KINDS))
        raise CmtoolError(f"{shown(note.kind)} cannot be noted{guess}; expected one of: {', '.join(KINDS)}")
    for field in note.more:
        if note.kind not in _BELONG[field]:
            option = _OPTIONS.get(field, f"--{field}")
            raise CmtoolError(f"{option} is of no use for {note.kind}: it belongs to {_listed(_BELONG[field])}")


def _by(registry: Registry, note: Note, today: date) -> tuple[str, tuple[str, ...]]:
    """Who did it, and where nobody said so, a word on who it is."""
    if note.by is not None:
        return _person(registry, note.by), ()
    managers = registry.managers(today)
    if len(managers) != 1:
        who = f"several act as manager ({', '.join(managers)})" if managers else "nobody acts as manager"
        raise CmtoolError(f"who did it? Say --by MEMBER: {who}")
    return managers[0], (f"by {managers[0]}, who acts as manager; somebody else: --by MEMBER",)


def _check_people(registry: Registry, note: Note, by: str) -> None:
    for member in note.members:
        _person(registry, member)
    for group in note.groups:
        group_of(registry, group)
    kind, example = note.kind, f"cmtool note {note.kind} MEMBER"
    if kind == "contribution":
        _check_contribution(note, example)
    elif kind == "connect" and len(note.members) < 2:
        raise CmtoolError(f"connect brings two members together: {example} MEMBER --text ..")
    elif kind == "checkin" and not note.members:
        raise CmtoolError(f"with whom? {example} --text ..")
    elif kind in _TO_SOMEBODY and not note.members and not note.groups:
        raise CmtoolError(f"to whom? {example} --text .., or --group GROUP")
    if kind in _TO_SOMEBODY and by in note.members:
        raise CmtoolError(f"nobody {_TO_SOMEBODY[kind]} themselves: leave '{by}' out, or say who does it with --by")


def _check_contribution(note: Note, example: str) -> None:
    if not note.members:
        raise CmtoolError(f"whose work is it? {example} --type review --text ..")
    if "type" not in note.more:
        raise CmtoolError(f"what kind of work is it? Say --type with one of: {', '.join(TYPES)}")


def _person(registry: Registry, id: str) -> str:
    member = member_of(registry, id)
    if member.status == "removed":
        raise CmtoolError(f"{member.ref} was removed: nothing is written down about them any more")
    return member.id


def _check_listing(registry: Registry, note: Note, today: date) -> None:
    """What is said in public names only people who agreed to be listed (PRV103)."""
    for id in note.members:
        if not registry.members[id].consents_to("listing", registry.consent_day(today)):
            raise CmtoolError(
                f"members/{id} did not consent to listing, so this is not public: leave --public out; "
                f"or ask first, then: cmtool set members/{id} consents.listing=DAY"
            )


def _values(note: Note, by: str, day: date) -> Values:
    told: dict[str, Any] = {
        "kind": note.kind,
        "date": day,
        "by": by,
        "members": list(dict.fromkeys(note.members)),
        "groups": list(dict.fromkeys(note.groups)),
        "text": note.text.strip(),
        "about": list(dict.fromkeys(note.about)),
        "audience": _AUDIENCES.get(note.kind),
        **note.more,
    }
    values: Values = as_read({name: value for name, value in told.items() if value not in (None, [], "")})
    return values


def _refuse_addresses(values: Values) -> None:
    for field, value in values.items():
        if isinstance(value, str) and holds_address(value):
            option = _OPTIONS.get(field, f"--{field}")
            raise CmtoolError(f"{option} holds a mail address or a phone number: leave it out, the mailbox knows it")


def _id(registry: Registry, note: Note, values: Values) -> str:
    """Day, kind, and the first member or group; where there is none, the first words of the text."""
    words = [word for word in slug(note.text).split("-")[:_WORDS_OF_ID] if not word.isdigit()]
    whom = next(iter((*note.members, *note.groups)), "-".join(words))
    room = _ROOM_OF_ID - len(note.kind)
    short = whom if len(whom) <= room else whom[:room].rpartition("-")[0] or whom[:room]
    return proposed(registry, Activity.folder, {**values, "members": [short] if short else []})


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
