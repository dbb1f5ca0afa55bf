"""N1 to N8 and N18 of the sample, told a second time by a plain reading of its files."""

from __future__ import annotations

import math
from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest
import yaml

from cmtool.metrics.activity import activity
from cmtool.metrics.funnel import STEPS, funnel
from cmtool.metrics.membership import membership
from cmtool.metrics.pathway import conversions, drop_off, levels
from cmtool.metrics.queries import queries
from cmtool.metrics.response import response
from cmtool.metrics.retention import quiet, retention, tenure
from cmtool.store.load import load
from tests.conftest import SAMPLE

DAYS = [date(2026, 11, 20), date(2026, 9, 30), date(2026, 6, 30)]


def files(folder: str) -> dict[str, dict[str, Any]]:
    found = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (SAMPLE / folder).glob("**/*.yaml")}
    return dict(sorted(found.items()))


COMMUNITY = yaml.safe_load((SAMPLE / "community.yaml").read_text("utf-8"))
MEMBERS, GROUPS, MEETINGS = files("members"), files("groups"), files("meetings")
REQUESTS, ACTIVITIES = files("requests"), files("activities")
REGISTRY = load(SAMPLE).registry
ORDER = {"none": -1, "casual": 0, "active": 1, "core": 2}


def within(days: int, day: date, other: Any) -> bool:
    return isinstance(other, date) and day - timedelta(days=days) < other <= day


def cohort(day: date, other: Any) -> bool:
    return isinstance(other, date) and day - timedelta(days=365) <= other <= day - timedelta(days=180)


def by(day: date, other: Any) -> bool:
    return isinstance(other, date) and other <= day


def here(day: date) -> list[str]:
    current = {id: m for id, m in MEMBERS.items() if m["status"] in ("onboarding", "active", "paused")}
    joined = {id: m for id, m in current.items() if m.get("joined", "unknown") == "unknown" or m["joined"] <= day}
    return [id for id, m in joined.items() if not (isinstance(m.get("left"), date) and m["left"] < day)]


def worked() -> list[tuple[str, date]]:
    """Who contributed, and when: written down, on an agenda, or credited in a version that came out."""
    found = [(id, a["date"]) for a in ACTIVITIES.values() if a["kind"] == "contribution" for id in a["members"]]
    for meeting in MEETINGS.values():
        if meeting["status"] == "held":
            found += [(item["by"], meeting["date"]) for item in meeting.get("agenda", []) if "by" in item]
    for group in GROUPS.values():
        for product in group.get("products", []):
            for version in product.get("versions", []):
                if version["status"] in ("released", "retired") and "date" in version:
                    found += [(id, version["date"]) for id in version.get("authors", [])]
    return found


WORKED = worked()


def active(day: date) -> set[str]:
    term = COMMUNITY.get("policy", {}).get("inactive_after", 180)
    return {id for id, when in WORKED if within(term, day, when)}


