"""An invitation to a meeting, by role: a mail to each kind of reader, from the shared mailbox.

The text names nobody who did not consent to listing, and tells people in numbers; to whom it goes stands in the notes.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.drafts import agenda
from cmtool.drafts.agenda.attendance import invited
from cmtool.drafts.agenda.proposals import proposals
from cmtool.drafts.agenda.slots import slots
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.community import Community
from cmtool.model.evidence import groups_that_met
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.schedule.term import days_after
from cmtool.suggestion import did_you_mean, nearest

SUBJECT = "meetings"
WORKSTREAM, MEMBER = "workstream", "member"
"""Readers who are no role: who leads the workstream whose turn it is, and everybody else."""
SOON = 14
"""Days before a time for caution in which the editor is told of it."""


def context(
    registry: Registry,
    id: str,
    today: date,
    role: str = MEMBER,
    *,
    to: list[str] | None = None,
    before: Registry | None = None,
) -> dict[str, Any]:
    """The data of an invitation for one kind of reader; `to` are their ids, all who are asked if none are given."""
    community, meeting = registry.community, agenda.meeting_of(registry, id)
    if community is None or meeting.status != "planned":
        raise CmtoolError(f"'meetings/{id}' is {meeting.status}: people are invited only to a planned meeting")
    plan = agenda.context(registry, id, today, before)
    when = ("date", "weekday", "start", "end", "tz", "utc", "utc_date", "local_hours", "minutes")
    kept = ("id", "title", *when, "mode", "url", "place", "event", "accessibility", "groups", "quorum", "since")
    readers = addressed(registry, meeting, role)[role] if to is None else to
    known = community.roles.get(role)
    return {
        "draft": "invitation",
        "community": community.name,
        "contact": community.contact.address,
        "code_of_conduct": agenda.link(community.code_of_conduct),
        **{key: plan[key] for key in kept},
        "why_in_person": meeting.why_in_person,
        "calendars": _calendars(registry, meeting),
        "facilitator": meeting.facilitator and Audience(registry, today, private=False).person(meeting.facilitator),
        "role": {"id": role, "name": known.name if known else None},
        "updates": _updates(registry, plan["slots"], readers, meeting.date) if role != MEMBER else [],
        "newcomers": (plan["celebrate"] or {}).get("newcomers", 0) if known and "triage" in known.acts_as else None,
        "contribution": _contribution(plan) if role == WORKSTREAM else None,
        "hear": _hear(plan["slots"]),
        "update_count": sum(slot["kind"] == "update" for slot in plan["slots"]),
        "decisions": [slot["title"] for slot in plan["slots"] if slot["kind"] == "decision"],
        "opening": _opening(meeting),
        "to": readers,
        "tone": community.tone,
        "cautions": _cautions(community, meeting, today),
    }


def notes(context: dict[str, Any], text: str) -> list[str]:
    """What the editor should know, above the text and not part of it."""
    to, role = context["to"], context["role"]
    lines = [
        "DRAFT, not sent",
        f"for {role['name'] or role['id']} ({len(to)}): {', '.join(to) if to else 'nobody'}",
    ]
    missing = [
        ("the hour", context["start"]),
        ("the address", context["url"] or context["mode"] == "in-person"),
        ("the place", context["place"] or context["mode"] == "online"),
    ]
    lines += [f"still open: {what}" for what, known in missing if not known]
    nights = [hour["name"] for hour in context["local_hours"] if hour["night"]]
    if nights:
        lines.append(f"at night for {', '.join(nights)}: say how they hear of it afterwards")
    contribution = context["contribution"]
    if contribution and contribution["proposed"]:
        lines.append("The contribution is a proposal: ask before the others are invited.")
    if context["tone"]:
        lines.append(f"tone: {context['tone']}")
    lines += [f"caution, {window['starts']} to {window['ends']}: {window['note']}" for window in context["cautions"]]
    lines.append("for calendars, attach: cmtool report calendar -o calendar.ics")
    return lines


def addressed(registry: Registry, meeting: Meeting, role: str | None = None) -> dict[str, list[str]]:
    """Ids of those who get a text, by their role: all who hold it if one is named.

    Else each person who is asked once, in the text that fits best: contribution, triage, lead, everybody else.
    """
    if role is not None and role != MEMBER:
        return {role: _holders(registry, meeting, role)}
    left = [member.id for member in invited(registry, meeting)]
    found: dict[str, list[str]] = {}
    for reader in (WORKSTREAM, *_lead_roles(registry)):
        held = set(_holders(registry, meeting, reader))
        found[reader], left = [id for id in left if id in held], [id for id in left if id not in held]
    found[MEMBER] = left
    return {MEMBER: left} if role else {reader: ids for reader, ids in found.items() if ids}


def reader(registry: Registry, name: str) -> str:
    """The kind of reader of a name: a role, or one of those who are none. CmtoolError for another name."""
    known = [*(registry.community.roles if registry.community else ()), WORKSTREAM, MEMBER]
    if name in known:
        return name
    raise CmtoolError(f"no role '{name}'{did_you_mean(nearest(name, known))}; roles: {', '.join(known)}")


def _lead_roles(registry: Registry) -> list[str]:
    """Roles that act as triage, then the others that lead."""
    roles = registry.community.roles if registry.community else {}
    leads = [id for id, role in roles.items() if role.scope == "group" and {"lead", "triage"} & set(role.acts_as)]
    return sorted(leads, key=lambda id: "triage" not in roles[id].acts_as)


def _holders(registry: Registry, meeting: Meeting, role: str) -> list[str]:
    """Ids of those asked who hold a role in a group that meets, or in the community."""
    asked = [member.id for member in invited(registry, meeting)]
    if role == WORKSTREAM:
        speakers = _speakers(registry, meeting)
        return [id for id in asked if id in speakers]
    return [id for id in asked if role in _roles(registry, meeting, id)]


def _roles(registry: Registry, meeting: Meeting, member: str) -> set[str]:
    """The roles of a member on the day of the meeting, in the groups that meet or in all that work."""
    groups, day = groups_that_met(meeting), meeting.date
    places = (p for p in registry.places.get(member, ()) if p.membership.is_open(day))
    held = {
        p.membership.role
        for p in places
        if (p.group.id in groups if groups else p.group.status not in ("dormant", "closed"))
    }
    return held | {held.role for held in registry.members[member].roles if held.is_open(day)}


def _speakers(registry: Registry, meeting: Meeting) -> list[str]:
    """Who gives the contribution; where that is open, who leads the workstream whose turn it is."""
    planned = [*slots(meeting), *proposals(registry, meeting)]
    slot = next((slot for slot in planned if slot.kind == "contribution"), None)
    group = registry.all_groups.get(slot.group) if slot and slot.group else None
    if slot and slot.by:
        return [slot.by]
    return list(registry.in_charge(group, meeting.date)) if group else []


def _updates(registry: Registry, slots: list[dict[str, Any]], readers: list[str], day: date) -> list[dict[str, Any]]:
    """The updates of groups that one of the readers leads, with what is known; people only in numbers."""
    nobody: dict[str, Any] = {"who_joined": [], "new_leads": [], "who_left": []}
    found = []
    for slot in slots:
        group = registry.all_groups.get(slot["group"]["id"]) if slot["group"] else None
        if slot["kind"] == "update" and group and any(m.member in readers for m in registry.acting(group, "lead", day)):
            facts = slot["facts"] and {**slot["facts"], **nobody}
            found.append({"minutes": slot["minutes"], "group": slot["group"], "facts": facts})
    return found


def _contribution(plan: dict[str, Any]) -> dict[str, Any] | None:
    """The contribution, also where it does not fit into the time yet."""
    slot = next((slot for slot in [*plan["slots"], *plan["left_out"]] if slot["kind"] == "contribution"), None)
    if slot is None:
        return None
    told = {key: slot[key] for key in ("minutes", "title", "group", "proposed")}
    return {**told, "at": slot.get("at"), "last": slot["last"] and slot["last"]["date"]}


def _hear(slots: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is on the agenda for everybody: not what is told apart, rituals and breaks, nor what is only proposed."""
    kinds = ("update", "decision", "ritual", "break")
    kept = [slot for slot in slots if slot["kind"] not in kinds and not slot["proposed"]]
    return [{"title": slot["title"], "group": slot["group"]} for slot in kept]


def _opening(meeting: Meeting) -> str | None:
    """The ritual at the start, if somebody chose one."""
    first = meeting.agenda[0] if meeting.agenda else None
    return first.title if first and first.kind == "ritual" else meeting.opening


def _calendars(registry: Registry, meeting: Meeting) -> list[str]:
    """Public calendars of the groups that meet."""
    groups = (registry.all_groups.get(id) for id in groups_that_met(meeting))
    found = (agenda.link(group.calendar) for group in groups if group)
    return [url for url in found if url]


def _cautions(community: Community, meeting: Meeting, today: date) -> list[dict[str, Any]]:
    """Times for caution about now, and about the day of the meeting."""
    spans = ((today, days_after(today, SOON)), (meeting.date, meeting.date))
    return [
        {"starts": window.starts, "ends": window.ends, "note": window.note}
        for window in community.sensitivities
        if any(window.starts <= last and first <= window.ends for first, last in spans)
    ]
