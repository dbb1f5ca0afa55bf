"""The calendar of meetings as a subscriber gets it, read back by two libraries that know nothing of cmtool."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar, Event
from pydantic import BaseModel

from cmtool.formats.ics.base import calendar_of, reminder, text
from cmtool.formats.ics.meetings import feed
from cmtool.formats.ics.recurrence import last_date
from cmtool.formats.ics.words import words
from cmtool.model.group import MeetingSeries
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.schedule.rhythm import rhythm
from cmtool.schedule.stamp import Stamp
from cmtool.store.entries import Entry
from cmtool.store.load import assemble, load
from tests.conftest import SAMPLE
from tests.registries import registry_from

T = TypeVar("T", bound=BaseModel)
TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Friday Garden
timezone: Europe/Tallinn
contact: {address: Hello@Garden.example, owner: ada-moreau}
regions: []
organisations: {}
roles: {}
series: {harvest: {name: Harvest}}
privacy: {visibility: public}
"""
MAPS = """
name: Maps
kind: working-group
status: active
purpose: Draw maps
url: https://garden.example/maps
members: []
meets:
  - id: call
    every: 14d
    starts: 2026-01-13
    time: "14:00"
    minutes: 45
    url: https://meet.example/maps
"""
PLAIN = {"community": COMMUNITY, "groups/maps": MAPS}


def registry(**files: str) -> Registry:
    """Of the files above, some more or instead: `meetings__fair` is `meetings/fair.yaml`."""
    texts = PLAIN | {name.replace("__", "/").replace("_", "-"): text for name, text in files.items()}
    found, findings = assemble([Entry(f"{name}.yaml", "file", text.encode()) for name, text in sorted(texts.items())])
    assert not [finding.message for finding in findings if finding.is_error]
    return found


def meeting(**fields: str) -> str:
    told = {"series": "harvest", "status": "planned", "date": "2026-12-01", "mode": "online"} | fields
    return "".join(f"{name}: {value}\n" for name, value in told.items())


def events(made: Registry, **options: object) -> list[Event]:
    return list(Calendar.from_ical(feed(made, {}, TODAY, **options)).events)  # type: ignore[arg-type]


def event(made: Registry) -> dict[str, str]:
    """The properties of the one event that is no series."""
    (found,) = (one for one in events(made) if "rrule" not in one)
    return {
        name.lower(): value.to_ical().decode() for name, value in found.property_items() if name not in ("BEGIN", "END")
    }


# -- the whole of it


def test_a_calendar_says_what_it_is_and_each_series_and_meeting_is_an_event() -> None:
    made = registry(meetings__fair=meeting(start='"10:00"', title="Fair, and cake", event="{name: City Week}"))
    stamps = {
        "groups/maps#call": Stamp(datetime(2026, 3, 1, 8, 30, tzinfo=UTC), 2),
        "meetings/fair": Stamp(datetime(2026, 11, 19, 23, 5, 1, tzinfo=UTC)),
    }
    assert feed(made, stamps, TODAY).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cmtool//Community calendar//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Friday Garden",
        "X-WR-CALNAME:Friday Garden",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "X-WR-TIMEZONE:Europe/Tallinn",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Tallinn",
        "X-LIC-LOCATION:Europe/Tallinn",
        "BEGIN:DAYLIGHT",
        "DTSTART:20250330T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:EEST",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0300",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20251026T040000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:EET",
        "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0200",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:Maps: call",
        "DTSTART;TZID=Europe/Tallinn:20260113T140000",
        "DTEND;TZID=Europe/Tallinn:20260113T144500",
        "DTSTAMP:20260301T083000Z",
        "UID:maps.call@garden.example",
        "SEQUENCE:2",
        "RRULE:FREQ=WEEKLY;INTERVAL=2",
        "CATEGORIES:Maps",
        "DESCRIPTION:Join: https://meet.example/maps",
        "LAST-MODIFIED:20260301T083000Z",
        "LOCATION:https://meet.example/maps",
        "URL:https://meet.example/maps",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:Fair\\, and cake",
        "DTSTART;TZID=Europe/Tallinn:20261201T100000",
        "DTEND;TZID=Europe/Tallinn:20261201T110000",
        "DTSTAMP:20261119T230501Z",
        "UID:fair@garden.example",
        "SEQUENCE:0",
        "DESCRIPTION:Online.\\nWithin City Week.",
        "LAST-MODIFIED:20261119T230501Z",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_calendar_of_a_group_has_its_series_and_the_records_that_name_it() -> None:
    made = registry(
        groups__paths=MAPS.replace("Maps", "Paths").replace("call", "walk"),
        meetings__fair=meeting(),
        meetings__both=meeting(groups="[maps, paths]", title="Both"),
    )
    calendar = Calendar.from_ical(feed(made, {}, TODAY, group="paths"))
    assert (calendar["name"], calendar["url"]) == ("Friday Garden: Paths", "https://garden.example/maps")
    assert [str(one["summary"]) for one in calendar.events] == ["Paths: walk", "Both"]
    assert [str(one) for one in calendar.events[1]["categories"].cats] == ["Maps", "Paths"]


