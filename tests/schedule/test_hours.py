"""A meeting on everybody's clock."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest

from cmtool.model.registry import Registry
from cmtool.schedule.hours import begins, local_hours, timing
from cmtool.schedule.zones import later, moment, offset, zone
from tests.registries import registry_from

FILES = {
    "community": """
schema: 1
name: Hours
timezone: Europe/Tallinn
contact: {address: a@meridian.example, owner: ada}
regions: [africa, americas, europe, asia-pacific]
organisations: {}
roles: {}
privacy: {visibility: public}
""",
    "groups/maps": """
name: Maps
kind: working-group
status: active
purpose: Draw maps
members: []
meets:
  - id: call
    every: 14d
    time: "14:00"
    tz: Africa/Nairobi
    minutes: 45
    url: https://meet.meridian.example/maps
    place: Hall
""",
    "members/ada": "{name: Ada, status: active, region: europe, timezone: Europe/Lisbon}",
    "members/ben": "{name: Ben, status: active, region: europe, timezone: Europe/Berlin}",
    "members/cleo": "{name: Cleo, status: active, region: europe, timezone: Europe/Athens}",
    "members/dan": "{name: Dan, status: active, region: americas, timezone: America/Los_Angeles}",
    "members/eve": "{name: Eve, status: onboarding, region: americas, timezone: America/Sao_Paulo}",
    "members/fay": "{name: Fay, status: active, region: asia-pacific, timezone: Pacific/Auckland}",
    # not asked: no region, no zone, left
    "members/gus": "{name: Gus, status: active, timezone: Asia/Tokyo}",
    "members/hal": "{name: Hal, status: active, region: africa}",
    "members/ida": "{name: Ida, status: alumni, left: 2026-01-01, region: africa, timezone: Africa/Dakar}",
    "meetings/own": """
series: maps/call
status: planned
date: 2026-11-26
start: "09:30"
tz: Asia/Tokyo
minutes: 30
mode: online
url: https://meridian.example/x
place: Room
""",
    "meetings/series": "{series: maps/call, status: planned, date: 2026-11-26, mode: online}",
    "meetings/community": '{series: event, status: planned, date: 2026-11-26, start: "10:00", mode: online}',
    "meetings/open": "{series: event, status: planned, date: 2026-11-26, mode: online}",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return registry_from(FILES)


@pytest.mark.parametrize(
    ("meeting", "expected", "utc"),
    [
        ("own", (time(9, 30), "Asia/Tokyo", 30, "https://meridian.example/x", "Room"), "2026-11-26T00:30:00+00:00"),
        (
            "series",
            (time(14, 0), "Africa/Nairobi", 45, "https://meet.meridian.example/maps", "Hall"),
            "2026-11-26T11:00:00+00:00",
        ),
        ("community", (time(10, 0), "Europe/Tallinn", None, None, None), "2026-11-26T08:00:00+00:00"),
        ("open", (None, "Europe/Tallinn", None, None, None), None),
    ],
)
def test_what_a_meeting_does_not_say_its_series_does(
    registry: Registry, meeting: str, expected: object, utc: str | None
) -> None:
    record = registry.all_meetings[meeting]
    assert timing(registry, record) == expected
    at = begins(registry, record)
    assert (at.astimezone(UTC).isoformat() if at else None) == utc


def test_local_hour_is_the_median_of_a_region(registry: Registry) -> None:
    at = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
    found = local_hours(registry.members.values(), at, date(2026, 11, 26))
    # europe: offsets 0, 1, 2; americas: -8, -3, the lower of two; New Zealand is 13 hours ahead in summer
    assert found == {
        "americas": (time(3, 0), 0, 2),
        "asia-pacific": (time(0, 0), 1, 1),
        "europe": (time(12, 0), 0, 3),
    }
    assert {region: hour.is_night for region, hour in found.items()} == {
        "americas": True,
        "asia-pacific": True,
        "europe": False,
    }


def test_region_may_still_have_the_day_before(registry: Registry) -> None:
    at = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
    assert local_hours(registry.members.values(), at, date(2026, 11, 26))["americas"] == (time(17, 0), -1, 2)


@pytest.mark.parametrize(
    ("clock", "night"), [(time(21, 59), False), (time(22, 0), True), (time(5, 59), True), (time(6, 0), False)]
)
def test_night_is_from_ten_to_six(registry: Registry, clock: time, night: bool) -> None:
    at = datetime.combine(date(2026, 11, 26), clock, UTC)
    members = [registry.members["ada"]]  # Lisbon is on UTC in November
    assert local_hours(members, at, date(2026, 11, 26))["europe"].is_night is night


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        (date(2026, 3, 29), time(2, 30), "2026-03-29T00:30:00+00:00"),
        (date(2026, 3, 29), time(3, 30), "2026-03-29T01:30:00+00:00"),  # skipped: read as winter time
        (date(2026, 10, 25), time(3, 30), "2026-10-25T00:30:00+00:00"),  # comes twice: the first
    ],
)
def test_wall_clock_when_the_clocks_change(day: date, clock: time, utc: str) -> None:
    assert moment(day, clock, "Europe/Tallinn").astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize(
    ("clock", "minutes", "shown"),
    [
        (time(2, 30), 0, "02:30+02:00"),
        (time(2, 30), 60, "04:30+03:00"),
        (time(3, 30), 0, "04:30+03:00"),  # skipped: told as the hour that it is
        (time(3, 30), 30, "05:00+03:00"),
    ],
)
def test_some_minutes_later_over_a_change_of_the_clocks(clock: time, minutes: int, shown: str) -> None:
    at = moment(date(2026, 3, 29), clock, "Europe/Tallinn")
    assert later(at, minutes).isoformat(timespec="minutes") == f"2026-03-29T{shown}"


def test_offset_follows_the_season() -> None:
    assert offset("Europe/Tallinn", datetime(2026, 1, 1, tzinfo=UTC)) == timedelta(hours=2)
    assert offset("Europe/Tallinn", datetime(2026, 7, 1, tzinfo=UTC)) == timedelta(hours=3)


def test_unknown_zone_is_utc() -> None:
    assert zone("Mars/Olympus") is UTC
    assert zone(None) is UTC


def test_zone_files_of_the_machine_are_not_asked() -> None:
    code = "import zoneinfo, cmtool.schedule.zones; print(zoneinfo.TZPATH)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "()\n"


def test_a_skipped_hour_is_the_same_for_people_in_its_own_zone() -> None:
    at = moment(date(2026, 3, 29), time(3, 30), "Europe/Tallinn")
    assert (at.time(), offset("Europe/Tallinn", at)) == (time(4, 30), timedelta(hours=3))
    late = moment(date(2026, 3, 28), time(23, 30), "America/Nuuk")
    assert (late.date(), late.time()) == (date(2026, 3, 29), time(0, 30))
