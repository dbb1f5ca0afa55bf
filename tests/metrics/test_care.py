"""N16, key people, check-ins and candidates for ambassador: by hand on a small registry, and the sample told twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from cmtool.metrics.ambassadors import candidates
from cmtool.metrics.attendance import Came
from cmtool.metrics.care import (
    Care,
    KeyPerson,
    care,
    checkins_by_role,
    key_people,
    last_of,
    may_lack,
    untold,
    waiting_since,
)
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.load import assemble, load
from tests.conftest import SAMPLE
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Small
contact: {address: small@meridian.example, owner: liis-tamm}
regions: [africa]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  champion: {name: Champion, scope: community, acts_as: [champion]}
  ambassador: {name: Ambassador, scope: community, acts_as: [ambassador]}
  chair: {name: Chair, scope: group, acts_as: [lead]}
  adviser: {name: Adviser, scope: group, acts_as: [expert]}
  helper: {name: Helper, scope: group}
privacy: {visibility: private}
pathway: [{id: hello, name: Says hello, level: casual}, {id: owns, name: Owns an area, level: core}]
"""
GROUP = "{{name: {}, kind: working-group, status: {}, purpose: x, members: [{}]}}"
PAYMENTS = """
{member: amina-diallo, role: chair, since: 2025-06-01},
{member: jonas-berg, role: helper, steps: [{step: hello, date: 2025-01-01}, {step: owns, date: 2026-03-01}]},
{member: mei-lin-tan, role: adviser, until: 2026-11-19},
{member: hana-mori, role: helper, steps: [{step: hello, date: 2026-01-01}]}
"""
TEXTS = {
    "community": COMMUNITY,
    "members/liis-tamm": "{name: Liis, status: active, roles: [{role: manager, since: 2025-01-01}]}",
    "members/grace-wanjiru": "{name: Grace, status: active, roles: [{role: champion, since: 2025-02-03}]}",
    "members/amina-diallo": "{name: Amina, status: active, joined: 2025-03-04}",
    "members/jonas-berg": "{name: Jonas, status: active, joined: 2026-09-01}",
    "members/mei-lin-tan": "{name: Mei Lin, status: active}",
    "members/hana-mori": "{name: Hana, status: active}",
    "members/nurlan-sadykov": "{name: Nurlan, status: alumni, left: 2026-01-01}",
    "groups/payments": GROUP.format("Payments", "active", PAYMENTS),
    "groups/gis": GROUP.format("Gis", "closed", "{member: hana-mori, role: chair}"),
    "groups/ux": GROUP.format("Ux", "forming", "{member: nurlan-sadykov, role: chair}"),
}


def small(**activities: str) -> Registry:
    """The community with activities by id: `by` and `text` are filled in."""
    told = {f"activities/{id.replace('_', '-')}": f"{{by: liis-tamm, text: x, {a}}}" for id, a in activities.items()}
    return registry_from(TEXTS | told)


def test_key_people_lead_advise_speak_for_us_or_look_after_an_area() -> None:
    """Not who led a closed group, has left, advised until yesterday, or only said hello; nor the manager as such."""
    assert key_people(small(), TODAY) == {
        "amina-diallo": KeyPerson(("lead",), date(2025, 6, 1)),
        "grace-wanjiru": KeyPerson(("champion",), date(2025, 2, 3)),
        "jonas-berg": KeyPerson(("core",), date(2026, 3, 1)),
    }
    assert key_people(small(), TODAY - timedelta(days=1))["mei-lin-tan"] == KeyPerson(("expert",), date.min)