def test_what_was_over_before_a_day_can_be_left_out() -> None:
    ended = MAPS.replace("Maps", "Old").replace("    minutes: 45\n", "    ends: 2026-03-01\n")
    made = registry(groups__old=ended, meetings__fair=meeting(), meetings__past=meeting(date="2026-02-01"))
    assert [one["uid"].split("@")[0] for one in events(made)] == [
        "maps.call", "old.call", "past", "fair",
    ]  # fmt: skip
    assert [one["uid"].split("@")[0] for one in events(made, first=date(2026, 3, 1))] == ["maps.call", "fair"]


def test_without_a_community_there_is_still_a_calendar() -> None:
    made = registry()
    told = feed(Registry(None, made.records), {}, TODAY)
    lint(told)
    assert "NAME:Meetings\r\n" in told
    assert "UID:maps.call@community.invalid\r\n" in told
    assert "DTSTART;TZID=Etc/UTC:20260113T140000\r\n" in told


# -- when


def test_a_meeting_without_an_hour_takes_the_whole_day_and_keeps_nobody_busy() -> None:
    found = event(registry(meetings__fair=meeting()))
    assert (found["dtstart"], found["dtend"], found["transp"]) == ("20261201", "20261202", "TRANSPARENT")
    assert "DTSTART;VALUE=DATE:20261201\r\n" in feed(registry(meetings__fair=meeting()), {}, TODAY)


def test_a_meeting_that_was_called_off_stays_as_cancelled_but_a_date_of_a_series_goes() -> None:
    assert event(registry(meetings__fair=meeting(status="cancelled")))["status"] == "CANCELLED"
    off = meeting(status="cancelled", date="2026-12-01", series="maps/call")
    skipped = MAPS + "    except: [{date: 2026-12-15, why: Rest}]\n"
    (series,) = events(registry(groups__maps=skipped, meetings__off=off))
    assert [str(one.dt) for one in series["exdate"].dts] == ["2026-12-01 14:00:00+02:00", "2026-12-15 14:00:00+02:00"]


