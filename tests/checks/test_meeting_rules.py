"""Rules about meetings at their borders: what a series needs is data, and what a calendar would show wrong is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.checks import check
from cmtool.model.group import MeetingSeries
from cmtool.schedule.cadence import after
from cmtool.schedule.occurrences import Occurrence, occurrences
from cmtool.schedule.rhythm import rhythm
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from tests.conftest import Outcome

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Meetings
timezone: Europe/Tallinn
contact: {address: community@meridian.example, owner: ada-stone}
regions: [north, south]
organisations: {}
roles:
  lead: {name: Lead, scope: group, acts_as: [lead, triage], description: Leads, does: [Chairs]}
series:
  assembly: {name: Assembly, needs: [NEEDS]}
privacy: {visibility: public}
"""
PEOPLE = {
    "members/ada-stone": "{name: Ada Stone, status: active, joined: 2024-01-01, region: north, timezone: Europe/Oslo}",
    "members/ben-okoro": "{name: Ben Okoro, status: active, joined: 2024-01-01, region: south, timezone: America/Lima}",
}
MAPS = """
name: Maps
kind: committee
status: active
purpose: Draw maps together
members: [{member: ada-stone, role: lead}]
meets:
"""


def told(code: str, files: Mapping[str, str], needs: str = "") -> list[tuple[str, str]]:
    """Where a rule finds something, and what it says."""
    texts = {"community": COMMUNITY.replace("NEEDS", needs)} | PEOPLE | files
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items())
    assert loaded.findings == []
    found = [finding for finding in check(loaded.registry, TODAY) if finding.code == code]
    return [(f"{f.record.removeprefix('meetings/')}:{f.field_name}", f.message) for f in found]


def meeting(day: str, *more: str, series: str = "assembly", status: str = "held", mode: str = "online") -> str:
    """A meeting; a held one was attended and led."""
    fields = [f"series: {series}", f"status: {status}", f"date: {day}", f"mode: {mode}"]
    fields += ["attended: 5"] if status == "held" else []
    return "{" + ", ".join([*fields, *more]) + "}"


def agenda(*kinds: str) -> str:
    return "agenda: [" + ", ".join(f"{{title: {kind}, kind: {kind}, minutes: 5}}" for kind in kinds) + "]"


# -- what a series needs is data


@pytest.mark.parametrize(
    ("needs", "messages"),
    [
        ("", []),
        ("contribution", ["Assembly without a contribution from a workstream"]),
        ("field-report", ["Assembly without a field report"]),
        ("dialogue", ["Assembly without a dialogue item"]),
        ("field-report, dialogue", ["Assembly without a field report", "Assembly without a dialogue item"]),
    ],
)
def test_meeting_needs_what_its_series_asks_for(needs: str, messages: list[str]) -> None:
    files = {"meetings/one": meeting("2026-09-10", agenda("update"))}
    assert [message for _, message in told("MTG103", files, needs)] == messages


def test_dialogue_that_the_series_asks_for_is_told_once() -> None:
    event = "event: {name: Fair, url: 'https://fair.example'}"
    files = {"meetings/one": meeting("2026-09-10", event, agenda("update"), mode="in-person")}
    assert len(told("MTG105", files)) == 1
    assert told("MTG103", files, "dialogue") == [("one:agenda", "Assembly without a dialogue item")]
    assert told("MTG105", files, "dialogue") == []


FOUR = {f"meetings/m{month}": meeting(f"2026-0{month}-05", agenda("contribution")) for month in (2, 4, 6, 8)}


@pytest.mark.parametrize(("needs", "count"), [("", 0), ("dialogue", 0), ("contribution", 1), ("field-report", 1)])
def test_field_is_missed_where_the_series_asks_for_voices(needs: str, count: int) -> None:
    expected = [("m8:agenda", "no field report or story in the last four meetings of Assembly")] * count
    assert told("MTG106", FOUR, needs) == expected


def test_field_is_missed_only_after_four_held_meetings() -> None:
    three = {path: text for path, text in FOUR.items() if path != "meetings/m2"}
    cancelled = {"meetings/m9": meeting("2026-09-05", status="cancelled")}
    assert told("MTG106", three | cancelled, "contribution") == []
    older = {"meetings/m1": meeting("2026-01-05", agenda("contribution", "field-report"))}
    assert len(told("MTG106", FOUR | older, "contribution")) == 1


def test_field_report_on_the_next_agenda_settles_it() -> None:
    def planned(day: str) -> dict[str, str]:
        return FOUR | {"meetings/next": meeting(day, agenda("contribution", "field-report"), status="planned")}

    assert told("MTG106", planned("2026-12-03"), "contribution") == []
    assert len(told("MTG106", planned("2026-11-19"), "contribution")) == 1


