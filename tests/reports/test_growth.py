"""The report on growth: the sample and the smallest community, every form, both audiences, and odd registries."""

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
from markdown_it import MarkdownIt

from cmtool.metrics.funnel import STEPS
from cmtool.model.registry import Registry
from cmtool.render.library import Library
from cmtool.render.plain import require_plain
from cmtool.render.renderer import Renderer
from cmtool.reports import context
from cmtool.store.load import load
from cmtool.store.packaged import templates_folder
from tests.conftest import DATA, SAMPLE, Outcome
from tests.registries import registry_from
from tests.render.naughty import NAUGHTY

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
TODAY = date(2026, 11, 20)
ROOTS = {"sample": SAMPLE, "smallest": DATA / "smallest"}
RENDERER = Renderer(Library(templates_folder()))
Run = Callable[..., Outcome]


def made(registry: Registry, *, private: bool = False, group: str | None = None, today: date = TODAY) -> dict[str, Any]:
    return context("growth", registry, today, private=private, **({"group": group} if group else {}))


def rendered(data: dict[str, Any], form: str = "html") -> str:
    return RENDERER.render(f"reports/growth.{form}.j2", data)


def parsed(page: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
@pytest.mark.parametrize("audience", ["", "-private"])
def test_report_is_as_accepted(
    root: str, form: str, audience: str, cmtool: Run, same_as: Callable[[str, Path], None]
) -> None:
    options = ["--private"] if audience else []
    where = ["--registry", str(ROOTS[root]), "--today", "2026-11-20"]
    outcome = cmtool("report", "growth", "--format", form, *options, *where)
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"growth-{root}{audience}.{form}")


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("private", [False, True])
def test_page_is_valid_and_asks_nothing_of_others(root: str, private: bool) -> None:
    data = made(load(ROOTS[root]).registry, private=private)
    require_plain(data)
    tree = parsed(rendered(data))
    assert not {e.tag for e in tree.iter()} & {"script", "img", "iframe", "link", "object", "embed", "form", "base"}
    named = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(named) == len(set(named))
    for element in tree.iter():
        assert not {a for a in element.attrib if str(a).startswith("on") or a in ("style", "src")}
        assert set((element.get("aria-labelledby") or "").split()) <= set(named)


@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_public_output_holds_no_member_no_request_and_no_ticket(form: str, cmtool: Run) -> None:
    public = cmtool("report", "growth", "--format", form, cwd=SAMPLE).out
    registry = load(SAMPLE).registry
    assert [m.id for m in registry.members.values() if m.id in public or (m.name and m.name in public)] == []
    told = [
        text for r in registry.requests.values() for text in (r.id, r.ticket, r.summary, r.reason, r.answer) if text
    ]
    told += [one.to for need in registry.needs.values() for one in need.outreach if one.to]
    assert len(told) > 60
    assert [text for text in told if text in public] == []
    if form != "csv":
        private = cmtool("report", "growth", "--format", form, "--private", cwd=SAMPLE).out
        assert "2026-11-04-help-503" in private
        assert "Thandiwe Nkosi" in private
        assert [r.summary for r in registry.requests.values() if r.summary in private] == []


def test_all_forms_tell_the_same_numbers(cmtool: Run) -> None:
    data = json.loads(cmtool("report", "growth", "--format", "json", cwd=SAMPLE).out)
    rows = list(csv.DictReader(io.StringIO(cmtool("report", "growth", "--format", "csv", cwd=SAMPLE).out)))
    whole = [(row["step"], row["reached"]) for row in rows if not row["by"]]
    assert whole == [(step["step"], str(step["reached"])) for step in data["way_in"]["steps"]]
    assert [step for step, _ in whole] == list(STEPS)
    page = cmtool("report", "growth", "--format", "html", cwd=SAMPLE).out
    table = next(table for table in parsed(page).iter("table"))
    told = [[words(cell) for cell in line] for line in table.iter("tr")]
    assert [line[:2] for line in told[1:]] == [[step["name"], str(step["reached"])] for step in data["way_in"]["steps"]]
    text = cmtool("report", "growth", cwd=SAMPLE).out
    for step in data["way_in"]["steps"]:
        assert f"\n| {step['name']} | {step['reached']} |" in text


def test_every_key_of_the_json_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
    section = page.split("## `report growth --format json`")[1].split("\n## ")[0]

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    told = keys(made(load(SAMPLE).registry, private=True))
    assert {key for key in told if f"`{key}`" not in section} == set()


COMMUNITY = """
schema: 1
name: Meridian Maps
contact: {address: maps@meridian.example, owner: liis-tamm}
regions: [north]
organisations: {}
roles: {helper: {name: Helper, scope: group}}
pathway: [{id: hello, name: Says hello, level: casual}, {id: owns, name: Owns an area, level: core}]
privacy: {visibility: public, min_cell: 3}
"""