def test_a_meeting_that_differs_has_the_name_of_its_series_and_the_hour_it_stands_for() -> None:
    moved = MAPS + "    except: [{date: 2026-12-15, why: Snow, moved_to: 2026-12-17}]\n"
    record = meeting(series="maps/call", date="2026-12-01", start='"16:00"', tz="Asia/Tokyo", title="Guests")
    made = registry(groups__maps=moved, meetings__guests=record)
    stamps = {
        "groups/maps#call": Stamp(datetime(2026, 3, 1, tzinfo=UTC), 2),
        "meetings/guests": Stamp(datetime(2026, 4, 1, tzinfo=UTC), 1),
    }
    found = Calendar.from_ical(feed(made, stamps, TODAY)).events
    assert {str(one["uid"]) for one in found} == {"maps.call@garden.example"}
    told = [(str(one["summary"]), str(one["recurrence-id"].dt), str(one.start), one["sequence"]) for one in found[1:]]
    assert told == [
        ("Guests", "2026-12-01 14:00:00+02:00", "2026-12-01 16:00:00+09:00", 3),
        ("Maps: call", "2026-12-15 14:00:00+02:00", "2026-12-17 14:00:00+02:00", 2),
    ]
    assert str(found[1]["dtstamp"].dt) == "2026-04-01 00:00:00+00:00"
    later = stamps | {"groups/maps#call": Stamp(datetime(2026, 5, 1, tzinfo=UTC), 2)}
    guests = Calendar.from_ical(feed(made, later, TODAY)).events[1]
    assert str(guests["dtstamp"].dt) == str(guests["last-modified"].dt) == "2026-05-01 00:00:00+00:00"
    assert str(found[2]["description"]) == "Moved from 2026-12-15: Snow\nJoin: https://meet.example/maps"


def test_each_hour_that_a_series_takes_by_turns_is_an_event() -> None:
    found = events(registry(groups__maps=MAPS + "    alternate: [{time: '20:00'}, {time: '09:30', tz: Asia/Tokyo}]\n"))
    assert [(str(one["uid"]), str(one.start), one["rrule"].to_ical().decode()) for one in found] == [
        ("maps.call@garden.example", "2026-01-13 14:00:00+02:00", "FREQ=WEEKLY;INTERVAL=6"),
        ("maps.call.2@garden.example", "2026-01-27 20:00:00+02:00", "FREQ=WEEKLY;INTERVAL=6"),
        ("maps.call.3@garden.example", "2026-02-10 09:30:00+09:00", "FREQ=WEEKLY;INTERVAL=6"),
    ]


def test_a_series_ends_with_its_last_meeting_also_when_its_group_falls_asleep() -> None:
    asleep = MAPS.replace("status: active", "status: dormant\nsince: 2026-05-05")
    (series,) = events(registry(groups__maps=asleep))
    assert series["rrule"].to_ical().decode() == "FREQ=WEEKLY;UNTIL=20260421T110000Z;INTERVAL=2"
    never = MAPS.replace("status: active", "status: closed\nsince: 2026-01-13")
    assert events(registry(groups__maps=never)) == []


def test_a_time_that_the_clocks_skip_is_written_as_they_show_it() -> None:
    """03:30 is read with the offset before the change, so the clocks show 04:30."""
    found = event(registry(meetings__fair=meeting(date="2027-03-28", start='"03:30"')))
    assert (found["dtstart"], found["dtend"]) == ("20270328T043000", "20270328T053000")


def test_a_meeting_while_the_clocks_change_has_a_length_and_no_end() -> None:
    found = event(registry(meetings__fair=meeting(date="2027-03-28", start='"02:30"', minutes="90")))
    assert (found["dtstart"], found["duration"], "dtend" in found) == ("20270328T023000", "PT1H30M", False)


# -- which one: names that stay


def uids(made: Registry) -> list[str]:
    return [str(one["uid"]) for one in events(made)]


def test_names_stay_when_hour_title_rhythm_or_day_change() -> None:
    before = uids(registry(meetings__fair=meeting()))
    other = MAPS.replace("14:00", "09:00").replace("14d", "7d").replace("    every", "    name: Talk\n    every")
    changed = registry(
        groups__maps=other.replace("name: Maps", "name: Charts"),
        meetings__fair=meeting(date="2027-01-01", start='"08:00"', title="Fête"),
    )
    assert uids(changed) == before == ["maps.call@garden.example", "fair@garden.example"]


def test_names_stay_when_a_record_gets_another_id() -> None:
    texts = {"community": COMMUNITY, "groups/charts": MAPS + "formerly: [maps, plans]\n"}
    texts["meetings/festival"] = meeting() + "formerly: [fair]\n"
    found, _ = assemble([Entry(f"{name}.yaml", "file", text.encode()) for name, text in texts.items()])
    assert uids(found) == ["maps.call@garden.example", "fair@garden.example"]


