"""The form of an output: the suffix of -o chooses it, --format overrides."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool.cli.form import FindingForm, chosen
from cmtool.reports import names
from tests.conftest import DATA, SAMPLE, Outcome
from tests.formats.test_github import commands

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
    said = f"error: no report 'overveiw'; did you mean 'overview'?; reports: {', '.join(names())}\n"
    assert cmtool("report", "overveiw", *ON) == (2, "", said)


FINDING_FORMS = {
    "text": "", "concise": "community.yaml:1:1 ", "json": "[\n", "github": "::error ", "gitlab": "[\n", "junit": "<?xml ", "markdown": "### ",
    "sarif": "{\n",
}  # fmt: skip
"""How each form of findings begins."""


def test_page_of_machine_forms_has_every_form_and_its_suffix(cmtool: Run) -> None:
    page = (DATA.parents[1] / "docs" / "json.md").read_text("utf-8")
    table = page.split("| form | suffix | for |")[1].split("\n\n")[0]
    rows = [row.split("|")[1:3] for row in table.splitlines()[2:]]
    told = {
        form: re.findall("`([^`]+)`", suffixes) for forms, suffixes in rows for form in re.findall("`([a-z]+)`", forms)
    }
    assert set(told) == set(FINDING_FORMS) == {form.value for form in FindingForm}
    for form, suffixes in told.items():
        for suffix in suffixes if form != "concise" else ():
            assert chosen(None, Path(f"x{suffix}"), FindingForm.TEXT) == form


@pytest.mark.parametrize("form", FINDING_FORMS)
def test_every_form_of_findings_gives_the_same_exit_code(
    form: str, cmtool: Run, registry_of: Callable[..., Path]
) -> None:
    root = registry_of({"members/eve-holm.yaml": "name: Eve Holm\nstatus: activ\n"})
    outcome = cmtool("validate", "--format", form, "--today", "2026-11-20", cwd=root)
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.startswith(FINDING_FORMS[form])
    assert "eve-holm" in outcome.out


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("x.sarif", "sarif"),
        ("x.sarif.json", "sarif"),
        ("x.SARIF", "sarif"),
        ("x.xml", "junit"),
        ("x.md", "markdown"),
        ("x.json", "json"),
        ("x.v1.json", "json"),
        ("x.txt", "text"),
        ("found", "text"),
    ],
)
def test_suffix_chooses_the_form_of_findings(file: str, form: str, cmtool: Run, tmp_path: Path) -> None:
    told = cmtool("validate", "--format", form, *ON).out
    assert cmtool("validate", "-o", file, *ON) == (0, "", f"wrote {file}\n")
    assert (tmp_path / file).read_text("utf-8") == told


def test_suffix_of_no_form_of_findings_is_refused(cmtool: Run) -> None:
    said = (
        "error: cannot tell the form from 'x.html'; end it with .json, .xml, .md or .sarif, or name one with --format\n"
    )
    assert cmtool("validate", "-o", "x.html", *ON) == (2, "", said)


def test_warnings_are_failures_of_junit_only_where_they_fail_the_run(cmtool: Run) -> None:
    told = cmtool("validate", "--format", "junit", cwd=SAMPLE)
    strict = cmtool("validate", "--format", "junit", "--fail-on", "warning", cwd=SAMPLE)
    assert (told.code, strict.code) == (0, 1)
    assert ' tests="219" failures="0" ' in told.out
    assert ' tests="219" failures="2" ' in strict.out


def test_junit_has_the_files_that_are_named(cmtool: Run) -> None:
    told = cmtool("validate", "skills", "community.yaml", "--format", "junit", cwd=SAMPLE).out
    assert "<testsuite name=" in told
    assert {line.split('"')[1] for line in told.splitlines() if "<testsuite " in line} == {"community", "skills"}


@pytest.mark.parametrize("form", ["json", "github", "gitlab", "junit", "markdown", "sarif"])
def test_no_machine_form_holds_a_private_value_or_a_finding_of_the_overlay(
    form: str, cmtool: Run, registry_of: Callable[..., Path]
) -> None:
    """An address, an e-mail of a person, a date of birth: told where, never what."""
    root = registry_of(
        {
            "members/eve-holm.yaml": "name: Eve Holm\nstatus: Zqstatus x\nx-mail: zqeve@mail.example\ngender: Zqgender\n",
            "../private/members/ada-moreau.yaml": "gender: Zqwomn\nnotes: [Zqnotes]\n",
        }
    )
    text = (root / "community.yaml").read_text("utf-8")
    (root / "community.yaml").write_text(text + "  overlay: ../private\n", encoding="utf-8")
    outcome = cmtool("validate", "--format", form, "--today", "2026-11-20", cwd=root)
    assert outcome.code == 1
    assert outcome.err.startswith("note: 2 more in the overlay, told on a terminal only\n")
    assert "PRV101" in outcome.out
    for value in ("zqeve", "Zqgender", "Zqwomn", "Zqnotes", "ada-moreau.yaml:", "../private"):
        assert value not in outcome.out
    assert str(root) not in outcome.out


@pytest.mark.parametrize("form", FINDING_FORMS)
def test_files_of_a_pull_request_give_the_log_of_a_workflow_no_command(
    form: str, cmtool: Run, registry_of: Callable[..., Path]
) -> None:
    """safety.md O6: names and values that GitHub's runner would obey, in a run at the top of the registry."""
    value = "'##[add-mask]x ::set-env name=PATH::x'"
    root = registry_of(
        {
            "::error file=a::y.yaml": "name: x\n",
            " ::stop-commands::x.yaml": "name: x\n",
            "members/::add-mask::x\n::error::y.yaml": "name: x\n",
            "members/eve-holm.yaml": f"name: {value}\nstatus: {value}\n{value}: 1\nnotes: ##[error]x\n",
        }
    )
    code, out, err = cmtool("validate", "--format", form, "--due", "--today", "2026-11-20", cwd=root)
    assert code == 1
    ours = {"error", "warning"} if form == "github" else set()
    assert {name for name, _, _ in commands(out + err)} == ours
    for name, properties, _ in commands(out + err):
        assert set(properties) >= {"file", "line", "title"}, name
