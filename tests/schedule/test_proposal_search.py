"""Properties of what is proposed, against every half hour of every day, counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from statistics import median_low
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from cmtool.schedule.proposal import Candidate
from tests.edits.verbs import FEW
from tests.schedule.test_proposal import meeting, proposed, registry_of

ZONES = ("Pacific/Auckland", "Asia/Kolkata", "Africa/Nairobi", "Europe/Lisbon", "America/Lima", "America/Los_Angeles")
REGIONS = ("africa", "americas", "asia-pacific", "europe")
LAST = date(2027, 3, 4)
"""Four weeks later it is the first of April: clocks change within the days to choose from, in Auckland too."""
DUE, TOLERANCE, TODAY = date(2027, 4, 1), 9, date(2027, 3, 5)
DAYS = [DUE + timedelta(days=n) for n in range(-TOLERANCE, TOLERANCE + 1)]


class World(NamedTuple):
    """Who is asked, when the last meeting was, and what stands in the way."""

    people: list[tuple[str, str]]
    """Region and zone of each."""
    start: time
    tz: str
    call: time
    minutes: int
    is_daily: bool
    cautions: list[tuple[date, date]]
    others: list[date]


clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
windows = st.tuples(st.sampled_from(DAYS), st.integers(0, 18)).map(lambda one: (one[0], one[0] + timedelta(one[1])))
worlds = st.builds(
    World,
    people=st.lists(st.tuples(st.sampled_from(REGIONS), st.sampled_from(ZONES)), min_size=1, max_size=6),
    start=clocks,
    tz=st.sampled_from(ZONES),
    call=clocks,
    minutes=st.sampled_from([30, 60, 600, 1439]),
    is_daily=st.booleans(),
    cautions=st.lists(windows, max_size=3),
    others=st.lists(st.sampled_from(DAYS), max_size=4, unique=True),
)


def utc(day: date, clock: time, tz: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(tz)).astimezone(UTC)


def nights(world: World, at: datetime) -> set[str]:
    """Regions at night: 22 to 6 by the middle of their clocks."""
    found = set()
    for region in {region for region, _ in world.people}:
        offsets = [at.astimezone(ZoneInfo(tz)).utcoffset() for own, tz in world.people if own == region]
        hour = (at + median_low(offset for offset in offsets if offset is not None)).hour
        if hour >= 22 or hour < 6:
            found.add(region)
    return found


class Faults(NamedTuple):
    """What nobody wants, the worst first."""

    clashes: bool
    same_day: bool
    caution: bool
    second_nights: int


class Around(NamedTuple):
    """What an hour is held against: other meetings from and to, and regions at night at the last one."""

    meets: list[tuple[datetime, datetime]]
    nights: set[str]


def around(world: World) -> Around:
    calls = (DUE + timedelta(days=n) for n in range(-30, 31) if world.is_daily or n % 7 == 0)
    begins = [utc(call, world.call, "Europe/Tallinn") for call in calls]
    meets = [(begin, begin + timedelta(minutes=world.minutes)) for begin in begins]
    meets += [
        (begin, begin + timedelta(minutes=30)) for other in world.others for begin in [utc(other, time(9), "UTC")]
    ]
    return Around(meets, nights(world, utc(LAST, world.start, world.tz)))


def faults(world: World, around: Around, day: date, clock: time) -> Faults:
    start = utc(day, clock, world.tz)
    end = start + timedelta(minutes=60)
    return Faults(
        any(begin < end and start < over for begin, over in around.meets),
        day in world.others,
        any(first <= day <= last for first, last in world.cautions),
        len(around.nights and nights(world, start) & around.nights),
    )


def candidates(world: World) -> tuple[Candidate, ...]:
    people = {
        f"members/member-{n}": f"{{name: Member, status: active, region: {region}, timezone: {tz}}}"
        for n, (region, tz) in enumerate(world.people)
    }
    members = "[{member: member-0, role: lead}]"
    every = "1d" if world.is_daily else "7d"
    call = f'{{id: call, every: {every}, starts: 2027-01-07, time: "{world.call:%H:%M}", minutes: {world.minutes}}}'
    files = {
        "groups/maps": f"{{name: Maps, kind: team, status: active, purpose: Maps, members: {members}, meets: [{call}]}}",
        "meetings/last": meeting(str(LAST), f"{world.start:%H:%M}", tz=world.tz),
    }
    for n, day in enumerate(world.others):
        files[f"meetings/other-{n}"] = meeting(str(day), "09:00", tz="UTC", series="event", title="Fair", minutes="30")
    cautions = ", ".join(f"{{starts: {first}, ends: {last}, note: Rest}}" for first, last in world.cautions)
    series = f"series: {{meet: {{name: Meet, every: 28d}}}}\npolicy: {{every_tolerance: {TOLERANCE}}}\n"
    registry = registry_of(f"{series}sensitivities: [{cautions}]", files, people, owner="member-0")
    return proposed(registry, TODAY, count=5).candidates


@FEW
@given(worlds)
def test_no_day_and_hour_is_better(world: World) -> None:
    """The first candidate has the least that nobody wants, of all; and each one the best hour of its day."""
    clocks = [time(hour, minute) for hour in range(24) for minute in (0, 30)] + [world.start]
    beside = around(world)
    known = {day: [faults(world, beside, day, clock) for clock in clocks] for day in DAYS}
    found = candidates(world)
    best, *_ = found
    assert faults(world, beside, best.day, best.start) == min(min(of_day) for of_day in known.values())
    for candidate in found:
        assert faults(world, beside, candidate.day, candidate.start) == min(known[candidate.day])
        at = utc(candidate.day, candidate.start, candidate.tz)
        assert {region for region, hour in candidate.hours.items() if hour.is_night} == nights(world, at)
    assert len({candidate.day for candidate in found}) == len(found) == 5
    assert candidates(world) == found


@FEW
@given(worlds)
def test_what_is_wrong_with_a_candidate_is_said(world: World) -> None:
    beside = around(world)
    for candidate in candidates(world):
        wrong = faults(world, beside, candidate.day, candidate.start)
        said = " | ".join(candidate.against)
        assert ("clashes with " in said) == wrong.clashes
        assert ("in a time for caution" in said) == wrong.caution
        assert said.count("night again for ") == wrong.second_nights
        assert ("clashes with no other meeting" in candidate.reasons) != wrong.clashes
