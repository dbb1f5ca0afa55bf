"""The fair queue against a second reading of its docstring, with fractions: the order, and the numbers in the reasons."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.schedule.showing_queue import queue
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
DAY = date(2026, 12, 1)
JOINED = date(2025, 1, 1)
REGIONS, GROUPS = ("north", "south"), ("maps", "names")
COMMUNITY = """
schema: 1
name: Meridian Maps
contact: {address: maps@meridian.example, owner: m0}
regions: [north, south]
organisations: {}
roles: {helper: {name: Helper, scope: group}}
privacy: {visibility: private}
"""
Records = dict[str, dict[str, Any]]


@st.composite
def records(draw: st.DrawFn) -> Records:
    found: Records = {}
    homes: dict[str, list[str]] = {group: [] for group in GROUPS}
    for number in range(draw(st.integers(2, 6))):
        id = f"m{number}"
        word = draw(st.sampled_from([JOINED, JOINED, "declined"]))
        found[f"members/{id}"] = {
            "name": f"Member {number}",
            "status": "active",
            "joined": JOINED + timedelta(days=draw(st.integers(0, 3))),
            "region": draw(st.sampled_from(REGIONS)),
            "consents": {"listing": JOINED, **({"spotlight": word} if draw(st.booleans()) else {})},
        }
        for group in draw(st.sets(st.sampled_from(GROUPS))):
            homes[group].append(id)
        ago = draw(st.none() | st.integers(200, 600))
        if ago:
            day = DAY - timedelta(days=ago)
            post = {"channel": "linkedin", "date": day, "url": "https://social.example/p"}
            told = {"member": id, "planned": day, "status": "published", "channels": ["linkedin"], "published": [post]}
            found[f"spotlights/s{number}"] = told
    for group, members in homes.items():
        entries = [{"member": id, "role": "helper"} for id in members]
        texts = {"name": group, "kind": "team", "status": "active", "purpose": "Draw maps", "since": JOINED}
        found[f"groups/{group}"] = {**texts, "members": entries}
    return found


@settings(max_examples=30, deadline=None)
@given(records())
def test_order_and_reasons_are_what_the_docstring_says(found: Records) -> None:
    texts = {ref: json.dumps(record, default=str) for ref, record in found.items()}  # JSON is YAML
    registry = registry_from({"community": COMMUNITY, **texts})
    # the last two are the consent and the day of joining
    told = [(one.member.id, one.reasons[:-2]) for one in queue(registry, DAY, TODAY)]
    assert told == _by_hand(found)


def _by_hand(found: Records) -> list[tuple[str, tuple[str, ...]]]:
    """Ids in their order, with the reasons that hold numbers."""
    able = [id for id, one in _all(found, "members") if one["consents"].get("spotlight") != "declined"]
    last = {one["member"]: one["planned"] for _, one in _all(found, "spotlights")}
    in_group = {id: [g for g in GROUPS if _is_in(found, g, id)] or ["in no group"] for id, _ in _all(found, "members")}
    parts = {id: [[one["region"]], in_group[id]] for id, one in _all(found, "members")}

    def counted(part: str, ids: list[str]) -> int:
        return sum(part in [*parts[id][0], *parts[id][1]] for id in ids)

    def short(part: str) -> Fraction:
        due = Fraction(counted(part, able), len(able)) * (len(last) + 1)
        return due - counted(part, list(last))

    def gained(id: str) -> Fraction:
        return sum((short(part) ** 2 - (short(part) - 1) ** 2 for known in parts[id] for part in known), Fraction())

    def turn(id: str) -> tuple[Any, ...]:
        member = found[f"members/{id}"]
        asks = "spotlight" not in member["consents"]
        return id in last, last.get(id, date.min), -gained(id), asks, member["joined"], id

    def said(id: str) -> tuple[str, ...]:
        lines = [f"last shown on {last[id]}, {(DAY - last[id]).days} days before" if id in last else "never shown"]
        for known in parts[id]:
            behind = sorted((-short(part), part) for part in known if short(part) > 0)[:1]
            for _, part in behind:
                percent = floor(Fraction(100 * counted(part, able), len(able)) + Fraction(1, 2))
                shown = f"{counted(part, list(last))} of {len(last)} spotlights" if last else "no spotlight yet"
                lines.append(f"{part}: {percent}% of those who may be shown, {shown}")
        return tuple(lines)

    waits = [id for id in able if id not in last or (DAY - last[id]).days >= 365]
    return [(id, said(id)) for id in sorted(waits, key=turn)]


def _all(found: Records, folder: str) -> list[tuple[str, dict[str, Any]]]:
    return [(ref.partition("/")[2], one) for ref, one in found.items() if ref.startswith(f"{folder}/")]


def _is_in(found: Records, group: str, id: str) -> bool:
    return any(entry["member"] == id for entry in found[f"groups/{group}"]["members"])
