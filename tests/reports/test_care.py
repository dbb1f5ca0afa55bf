"""The report on care: what it lists and in which order, every form of it, and that it stays private."""

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

from cmtool.model.addresses import addresses
from cmtool.model.registry import Registry
from cmtool.render.library import Library
from cmtool.render.plain import require_plain
from cmtool.render.renderer import Renderer
from cmtool.reports import context, names, public_names
from cmtool.reports.care import table
from cmtool.store.packaged import templates_folder
from tests.conftest import SAMPLE, Outcome
from tests.registries import registry_from
from tests.render.naughty import NAUGHTY

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
TODAY = date(2026, 11, 20)
RENDERER = Renderer(Library(templates_folder()))
Run = Callable[..., Outcome]


@pytest.fixture
def root(registry_of: Callable[..., Path]) -> Path:
    """Friday Garden in the third week of November: something to do under every heading but the spotlight."""
    return registry_of({f"{ref}.yaml": f"{text}\n" for ref, text in GARDEN.items() if "spotlights" not in ref})


COMMUNITY = """
schema: 1
name: Friday Garden
contact: {address: community@meridian.example, owner: ada-moreau}
regions: [europe]
organisations: {garden: {name: The Garden, kind: ngo}}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  gardener: {name: Gardener, scope: group, acts_as: [lead, triage]}
  ambassador: {name: Ambassador, scope: community, acts_as: [ambassador]}
privacy: {visibility: public}
policy: {spotlight_every: 31}
"""
LISTED = "region: europe, consents: {listing: 2024-01-01, spotlight: 2024-01-01}"
WORK = "kind: contribution, by: ada-moreau, type: docs"
GARDEN = {
    "community": COMMUNITY,
    "members/ada-moreau": f"{{name: Ada Moreau, status: active, {LISTED}, roles: [{{role: manager, since: 2024-01-01}}]}}",
    "members/bo-lindqvist": "{name: Bo Lindqvist, status: active, joined: 2024-02-01}",
    "members/cem-aydin": f"{{name: Cem Aydın, status: active, joined: 2024-03-01, {LISTED}, languages: [tr, de]}}",
    "members/dunja-horvat": "{name: Dunja Horvat, status: onboarding, joined: 2026-10-20}",
    "groups/tomatoes": "{name: Tomatoes, kind: team, status: active, purpose: x, "
    "members: [{member: bo-lindqvist, role: gardener}]}",
    "groups/beans": "{name: Beans, kind: team, status: active, purpose: x, "
    "members: [{member: cem-aydin, role: gardener}, {member: ada-moreau, role: gardener}]}",
    "activities/a1": f"{{{WORK}, date: 2026-05-01, members: [cem-aydin], groups: [beans], text: Tied up the beans}}",
    "activities/a2": f"{{{WORK}, date: 2026-05-20, members: [cem-aydin], text: Drew the plan, used_in: The 2027 plan}}",
    "activities/a3": "{kind: thanks, by: ada-moreau, date: 2026-08-20, members: [bo-lindqvist], text: For the early watering}",
    "activities/a4": "{kind: thanks, by: cem-aydin, date: 2026-11-01, members: [ada-moreau], text: For the keys}",
    "activities/a5": f"{{{WORK}, date: 2026-09-05, members: [bo-lindqvist], text: Watered in the drought}}",
    "activities/a6": "{kind: recognition, by: ada-moreau, date: 2026-06-01, members: [cem-aydin], public: true, "
    "text: Best beans of the street}",
    "activities/a7": "{kind: checkin, by: ada-moreau, date: 2026-11-02, members: [bo-lindqvist], text: Talked, "
    "needs: A second watering can}",
    "requests/r1": "{kind: join, source: event, received: 2026-10-15, summary: Wants a bed, owner: bo-lindqvist, "
    "routed: 2026-10-15, first_response: 2026-10-16, member: dunja-horvat, "
    "onboarding: {call: 2026-10-20, registered: 2026-10-20}}",
    "spotlights/s1": "{member: cem-aydin, planned: 2026-10-01, status: published, channels: [linkedin], "
    "published: [{channel: linkedin, date: 2026-10-01, url: 'https://www.linkedin.example/p/1'}], "
    "approved_by: ada-moreau, consent: {given: 2026-09-20, channels: [linkedin], text_seen: true}, "
    "answers: {who: A gardener}}",
}


def garden(**more: str) -> Registry:
    return registry_from(GARDEN | more)


