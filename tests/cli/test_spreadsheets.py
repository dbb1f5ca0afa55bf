"""A spreadsheet owner moves in: the difference first, then one reviewed commit; and out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.exchange.test_spreadsheet_people import community
from tests.git import git

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]


def test_200_people_from_a_dirty_sheet_arrive_in_one_reviewed_commit(cmtool: Run, own_demo: Path) -> None:
    sheet, truth = community(4)
    (own_demo.parent / "people.csv").write_bytes(sheet)
    before = git(own_demo, "rev-parse", "HEAD")

    shown = cmtool("import", "csv", "../people.csv", cwd=own_demo)
    assert shown.code == 0
    assert shown.out.startswith("import csv: 200 members added\n")
    assert shown.err == "nothing was changed: repeat it with --apply\n"
    assert (git(own_demo, "rev-parse", "HEAD"), git(own_demo, "status", "--porcelain")) == (before, "")

    done = cmtool("import", "csv", "../people.csv", "--apply", "--branch", "moving-in", cwd=own_demo)
    assert done.code == 0, done.err
    assert done.err.endswith("next: git remote add origin ADDRESS, then git push -u origin moving-in\n")
    assert git(own_demo, "rev-list", "--count", f"{before}..HEAD") == "1"
    names = git(own_demo, "diff", "--name-only", before, "HEAD").split("\n")
    assert sorted(names) == sorted(f"registry/{ref}.yaml" for ref in truth)
    message = git(own_demo, "log", "-1", "--format=%B")
    assert message.startswith("import csv: 200 members added\n\nCmtool-Change: import\nCmtool-Record: members/")
    assert "@" not in message
    assert cmtool("validate", cwd=own_demo).code == 0

    review = cmtool("review", before, "HEAD", cwd=own_demo)
    assert review.code == 0 and "- `liis-tamm` (managers: a new record)" in review.out

    again = cmtool("import", "csv", "../people.csv", "--apply", cwd=own_demo)
    assert (again.code, again.err) == (0, "nothing to change\n")

    undone = cmtool("undo", cwd=own_demo)
    assert undone.code == 2
    assert "more than a quarter" in undone.err
    assert cmtool("undo", "--force", cwd=own_demo).code == 0
    assert git(own_demo, "diff", "--name-only", before, "HEAD") == ""


def test_a_sheet_with_problems_changes_nothing(cmtool: Run, own_demo: Path) -> None:
    (own_demo / "people.csv").write_text("name,status,country\nNadia Okafor,onboarding,NG\nOmar Aziz,activ,Wakanda\n")
    before = git(own_demo, "rev-parse", "HEAD")
    for arguments in ((), ("--apply",)):
        code, out, err = cmtool("import", "csv", "people.csv", *arguments, cwd=own_demo)
        assert out == (
            "import csv: 1 member added\n  + members/nadia-okafor (row 2)\n"
            "problem in row 3: column 'country': unknown country 'Wakanda'\n"
            "problem in row 3: column 'status': 'activ' is not one of: onboarding, active, paused, alumni, removed; "
            "did you mean 'active'?\n"
            "note: the sheet holds members, by its columns (name)\n"
        )
        assert (code, err) == (
            1,
            "error: 1 row with problems, nothing is changed; mend the sheet, or use --skip-bad-rows\n",
        )
    assert git(own_demo, "rev-parse", "HEAD") == before
    code, _, _ = cmtool("import", "csv", "people.csv", "--apply", "--skip-bad-rows", cwd=own_demo)
    assert code == 0
    assert git(own_demo, "log", "-1", "--format=%s") == "import csv: 1 member added"


LEVEL = """import csv: 1 member skill changed
  members/amina-diallo (row 2)
      openapi: level: 4 -> {}
