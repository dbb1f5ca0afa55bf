"""The slots of an agenda: those of the record, and those that the rules would ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from cmtool.checks.meetings.no_contribution import counts
from cmtool.checks.meetings.no_update import heard
from cmtool.model.group import Group
from cmtool.model.meeting import AgendaItem, Meeting
from cmtool.model.registry import Registry

_RANKS = {
    "opening": 0,
    "update": 2,
    "contribution": 3,
    "field-report": 4,
    "discussion": 5,
    "decision": 5,
    "break": 5,
    "dialogue": 6,
    "celebrate": 7,
    "closing": 9,
}
"""Where a meeting usually has a kind of slot."""
_CORE_TEAM = ("Campaign ideas", "Participation", "Metrics")
"""What a core team looks at each time."""


class Slot(NamedTuple):
    """A slot; a proposal says why, one of the record says nothing."""

    title: str
    kind: str
    minutes: int
    by: str | None = None
    group: str | None = None
    type: str | None = None
    summary: str | None = None
    why: str = ""
    facts: dict[str, Any] | None = None
    rank: int = 5


def slots(meeting: Meeting) -> list[Slot]:
    """The agenda of the record in its order."""
    return [_slot(item, index) for index, item in enumerate(meeting.agenda)]


def _slot(item: AgendaItem, index: int) -> Slot:
    kind = item.kind if item.kind != "ritual" else "opening" if index == 0 else "closing"
    return Slot(item.title, item.kind, item.minutes, item.by, item.group, item.type, item.summary, rank=_RANKS[kind])


def proposals(registry: Registry, meeting: Meeting) -> list[Slot]:
    """Slots that a planned meeting lacks; a held one is as it was."""
    if meeting.status != "planned":
        return []
    return [
        *_opening(registry, meeting),
        *_updates(registry, meeting),
        *_contribution(registry, meeting),
        *_field_report(registry, meeting),
        *_core_team(registry, meeting),
        *_dialogue(registry, meeting),
        *_celebration(registry, meeting),
        *_closing(registry, meeting),
    ]


def _proposal(title: str, kind: str, minutes: int, why: str, place: str = "", **more: Any) -> Slot:
    return Slot(title, kind, minutes, why=why, rank=_RANKS[place or kind], **more)


def _opening(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if meeting.agenda and meeting.agenda[0].kind == "ritual":
        return
    if meeting.opening:
        yield _proposal(meeting.opening, "ritual", 5, "the record names it, without a slot", "opening")
    elif not any(item.kind == "ritual" for item in meeting.agenda):
        rituals = registry.community.rituals.opening if registry.community else []
        for ritual in _rested(rituals, registry, meeting, "opening"):
            yield _proposal(ritual, "ritual", 5, "an opening not used lately", "opening")


def _closing(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if len(meeting.agenda) > 1 and meeting.agenda[-1].kind == "ritual":
        return
    if meeting.closing:
        yield _proposal(meeting.closing, "ritual", 5, "the record names it, without a slot", "closing")
    elif registry.asks_for_contributions(meeting):
        rituals = registry.community.rituals.closing if registry.community else []
        for ritual in _rested(rituals, registry, meeting, "closing"):
            yield _proposal(ritual, "ritual", 5, "a closing not used lately", "closing")


def _rested(rituals: list[str], registry: Registry, meeting: Meeting, which: str) -> list[str]:
    """The ritual that was used longest ago, or never; at most one."""
    used: dict[str, date] = {}
    for other in registry.meetings():
        if other.id != meeting.id and other.status != "cancelled" and getattr(other, which):
            used[getattr(other, which)] = other.date
    return sorted(rituals, key=lambda ritual: used.get(ritual, date.min))[:1]


def _updates(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if not registry.asks_for_contributions(meeting):
        return
    already = heard(meeting)
    for group in sorted(registry.living_groups(), key=lambda g: g.name.casefold()):
        if group.id not in already:
            facts = _facts(registry, group, meeting)
            yield _proposal("Update", "update", 5, "no update yet, no regrets (MTG108)", group=group.id, facts=facts)


def _facts(registry: Registry, group: Group, meeting: Meeting) -> dict[str, Any] | None:
    """What the registry knows that is new in a group since the meeting before."""
    before = [m.date for m in registry.meetings(series=meeting.series) if m.date < meeting.date and m.status == "held"]
    since = before[-1] if before else None
    versions = [(product.name, version) for product in group.products for version in product.versions]
    facts = {
        "since": since,
        "in_development": [
            {"product": p, "version": v.version, "due": v.due} for p, v in versions if v.status == "in-development"
        ],
        "released": [
            {"product": p, "version": v.version, "date": v.date}
            for p, v in versions
            if v.status == "released" and _is_new(v.date, since)
        ],
        "joined": sum(_is_new(entry.since, since) for entry in group.members),
    }
    return facts if facts["in_development"] or facts["released"] or facts["joined"] else None


def _is_new(day: date | None, since: date | None) -> bool:
    return day is not None and since is not None and day > since


def _contribution(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if "contribution" not in _needs(registry, meeting):
        return
    streams = {g.id: g for g in registry.groups(kind="workstream") if g.status in ("forming", "active", "maintenance")}
    if any(item.kind == "contribution" and counts(registry, item) for item in meeting.agenda):
        return
    last: dict[str, date] = {}
    for other in registry.meetings(status="held"):
        last |= {item.group: other.date for item in other.agenda if item.kind == "contribution" and item.group}
    turn = sorted(streams.values(), key=lambda g: (last.get(g.id, date.min), g.name.casefold()))[:1]
    whose = turn[0].id if turn else None
    yield _proposal(
        "Contribution of a workstream", "contribution", 15, "each time one contributes (MTG103)", group=whose
    )


def _field_report(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    wanted = registry.asks_for_contributions(meeting) or "field-report" in _needs(registry, meeting)
    if wanted and not _has(meeting, "field-report"):
        yield _proposal(
            "From the field: how is our work received?", "field-report", 10, "a report from those who use it"
        )


def _core_team(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    kinds = {registry.all_groups[id].kind for id in meeting.groups if id in registry.all_groups}
    if "core-team" in kinds and all(item.kind in ("ritual", "break") for item in meeting.agenda):
        for title in _CORE_TEAM:
            yield _proposal(title, "discussion", 15, "a core team looks at it each time")


def _dialogue(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    wanted = meeting.mode == "in-person" or "dialogue" in _needs(registry, meeting)
    if wanted and not _has(meeting, "dialogue"):
        yield _proposal("In small groups: meet as people", "dialogue", 30, "space for dialogue (MTG105)")


def _celebration(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if registry.asks_for_contributions(meeting) and not _has(meeting, "celebrate"):
        yield _proposal("Celebrate: what went well", "celebrate", 5, "people stay where work is seen")


def _has(meeting: Meeting, kind: str) -> bool:
    return any(item.kind == kind for item in meeting.agenda)


def _needs(registry: Registry, meeting: Meeting) -> list[str]:
    series = registry.community.series.get(meeting.series) if registry.community else None
    return list(series.needs) if series else []
