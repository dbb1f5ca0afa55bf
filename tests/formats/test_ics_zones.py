"""Time zones as VTIMEZONE, read as RFC 5545 3.6.5 has it and compared with `zoneinfo` at every change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest
from dateutil.rrule import rrulestr
from icalendar import Timezone

from cmtool.formats.ics.footers import rules
from cmtool.formats.ics.zones import tzid, vtimezone
from cmtool.schedule.zones import offset

FIRST, LAST = date(2025, 3, 1), date(2033, 12, 31)
ALL = files("tzdata").joinpath("zones").read_text().split()
KINDS = [
    "Europe/Tallinn", "America/New_York", "America/Sao_Paulo", "Africa/Casablanca", "Africa/Cairo", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Auckland", "America/Santiago", "Asia/Almaty", "Europe/Dublin", "America/Nuuk",
    "Asia/Gaza", "Asia/Jerusalem", "America/Havana", "Antarctica/Troll", "Pacific/Chatham", "America/Vancouver",
    "Etc/GMT+5", "Pacific/Kiritimati",
]  # fmt: skip


def onsets(zone: Timezone, until: datetime) -> list[tuple[datetime, timedelta]]:
    """When, in UTC, each offset of a VTIMEZONE begins to hold."""
    found = []
    for part in zone.subcomponents:
        start, before, after = part["dtstart"].dt, part["tzoffsetfrom"].td, part["tzoffsetto"].td
        clocks = {start}
        if "rrule" in part:
            rule = rrulestr(part["rrule"].to_ical().decode(), dtstart=start)
            clocks |= set(rule.between(start, until, inc=True))
        if "rdate" in part:
            clocks |= {one.dt for one in part["rdate"].dts}
        found += [(clock - before, after) for clock in clocks]
    return sorted(found)


def moments(found: list[tuple[datetime, timedelta]]) -> Iterator[datetime]:
    """Noon of each second day, and the minutes around each change."""
    day = datetime(FIRST.year, FIRST.month, FIRST.day, 12)
    while day.date() <= LAST:
        yield day
        day += timedelta(days=2)
    for onset, _ in found:
        if FIRST <= onset.date() <= LAST:
            yield from (onset - timedelta(minutes=1), onset, onset + timedelta(minutes=1))


def differences(name: str, like: str | None = None) -> list[str]:
    """The moments at which a zone, as its own VTIMEZONE or that of another, is not as `zoneinfo` has it."""
    found = onsets(vtimezone(like or name, FIRST, LAST), datetime(LAST.year + 1, 1, 1))
    told, place = [], 0
    for at in sorted(moments(found)):
        while place + 1 < len(found) and found[place + 1][0] <= at:
            place += 1
        if found[place][0] > at or found[place][1] != offset(name, at.replace(tzinfo=UTC)):
            told.append(f"{name} {at}")
    return told


@pytest.mark.parametrize("name", KINDS)
def test_a_zone_as_vtimezone_has_the_offsets_of_zoneinfo(name: str) -> None:
    assert differences(name) == []


@pytest.mark.slow
def test_every_zone_as_vtimezone_has_the_offsets_of_zoneinfo() -> None:
    assert len(ALL) > 400
    assert [difference for name in ALL for difference in differences(name)] == []


def test_the_comparison_notices_a_change_that_is_an_hour_late() -> None:
    found = differences("Europe/Lisbon", like="Atlantic/Azores")
    assert len(found) > 1000
    assert differences("Europe/Belgrade", like="Europe/Berlin") == []
    assert [one for one in differences("Africa/Cairo", like="Europe/Athens") if "2026" in one][:2] == [
        "Africa/Cairo 2026-03-29 01:00:00",
        "Africa/Cairo 2026-03-29 01:01:00",
    ]


def written(name: str, first: date = FIRST, last: date = LAST) -> list[str]:
    return vtimezone(name, first, last).to_ical().decode().splitlines()[3:-1]


def test_a_zone_with_a_yearly_rule_is_one_rule_for_each_half_of_the_year() -> None:
    assert written("America/New_York") == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20240310T020000",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "TZNAME:EDT",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20241103T020000",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "TZNAME:EST",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "END:STANDARD",
    ]


@pytest.mark.parametrize("name", ["Asia/Kathmandu", "America/Sao_Paulo", "Etc/GMT+5", "Africa/Abidjan"])
def test_a_zone_that_keeps_its_clocks_is_one_standard_time_without_a_rule(name: str) -> None:
    lines = written(name)
    assert [line for line in lines if line.startswith(("BEGIN", "RRULE"))] == ["BEGIN:STANDARD"]
    assert next(line for line in lines if "FROM" in line).partition(":")[2] == lines[-2].partition(":")[2]


def test_where_winter_is_called_daylight_time_summer_is_written_so() -> None:
    """Dublin's own law calls summer the standard time; Outlook takes the greater offset for the daylight one."""
    kinds = [line for line in written("Europe/Dublin") if line.startswith(("BEGIN", "TZNAME"))]
    assert kinds == ["BEGIN:DAYLIGHT", "TZNAME:IST", "BEGIN:STANDARD", "TZNAME:GMT"]