note: the sheet holds member-skills, by its columns (member, skill)
"""


@pytest.mark.parametrize("arguments", [(), ("--apply",), ("--apply", "--dry-run"), ("--dry-run",), ("--branch", "b")])
def test_what_apply_would_refuse_the_preview_refuses_as_well(
    arguments: tuple[str, ...], cmtool: Run, own_demo: Path
) -> None:
    (own_demo / "levels.csv").write_text("member,skill,level\namina-diallo,openapi,9\n")
    code, out, err = cmtool("import", "csv", "levels.csv", *arguments, cwd=own_demo)
    assert (code, err) == (1, "error: this would make 1 error: nothing was changed\n")
    assert out.startswith(LEVEL.format(9) + "registry/members/amina-diallo.yaml:31:12 SKL101 error level 9 is not")
    assert git(own_demo, "status", "--porcelain") == "?? levels.csv"


@pytest.mark.parametrize(
    ("arguments", "ending"),
    [
        ((), "nothing was changed: repeat it with --apply\n"),
        (("--dry-run",), "nothing was changed: repeat it with --apply\n"),
        (("--branch", "moving-in"), "nothing was changed: repeat it with --apply\n"),
        (("--apply", "--dry-run"), "nothing was written: --dry-run\n"),
    ],
)
def test_a_preview_says_what_is_missing_to_make_it_real(
    arguments: tuple[str, ...], ending: str, cmtool: Run, own_demo: Path
) -> None:
    (own_demo / "levels.csv").write_text("member,skill,level\namina-diallo,openapi,5\n")
    before = git(own_demo, "rev-parse", "HEAD")
    assert cmtool("import", "csv", "levels.csv", *arguments, cwd=own_demo) == (0, LEVEL.format(5), ending)
    assert (git(own_demo, "rev-parse", "HEAD"), git(own_demo, "status", "--porcelain")) == (before, "?? levels.csv")


def test_a_preview_needs_no_repository(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    root = registry_of()
    (root.parent / "people.csv").write_text("name\nNadia Okafor\n")
    code, out, err = cmtool("import", "csv", "../people.csv", "--today", "2026-11-20", cwd=root)
    assert (code, err) == (0, "nothing was changed: repeat it with --apply\n")
    assert out.startswith("import csv: 1 member added\n  + members/nadia-okafor (row 2)\n")
    assert not (root / "members/nadia-okafor.yaml").exists()


@pytest.mark.parametrize("arguments", [(), ("--apply",)])
def test_options_that_do_not_go_together_are_told_by_the_preview(
    arguments: tuple[str, ...], cmtool: Run, own_demo: Path
) -> None:
    (own_demo / "levels.csv").write_text("member,skill,level\namina-diallo,openapi,5\n")
    options = ("--no-commit", "--branch", "moving-in", *arguments)
    code, _, err = cmtool("import", "csv", "levels.csv", *options, cwd=own_demo)
    assert (code, err.partition(",")[0]) == (2, "error: --branch says where to commit")


def test_a_sheet_that_is_not_there_is_named_once(cmtool: Run, own_demo: Path) -> None:
    told = "error: cannot read people.csv: No such file or directory\n"
    assert cmtool("import", "csv", "people.csv", cwd=own_demo) == (2, "", told)


def test_a_field_of_the_map_that_nothing_has_is_named(cmtool: Run, own_demo: Path) -> None:
    (own_demo / "people.csv").write_text("name,When\nNadia Okafor,2026-03-01\n")
    (own_demo / "map.yaml").write_text("columns: {name: nmae, When: joined, Where: country}\n")
    assert cmtool("import", "csv", "people.csv", "--map", "map.yaml", cwd=own_demo) == (
        2,
        "",
        "error: people.csv: the map names column 'Where', and the sheet has none; did you mean 'When'?\n"
        "people.csv: column 'name': nothing has a field 'nmae'; did you mean 'name'?\n",
    )


def test_what_is_exported_comes_back_unchanged(cmtool: Run, own_demo: Path) -> None:
    assert cmtool("export", "csv", "members", "--private", "-o", "people.csv", cwd=own_demo).code == 0
    code, out, err = cmtool("import", "csv", "people.csv", cwd=own_demo)
    assert (code, err) == (0, "nothing to change\n")
    assert out.startswith("import csv: no members changed")
