"""GitHub annotations, read back by a parser that does what GitHub's runner does (ActionCommand.cs)."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.finding import Due, Finding
from cmtool.formats.github import github
from cmtool.source import Source


def finding(message: str, path: str = "members/a.yaml", severity: str = "error", private: bool = False) -> Finding:
    return Finding("MEM102", Source(path, "name: x\n", private=private), (), message, "", "members/a", severity)  # type: ignore[arg-type]


def commands(output: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that the runner would obey: `::name props::data` at the start of a line, or `##[name props]` anywhere."""
    found = []
    for line in re.split(r"\r\n|\r|\n", output):
        stripped = line.lstrip()
        if stripped.startswith("::"):
            head, _, data = stripped[2:].partition("::")
            name, _, properties = head.partition(" ")
            pairs = dict(pair.split("=", 1) for pair in properties.split(",") if "=" in pair)
            unescaped = {key: _unescaped(value, ":", ",") for key, value in pairs.items()}
            found.append((name, unescaped, _unescaped(data)))
        elif "##[" in line.lower():
            found.append(("legacy", {}, line))
    return found


def _unescaped(text: str, *more: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        if character in "\r\n" or character in more:
            text = text.replace(code, character)
    return text.replace("%25", "%")


def test_a_finding_is_an_annotation_at_its_place() -> None:
    assert github([finding("has not agreed to the code of conduct")], lambda path: f"registry/{path}") == (
        "::error file=registry/members/a.yaml,line=1,endLine=1,col=1,endColumn=1,title=MEM102"
        "::has not agreed to the code of conduct\n"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "x\n::error file=a::y",
        "x%0A::stop-commands::x",
        "##[error]x",
        "a ##[set-output name=x]y",
        "##[ADD-MASK]a",
        "::add-mask::error",
        "x\r::set-env name=A::b",
        "\u2028::error::x",
    ],
)
def test_registry_text_gives_no_command_of_its_own(hostile: str) -> None:
    [(name, properties, _)] = commands(github([finding(hostile, path=f"members/{hostile}.yaml")], str))
    assert name == "error"
    assert set(properties) == {"file", "line", "endLine", "col", "endColumn", "title"}


@given(st.text())
def test_any_text_stays_one_annotation(text: str) -> None:
    assert [name for name, _, _ in commands(github([finding(text, path=text or "x")], str))] == ["error"]


def test_errors_come_first_and_the_rest_is_counted() -> None:
    many = [finding(f"w{n}", severity="warning") for n in range(12)] + [finding(f"e{n}") for n in range(11)]
    lines = github(many, str).splitlines()
    assert [line.split(" ")[0] for line in lines[:20]] == ["::error"] * 10 + ["::warning"] * 10
    assert lines[20:] == ["+3 more, not shown here: see `cmtool validate`"]


def test_findings_of_the_overlay_never_leave_the_terminal() -> None:
    assert github([finding("x", private=True)], str) == ""


def test_what_is_due_is_a_notice_and_a_step_gives_thirty_at_most() -> None:
    many = [finding(f"{n}", severity=severity) for n in range(11) for severity in ("error", "warning")]
    many += [one._replace(due=Due(date(2026, 11, 1))) for one in many if one.severity == "warning"]
    lines = github(many, str).splitlines()
    assert Counter(name for name, _, _ in commands("\n".join(lines))) == {"error": 10, "warning": 10, "notice": 10}
    assert lines[30:] == ["+3 more, not shown here: see `cmtool validate`"]


def test_columns_are_told_of_one_line_only() -> None:
    """GitHub takes no columns where an annotation spans lines."""
    text = "name: x\nstatus: y\n"
    within, across = (
        Finding("MEM102", Source("a.yaml", text), (), "x", severity="error", offsets=(6, end)) for end in (7, 12)
    )
    [(_, first, _), (_, second, _)] = commands(github([within, across], str))
    assert first == {"file": "a.yaml", "line": "1", "endLine": "1", "col": "7", "endColumn": "7", "title": "MEM102"}
    assert second == {"file": "a.yaml", "line": "1", "endLine": "2", "title": "MEM102"}