@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_report_is_as_accepted(form: str, root: Path, cmtool: Run, same_as: Callable[[str, Path], None]) -> None:
    code, out, err = cmtool(
        "--registry", str(root), "--today", "2026-11-20", "report", "care", "--private", "--format", form
    )
    assert (code, err) == (0, "")
    same_as(out, GOLDEN / f"care-garden.{form}")


def test_it_is_for_those_who_look_after_the_community(cmtool: Run, root: Path) -> None:
    code, out, err = cmtool("--registry", str(root), "--today", "2026-11-20", "report", "care")
    assert (code, out) == (2, "")
    assert err.endswith("with --private\n")
    assert "care" in names() and "care" not in public_names()


def test_who_is_thanked_first_and_for_what() -> None:
    """Cem has waited since the first activity, Bo since August; Ada was thanked two weeks ago."""
    assert context("care", garden(), TODAY, private=True)["to_thank"] == [
        {
            "id": "cem-aydin",
            "name": "Cem Aydın",
            "roles": ["Gardener, Beans"],
            "last": None,
            "due": date(2026, 7, 30),
            "is_due": True,
            "did": {
                "told": [
                    {"date": date(2026, 5, 20), "what": "Drew the plan"},
                    {"date": date(2026, 5, 1), "what": "Tied up the beans"},
                ],
                "more": 0,
            },
        },
        {
            "id": "bo-lindqvist",
            "name": "Bo Lindqvist",
            "roles": ["Gardener, Tomatoes"],
            "last": date(2026, 8, 20),
            "due": date(2026, 11, 18),
            "is_due": True,
            "did": {"told": [{"date": date(2026, 9, 5), "what": "Watered in the drought"}], "more": 0},
        },
    ]


def test_spotlights_of_a_year_beside_the_community() -> None:
    """Cem is the only one shown and, with Ada, of known region: their region has its share."""
    made = context("care", garden(), TODAY, private=True)
    assert made["spotlights"] == {
        "published": 1,
        "last": date(2026, 10, 1),
        "median_gap": None,
        "groups": ["Beans"],
        "regions": [{"id": "europe", "name": "Europe", "is_shown": True, "balance": 0.0}],
    }
    made["spotlights"] |= {"published": 2, "median_gap": 35, "regions": [{"name": "Arab States", "balance": -0.25}]}
    assert (
        "In a year 2 spotlights were published, 35 days apart (median); they showed 1 group or their people. "
        "Shown less than their share of the members: Arab States (by 25%).\n"
    ) in RENDERER.render("reports/care.md.j2", made)


@pytest.mark.parametrize(("day", "is_told"), [(date(2027, 1, 15), False), (date(2027, 1, 16), True)])
def test_thanks_are_told_two_weeks_before_they_are_due(day: date, is_told: bool) -> None:
    """Ada was thanked on 2026-11-01, so again by 2027-01-30."""
    found = context("care", garden(), day, private=True)["to_thank"]
    assert ("ada-moreau" in [one["id"] for one in found]) is is_told


def test_what_a_person_did_is_told_from_all_that_is_on_record() -> None:
    more = {
        "groups/tomatoes": "{name: Tomatoes, kind: team, status: active, purpose: x, "
        "products: [{name: Seed list, versions: [{version: '1.0', status: released, date: 2026-10-01, authors: "
        "[cem-aydin]}]}], members: [{member: bo-lindqvist, role: gardener}]}",
        "meetings/mm": "{series: event, title: Seed swap, status: held, date: 2026-11-06, mode: online, facilitator: "
        "ada-moreau, attended: 3, agenda: [{title: How to keep seeds, kind: discussion, minutes: 5, by: cem-aydin}]}",
        "requests/q1": "{kind: query, source: email, received: 2026-11-01, summary: Why do beans climb, experts: "
        "[{member: cem-aydin, asked: 2026-11-02, answered: 2026-11-03}]}",
        "activities/a9": f"{{{WORK}, date: 2026-11-21, members: [cem-aydin], text: Not yet}}",
    }
    (cem,) = (p for p in context("care", garden(**more), TODAY, private=True)["to_thank"] if p["id"] == "cem-aydin")
    assert cem["did"] == {
        "told": [
            {"date": date(2026, 11, 6), "what": "How to keep seeds (Seed swap)"},
            {"date": date(2026, 11, 3), "what": "Answered a query: Why do beans climb"},
            {"date": date(2026, 10, 1), "what": "Seed list 1.0, as an author"},
        ],
        "more": 2,
    }