def test_share_of_key_people_who_were_thanked_within_the_term() -> None:
    """N16 by hand: Amina was thanked 89 days ago, Grace 90 days ago, Jonas by himself; so 1 of 3."""
    registry = small(
        a1="kind: thanks, date: 2026-08-23, members: [amina-diallo, hana-mori]",
        a2="kind: thanks, date: 2026-08-22, members: [grace-wanjiru]",
        a3="kind: recognition, date: 2026-11-01, members: [grace-wanjiru]",
        a4="kind: thanks, date: 2026-11-21, members: [grace-wanjiru]",
    )
    found = care(registry, TODAY)
    assert found == Care(key_people=3, thanked=1, contributions=0, told=0)
    assert (found.thanked_share, found.told_share) == (1 / 3, None)
    assert last_of(registry, "thanks", TODAY) == {
        "amina-diallo": date(2026, 8, 23),
        "grace-wanjiru": date(2026, 8, 22),
        "hana-mori": date(2026, 8, 23),
    }


def test_thanks_to_oneself_count_for_the_others_alone() -> None:
    text = "{by: jonas-berg, text: x, kind: thanks, date: 2026-11-01, members: [jonas-berg, amina-diallo]}"
    assert last_of(registry_from(TEXTS | {"activities/aa": text}), "thanks", TODAY) == {
        "amina-diallo": date(2026, 11, 1)
    }


def test_a_use_is_told_by_the_contribution_or_by_an_update_about_it() -> None:
    """N16 by hand: c1 says its use, u1 tells of c2, nobody of c3; c4 is a year old and c5 is still to come."""
    work = "kind: contribution, members: [amina-diallo], type: review"
    registry = small(
        c1=f"{work}, date: 2026-11-01, used_in: Payments 2.1",
        c2=f"{work}, date: 2026-10-01",
        c3=f"{work}, date: 2025-11-21",
        c4=f"{work}, date: 2025-11-20",
        c5=f"{work}, date: 2026-11-21",
        u1="kind: update, date: 2026-11-20, about: [activities/c2, groups/payments]",
        u2="kind: update, date: 2026-11-21, about: [activities/c3]",
        s1="kind: story, date: 2026-11-20, about: [activities/c3]",
    )
    assert care(registry, TODAY) == Care(key_people=3, thanked=0, contributions=3, told=2)
    assert [one.id for one in untold(registry, TODAY)] == ["c3"]


def test_the_wait_for_thanks_begins_when_there_was_somebody_to_write_it_down() -> None:
    """Amina: the first activity; Grace: her last thanks; Jonas joined after he became key."""
    registry = small(
        a1="kind: story, date: 2026-02-01",
        a2="kind: thanks, date: 2026-05-05, members: [grace-wanjiru]",
    )
    assert list(waiting_since(registry, TODAY).items()) == [
        ("amina-diallo", date(2026, 2, 1)),
        ("grace-wanjiru", date(2026, 5, 5)),
        ("jonas-berg", date(2026, 9, 1)),
    ]
    assert waiting_since(small(), TODAY) == {}


def test_check_ins_by_role_count_people_of_a_quarter() -> None:
    """N16 by hand: Amina 91 days ago, Jonas 92 days ago; Hana's chair is of a closed group."""
    registry = small(
        k1="kind: checkin, date: 2026-08-21, members: [amina-diallo]",
        k2="kind: checkin, date: 2026-08-20, members: [jonas-berg]",
        k3="kind: checkin, date: 2026-11-20, members: [hana-mori]",
    )
    assert checkins_by_role(registry, TODAY) == [
        Came("helper", 1, 2),
        Came("chair", 1, 1),
        Came("champion", 0, 1),
        Came("manager", 0, 1),
    ]


READY = "{name: Amina, status: active, languages: [fr, wo], consents: {listing: 2025-03-04}}"
PUBLIC = "kind: recognition, public: true, members: [amina-diallo], date: "


