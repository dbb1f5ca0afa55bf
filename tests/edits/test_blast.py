"""How much of a community a change takes away."""

from __future__ import annotations

from cmtool.edits.blast import blast
from cmtool.edits.leave import left
from cmtool.edits.merge import merged
from cmtool.edits.rename import renamed
from cmtool.edits.retire import retired
from cmtool.model.registry import Registry
from tests.edits.verbs import TODAY, made, sample, small

PEOPLE = [
    "amina-diallo",
    "chidi-eze",
    "jonas-berg",
    "liis-tamm",
    "mei-lin-tan",
    "hana-mori",
    "sara-lind",
    "kofi-mensah",
]


def community(people: list[str], *entries: str, status: str = "active") -> Registry:
    group = "name: Payments\nkind: team\nstatus: dormant\npurpose: Payments\nmembers:"
    rows = "".join(f"\n- {entry}" for entry in entries) or " []"
    files = {f"members/{id}": f"{{name: {id}, status: {status if id in people[:3] else 'active'}}}" for id in people}
    return small({**files, "groups/payments": f"{group}{rows}\n"})


def entries(*people: str, rest: str = "") -> list[str]:
    return [f"{{member: {id}, role: contributor, since: 2026-01-01{rest}}}" for id in people]


def test_more_than_a_quarter_of_the_members_needs_a_second_word() -> None:
    before = community(PEOPLE)
    told = "this removes 3 of 8 members, more than a quarter: repeat it with --force"
    assert blast(before, community(PEOPLE[3:]), TODAY) == told
    assert blast(before, community(PEOPLE, status="removed"), TODAY) == told
    assert blast(before, community(PEOPLE[2:]), TODAY) is None
    assert blast(before, community(PEOPLE, status="paused"), TODAY) is None


def test_more_than_a_quarter_of_the_memberships_needs_it_too() -> None:
    before = community(PEOPLE, *entries(*PEOPLE))
    told = "this removes 3 of 8 memberships, more than a quarter: repeat it with --force"
    assert blast(before, community(PEOPLE, *entries(*PEOPLE[3:])), TODAY) == told
    ended = [*entries(*PEOPLE[:3], rest=", until: 2026-11-20"), *entries(*PEOPLE[3:])]
    assert blast(before, community(PEOPLE, *ended), TODAY) == told
    planned = [*entries(*PEOPLE[:3], rest=", until: 2026-11-21"), *entries(*PEOPLE[3:])]
    assert blast(before, community(PEOPLE, *planned), TODAY) is None


def test_one_alone_is_no_slip_in_a_small_community() -> None:
    assert blast(community(PEOPLE[:2]), community(PEOPLE[:1]), TODAY) is None


def test_both_are_told_at_once() -> None:
    before = community(PEOPLE, *entries(*PEOPLE))
    after = community(PEOPLE[5:], *entries(*PEOPLE[5:]))
    assert blast(before, after, TODAY) == (
        "this removes 5 of 8 members and 5 of 8 memberships, more than a quarter: repeat it with --force"
    )


def test_whoever_is_renamed_or_merged_is_not_removed() -> None:
    registry = community(PEOPLE[:3], *entries(*PEOPLE[:3]))
    for id in PEOPLE[:3]:
        registry = made(registry, renamed(registry, f"members/{id}", f"{id}-new"))
    registry = made(registry, renamed(registry, "groups/payments", "payouts"))
    assert blast(community(PEOPLE[:3], *entries(*PEOPLE[:3])), registry, TODAY) is None
    merge = merged(registry, "members/chidi-eze-new", "members/jonas-berg-new", {"all": "keep"})
    assert merge.change_set
    one = made(registry, merge.change_set)
    merge = merged(one, "members/chidi-eze-new", "members/amina-diallo-new", {"all": "keep"})
    assert merge.change_set
    assert blast(registry, made(one, merge.change_set), TODAY) is None


def test_everyday_changes_of_the_sample_are_far_from_it() -> None:
    for change in (
        left(sample(), "chidi-eze", "payments", TODAY),
        retired(sample(), "members/jonas-berg", TODAY),
        retired(sample(), "groups/payments", TODAY),
    ):
        assert blast(sample(), made(sample(), change), TODAY) is None
