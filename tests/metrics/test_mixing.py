"""Who meets whom, by hand. The day is 2026-11-20."""

from __future__ import annotations

from datetime import date

from cmtool.metrics.mixing import Pair, connectors, mixing, mixing_groups
from cmtool.model.registry import Registry
from cmtool.store.load import assemble
from tests.registries import registry_from

TODAY = date(2026, 11, 20)

RECORDS = {
    "community": """
schema: 1
name: Nine
contact: {address: nine@meridian.example, owner: ada}
regions: [north]
organisations: {}
roles: {helper: {name: Helper, scope: group}}
series: {meet: {name: Meet}}
privacy: {visibility: public}
""",
    **{f"members/{id}": f"{{name: {id.title()}, status: active}}" for id in ("ada", "ben", "cleo", "dan")},
    "members/eve": "{name: Eve, status: alumni, left: 2026-01-01}",
    "groups/apples": """
{name: Apples, kind: working-group, status: active, purpose: A, partners: [berries],
 members: [{member: ada, role: helper}, {member: ben, role: helper}, {member: eve, role: helper}]}
""",
    "groups/berries": """
{name: Berries, kind: workstream, status: forming, purpose: B,
 members: [{member: ben, role: helper}, {member: cleo, role: helper, since: 2026-06-01}, {member: eve, role: helper}]}
""",
    "groups/cherries": """
{name: cherries, kind: working-group, status: maintenance, purpose: C, members: [{member: dan, role: helper}]}
""",
    "groups/dates": "{name: Dates, kind: working-group, status: closed, purpose: D, members: []}",
    "groups/board": "{name: Board, kind: committee, status: active, purpose: D, members: []}",
}


def meeting(day: str, text: str, status: str = "held") -> str:
    return f"{{series: event, status: {status}, date: {day}, mode: online, facilitator: ada, {text}}}"


def registry(*meetings: str) -> Registry:
    texts = {**RECORDS, **{f"meetings/m{index}": text for index, text in enumerate(meetings)}}
    return registry_from(texts)


def shared(*meetings: str, least: int = 1) -> dict[str, tuple[int, int, str | None]]:
    """Pairs that share anything: joint, wide, last day."""
    pairs: list[Pair] = mixing(registry(*meetings), TODAY, least=least)
    assert [f"{p.one.id}-{p.other.id}" for p in pairs] == ["apples-berries", "apples-cherries", "berries-cherries"]
    return {
        f"{p.one.id}-{p.other.id}": (p.joint, p.wide, p.last.isoformat()) for p in pairs if p.last
    }  # fmt: skip


def test_groups_are_the_living_ones_that_work() -> None:
    assert [group.id for group in mixing_groups(registry())] == ["apples", "berries", "cherries"]


def test_nobody_met() -> None:
    (first, *_) = mixing(registry(), TODAY)
    assert first[2:] == (0, 0, None, frozenset({"ben"}), True)


def test_a_meeting_that_names_both_is_theirs() -> None:
    named = meeting("2026-11-01", "groups: [apples, cherries]")
    assert shared(named) == {"apples-cherries": (1, 0, "2026-11-01")}


def test_who_comes_to_the_meeting_of_one_group_does_not_bring_others() -> None:
    assert shared(meeting("2026-11-01", "groups: [apples], attended: [ada, ben, cleo, dan]")) == {}


def test_an_item_of_another_group_brings_it() -> None:
    guest = meeting("2026-11-01", "groups: [apples], agenda: [{title: x, kind: update, minutes: 5, group: berries}]")
    assert shared(guest) == {"apples-berries": (1, 0, "2026-11-01")}


def test_in_the_meeting_of_all_two_people_must_come() -> None:
    assert shared(meeting("2026-11-01", "attended: [ben]")) == {}
    assert shared(meeting("2026-11-01", "attended: [ada, dan]")) == {"apples-cherries": (0, 1, "2026-11-01")}
    # ada and ben stand for apples, ben for berries
    assert shared(meeting("2026-11-01", "attended: [ada, ben]")) == {"apples-berries": (0, 1, "2026-11-01")}


def test_members_are_those_of_that_day() -> None:
    assert shared(meeting("2026-05-31", "attended: [ada, cleo]")) == {}
    assert shared(meeting("2026-06-01", "attended: [ada, cleo]")) == {"apples-berries": (0, 1, "2026-06-01")}


def test_where_no_names_are_kept_the_agenda_tells() -> None:
    items = ", ".join(
        f"{{title: {id}, kind: update, minutes: 5, group: {id}}}" for id in ("apples", "berries", "dates")
    )
    assert shared(meeting("2026-11-01", f"attended: 30, agenda: [{items}]")) == {"apples-berries": (0, 1, "2026-11-01")}


def test_one_who_speaks_for_two_groups_does_not_make_them_meet() -> None:
    items = ", ".join(
        f"{{title: {id}, kind: update, minutes: 5, group: {id}, by: ben}}" for id in ("apples", "berries")
    )
    assert shared(meeting("2026-11-01", f"agenda: [{items}], attended: [ben]")) == {}


def test_older_than_a_year_is_only_the_last_time() -> None:
    both = "groups: [apples, berries]"
    assert shared(meeting("2025-11-20", both)) == {"apples-berries": (0, 0, "2025-11-20")}
    assert shared(meeting("2025-11-20", both), meeting("2025-11-21", both)) == {
        "apples-berries": (1, 0, "2025-11-21")
    }  # fmt: skip


def test_what_is_ahead_planned_or_cancelled_did_not_happen() -> None:
    both = "groups: [apples, berries]"
    assert shared(
        meeting("2026-11-21", both), meeting("2026-11-01", both, "planned"), meeting("2026-11-01", both, "cancelled")
    ) == {}  # fmt: skip


def test_who_came_of_a_small_group_is_not_told_to_the_public() -> None:
    came = meeting("2026-11-01", "attended: [ada, ben, cleo, dan]")
    # apples and berries have two members since eve left, cherries has one
    assert shared(came, least=2) == {"apples-berries": (0, 1, "2026-11-01")}
    assert shared(came, least=3) == {}
    before = meeting("2026-01-01", "attended: [ada, ben, eve]")
    assert shared(before, least=2) == {"apples-berries": (0, 1, "2026-01-01")}
    assert set(shared(came)) == {"apples-berries", "apples-cherries", "berries-cherries"}


def test_people_of_both_groups_are_members_today() -> None:
    found = connectors(registry(), TODAY)
    assert {id: [group.id for group in groups] for id, groups in found.items()} == {"ben": ["apples", "berries"]}


def test_without_groups_there_are_no_pairs() -> None:
    nothing = assemble([]).registry
    assert (mixing(nothing, TODAY), connectors(nothing, TODAY)) == ([], {})
