"""The verbs of a need as plans: what a command line says, to be turned into a change set under the lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cmtool.edits.add import added
from cmtool.edits.ask_need import Asked, asked
from cmtool.edits.close_need import closed
from cmtool.edits.fill_need import filled
from cmtool.edits.publish_need import published
from cmtool.model.registry import Registry
from cmtool.schedule.days import until
from cmtool.workspace import Workspace
from cmtool.workspace.changing import Plan
from cmtool.workspace.subjects import identified


def id_of_new(space: Workspace, id: str | None, assignments: Sequence[str]) -> str:
    """The id that a new need gets."""
    (ref,) = added(space.registry, "need", id, assignments, space.today).new
    return ref.partition("/")[2]


def publishing(need: str, channel: str, day: str | None, url: str | None) -> Plan:
    """Where a need was published."""
    return lambda space, _: published(
        space.registry, identified(space.registry, "needs", need), channel, space.today, _day(space, day), url
    )


def asking(need: str, words: Asked, day: str | None) -> Plan:
    """Who was asked, and what came of it."""

    def told(space: Workspace) -> Asked:
        registry = space.registry
        member = _member(registry, words.member) if words.member is not None else None
        by = _member(registry, words.by) if words.by is not None else None
        return words._replace(member=member, by=by, day=_day(space, day))

    return lambda space, _: asked(space.registry, identified(space.registry, "needs", need), told(space), space.today)


def filling(need: str, members: Sequence[str]) -> Plan:
    """Who took it."""
    return lambda space, _: filled(
        space.registry,
        identified(space.registry, "needs", need),
        [_member(space.registry, member) for member in members],
        space.today,
    )


def closing(need: str, result: str | None) -> Plan:
    """The end of a need that nobody took."""
    return lambda space, _: closed(space.registry, identified(space.registry, "needs", need), space.today, result)


def _member(registry: Registry, text: str) -> str:
    return identified(registry, "members", text)


def _day(space: Workspace, text: str | None) -> date | None:
    return until(text, lambda: space.today) if text else None
