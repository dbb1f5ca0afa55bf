"""GitLab's Code Quality report, judged by a schema written after its documentation (tests/data/schemas)."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from cmtool.finding import Finding
from cmtool.formats.gitlab import gitlab
from tests.conftest import DATA
from tests.formats.findings import SEASON, finding, under

SCHEMA = jsonschema.Draft7Validator(json.loads((DATA / "schemas" / "gitlab-code-quality.json").read_text("utf-8")))


def told(*findings: Finding) -> list[dict[str, Any]]:
    rows = json.loads(gitlab(findings, under))
    SCHEMA.validate(rows)
    return rows


def test_a_finding_at_its_place() -> None:
    assert told(finding(hint="ask the person")) == [
        {
            "description": "has not agreed to the code of conduct (ask the person)",
            "check_name": "MEM102",
            "fingerprint": "561ec9cc15f158c8f3f060c6bae4b001",
            "severity": "major",
            "location": {"path": "registry/members/ada-moreau.yaml", "lines": {"begin": 2}},
        }
    ]


def test_error_is_major_warning_minor_and_due_info() -> None:
    rows = told(finding(), finding(severity="warning"), finding(severity="warning", due=SEASON))
    assert [row["severity"] for row in rows] == ["major", "minor", "info"]


def test_no_two_rows_have_one_fingerprint() -> None:
    assert len({row["fingerprint"] for row in told(*[finding()] * 50)}) == 50


def test_name_that_is_no_unicode_spoils_no_report() -> None:
    [row] = told(finding(path="members/\udcff.yaml"))
    assert row["location"]["path"] == "registry/members/\\u{dcff}.yaml"


def test_nothing_found_and_findings_of_the_overlay() -> None:
    assert gitlab([], under) == "[]\n"
    assert told(finding(private=True)) == []
