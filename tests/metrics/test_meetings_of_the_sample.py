"""N13, N14 and mixing of the sample, told a second time by a plain reading of its files."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from cmtool.metrics.actions import promises
from cmtool.metrics.attendance import by_region, by_role
from cmtool.metrics.meetings import held, in_year, meets
from cmtool.metrics.mixing import mixing
from cmtool.reports.meetings import context
from cmtool.store.load import load
from tests.conftest import SAMPLE

DAYS = [date(2026, 11, 20), date(2026, 9, 10), date(2025, 12, 31)]


def files(folder: str) -> dict[str, dict[str, Any]]:
    found = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (SAMPLE / folder).glob("*.yaml")}
    return dict(sorted(found.items()))


MEMBERS, GROUPS, COMMUNITY = (
    files("members"),
    files("groups"),
    yaml.safe_load((SAMPLE / "community.yaml").read_text("utf-8")),
)
MEETINGS = files("meetings")
REGISTRY = load(SAMPLE).registry


def were_members(day: date) -> set[str]:
    found = set()
    for id, member in MEMBERS.items():
        joined, left = member.get("joined", "unknown"), member.get("left")
        here = member["status"] in ("onboarding", "active", "paused") or isinstance(left, date)
        if here and (joined == "unknown" or joined <= day) and not (isinstance(left, date) and left < day):
            found.add(id)
    return found


def were_held(day: date) -> list[tuple[str, dict[str, Any]]]:
    return sorted(
        ((id, m) for id, m in MEETINGS.items() if m["status"] == "held" and m["date"] <= day),
        key=lambda found: (found[1]["date"], found[0]),
    )


def within(days: int, day: date, other: date) -> bool:
    return day - timedelta(days=days) < other <= day


@pytest.mark.parametrize("day", DAYS)
def test_n13_of_the_sample(day: date) -> None:
    told, before, seen = [], {}, {}
    for id, meeting in were_held(day):
        series, came = meeting["series"], set(meeting["attended"])
        told.append(
            (
                id,
                (meeting["date"] - before[series]).days if series in before else None,
                len(came),
                len(were_members(meeting["date"])),
                len(came - seen[series]) if series in seen else None,
                sum(item["kind"] == "contribution" for item in meeting["agenda"]),
            )
        )
        before[series], seen[series] = meeting["date"], seen.get(series, set()) | came
    assert told
    assert told == [
        (m.meeting.id, m.days_since, m.attended, m.members, m.first_timers, m.contributions)
        for m in meets(REGISTRY, day)
    ]


def test_attendance_of_the_sample_rises_from_14_to_24() -> None:
    found = [m.attended for m in meets(REGISTRY, DAYS[0]) if m.meeting.series == "communitymeet"]
    assert found == [14, 15, 16, 18, 20, 22, 24]


def test_updates_of_the_last_communitymeet() -> None:
    last = next(m for m in reversed(meets(REGISTRY, DAYS[0])) if m.meeting.series == "communitymeet")
    # consent, digital-registries, identity, messaging, payments, registration, ux spoke; workflow sent regrets
    assert (last.updates, last.living) == (7, 8)


@pytest.mark.parametrize("day", DAYS)
def test_n14_of_the_sample(day: date) -> None:
    actions = [(m["date"], a) for _, m in were_held(day) for a in m.get("actions", [])]
    is_open = [a for _, a in actions if "done" not in a or a["done"] > day]
    due = [a for _, a in actions if "due" in a and within(365, day, a["due"])]
    took = [(a["done"] - held_on).days for held_on, a in actions if "done" in a and within(365, day, a["done"])]
    found = promises(REGISTRY, day)
    assert (found.open, len(found.overdue)) == (len(is_open), sum("due" in a and a["due"] < day for a in is_open))
    assert (found.due, found.done) == (len(due), sum(a not in is_open for a in due))
    assert found.median_days == median(took)


def test_two_promises_are_overdue() -> None:
    assert [(p.meeting.id, p.action.who) for p in promises(REGISTRY, DAYS[0]).overdue] == [
        ("2026-09-10-communitymeet", "grace-wanjiru"),
        ("2026-10-20-core-team", "jonas-berg"),
    ]


def open_in(entry: dict[str, Any], day: date) -> bool:
    until = entry.get("until")
    return entry.get("since", day) <= day and (until is None or (until != "unknown" and until >= day))


def test_who_came_in_a_year() -> None:
    day = DAYS[0]
    year = [m for id, m in were_held(day) if m["series"] == "communitymeet" and within(365, day, m["date"])]
    came = {id for m in year for id in m["attended"]}
    now = {id for id in were_members(day) if MEMBERS[id]["status"] != "alumni"}
    roles: dict[str, set[str]] = {}
    for group in GROUPS.values():
        for entry in group["members"]:
            if open_in(entry, day) and entry["member"] in now:
                roles.setdefault(entry["role"], set()).add(entry["member"])
    for id in now:
        for held_role in MEMBERS[id].get("roles", []):
            if open_in(held_role, day):
                roles.setdefault(held_role["role"], set()).add(id)
    ours = [m for m in in_year(held(REGISTRY, day), day) if m.series == "communitymeet"]
    assert len(year) == len(ours) == 3
    assert {r.id: (r.came, r.of) for r in by_role(REGISTRY, day, ours)} == {
        role: (len(people & came), len(people)) for role, people in roles.items()
    }
    regions: dict[str, list[bool]] = {}
    for id in now:
        regions.setdefault(MEMBERS[id].get("region", "unknown"), []).append(id in came)
    assert {r.id: (r.came, r.of) for r in by_region(REGISTRY, day, ours)} == {
        region: (sum(people), len(people)) for region, people in regions.items()
    }


def test_day_and_night_of_the_sample() -> None:
    told = {m["id"]: (m["by_day"], m["clocks_known"]) for m in context(REGISTRY, DAYS[0], private=False)["meetings"]}
    found = {}
    for id, meeting in were_held(DAYS[0]):
        series, _, own = meeting["series"].partition("/")
        usual = next((s for s in GROUPS.get(series, {}).get("meets", []) if s["id"] == own), {})
        zone = meeting.get("tz") or usual.get("tz") or COMMUNITY["timezone"]
        clock = datetime.strptime(meeting["start"], "%H:%M").time()
        at = datetime.combine(meeting["date"], clock, ZoneInfo(zone))
        hours = [
            at.astimezone(ZoneInfo(MEMBERS[m]["timezone"])).hour
            for m in meeting["attended"]
            if "timezone" in MEMBERS[m]
        ]
        found[id] = (
            (sum(8 <= hour < 20 for hour in hours), len(hours)) if meeting["mode"] != "in-person" else (None, None)
        )
    assert told == found


@pytest.mark.parametrize("day", DAYS)
def test_pairs_of_the_sample(day: date) -> None:
    kinds, living = ("working-group", "workstream"), ("forming", "active", "maintenance")
    ids = [id for id, g in GROUPS.items() if g["kind"] in kinds and g["status"] in living]
    ids.sort(key=lambda id: GROUPS[id]["name"].casefold())

    def people(id: str, when: date) -> set[str]:
        return {e["member"] for e in GROUPS[id]["members"] if open_in(e, when)} & were_members(when)

    told = []
    for one, other in combinations(ids, 2):
        joint, wide, last = 0, 0, None
        for _, meeting in were_held(day):
            owner, is_own, _ = meeting["series"].partition("/")
            named = {*meeting.get("groups", []), *([owner] if is_own else [])}
            items = [item for item in meeting["agenda"] if item.get("group")]
            standing = []
            for id in (one, other):
                # each unnamed speaker is somebody of their own
                here = {object() for item in items if item["group"] == id and "by" not in item}
                here |= {item["by"] for item in items if item["group"] == id and "by" in item}
                here |= {object()} if id in named else set()
                here |= set() if named else people(id, meeting["date"]) & set(meeting["attended"])
                standing.append(here)
            if any(a is not b and a != b for a in standing[0] for b in standing[1]):
                last = meeting["date"]
                if within(365, day, last):
                    joint, wide = (joint + 1, wide) if named else (joint, wide + 1)
        partners = other in GROUPS[one].get("partners", []) or one in GROUPS[other].get("partners", [])
        told.append((one, other, joint, wide, last, people(one, day) & people(other, day), partners))
    assert told == [(p.one.id, p.other.id, *p[2:]) for p in mixing(REGISTRY, day)]


def test_the_plain_reading_found_all_files() -> None:
    assert (len(MEMBERS), len(GROUPS), len(MEETINGS)) == (43, 14, 22)
