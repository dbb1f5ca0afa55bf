"""Dates that cannot be: an end before its beginning, or something that is said to have happened and lies ahead.

`until` is not before `since`, `left` not before `joined`, `ends` not before `starts`, and an action of a meeting is not
done before the meeting, unless it was due by then: a preparation. What somebody agreed to, confirmed, evaluated,
reached or released is not in the future. Plans may lie ahead, and a step of the pathway may be older than the
membership.

A request is not answered, routed or closed before it was `received`; after the onboarding call comes the mail, then the
follow-up; an expert answers after being asked. A need does not close before it is `opened`, a post is not taken down
before it was published, and a consent not withdrawn before it was given. What is written of them, and an activity, has
happened: it is not in the future.

Bad:

    joined: 2026-03-04
    left: 2025-06-30

Good:

    joined: 2025-03-04
    left: 2026-06-30

How to fix: mostly the year is wrong; correct the date that is. A date nobody knows is `unknown` where the field allows
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.finding import Finding
from cmtool.model.community import Community
from cmtool.model.group import Group
from cmtool.model.meeting import Action, Meeting
from cmtool.model.member import Member
from cmtool.model.need import Need
from cmtool.model.record import Part, Record
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.model.spotlight import Spotlight
from cmtool.source import Field

CODE = "REF105"
SEVERITY = "error"
CLOCK = False

_ANSWERS = ("acknowledged", "routed", "first_response", "closed")
"""What comes after a request was received."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Every pair of dates out of order and every date that should have come."""
    for member in registry.members.values():
        yield from _member(member, today)
    for group in registry.all_groups.values():
        yield from _group(group, today)
    for meeting in registry.all_meetings.values():
        yield from _meeting(meeting, today)
    for request in registry.requests.values():
        yield from _request(request, today)
    for need in registry.needs.values():
        yield from _need(need, today)
    for activity in registry.all_activities.values():
        yield from _happened(activity, (), activity, ("date",), today)
    for spotlight in registry.spotlights.values():
        yield from _spotlight(spotlight, today)
    if registry.community is not None:
        yield from _community(registry.community, today)


def _member(member: Member, today: date) -> Iterator[Finding]:
    if member.left is not None:
        yield from _ordered(member, (), member, "joined", "left")
        if member.is_current and isinstance(member.left, date) and member.left < today:
            message = f"left on {member.left}, but the status is '{member.status}'"
            yield member.finding(CODE, "left", message, hint="set 'status: alumni', or remove 'left'")
    if member.status in ("active", "alumni") and isinstance(member.joined, date) and member.joined > today:
        yield _ahead(member, ("joined",), member.joined)
    for index, affiliation in enumerate(member.affiliations):
        if affiliation.until is not None:
            yield from _ordered(member, ("affiliations", index), affiliation, "since", "until")
    for index, role in enumerate(member.roles):
        if role.until is not None:
            yield from _ordered(member, ("roles", index), role, "since", "until")
    if member.code_of_conduct is not None and member.code_of_conduct > today:
        yield _ahead(member, ("code_of_conduct",), member.code_of_conduct)
    if member.verified is not None and member.verified > today:
        yield _ahead(member, ("verified",), member.verified)
    for purpose, given in member.consents.items():
        if given != "declined" and given > today:
            yield _ahead(member, ("consents", purpose), given)
    for index, skill in enumerate(member.skills):
        if skill.date > today:
            yield _ahead(member, ("skills", index, "date"), skill.date)
        for number, word in enumerate(skill.endorsed):
            if word.date > today:
                yield _ahead(member, ("skills", index, "endorsed", number, "date"), word.date)


def _group(group: Group, today: date) -> Iterator[Finding]:
    for index, membership in enumerate(group.members):
        if membership.until is not None:
            yield from _ordered(group, ("members", index), membership, "since", "until")
        for number, reached in enumerate(membership.steps):
            if reached.date > today:
                yield _ahead(group, ("members", index, "steps", number, "date"), reached.date)
    if group.charter is not None:
        yield from _ordered(group, ("charter",), group.charter, "starts", "ends")
    for index, series in enumerate(group.meets):
        yield from _ordered(group, ("meets", index), series, "starts", "ends")
    for index, product in enumerate(group.products):
        for number, version in enumerate(product.versions):
            if version.status == "released" and version.date is not None and version.date > today:
                yield _ahead(group, ("products", index, "versions", number, "date"), version.date)
    if group.verified is not None and group.verified > today:
        yield _ahead(group, ("verified",), group.verified)
    if group.lifecycle is not None:
        yield from _reached(group, group.lifecycle.milestones, today)