@pytest.mark.parametrize(
    ("story", "count"),
    [
        ("{kind: story, date: 2026-02-05, by: ada-stone, groups: [maps], text: It worked}", 0),
        ("{kind: story, date: 2026-11-20, by: ada-stone, groups: [maps], text: It worked}", 0),
        ("{kind: story, date: 2026-02-04, by: ada-stone, groups: [maps], text: Too long ago}", 1),
        ("{kind: story, date: 2026-08-05, by: ada-stone, text: Of no group}", 1),
        ("{kind: update, date: 2026-08-05, by: ada-stone, groups: [maps], text: No story}", 1),
    ],
)
def test_story_that_names_a_group_is_a_field_report(story: str, count: int) -> None:
    maps = {"groups/maps": "{name: Maps, kind: team, status: active, purpose: Draw, members: []}"}
    assert len(told("MTG106", FOUR | maps | {"activities/2026-story": story}, "contribution")) == count


# -- night

NIGHT, DAY = 'start: "09:00"', 'start: "18:00"'  # 2:00 or 3:00, and 11:00 or 12:00 in Lima
THIRD = "third Assembly in a row at night (22-6) for region 'south'"


def row(*meetings: str) -> dict[str, str]:
    return {f"meetings/m{number}": text for number, text in enumerate(meetings)}


@pytest.mark.parametrize(
    ("fourth", "expected"),
    [
        (meeting("2026-12-03", NIGHT, status="planned"), ["m2:start", "m3:start"]),
        (meeting("2026-12-03", DAY, status="planned"), ["m2:start"]),
        (meeting("2026-12-03", NIGHT, status="cancelled"), ["m2:start"]),
        (meeting("2026-10-03", DAY), []),
        (meeting("2026-10-03", NIGHT), ["m3:start"]),
    ],
)
def test_third_night_is_told_while_something_can_be_done(fourth: str, expected: list[str]) -> None:
    nights = [meeting(f"2026-0{month}-03", NIGHT) for month in (3, 6, 9)]
    assert told("MTG203", row(*nights, fourth)) == [(place, THIRD) for place in expected]


@pytest.mark.parametrize(
    "between",
    [
        meeting("2026-07-03"),
        meeting("2026-07-03", DAY, "event: {name: Fair, url: 'https://fair.example'}", mode="in-person"),
        meeting("2026-07-03", DAY, status="cancelled"),
        meeting("2026-07-03", DAY, series="event"),
    ],
)
def test_meeting_that_keeps_nobody_up_does_not_break_the_row(between: str) -> None:
    nights = [meeting(f"2026-0{month}-03", NIGHT) for month in (3, 6, 9)]
    assert told("MTG203", row(*nights[:2], nights[2], between)) == [("m2:start", THIRD)]


def test_night_is_that_of_the_groups_who_meet() -> None:
    nights = [meeting(f"2026-0{month}-03", NIGHT, "groups: [maps]") for month in (3, 6, 9)]
    assert told("MTG203", row(*nights) | {"groups/maps": MAPS.replace("meets:\n", "")}) == []


def test_region_without_time_zones_is_left_alone() -> None:
    ben = {"members/ben-okoro": PEOPLE["members/ben-okoro"].replace(", timezone: America/Lima", "")}
    assert told("MTG203", row(*[meeting(f"2026-0{month}-03", NIGHT) for month in (3, 6, 9)]) | ben) == []


# -- two at once


def talk(start: str, minutes: int | None = 60, **more: str) -> str:
    fields = {
        "start": f'"{start}"',
        **({"minutes": str(minutes)} if minutes else {}),
        "facilitator": "ada-stone",
    } | more
    mode = fields.pop("mode", "online")
    return meeting("2026-12-01", *(f"{k}: {v}" for k, v in fields.items()), series="event", status="planned", mode=mode)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (talk("14:00"), talk("14:59"), 1),
        (talk("14:00"), talk("15:00"), 0),
        (talk("14:00"), talk("14:30", tz="Europe/Lisbon"), 0),
        (talk("14:00"), talk("12:30", tz="Europe/Lisbon"), 1),
        (talk("14:00", None), talk("14:00", None), 1),
        (talk("14:00", None), talk("14:01"), 0),
        (talk("14:00"), talk("14:30", facilitator="ben-okoro"), 0),
    ],
)
def test_nobody_facilitates_two_meetings_at_once(first: str, second: str, count: int) -> None:
    message = "'ada-stone' facilitates two meetings at the same time, also meetings/m"
    found = told("MTG205", row(first, second))
    assert [text.startswith(message) for _, text in found] == [True] * count


