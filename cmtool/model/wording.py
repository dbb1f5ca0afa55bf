"""Ids of vocabularies in words."""

from __future__ import annotations


def in_words(id: str) -> str:
    """A region or another word of a vocabulary as a title: `arab-states` is Arab States, `cis` is CIS."""
    if len(id) <= 3:
        return id.upper()
    return " ".join(word.capitalize() for word in id.split("-"))
