"""What we compute is what two independent libraries make of our own calendar, read as a subscriber reads it.

`recurring_ical_events` takes a zone by its name, as Google and Apple do; `ical` believes the VTIMEZONE in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from cmtool.checks import check
from cmtool.formats.ics.meetings import feed
from cmtool.model.registry import Registry
from cmtool.schedule.occurrences import occurrences
from cmtool.store.entries import Entry
from cmtool.store.load import assemble, load
from tests.conftest import SAMPLE

TODAY = date(2026, 1, 1)
FIRST, LAST = date(2026, 1, 1), date(2033, 1, 31)
"""Seven years: 2026 and 2032 have 53 weeks, 2028 and 2032 a 29th of February."""

ZONES = [
    "Europe/Tallinn", "America/New_York", "America/Sao_Paulo", "Africa/Casablanca", "Africa/Cairo", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Auckland", "America/Santiago", "Asia/Almaty", "Etc/UTC",
]  # fmt: skip

COMMUNITY = """
schema: 1
name: Clockwork
timezone: {zone}
contact: {{address: a@meridian.example, owner: ada}}
regions: []
organisations: {{}}
roles: {{}}
privacy: {{visibility: public}}
"""
GROUP = "name: Maps\nkind: working-group\nstatus: active\npurpose: Draw maps\nmembers: []\nmeets:\n"
ALTERNATE = 'alternate: [{time: "20:00"}, {time: "09:30", tz: Asia/Tokyo}]'
FORMS = {
    "weekly": "every: 7d, starts: 2026-01-08",
    "fortnightly": "every: 14d, starts: 2026-01-01",
    "ten-days": "every: 10d, starts: 2026-01-05",
    "four-weeks": "every: 28d, starts: 2026-01-08",
    "first": "every: monthly, starts: 2026-01-08, month_rule: first-thu",
    "second": "every: monthly, starts: 2026-01-08, month_rule: second-sun",
    "third": "every: monthly, starts: 2026-01-08, month_rule: third-mon",
    "fourth": "every: monthly, starts: 2026-01-08, month_rule: fourth-sat",
    "last": "every: monthly, starts: 2026-01-08, month_rule: last-sun",
    "day-15": "every: monthly, starts: 2026-01-15, month_rule: day-15",
    "day-29": "every: monthly, starts: 2026-01-15, month_rule: day-29",
    "day-30": "every: monthly, starts: 2026-01-15, month_rule: day-30",
    "day-31": "every: monthly, starts: 2026-01-15, month_rule: day-31",
    "quarterly": "every: quarterly, starts: 2026-01-20, month_rule: second-tue",
    "quarter-day-31": "every: quarterly, starts: 2026-01-31",
    "quarter-day-30": "every: quarterly, starts: 2026-02-28, month_rule: day-30",
    "yearly": "every: yearly, starts: 2026-03-29",
    "leap-day": "every: yearly, starts: 2028-02-29",
    "by-turns": f"every: 14d, starts: 2026-01-13, {ALTERNATE}",
    "months-by-turns": f"every: monthly, starts: 2026-01-31, month_rule: day-31, {ALTERNATE}",
    "day-29-by-turns": f"every: monthly, starts: 2026-01-29, {ALTERNATE}",
    "ten-days-by-turns": f"every: 10d, starts: 2026-01-13, {ALTERNATE}",
    "ending": "every: 7d, starts: 2026-01-06, ends: 2026-10-27",
    "ending-by-turns": f"every: 7d, starts: 2026-01-06, ends: 2026-10-27, {ALTERNATE}",
    "differing": "every: 7d, starts: 2026-01-06, except: [{date: 2026-03-31, why: Rest}, "
    "{date: 2026-10-27, why: Fair, moved_to: 2026-10-25}, {date: 2027-01-05, why: Snow, moved_to: 2027-03-28}]",
    "differing-by-turns": f"every: 7d, starts: 2026-01-06, {ALTERNATE}, except: [{{date: 2026-03-31, why: Rest}}, "
    "{date: 2026-10-27, why: Fair, moved_to: 2026-10-26}, {date: 2026-04-07, why: Fair, moved_to: 2026-04-05}]",
}  # fmt: skip


class Told(NamedTuple):
    """A meeting: its title, its beginning in UTC, and its length."""

    title: str
    begins: datetime
    length: timedelta


def registry(
    zone: str, ids: Iterable[str], clock: str = "14:00", *, forms: Mapping[str, str] = FORMS, **records: str
) -> Registry:
    """A community in a zone, with one group that has some series, and records of meetings by id."""
    meets = "".join(f'  - {{id: {id}, time: "{clock}", minutes: 45, {forms[id]}}}\n' for id in ids)
    files = {"community.yaml": COMMUNITY.format(zone=zone), "groups/maps.yaml": GROUP + meets}
    files |= {f"meetings/{id.replace('_', '-')}.yaml": text for id, text in records.items()}
    found, findings = assemble([Entry(path, "file", text.encode()) for path, text in files.items()])
    assert not [finding.message for finding in findings if finding.is_error]
    return found


def ours(registry: Registry) -> list[Told]:
    found = [o for o in occurrences(registry, FIRST, LAST) if o.takes_place and o.begins and o.ends]
    return sorted(Told(o.title, _utc(o.begins), _utc(o.ends) - _utc(o.begins)) for o in found if o.begins and o.ends)


def by_recurring_ical_events(text: str) -> list[Told]:
    found = recurring_ical_events.of(Calendar.from_ical(text)).between(FIRST, LAST + timedelta(days=1))
    timed = [e for e in found if isinstance(e.start, datetime)]  # whole days are no meetings
    return sorted(Told(str(e["summary"]), _utc(e.start), _utc(e.end) - _utc(e.start)) for e in timed)


def by_ical(text: str) -> list[Told]:
    return sorted(_by_ical(text))


def _by_ical(text: str) -> Iterator[Told]:
    for event in IcsCalendarStream.calendar_from_ics(text).timeline_tz(UTC):
        if not (isinstance(event.start, datetime) and isinstance(event.end, datetime)):
            continue  # whole days are no meetings
        if event.start.date() > LAST + timedelta(days=2):
            return
        if FIRST <= event.start.date() <= LAST:
            yield Told(str(event.summary), _utc(event.start), _utc(event.end) - _utc(event.start))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


# -- in ordinary hours everybody agrees


@pytest.mark.parametrize("zone", ZONES)
def test_every_form_of_a_series_is_what_others_make_of_our_calendar(zone: str) -> None:
    made = registry(zone, FORMS)
    text = feed(made, {}, TODAY)
    expected = ours(made)
    assert len(expected) > 2_000
    assert by_recurring_ical_events(text) == expected
    assert by_ical(text) == expected


def test_records_take_the_place_of_the_dates_they_are_written_for() -> None:
    held = "series: maps/differing\nmode: online\n"
    made = registry(
        "Europe/Tallinn",
        ["differing"],
        usual=f"{held}status: held\ndate: 2026-02-03\nfacilitator: ada\nstart: '16:30'\nminutes: 90",
        moved=f"{held}status: planned\ndate: 2026-10-25\ntz: Asia/Kathmandu",
        cancelled=f"{held}status: cancelled\ndate: 2026-02-10",
        beside=f"{held}status: planned\ndate: 2026-02-12\ntitle: A second look",
    )
    text = feed(made, {}, TODAY)
    expected = ours(made)
    assert [(str(one.begins), str(one.length)) for one in expected if "2026-02" in str(one.begins)] == [
        ("2026-02-12 12:00:00+00:00", "0:45:00"),  # A second look
        ("2026-02-03 14:30:00+00:00", "1:30:00"),
        ("2026-02-17 12:00:00+00:00", "0:45:00"),
        ("2026-02-24 12:00:00+00:00", "0:45:00"),
    ]
    assert by_recurring_ical_events(text) == expected
    assert by_ical(text) == expected


def test_the_sample_is_what_others_make_of_its_calendar() -> None:
    made = load(SAMPLE).registry
    text = feed(made, {}, date(2026, 11, 20))
    expected = [one for one in ours(made) if one.begins.date() >= date(2026, 11, 20)]
    assert len(expected) > 500
    for found in (by_recurring_ical_events(text), by_ical(text)):
        assert [one for one in found if one.begins.date() >= date(2026, 11, 20)] == expected


def test_a_series_in_utc_does_not_follow_the_clocks_of_the_community() -> None:
    forms = {"calls": FORMS["differing"] + ", tz: UTC", "talks": FORMS["first"] + ", tz: Etc/UTC"}
    made = registry("Europe/Tallinn", forms, forms=forms)
    text = feed(made, {}, TODAY)
    expected = ours(made)
    assert {one.begins.hour for one in expected} == {14}
    assert "X-WR-TIMEZONE" not in text  # who heeds it would expand the rule there
    assert by_recurring_ical_events(text) == expected
    assert by_ical(text) == expected


# -- in hours that do not exist, or come twice

CHANGING = [
    ("Europe/Tallinn", "03:30"), ("America/New_York", "02:30"), ("America/New_York", "01:30"),
    ("America/Sao_Paulo", "00:30"), ("Africa/Casablanca", "02:30"), ("Africa/Cairo", "00:30"),
    ("Asia/Kathmandu", "00:05"), ("Australia/Lord_Howe", "02:15"), ("Australia/Lord_Howe", "01:45"),
    ("Pacific/Auckland", "02:30"), ("America/Santiago", "00:30"), ("Asia/Almaty", "23:30"),
]  # fmt: skip
DAILY = {"daily": "every: 1d, starts: 2026-01-01, ends: 2027-12-31"}


@pytest.mark.parametrize(("zone", "clock"), CHANGING)
def test_an_hour_that_does_not_exist_or_comes_twice_is_read_as_rfc_5545_has_it(zone: str, clock: str) -> None:
    """RFC 5545 3.3.5: a skipped time has the offset before the change, one that comes twice is the first.

    Both libraries do so where they know the zone by its name. They take the length for a distance of wall clocks,
    which 3.8.5.3 does not (it is exact), so only beginnings are compared.
    """
    made = registry(zone, DAILY, clock, forms=DAILY)
    text = feed(made, {}, TODAY)
    expected = [one.begins for one in ours(made)]
    assert [one.begins for one in by_recurring_ical_events(text)] == expected
    assert [one.begins for one in by_ical(text)] == expected


@pytest.mark.parametrize(("zone", "clock"), CHANGING)
def test_who_knows_the_zone_by_our_vtimezone_alone_differs_in_skipped_hours_only(zone: str, clock: str) -> None:
    """Both libraries then give a skipped time the offset after the change, against RFC 5545 3.3.5."""
    made = registry(zone, DAILY, clock, forms=DAILY)
    text = unknown_zones(feed(made, {}, TODAY))
    expected = [one.begins - skipped(one.begins, zone, clock) for one in ours(made)]
    assert [one.begins for one in by_recurring_ical_events(text)] == expected
    assert [one.begins for one in by_ical(text)] == expected


def unknown_zones(text: str) -> str:
    """The calendar with zones whose names nobody knows, so that only their VTIMEZONE tells."""
    assert "TZID:Own-" not in text
    return text.replace("TZID=", "TZID=Own-").replace("\nTZID:", "\nTZID:Own-")


def skipped(begins: datetime, zone: str, clock: str) -> timedelta:
    """By how much a wall clock was skipped."""
    shown = begins.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return shown - datetime.combine(shown, time.fromisoformat(clock))


SKIPPED = {
    "Europe/Tallinn 03:30": 2,
    "America/New_York 02:30": 2,
    "Africa/Casablanca 02:30": 1,
    "Africa/Cairo 00:30": 2,
    "Australia/Lord_Howe 02:15": 2,
    "Pacific/Auckland 02:30": 2,
    "America/Santiago 00:30": 2,
}
"""How often each of them does not exist; the zones that are not named keep their clocks."""


def test_the_hours_of_change_are_among_those_tried() -> None:
    tried = [(zone, clock, ours(registry(zone, DAILY, clock, forms=DAILY))) for zone, clock in CHANGING]
    found = Counter(
        f"{zone} {clock}" for zone, clock, told in tried for one in told if skipped(one.begins, zone, clock)
    )
    assert found == SKIPPED


@pytest.mark.slow
@pytest.mark.parametrize("zone", sorted({one.partition(" ")[0] for one in SKIPPED}))
@pytest.mark.parametrize("hour", range(4))
def test_every_form_in_hours_of_change(zone: str, hour: int) -> None:
    for clock in (f"{hour:02}:00", f"{hour:02}:15", f"{hour:02}:45"):
        made = registry(zone, FORMS, clock)
        text = feed(made, {}, TODAY)
        expected = [one[:2] for one in ours(made)]
        assert [one[:2] for one in by_recurring_ical_events(text)] == expected
        assert [one[:2] for one in by_ical(text)] == expected


# -- any series at all

DAYS = st.dates(date(2025, 6, 1), date(2027, 12, 31))
WEEKDAYS = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
WEEKS = st.sampled_from(["first", "second", "third", "fourth", "last"])
MONTH_RULES = st.one_of(
    st.builds("{}-{}".format, WEEKS, WEEKDAYS), st.builds("day-{}".format, st.integers(1, 31)), st.none()
)


@st.composite
def series(draw: st.DrawFn) -> str:
    """The fields of a series, as a flow mapping's inside."""
    starts = draw(DAYS)
    every = draw(st.sampled_from(["7d", "14d", "10d", "28d", "91d", "monthly", "monthly", "quarterly", "yearly"]))
    told = [f"every: {every}", f"starts: {starts}"]
    rule = draw(MONTH_RULES)
    if rule and not every.endswith("d"):
        told.append(f"month_rule: {rule}")
    if draw(st.booleans()):
        told.append(f"ends: {starts + timedelta(days=draw(st.integers(0, 900)))}")
    others = draw(st.lists(st.sampled_from(["09:30", "16:00", "21:15"]), max_size=2, unique=True))
    hours = ", ".join(f'{{time: "{clock}"}}' for clock in others)
    told.append(f"alternate: [{hours}]")
    return ", ".join(told)