@pytest.mark.parametrize(
    ("modes", "count"), [(("hybrid", "in-person"), 1), (("online", "hybrid"), 0), (("online", "online"), 0)]
)
def test_a_room_holds_one_meeting_of_people_who_are_there(modes: tuple[str, str], count: int) -> None:
    first = talk("14:00", place="Jacaranda  Hall", mode=modes[0])
    second = talk("14:30", place="jacaranda hall", mode=modes[1], facilitator="ben-okoro")
    message = "place 'Jacaranda  Hall' holds two meetings at the same time, also meetings/m0"
    assert told("MTG205", row(first, second)) == [("m1:place", message)] * count


def test_meeting_over_midnight_reaches_the_next_day() -> None:
    late, early = talk("23:30", 90), talk("00:30").replace("2026-12-01", "2026-12-02")
    assert [place for place, _ in told("MTG205", row(late, early))] == ["m1:facilitator"]


def test_meeting_of_a_group_has_the_hour_of_its_series() -> None:
    maps = MAPS + '  - {id: call, every: 7d, starts: 2026-12-01, time: "14:00"}\n'
    call = meeting("2026-12-01", "facilitator: ada-stone", series="maps/call", status="planned")
    found = told("MTG205", {"groups/maps": maps} | row(call, talk("14:30")))
    assert [place for place, _ in found] == ["m1:facilitator"]


# -- the days of a series


def planned(day: str, meets: str, status: str = "planned") -> list[str]:
    files = {"groups/maps": MAPS + f"  - {{id: call, time: '14:00', {meets}}}\n"}
    return [
        message
        for _, message in told("MTG111", files | {"meetings/one": meeting(day, series="maps/call", status=status)})
    ]


EVERY_OTHER_TUESDAY = "every: 14d, starts: 2026-01-13"


@pytest.mark.parametrize(
    ("day", "meets", "expected"),
    [
        ("2026-12-02", EVERY_OTHER_TUESDAY, ["maps/call does not meet on 2026-12-02; nearest: 2026-12-01"]),
        ("2026-12-08", EVERY_OTHER_TUESDAY, ["maps/call does not meet on 2026-12-08; nearest: 2026-12-01"]),
        ("2026-12-01", EVERY_OTHER_TUESDAY, []),
        ("2026-12-02", "every: 14d", []),
        ("2026-12-02", f"{EVERY_OTHER_TUESDAY}, except: [{{date: 2026-12-01, why: Away, moved_to: 2026-12-02}}]", []),
        ("2026-12-02", "every: 7d, starts: 2027-01-12", ["maps/call does not meet on 2026-12-02; nearest: 2027-01-12"]),
        (
            "2026-12-15",
            f"{EVERY_OTHER_TUESDAY}, ends: 2026-12-14",
            ["maps/call does not meet on 2026-12-15: it ends on 2026-12-14"],
        ),
        (
            "2026-12-01",
            f"{EVERY_OTHER_TUESDAY}, except: [{{date: 2026-12-01, why: Away}}]",
            ["maps/call does not meet on 2026-12-01: it is left out"],
        ),
        (
            "2026-12-04",
            "every: monthly, month_rule: first-thu, starts: 2026-01-01",
            ["maps/call does not meet on 2026-12-04; nearest: 2026-12-03"],
        ),
    ],
)
def test_planned_meeting_lies_on_a_day_of_its_series(day: str, meets: str, expected: list[str]) -> None:
    assert planned(day, meets) == expected


@given(data=st.data())
def test_planned_meeting_is_told_where_the_calendar_would_show_none(data: st.DataObject) -> None:
    """The rule agrees with what is computed: the same series without the record, day for day."""
    every = data.draw(st.sampled_from(["7d", "14d", "monthly", "monthly, month_rule: last-fri", "quarterly"]))
    series = f"every: {every}, starts: {data.draw(st.dates(TODAY - timedelta(days=90), TODAY))}"
    if data.draw(st.booleans()):
        series += f", ends: {TODAY + timedelta(days=data.draw(st.integers(0, 90)))}"
    dates = [one.day for one in calendar(series)]
    exceptions = []
    for usual in data.draw(st.lists(st.sampled_from(dates), unique=True, max_size=4)) if dates else []:
        days = data.draw(st.none() | st.integers(1, 20))
        moved = f", moved_to: {usual + timedelta(days=days)}" if days else ""
        exceptions.append(f"{{date: {usual}, why: Away{moved}}}")
    series += f", except: [{', '.join(exceptions)}]"
    shown = {one.day for one in calendar(series) if one.takes_place}
    day = TODAY + timedelta(days=data.draw(st.integers(0, 60)))
    assert (planned(str(day), series) == []) == (day in shown)


def calendar(series: str) -> list[Occurrence]:
    maps = MAPS + f"  - {{id: call, time: '14:00', {series}}}\n"
    entries = [Entry("groups/maps.yaml", "file", maps.encode()), Entry("community.yaml", "file", COMMUNITY.encode())]
    return occurrences(assemble(entries).registry, TODAY, TODAY + timedelta(days=150))


