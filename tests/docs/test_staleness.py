"""What the pages name is there: files, headings, rules, fields of records."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cmtool.checks import codes
from cmtool.cli.app import COMMANDS
from cmtool.cli.form import FindingForm
from cmtool.model.folders import FOLDERS
from cmtool.workspace import Workspace
from tests.conftest import SAMPLE
from tests.docs.pages import CHECKOUT, DOCS, NAMES, anchors, blocks, links, prose, text_of

TODAY = date(2026, 11, 20)
GUIDES = ("manager", "meetings", "newcomers", "spotlights", "reviewer", "member")
_CODE = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")


# -- links


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    broken = []
    for file, anchor in links(text_of(name)):
        target = (CHECKOUT / name).parent / file if file else CHECKOUT / name
        if not target.exists() or (anchor and anchor not in anchors(target.read_text("utf-8"))):
            broken.append(f"{file}#{anchor}")
    assert broken == []


def test_every_page_is_in_an_index() -> None:
    linked = {f"docs/{file}" for file, _ in links(text_of("docs/README.md"))}
    linked |= {file for file, _ in links(text_of("README.md"))}
    assert {f"docs/{page.name}" for page in DOCS.glob("*.md")} - linked - {"docs/README.md"} == set()


# -- rules


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_that_is_named_exists(name: str) -> None:
    text = text_of(name)
    own = set(re.findall(r'^CODE = "(\w+)"', text, re.MULTILINE))
    assert set(_CODE.findall(text)) - set(codes()) - own == set()


# -- records


def examples() -> Iterator[tuple[str, str, str]]:
    """Blocks of YAML that say which record they are: page, file, text."""
    for name in NAMES:
        for block in blocks(text_of(name)):
            first, _, rest = block.text.partition("\n")
            match = re.fullmatch(rf"# ((?:(?:{'|'.join(FOLDERS)})/[\w-]+|community)\.yaml)", first)
            if block.language == "yaml" and match:
                yield name, match[1], rest


@pytest.mark.parametrize(("name", "file", "text"), list(examples()))
def test_every_record_that_is_shown_is_one(name: str, file: str, text: str, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    (tmp_path / "registry" / file).write_text(text, encoding="utf-8")
    assert wrong(tmp_path / "registry", file) == []


def wrong(root: Path, file: str) -> list[tuple[str, str]]:
    """What is wrong with a file for itself: its form, its fields, its words, whom it names."""
    found = Workspace(root, None, lambda zone: TODAY).validate().findings
    return [
        (finding.code, finding.message)
        for finding in found
        if finding.path == file and finding.code.startswith(("YML", "SCH", "FIL", "REF"))
    ]


def test_a_record_that_is_none_is_found(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    file = "members/ada-stone.yaml"
    for line, code in (("colour: red", "SCH101"), ("region: afrika", "REF102")):
        (tmp_path / "registry" / file).write_text(f"name: Ada Stone\nstatus: onboarding\n{line}\n", encoding="utf-8")
        assert [found for found, _ in wrong(tmp_path / "registry", file)] == [code]


def test_there_are_records_to_look_at() -> None:
    assert {name for name, *_ in examples()} >= {"README.md", "docs/member.md"}


@pytest.mark.parametrize("name", [f"docs/{name}.md" for name in GUIDES])
def test_every_field_and_word_that_a_guide_names_is_in_the_tables(name: str) -> None:
    spans = re.findall(r"`([a-z_]+)(?:[.:](?!(?:md|svg|txt)`)[^`\n]*)?`", prose(text_of(name)))  # a file is no field
    tables = text_of("docs/records.md")
    assert [word for word in spans if f"`{word}`" not in tables and word not in COMMANDS and word != "cmtool"] == []


# -- rooms and forms


def test_the_house_has_the_rooms_that_are_checked() -> None:
    [contract, *_] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    plan = blocks(text_of("docs/house.md"))[0].text
    rooms = [re.split(r"\s{2,}", line)[0] for line in plan.splitlines() if not line.startswith(" ")]
    assert rooms == contract["layers"]


def test_every_form_of_findings_for_machines_is_told() -> None:
    pages = text_of("docs/json.md") + text_of("docs/ci.md")
    machines = [form for form in FindingForm if form not in (FindingForm.TEXT, FindingForm.CONCISE)]
    assert [
        form.value for form in machines if f"--format {form.value}" not in pages and f"`{form.value}`" not in pages
    ] == []