@given(series(), st.sampled_from(ZONES), st.integers(4, 22), st.data())
@settings(deadline=None, max_examples=25)
def test_any_series_is_what_others_make_of_our_calendar(fields: str, zone: str, hour: int, data: st.DataObject) -> None:
    usual = [o.day for o in occurrences(registry(zone, ["any"], forms={"any": fields}), FIRST, LAST)]
    if usual:
        fields += f", except: [{', '.join(data.draw(st.lists(exceptions(usual), max_size=3)))}]"
    made = registry(zone, ["any"], f"{hour:02}:00", forms={"any": fields})
    text = feed(made, {}, TODAY)
    expected = ours(made)
    assert by_recurring_ical_events(text) == expected
    assert by_ical(unknown_zones(text)) == expected


def exceptions(usual: list[date]) -> st.SearchStrategy[str]:
    """One of the dates left out, or moved to a day near it."""
    days = st.sampled_from(usual)
    moved = st.builds(lambda day, by: f"moved_to: {day + timedelta(days=by)}", days, st.integers(-9, 9))
    return st.builds("{{date: {}, why: Rest{}}}".format, days, st.one_of(st.just(""), moved.map(", {}".format)))


# -- what peers get wrong, seen in the calendar itself


def lines(fields: str, zone: str = "Europe/Tallinn") -> list[str]:
    """The lines of the one event of a series."""
    text = feed(registry(zone, ["call"], forms={"call": fields}), {}, TODAY)
    return text.partition("BEGIN:VEVENT")[2].splitlines()