def test_a_change_on_the_day_after_a_weekday_of_the_month_is_a_rule_of_days() -> None:
    """Friday after the fourth Thursday is not always the fourth Friday."""
    assert "RRULE:FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29;BYMONTH=3" in written("Asia/Jerusalem")


def test_a_change_that_may_lie_in_another_month_is_written_as_dates() -> None:
    """Cairo changes at 24:00 of the last Thursday of October, in 2030 the first of November."""
    lines = written("Africa/Cairo", date(2029, 1, 1), date(2030, 1, 1))
    assert [line for line in lines if "RRULE" in line] == []
    assert [line for line in lines if line.startswith(("DTSTART", "RDATE"))] == [
        "DTSTART:20281027T000000",
        "RDATE:20281027T000000,20291026T000000,20301101T000000",  # the first too, for readers that look only here
        "DTSTART:20290427T000000",
        "RDATE:20290427T000000,20300426T000000",
    ]


def test_what_was_before_a_rule_stands_beside_it() -> None:
    """Almaty moved to another hour for good in 2024, New York had other days of change until 2006."""
    assert [
        line for line in written("Asia/Almaty", date(2024, 2, 1), LAST) if line.startswith(("BEGIN", "DTSTART"))
    ] == [
        "BEGIN:STANDARD",
        "DTSTART:20230101T060000",
        "BEGIN:STANDARD",
        "DTSTART:20240301T000000",
    ]
    lines = written("America/New_York", date(2006, 5, 1), date(2008, 12, 31))
    assert [line for line in lines if line.startswith(("DTSTART", "RRULE", "RDATE"))] == [
        "DTSTART:20060402T020000",
        "RDATE:20060402T020000",
        "DTSTART:20061029T020000",
        "RDATE:20061029T020000",
        "DTSTART:20070311T020000",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "DTSTART:20071104T020000",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    ]


@pytest.mark.parametrize("name", ["Asia/Almaty", "Europe/Tallinn", "America/New_York", "Asia/Kathmandu"])
def test_what_was_before_the_first_meeting_is_left_out(name: str) -> None:
    """Outlook gives a zone up that has more than one standard or one daylight part."""
    lines = written(name, date(2025, 9, 20), LAST)
    assert lines.count("BEGIN:STANDARD") == 1
    assert lines.count("BEGIN:DAYLIGHT") <= 1


def test_every_rule_of_the_package_is_understood() -> None:
    """None of its zones has a rule of another form, which would be told as no rule."""
    texts = {name: files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes() for name in ALL}
    with_rule = {name for name, data in texts.items() if b"," in data.rstrip(b"\n").rpartition(b"\n")[2]}
    assert {name for name in ALL if rules(name)} == with_rule
    assert {name for name in with_rule if not all(rule.recurrence() for rule in rules(name))} == {
        "Africa/Cairo",
        "Egypt",
    }


def test_a_meeting_centuries_away_makes_no_long_list() -> None:
    assert len(written("Africa/Cairo", date(2026, 1, 1), date(2999, 1, 1))) < 110
    assert written("Europe/Tallinn", date(2990, 1, 1), date(2999, 1, 1))[1] == "DTSTART:29890329T030000"


def test_utc_has_one_name() -> None:
    names = ["UTC", "Etc/UTC", "Zulu", "Etc/Universal", "UCT", "no/such-zone"]
    assert {tzid(name) for name in names} == {"Etc/UTC"}
    names = ["Europe/London", "Etc/GMT", "Africa/Abidjan"]
    assert [tzid(name) for name in names] == names