def test_no_two_events_have_one_name_though_a_group_took_the_id_of_another() -> None:
    new = MAPS.replace("id: call", "id: meeting")
    made = registry(
        groups__maps=new,
        groups__charts=MAPS + "formerly: [maps]\n",
        groups__plans=MAPS + "formerly: [atlas]\n",
        groups__globes=MAPS + "formerly: [atlas]\n",
        meetings__maps=meeting(),
    )
    found = [name.removesuffix("@garden.example") for name in uids(made)]
    assert sorted(found) == ["atlas.call", "charts.call", "maps", "maps.meeting", "plans.call"]


def test_a_date_far_away_and_many_hours_by_turns_take_no_time() -> None:
    hours = "".join(f"      - time: '{hour % 24:02}:00'\n" for hour in range(40))
    daily = MAPS.replace("14d", "1d").replace("2026-01-13", "1900-01-01")
    far = daily + "    except:\n      - {date: 2999-12-30, moved_to: 1900-01-01, why: Never}\n"
    turns = daily.replace("Maps", "Turns") + f"    ends: 2999-12-30\n    alternate:\n{hours}"
    begun = perf_counter()
    made = registry(groups__far=far, groups__turns=turns)
    assert len(events(made)) == 1 + 2 + 41
    assert perf_counter() - begun < 10


@given(st.sampled_from(["1d", "14d", "999d", "monthly", "quarterly", "yearly"]), st.dates(date(2026, 1, 1)), st.data())
@settings(max_examples=60)
def test_a_rule_ends_with_the_last_date_of_its_turn(every: str, ends: date, data: st.DataObject) -> None:
    hours = data.draw(st.integers(1, 5))
    ends = (
        min(ends, date(2999, 12, 31))
        if every in ("yearly", "999d")
        else ends.replace(2026 + ends.year % 20, day=min(ends.day, 28))
    )
    found = rhythm(MeetingSeries(id="call", every=every, starts=date(2025, 1, 31), time=time(14)))
    assert found is not None
    dates = list(found.dates(found.first, ends))
    for turn in range(min(hours, len(dates))):
        assert last_date(found, hours, turn, ends) == max(day for at, day in dates if at % hours == turn)


# -- what it does not tell


def test_nobody_is_named_and_no_address_of_a_person_is_in_it() -> None:
    made = load(SAMPLE).registry
    told = feed(made, {}, TODAY)
    assert not re.search(r"^(ATTENDEE|ORGANIZER|CONTACT|METHOD)", told, re.MULTILINE)
    unfolded = told.replace("\r\n ", "")
    addresses = {
        word for line in unfolded.splitlines() if not line.startswith("UID:") for word in line.split() if "@" in word
    }
    assert addresses == set()
    assert [member.id for member in made.members.values() if member.name and member.name in unfolded] == []


def test_a_mail_address_in_words_is_masked() -> None:
    fields = {"title": "Ask ada@garden.example or <mailto:bo@x.org>", "place": "ben@garden.example", "start": "'10:00'"}
    agenda = "[{title: 'Write to eva@garden.example', kind: update, minutes: 5}]"
    found = event(registry(meetings__fair=meeting(**fields, agenda=agenda)))
    assert found["summary"] == "Ask (address) or <(address)>"
    assert found["location"] == "(address)"
    assert found["description"] == r"Online.\nAgenda:\n- Write to (address)"


def test_a_phone_number_in_words_is_masked() -> None:
    fields = {"title": "Dial +49 170 1234567 or ada＠garden.example", "place": "+33 1 23 45 67 89, room 4"}
    found = event(registry(meetings__fair=meeting(**fields)))
    assert (found["summary"], found["location"]) == (
        "Dial (phone number) or (address)",
        r"(phone number)\, room 4",
    )