def test_a_zone_as_free_text_is_refused() -> None:
    made = registry("UTC", ["call"], forms={"call": "every: 7d, starts: 2026-01-01, tz: PT (Pacific Time)"})
    assert [(f.code, f.field) for f in check(made, TODAY) if f.code.startswith("REF10")] == [
        ("REF101", ("contact", "owner")),
        ("REF102", ("meets", 0, "tz")),
    ]


def test_every_second_week_without_an_anchor_has_no_event() -> None:
    assert lines("every: 14d") == []


def test_the_hour_stays_where_it_is_when_the_clocks_change() -> None:
    made = registry("Europe/Tallinn", ["weekly"])
    found = {str(one.begins.time()) for one in by_ical(feed(made, {}, TODAY))}
    assert found == {"12:00:00", "11:00:00"}  # 14:00 in Tallinn, in winter and in summer


def test_every_second_week_stays_so_over_a_year_of_53_weeks() -> None:
    made = registry("Europe/Tallinn", ["fortnightly"])
    days = [one.begins.date() for one in by_recurring_ical_events(feed(made, {}, TODAY))]
    assert {(late - early).days for early, late in pairwise(days)} == {14}
    assert {date(2026, 12, 31), date(2027, 1, 14), date(2032, 12, 23), date(2033, 1, 6)} <= {*days}