def steps_of(group: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = GROUPS[group].get("pathway") or COMMUNITY["pathway"]
    return found


@pytest.mark.parametrize("day", DAYS)
def test_n1_n2(day: date) -> None:
    joined = sum(within(92, day, m.get("joined")) for m in MEMBERS.values())
    left = sum(within(92, day, m.get("left")) for m in MEMBERS.values())
    assert membership(REGISTRY, day)[:3] == (len(here(day)), joined, left)
    assert activity(REGISTRY, day) == (
        len(active(day) & set(here(day))),
        len(active(day) & set(here(day))) / len(here(day)),
    )


@pytest.mark.parametrize("day", DAYS)
def test_n3(day: date) -> None:
    told = dict.fromkeys(here(day), "none")
    for id, group in GROUPS.items():
        level = {step["id"]: step["level"] for step in steps_of(id)}
        for entry in group["members"]:
            ended = entry.get("until") == "unknown" or (isinstance(entry.get("until"), date) and entry["until"] < day)
            if entry["member"] not in told or ended or entry.get("since", day) > day:
                continue
            for step in entry.get("steps", []):
                if step["date"] <= day and ORDER[level[step["step"]]] > ORDER[told[entry["member"]]]:
                    told[entry["member"]] = level[step["step"]]
    assert levels(REGISTRY, day) == {level: list(told.values()).count(level) for level in levels(REGISTRY, day)}


@pytest.mark.parametrize("day", DAYS)
def test_n4(day: date) -> None:
    taken: list[tuple[str, str, int, int, date]] = []
    """Group, person, number of the step, number of its level, day."""
    for id, group in GROUPS.items():
        names = [step["id"] for step in steps_of(id)]
        for entry in group["members"]:
            for step in entry.get("steps", []):
                if step["date"] <= day:
                    place = names.index(step["step"])
                    level = ORDER[steps_of(id)[place]["level"]]
                    taken.append((id, entry["member"], place, level, step["date"]))

    def went_on(took: list[tuple[str, int, date]], at: int) -> tuple[int, int, float | None]:
        days = []
        for person in {person for person, _, _ in took}:
            first = min((when for who, place, when in took if (who, place) == (person, at)), default=None)
            beyond = min((when for who, place, when in took if who == person and place > at), default=None)
            if first and cohort(day, first) and not (beyond and beyond < first):
                days.append((beyond - first).days if beyond else None)
        converted = [each for each in days if each is not None and each <= 180]
        return len(days), len(converted), median(converted) if converted else None

    everywhere = [(person, level, when) for _, person, _, level, when in taken]
    assert [c[2:] for c in conversions(REGISTRY, day)] == [went_on(everywhere, 0), went_on(everywhere, 1)]
    for id in GROUPS:
        in_group = [(person, place, when) for group, person, place, _, when in taken if group == id]
        found = drop_off(REGISTRY, REGISTRY.all_groups[id], day)
        assert [c[2:] for c in found] == [went_on(in_group, at) for at in range(len(steps_of(id)) - 1)]


@pytest.mark.parametrize("day", DAYS)
def test_n5_n6(day: date) -> None:
    newcomers = [id for id, m in MEMBERS.items() if cohort(day, m.get("joined"))]
    assert retention(REGISTRY, day) == (len(newcomers), len({*newcomers} & active(day) & {*here(day)}))
    days = [(day - MEMBERS[id]["joined"]).days for id in here(day) if isinstance(MEMBERS[id].get("joined"), date)]
    assert tenure(REGISTRY, day) == (pytest.approx(median(days) * 12 / 365.25), len(days))
    silent = [id for id in here(day) if MEMBERS[id]["status"] == "active" and id not in active(day)]
    assert quiet(REGISTRY, day) == (silent, [id for id in silent if id in active(day - timedelta(days=92))])


def counted(kind: str | None, days: int, day: date) -> list[dict[str, Any]]:
    found = [r for r in REQUESTS.values() if within(days, day, r["received"]) and kind in (None, r["kind"])]
    return [r for r in found if not (r.get("outcome") == "duplicate" and by(day, r["closed"]))]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", [None, "join", "query", "feedback", "privacy"])
def test_n7(day: date, kind: str | None) -> None:
    term = COMMUNITY.get("policy", {}).get("first_response_within", 7)
    waits, late, received = [], 0, counted(kind, 92, day)
    for request in received:
        end = min([when for when in (request.get("first_response"), request.get("closed")) if by(day, when)] or [day])
        if by(day, request.get("first_response")):
            waits.append((request["first_response"] - request["received"]).days)
        elif (end - request["received"]).days > term:
            late += 1
    waits.sort()
    slow = waits[math.ceil(0.9 * len(waits)) - 1] if waits else None
    in_time = sum(days <= term for days in waits)
    told = (len(received), len(waits), median(waits) if waits else None, slow, in_time, len(waits) + late)
    assert response(REGISTRY, day, kind=kind) == told


@pytest.mark.parametrize("day", DAYS)
def test_n8(day: date) -> None:
    reached = dict.fromkeys(STEPS, 0)
    for request in counted("join", 365, day):
        way = request.get("onboarding", {})
        joined = way.get("registered") or (request["closed"] if request.get("outcome") == "joined" else None)
        first = [when for id, when in WORKED if id == request.get("member") and request["received"] <= when <= day]
        did = {
            "received": True,
            "routed": by(day, request.get("routed")),
            "answered": by(day, request.get("first_response")),
            "call": by(day, way.get("call")),
            "joined": by(day, joined),
            "contributed": by(day, joined) and any(when <= joined + timedelta(days=180) for when in first),
        }
        for place, step in enumerate(STEPS):
            reached[step] += any(did[later] for later in STEPS[place:])
    assert {step.step: step.reached for step in funnel(REGISTRY, day).steps} == reached


@pytest.mark.parametrize("day", DAYS)
def test_n18(day: date) -> None:
    asked = counted("query", 365, day)
    answered = [r for r in asked if r.get("outcome") == "answered" and by(day, r["closed"])]
    waits = [(r["closed"] - r["received"]).days for r in answered]
    waiting = [r for r in counted("query", 10_000, day) if not by(day, r.get("closed"))]
    with_expert = [r for r in waiting if any(e["asked"] <= day for e in r.get("experts", []))]
    silent = [r for r in with_expert if not any(by(day, e.get("answered")) for e in r["experts"])]
    told = (len(asked), len(answered), median(waits) if waits else None, len(waiting), len(with_expert))
    found = queries(REGISTRY, day)
    assert (*found[:5], len(found.unanswered)) == (*told, len(silent))


def test_the_plain_reading_found_all_files() -> None:
    read = (REGISTRY.members, REGISTRY.all_groups, REGISTRY.all_meetings, REGISTRY.requests, REGISTRY.all_activities)
    assert list(map(len, (MEMBERS, GROUPS, MEETINGS, REQUESTS, ACTIVITIES))) == list(map(len, read))
    assert len(REQUESTS) == 24
