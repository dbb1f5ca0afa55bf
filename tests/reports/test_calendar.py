"""The calendar: what comes, in every form; it names nobody and gives away no secret."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest

from cmtool.render.plain import require_plain
from cmtool.reports import context
from cmtool.store.load import load
from tests.conftest import SAMPLE, Outcome

Run = Callable[..., Outcome]
Build = Callable[..., Path]
GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
TODAY = date(2026, 11, 20)

TOMATOES = """
name: Tomatoes
kind: working-group
status: active
purpose: Ripe tomatoes for everybody on the street by August
meets:
  - {id: call, every: 7d, starts: 2026-11-03, time: "18:00", tz: Europe/Oslo, url: "https://meet.example/t",
     except: [{date: 2026-11-24, why: Harvest, moved_to: 2026-11-25}, {date: 2026-12-01, why: Frost}]}
  - {id: walk, name: Sunday walk, every: 14d, time: "10:00"}
members: []
"""
BEANS = TOMATOES.replace("Tomatoes", "Beans").partition("meets:")[0] + "members: []\n"
JOINT = """
series: event
title: Seed swap
status: planned
date: 2026-11-27
start: "01:00"
tz: Asia/Tokyo
minutes: 90
mode: hybrid
place: The old barn
event: {name: Green week, url: "https://green.example"}
groups: [beans, tomatoes]
url: "https://zoom.example/j/1?pwd=Zqsecret"
"""
OFF = "series: tomatoes/call\nstatus: cancelled\ndate: 2026-12-08\nmode: online\n"


@pytest.fixture
def garden(registry_of: Build) -> Path:
    return registry_of(
        {
            "groups/tomatoes.yaml": TOMATOES,
            "groups/beans.yaml": BEANS,
            "meetings/2026-11-27-swap.yaml": JOINT,
            "meetings/2026-12-08-call.yaml": OFF,
        }
    )


def test_what_comes_by_month_with_what_is_moved_left_out_and_cancelled(cmtool: Run, garden: Path) -> None:
    outcome = cmtool("report", "calendar", "--within", "20d", "--registry", str(garden), "--today", "2026-11-20")
    assert outcome == (
        0,
        "# Friday Garden: calendar\n\n"
        "From 20 November 2026 to 10 December 2026, each hour on the clock of its own zone.\n\n"
        "## November 2026\n\n"
        "- **Wednesday 25 November**, 18:00 to 19:00 Europe/Oslo (17:00 UTC): Tomatoes: call,"
        " [join](https://meet.example/t)\n"
        "  - **Moved** from 24 November 2026: Harvest\n"
        "- **Friday 27 November**, 01:00 to 02:30 Asia/Tokyo (26 November, 16:00 UTC): Seed swap, hybrid, The old barn,"
        " at [Green week](https://green.example)\n"
        "  - Together: Beans and Tomatoes\n"
        "  - For the address to join, ask the group\n\n"
        "## December 2026\n\n"
        "- **Tuesday 1 December**, 18:00 to 19:00 Europe/Oslo (17:00 UTC): Tomatoes: call\n"
        "  - **Left out**: Frost\n"
        "- **Tuesday 8 December**, 18:00 to 19:00 Europe/Oslo (17:00 UTC): Tomatoes: call\n"
        "  - **Cancelled**\n\n"
        "## No calendar yet\n\n"
        "One date of each is missing (`starts`):\n\n"
        "- Tomatoes: Sunday walk, 10:00 UTC\n",
        "note: 1 address to join holds a secret and is left out: meetings/2026-11-27-swap url\n",
    )


@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_calendar_of_the_sample_is_as_accepted(form: str, cmtool: Run, same_as: Callable[[str, Path], None]) -> None:
    outcome = cmtool("report", "calendar", "--within", "40d", "--format", form, cwd=SAMPLE)
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out.replace("\r\n", "\n"), GOLDEN / f"calendar-sample.{form}")


def test_every_form_tells_the_same_meetings(cmtool: Run) -> None:
    def told(form: str) -> str:
        return cmtool("report", "calendar", "--format", form, cwd=SAMPLE).out

    meetings = [m for month in json.loads(told("json"))["months"] for m in month["meetings"]]
    rows = list(csv.DictReader(io.StringIO(told("csv"))))
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(told("html"))
    days = json.loads(told("json"))["dates"]
    assert (len(meetings), len(days)) == (54, 1)
    assert [row["title"] for row in rows] == [m["title"] for m in [*meetings, *days]]
    assert [row["start"] for row in rows] == [*(m["start"][:5] for m in meetings), *("" for _ in days)]
    assert [bdi.find("strong") is not None for bdi in page.iter("bdi")] == [
        *(m["id"] is not None for m in meetings),
        *(False for _ in days),
    ]
    assert ["".join(bdi.itertext()) for bdi in page.iter("bdi")] == [m["title"] for m in [*meetings, *days]]
    assert [line.partition("UTC): ")[2].partition(",")[0] for line in told("md").splitlines() if "UTC): " in line] == [
        m["title"] for m in meetings
    ]


NEED = """
title: Somebody who knows bees
type: challenge
group: tomatoes
status: open
opened: 2026-11-01
closes: 2026-12-05
starts: 2026-12-01
ends: 2026-12-10
"""
SPOTLIGHT = """
member: bo-lindqvist
planned: 2026-12-03
status: approved
channels: [linkedin]
"""


@pytest.mark.parametrize("private", [False, True])
def test_days_of_needs_are_for_all_and_who_will_be_shown_is_not(private: bool, registry_of: Build, cmtool: Run) -> None:
    root = registry_of(
        {
            "groups/tomatoes.yaml": TOMATOES,
            "needs/bees.yaml": NEED,
            "needs/done.yaml": NEED.replace("open\n", "closed\n", 1),
            "spotlights/2026-12-03-bo-lindqvist.yaml": SPOTLIGHT,
        }
    )
    data = context("calendar", load(root).registry, TODAY, private=private)
    shown = [("2026-12-03", "spotlight", "Bo Lindqvist")] if private else []
    assert [(str(one["date"]), one["what"], one["title"]) for one in data["dates"]] == [
        ("2026-12-01", "begins", "Somebody who knows bees"),
        *shown,
        ("2026-12-05", "answers", "Somebody who knows bees"),
        ("2026-12-10", "ends", "Somebody who knows bees"),
    ]
    ask = ("report", "calendar", "--format", "ics", "--registry", str(root), "--today", "2026-11-20")
    lines = cmtool(*ask, *(["--private"] if private else [])).out.splitlines()
    assert [line for line in lines if line.startswith("SUMMARY:") and "bees" in line] == [
        "SUMMARY:Begins: Somebody who knows bees",
        "SUMMARY:Last day to answer: Somebody who knows bees",
        "SUMMARY:Last day: Somebody who knows bees",
    ]
    assert [line for line in lines if line.startswith("UID:bees")] == [
        "UID:bees.begins@meridian.example",
        "UID:bees.answers@meridian.example",
        "UID:bees.ends@meridian.example",
    ]
    assert "Lindqvist" not in "".join(lines)


@pytest.mark.parametrize("form", ["md", "html", "json", "csv", "ics"])
def test_nobody_is_named_and_no_secret_told(form: str, cmtool: Run, garden: Path) -> None:
    out = cmtool("report", "calendar", "--format", form, cwd=SAMPLE).out.replace("\r\n ", "")
    for member in load(SAMPLE).registry.members.values():
        assert member.id not in out
        assert member.name is None or member.name not in out
    assert "ATTENDEE" not in out and "ORGANIZER" not in out
    ask = ("report", "calendar", "--format", form, "--registry", str(garden), "--today", "2026-11-20")
    assert "Zqsecret" not in cmtool(*ask).out.replace("\r\n ", "")


def test_of_a_group_only_those_in_which_it_takes_part(garden: Path) -> None:
    data = context("calendar", load(garden).registry, TODAY, private=False, group="beans")
    assert data["group"] == {"id": "beans", "name": "Beans"}
    assert [m["title"] for month in data["months"] for m in month["meetings"]] == ["Seed swap"]
    assert data["without_dates"] == []


def test_hours_of_a_region_are_public_where_enough_clocks_tell_them() -> None:
    registry = load(SAMPLE).registry
    hours: dict[bool, dict[str, Any]] = {}
    for private in (False, True):
        data = context("calendar", registry, TODAY, private=private)
        meeting = next(m for m in data["months"][0]["meetings"] if m["series"] == "communitymeet")
        hours[private] = {one["region"]: f"{one['clock']:%H:%M}" for one in meeting["local_hours"]}
    assert hours[False] == {"africa": "13:00", "americas": "07:00", "asia-pacific": "19:00", "europe": "12:00"}
    assert hours[True] == hours[False] | {"arab-states": "11:00", "cis": "16:00"}


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_page_with_more_hours_says_that_it_is_private(form: str, cmtool: Run) -> None:
    told = {
        kind: cmtool("report", "calendar", "--format", form, *kind, cwd=SAMPLE).out for kind in ((), ("--private",))
    }
    assert ["Private" in text for text in told.values()] == [False, True]


def test_a_time_that_the_clocks_skip_is_told_as_the_hour_that_it_is(registry_of: Build) -> None:
    night = TOMATOES.replace("2026-11-03", "2027-03-28").replace('time: "18:00"', 'time: "02:30"')
    data = context(
        "calendar", load(registry_of({"groups/tomatoes.yaml": night})).registry, date(2027, 3, 28), private=False
    )
    told = [f"{m['date']} {m['start']:%H:%M} {m['end']:%H:%M} {m['utc']:%H:%M}" for m in data["months"][0]["meetings"]]
    assert told == ["2027-03-28 03:30 04:30 01:30"]


def test_a_series_of_a_group_that_fell_asleep_is_not_asked_for_a_date(registry_of: Build) -> None:
    asleep = TOMATOES.replace("status: active", "status: dormant\nsince: 2026-10-01")
    data = context("calendar", load(registry_of({"groups/tomatoes.yaml": asleep})).registry, TODAY, private=False)
    assert (data["months"], data["without_dates"]) == ([], [])


def test_words_of_a_record_stay_words(registry_of: Build, cmtool: Run) -> None:
    hostile = "'<script>alert(1)</script> [x](javascript:1) | =1+1'"
    text = TOMATOES.replace("Tomatoes", hostile).replace("why: Frost", f"why: {hostile}")
    root = registry_of({"groups/tomatoes.yaml": text})
    ask = ("report", "calendar", "--registry", str(root), "--today", "2026-11-20", "--format")
    assert r"&lt;script&gt;alert(1)&lt;/script&gt; \[x\](javascript:1) \| =1+1" in cmtool(*ask, "md").out
    page = html5lib.parse(cmtool(*ask, "html").out, namespaceHTMLElements=False)
    assert not list(page.iter("script"))
    formula = TOMATOES.replace("name: Tomatoes", "name: '=1+1'")
    (root / "groups/tomatoes.yaml").write_text(formula, "utf-8")
    assert ",'=1+1: call," in cmtool(*ask, "csv").out


@pytest.mark.parametrize("private", [False, True])
def test_context_is_plain_data(private: bool) -> None:
    require_plain(context("calendar", load(SAMPLE).registry, TODAY, private=private))


def test_every_key_of_the_json_is_documented(garden: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8").partition("## `report calendar")[2]
    section = page.partition("\n## ")[0]

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    told = keys(context("calendar", load(garden).registry, TODAY, private=True)) | keys(
        context("calendar", load(SAMPLE).registry, TODAY, private=True, group="payments")
    )
    assert {key for key in told if f"`{key}`" not in section} == set()
