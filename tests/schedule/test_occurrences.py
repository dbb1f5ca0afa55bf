"""When people meet: series, their exceptions, and records of meetings, as one list."""

from __future__ import annotations

from datetime import date

from cmtool.model.registry import Registry
from cmtool.schedule.coming import next_of_group
from cmtool.schedule.occurrences import Occurrence, occurrences
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

COMMUNITY = """
schema: 1
name: Clockwork
timezone: Europe/Tallinn
contact: {address: a@meridian.example, owner: ada}
regions: []
organisations: {}
roles: {}
series: {meetup: {name: Meetup, every: 92d}}
privacy: {visibility: public}
"""
MAPS = """
name: Maps
kind: working-group
status: active
purpose: Draw maps
members: []
meets:
  - id: call
    every: 14d
    starts: 2026-01-13
    time: "14:00"
    minutes: 45
    url: https://meet.meridian.example/maps
    alternate: [{time: "20:00"}, {time: "09:30", tz: Asia/Tokyo}]
    except:
      - {date: 2026-01-27, why: Travel}
      - {date: 2026-02-10, why: Holiday, moved_to: 2026-02-12}
"""


def made(**files: str) -> Registry:
    """A registry out of texts, `meetings_xx` being `meetings/x.yaml`; dates of ids are not looked at."""
    texts = {"community": COMMUNITY, "groups_maps": MAPS} | files
    entries = [
        Entry(f"{name.replace('_', '/', 1)}.yaml", "file", text.encode()) for name, text in sorted(texts.items())
    ]
    registry, findings = assemble(entries)
    assert not [f for f in findings if f.is_error]
    return registry


def told(registry: Registry, first: str, last: str, group: str | None = None) -> list[tuple[str, ...]]:
    found = occurrences(registry, date.fromisoformat(first), date.fromisoformat(last), group=group)
    return [_line(occurrence) for occurrence in found]


def _line(occurrence: Occurrence) -> tuple[str, ...]:
    clock = occurrence.begins.strftime("%H:%M %z") if occurrence.begins else "-"
    return str(occurrence.day), clock, occurrence.status, occurrence.title, occurrence.why


TITLE = "Maps: call"


def test_a_series_takes_its_hours_by_turns_and_its_exceptions_change_no_turn() -> None:
    assert told(made(), "2026-01-01", "2026-02-28") == [
        ("2026-01-13", "14:00 +0200", "computed", TITLE, ""),
        ("2026-01-27", "20:00 +0200", "skipped", TITLE, "Travel"),
        ("2026-02-12", "09:30 +0900", "computed", TITLE, "Holiday"),
        ("2026-02-24", "14:00 +0200", "computed", TITLE, ""),
    ]


def test_a_meeting_is_told_on_the_day_it_was_moved_to() -> None:
    registry = made()
    assert told(registry, "2026-02-12", "2026-02-12") == [("2026-02-12", "09:30 +0900", "computed", TITLE, "Holiday")]
    assert told(registry, "2026-02-01", "2026-02-11") == []
    assert occurrences(registry, date(2026, 2, 12), date(2026, 2, 12))[0].usual == date(2026, 2, 10)


def test_a_record_on_a_day_of_its_series_is_that_meeting() -> None:
    registry = made(
        meetings_xx="{series: maps/call, status: planned, date: 2026-01-13, mode: online, title: Kick-off}",
        meetings_yy='{series: maps/call, status: planned, date: 2026-02-12, mode: online, start: "11:00"}',
        meetings_zz="{series: maps/call, status: planned, date: 2026-01-27, mode: online}",
    )
    assert told(registry, "2026-01-01", "2026-02-28") == [
        ("2026-01-13", "14:00 +0200", "planned", "Kick-off", ""),
        ("2026-01-27", "20:00 +0200", "planned", TITLE, ""),  # the record is later news than the exception
        ("2026-02-12", "11:00 +0900", "planned", TITLE, "Holiday"),
        ("2026-02-24", "14:00 +0200", "computed", TITLE, ""),
    ]


def test_a_record_on_another_day_is_a_meeting_of_its_own_at_the_usual_hour() -> None:
    registry = made(meetings_xx="{series: maps/call, status: planned, date: 2026-01-14, mode: online}")
    assert told(registry, "2026-01-13", "2026-01-14") == [
        ("2026-01-13", "14:00 +0200", "computed", TITLE, ""),
        ("2026-01-14", "14:00 +0200", "planned", TITLE, ""),
    ]


