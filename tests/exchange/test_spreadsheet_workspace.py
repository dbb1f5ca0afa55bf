"""From files to a plan in words, and from the registry to a table with what its reader should know."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.workspace import Workspace
from cmtool.workspace.spreadsheets import plan_of, refuse_blocked, sheet_of, told
from tests.conftest import DATA, SAMPLE
from tests.exchange.sheets import TODAY

FORM = DATA / "exchange" / "spreadsheet" / "form.csv"
MAP = DATA / "exchange" / "spreadsheet" / "map.yaml"


@pytest.fixture
def space() -> Workspace:
    """The sample community on its day."""
    return Workspace(SAMPLE, TODAY, lambda zone: TODAY)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A small sheet with something new, something changed, something known, and something wrong."""
    file = tmp_path / "people.csv"
    file.write_text(
        "id,name,status,country,joined\n"
        "ann-vale,Ann Vale,onboarding,Kenya,2026-11-01\n"
        "amina-diallo,,,ML,\n"
        "liis-tamm,Liis Tamm,,,\n"
        ",Bo Reed,,Kenia,\n",
        encoding="utf-8",
    )
    return file


def test_the_plan_of_a_form_in_words(space: Workspace) -> None:
    assert told(plan_of(space, FORM, map_file=MAP)) == (
        "import csv: 2 members added\n"
        "  + members/ikaika-kealoha (row 2)\n"
        "  + members/nomvula-dube (rows 3, 4)\n"
        "note: column H: 3 mail addresses or phone numbers not imported; none ever is\n"
        "note: rows 3 and 4 are one and were joined\n"
    )


def test_a_plan_with_a_problem_is_blocked(space: Workspace, sheet: Path) -> None:
    plan = plan_of(space, sheet)
    assert told(plan) == (
        "import csv: 1 member added, 1 changed; 1 as the sheet says already\n"
        "  + members/ann-vale (row 2)\n"
        "  members/amina-diallo (row 3)\n"
        "      country: SN -> ML\n"
        "problem in row 5: column 'country': unknown country 'Kenia'; did you mean Kenya (KE)?\n"
        "note: the sheet holds members, by its columns (name)\n"
    )
    with pytest.raises(CmtoolError) as error:
        refuse_blocked(plan)
    assert str(error.value) == "1 row with problems, nothing is changed; mend the sheet, or use --skip-bad-rows"


def test_rows_are_left_out_when_asked(space: Workspace, sheet: Path) -> None:
    plan = plan_of(space, sheet, skip_bad_rows=True)
    refuse_blocked(plan)
    assert told(plan).endswith("note: row 5 left out\n")
    assert plan.change_set.records == ["members/amina-diallo", "members/ann-vale"]


def test_the_first_twenty_new_records_are_named(space: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    names = "".join(f"Ann Vale {chr(65 + n)}{chr(65 + n)}\n" for n in range(23))
    file.write_text(f"name\n{names}", encoding="utf-8")
    lines = told(plan_of(space, file, defaults=["status=active"])).splitlines()
    assert lines[20:22] == ["  + members/ann-vale-tt (row 21)", "  + 3 more"]


@pytest.mark.parametrize(
    ("text", "more", "message"),
    [
        ("name\nx\n", {"defaults": ["status"]}, "'status' is no default; expected field=value, as status=onboarding"),
        ("a,b\n1,2\n", {}, "cannot tell what the sheet holds; say --kind, or 'kind' in a map file. kinds: members, groups, meetings, skills, requests, needs, activities, spotlights, memberships, member-skills"),
        ("name,x,y\n1,2,3\n", {}, "unknown column 'x' (B); map it to a field or to null, or use --ignore-unknown\n{}: unknown column 'y' (C); map it to a field or to null, or use --ignore-unknown"),
    ],
)  # fmt: skip
def test_trouble_names_the_file(
    space: Workspace, tmp_path: Path, text: str, more: dict[str, list[str]], message: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CmtoolError) as error:
        plan_of(space, file, **more)
    assert str(error.value) == f"{file}: {message.replace('{}', str(file))}"


def test_a_map_that_cannot_be_read_is_named(space: Workspace, sheet: Path, tmp_path: Path) -> None:
    with pytest.raises(CmtoolError) as error:
        plan_of(space, sheet, map_file=tmp_path / "none.yaml")
    assert str(error.value) == f"cannot read {tmp_path / 'none.yaml'}: No such file or directory"


def test_an_export_says_who_is_not_in_it_and_what_to_keep_safe(space: Workspace) -> None:
    assert sheet_of(space, "members").notes == [
        "7 people have not consented to listing and are left out; --private exports everybody"
    ]
    assert sheet_of(space, "members", private=True, raw=True).notes == [
        "this file holds what only members may see: keep it where they alone can read it",
        "formulas are not guarded: a spreadsheet may run what stands in these cells",
    ]
    assert sheet_of(space, "skills").notes == []


def test_an_export_speaks_of_one_as_of_one(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(SAMPLE, root)
    for path in (root / "members").glob("*.yaml"):
        if path.stem not in ("amina-diallo", "fatou-ndiaye"):
            path.unlink()
    listed = (root / "members/fatou-ndiaye.yaml").read_text("utf-8")
    (root / "members/fatou-ndiaye.yaml").write_text(listed.replace("  listing: 2024-10-15\n", ""), "utf-8")
    (root / "members/jonas-berg.yaml").write_text("name: [\n", "utf-8")
    assert sheet_of(Workspace(root, TODAY, lambda zone: TODAY), "members").notes == [
        "1 person has not consented to listing and is left out; --private exports everybody",
        "1 record cannot be read and is not in it: run cmtool validate",
    ]


def test_an_unknown_table_is_told(space: Workspace) -> None:
    with pytest.raises(CmtoolError) as error:
        sheet_of(space, "membrs")
    assert str(error.value) == (
        "no table 'membrs'; did you mean 'members'?; "
        "tables: members, groups, meetings, skills, requests, needs, activities, spotlights, memberships, member-skills"
    )
