"""The report on meetings: the sample and the smallest community, every form, both audiences, and odd registries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import html5lib
import pytest
from markdown_it import MarkdownIt

from cmtool.model.registry import Registry
from cmtool.render.library import Library
from cmtool.render.plain import require_plain
from cmtool.render.renderer import Renderer
from cmtool.reports import context
from cmtool.store.entries import Entry
from cmtool.store.load import assemble, load
from cmtool.store.packaged import templates_folder
from tests.conftest import DATA, SAMPLE, Outcome
from tests.registries import registry_from
from tests.render.naughty import NAUGHTY

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
TODAY = date(2026, 11, 20)
ROOTS = {"sample": SAMPLE, "smallest": DATA / "smallest"}
RENDERER = Renderer(Library(templates_folder()))
REPORTS = ("meetings", "mixing")
Run = Callable[..., Outcome]


def rendered(name: str, data: dict[str, Any], form: str = "html") -> str:
    return RENDERER.render(f"reports/{name}.{form}.j2", data)


def parsed(page: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def elements(page: str) -> list[tuple[str, list[str]]]:
    return [(str(e.tag), sorted(map(str, e.attrib))) for e in parsed(page).iter()]


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
@pytest.mark.parametrize("audience", ["", "-private"])
@pytest.mark.parametrize("name", REPORTS)
def test_report_is_as_accepted(
    name: str, root: str, form: str, audience: str, cmtool: Run, same_as: Callable[[str, Path], None]
) -> None:
    options = ["--private"] if audience else []
    where = ["--registry", str(ROOTS[root]), "--today", "2026-11-20"]
    outcome = cmtool("report", name, "--format", form, *options, *where)
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"{name}-{root}{audience}.{form}")


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("private", [False, True])
def test_page_is_valid_and_asks_nothing_of_others(name: str, root: str, private: bool) -> None:
    page = rendered(name, context(name, load(ROOTS[root]).registry, TODAY, private=private))
    tree = parsed(page)
    assert not {e.tag for e in tree.iter()} & {"script", "img", "iframe", "link", "object", "embed", "form", "base"}
    for element in tree.iter():
        assert not {a for a in element.attrib if str(a).startswith("on") or a in ("style", "src", "width")} or (
            element.tag in ("rect", "{http://www.w3.org/2000/svg}rect", "meta", "pattern") or "svg" in str(element.tag)
        )
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for element in tree.iter():
        assert set((element.get("aria-labelledby") or "").split()) <= set(ids)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("private", [False, True])
def test_context_is_plain_data(name: str, private: bool) -> None:
    for root in ROOTS.values():
        require_plain(context(name, load(root).registry, TODAY, private=private))


@pytest.mark.parametrize("name", REPORTS)
def test_every_key_of_the_json_is_documented(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
    section = page.split(f"## `report {name} --format json`")[1].split("\n## ")[0]

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    told = keys(context(name, load(SAMPLE).registry, TODAY, private=True))
    assert {key for key in told if f"`{key}`" not in section} == set()


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_public_output_names_nobody(name: str, form: str, cmtool: Run) -> None:
    public = cmtool("report", name, "--format", form, cwd=SAMPLE).out
    members = load(SAMPLE).registry.members.values()
    assert [m.id for m in members if m.id in public or (m.name and m.name in public)] == []
    # what was promised is for members
    assert "Saturday payment logs" not in public
    if form in ("md", "html", "json"):
        assert "Grace Wanjiru" in cmtool("report", name, "--format", form, "--private", cwd=SAMPLE).out


def test_public_output_tells_no_small_count() -> None:
    public = context("meetings", load(SAMPLE).registry, TODAY, private=False)["who_came"]
    private = context("meetings", load(SAMPLE).registry, TODAY, private=True)["who_came"]
    assert [(r["name"], r["came"], r["of"]) for r in public["by_region"]] == [
        ("Africa", 8, None),
        ("Europe", 7, None),
        ("Asia Pacific", 6, None),
        ("Americas", 3, None),
        ("Others together", 4, None),
    ]
    assert [(r["name"], r["came"], r["of"]) for r in private["by_region"]][-2:] == [
        ("Arab States", 3, 3),
        ("CIS", 1, 3),
    ]
    assert min(r["came"] for r in public["by_role"]) == 3
    assert len(private["by_role"]) == 14


def test_every_chart_has_its_numbers_in_a_table_beside_it() -> None:
    data = context("meetings", load(SAMPLE).registry, TODAY, private=True)
    tree = parsed(rendered("meetings", data))
    tables = [[[words(cell) for cell in line] for line in table.iter("tr")] for table in tree.iter("table")]
    flat = [line for table in tables for line in table]
    for one in data["gatherings"][0]["meetings"]:
        assert any(f"{one['date'].day} " in line[0] and str(one["attended"]) in line for line in flat)
    for line in [*data["who_came"]["by_region"], *data["who_came"]["by_role"]]:
        assert any(found[:3] == [line["name"], str(line["came"]), str(line["of"])] for found in flat)
    figures = list(tree.iter("figure"))
    assert [words(f.find("figcaption")) for f in figures] == [
        "24 members came on 10 September 2026, 10 more than on 13 February 2025; the most were 24, the fewest 14. "
        "Hatched: for the first time.",
        "Most are from Africa (8 of 10), fewest from CIS (1 of 3).",
        "The most frequent roles are Contributor (16 of 23), Lead (12 of 13), Representative (8 of 9). "
        "Who holds several roles counts in each.",
    ]


def test_all_forms_tell_the_same_numbers(cmtool: Run) -> None:
    data = json.loads(cmtool("report", "meetings", "--format", "json", cwd=SAMPLE).out)
    rows = list(csv.DictReader(io.StringIO(cmtool("report", "meetings", "--format", "csv", cwd=SAMPLE).out)))
    assert [(r["id"], r["attended"], r["members"]) for r in rows] == [
        (m["id"], str(m["attended"]), str(m["members"])) for m in data["meetings"]
    ]
    page = cmtool("report", "meetings", "--format", "html", cwd=SAMPLE).out
    figures = [words(e) for e in parsed(page).iter("dd") if e.get("class") == "figure"]
    assert figures == ["24", "2", "7", "21", "90%"]


def test_rhythm_says_what_is_late() -> None:
    registry = load(SAMPLE).registry

    def told(day: date) -> dict[str, tuple[Any, ...]]:
        found = context("meetings", registry, day, private=False)["rhythm"]
        return {s["id"]: (s["last"], s["due"], s["next"], s["is_late"]) for s in found}

    assert told(TODAY) == {
        "communitymeet": (date(2026, 9, 10), date(2026, 12, 11), date(2026, 11, 26), False),
        "core-team": (date(2026, 11, 17), date(2026, 12, 18), None, False),
        "onboarding": (date(2026, 10, 14), date(2026, 11, 14), None, False),
    }
    # 21 days to spare
    assert told(date(2026, 12, 5))["onboarding"][-1] is False
    assert told(date(2026, 12, 6))["onboarding"][-1] is True
    # the planned one is not held yet and lies behind: the rest is up to the next planned, which is too late
    assert told(date(2026, 12, 1))["communitymeet"][2:] == (date(2027, 2, 11), True)


def test_in_person_has_its_own_rhythm() -> None:
    registry = load(SAMPLE).registry
    (meet, *others) = (s["in_person"] for s in context("meetings", registry, TODAY, private=False)["rhythm"])
    assert meet == {
        "every": "365d",
        "last": date(2025, 11, 20),
        "due": date(2026, 11, 20),
        "next": date(2026, 11, 26),
        "is_late": False,
    }
    assert others == [None, None]


def test_a_past_day_knows_nothing_of_later() -> None:
    past = context("meetings", load(SAMPLE).registry, date(2025, 12, 31), private=True)
    assert [m["id"] for m in past["meetings"]] == [
        "2025-02-13-communitymeet",
        "2025-05-15-communitymeet",
        "2025-09-04-communitymeet",
        "2025-11-20-communitymeet",
    ]
    assert [(r["id"], r["held"], r["planned"]) for r in past["places"][:2]] == [("arab-states", 1, 0), ("africa", 0, 1)]
    # the promises of that day were all kept by then
    assert (past["actions"]["open"], past["actions"]["due"], past["actions"]["done"]) == (0, 8, 8)


COMMUNITY = """
schema: 1
name: Nine
contact: {address: nine@meridian.example, owner: ada}
regions: [north]
organisations: {}
roles: {lead: {name: Lead, scope: group, acts_as: [lead]}}
series: {meet: {name: Meet, every: 7d, in_person_every: 365d, needs: [contribution]}}
privacy: {visibility: public}
"""


def registry(files: dict[str, str]) -> Registry:
    texts = {"community": COMMUNITY, "members/ada": "{name: Ada, status: active}", **files}
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items())
    assert {finding.code for finding in loaded.findings if finding.is_error} <= {"REF101", "REF102"}
    return loaded.registry


def held(day: date, attended: str, series: str = "meet") -> str:
    return f"{{series: {series}, status: held, date: {day}, mode: online, facilitator: ada, attended: {attended}}}"


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    "files",
    [
        {},
        {"meetings/aa": held(TODAY, "[ada]")},
        {"meetings/aa": held(TODAY, "[ada]", "event")},
        {"meetings/aa": held(TODAY, "30"), "meetings/bb": held(date(2026, 1, 1), "0")},
        {"meetings/aa": "{series: meet, status: held, date: 2026-11-01, mode: in-person, facilitator: ada}"},
        {"meetings/aa": "{series: gone, status: held, date: 2026-11-01, mode: online, attended: [nobody]}"},
        {"groups/aa": "{name: A, kind: working-group, status: active, purpose: a, members: []}"},
    ],
    ids=["nothing", "one", "event", "numbers", "nobody noted", "unknown series and people", "one group"],
)
def test_odd_registries_make_whole_pages(name: str, private: bool, files: dict[str, str]) -> None:
    data = context(name, registry(files), TODAY, private=private)
    require_plain(data)
    parsed(rendered(name, data))
    assert "None" not in rendered(name, data, "md")


def test_where_no_names_are_kept_only_numbers_are_told() -> None:
    files = {"meetings/aa": held(TODAY, "30"), "meetings/bb": held(date(2026, 1, 1), "0")}
    data = context("meetings", registry(files), TODAY, private=True)
    assert [(m["attended"], m["share"], m["first_timers"]) for m in data["meetings"]] == [
        (0, 0, None),
        (30, None, None),
    ]
    assert (data["who_came"]["meetings"], data["who_came"]["with_names"]) == (2, 0)
    page = rendered("meetings", data, "md")
    assert "No names are kept of the 2 meetings of the whole community since 21 November 2025." in page.splitlines()
    some = registry({**files, "meetings/cc": held(date(2026, 2, 1), "[ada]")})
    page = rendered("meetings", context("meetings", some, TODAY, private=True), "md")
    told = "1 of 1 member came at least once to the 3 meetings of the whole community since 21 November 2025."
    assert f"{told} Of 2 of them no names are kept." in page.splitlines()


def test_two_hundred_meetings_fill_no_page() -> None:
    files = {f"meetings/m{n}": held(TODAY - timedelta(days=7 * n), "[ada]") for n in range(200)}
    data = context("meetings", registry(files), TODAY, private=False)
    assert len(data["meetings"]) == 200
    page = rendered("meetings", data, "md")
    assert "And 192 earlier." in page
    assert len(page.splitlines()) < 60
    tree = parsed(rendered("meetings", data))
    assert len([e for e in tree.iter() if str(e.tag).endswith("rect") and e.get("class") == "mark"]) == 8


def hostile(text: str) -> Registry:
    quoted = json.dumps(text.strip(), ensure_ascii=False)
    url = '"https://meridian.example/a_(b)*[c]?d=1&e=2"'
    both = "[{member: ada, role: lead}, {member: bo, role: lead}]"
    group = f"kind: working-group, status: active, purpose: x, url: {url}, members: {both}, partners: [one]"
    return registry(
        {
            "community": COMMUNITY.replace("name: Nine", f"name: {quoted}")
            .replace("name: Meet", f"name: {quoted}")
            .replace("name: Lead", f"name: {quoted}"),
            **{f"members/{id}": f"{{name: {quoted}, status: active, region: north}}" for id in ("ada", "bo", "cy")},
            **{f"groups/{id}": f"{{name: {quoted}, {group}}}" for id in ("one", "two", "three")},
            "groups/stream": f"{{name: {quoted}, kind: workstream, status: active, purpose: x, members: []}}",
            "meetings/aa": held(date(2026, 11, 1), "[ada, bo, cy]"),
            "meetings/bb": f"""
