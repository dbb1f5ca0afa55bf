"""Numbers of a community, computed by hand. The day is 2026-11-20, so Q begins on 2026-08-21, A on 2026-05-25."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cmtool.checks.groups.silent import check
from cmtool.metrics.activity import activity
from cmtool.metrics.membership import is_member, membership, quarter_before, was_member
from cmtool.metrics.organisations import organisations
from cmtool.metrics.regions import regions
from cmtool.metrics.silence import is_silent, last_sign, silence
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from tests.registries import registry_from

TODAY = date(2026, 11, 20)

COMMUNITY = """
schema: 1
name: Nine
contact: {address: nine@meridian.example, owner: ada}
regions: [north, south, east, west]
organisations:
  mill: {name: The Mill, kind: company}
  forge: {name: The Forge, kind: company}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
privacy: {visibility: public}
"""

MEMBERS = {
    # north 4, south 2, east 1, unknown 1; three countries
    "ada": "joined: 2025-01-10, region: north, country: EE, affiliations: [{org: mill}]",
    "ben": """joined: 2026-08-20, region: north, country: EE,
              affiliations: [{org: mill, until: 2026-11-19}, {org: forge, since: 2026-11-20}]""",
    "cleo": "status: onboarding, joined: 2026-08-21, region: north, country: SE",
    "dan": "status: paused, joined: 2026-11-20, region: north, affiliations: [{org: mill}]",
    "eve": "joined: unknown, region: south, country: NA, affiliations: [{org: forge, until: 2026-11-20}]",
    "fay": "region: south",
    "gus": "joined: 2025-02-02, region: east, affiliations: [{org: mill}, {org: forge, since: 2026-01-01}]",
    "hal": "joined: 2025-02-02, region: unknown",
    # joined tomorrow: no member yet
    "ida": "joined: 2026-11-21, region: west",
    "jon": "status: alumni, joined: 2026-09-01, left: 2026-10-01, region: west, country: PE",
    "kim": "status: alumni, joined: 2025-01-01, left: 2026-08-20, region: west",
    "lou": "status: alumni, joined: 2025-01-01, left: unknown",
}

RECORDS = {
    "groups/maps": """
name: Maps
kind: working-group
status: active
since: 2026-01-01
purpose: Draw maps
members: []
products: [{name: Atlas, versions: [{version: "1.0", status: released, date: 2026-05-24, authors: [hal, ada]}]}]
""",
    "groups/seeds": """
{name: Seeds, kind: working-group, status: active, since: 2026-05-25, purpose: Keep seeds, members: []}
""",
    "groups/wells": "{name: Wells, kind: working-group, status: maintenance, purpose: Dig, members: []}",
    "groups/talk": "{name: Talk, kind: workstream, status: active, purpose: Talk, members: []}",
    "meetings/first": """
{series: event, status: held, date: 2026-02-01, mode: online, facilitator: ada, attended: [ada]}
""",
    "meetings/inside": """
series: event
status: held
date: 2026-05-25
mode: online
facilitator: fay
agenda:
  - {title: A, kind: discussion, minutes: 5, by: ada}
  - {title: B, kind: discussion, minutes: 5, by: gus}
  - {title: C, kind: discussion, minutes: 5, by: kim}
attended: [ada, gus, eve]
""",
    "meetings/outside": """
series: event
status: held
date: 2026-05-24
mode: online
facilitator: fay
groups: [maps]
agenda: [{title: A, kind: discussion, minutes: 5, by: eve}]
attended: [eve]
""",
    "meetings/today": """
