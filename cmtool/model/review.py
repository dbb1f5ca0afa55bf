"""What a reviewer of a pull request is told, as plain data."""

from __future__ import annotations

from typing import NamedTuple

from cmtool.finding import Finding
from cmtool.model.change import Story

NOBODY = "nobody holds that role: ask the community's contact"


class Leak(NamedTuple):
    """A finding about a file that only a commit on the way held."""

    commit: str
    finding: Finding


class Approval(NamedTuple):
    """Who must approve, any one of them, and why; what stands there instead where nobody is left to ask."""

    people: tuple[str, ...]
    why: str
    instead: str = NOBODY


class Review(NamedTuple):
    """The parts of the comment."""

    unread: list[str]
    """States in which `community.yaml` tells nothing."""
    settings: list[str]
    """What the change does to the privacy of the whole registry."""
    privacy: list[Finding]
    leaks: list[Leak]
    rules: list[str]
    """Fields of `community.yaml` that change who approves, whose signature counts, or what is told."""
    stories: list[Story]
    new: list[Finding]
    fixed: list[Finding]
    special: list[str]
    """Files by which git shows or checks out others."""
    others: int
    """How many files change outside the registry."""
    needs: list[Approval]
    notes: list[str]
