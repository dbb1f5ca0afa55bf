"""Hashtags in CamelCase, so that a screen reader can tell their words apart; letters and digits only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cmtool.drafts.spotlight.linkedin import FEWEST_HASHTAGS, MOST_HASHTAGS, words

_GROUP_WORDS = re.compile(r"\b(?:working group|workstream|committee|core team|team)\b", re.IGNORECASE)


def hashtags(record: Iterable[str], community: Iterable[str], topics: Iterable[str]) -> list[str]:
    """Those of the record, then of the community; of the names of groups and regions where there are too few."""
    own, made = [*record, *community], list(_made(topics))
    if not own:
        return _distinct(made)[:MOST_HASHTAGS]
    chosen = _distinct(own)[:MOST_HASHTAGS]
    return _distinct([*chosen, *made])[: max(len(chosen), FEWEST_HASHTAGS)]


def _made(names: Iterable[str]) -> Iterable[str]:
    split = (words(_GROUP_WORDS.sub("", name)) for name in names)
    tags = ("".join(word[:1].upper() + word[1:] for word in found) for found in split)
    return (tag for tag in tags if tag and not tag.isdigit())


def _distinct(tags: Iterable[str]) -> list[str]:
    """Each once, whatever its case."""
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(tag.casefold(), tag)
    return list(found.values())