def test_meetings_of_the_community_are_those_on_record() -> None:
    registry = made(
        meetings_xx='{series: meetup, status: held, date: 2026-01-13, start: "10:00", mode: online, attended: 3}',
        meetings_yy="{series: event, status: cancelled, date: 2026-01-20, mode: online, groups: [maps]}",
    )
    assert told(registry, "2026-01-10", "2026-01-20") == [
        ("2026-01-13", "10:00 +0200", "held", "Meetup", ""),
        ("2026-01-13", "14:00 +0200", "computed", TITLE, ""),
        ("2026-01-20", "-", "cancelled", "Meeting", ""),
    ]
    assert [line[3] for line in told(registry, "2026-01-10", "2026-01-20", "maps")] == [TITLE, "Meeting"]


def test_a_cancelled_record_takes_the_meeting_away_and_a_second_one_brings_it_back() -> None:
    cancelled = "{series: maps/call, status: cancelled, date: 2026-01-13, mode: online}"
    registry = made(meetings_xx=cancelled)
    assert [line[2] for line in told(registry, "2026-01-13", "2026-01-13")] == ["cancelled"]
    registry = made(meetings_xx=cancelled, meetings_yy=cancelled.replace("cancelled", "planned"))
    assert [line[2] for line in told(registry, "2026-01-13", "2026-01-13")] == ["cancelled", "planned"]


def test_a_series_ends_on_its_last_day() -> None:
    registry = made(groups_maps=MAPS + "    ends: 2026-02-24\n")
    assert [line[0] for line in told(registry, "2026-02-20", "2026-04-30")] == ["2026-02-24"]


def test_a_group_that_fell_asleep_has_no_calendar_from_that_day_on() -> None:
    asleep = MAPS.replace("status: active", "status: dormant\nsince: 2026-02-24")
    assert [line[0] for line in told(made(groups_maps=asleep), "2026-01-01", "2026-04-30")] == [
        "2026-01-13",
        "2026-01-27",
        "2026-02-12",
    ]
    assert told(made(groups_maps=MAPS.replace("active", "closed")), "2026-01-01", "2026-04-30") == []


def test_the_next_meeting_of_a_group_is_the_first_that_takes_place() -> None:
    found = next_of_group(made(), "maps", date(2026, 1, 14))
    assert found is not None
    assert _line(found) == ("2026-02-12", "09:30 +0900", "computed", TITLE, "Holiday")
    assert next_of_group(made(groups_maps=MAPS.replace("active", "closed")), "maps", date(2026, 1, 14)) is None


# -- days on which the clocks change


def on_a_change(zone: str, time: str, first: str, last: str) -> list[str]:
    series = MAPS.partition("    alternate")[0].replace("14d", "1d").replace('"14:00"', f'"{time}"')
    registry = made(groups_maps=f"{series}    tz: {zone}\n")
    found = occurrences(registry, date.fromisoformat(first), date.fromisoformat(last))
    return [f"{o.begins:%Y-%m-%d %H:%M%z}" for o in found if o.begins]


def test_daylight_saving_keeps_the_wall_clock() -> None:
    assert on_a_change("Europe/Tallinn", "14:00", "2026-10-24", "2026-10-25") == [
        "2026-10-24 14:00+0300",
        "2026-10-25 14:00+0200",
    ]


def test_a_time_that_the_clocks_skip_is_read_as_before_the_change() -> None:
    # on 2026-03-29 clocks in Berlin go from 02:00 to 03:00; 02:30+0100 is the moment that they show as 03:30
    assert on_a_change("Europe/Berlin", "02:30", "2026-03-28", "2026-03-30") == [
        "2026-03-28 02:30+0100",
        "2026-03-29 03:30+0200",
        "2026-03-30 02:30+0200",
    ]


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert on_a_change("Europe/Berlin", "02:30", "2026-10-24", "2026-10-26") == [
        "2026-10-24 02:30+0200",
        "2026-10-25 02:30+0200",
        "2026-10-26 02:30+0100",
    ]


def test_a_meeting_over_the_change_lasts_as_long_as_it_should() -> None:
    series = MAPS.partition("    alternate")[0].replace("14d", "1d").replace('"14:00"', '"01:30"')
    registry = made(groups_maps=series.replace("minutes: 45", "minutes: 90") + "    tz: Europe/Berlin\n")
    change = occurrences(registry, date(2026, 3, 29), date(2026, 3, 29))[0]
    assert change.ends is not None and f"{change.ends:%H:%M%z}" == "04:00+0200"
