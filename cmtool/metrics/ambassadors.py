"""Who might be asked to be an ambassador of good will: by a rule that everybody can read, without any score."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cmtool.metrics.care import open_places
from cmtool.metrics.meetings import YEAR
from cmtool.metrics.membership import members
from cmtool.model.activity import Activity
from cmtool.model.member import Member
from cmtool.model.registry import Registry

LANGUAGES = 2


class Candidate(NamedTuple):
    """Somebody to talk with, and the last public word of appreciation."""

    member: Member
    appreciation: Activity


def candidates(registry: Registry, day: date) -> list[Candidate]:
    """Members, by id, who meet all of it: active, appreciated in public in Y, two languages or more, listed, none yet.

    Public appreciation is `recognition` or `thanks` with `public: true`; listed is who consented to `listing`; an
    ambassador is who holds a role that acts as one, in the community or in a group. Source: domain.md A, W21 and W22.
    """
    said: dict[str, Activity] = {}
    for activity in registry.activities():
        if activity.kind in ("recognition", "thanks") and activity.public and 0 <= (day - activity.date).days < YEAR:
            said.update(dict.fromkeys(activity.members, activity))
    consent_day = registry.consent_day(day)
    return [
        Candidate(member, said[member.id])
        for member in members(registry, day)
        if member.id in said
        and member.status == "active"
        and len(set(member.languages)) >= LANGUAGES
        and member.consents_to("listing", consent_day)
        and not _is_ambassador(registry, member, day)
    ]


def _is_ambassador(registry: Registry, member: Member, day: date) -> bool:
    roles = [held.role for held in member.roles if held.is_open(day)]
    roles += [place.membership.role for place in open_places(registry, member.id, day)]
    return any(registry.acts_as(role, "ambassador") for role in roles)
