"""The form of an output: the suffix of -o chooses it, --format overrides."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA, Outcome

Run = Callable[..., Outcome]
ON = ("--registry", str(DATA / "smallest"), "--today", "2026-11-20")


def kind(text: str) -> str:
    return "html" if text.startswith("<!doctype html>") else "json" if text.startswith("{") else "md"


@pytest.mark.parametrize("command", [("report", "overview"), ("agenda", "2026-11-06-seed-swap")])
@pytest.mark.parametrize(
    ("arguments", "file", "form"),
    [
        (["-o", "x.md"], "x.md", "md"),
        (["-o", "x.html"], "x.html", "html"),
        (["-o", "x.HTM"], "x.HTM", "html"),
        (["-o", "x.json"], "x.json", "json"),
        (["-o", "x.txt", "--format", "md"], "x.txt", "md"),
        (["-o", "x.md", "--format", "json"], "x.md", "json"),
    ],
)
def test_suffix_chooses_and_format_overrides(
    command: tuple[str, ...], arguments: list[str], file: str, form: str, cmtool: Run, tmp_path: Path
) -> None:
    assert cmtool(*command, *arguments, *ON) == (0, "", f"wrote {file}\n")
    text = (tmp_path / file).read_text("utf-8")
    assert kind(text) == form
    assert text == cmtool(*command, "--format", form, *ON).out
    if form == "json":
        json.loads(text)


def test_without_either_it_is_markdown_on_stdout(cmtool: Run) -> None:
    assert kind(cmtool("report", "overview", *ON).out) == "md"
    assert kind(cmtool("report", "overview", "-o", "-", *ON).out) == "md"


def test_suffix_that_says_nothing_is_refused(cmtool: Run, tmp_path: Path) -> None:
    said = "error: cannot tell the form from 'x.doc'; end it with .md, .html or .json, or name one with --format\n"
    assert cmtool("report", "overview", "-o", "x.doc", *ON) == (2, "", said)
    assert not (tmp_path / "x.doc").exists()


@pytest.mark.parametrize(
    "command", [("report", "overview"), ("agenda", "2026-11-06-seed-swap"), ("draft", "spotlight", "cem-aydin")]
)
def test_dry_run_writes_no_file(command: tuple[str, ...], cmtool: Run, tmp_path: Path) -> None:
    size = len(cmtool(*command, *ON).out.encode("utf-8"))
    assert cmtool(*command, "-o", "x.md", "--dry-run", *ON) == (0, "", f"would write x.md ({size} bytes)\n")
    assert list(tmp_path.iterdir()) == []


def test_unknown_report_names_those_there_are(cmtool: Run) -> None:
    said = "error: no report 'overveiw'; did you mean 'overview'?; reports: overview\n"
    assert cmtool("report", "overveiw", *ON) == (2, "", said)