def community(people: int, **texts: str) -> Registry:
    """So many people joined in spring and said hello; the first of them by a request, and went on."""
    ids = [f"m{number}" for number in range(people)]
    steps = ", ".join(f"{{member: {id}, role: helper, steps: [{{step: hello, date: 2026-03-01}}]}}" for id in ids)
    return registry_from(
        {
            "community": COMMUNITY,
            "members/liis-tamm": "{name: Liis Tamm, status: active}",
            **{f"members/{id}": f"{{name: Kim {id}, status: active, joined: 2026-03-01}}" for id in ids},
            "groups/maps": f"{{name: Maps, kind: working-group, status: active, purpose: Draw, members: [{steps}]}}",
            **{
                f"requests/from-{id}": f"{{kind: join, received: 2026-02-01, source: email, summary: Wants in, "
                f"interests: [maps], outcome: joined, member: {id}, closed: 2026-03-01}}"
                for id in ids
            },
            "activities/2026/2026-03-05-page": "{kind: contribution, date: 2026-03-05, by: m0, members: [m0], "
            "type: docs, text: Wrote a page}",
            **texts,
        }
    )


@pytest.mark.parametrize(("people", "tells"), [(1, False), (2, False), (3, True)])
def test_how_members_fared_is_told_of_min_cell_people_together(people: int, tells: bool) -> None:
    for private in (False, True):
        data = made(community(people), private=private)
        told = tells or private
        contributed = data["way_in"]["steps"][-1]
        assert data["way_in"]["steps"][-2]["reached"] == people
        assert contributed["reached"] == (1 if told else None)
        assert contributed["share"] == (round(1 / people, 4) if told else None)
        assert data["way_in"]["steps"][-2]["lost"] == (people - 1 if told else None)
        assert (data["tenure"]["cohort"], data["tenure"]["rate"]) == (people, 0.0 if told else None)
        assert [c["rate"] for c in data["pathway"]["conversions"]] == [0.0 if told else None]
        assert [s["went_on"] for s in data["pathway"]["steps"]] == ([0] if told else [])
        assert data["pathway"]["left_out"] == (0 if told else 1)
    # parts of the whole, and the whole of a group, would give the rest away
    public = made(community(people))
    parts = [part["steps"] for by in ("source", "group") for part in public["way_in"][f"by_{by}"]]
    assert len(parts) == 2
    assert [steps[-1]["reached"] for steps in [*parts, made(community(people), group="maps")["way_in"]["steps"]]] == [
        None,
        None,
        None,
    ]


def test_no_level_of_few_people_is_public() -> None:
    """Liis has taken no step: a level of one person is told to nobody outside, nor what the others then are."""
    assert made(community(3))["pathway"]["levels"] is None
    assert made(community(3), private=True)["pathway"]["levels"] == [
        {"level": "casual", "members": 3},
        {"level": "active", "members": 0},
        {"level": "core", "members": 0},
        {"level": "none", "members": 1},
    ]


OPEN = {
    "requests/late": "{kind: join, received: 2026-11-01, source: email, summary: Wants in, interests: [maps], "
    "owner: liis-tamm, routed: 2026-11-02}",
    "requests/fresh": "{kind: feedback, received: 2026-11-20, source: chat, summary: Likes it}",
    "requests/asked": "{kind: query, received: 2026-11-08, source: chat, summary: Asks, owner: liis-tamm, "
    "routed: 2026-11-08, first_response: 2026-11-09, experts: [{member: m0, asked: 2026-11-10}]}",
}


def test_who_waits_is_listed_with_what_to_do() -> None:
    """Late has waited for an answer since 2026-11-08, asked for an expert since 2026-11-17; fresh came today."""
    found = made(community(1, **OPEN), private=True)["waiting"]
    assert (found["open"], found["overdue"]) == (3, 2)
    assert found["delays"] == [
        {"what": "answer of an expert", "requests": 1},
        {"what": "first personal answer", "requests": 1},
    ]
    assert [(r["id"], r["owner"] and r["owner"]["name"], r["days_open"]) for r in found["list"]] == [
        ("late", "Liis Tamm", 19),
        ("asked", "Liis Tamm", 12),
        ("fresh", None, 0),
    ]
    assert [(r["next"]["what"], r["next"]["by"], [late["days"] for late in r["late"]]) for r in found["list"]] == [
        ("first personal answer", date(2026, 11, 8), [12]),
        ("answer of an expert", date(2026, 11, 17), [3]),
        ("somebody looks after it", date(2026, 11, 23), []),
    ]
    assert found["list"][0]["next"]["command"] == "cmtool request respond late"


def test_the_public_sees_only_how_many_wait() -> None:
    found = made(community(1, **OPEN))["waiting"]
    assert found == {
        "open": 3,
        "by_kind": [
            {"kind": "join", "name": "To join", "requests": 1},
            {"kind": "query", "name": "Question", "requests": 1},
            {"kind": "feedback", "name": "Feedback", "requests": 1},
        ],
        "overdue": 2,
        "delays": [{"what": "answer of an expert", "requests": 1}, {"what": "first personal answer", "requests": 1}],
        "list": None,
    }


