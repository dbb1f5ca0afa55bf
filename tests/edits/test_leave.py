"""`leave`: a person's roles in a group end."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.edits.leave import left
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Drop, Put
from tests.edits.verbs import TODAY, TOMORROW, made, new_errors, sample, small


def test_every_open_entry_gets_today_as_its_last_day() -> None:
    change = left(sample(), "chidi-eze", "payments", TODAY)
    assert change == ChangeSet(
        "leave",
        "groups/payments: chidi-eze left",
        edits={"groups/payments": [Put(("members", 7, "until"), TODAY)]},
        notes=["groups/payments: mentor of 'kiri-walker'; to hand it over: cmtool set groups/payments 'members[11].mentor=MEMBER'"],
    )  # fmt: skip
    after = made(sample(), change)
    assert not [e for e in after.all_groups["payments"].members if e.member == "chidi-eze" and e.is_open(TOMORROW)]
    assert new_errors(sample(), after) == new_errors(sample(), after, TOMORROW) == set()


def test_one_of_several_roles_may_end() -> None:
    change = left(sample(), "amina-diallo", "payments", TODAY, role="commit-lead")
    assert change.subject == "groups/payments: amina-diallo left as commit-lead"
    assert change.edits == {"groups/payments": [Put(("members", 1, "until"), TODAY)]}
    assert change.notes == []
    assert new_errors(sample(), made(sample(), change), TOMORROW) == set()


def test_the_last_lead_stays_unless_forced() -> None:
    with pytest.raises(CmtoolError) as caught:
        left(sample(), "amina-diallo", "payments", TODAY)
    assert str(caught.value) == (
        "'amina-diallo' is the last lead of groups/payments: let somebody else lead first "
        "(cmtool join MEMBER payments --role lead), or repeat it with --force"
    )
    change = left(sample(), "amina-diallo", "payments", TODAY, is_forced=True)
    assert change.edits == {
        "groups/payments": [Put(("members", 1, "until"), TODAY), Put(("members", 0, "until"), TODAY)]
    }
    assert {told.split(" ")[1] for told in new_errors(sample(), made(sample(), change), TOMORROW)} == {
        "GRP101",
        "GRP102",
    }


GROUP = """\
name: Payments
kind: team
status: active
purpose: Payments
members:
- {member: mei-lin-tan, role: lead, since: 2026-01-01}
- {member: liis-tamm, role: lead, since: 2026-01-01}
- {member: jonas-berg, role: contributor, since: 2026-01-01}
- {member: jonas-berg, role: lead, since: 2026-12-01}
- {member: jonas-berg, role: contributor, since: 2025-01-01, until: 2025-06-30}
- {member: chidi-eze, role: contributor, since: 2025-01-01, until: 2025-06-30}
- {member: amina-diallo, role: contributor, until: unknown}
"""
SMALL = {
    "members/mei-lin-tan": "{name: Mei Lin Tan, status: active, roles: [{role: manager, since: 2026-01-01}]}",
    "members/jonas-berg": "{name: Jonas Berg, status: active}",
    "members/liis-tamm": "{name: Liis Tamm, status: paused}",
    "members/chidi-eze": "{name: Chidi Eze, status: active}",
    "members/amina-diallo": "{name: Amina Diallo, status: active}",
    "groups/payments": GROUP,
}


def test_an_entry_that_has_not_begun_is_taken_out() -> None:
    registry = small(SMALL)
    change = left(registry, "jonas-berg", "payments", TODAY)
    assert change.edits == {"groups/payments": [Drop(("members", 3)), Put(("members", 2, "until"), TODAY)]}
    assert change.notes == ["the entry as lead from 2026-12-01 is taken out: it has not begun"]
    after = made(registry, change)
    assert [e.until for e in after.all_groups["payments"].members if e.member == "jonas-berg"] == [
        TODAY,
        date(2025, 6, 30),
    ]
    assert new_errors(registry, after) == set()


def test_a_last_day_may_lie_ahead_and_a_paused_lead_leads_nobody() -> None:
    registry = small(SMALL)
    with pytest.raises(CmtoolError, match="is the last lead of groups/payments"):
        left(registry, "mei-lin-tan", "payments", TODAY, until=date(2026, 11, 25))
    change = left(registry, "mei-lin-tan", "payments", TODAY, until=date(2026, 12, 1))
    assert change.edits == {"groups/payments": [Put(("members", 0, "until"), date(2026, 12, 1))]}


@pytest.mark.parametrize(
    ("member", "role", "until", "told"),
    [
        ("removed-0001", None, None, "no record 'members/removed-0001'"),
        ("chidi-eze", None, None, "'chidi-eze' left groups/payments as contributor on 2025-06-30: nothing to change"),
        ("amina-diallo", None, None, "'amina-diallo' left groups/payments as contributor on an unknown day: nothing to change"),
        ("chidi-eze", "contributer", None, "'chidi-eze' is not contributer of groups/payments; did you mean 'contributor'?; roles held there: contributor"),
        ("jonas-berg", "contributor", date(2025, 12, 31), "'jonas-berg' is contributor of groups/payments since 2026-01-01: 2025-12-31 is before that"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(member: str, role: str | None, until: date | None, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        left(small(SMALL), member, "payments", TODAY, role, until)
    assert str(caught.value) == told


def test_who_was_never_there_cannot_leave() -> None:
    with pytest.raises(CmtoolError) as caught:
        left(sample(), "hana-mori", "payments", TODAY)
    assert str(caught.value) == "'hana-mori' is not in groups/payments: nothing to change"
