"""The keys of machine forms, in the order of docs/json.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.conftest import SAMPLE, Outcome

Run = Callable[..., Outcome]


def test_finding_has_the_documented_keys(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    root = registry_of(
        {"groups/maps.yaml": "name: Maps\nkind: team\nstatus: dormant\npurpose: Maps\nmembers: [{member: adaa}]\n"}
    )
    found = json.loads(cmtool("validate", "groups", "--format", "json", "--today", "2026-11-20", cwd=root).out)
    assert found == [
        {
            "code": "SCH102",
            "severity": "error",
            "path": "groups/maps.yaml",
            "line": 5,
            "column": 11,
            "end_line": 5,
            "end_column": 25,
            "record": "groups/maps",
            "field": "members[0].role",
            "message": "field 'role' is missing",
            "hint": found[0]["hint"],
            "due": None,
        }
    ]
    assert list(found[0]) == (
        "code severity path line column end_line end_column record field message hint due".split()
    )


def test_what_is_due_has_the_documented_keys(cmtool: Run) -> None:
    due = json.loads(cmtool("due", "--format", "json", cwd=SAMPLE).out)
    assert next(one for one in due if one["code"] == "GRP201") == {
        "date": "2026-10-17",
        "code": "GRP201",
        "record": "groups/workflow",
        "who": ["nurlan-sadykov", "dilnoza-karimova"],
        "text": "marked active, but no meeting or contribution since 2026-04-20: is it still working?",
        "command": "cmtool show groups/workflow",
    }
    assert list(due[0]) == ["date", "code", "record", "who", "text", "command"]


def test_record_has_its_fields_as_written(cmtool: Run) -> None:
    [meeting] = json.loads(
        cmtool("list", "meetings", "--where", "id=2027-02-11-communitymeet", "--format", "json", cwd=SAMPLE).out
    )
    assert (meeting["ref"], meeting["date"], meeting["start"]) == (
        "meetings/2027-02-11-communitymeet",
        "2027-02-11",
        "10:00",
    )
    assert list(meeting)[:4] == ["ref", "id", "series", "status"]


def test_paths_are_told_from_the_top_of_the_work_tree(
    cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path
) -> None:
    root = registry_of({"members/eve-holm.yaml": "name: Eve Holm\nstatus: activ\n"})
    (tmp_path / ".git").mkdir()
    found = json.loads(cmtool("validate", "--format", "json", "--today", "2026-11-20", cwd=root / "members").out)
    assert "registry/members/eve-holm.yaml" in {finding["path"] for finding in found}
