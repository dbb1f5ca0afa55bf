"""What the steps of a spotlight share: values judged by the schema, days that have come, words without addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cmtool.edits._assigned import Subject, judge
from cmtool.edits._records import group_of, member_of, values_of
from cmtool.edits._words import holds_address
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
from cmtool.model.edit import ChangeSet, Edit, Put, applied
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight

_CHANNEL = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def stepped(
    registry: Registry,
    spotlight: Spotlight,
    edits: Sequence[Edit],
    what: str,
    today: date,
    *,
    notes: Sequence[str] = (),
    others: Mapping[str, Sequence[Edit]] | None = None,
) -> ChangeSet:
    """The edits as a change whose subject says what the spotlight became; nothing where there are none."""
    if edits:
        judge(Subject(registry, Spotlight, spotlight.id, today), applied(values_of(spotlight), edits))
    made = {**({spotlight.ref: edits} if edits else {}), **(others or {})}
    told = f"{spotlight.ref}: {what}" if made else f"{spotlight.ref}: nothing changed"
    return ChangeSet("spotlight", told, edits=made, notes=notes)


def put(spotlight: Spotlight, field: str, value: object) -> list[Edit]:
    """An edit where the record says something else."""
    return [] if getattr(spotlight, field) == value else [Put((field,), value)]


def revised(spotlight: Spotlight, values: Mapping[str, object]) -> Spotlight:
    """The record with other values, to be judged before it is written."""
    after = spotlight.model_copy(update=values)
    after.placed(spotlight.id, spotlight.source)
    return after


def require_subject(registry: Registry, spotlight: Spotlight) -> None:
    """CmtoolError where nobody can tell who is shown: what they consent to is not known then."""
    if spotlight.member:
        member_of(registry, spotlight.member)
    if spotlight.group:
        group_of(registry, spotlight.group)
    if bool(spotlight.member) == bool(spotlight.group):
        raise CmtoolError(f"{spotlight.ref} shows one member or one group: set `member` or `group`, not both")


def refuse_withdrawn(spotlight: Spotlight) -> None:
    """CmtoolError for one that is over."""
    if spotlight.status == "withdrawn":
        anew = f"--member {spotlight.member}" if spotlight.member else f"--group {spotlight.group}"
        raise CmtoolError(f"{spotlight.ref} is withdrawn, and stays so; to ask anew: cmtool spotlight next {anew}")


def require_channels(channels: Iterable[str]) -> None:
    """CmtoolError for what is no channel, before any message repeats it: it may be an address."""
    for channel in channels:
        if not _CHANNEL.fullmatch(channel):
            raise CmtoolError(f"--channel: expected the id of a channel, as linkedin; found {shown(channel)}")


def refuse_ahead(option: str, day: date, today: date) -> None:
    """CmtoolError for a day on which nothing can have happened yet."""
    if day > today:
        raise CmtoolError(f"{option} {day} lies ahead, today is {today}: write down what has happened")


def refuse_address(registry: Registry, what: str, text: str) -> None:
    """CmtoolError for words that hold a mail address or phone number, which no record of a person repeats."""
    shared = registry.community.contact.address if registry.community else ""
    if holds_address(text.replace(shared, "") if shared else text):
        raise CmtoolError(f"{what} holds a mail address or a phone number: take it out, posts name the shared address")
