"""What became of what members gave: contributions and their use, releases, feedback, voices from the field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts._deeds import contributions, field_reports, released, stories
from cmtool.drafts._letter import letter
from cmtool.drafts._letter import notes as notes
from cmtool.drafts._since import Span, last_update, span_from, why
from cmtool.model.audience import Audience
from cmtool.model.registry import Registry

SUBJECTS = ()
SINCE = True
MAIL = True
NAMED = 5
"""Records that a note names."""


def usual_since(registry: Registry, today: date) -> date:
    """The day of the last update."""
    return last_update(registry, today)


def context(
    registry: Registry, ref: str, today: date, *, since: date, before: Registry | None = None
) -> dict[str, Any]:
    """The data of an update to all members; who did not consent to listing is counted, not named."""
    span, audience = span_from(since, today, before), Audience(registry, today, private=False)
    found = contributions(registry, audience, span)
    used = [one for one in found if one["used_in"]]
    facts = {
        "since": since,
        "used": used,
        "others": dict(sorted(Counter(one["type"] or "other" for one in found if not one["used_in"]).items())),
        "releases": released(registry, audience, span),
        "requests": _requests(registry, span),
        "field_reports": field_reports(registry, span),
        "stories": stories(registry, span, "members"),
    }
    editor = _editor(registry, since, today, [one["id"] for one in found if not (one["used_in"] or one["told"])], facts)
    return letter(registry, "update", today, facts, editor=editor, leaves=True)


def _requests(registry: Registry, span: Span) -> list[dict[str, Any]]:
    """How many requests of a kind ended in which way; what was taken back, and data protection, is nobody's news."""
    closed = [r for r in registry.requests.values() if r.kind != "privacy" and span.holds(r.closed)]
    ends = Counter((r.kind, r.outcome) for r in closed if r.outcome not in (None, "withdrawn", "duplicate"))
    return [{"kind": kind, "outcome": outcome, "count": ends[kind, outcome]} for kind, outcome in sorted(ends)]


def _editor(registry: Registry, since: date, today: date, unknown: list[str], facts: dict[str, Any]) -> Iterator[str]:
    yield why(registry, since, usual_since(registry, today), "update")
    if unknown:
        more = f" and {len(unknown) - NAMED} more" if len(unknown) > NAMED else ""
        yield f'use not known of {", ".join(unknown[:NAMED])}{more}: cmtool set activities/ID used_in=".."'
    if not any(facts[key] for key in ("used", "others", "releases", "requests", "field_reports", "stories")):
        yield "the registry knows of nothing since then: there is nothing to send"
    about = f" --about activities/{facts['used'][0]['id']}" if facts["used"] else ""
    yield f'once it is sent: cmtool note update --text ".."{about}'
