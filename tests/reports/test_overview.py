"""The overview of the smallest community and of the sample, in every form, for both audiences."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest

from cmtool.render.plain import require_plain
from cmtool.reports import context, names
from cmtool.store.load import load
from tests.conftest import DATA, SAMPLE, Outcome

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
TODAY = date(2026, 11, 20)
ROOTS = {"sample": SAMPLE, "smallest": DATA / "smallest"}


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("form", ["md", "html", "json"])
@pytest.mark.parametrize("audience", ["", "-private"])
def test_overview_is_as_accepted(
    root: str, form: str, audience: str, cmtool: Callable[..., Outcome], same_as: Callable[[str, Path], None]
) -> None:
    private = ["--private"] if audience else []
    outcome = cmtool(
        "report", "overview", "--format", form, *private, "--registry", str(ROOTS[root]), "--today", "2026-11-20"
    )
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"overview-{root}{audience}.{form}")


@pytest.mark.parametrize("root", ROOTS)
def test_page_is_valid_and_asks_nothing_of_others(root: str, cmtool: Callable[..., Outcome]) -> None:
    page = cmtool("report", "overview", "--format", "html", "--registry", str(ROOTS[root]), "--today", "2026-11-20").out
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "iframe", "link", "object", "embed", "form", "base"}
    assert tree.get("lang") == "en"
    for element in tree.iter():
        assert not {name for name in element.attrib if str(name).startswith("on") or name in ("style", "src")}
    assert re.search(
        r"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; ", page
    )
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' aria-labelledby="([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("private", [False, True])
def test_context_is_plain_data(private: bool) -> None:
    require_plain(context("overview", load(SAMPLE).registry, TODAY, private=private))


def test_html_and_json_tell_the_same_numbers(cmtool: Callable[..., Outcome]) -> None:
    page = cmtool("report", "overview", "--format", "html", cwd=SAMPLE).out
    data = json.loads(cmtool("report", "overview", "--format", "json", cwd=SAMPLE).out)
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    figures = [element.text for element in tree.iter("dd") if element.get("class") == "figure"]
    keys = ("members", "active_contributors", "living_groups", "organisations", "regions")
    assert figures == [str(data["numbers"][key]) for key in keys]
    rows = [[cell.text for cell in row if cell.tag in ("th", "td") and cell.text] for row in tree.iter("tr")]
    told = [
        [row["name"], str(row["members"]), f"{int(row['share'] * 100 + 0.5)}%"] for row in data["members_by_region"]
    ]
    assert [row for row in rows if row in told] == told


def test_new_versions_come_first_and_the_silent_is_flagged() -> None:
    sections = context("overview", load(SAMPLE).registry, TODAY, private=False)["sections"]
    assert [section["id"] for section in sections] == [
        "new-version",
        "active",
        "forming",
        "maintenance",
        "around",
        "dormant",
        "closed",
    ]
    assert [g["id"] for g in sections[0]["groups"]] == ["digital-registries", "identity", "payments", "registration"]
    assert [g["id"] for section in sections for g in section["groups"] if g["silent"]] == ["workflow"]


def test_list_of_reports_is_the_folder() -> None:
    folder = Path(__file__).parents[2] / "cmtool" / "reports"
    assert names() == sorted(p.stem.replace("_", "-") for p in folder.glob("[a-z]*"))


def test_every_key_of_the_json_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")

    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    told = keys(context("overview", load(SAMPLE).registry, TODAY, private=True))
    assert {key for key in told if f"`{key}`" not in page} == set()


def test_overview_without_community_file_says_so(
    cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]
) -> None:
    root = registry_of({"community.yaml": "name: ["})
    outcome = cmtool("report", "overview", "--registry", str(root), "--today", "2026-11-20")
    assert outcome == (2, "", "error: community.yaml cannot be read: see cmtool validate\n")


def test_unreadable_records_are_left_out_and_told(
    cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]
) -> None:
    root = registry_of({"members/cem-aydin.yaml": "name: ["})
    outcome = cmtool("report", "overview", "--registry", str(root), "--today", "2026-11-20")
    assert outcome.code == 0
    assert outcome.err == "note: 1 record could not be read and is left out: see cmtool validate\n"
    assert "- **3 members**, 0 joined and 0 left since 21 August 2026\n" in outcome.out
    assert "  - 2 members, led by 2 leads\n" in outcome.out
