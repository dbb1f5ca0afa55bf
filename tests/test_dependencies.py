"""docs/dependencies.md tells of every dependency, and what it says of the parsers is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from benchmarks.parsers import FORMS, accepts, parsers

PROJECT = Path(__file__).parents[1]
DOC = (PROJECT / "docs" / "dependencies.md").read_text("utf-8")


def rows(section: str) -> list[list[str]]:
    """The rows of a section's table, without its head."""
    body = DOC.split(f"## {section}\n")[1].split("\n## ")[0]
    lines = [line for line in body.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def named(requirements: list[str]) -> list[str]:
    return [re.split(r"[<>=!~;\[ ]", requirement)[0] for requirement in requirements]


@pytest.mark.parametrize("section", ["To run", "To paint cards", "To develop", "To try an editor", "To measure"])
def test_every_dependency_has_its_line(section: str) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = {
        "To run": project["dependencies"],
        "To paint cards": extras["png"],
        "To develop": extras["dev"],
        "To try an editor": extras["editor"],
        "To measure": extras["bench"],
    }[section]
    told = rows(section)
    assert sorted(row[0] for row in told) == sorted(named(declared))
    assert all(cell for row in told for cell in row)


def test_what_is_said_of_the_parsers_is_so() -> None:
    said = {row[0]: row[1:] for row in rows("Choosing the C events") if row[0] in FORMS}
    assert list(said) == list(FORMS)
    columns = {"PyYAML": 0, "ruamel.yaml.clib": 1, "ruamel.yaml": 2}
    for name, events in parsers().items():
        column = columns[name.split()[0]]
        assert {form: cells[column] for form, cells in said.items()} == {
            form: "yes" if accepts(events, text) else "**no**" for form, text in FORMS.items()
        }