series: meet
status: held
date: 2026-11-08
mode: in-person
title: {quoted}
place: {quoted}
cost: {quoted}
why_in_person: {quoted}
event: {{name: {quoted}, url: {url}}}
facilitator: ada
attended: [ada, bo, cy]
actions: [{{what: {quoted}, who: ada, due: 2026-11-09}}]
""",
        }
    )


PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tokens(text: str) -> list[object]:
    return [(t.type, t.tag, [(c.type, c.attrs.get("href")) for c in t.children or []]) for t in PARSER.parse(text)]


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("name", REPORTS)
def test_hostile_names_do_not_change_the_structure(name: str, text: str) -> None:
    made, plain = (context(name, hostile(words), TODAY, private=True) for words in (text, "harmless"))
    assert elements(rendered(name, made)) == elements(rendered(name, plain))
    assert tokens(rendered(name, made, "md")) == tokens(rendered(name, plain, "md"))


def test_public_numbers_tell_nobody_s_clock() -> None:
    """Two people told their zone: whether it was day for them is for members."""
    people = "{name: X, status: active, region: north, timezone: Europe/Tallinn}"
    text = """
schema: 1
name: Nine
contact: {address: nine@meridian.example, owner: m0}
regions: [north]
organisations: {}
roles: {helper: {name: Helper, scope: group}}
privacy: {visibility: public}
"""
    for count, told in ((2, None), (3, 3)):
        came = ", ".join(f"m{n}" for n in range(count))
        one = registry_from(
            {"community": text, **{f"members/m{n}": people.replace("X", f"M{n}") for n in range(count)}}
            | {
                "meetings/mm": "{series: event, status: held, date: 2026-10-01, start: '10:00', tz: Europe/Tallinn, "
                f"mode: online, facilitator: m0, attended: [{came}]}}"
            }
        )
        public, private = (context("meetings", one, TODAY, private=private) for private in (False, True))
        assert public["meetings"][0]["by_day"] == told
        assert private["meetings"][0]["by_day"] == count
        assert [row["by_day"] for row in public["who_came"]["by_region"]] in ([], [told or 0])
