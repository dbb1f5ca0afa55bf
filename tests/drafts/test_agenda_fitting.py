"""The minutes of an agenda add up: own slots stay, proposals take what is left."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmtool.drafts.agenda.fitting import PRIORITY, fitted
from cmtool.drafts.agenda.slots import Slot
from tests.drafts.agendas import COMMUNITY, made

PLAN = "{title: Plan, kind: discussion, minutes: 20}"
SEVEN = ["Three", "maps", "seeds", "teach", "From the field: how is our work received?", "Celebrate: what went well", "Ciao"]  # fmt: skip


def minutes(context: dict[str, Any]) -> dict[str, int]:
    """Of each slot its minutes, by its group or title."""
    return {slot["group"]["id"] if slot["group"] else slot["title"]: slot["minutes"] for slot in context["slots"]}


def sums(context: dict[str, Any]) -> list[int | None]:
    """Length, own slots, all slots, minutes left, minutes too long."""
    keys = ("minutes", "minutes_planned", "minutes_with_proposals", "minutes_free", "minutes_over")
    return [context[key] for key in keys]


def test_with_time_enough_every_proposal_has_its_minutes_and_the_rest_is_told() -> None:
    context = made(f"series: meet, minutes: 90, agenda: [{PLAN}]")
    assert list(minutes(context).values()) == [5, 5, 5, 15, 10, 20, 5, 5]
    assert sums(context) == [90, 20, 70, 20, 0]
    assert context["left_out"] == []


def test_short_of_time_the_last_in_priority_shrink_first() -> None:
    context = made(f"series: meet, minutes: 60, agenda: [{PLAN}]")
    assert minutes(context) == dict(zip([*SEVEN[:5], "Plan", *SEVEN[5:]], [5, 5, 5, 15, 6, 20, 2, 2], strict=True))
    assert sums(context) == [60, 20, 60, 0, 0]
    assert context["left_out"] == []


def test_shorter_still_the_last_in_priority_are_left_out() -> None:
    context = made(f"series: meet, minutes: 41, agenda: [{PLAN}]")
    assert minutes(context) == {"Three": 2, "maps": 2, "seeds": 2, "teach": 10, SEVEN[4]: 5, "Plan": 20}
    assert sums(context) == [41, 20, 41, 0, 0]
    assert [slot["title"] for slot in context["left_out"]] == [SEVEN[5], SEVEN[6]]


def test_a_short_slot_may_fit_where_one_before_it_does_not() -> None:
    context = made(f"series: meet, minutes: 39, agenda: [{PLAN}]")
    assert minutes(context) == {"Three": 2, "maps": 2, "seeds": 2, "teach": 11, "Plan": 20, SEVEN[5]: 2}
    assert sums(context) == [39, 20, 39, 0, 0]
    assert [slot["title"] for slot in context["left_out"]] == [SEVEN[4], SEVEN[6]]


def test_of_the_updates_those_stay_that_were_not_heard_for_longest() -> None:
    """Time for the contribution and one update; Maps spoke in August, Seeds never."""
    before = """
series: meet
status: held
date: 2026-08-01
mode: online
facilitator: ada
attended: 2
agenda: [{title: Maps, kind: update, minutes: 5, group: maps}]
"""
    short = "series: meet, minutes: 12"
    assert minutes(made(short)) == {"maps": 2, "teach": 10}
    assert minutes(made(short, **{"meetings/before": before})) == {"seeds": 2, "talk": 10}


def test_own_slots_that_are_too_long_stay_and_it_is_told() -> None:
    context = made(f"series: meet, minutes: 15, agenda: [{PLAN}]")
    assert minutes(context) == {"Plan": 20}
    assert sums(context) == [15, 20, 20, 0, 5]
    assert len(context["left_out"]) == 7


def test_without_a_length_nothing_is_fitted() -> None:
    context = made(f"series: meet, agenda: [{PLAN}]")
    assert sums(context) == [None, 20, 70, None, 0]


def test_what_the_series_needs_stays_longest() -> None:
    needs = COMMUNITY.replace("needs: [contribution]", "needs: [contribution, field-report, dialogue]")
    context = made("series: meet, minutes: 30", community=needs)
    assert minutes(context) == {"teach": 10, SEVEN[4]: 5, "In small groups: meet as people": 15}
    assert [slot["minutes_wanted"] for slot in context["slots"]] == [15, 10, 30]


@st.composite
def proposal(draw: st.DrawFn) -> Slot:
    wanted = draw(st.integers(1, 30))
    least = draw(st.integers(1, wanted))
    return Slot("X", "discussion", wanted, wanted=wanted, least=least, priority=draw(st.sampled_from(PRIORITY)))


@given(st.lists(proposal(), max_size=12), st.integers(0, 120))
def test_proposals_never_take_more_than_there_is(proposed: list[Slot], free: int) -> None:
    found = fitted(proposed, free)
    total = sum(slot.minutes for slot in found.kept)
    assert total <= free
    assert all(slot.least <= slot.minutes <= slot.wanted for slot in found.kept)
    assert len(found.kept) + len(found.left_out) == len(proposed)
    if sum(slot.wanted for slot in proposed) <= free:
        assert found.kept == proposed
    for out in found.left_out:  # what comes before it in priority would have to shrink below its fewest minutes
        before = [s for s in found.kept if PRIORITY.index(s.priority) <= PRIORITY.index(out.priority)]
        assert sum(s.least for s in before) + out.least > free
