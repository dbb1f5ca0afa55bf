"""Findings as a person reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA, Outcome

HEAD = "name: Eve Holm\nstatus: active\n"

CASES = {
    "unknown field": (
        "languges:\n  - en\n" + HEAD,
        """members/eve-holm.yaml:1:1 SCH101 error unknown field 'languges'; did you mean 'languages'?
    |
  1 | languges:
    | ^^^^^^^^
  = help: rename it to 'languages', or start a key of your own with 'x-'
""",
    ),
    "the value behind an unknown field is not shown": (
        HEAD + "diagnosis: left-handed\n",
        """members/eve-holm.yaml:3:1 SCH101 error unknown field 'diagnosis'
    |
  3 | diagnosis: •••
    | ^^^^^^^^^
  = help: fields here: name, status, joined, left, region, country, timezone, languages, affiliations, roles, links, \
availability, code_of_conduct, consents, skills, other_skills, verified, formerly; keys of your own start with 'x-'
""",
    ),
    "a private value is not shown": (
        HEAD + "notes:\n  - likes long calls\n",
        """members/eve-holm.yaml:4:3 SCH103 error field 'notes': expected text; found a list of 1
    |
  4 |   ••••••••••••••••••
    |   ^^^^^^^^^^^^^^^^^^
  = help: this field holds one value: write it on the line of the field, without '-' and brackets
""",
    ),
    "other fields on the line of a flow mapping are not shown": (
        "{name: Eve Holm, status: activ, notes: 'likes: long, calls', gender: woman}\n",
        """members/eve-holm.yaml:1:26 REF102 error 'activ' is not one of: onboarding, active, paused, alumni, removed; \
did you mean 'active'?
    |
  1 | {name: ••• activ •••
    |            ^^^^^
  = help: write 'active'
""",
    ),
    "nothing of a line of a member that cannot be read is shown": (
        HEAD + "notes: told me: he is ill\n",
        """members/eve-holm.yaml:3:15 YML101 error not readable as YAML: a second ': ' on one line
    |
  3 | notes: •••• ••• •• •• •••
    |               ^
  = help: quote the value: a text that holds ': ' needs it
""",
    ),
    "a long line is cut around the place": (
        "name: Eve Holm\nstatus: " + "x" * 300 + "\n",
        "members/eve-holm.yaml:2:9 REF102 error '"
        + "x" * 57
        + "...' is not one of: onboarding, active, paused, alumni, removed\n"
        "    |\n  2 | status: " + "x" * 102 + "\n    |         " + "^" * 102 + "\n"
        "  = help: meaning of the field: where the person stands\n",
    ),
    "wide characters do not move the caret": (
        "name: Eve\nother_skills: [陶芸, [x]]\nstatus: active\n",
        """members/eve-holm.yaml:2:20 SCH103 error field 'other_skills[1]': expected text; found a list of 1
    |
  2 | other_skills: [陶芸, [x]]
    |                      ^^^
  = help: this field holds one value: write it on the line of the field, without '-' and brackets
""",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_finding_shows_the_place_and_the_remedy(
    case: str, registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    text, expected = CASES[case]
    private = (
        (DATA / "smallest" / "community.yaml").read_text("utf-8").replace("visibility: public", "visibility: private")
    )
    root = registry_of({"members/eve-holm.yaml": text, "community.yaml": private})
    out = cmtool("validate", "members/eve-holm.yaml", "--today", "2026-11-20", cwd=root).out
    told, _, summary = out.rpartition("\n\n")
    assert told + "\n" == expected
    assert summary == "8 records checked: 1 error, 0 warnings\n"
