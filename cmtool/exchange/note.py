"""A note of an import or export, for a person: ids only, and not all of many."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 5
"""Ids that a note names."""


def note(what: str, ids: Sequence[str], remedy: str = "") -> str:
    """What it is about, how many there are, the first of them, and what to do."""
    named = ", ".join(ids[:_MOST]) + (f" and {len(ids) - _MOST} more" if len(ids) > _MOST else "")
    return f"{what} ({len(ids)}): {named}" + (f"; {remedy}" if remedy else "")
