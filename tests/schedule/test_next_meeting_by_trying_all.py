"""The first candidate of `meeting next` against every day and half hour that was there to choose from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from statistics import median_low
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Outcome

TODAY, TOLERANCE = date(2026, 9, 1), 6
HOMES = {
    "africa": ["Africa/Nairobi", "Africa/Dakar"], "americas": ["America/Lima", "America/St_Johns", "America/Lima"],
    "asia": ["Asia/Kolkata", "Asia/Tokyo"], "pacific": ["Pacific/Auckland"],
}  # fmt: skip


class Meets(NamedTuple):
    series: str
    day: date
    start: str
    tz: str
    minutes: int
    groups: tuple[str, ...] = ()

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, time.fromisoformat(self.start), ZoneInfo(self.tz)).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)


class World(NamedTuple):
    own: list[Meets]
    others: list[Meets]
    care: list[tuple[date, date]]


def nights(at: datetime) -> set[str]:
    """Regions in which it is night at a moment."""
    clocks = {}
    for region, zones in HOMES.items():
        shifts = [shift for zone in zones if (shift := at.astimezone(ZoneInfo(zone)).utcoffset()) is not None]
        clocks[region] = (at.replace(tzinfo=None) + median_low(shifts)).hour
    return {region for region, hour in clocks.items() if hour >= 22 or hour < 6}


def broken(world: World, one: Meets) -> tuple[int, ...]:
    """What a meeting would break: a clash, another one of all on that day, a time for caution, two nights in a row."""
    before = max((m for m in world.own if m.day < one.day), key=lambda m: m.day)
    return (
        any(other.begins < one.ends and one.begins < other.ends for other in world.others),
        any(other.day == one.day and not other.groups for other in world.others),
        any(first <= one.day <= last for first, last in world.care),
        len(nights(one.begins) & nights(before.begins)),
    )


def some_world(random: Random) -> World:
    """A series that meets every month, a full calendar around it, and little room."""
    zones = [zone for zones in HOMES.values() for zone in zones]
    hour = f"{random.randrange(24):02}:{random.choice(('00', '30'))}"
    last = TODAY - timedelta(days=random.randrange(3, 30))
    own = [Meets("talk", last - timedelta(days=30 * n), hour, random.choice(zones), 60) for n in range(3)]
    days = [TODAY + timedelta(days=random.randrange(45)) for _ in range(40)]
    others = [
        Meets("event", day, f"{random.randrange(24):02}:00", random.choice(zones), random.choice((60, 600)), random.choice(((), ("maps",), ("maps",))))
        for day in days
    ]  # fmt: skip
    care = [(day, day + timedelta(days=random.randrange(12))) for day in days[:3]]
    return World(own, others, care)


def files(world: World) -> dict[str, str]:
    def listed(lines: Iterable[str]) -> str:
        return "".join(f"{line}\n" for line in lines)

    found = {
        "community.yaml": listed((
            "schema: 1", "name: Talks", "contact: {address: talks@meridian.example, owner: amina-diallo}", f"regions: [{', '.join(HOMES)}]",
            "organisations: {}", "roles: {lead: {name: Lead, scope: group, acts_as: [lead]}}", "series: {talk: {name: Talk, every: 30d}}",
            "privacy: {visibility: public}", f"policy: {{every_tolerance: {TOLERANCE}}}", "sensitivities:",
            *(f"  - {{starts: {first}, ends: {last}, note: Care}}" for first, last in world.care),
        )),
        "groups/maps.yaml": "name: Maps\nkind: working-group\nstatus: active\npurpose: Draw maps\nmembers: []\n",
    }  # fmt: skip
    for region, zones in HOMES.items():
        for number, zone in enumerate(zones):
            text = f"name: Person {region} {number}\nstatus: active\njoined: 2025-01-01\nregion: {region}\ntimezone: {zone}\n"
            found[f"members/{region}-{number}.yaml"] = text
    for number, one in enumerate([*world.own, *world.others]):
        status = "held" if one.day < TODAY else "planned"
        text = f'series: {one.series}\nstatus: {status}\ndate: {one.day}\nstart: "{one.start}"\ntz: {one.tz}\nminutes: {one.minutes}\nmode: online\n'
        text += "title: Other\n" if one.series == "event" else ""
        found[f"meetings/{one.day}-{number}.yaml"] = text + (
            f"groups: [{', '.join(one.groups)}]\n" if one.groups else ""
        )
    return found


@pytest.mark.parametrize("seed", range(12))
def test_no_other_candidate_keeps_more(
    seed: int, cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]
) -> None:
    world = some_world(Random(seed))
    told = cmtool(
        "--registry",
        str(registry_of(files(world))),
        "--today",
        str(TODAY),
        "meeting",
        "next",
        "talk",
        "--format",
        "json",
    )
    best = json.loads(told.out)["candidates"][0]
    chosen = Meets("talk", date.fromisoformat(best["date"]), best["start"], best["tz"], best["minutes"])
    due = world.own[0].day + timedelta(days=30)
    target = max(due, TODAY + timedelta(days=7))
    first = max(due - timedelta(days=TOLERANCE), TODAY + timedelta(days=1))
    assert first <= chosen.day <= target + timedelta(days=TOLERANCE)
    days = [first + timedelta(days=n) for n in range((target - first).days + TOLERANCE + 1)]
    every = [chosen._replace(day=day, start=f"{half // 2:02}:{half % 2 * 30:02}") for day in days for half in range(48)]
    assert broken(world, chosen) == min(broken(world, one) for one in every)
