"""SARIF 2.1.0, judged by the schema of the standard (tests/data/schemas) and by the limits of GitHub's code scanning."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from cmtool import __version__
from cmtool.finding import Finding
from cmtool.formats.sarif import MOST, sarif
from tests.conftest import DATA
from tests.formats.findings import SEASON, finding, under

SCHEMA = jsonschema.Draft4Validator(json.loads((DATA / "schemas" / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))


def run_of(text: str) -> dict[str, Any]:
    """The one run of a log, once the schema has judged it."""
    log = json.loads(text)
    SCHEMA.validate(log)
    [run] = log["runs"]
    return run


def told(*findings: Finding, **other: Any) -> dict[str, Any]:
    return run_of(sarif(findings, under, **other))


def test_schema_refuses_what_is_no_sarif() -> None:
    """The reader of these tests can say no."""
    broken = json.loads(sarif([finding()], under))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        SCHEMA.validate(broken)


def test_a_finding_is_a_result_at_its_place() -> None:
    run = told(finding(hint="ask the person"))
    assert run["results"] == [
        {
            "ruleId": "MEM102",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "has not agreed to the code of conduct (ask the person)"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "registry/members/ada-moreau.yaml", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 15},
                    }
                }
            ],
            "partialFingerprints": {"cmtool/v1": "561ec9cc15f158c8f3f060c6bae4b001"},
        }
    ]
    assert run["columnKind"] == "unicodeCodePoints"


def test_rules_are_those_with_results_and_bring_their_page() -> None:
    driver = told(finding(code="SCH102"), finding(), finding())["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("cmtool", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["MEM102", "SCH102"]
    rule = driver["rules"][0]
    assert rule["shortDescription"] == {"text": "An active member has not agreed to the community's code of conduct."}
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["help"]["text"].startswith("MEM102 (error)\n\nAn active member")
    assert "How to fix: ask the person" in rule["help"]["markdown"]


def test_every_result_names_its_rule() -> None:
    run = told(finding(code="SCH102"), finding(), finding(code="FIL102"))
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["SCH102", "MEM102", "FIL102"]


def test_errors_come_first_and_what_is_due_is_a_note() -> None:
    run = told(finding(severity="warning", due=SEASON), finding(severity="warning"), finding())
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning"]


def test_more_than_github_takes_are_cut_and_counted() -> None:
    run = told(*[finding(severity="warning")] * 3, finding(), notices=["not read by this version: plans/"], most=2)
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    assert [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]] == [
        "not read by this version: plans/",
        "2 more findings are left out: a run holds at most 2",
    ]
    assert MOST == 25_000


@pytest.mark.parametrize(
    "path", ["members/a b.yaml", "members/ä?#%.yaml", "a:b.yaml", "members/\udcff.yaml", "members/x\ny\\.yaml"]
)
def test_path_is_a_relative_uri_of_the_bytes_of_its_name(path: str) -> None:
    [result] = run_of(sarif([finding(path=path)], str))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == path.encode("utf-8", "surrogateescape")
    assert uri.isascii()
    assert ":" not in uri


def test_message_makes_no_link() -> None:
    [result] = told(finding("unknown field [here](http://evil.example)"))["results"]
    assert result["message"] == {"text": "unknown field [here] (http://evil.example)"}


def test_findings_of_the_overlay_stay_away() -> None:
    assert told(finding(private=True))["results"] == []
    assert told(finding(private=True))["tool"]["driver"]["rules"] == []
