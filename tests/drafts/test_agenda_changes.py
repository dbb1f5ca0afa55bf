"""What an agenda says is new since the last meeting: by history, else by the days that records name."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from cmtool.drafts._changes import fallen_asleep
from cmtool.drafts._since import Span
from tests.conftest import Outcome
from tests.drafts.agendas import FILES, made, registry_with

ATLAS = """
products:
  - name: Atlas
    versions:
      - {version: "1", status: released, date: 2026-08-02}
      - {version: "2", status: in-development, due: 2027-01-01}
      - {version: "0", status: released, date: 2026-08-01}
"""
SEEDS_RELEASE = "products: [{name: Bank, versions: [{version: '1', status: released, date: 2026-10-02}]}]"
PEOPLE = {f"members/{id}": f"{{name: {id.capitalize()}, status: active}}" for id in ("eve", "finn", "gus", "hal")}
MAPS = """
name: Maps
kind: working-group
status: {status}
since: {since}
purpose: Draw
members: [{members}]
"""


def maps(*members: str, status: str = "active", since: str = "2026-01-01", more: str = "") -> dict[str, str]:
    """Files with this group instead of the usual one."""
    listed = ", ".join(f"{{member: {entry}}}" for entry in members)
    return {**PEOPLE, "groups/maps": MAPS.format(status=status, since=since, members=listed) + more}


def news(now: dict[str, str], before: dict[str, str] | None = None) -> dict[str, Any] | None:
    """What is new in the group since 2026-08-01."""
    past = registry_with(**before) if before is not None else None
    slots = made("series: meet", past, **now)["slots"]
    facts: dict[str, Any] | None = next(s for s in slots if s["group"] and s["group"]["id"] == "maps")["facts"]
    return facts


def names(people: list[dict[str, Any]]) -> list[str]:
    return [person["id"] for person in people]


def test_without_history_the_days_of_the_record_tell() -> None:
    facts = news({**PEOPLE, "groups/maps": FILES["groups/maps"] + ATLAS})
    version = {"product": "Atlas", "due": None, "date": None, "due_before": None}
    ada = [{"id": "ada", "name": "Ada"}]
    assert facts == {
        "since": date(2026, 8, 1),
        "by_history": False,
        "is_new": False,
        "status": None,
        "stage": None,
        "in_development": [{**version, "version": "2", "due": date(2027, 1, 1), "is_new": False}],
        "released": [{**version, "version": "1", "date": date(2026, 8, 2), "is_new": True}],
        "joined": 1,
        "who_joined": ada,
        "new_leads": ada,
        "who_left": [],
    }


def test_without_history_a_change_of_status_is_told_by_its_day() -> None:
    facts = news(
        maps(status="maintenance", since="2026-09-01", more="lifecycle: {stage: scaling, since: 2026-09-02}\n")
    )
    assert facts is not None
    assert facts["status"] == {"before": None, "now": "maintenance"}
    assert facts["stage"] == {"before": None, "now": "scaling"}


def test_without_history_who_changes_a_role_neither_joins_nor_leaves() -> None:
    facts = news(
        maps(
            "eve, role: guest, since: 2025-01-01, until: 2026-08-31",
            "eve, role: lead, since: 2026-09-01",
            "finn, role: guest, since: 2025-01-01, until: 2026-08-31",
            "gus, role: guest",
        )
    )
    assert facts is not None
    assert (facts["joined"], names(facts["new_leads"]), names(facts["who_left"])) == (0, ["eve"], ["finn"])


def test_history_tells_what_no_day_does() -> None:
    before = maps("eve, role: lead", "finn, role: guest", more=ATLAS)
    now = maps(
        "eve, role: guest",
        "gus, role: lead",
        status="maintenance",
        more=ATLAS.replace("2027-01-01", "2027-05-01").replace("versions:", 'versions:\n      - {version: "3", status: in-development}'),
    )  # fmt: skip
    facts = news(now, before)
    assert facts is not None
    assert facts["by_history"]
    assert facts["status"] == {"before": "active", "now": "maintenance"}
    assert (names(facts["who_joined"]), names(facts["new_leads"]), names(facts["who_left"])) == (
        ["gus"],
        ["gus"],
        ["finn"],
    )
    assert [(v["version"], v["is_new"], v["due_before"]) for v in facts["in_development"]] == [
        ("3", True, None),
        ("2", False, date(2027, 1, 1)),
    ]
    assert facts["released"] == []


def test_what_its_own_day_places_before_the_last_meeting_is_not_new() -> None:
    before = maps("eve, role: lead", "finn, role: guest")
    now = maps(
        "eve, role: lead",
        "finn, role: guest, until: 2026-07-01",
        "gus, role: lead, since: 2026-07-01",
        status="maintenance",
        since="2026-07-15",
        more='products: [{name: Atlas, versions: [{version: "1", status: released, date: 2026-07-31}]}]\n',
    )
    assert news(now, before) is None


def test_a_status_whose_day_nobody_changed_is_new_all_the_same() -> None:
    facts = news(maps(status="forming"), maps(status="active"))
    assert facts is not None
    assert facts["status"] == {"before": "active", "now": "forming"}


def test_a_group_that_was_not_there_is_new() -> None:
    past = registry_with(**{"groups/maps": None})
    now = maps("eve, role: lead, since: 2026-09-01", since="2026-09-01")
    facts = next(s for s in made("series: meet", past, **now)["slots"] if s["kind"] == "update")["facts"]
    assert (facts["is_new"], names(facts["who_joined"])) == (True, ["eve"])
    late = next(s for s in made("series: meet", past, **maps())["slots"] if s["kind"] == "update")
    assert (late["group"]["id"], late["facts"]) == ("maps", None)  # it forms since January by its own word


def test_a_group_without_news_is_silent() -> None:
    assert news(maps("eve, role: lead")) is None


def test_there_is_something_to_celebrate() -> None:
    meeting = """
