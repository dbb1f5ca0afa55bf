"""`join`: a person takes a role in a group."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.edits.join import joined
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Insert
from tests.edits.verbs import TODAY, made, new_errors, sample, small


def test_who_joins_stands_at_the_end_of_the_group_from_today() -> None:
    change = joined(sample(), "hana-mori", "payments", "technical-expert", TODAY)
    entry = {"member": "hana-mori", "role": "technical-expert", "since": TODAY}
    assert change == ChangeSet(
        "join",
        "groups/payments: hana-mori joined as technical-expert",
        edits={"groups/payments": [Insert(("members",), entry)]},
        notes=[],
    )
    after = made(sample(), change)
    assert after.all_groups["payments"].members[-1].since == TODAY
    assert new_errors(sample(), after) == set()


def test_the_first_day_and_a_mentor_may_be_given() -> None:
    change = joined(sample(), "hana-mori", "payments", "contributor", TODAY, date(2026, 12, 1), "chidi-eze")
    after = made(sample(), change)
    entry = after.all_groups["payments"].members[-1]
    assert (entry.since, entry.mentor) == (date(2026, 12, 1), "chidi-eze")
    assert new_errors(sample(), after) == set()


def test_another_role_is_added_beside_the_one_that_is_held() -> None:
    change = joined(sample(), "chidi-eze", "payments", "commit-lead", TODAY)
    assert change.notes == [
        "'chidi-eze' stays contributor of groups/payments as well; to end that: "
        "cmtool leave chidi-eze payments --role contributor"
    ]
    assert new_errors(sample(), made(sample(), change)) == set()


def test_who_comes_back_gets_a_second_entry_and_the_first_one_stays_true() -> None:
    after = made(sample(), joined(sample(), "samuel-okoro", "identity", "contributor", TODAY))
    times = [(e.since, e.until) for e in after.all_groups["identity"].members if e.member == "samuel-okoro"]
    assert times[-1] == (TODAY, None) and times[0][1] == date(2025, 11, 30)
    assert new_errors(sample(), after) == set()


GROUP = """\
name: Payments
kind: team
status: dormant
purpose: Payments
members:
- {member: mei-lin-tan, role: lead, since: 2026-01-01}
- {member: jonas-berg, role: contributor, since: 2026-01-01, until: 2026-11-20}
- {member: liis-tamm, role: contributor, since: 2027-01-01}
- {member: chidi-eze, role: contributor, until: unknown}
"""
SMALL = {
    "members/mei-lin-tan": "{name: Mei Lin Tan, status: active}",
    "members/jonas-berg": "{name: Jonas Berg, status: active}",
    "members/liis-tamm": "{name: Liis Tamm, status: paused}",
    "members/chidi-eze": "{name: Chidi Eze, status: active}",
    "groups/payments": GROUP,
}


def test_the_day_after_the_last_one_is_free_again() -> None:
    registry = small(SMALL)
    change = joined(registry, "jonas-berg", "payments", "contributor", TODAY, date(2026, 11, 21))
    assert change.notes == ["groups/payments is dormant"]
    assert new_errors(registry, made(registry, change), date(2026, 11, 21)) == set()


def test_an_end_on_an_unknown_day_is_an_end() -> None:
    registry = small(SMALL)
    assert (
        new_errors(registry, made(registry, joined(registry, "chidi-eze", "payments", "contributor", TODAY))) == set()
    )


@pytest.mark.parametrize(
    ("member", "role", "told"),
    [
        ("mei-lin-tan", "lead", "'mei-lin-tan' is already lead of groups/payments since 2026-01-01; nothing to change"),
        (
            "jonas-berg",
            "contributor",
            "'jonas-berg' is contributor of groups/payments until 2026-11-20: join again with --since 2026-11-21",
        ),
        (
            "liis-tamm",
            "contributor",
            "'liis-tamm' is already contributor of groups/payments since 2027-01-01; nothing to change",
        ),
    ],
)
def test_nobody_is_twice_in_one_role_at_the_same_time(member: str, role: str, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        joined(small(SMALL), member, "payments", role, TODAY)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("member", "group", "role", "mentor", "told"),
    [
        (
            "hana-mori",
            "payments",
            "tecnical-expert",
            None,
            "no role 'tecnical-expert'; did you mean 'technical-expert'?; roles in a group: product-owner, lead, "
            "triage-lead, commit-lead, technical-expert, mentor, representative, translator, contributor",
        ),
        (
            "hana-mori",
            "payments",
            "ambassador",
            None,
            "role 'ambassador' is of scope community: it stands in `roles` of the member, not in a group",
        ),
        ("hana-morri", "payments", "lead", None, "no record 'members/hana-morri'; did you mean 'members/hana-mori'?"),
        ("hana-mori", "payment", "lead", None, "no record 'groups/payment'; did you mean 'groups/payments'?"),
        (
            "fatou-ndiaye",
            "payments",
            "lead",
            None,
            "members/fatou-ndiaye cannot be a member of groups/payments: the status is 'alumni'; if they are back: "
            "cmtool set members/fatou-ndiaye status=active left=",
        ),
        (
            "removed-0001",
            "payments",
            "lead",
            None,
            "members/removed-0001 cannot be a member of groups/payments: of a removed person only the id stays; who "
            "comes back gets a record of their own: cmtool add member",
        ),
        (
            "hana-mori",
            "gis",
            "lead",
            None,
            "groups/gis is closed: nobody joins it; if it lives again: cmtool set groups/gis status=forming",
        ),
        ("hana-mori", "payments", "contributor", "hana-mori", "'hana-mori' cannot be their own mentor: name somebody else"),
        (
            "hana-mori",
            "payments",
            "contributor",
            "karim-elsayed",
            "members/karim-elsayed cannot be the mentor of 'hana-mori': the status is 'alumni'; if they are back: "
            "cmtool set members/karim-elsayed status=active left=",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_what_to_do(
    member: str, group: str, role: str, mentor: str | None, told: str
) -> None:
    with pytest.raises(CmtoolError) as caught:
        joined(sample(), member, group, role, TODAY, mentor=mentor)
    assert str(caught.value) == told
