"""Where a spotlight stands, as the first lines above its text say: from no consent to ready for a channel."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cmtool.drafts.spotlight.shown import listed
from cmtool.model.audience import Audience
from cmtool.model.member import Member
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.showing import obstacles
from cmtool.model.spotlight import Spotlight

Standing = Literal["no consent", "not approved", "ready", "published", "withdrawn"]

NO_CONSENT = "DRAFT, no consent"
DECLINED = "Spotlights were declined: this text must not be used, and the person is not asked again."


def standing(registry: Registry, spotlight: Spotlight, today: date) -> Standing:
    """Where a spotlight stands; consent to all of its channels comes before everything else."""
    if spotlight.status == "withdrawn" or (spotlight.consent and spotlight.consent.withdrawn):
        return "withdrawn"
    if not spotlight.channels or obstacles(registry, spotlight, spotlight.channels, today):
        return "no consent"
    if spotlight.status == "published":
        return "published"
    return "ready" if spotlight.status == "approved" and spotlight.approved_by else "not approved"


def banner(registry: Registry, spotlight: Spotlight, today: date) -> list[str]:
    """The first lines above the text, for the editor."""
    where, channels = standing(registry, spotlight, today), listed(spotlight.channels or ["no channel"])
    if where == "withdrawn":
        lines = ["WITHDRAWN: this text must not be used"]
        out = [f"take down: {post.url} ({post.channel})" for post in spotlight.published if post.taken_down is None]
        return [*lines, *out]
    if where == "no consent":
        why = obstacles(registry, spotlight, spotlight.channels, today)
        return [NO_CONSENT, *(f"{channel}: {reason}" for channel, reason in why.items())]
    given = spotlight.consent.given if spotlight.consent else None
    if where == "not approved":
        return [f"DRAFT - consent given {given}, not approved yet"]
    if where == "published":
        return [
            f"published on {post.date}: {post.url} ({post.channel})"
            + (f", taken down on {post.taken_down}" if post.taken_down else "")
            for post in spotlight.published
        ]
    return [f"approved by {approver(registry, spotlight, today)}, consent given {given}: ready for {channels}"]


def approver(registry: Registry, spotlight: Spotlight, today: date) -> str:
    """Who approved it, by name; empty for nobody."""
    id = spotlight.approved_by
    person = Audience(registry, today, private=True).person(id) if id else None
    return str(person["name"]) if person else ""


def banner_of_person(member: Record, registry: Registry, today: date) -> list[str]:
    """The same where no spotlight is written down yet; a consent of today's is one to being asked, not to a text."""
    if not isinstance(member, Member):
        return [NO_CONSENT]
    if not member.consents_to("spotlight", registry.consent_day(today)):
        return [NO_CONSENT]
    return [f"DRAFT - consent given {member.consents['spotlight']}, not approved yet"]


def has_declined(member: Record) -> bool:
    """The person wants no spotlight."""
    return isinstance(member, Member) and member.consents.get("spotlight") == "declined"