series: event
status: held
date: 2026-11-20
mode: online
facilitator: fay
agenda: [{title: A, kind: discussion, minutes: 5, by: ben}]
attended: [ben, cleo, fay]
""",
}


def _member(id: str, text: str) -> str:
    status = "" if text.startswith("status") else "status: active, "
    return f"{{name: {id.title()}, {status}{text}}}"


def registry(**changes: str) -> Registry:
    people = {f"members/{id}": _member(id, text) for id, text in MEMBERS.items()}
    texts = {"community": COMMUNITY, "members/removed-0001": "status: removed", **people, **RECORDS, **changes}
    return registry_from(texts)


@pytest.fixture(scope="module")
def nine() -> Registry:
    return registry()


def test_n1_members_joiners_leavers(nine: Registry) -> None:
    found = membership(nine, TODAY)
    # ada ben cleo dan eve fay gus hal; joined in Q: cleo (first day), dan (last day), jon
    # left in Q: jon (kim a day before it)
    assert (found.members, found.joined, found.left, found.unknown_joined) == (8, 3, 1, 2)


def test_n1_on_an_earlier_day(nine: Registry) -> None:
    found = membership(nine, date(2025, 3, 1))
    # ada gus hal by date, eve and fay by an unknown one; joined in the quarter: ada gus hal kim lou
    assert (found.members, found.joined, found.left) == (5, 5, 0)


def test_quarter_has_ninety_two_days() -> None:
    assert quarter_before(TODAY) == date(2026, 8, 21)
    assert (TODAY - quarter_before(TODAY)).days + 1 == 92


def test_last_day_of_a_member_counts(nine: Registry) -> None:
    leaving = nine.members["ada"].model_copy(update={"left": date(2026, 11, 20)})
    assert is_member(leaving, date(2026, 11, 20))
    assert not is_member(leaving, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("changes", "on_the_day", "day_after", "is_now"),
    [
        ({"status": "active", "left": None}, True, True, True),
        ({"status": "active", "left": TODAY}, True, False, True),
        ({"status": "alumni", "left": TODAY}, True, False, False),  # the record is of a later day
        ({"status": "alumni", "left": "unknown"}, False, False, False),
        ({"status": "removed", "left": None}, False, False, False),
        ({"status": "paused", "joined": "unknown"}, True, True, True),
        ({"status": "active", "joined": date(2026, 11, 21)}, False, True, False),
    ],
)
def test_who_was_a_member_on_a_day(
    nine: Registry, changes: dict[str, Any], on_the_day: bool, day_after: bool, is_now: bool
) -> None:
    somebody = nine.members["ada"].model_copy(update=changes)
    assert was_member(somebody, TODAY) is on_the_day
    assert was_member(somebody, date(2026, 11, 21)) is day_after
    assert is_member(somebody, TODAY) is is_now


def test_n2_active_contributors(nine: Registry) -> None:
    # ada, gus (2026-05-25, first day of A), ben (today); kim left; eve's item and the release are a day too old
    found = activity(nine, TODAY)
    assert found.active == 3
    assert found.rate == 3 / 8


def test_n2_takes_180_days_where_nobody_is_reminded() -> None:
    off = registry(community=COMMUNITY + "policy: {inactive_after: null}\n")
    shorter = registry(community=COMMUNITY + "policy: {inactive_after: 30}\n")
    assert (off.active_within, activity(off, TODAY).active) == (180, 3)
    assert (shorter.active_within, activity(shorter, TODAY).active) == (30, 1)


def test_n2_without_members_has_no_rate() -> None:
    nobody = assemble([Entry("community.yaml", "file", COMMUNITY.encode())]).registry
    assert activity(nobody, TODAY) == (0, None)


def test_n9_regions(nine: Registry) -> None:
    found = regions(nine, TODAY)
    assert found.counts == {"north": 4, "south": 2, "east": 1}
    assert (found.known, found.unknown, found.countries) == (7, 1, 3)
    # p = 4/7, 2/7, 1/7: 1 / (16 + 4 + 1) * 49
    assert found.effective == pytest.approx(49 / 21)
    assert found.largest_share == pytest.approx(4 / 7)


def test_n9_without_regions_has_no_share() -> None:
    nobody = assemble([Entry("community.yaml", "file", COMMUNITY.encode())]).registry
    found = regions(nobody, TODAY)
    assert (found.counts, found.unknown, found.effective, found.largest_share) == ({}, 0, None, None)


def test_n11_organisations(nine: Registry) -> None:
    found = organisations(nine, TODAY)
    # mill: ada dan; forge: ben (since today), eve (last day), gus (the one begun later); none: cleo fay hal
    assert found.counts == {"forge": 3, "mill": 2}
    # among the active: ada mill, ben and gus forge
    assert (found.unknown, found.among_active) == (3, 2)


def test_last_sign_of_a_group(nine: Registry) -> None:
    maps, wells = nine.all_groups["maps"], nine.all_groups["wells"]
    assert last_sign(nine, maps, TODAY) == date(2026, 5, 24)
    assert last_sign(nine, maps, date(2026, 5, 23)) is None
    assert last_sign(nine, wells, TODAY) is None


@pytest.mark.parametrize(
    ("group", "day", "silent"),
    [
        ("maps", date(2026, 11, 19), False),  # 179 days after 2026-05-24
        ("maps", date(2026, 11, 20), True),  # 180 days
        ("seeds", date(2026, 11, 20), False),  # never a sign, but active only since 2026-05-25
        ("seeds", date(2026, 11, 21), True),
        ("wells", date(2027, 11, 20), False),  # in maintenance
        ("talk", date(2027, 11, 20), False),  # no working group
    ],
)
def test_group_is_silent_after_its_term(nine: Registry, group: str, day: date, silent: bool) -> None:
    assert is_silent(nine, nine.all_groups[group], day) is silent


def test_group_is_not_silent_before_the_registry_is_old_enough() -> None:
    seeds_text = RECORDS["groups/seeds"].replace("2026-05-25", "2025-01-01")
    cancelled = "{series: event, status: cancelled, date: 2026-02-01, mode: online}"
    young = registry(**{"meetings/first": cancelled, "groups/seeds": seeds_text})
    # the first evidence is of 2026-05-24: that seeds has been silent since 2025 is known from 2026-11-20 on
    seeds = young.all_groups["seeds"]
    assert not is_silent(young, seeds, date(2026, 11, 19))
    assert is_silent(young, seeds, date(2026, 11, 20))


def test_silence_is_off_without_a_term() -> None:
    off = registry(community=COMMUNITY + "policy: {group_silent: null}\n")
    assert not is_silent(off, off.all_groups["maps"], date(2028, 1, 1))


def test_what_lies_ahead_is_no_sign_of_life() -> None:
    ahead = RECORDS["meetings/outside"].replace("2026-05-24", "2026-12-24")
    early = registry(**{"meetings/ahead": ahead})
    maps = early.all_groups["maps"]
    assert silence(early, maps, date(2026, 11, 18)) == (date(2026, 5, 24), 2)
    (found,) = (f for f in check(early, date(2026, 11, 18)) if f.record == "groups/maps")
    assert found.due and found.due.date == date(2026, 11, 20)
    assert found.message == "marked active, but no meeting or contribution since 2026-05-24: is it still working?"


def test_silence_is_that_of_the_rule(nine: Registry) -> None:
    for day in (date(2026, 10, 1), date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21), date(2027, 6, 1)):
        come = {f.record for f in check(nine, day) if f.due and f.due.date <= day}
        assert come == {group.ref for group in nine.all_groups.values() if is_silent(nine, group, day)}
