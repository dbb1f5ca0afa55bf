"""No file, however hostile, makes `validate` crash, hang, run something, read elsewhere, or pass unreported.

The rows are those of safety.md 2.1. Each file lies as `members/hostile.yaml` in the smallest registry and is read by
the real command line in a process of its own, under limits of memory and time (tests/sandbox.py).
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import DATA
from tests.document.hostile import CASES, Case
from tests.sandbox import IS_POSSIBLE, Run, outcomes

SECONDS = 2.0
_FINDING = re.compile(r"members/hostile\.yaml:(\d+:\d+) ([A-Z]{3}\d{3}) (error|warning) ")

_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="this system cannot fork")


Runs = dict[str, Run]


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A registry for each case."""
    folder = tmp_path_factory.mktemp("hostile")
    roots = [folder / str(number) for number in range(len(CASES))]
    for root, case in zip(roots, CASES, strict=True):
        shutil.copytree(DATA / "smallest", root)
        (root / "members" / "hostile.yaml").write_bytes(case.data)
    return roots


def validated(roots: list[Path], form: str) -> Runs:
    """What each registry led to, by the name of its case."""
    arguments = ("--today", "2026-11-20", "--format", form)
    runs = outcomes([(root, ("validate", "-q", "--registry", str(root), *arguments)) for root in roots])
    return dict(zip((case.name for case in CASES), runs, strict=True))


@pytest.fixture(scope="module")
def concise(registries: list[Path]) -> Runs:
    return validated(registries, "concise")


def found(run: Run) -> str:
    """The findings in the hostile file, as the table writes them."""
    places = [f"{place} {code}" for place, code, _ in _FINDING.findall(run.out)]
    if len(places) <= 3:
        return ", ".join(places)
    return ", ".join(f"{number} {code}" for code, number in Counter(place.split()[1] for place in places).items())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.row} {case.name}")
def test_hostile_file_ends_in_findings(case: Case, concise: Runs) -> None:
    run = concise[case.name]
    fails = "error" in {severity for _, _, severity in _FINDING.findall(run.out)}
    assert (run.code, run.err, run.outside) == (int(fails), "", [])
    assert found(run) == case.found
    assert run.seconds <= SECONDS


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_form_withstands_every_file(form: str, registries: list[Path], concise: Runs) -> None:
    for name, run in validated(registries, form).items():
        assert (name, run.code, run.err, run.outside) == (name, concise[name].code, "", [])
        assert (name, _UNSEEN.findall(run.out)) == (name, [])
        assert run.seconds <= SECONDS, name


def test_hostile_community_ends_in_findings(tmp_path: Path) -> None:
    roots = [tmp_path / str(number) for number in range(len(CASES))]
    for root, case in zip(roots, CASES, strict=True):
        shutil.copytree(DATA / "smallest", root)
        (root / "community.yaml").write_bytes(case.data)
    for name, run in validated(roots, "concise").items():
        assert (name, run.code, run.err, run.outside) == (name, 1, "", [])
        assert run.seconds <= SECONDS, name


def test_names_of_cases_differ() -> None:
    assert max(Counter(case.name for case in CASES).values()) == 1


def test_every_row_has_cases() -> None:
    assert list(dict.fromkeys(case.row for case in CASES)) == [f"Y{number}" for number in range(1, 24)]
