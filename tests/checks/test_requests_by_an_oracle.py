"""The clocks of requests against a second reading of their docstrings: plain records and days."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.checks import rules
from cmtool.model.registry import Registry
from tests.registries import registry_from

FIRST = date(2026, 1, 1)
COMMUNITY = """
schema: 1
name: Meridian Maps
contact: {address: maps@meridian.example, owner: liis-tamm}
regions: [north]
organisations: {}
roles: {}
privacy: {visibility: private}
policy: {acknowledge_within: 2, route_within: 3, first_response_within: 7, follow_up_within: 6, expert_within: 5, \
close_within: 40, privacy_within: 30}
"""
MEMBER = "{name: Liis Tamm, status: active}"
CODES = ("REQ201", "REQ202", "REQ203", "REQ204", "REQ205", "REQ206")
Fact = tuple[str, str, date]


def days(most: int) -> st.SearchStrategy[date | None]:
    return st.none() | st.integers(0, most).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": draw(st.sampled_from(["join", "join", "query", "privacy"])),
        "received": FIRST,
        "source": "ticket",
        "summary": "Somebody asks",
        "acknowledged": draw(days(3)),
        "owner": draw(st.sampled_from([None, None, "liis-tamm"])),
        "routed": draw(days(9)),
        "first_response": draw(days(20)),
        "outcome": draw(st.sampled_from([None, None, "joined", "no-reply"])),
    }
    if record["kind"] == "join":
        way = {"call": draw(days(20)), "mailed": draw(days(40)), "followed_up": draw(days(50))}
        record["onboarding"] = {name: day for name, day in way.items() if day} or None
    elif record["kind"] == "query":
        record["experts"] = [_known({"member": "liis-tamm", "asked": FIRST, "answered": draw(days(9))})]
    return _known(record)


def _known(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}


@settings(max_examples=40, deadline=None)
@given(st.lists(requests(), min_size=1, max_size=4))
def test_each_clock_of_a_request_strikes_on_its_day(found: list[dict[str, Any]]) -> None:
    records = {f"requests/r{number}": record for number, record in enumerate(found, 10)}
    texts = {ref: json.dumps(record, default=str) for ref, record in records.items()}  # JSON is YAML
    registry = registry_from({"community": COMMUNITY, "members/liis-tamm": MEMBER, **texts})
    owed = Counter(fact for ref, record in records.items() for fact in _owed(ref, record))
    for number in range(0, 60, 3):
        today = FIRST + timedelta(days=number)
        assert _told(registry, today) == Counter(fact for fact in owed.elements() if fact[2] <= today), today


def _told(registry: Registry, today: date) -> Counter[Fact]:
    checks = (rules()[code].check(registry, today) for code in CODES)  # type: ignore[attr-defined]
    found = (finding for check in checks for finding in check)
    return Counter((one.code, one.record, one.due.date) for one in found if one.due.date <= today)


def _owed(ref: str, said: dict[str, Any]) -> Iterator[Fact]:
    """What each docstring asks for, by its day."""

    def by(code: str, since: date, within: int) -> Fact:
        return code, ref, since + timedelta(days=within)

    way, is_open = said.get("onboarding", {}), "outcome" not in said
    is_routed, is_answered = "owner" in said or "routed" in said, "first_response" in said
    if is_open:
        if not is_routed:
            yield by("REQ201", FIRST, 3)
        if not is_answered:
            yield by("REQ202", FIRST, 7)
        if not (is_routed or is_answered or "acknowledged" in said):
            yield by("REQ206", FIRST, 2)
        yield by("REQ204", FIRST, 30 if said["kind"] == "privacy" else 40)
        for expert in said.get("experts", []):
            if "answered" not in expert:
                yield by("REQ205", expert["asked"], 5)
    if said["kind"] == "join" and said.get("outcome", "joined") == "joined" and "followed_up" not in way:
        if "mailed" in way:
            yield by("REQ203", way["mailed"], 6)
        elif "call" in way:
            yield by("REQ203", way["call"], 6)