@pytest.mark.parametrize("word", ["a", "a@", "mailto:", "+1 ", "＠"])
def test_a_long_text_takes_no_time(word: str) -> None:
    begun = perf_counter()
    words(word * 20_000)
    assert perf_counter() - begun < 1


def test_an_address_of_a_page_is_no_mail_address() -> None:
    fields = {"title": "See https://video.example/@garden, @ada", "url": "https://video.example/@garden"}
    found = event(registry(meetings__fair=meeting(**{name: f"'{value}'" for name, value in fields.items()})))
    assert found["summary"] == r"See https://video.example/@garden\, @ada"
    assert found["description"] == r"Online.\nJoin: https://video.example/@garden"


@pytest.mark.parametrize("secret", ["?pwd=hush", "?x=1&token=hush", "#passcode=hush"])
def test_an_address_with_a_secret_is_left_out(secret: str) -> None:
    url = f"https://meet.example/maps{secret}"
    made = registry(
        groups__maps=MAPS.replace("https://meet.example/maps", url),
        meetings__fair=meeting(url=url, event=f"{{name: Week, url: '{url}'}}"),
    )
    told = feed(made, {}, TODAY)
    assert "hush" not in told.replace("\r\n ", "")
    assert not re.search("^(URL|LOCATION)", told, re.MULTILINE)


# -- any text at all

CONTENT = re.compile(
    r'[A-Z][A-Z0-9-]*(?:;[A-Z-]+=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*'
)
HOSTILE = [
    "Talk\r\nATTENDEE:mailto:eve@evil.example",
    "Talk\rEND:VEVENT\rEND:VCALENDAR\rBEGIN:VCALENDAR",
    'semi;colon, comma \\n back\\slash "quote" : colon',
    "\x00nul \x0bvt \x1besc \x85next \u2028line \u2029paragraph",
    "\u202eright to left\u202c and \ufeffbom",
    "é" * 80,
    *("x" * count + "👩🏽‍💻" * 9 for count in range(58, 67)),
    "=1+1 =cmd|' /C calc'!A0",
]


def lint(told: str) -> None:
    """RFC 5545 3.1: CRLF, at most 75 octets, no character cut in two, and every line of the grammar."""
    data = told.encode()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    for line in told.replace("\r\n ", "").split("\r\n")[:-1]:
        assert CONTENT.fullmatch(line), line


def shape(told: str) -> list[tuple[str, list[str]]]:
    """The components of a calendar, each with the names of its properties."""
    return [(part.name or "", sorted(part)) for part in Calendar.from_ical(told).walk()]


def titled(title: str) -> Registry:
    """A registry that says one thing wherever something can be said, also what its reader would refuse."""
    moved = MAPS + "    except: [{date: 2026-12-15, why: X, moved_to: 2026-12-16}]\n    name: X\n    place: X\n"
    fields = {"title": "X", "place": "X", "agenda": "[{title: X, kind: update, minutes: 5}]", "event": "{name: X}"}
    fair = meeting(groups="[maps]", start="'10:00'", **fields)
    made = registry(groups__maps=moved, meetings__fair=fair)
    records = {folder: {id: said(one, title) for id, one in ones.items()} for folder, ones in made.records.items()}
    assert made.community
    return Registry(said(made.community, title), records)


def said(record: T, title: str) -> T:
    """The record with other words."""
    changed = {name: _said(value, title) for name, value in record if name not in ("contact", "privacy", "policy")}
    copy = record.model_copy(update={**changed, "name": title} if "name" in changed else changed)
    return copy.placed(record.id, record.source) if isinstance(record, Record) else copy


def _said(value: object, title: str) -> object:
    if isinstance(value, list):
        return [_said(one, title) for one in value]
    if isinstance(value, BaseModel):
        return said(value, title)
    return title if value == "X" else value


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_text_is_words_and_nothing_else(title: str) -> None:
    told = feed(titled(title), {}, TODAY)
    lint(told)
    assert shape(told) == shape(feed(titled("Plain"), {}, TODAY))
    calendar = IcsCalendarStream.calendar_from_ics(told)
    assert {one.summary for one in calendar.events} == {str(one["summary"]) for one in Calendar.from_ical(told).events}
    assert len(calendar.events) == 3
    assert not [one for one in calendar.events if one.attendees or one.organizer]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120).filter(str.strip))
