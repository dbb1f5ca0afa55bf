"""constraints.txt pins all that `make test` and `make bench` install, by name and version alone."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[1]
LINES = (CHECKOUT / "constraints.txt").read_text("utf-8").splitlines()
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
PINS = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in LINES[1:])}
WANTED = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *(requirement for extra in PROJECT["project"]["optional-dependencies"].values() for requirement in extra),
]


def test_constraints_are_names_and_versions_without_hash_or_address() -> None:
    assert LINES[0].startswith("# ")
    assert [line for line in LINES[1:] if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.!+]*", line)] == []
    assert len(PINS) == len(LINES) - 1


@pytest.mark.parametrize("wanted", WANTED)
def test_what_is_asked_for_is_pinned_to_a_version_that_fits(wanted: str) -> None:
    requirement = Requirement(wanted)
    assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])


@pytest.mark.parametrize("name", sorted(set(PINS) & {canonicalize_name(d.name) for d in metadata.distributions()}))
def test_what_an_installed_package_needs_is_pinned_too(name: str) -> None:
    requirements = [Requirement(text) for text in metadata.requires(name) or []]
    needed = {canonicalize_name(r.name) for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})}
    assert needed - set(PINS) - {"setuptools"} == set()