def _meeting(meeting: Meeting, today: date) -> Iterator[Finding]:
    for index, action in enumerate(meeting.actions):
        if action.done is None:
            continue
        field = ("actions", index, "done")
        if action.done > today:
            yield _ahead(meeting, field, action.done)
        elif meeting.status == "held" and action.done < meeting.date and not _is_preparation(meeting, action):
            message = f"done on {action.done}, before the meeting on {meeting.date}"
            yield meeting.finding(
                CODE, field, message, hint="correct the date; an action of an earlier meeting stands there"
            )


def _is_preparation(meeting: Meeting, action: Action) -> bool:
    """It was to be done by the day of the meeting."""
    return action.due is not None and action.due <= meeting.date


def _request(request: Request, today: date) -> Iterator[Finding]:
    for name in _ANSWERS:
        yield from _ordered(request, (), request, "received", name)
    yield from _happened(request, (), request, ("received", *_ANSWERS), today)
    way = request.onboarding
    if way is not None:
        for first, last in (("call", "mailed"), ("call" if way.mailed is None else "mailed", "followed_up")):
            yield from _ordered(request, ("onboarding",), way, first, last)
        yield from _happened(request, ("onboarding",), way, ("call", "registered", "mailed", "followed_up"), today)
    for index, expert in enumerate(request.experts):
        yield from _ordered(request, ("experts", index), expert, "asked", "answered")
        yield from _happened(request, ("experts", index), expert, ("asked", "answered"), today)


def _need(need: Need, today: date) -> Iterator[Finding]:
    yield from _ordered(need, (), need, "opened", "closes")
    yield from _ordered(need, (), need, "starts", "ends")
    if need.status != "draft":
        yield from _happened(need, (), need, ("opened",), today)
    for index, publication in enumerate(need.published):
        yield from _happened(need, ("published", index), publication, ("date",), today)
    for index, outreach in enumerate(need.outreach):
        yield from _happened(need, ("outreach", index), outreach, ("date",), today)


def _spotlight(spotlight: Spotlight, today: date) -> Iterator[Finding]:
    if spotlight.consent is not None:
        yield from _ordered(spotlight, ("consent",), spotlight.consent, "given", "withdrawn")
        yield from _happened(spotlight, ("consent",), spotlight.consent, ("given", "withdrawn"), today)
    for index, post in enumerate(spotlight.published):
        yield from _ordered(spotlight, ("published", index), post, "date", "taken_down")
        yield from _happened(spotlight, ("published", index), post, ("date", "taken_down"), today)


def _community(community: Community, today: date) -> Iterator[Finding]:
    for index, window in enumerate(community.sensitivities):
        yield from _ordered(community, ("sensitivities", index), window, "starts", "ends")
    for index, channel in enumerate(community.channels):
        if channel.reviewed is not None and channel.reviewed > today:
            yield _ahead(community, ("channels", index, "reviewed"), channel.reviewed)
    if community.lifecycle is not None:
        yield from _reached(community, community.lifecycle.milestones, today)


def _reached(record: Record, milestones: dict[str, date], today: date) -> Iterator[Finding]:
    for id, day in milestones.items():
        if day > today:
            yield _ahead(record, ("lifecycle", "milestones", id), day)


def _ordered(record: Record, field: Field, part: Part, first: str, last: str) -> Iterator[Finding]:
    """The last day of a part is not before its first one; unknown days are not judged."""
    began: Any = getattr(part, first)
    ended: Any = getattr(part, last)
    if isinstance(began, date) and isinstance(ended, date) and ended < began:
        message = f"dates out of order: '{last}' {ended} is before '{first}' {began}"
        yield record.finding(CODE, (*field, last), message, hint="correct the one that is wrong; mostly it is the year")


def _happened(record: Record, field: Field, part: Part, names: tuple[str, ...], today: date) -> Iterator[Finding]:
    """Days of what has happened, as far as they are known."""
    for name in names:
        day: date | None = getattr(part, name)
        if day is not None and day > today:
            yield _ahead(record, (*field, name), day)


def _ahead(record: Record, field: Field, day: date) -> Finding:
    name = next(part for part in reversed(field) if isinstance(part, str))
    return record.finding(CODE, field, f"'{name}' is in the future: {day}", hint="write the day on which it happened")
