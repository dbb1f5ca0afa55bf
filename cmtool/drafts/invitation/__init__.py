"""An invitation to a meeting, by role: a mail to each kind of reader, from the shared mailbox.

The text names nobody who did not consent to listing, and tells people in numbers; to whom it goes stands in the notes.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.drafts import agenda
from cmtool.drafts._calls import is_onboarding
from cmtool.drafts._letter import above, cautions
from cmtool.drafts.invitation.readers import MEMBER, WORKSTREAM, addressed
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.evidence import groups_that_met
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.schedule.intake import to_invite

SUBJECTS = ("meetings",)


def context(
    registry: Registry,
    ref: str,
    today: date,
    role: str = MEMBER,
    *,
    to: list[str] | None = None,
    before: Registry | None = None,
) -> dict[str, Any]:
    """The data of an invitation for one kind of reader; `to` are their ids, all who are asked if none are given."""
    id = ref.removeprefix("meetings/")
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
        "code_of_conduct": safe_url(community.code_of_conduct),
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
        "cautions": cautions(community, today, meeting.date),
        "newcomers_to_invite": _newcomers(registry, meeting),
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
    if context["newcomers_to_invite"]:
        lines.append(f"to invite, who asked to join: {', '.join(context['newcomers_to_invite'])}")
    lines += above(context)
    lines.append("for calendars, attach: cmtool report calendar -o calendar.ics")
    return lines


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
    found = (safe_url(group.calendar) for group in groups if group)
    return [url for url in found if url]


def _newcomers(registry: Registry, meeting: Meeting) -> list[str]:
    """The requests to join whose people are invited to an onboarding call, with the ticket that knows the person."""
    found = to_invite(registry, meeting.date) if is_onboarding(meeting) else []
    return [f"{request.ref} ({request.ticket})" if request.ticket else request.ref for request in found]
