"""The form of findings, tables and records: the suffix of -o chooses it, --format overrides."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Outcome

Run = Callable[..., Outcome]
TABLES = [["list", "groups"], ["find", "--skill", "git"], ["due"], ["templates", "list"]]


@pytest.mark.parametrize("command", [*TABLES, ["show", "groups/ux"], ["validate"]], ids=" ".join)
def test_json_suffix_gives_json(command: list[str], cmtool: Run, tmp_path: Path) -> None:
    target = tmp_path / "x.json"
    assert cmtool(*command, "-o", str(target), cwd=SAMPLE).code == 0
    assert json.loads(target.read_text("utf-8"))
    assert target.read_text("utf-8") == cmtool(*command, "--format", "json", cwd=SAMPLE).out


@pytest.mark.parametrize("command", TABLES, ids=" ".join)
def test_csv_suffix_gives_csv(command: list[str], cmtool: Run, tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    cmtool(*command, "-o", str(target), cwd=SAMPLE)
    assert target.read_text("utf-8") == cmtool(*command, "--format", "csv", cwd=SAMPLE).out


@pytest.mark.parametrize(
    ("command", "endings"),
    [
        (["list", "groups"], ".json or .csv"),
        (["show", "groups/ux"], ".json"),
        (["validate"], ".json, .xml, .md or .sarif"),
        (["report", "overview"], ".md, .html or .json"),
    ],
    ids=str,
)
def test_suffix_of_no_form_is_refused(command: list[str], endings: str, cmtool: Run, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    assert cmtool(*command, "-o", str(target), cwd=SAMPLE) == (
        2,
        "",
        f"error: cannot tell the form from '{target}'; end it with {endings}, or name one with --format\n",
    )
    assert not target.exists()


def test_text_suffix_gives_what_a_terminal_shows(cmtool: Run, tmp_path: Path) -> None:
    target = tmp_path / "x.txt"
    cmtool("list", "groups", "-o", str(target), cwd=SAMPLE)
    assert target.read_text("utf-8") == cmtool("list", "groups", cwd=SAMPLE).out
