"""Findings in Markdown: counts, then what is wrong, errors first, never longer than a comment may be."""

from __future__ import annotations

from cmtool.formats.findings_markdown import markdown
from cmtool.formats.markdown_lines import COMMENT
from tests.formats.findings import SEASON, finding, under

SUMMARY = "7 records checked: 1 error, 1 warning"


def test_whole_comment() -> None:
    found = [
        finding("was confirmed long ago", code="MEM202", severity="warning", due=SEASON),
        finding("nobody acts as triage", code="GRP102", severity="warning", hint="name somebody"),
        finding(hint="ask @ada"),
    ]
    assert markdown(found, f"{SUMMARY}\n1 thing is due: cmtool due", under, ["not read by this version: plans/"]) == (
        """\
### 7 records checked: 1 error, 1 warning

1 thing is due: cmtool due

not read by this version: plans/

- `registry/members/ada-moreau.yaml:2:9` **MEM102** error: has not agreed to the code of conduct; ask @&#8203;ada
- `registry/members/ada-moreau.yaml:2:9` **GRP102** warning: nobody acts as triage; name somebody
- `registry/members/ada-moreau.yaml:2:9` **MEM202** due 2026-11-01: was confirmed long ago
"""
    )


def test_nothing_found() -> None:
    assert markdown([], "7 records checked: no findings", under) == (
        "### 7 records checked: no findings\n\nNothing to mend.\n"
    )


def test_name_of_a_branch_in_the_summary_is_foreign_text() -> None:
    assert markdown([], "no findings that @team/<b> has not", under).startswith(
        "### no findings that @&#8203;team/&lt;b&gt; has not\n"
    )


def test_findings_of_the_overlay_stay_away() -> None:
    assert "ada-moreau" not in markdown([finding(private=True)], SUMMARY, under)


def test_address_in_the_name_of_a_file_is_not_told() -> None:
    told = markdown([finding(path="members/kate@mail.example.yaml")], SUMMARY, under)
    assert "- `(a path with an address in it):2:9` **MEM102**" in told


def test_too_much_is_cut_at_a_line_and_counted() -> None:
    found = [finding("é" * 80) for _ in range(1_000)]
    told = markdown(found, SUMMARY, under, most=2_000)
    lines = told.splitlines()
    rows = [line for line in lines if line.startswith("- ")]
    assert len(told.encode()) <= 2_000
    assert len(rows) == 8
    assert all(row.endswith("é" * 80) for row in rows)
    assert lines[-1] == "... and 992 more: `cmtool validate` tells them all"


def test_all_that_fits_is_told() -> None:
    found = [finding(f"{number}") for number in range(700)]
    assert COMMENT - 2_000 < len(markdown(found * 2, SUMMARY, under).encode()) <= COMMENT
    assert "more:" not in markdown(found, SUMMARY, under)
    assert 890_000 < len(markdown(found * 40, SUMMARY, under, most=900_000).encode()) <= 900_000


def test_one_endless_message_is_cut() -> None:
    assert len(markdown([finding("x" * 100_000, path="y" * 9_000)], SUMMARY, under)) < 3_000