series: calls
status: held
date: 2026-10-01
mode: online
facilitator: ada
agenda:
  - {title: First words, kind: discussion, minutes: 5, by: eve}
  - {title: As ever, kind: discussion, minutes: 5, by: ada}
attended: 3
actions: [{what: Paint, who: eve, done: 2026-11-01}, {what: Wash, who: ada, done: 2026-07-01}]
"""
    spring = meeting.replace("2026-10-01", "2026-05-01").replace("by: eve", "by: ada").split("actions")[0]
    files = {
        "groups/maps": FILES["groups/maps"] + ATLAS,
        "members/eve": "{name: Eve, status: active, joined: 2026-09-01}",
        "members/finn": "{name: Finn, status: active, joined: 2026-07-01}",
        "members/gus": "{name: Gus, status: active, joined: unknown}",
        "meetings/autumn": meeting,
        "meetings/spring": spring,
    }
    celebrated = made("series: meet", **files)["celebrate"]
    assert celebrated == {
        "since": date(2026, 8, 1),
        "releases": [{"group": "Maps", "product": "Atlas", "version": "1", "date": date(2026, 8, 2)}],
        "newcomers": 1,
        "first_contributions": [{"id": "eve", "name": "Eve"}],
        "actions_done": [
            {"what": "Done", "who": {"id": "ada", "name": "Ada"}, "done": date(2026, 11, 1)},
            {"what": "Paint", "who": {"id": "eve", "name": "Eve"}, "done": date(2026, 11, 1)},
        ],
    }
    by_history = made("series: meet", registry_with(), **files)["celebrate"]
    assert by_history["newcomers"] == 2  # Gus, whose day nobody knows, was not there then
    assert made("series: calls, groups: [talk]", **files)["celebrate"] is None


def test_a_group_celebrates_its_own() -> None:
    call = """
series: calls
groups: [maps]
status: held
date: 2026-09-01
mode: online
facilitator: ada
attended: 3
actions: [{what: Ours, who: ada, done: 2026-10-02}]
"""
    files = {
        "meetings/call": call,
        "meetings/other": FILES["meetings/other"].replace("who: ada", "who: ada, done: 2026-10-02"),
        "groups/maps": FILES["groups/maps"] + ATLAS.replace("2026-08-02", "2026-10-03"),
        "groups/seeds": FILES["groups/seeds"].rstrip("}") + ", " + SEEDS_RELEASE + "}",
        "members/ada": "{name: Ada, status: active, joined: 2026-10-01}",
        "members/eve": "{name: Eve, status: active, joined: 2026-10-01}",
    }
    celebrated = made("series: calls, groups: [maps]", **files)["celebrate"]
    assert [release["product"] for release in celebrated["releases"]] == ["Atlas"]
    assert celebrated["newcomers"] == 1  # Eve is in no group that meets
    assert [action["what"] for action in celebrated["actions_done"]] == ["Ours"]
    everywhere = made("series: calls", **files)["celebrate"]
    assert [release["product"] for release in everywhere["releases"]] == ["Bank", "Atlas"]
    assert everywhere["newcomers"] == 2


def test_first_meeting_of_a_series_has_nothing_to_look_back_to() -> None:
    context = made("series: event")
    assert (context["since"], context["celebrate"]) == (None, None)


def test_agenda_compares_with_the_evening_of_the_last_meeting(own_demo: Path, cmtool: Callable[..., Outcome]) -> None:
    """A change that only git knows: nobody wrote a day beside it."""
    payments = own_demo / "registry/groups/payments.yaml"
    text = payments.read_text("utf-8").replace("status: active", "status: maintenance", 1)
    payments.write_text(text, encoding="utf-8")
    subprocess.run(["git", "commit", "-qam", "payments rests"], cwd=own_demo, check=True)
    told = cmtool("agenda", "2026-11-26-communitymeet", cwd=own_demo)
    assert (told.code, told.err) == (0, "")
    assert "- **Payments Working Group**\n  - now maintenance, was active\n" in told.out


def test_a_group_that_fell_asleep_since_the_last_meeting_is_told() -> None:
    """Nobody gives an update for it, and people want to know."""
    then, today = registry_with(**maps()), registry_with(**maps(status="dormant", since="2026-11-01"))
    since, day = date(2026, 8, 1), date(2026, 11, 20)
    assert fallen_asleep(today, Span(since, day, then)) == [
        {"id": "maps", "name": "Maps", "status": "dormant", "since": date(2026, 11, 1)}
    ]
    assert fallen_asleep(then, Span(since, day, then)) == fallen_asleep(today, Span(since, day)) == []