def test_day_that_has_passed_is_left_alone() -> None:
    assert planned("2026-11-19", EVERY_OTHER_TUESDAY) == []
    assert planned("2026-11-18", EVERY_OTHER_TUESDAY, "held") == []
    assert planned("2026-12-02", EVERY_OTHER_TUESDAY, "cancelled") == []


def contradictions(meets: str, status: str = "active") -> list[str]:
    maps = (MAPS + f"  - {{id: call, time: '14:00', {meets}}}\n").replace("active", status)
    return [message.removeprefix("series 'call': ") for _, message in told("GRP210", {"groups/maps": maps})]


@pytest.mark.parametrize(
    ("exceptions", "expected"),
    [
        ("{date: 2026-08-11, why: Break}", []),
        ("{date: 2025-12-31, why: Before it began}", []),
        (
            "{date: 2026-08-12, why: Break}",
            ["exception of 2026-08-12, which is none of its dates; nearest: 2026-08-11"],
        ),
        ("{date: 2026-08-11, why: Later, moved_to: 2026-08-25}", ["moved to 2026-08-25, on which it meets anyway"]),
        ("{date: 2026-08-11, why: Later, moved_to: 2026-08-11}", ["moved to 2026-08-11, on which it meets anyway"]),
        (
            "{date: 2026-08-11, why: Later, moved_to: 2026-08-25}, {date: 2026-08-25, why: Later, moved_to: 2026-08-26}",
            [],
        ),
        ("{date: 2026-08-11, why: Break}, {date: 2026-08-11, why: Again}", ["two exceptions of 2026-08-11"] * 2),
    ],
)
def test_exception_is_about_a_date_of_the_series_and_leads_to_a_free_day(exceptions: str, expected: list[str]) -> None:
    assert contradictions(f"{EVERY_OTHER_TUESDAY}, except: [{exceptions}]") == expected


@pytest.mark.parametrize(
    ("meets", "expected"),
    [
        ("every: monthly, month_rule: first-tue, starts: 2026-01-06", []),
        ("every: monthly, month_rule: day-31, starts: 2026-02-28", []),
        ("every: monthly, month_rule: first-tue", []),
        (
            "every: quarterly, month_rule: first-tue, starts: 2026-01-07",
            ["starts on 2026-01-07, but 'first-tue' of that month is 2026-01-06"],
        ),
        ("every: 28d, month_rule: last-fri", ["'last-fri' is a day of a month, but the series meets every 28d"]),
    ],
)
def test_rule_of_months_fits_the_rhythm_and_the_start(meets: str, expected: list[str]) -> None:
    assert contradictions(meets) == expected


def test_series_that_meets_no_more_may_say_anything() -> None:
    odd = "every: 28d, month_rule: last-fri"
    assert contradictions(f"{odd}, ends: 2026-11-19") == []
    assert contradictions(odd, "closed") == []


# -- days

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "every", "expected"),
    [
        ("2026-08-20", "92d", "2026-11-20"),
        ("2026-01-31", "monthly", "2026-02-28"),
        ("2026-11-30", "quarterly", "2027-02-28"),
        ("2028-02-29", "yearly", "2029-02-28"),
        ("2026-12-31", "monthly", "2027-01-31"),
    ],
)
def test_turn_of_a_community_series(day: str, every: str, expected: str) -> None:
    assert after(date.fromisoformat(day), every) == date.fromisoformat(expected)


@given(
    DAYS, st.sampled_from(("first-mon", "last-fri", "day-31", None)), st.sampled_from(("7d", "30d", "monthly")), DAYS
)
def test_nearest_date_has_no_nearer_one(starts: date, rule: str | None, every: str, day: date) -> None:
    fields = {"id": "call", "every": every, "starts": starts, "time": "14:00", "month_rule": rule}
    found = rhythm(MeetingSeries.model_validate(fields))
    assert found is not None
    around = [other for _, other in found.dates(day - timedelta(days=400), day + timedelta(days=400))]
    assert found.nearest(day) == min(around, key=lambda other: (abs(other - day), other), default=found.day(0))


def test_a_decision_of_the_agenda_counts_for_the_quorum(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    record = (
        "{series: event, status: held, date: 2026-10-06, mode: online, facilitator: ada-moreau, opening: Hello, "
        'quorum: 9, attended: 6, agenda: [{title: Names, kind: decision, minutes: 5, summary: "SUMMARY"}]}'
    )
    for summary, found in (("Decided: 5 for, 1 against", True), ("Decided", True), ("Decided nothing", False)):
        root = registry_of({"meetings/2026-10-06-names.yaml": record.replace("SUMMARY", summary)}, name=summary[:14])
        told = cmtool("validate", "--registry", str(root), "--today", "2026-11-20", "--format", "concise").out
        assert ("MTG109 warning decisions recorded below quorum: 6 of 9 members" in told) is found