def test_a_past_day_knows_nothing_of_later() -> None:
    """On 2026-02-15 the request of the newcomer was open, and nobody looked after it."""
    found = made(community(1), private=True, today=date(2026, 2, 15))
    assert [(r["id"], r["next"]["what"]) for r in found["waiting"]["list"]] == [("from-m0", "somebody looks after it")]
    assert [step["reached"] for step in found["way_in"]["steps"]] == [1, 0, 0, 0, 0, 0]
    assert (found["numbers"]["members"], found["pathway"]["conversions"]) == (1, [])


NEED = """
title: Two cartographers
type: role
group: maps
status: open
opened: 2026-11-01
published: [{channel: newsletter, date: 2026-11-02}, {channel: forum, date: 2026-11-21}]
outreach:
  - {date: 2026-11-03, by: liis-tamm, to: a school, result: silent}
  - {date: 2026-11-04, by: liis-tamm, member: m0, result: interested}
  - {date: 2026-11-21, by: liis-tamm, to: another school, result: contacted}
"""


def test_open_needs_with_what_came_of_asking() -> None:
    """What happens tomorrow does not count; a request that answers the need does. A draft is no need yet."""
    texts = {
        "needs/maps": NEED,
        "needs/draft": NEED.replace("status: open", "status: draft"),
        "requests/answer": "{kind: join, received: 2026-11-10, source: form, summary: Draws, need: maps}",
    }
    (need,) = made(community(1, **texts))["needs"]
    assert (need["id"], need["asked"], need["requests"], need["asked_list"]) == ("maps", 2, 1, None)
    assert need["results"] == []  # one member is among them: the answer would be known
    assert [one["channel"] for one in need["published"]] == ["newsletter"]
    (need,) = made(community(1, **texts), private=True)["needs"]
    assert need["results"] == [{"result": "interested", "asked": 1}, {"result": "silent", "asked": 1}]
    assert [(one["to"], one["member"] and one["member"]["id"]) for one in need["asked_list"]] == [
        ("a school", None),
        (None, "m0"),
    ]


def test_who_asks_about_own_data_is_in_no_public_number() -> None:
    """Such a person was listed, and is soon missing: one request alone would tell who it was."""
    texts = {"requests/mine": "{kind: privacy, received: 2026-11-10, source: email, summary: Asks what we hold}"}
    public, private = (made(community(1, **texts), private=private) for private in (False, True))
    assert (public["answers"]["received"], public["waiting"]["open"]) == (0, 0)
    assert "privacy" not in [one["kind"] for part in ("answers", "waiting") for one in public[part]["by_kind"]]
    assert (private["answers"]["received"], private["waiting"]["open"]) == (1, 1)


def test_of_one_group(cmtool: Run) -> None:
    outcome = cmtool("report", "growth", "--group", "payments", cwd=SAMPLE)
    assert outcome.code == 0
    assert outcome.out.startswith("# Meridian Stack: growth, Payments Working Group\n")
    assert "## Now" not in outcome.out
    outcome = cmtool("report", "growth", "--group", "paymets", cwd=SAMPLE)
    assert (outcome.code, outcome.out) == (2, "")
    assert "did you mean 'payments'?" in outcome.err


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("people", [0, 1, 12])
@pytest.mark.parametrize("texts", [{}, OPEN, {"needs/maps": NEED}], ids=["nobody waits", "some wait", "need"])
def test_odd_registries_make_whole_pages(private: bool, people: int, texts: dict[str, str]) -> None:
    registry = community(max(people, 1), **texts) if people else registry_from({"community": COMMUNITY})
    data = made(registry, private=private)
    require_plain(data)
    parsed(rendered(data))
    assert "None" not in rendered(data, "md")


def hostile(text: str) -> dict[str, Any]:
    quoted = json.dumps(text.strip(), ensure_ascii=False)
    registry = community(
        3,
        **OPEN,
        **{
            "community": COMMUNITY.replace("Meridian Maps", quoted).replace("Says hello", quoted),
            "members/liis-tamm": f"{{name: {quoted}, status: active}}",
            "groups/maps": f"""
{{name: {quoted}, kind: working-group, status: active, purpose: Draw,
 members: [{{member: m0, role: helper, steps: [{{step: hello, date: 2026-03-01}}]}}]}}""",
            "needs/maps": NEED.replace("Two cartographers", quoted).replace("a school,", f"{quoted},"),
        },
    )
    return made(registry, private=True)


PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tokens(text: str) -> list[object]:
    return [(t.type, t.tag, [(c.type, c.attrs.get("href")) for c in t.children or []]) for t in PARSER.parse(text)]


def elements(page: str) -> list[tuple[str, list[str]]]:
    return [(str(e.tag), sorted(map(str, e.attrib))) for e in parsed(page).iter()]


@pytest.mark.parametrize("text", NAUGHTY)
def test_hostile_names_do_not_change_the_structure(text: str) -> None:
    found, plain = hostile(text), hostile("harmless")
    assert elements(rendered(found)) == elements(rendered(plain))
    assert tokens(rendered(found, "md")) == tokens(rendered(plain, "md"))
