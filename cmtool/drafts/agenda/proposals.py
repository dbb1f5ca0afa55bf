"""Slots that a planned meeting lacks, each with the reason for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts.agenda.earlier import last_time, undecided, whose_turn
from cmtool.drafts.agenda.slots import RANKS, Slot
from cmtool.metrics.meetings import counts, heard
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry

_CORE_TEAM = ("Campaign ideas", "Participation", "Metrics")
"""What a core team looks at each time."""


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
        *_decisions(registry, meeting),
        *_dialogue(registry, meeting),
        *_celebration(registry, meeting),
        *_closing(registry, meeting),
    ]


def _proposal(
    title: str, kind: str, minutes: int, least: int, why: str, priority: str, place: str = "", **more: Any
) -> Slot:
    rank = RANKS[place or kind]
    return Slot(title, kind, minutes, why=why, rank=rank, wanted=minutes, least=least, priority=priority, **more)


def _opening(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if meeting.agenda and meeting.agenda[0].kind == "ritual":
        return
    if meeting.opening:
        yield _ritual(meeting.opening, "opening", "the record names it, without a slot", "named")
    elif not _has(meeting, "ritual"):
        rituals = registry.community.rituals.opening if registry.community else []
        for ritual in _rested(rituals, registry, meeting, "opening"):
            yield _ritual(ritual, "opening", "an opening not used lately", "opening")


def _closing(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if len(meeting.agenda) > 1 and meeting.agenda[-1].kind == "ritual":
        return
    if meeting.closing:
        yield _ritual(meeting.closing, "closing", "the record names it, without a slot", "named")
    elif registry.asks_for_contributions(meeting):
        rituals = registry.community.rituals.closing if registry.community else []
        for ritual in _rested(rituals, registry, meeting, "closing"):
            yield _ritual(ritual, "closing", "a closing not used lately", "closing")


def _ritual(title: str, which: str, why: str, priority: str) -> Slot:
    return _proposal(title, "ritual", 5, 2, why, priority, which)


def _rested(rituals: list[str], registry: Registry, meeting: Meeting, which: str) -> list[str]:
    """The ritual that was used longest ago, or never; at most one."""
    used: dict[str, date] = {}
    for other in registry.meetings():
        if other.id != meeting.id and other.status != "cancelled" and getattr(other, which):
            used[getattr(other, which)] = other.date
    return sorted(rituals, key=lambda ritual: used.get(ritual, date.min))[:1]


def _updates(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    """By name; where time is short, those that were not heard for longest stay."""
    if not registry.asks_for_contributions(meeting):
        return
    already = heard(meeting)
    groups = sorted((g for g in registry.living_groups() if g.id not in already), key=lambda g: g.name.casefold())
    last = {g.id: last_time(registry, meeting, "update", g.id) for g in groups}
    turns = sorted(last, key=lambda id: found[0].date if (found := last[id]) else date.min)
    for group in groups:
        why, turn = "no update planned and no regrets sent", turns.index(group.id)
        yield _proposal("Update", "update", 5, 2, why, "update", group=group.id, turn=turn)


def _contribution(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if "contribution" not in _needs(registry, meeting):
        return
    if any(item.kind == "contribution" and counts(registry, item) for item in meeting.agenda):
        return
    group = whose_turn(registry, meeting)
    title, why = "Contribution of a workstream", "each time one contributes"
    yield _proposal(title, "contribution", 15, 10, why, "needed", group=group.id if group else None)


def _field_report(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    needed = "field-report" in _needs(registry, meeting)
    if (needed or registry.asks_for_contributions(meeting)) and not _has(meeting, "field-report"):
        title, why = "From the field: how is our work received?", "a report from those who use it"
        yield _proposal(title, "field-report", 10, 5, why, "needed" if needed else "field-report")


def _core_team(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    kinds = {registry.all_groups[id].kind for id in meeting.groups if id in registry.all_groups}
    if "core-team" in kinds and all(item.kind in ("ritual", "break") for item in meeting.agenda):
        for title in _CORE_TEAM:
            yield _proposal(title, "discussion", 15, 5, "a core team looks at it each time", "core-team")


def _decisions(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    for other, item in undecided(registry, meeting):
        why = f"on the agenda of {other.date} without a result"
        yield _proposal(item.title, "decision", 10, 5, why, "decision", by=item.by, group=item.group)


def _dialogue(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    needed = "dialogue" in _needs(registry, meeting)
    if (needed or meeting.mode == "in-person") and not _has(meeting, "dialogue"):
        title, why = "In small groups: meet as people", "space for dialogue"
        yield _proposal(title, "dialogue", 30, 15, why, "needed" if needed else "dialogue")


def _celebration(registry: Registry, meeting: Meeting) -> Iterator[Slot]:
    if registry.asks_for_contributions(meeting) and not _has(meeting, "celebrate"):
        title, why = "Celebrate: what went well", "people stay where work is seen"
        yield _proposal(title, "celebrate", 5, 2, why, "celebrate")


def _has(meeting: Meeting, kind: str) -> bool:
    return any(item.kind == kind for item in meeting.agenda)


def _needs(registry: Registry, meeting: Meeting) -> list[str]:
    series = registry.community.series.get(meeting.series) if registry.community else None
    return list(series.needs) if series else []
