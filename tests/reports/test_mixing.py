"""The report on who meets whom; its forms are tested with those of the report on meetings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import html5lib

from cmtool.model.registry import Registry
from cmtool.reports import context
from cmtool.reports.mixing import MOST
from cmtool.store.load import load
from tests.conftest import SAMPLE, Outcome
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
Run = Callable[..., Outcome]


def registry(count: int, *meetings: str, partners: str = "[]") -> Registry:
    """Groups g0, g1, ... with as many members as their number."""
    texts = {
        "community": """
schema: 1
name: Nine
contact: {address: nine@meridian.example, owner: m0}
regions: [north]
organisations: {}
roles: {helper: {name: Helper, scope: group}}
privacy: {visibility: public}
""",
        **{f"members/m{n}": f"{{name: M{n}, status: active}}" for n in range(count)},
        **{
            f"groups/g{n}": f"{{name: G{n:02}, kind: working-group, status: active, purpose: x, partners: {partners}, "
            f"members: [{', '.join(f'{{member: m{m}, role: helper}}' for m in range(n))}]}}"
            for n in range(count)
        },
        **{f"meetings/x{n}": text for n, text in enumerate(meetings)},
    }
    return registry_from(texts)


def meeting(day: str, text: str) -> str:
    return f"{{series: event, status: held, date: {day}, mode: online, facilitator: m0, {text}}}"


def pairs(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(p["one"]["id"], p["other"]["id"], p["state"]) for p in data["pairs"]]


def test_partners_that_never_met_come_first() -> None:
    met = [
        meeting("2026-11-01", "groups: [g0, g1]"),
        meeting("2024-11-01", "groups: [g0, g2]"),
        meeting("2026-10-01", "attended: [m0, m1, m2]"),
    ]
    data = context("mixing", registry(4, *met, partners="[g3]"), TODAY, private=True)
    assert pairs(data) == [
        ("g0", "g3", "never"),
        ("g1", "g3", "only-in-the-whole"),
        ("g2", "g3", "only-in-the-whole"),
        ("g0", "g2", "not-this-year"),
        ("g1", "g2", "only-in-the-whole"),
        ("g0", "g1", "joint"),
    ]
    assert data["counts"] == {"never": 1, "not_this_year": 1, "only_in_the_whole": 3, "joint": 1}
    assert data["partners"] == {"never": 1, "not_this_year": 0, "only_in_the_whole": 2, "joint": 0}


def test_only_private_output_names_who_connects() -> None:
    one = registry(4)
    public, private = (context("mixing", one, TODAY, private=private) for private in (False, True))
    assert (public["connecting"], public["connectors"]) == (0, None)  # two people are too few to be told
    assert private["connectors"] == [
        {"id": "m0", "name": "M0", "groups": ["G01", "G02", "G03"]},
        {"id": "m1", "name": "M1", "groups": ["G02", "G03"]},
    ]


def test_public_output_does_not_tell_who_of_a_small_group_came() -> None:
    one = registry(5, meeting("2026-10-01", "attended: [m0, m1, m2, m3]"))
    met = [p[:2] for p in pairs(context("mixing", one, TODAY, private=False)) if p[2] != "never"]
    assert met == [("g3", "g4")]
    assert len([p for p in pairs(context("mixing", one, TODAY, private=True)) if p[2] != "never"]) == 6


def test_grid_shows_the_largest_of_many_groups() -> None:
    grid = context("mixing", registry(40), TODAY, private=False)["grid"]
    assert grid["names"] == [f"G{n}" for n in range(24, 40)]
    assert (len(grid["names"]), grid["left_out"], len(grid["cells"])) == (MOST, 24, 120)


def test_grid_and_its_table_tell_the_same(cmtool: Run) -> None:
    page = cmtool("report", "mixing", "--format", "html", cwd=SAMPLE).out
    data = json.loads(cmtool("report", "mixing", "--format", "json", cwd=SAMPLE).out)
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    (details,) = tree.iter("details")
    told = [["".join(cell.itertext()) for cell in line] for line in details.iter("tr")][1:]
    names = data["grid"]["names"]
    cells = sorted(data["grid"]["cells"], key=lambda c: (c["first"], c["second"]))
    assert told == [
        [
            names[c["first"]],
            names[c["second"]],
            str(c["meetings"]),
            str(c["joint"]),
            "partners" if c["partners"] else "",
        ]
        for c in cells
    ]
    svg = next(e for e in tree.iter() if str(e.tag).endswith("svg"))
    numbers = ["".join(e.itertext()) for e in svg.iter() if str(e.tag).endswith("text")][-len(cells) :]
    assert sorted(numbers) == sorted(f"{c['meetings']}{'*' if c['joint'] else ''}" for c in cells)


def test_table_has_every_pair(cmtool: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(cmtool("report", "mixing", "--format", "csv", cwd=SAMPLE).out)))
    assert len(rows) == 45
    assert [r for r in rows if r["state"] == "joint"] == [
        {
            "one": "consent",
            "other": "identity",
            "state": "joint",
            "partners": "true",
            "joint": "1",
            "whole": "2",
            "meetings": "3",
            "last": "2026-09-10",
            "people": "",  # fewer than three are not told
        }
    ]


def test_sample_has_no_partners_that_never_met() -> None:
    data = context("mixing", load(SAMPLE).registry, TODAY, private=True)
    assert data["counts"] == {"never": 0, "not_this_year": 0, "only_in_the_whole": 44, "joint": 1}


def test_one_person_in_two_groups_is_not_singled_out_by_a_pair_that_is_missing() -> None:
    """g3 and g4 share m0, m1 and m2; if only m0 came for both, a missing pair would say that it was one of these."""
    one = registry(5, meeting("2026-10-01", "attended: [m0]"))
    public, private = (context("mixing", one, TODAY, private=private) for private in (False, True))
    assert [p[:2] for p in pairs(public) if p[2] != "never"] == [("g3", "g4")]
    assert [p[:2] for p in pairs(private) if p[2] != "never"] == []