def test_a_monthly_series_has_a_meeting_in_every_month() -> None:
    for form in ("first", "last", "day-29", "day-30", "day-31"):
        made = registry("Europe/Tallinn", [form])
        days = [one.begins.date() for one in by_recurring_ical_events(feed(made, {}, TODAY))]
        months = [(day.year, day.month) for day in days if day >= date(2026, 2, 1)]
        assert months == [(2026 + count // 12, count % 12 + 1) for count in range(1, 85)]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ("every: 7d, starts: 2026-01-08", "FREQ=WEEKLY"),
        ("every: 14d, starts: 2026-01-08", "FREQ=WEEKLY;INTERVAL=2"),
        ("every: 10d, starts: 2026-01-08", "FREQ=DAILY;INTERVAL=10"),
        ("every: monthly, starts: 2026-01-08, month_rule: first-thu", "FREQ=MONTHLY;BYDAY=1TH"),
        ("every: monthly, starts: 2026-01-08, month_rule: last-fri", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every: monthly, starts: 2026-01-08, month_rule: day-28", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("every: monthly, starts: 2026-01-08, month_rule: day-30", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("every: monthly, starts: 2026-01-08, month_rule: day-31", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("every: quarterly, starts: 2026-01-30", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=30"),
        ("every: quarterly, starts: 2026-03-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("every: yearly, starts: 2026-11-30", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30"),
        ("every: yearly, starts: 2028-02-29", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("every: 7d, starts: 2026-01-08, ends: 2026-07-01", "FREQ=WEEKLY;UNTIL=20260625T110000Z"),
    ],
)  # fmt: skip
def test_a_rhythm_is_a_rule_and_its_end_is_in_utc(fields: str, rule: str) -> None:
    assert [line for line in lines(fields) if line.startswith("RRULE")] == [f"RRULE:{rule}"]


def test_a_zone_that_keeps_its_clocks_has_no_rule() -> None:
    text = feed(registry("Asia/Kathmandu", ["weekly"]), {}, TODAY)
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]
    assert zone.count("BEGIN:") == 2
    assert "RRULE" not in zone