@pytest.mark.parametrize(
    ("member", "activity", "is_one"),
    [
        (READY, f"{PUBLIC} 2025-11-21", True),
        (READY, f"{PUBLIC} 2025-11-20", False),
        (READY, "kind: recognition, members: [amina-diallo], date: 2026-11-01", False),
        (READY, "kind: thanks, public: true, members: [amina-diallo], date: 2026-11-01", True),
        (READY.replace("[fr, wo]", "[fr]"), f"{PUBLIC} 2026-11-01", False),
        (READY.replace("2025-03-04", "declined"), f"{PUBLIC} 2026-11-01", False),
        (READY.replace("active", "paused"), f"{PUBLIC} 2026-11-01", False),
        (READY[:-1] + ", roles: [{role: ambassador, since: 2026-01-01}]}", f"{PUBLIC} 2026-11-01", False),
        (
            READY[:-1] + ", roles: [{role: ambassador, since: 2026-01-01, until: 2026-02-01}]}",
            f"{PUBLIC} 2026-11-01",
            1,
        ),
    ],
)
def test_candidate_for_ambassador_meets_every_point(member: str, activity: str, is_one: bool) -> None:
    text = f"{{by: liis-tamm, text: x, {activity}}}"
    registry = registry_from(TEXTS | {"members/amina-diallo": member, "activities/aa": text})
    assert [one.member.id for one in candidates(registry, TODAY)] == ["amina-diallo"] * is_one


def test_an_activity_that_cannot_be_read_may_be_any() -> None:
    texts = TEXTS | {"activities/aa": "kind: ["}
    assert may_lack(assemble(Entry(f"{ref}.yaml", "file", text.encode()) for ref, text in texts.items()).registry)
    assert not may_lack(small())


# -- the sample, told a second time by a plain reading of its files


def files(folder: str) -> dict[str, dict[str, Any]]:
    return {p.stem: yaml.safe_load(p.read_text("utf-8")) for p in (SAMPLE / folder).rglob("*.yaml")}


def sample_key_people(day: date) -> set[str]:
    community = yaml.safe_load((SAMPLE / "community.yaml").read_text("utf-8"))
    wanted = {"lead", "champion", "expert", "sponsor"}
    key_roles = {id for id, role in community["roles"].items() if wanted & set(role.get("acts_as", []))}
    members, found = files("members"), set()
    for id, member in members.items():
        for held in member.get("roles", []):
            if held["role"] in key_roles and held["since"] <= day <= held.get("until", day):
                found.add(id)
    for group in files("groups").values():
        core = {s["id"] for s in group.get("pathway") or community["pathway"] if s["level"] == "core"}
        for entry in group["members"] if group["status"] != "closed" else []:
            if entry.get("until") == "unknown" or not entry.get("since", day) <= day <= entry.get("until", day):
                continue
            if entry["role"] in key_roles or any(
                s["step"] in core and s["date"] <= day for s in entry.get("steps", [])
            ):
                found.add(entry["member"])
    here = ("onboarding", "active", "paused")
    return {id for id in found if members[id]["status"] in here and members[id].get("joined", day) <= day}


@pytest.mark.parametrize("day", [TODAY, date(2026, 9, 30), date(2026, 6, 30), date(2026, 3, 31)])
def test_sample_told_by_a_plain_reading(day: date) -> None:
    registry, activities = load(SAMPLE).registry, files("activities")
    past = {id: a for id, a in activities.items() if a["date"] <= day}
    key = sample_key_people(day)
    thanked = {
        member
        for a in past.values()
        if a["kind"] == "thanks" and a["date"] > day - timedelta(days=90)
        for member in a["members"]
        if member != a["by"]
    }
    year = {f"activities/{id}": a for id, a in past.items() if a["date"] > day - timedelta(days=365)}
    work = {ref: a for ref, a in year.items() if a["kind"] == "contribution"}
    about = {ref for a in past.values() if a["kind"] == "update" for ref in a.get("about", [])}
    told = [ref for ref, a in work.items() if "used_in" in a or ref in about]
    assert set(key_people(registry, day)) == key
    assert care(registry, day) == Care(len(key), len(key & thanked), len(work), len(told))
    assert {one.ref for one in untold(registry, day)} == set(work) - set(told)