@settings(deadline=None, max_examples=40)
def test_any_text_is_words_and_nothing_else(words: str) -> None:
    calendar = calendar_of(words, "UTC")
    calendar.add_component(
        reminder("a@garden.example", TODAY, words, Stamp(datetime(2026, 1, 1, tzinfo=UTC)), description=words)
    )
    told = text(calendar)
    lint(told)
    (theirs,) = IcsCalendarStream.calendar_from_ics(told).events
    (ours,) = Calendar.from_ical(told).events
    assert (theirs.summary, theirs.description or "") == (str(ours["summary"]), str(ours.get("description", "")))


def test_an_accent_or_an_emoji_at_the_end_of_a_line_is_whole() -> None:
    title = "é👩🏽‍💻" * 30
    assert event(registry(meetings__fair=meeting(title=title)))["summary"] == title


def test_a_day_with_an_alarm() -> None:
    calendar = calendar_of("Due")
    calendar.add_component(
        reminder("x@garden.example", TODAY, "Renew the charter", Stamp(datetime(2026, 1, 1, tzinfo=UTC)))
    )
    assert text(calendar).split("\r\n")[8:-2] == [
        "BEGIN:VEVENT",
        "SUMMARY:Renew the charter",
        "DTSTART;VALUE=DATE:20261120",
        "DTEND;VALUE=DATE:20261121",
        "DTSTAMP:20260101T000000Z",
        "UID:x@garden.example",
        "SEQUENCE:0",
        "LAST-MODIFIED:20260101T000000Z",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Renew the charter",
        "TRIGGER:-PT15H",
        "END:VALARM",
        "END:VEVENT",
    ]


# -- the same everywhere


def test_the_calendar_of_the_sample_is_sound() -> None:
    told = feed(load(SAMPLE).registry, {}, TODAY)
    lint(told)
    calendar = Calendar.from_ical(told)
    assert not [part.errors for part in calendar.walk() if part.errors]
    names = [
        (str(one["uid"]), str(one["recurrence-id"].dt) if "recurrence-id" in one else "") for one in calendar.events
    ]
    assert len(set(names)) == len(names) > 30
    assert len(IcsCalendarStream.calendar_from_ics(told).events) == len(names)


def test_the_bytes_are_the_same_whatever_the_zone_the_language_and_the_hash_seed() -> None:
    code = (
        "import sys, datetime, pathlib; from cmtool.store.load import load; from cmtool.formats.ics.meetings import feed;"
        "sys.stdout.buffer.write(feed(load(pathlib.Path(sys.argv[1])).registry, {}, datetime.date(2026, 11, 20)).encode())"
    )
    places = [
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {
            "TZ": "Pacific/Auckland",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "4242",
        },
    ]
    told = [
        subprocess.run(
            [sys.executable, "-c", code, str(SAMPLE)],
            env={"PATH": os.environ["PATH"], **place},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for place in places
    ]
    assert told[0] == told[1]
    assert told[0].count(b"BEGIN:VEVENT") > 30


def test_a_calendar_without_a_meeting_still_holds_a_part() -> None:
    """RFC 5545 3.6: at least one; so a group that fell asleep leaves a calendar that readers accept."""
    community = """
schema: 1
name: Quiet
timezone: Europe/Tallinn
contact: {address: a@meridian.example, owner: ada}
regions: []
organisations: {}
roles: {}
privacy: {visibility: public}
"""
    told = feed(registry_from({"community": community}), {}, date(2026, 11, 20))
    assert [part.name for part in Calendar.from_ical(told).subcomponents] == ["VTIMEZONE"]
    assert IcsCalendarStream.calendar_from_ics(told).events == []
