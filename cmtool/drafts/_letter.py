"""What every letter has: who we are, where to write to, and what stands above it for the editor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from cmtool.errors import CmtoolError
from cmtool.model.community import Community
from cmtool.model.outside import Outside, without_addresses
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.schedule.term import days_after

SOON = 14
"""Days before a time for caution in which the editor is told of it."""

R = TypeVar("R", bound=Record)


def letter(
    registry: Registry,
    draft: str,
    today: date,
    facts: dict[str, Any],
    *,
    editor: Iterable[str],
    leaves: bool = False,
    about: tuple[date, ...] = (),
) -> dict[str, Any]:
    """The data of a letter. `editor` are lines above it; what `leaves` the community names only who may be named.

    `about` are days of which it tells: a time for caution on one of them is told as well.
    """
    community = community_of(registry)
    outside = Outside(registry, today) if leaves else None
    told = without_addresses(outside.told(facts) if outside else facts)
    return {
        "draft": draft,
        "community": community.name,
        "contact": community.contact.address,
        "code_of_conduct": safe_url(community.code_of_conduct),
        **told,
        "editor": without_addresses([*editor, *(outside.notes() if outside else ())]),
        "tone": community.tone,
        "cautions": cautions(community, today, *about),
    }


def notes(context: dict[str, Any], text: str) -> list[str]:
    """What the editor should know, above the text and not part of it."""
    return ["DRAFT, not sent", *context["editor"], *above(context)]


def above(context: dict[str, Any]) -> list[str]:
    """How we write, and the times for caution, above every draft."""
    lines = [f"tone: {context['tone']}"] if context["tone"] else []
    return [*lines, *(f"caution, {one['starts']} to {one['ends']}: {one['note']}" for one in context["cautions"])]


def cautions(community: Community, today: date, *days: date) -> list[dict[str, Any]]:
    """Times for caution about now, and about some other days."""
    spans = ((today, days_after(today, SOON)), *((day, day) for day in days))
    return [
        {"starts": window.starts, "ends": window.ends, "note": window.note}
        for window in community.sensitivities
        if any(window.starts <= last and first <= window.ends for first, last in spans)
    ]


def community_of(registry: Registry) -> Community:
    """The community; without its file nothing can be told."""
    if registry.community is None:
        raise CmtoolError("community.yaml cannot be read: see cmtool validate")
    return registry.community


def record_of(registry: Registry, ref: str, kind: type[R]) -> R:
    """The record that a draft is about."""
    found = registry.get(ref)
    if not isinstance(found, kind):
        raise CmtoolError(f"'{ref}' cannot be read: see cmtool validate")
    return found