def test_each_line_of_the_table_is_one_thing_to_do() -> None:
    headers, rows = table(context("care", garden(), TODAY, private=True))
    assert headers == ["what", "who", "day", "about", "command"]
    assert [(row[0], row[1], str(row[2]), row[4]) for row in rows[:-1]] == [
        ("thanks", "cem-aydin", "2026-07-30", "cmtool draft thanks cem-aydin"),
        ("thanks", "bo-lindqvist", "2026-11-18", "cmtool draft thanks bo-lindqvist"),
        ("went quiet", "cem-aydin", "2026-05-20", ""),
        ("check-in", "ada-moreau", "None", 'cmtool note checkin ada-moreau --text ".."'),
        ("check-in", "cem-aydin", "None", 'cmtool note checkin cem-aydin --text ".."'),
        ("deputy", "bo-lindqvist", "None", ""),
        ("personal mail", "bo-lindqvist", "2026-10-27", "cmtool request onboard r1 --mailed today"),
        ("use to report", "bo-lindqvist", "2026-09-05", 'cmtool set activities/a5 used_in=".."'),
        ("use to report", "cem-aydin", "2026-05-01", 'cmtool set activities/a1 used_in=".."'),
        ("ambassador", "cem-aydin", "2026-06-01", ""),
    ]
    assert [str(cell) for cell in rows[-1]][::2] == ["spotlight", "2026-11-27", "cmtool spotlight next"]


def test_a_community_that_notes_nothing_is_told_how_to_begin() -> None:
    """No flood on the first day: nobody was thanked, and nobody is owed thanks."""
    data = context(
        "care", registry_from({ref: t for ref, t in GARDEN.items() if "activities" not in ref}), TODAY, private=True
    )
    assert (data["to_thank"], data["is_kept"]) == ([], False)
    told = RENDERER.render("reports/care.md.j2", data)
    assert "No activity is written down yet." in told and "To thank" not in told


def test_even_without_private_nobody_is_named_who_is_not_listed() -> None:
    """The command refuses; and if something else made it, only those who consented would be in it."""
    told = json.dumps(context("care", garden(), TODAY, private=False), default=str)
    assert "Cem Ayd" in told
    assert "Lindqvist" not in told and "Horvat" not in told


def test_no_form_holds_an_address_but_the_shared_one(cmtool: Run) -> None:
    for form in ("md", "html", "json", "csv"):
        out = cmtool("report", "care", "--private", "--format", form, cwd=SAMPLE).out
        found = {out[start:end] for _, start, end in addresses(out)}
        assert found <= {"community@meridian.example"}


def test_csv_is_what_a_spreadsheet_reads(cmtool: Run, root: Path) -> None:
    said = ("--registry", str(root), "--today", "2026-11-20", "report", "care", "--private", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(cmtool(*said).out)))
    assert {row["what"] for row in rows} >= {"thanks", "check-in", "use to report"}
    assert all(set(row) == {"what", "who", "day", "about", "command"} for row in rows)


def hostile(text: str) -> dict[str, Any]:
    """Names and texts that people wrote, replaced by one that would change a page."""
    quoted = json.dumps(text.strip(), ensure_ascii=False)
    names = (
        "Ada Moreau",
        "Bo Lindqvist",
        "Cem Aydın",
        "Dunja Horvat",
        "Tomatoes",
        "Beans",
        "Gardener",
        "Friday Garden",
    )
    words = ("Tied up the beans", "Drew the plan", "Watered in the drought", "Best beans of the street")
    files = dict(GARDEN)
    for word in (*names, *words, "A second watering can"):
        files = {ref: own.replace(f": {word}", f": {quoted}") for ref, own in files.items()}
    data = context("care", registry_from(files), TODAY, private=True)
    require_plain(data)
    return data


def elements(page: str) -> list[tuple[str, list[str]]]:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return [(str(e.tag), sorted(map(str, e.attrib))) for e in tree.iter()]


def tokens(page: str) -> list[str]:
    return [token.type for token in MarkdownIt("commonmark").enable("table").parse(page)]


@pytest.mark.parametrize("text", NAUGHTY)
def test_hostile_words_do_not_change_the_structure(text: str) -> None:
    made, plain = hostile(text), hostile("harmless")
    assert elements(RENDERER.render("reports/care.html.j2", made)) == elements(
        RENDERER.render("reports/care.html.j2", plain)
    )
    assert tokens(RENDERER.render("reports/care.md.j2", made)) == tokens(RENDERER.render("reports/care.md.j2", plain))
