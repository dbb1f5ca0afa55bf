"""Who is asked to come to a meeting: one answer for agendas, invitations, proposals, calendars and rules."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.model.registry import Registry
from cmtool.schedule.invited import invited
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

GROUP = "{{name: {0}, kind: working-group, status: active, purpose: Work, members: [{1}]}}"
FILES = {
    "members/ada": "{name: Ada, status: active}",
    "members/ben": "{name: Ben, status: paused}",
    "members/cleo": "{name: Cleo, status: onboarding}",
    "members/dan": "{name: Dan, status: alumni, left: unknown}",
    "members/eve": "{name: Eve, status: active}",
    "groups/maps": GROUP.format("Maps", "{member: eve, role: lead}, {member: ben, role: lead}"),
    "groups/seeds": GROUP.format(
        "Seeds",
        "{member: ada, role: lead, until: 2026-11-01}, {member: cleo, role: lead, since: 2026-11-02}, "
        "{member: dan, role: lead}, {member: eve, role: lead}",
    ),
    "groups/empty": GROUP.format("Empty", ""),
    "groups/torn": "{name: Torn",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in FILES.items()).registry


@pytest.mark.parametrize(
    ("groups", "day", "expected"),
    [
        ([], "2026-11-01", ["ada", "cleo", "eve"]),  # everybody who is here and does not pause
        (["maps"], "2026-11-01", ["eve"]),
        (["seeds"], "2026-11-01", ["ada", "eve"]),  # the last day of one
        (["seeds"], "2026-11-02", ["cleo", "eve"]),  # the first day of another
        (["seeds", "maps"], "2026-11-01", ["ada", "eve"]),  # each once
        (["empty"], "2026-11-01", []),
        (["torn"], "2026-11-01", []),  # nobody can tell who is in it: not everybody
        (["torn", "maps"], "2026-11-01", ["eve"]),
        (["stranger"], "2026-11-01", []),
    ],
)
def test_members_of_the_groups_that_meet_or_everybody(
    registry: Registry, groups: list[str], day: str, expected: list[str]
) -> None:
    assert [member.id for member in invited(registry, groups, date.fromisoformat(day))] == expected
