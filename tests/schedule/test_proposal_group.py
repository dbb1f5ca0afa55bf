"""When a series of a group meets next: its own dates, those left out that are left out."""

from __future__ import annotations

from datetime import date, time

import pytest

from cmtool.errors import CmtoolError
from cmtool.model.registry import Registry
from cmtool.schedule.proposal import Proposal, Wish, of_group
from tests.schedule.test_proposal import TODAY, registry_of, when

GROUP = """
name: Maps
kind: working-group
status: {status}
since: 2026-01-01
purpose: Draw maps
members: [{{member: liis-tamm, role: lead}}, {{member: rosa-quispe, role: lead}}]
meets:
  - {{id: call, every: 14d, {starts}time: "15:00", minutes: 45, {more}alternate: [{{time: "08:00", tz: UTC}}]}}
"""


def registry(
    starts: str = "starts: 2026-11-12, ",
    more: str = "",
    status: str = "active",
    community: str = "",
    **meetings: str,
) -> Registry:
    files = {f"meetings/{name}": text for name, text in meetings.items()}
    files["groups/maps"] = GROUP.format(starts=starts, more=more, status=status)
    return registry_of(community, files)


def record(day: str, **more: str) -> str:
    rest = {"series": "maps/call", "status": "planned", "mode": "online"} | more
    return f"{{date: {day}, {', '.join(f'{name}: {value}' for name, value in rest.items())}}}"


def proposed(registry: Registry, wish: Wish | None = None, today: date = TODAY) -> Proposal:
    group = registry.all_groups["maps"]
    return of_group(registry, group, group.meets[0], today, wish or Wish(), 3)


def test_the_next_dates_at_their_own_hours() -> None:
    found = proposed(registry())
    assert (found.name, found.basis) == ("Maps: call", "every 14 days since 2026-11-12")
    assert when(found) == [
        "Thu 2026-11-26 08:00 UTC",
        "Thu 2026-12-10 15:00 Europe/Tallinn",
        "Thu 2026-12-24 08:00 UTC",
    ]
    first, second, _ = found.candidates
    assert first.reasons == ("a date of the series", "its usual hour", "clashes with no other meeting")
    assert first.against == ("night for Americas (03:00, 1 member)",)
    assert second.reasons[2] == "night nowhere, by the middle clock of each region"
    assert (first.is_usual, first.minutes) == (True, 45)


def test_dates_that_are_left_out_or_written_down_are_jumped_over() -> None:
    left_out = (
        "except: [{date: 2026-12-10, why: Holiday}, {date: 2026-12-24, why: Christmas, moved_to: 2026-12-22}, "
        "{date: 2027-01-07, why: Also written down, moved_to: 2027-01-08}], "
    )
    found = proposed(registry(more=left_out, one=record("2026-11-26"), two=record("2027-01-08")))
    assert [str(one.day) for one in found.candidates] == ["2026-12-22", "2027-01-21", "2027-02-04"]
    assert found.candidates[0].reasons[0] == "moved from 2026-12-24: Christmas"
    cancelled = proposed(registry(one=record("2026-11-26", status="cancelled")))
    assert cancelled.candidates[0].day == date(2026, 12, 10)


def test_a_day_of_today_is_not_over() -> None:
    assert proposed(registry(), today=date(2026, 11, 26)).candidates[0].day == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("day", "against"),
    [
        (
            date(2026, 11, 27),
            "no date of the series, the nearest is 2026-11-26: an exception (`except`) would move that one",
        ),
        (date(2026, 12, 10), "the series leaves this date out: Holiday"),
        (date(2026, 12, 24), "the series moves this date to 2026-12-22: Christmas"),
    ],
)
def test_a_day_of_ones_own_is_judged(day: date, against: str) -> None:
    left_out = "except: [{date: 2026-12-10, why: Holiday}, {date: 2026-12-24, why: Christmas, moved_to: 2026-12-22}], "
    (found,) = proposed(registry(more=left_out), Wish(day=day, start=time(16))).candidates
    assert (found.day, found.start, found.tz, found.is_usual) == (day, time(16), "Europe/Tallinn", False)
    assert found.against == (against,)
    assert found.reasons == ("night nowhere, by the middle clock of each region", "clashes with no other meeting")


def test_a_time_for_caution_is_told() -> None:
    community = "sensitivities: [{starts: 2026-11-26, ends: 2026-11-26, note: Thanksgiving}]"
    assert proposed(registry(community=community)).candidates[0].against == (
        "in a time for caution, 2026-11-26 to 2026-11-26: Thanksgiving",
        "night for Americas (03:00, 1 member)",
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"starts": ""},
            "'maps/call' has no date to count from: give it the date of one of its meetings, as "
            "cmtool set groups/maps 'meets[call].starts=2026-11-20'; or name the day of this one with --date",
        ),
        ({"status": "dormant"}, "'maps' is dormant: it meets no more; if it does: name the day with --date"),
        (
            {"more": "ends: 2026-11-15, "},
            "'maps/call' has no date ahead: it ended on 2026-11-15; name the day with --date",
        ),
    ],
)
def test_a_series_without_dates_says_what_to_do(given: dict[str, str], message: str) -> None:
    silent = registry(**given)
    with pytest.raises(CmtoolError) as error:
        proposed(silent)
    assert str(error.value) == message
    assert proposed(silent, Wish(day=date(2026, 12, 1))).candidates[0].day == date(2026, 12, 1)


def test_no_day_is_taken_twice() -> None:
    with pytest.raises(CmtoolError, match="'maps/call' has a meeting on 2026-11-26 already: meetings/one"):
        proposed(registry(one=record("2026-11-26")), Wish(day=date(2026, 11, 26)))
