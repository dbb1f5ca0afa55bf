"""A post about a member for LinkedIn: hook, questions, call to action, hashtags; a draft until the person approves it.

Facts come from fields that the public may see. The questions stand where the answers go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.errors import CmtoolError
from cmtool.model.community import Community, SpotlightSettings
from cmtool.model.evidence import releases
from cmtool.model.group import AWAKE
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.schedule.term import days_after

SUBJECT = "members"
HOOK = 140
"""What a phone shows before "see more"."""
MOST_HASHTAGS = 5
SOON = 14
"""Days before a time for caution in which the editor is told of it."""

_GROUP_WORDS = re.compile(r"\b(?:working group|workstream|committee|core team|team)\b", re.IGNORECASE)


def context(registry: Registry, id: str, today: date) -> dict[str, Any]:
    """The data of a spotlight on a member."""
    community, member = registry.community, registry.members.get(id)
    if community is None or member is None or member.name is None or member.status == "removed":
        raise CmtoolError(f"no spotlight on 'members/{id}': the record is removed or cannot be read")
    settings, places = community.spotlight or SpotlightSettings(), _places(registry, member, today)
    region = in_words(member.region) if member.region and member.region != "unknown" else None
    return {
        "draft": "spotlight",
        "name": member.name,
        "community": community.name,
        "contact": community.contact.address,
        "hook": _hook(registry, community, member, places, today),
        "places": [{"group": group, "roles": roles} for group, roles in places.items()],
        "community_roles": _community_roles(community, member, today),
        "region": region,
        "releases": _releases(registry, id, today),
        "questions": list(settings.questions.values()),
        "hashtags": settings.hashtags[:MOST_HASHTAGS] or _hashtags([community.name, *places, region or ""]),
        "max_chars": settings.max_chars,
        "consent": member.consents.get("spotlight"),
        "tone": community.tone,
        "cautions": [
            {"starts": window.starts, "ends": window.ends, "note": window.note}
            for window in community.sensitivities
            if window.starts <= days_after(today, SOON) and today <= window.ends
        ],
        "handles": [{"platform": platform, "handle": handle} for platform, handle in member.links.items()],
    }


def notes(context: dict[str, Any], text: str) -> list[str]:
    """What the editor should know, above the text and not part of it."""
    length, first = characters(text.strip()), characters(text.strip().split("\n", 1)[0])
    consent = context["consent"]
    banner = (
        "DRAFT, no consent" if not isinstance(consent, date) else f"DRAFT - consent given {consent}, not approved yet"
    )
    lines = [banner]
    if consent == "declined":
        lines.append("Spotlights were declined: this text must not be used, and the person is not asked again.")
    over = length - context["max_chars"]
    lines.append(f"{length} of {context['max_chars']} characters" + (f": {over} too many" if over > 0 else ""))
    lines.append(f"first line: {first} of {HOOK} characters" + (": shorten it" if first > HOOK else ""))
    if context["questions"]:
        lines.append("The questions stand where the answers go; replace the brackets.")
    if context["tone"]:
        lines.append(f"tone: {context['tone']}")
    lines += [f"caution, {window['starts']} to {window['ends']}: {window['note']}" for window in context["cautions"]]
    lines += [
        f"to mention the person, type @ and choose: {h['handle']} ({h['platform']})"
        for h in context["handles"]
        if h["platform"] == "linkedin"
    ]
    return lines


def characters(text: str) -> int:
    """The length as LinkedIn counts it: UTF-16 units, so that an emoji counts twice."""
    return len(text.encode("utf-16-le")) // 2


def _community_roles(community: Community, member: Member, today: date) -> list[str]:
    return [
        community.roles[held.role].name for held in member.roles if held.is_open(today) and held.role in community.roles
    ]


def _places(registry: Registry, member: Member, today: date) -> dict[str, list[str]]:
    """Names of the groups that still work, each with the names of the member's roles; lead roles come first."""
    roles = registry.community.roles if registry.community else {}
    held = [
        (place.membership.role, place.group.name)
        for place in registry.places.get(member.id, ())
        if place.membership.is_open(today) and place.membership.role in roles and place.group.status in AWAKE
    ]
    found: dict[str, list[str]] = {}
    for role, group in sorted(held, key=lambda h: not registry.acts_as(h[0], "lead")):
        found.setdefault(group, []).append(roles[role].name)
    return found


def _releases(registry: Registry, id: str, today: date) -> list[str]:
    """Released versions that credit the member, the newest first."""
    credited = [
        (release.date, f"{release.product.name} {release.version.version}")
        for release in releases(registry.all_groups.values())
        if id in release.version.authors and release.date <= today
    ]
    return [name for _, name in sorted(credited, key=lambda c: (-c[0].toordinal(), c[1]))]


def _hook(registry: Registry, community: Community, member: Member, places: dict[str, list[str]], today: date) -> str:
    """The first line: the strongest fact that fits on it."""
    fitting = (line for line in _openings(registry, community, member, places, today) if characters(line) <= HOOK)
    return next(fitting, _cut(str(member.name)))


def _openings(
    registry: Registry, community: Community, member: Member, places: dict[str, list[str]], today: date
) -> Iterator[str]:
    name = member.name
    for release in _releases(registry, member.id, today)[:1]:
        yield f"Who wrote {release}? Meet one of its authors: {name}."
    for group, roles in places.items():
        yield f"Meet {name} of {community.name}: {roles[0]}, {group}."
    for role in _community_roles(community, member, today):
        yield f"Meet {name}, {role} at {community.name}."
    yield f"{community.name} is made by people. Meet one of them: {name}."
    yield f"Meet {name}."


def _cut(text: str) -> str:
    """As much of a text as fits into the first line."""
    while characters(text) > HOOK - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _hashtags(names: list[str]) -> list[str]:
    """Words in CamelCase, so that a screen reader can tell them apart; letters and digits only."""
    words = (re.findall(r"[^\W_]+", _GROUP_WORDS.sub("", name)) for name in names)
    tags = ("".join(word[:1].upper() + word[1:] for word in found) for found in words)
    return list(dict.fromkeys(tag for tag in tags if tag and not tag.isdigit()))[:MOST_HASHTAGS]
