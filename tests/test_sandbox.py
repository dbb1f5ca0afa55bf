"""The sandbox of the hostile inputs notices what it must: reads elsewhere, writes, programs, endless runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import DATA
from tests.sandbox import IS_POSSIBLE, outcomes

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="this system cannot fork")
ROOT = DATA / "smallest"
VALIDATE = ("validate", "--registry", str(ROOT), "--today", "2026-11-20", "--format", "concise")


def test_reads_inside_are_fine_and_reads_outside_are_noted(tmp_path: Path) -> None:
    inside, outside = outcomes([(ROOT, VALIDATE), (tmp_path, VALIDATE)])
    assert (inside.code, inside.err, inside.outside) == (0, "", [])
    assert (outside.code, outside.out) == (0, inside.out)
    assert set(outside.outside) >= {str(ROOT), str(ROOT / "community.yaml"), str(ROOT / "members" / "ada-moreau.yaml")}


def test_read_through_a_link_is_a_read_outside(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(ROOT)
    arguments = ("validate", "--registry", str(tmp_path / "link"), "--today", "2026-11-20")
    assert str(ROOT / "community.yaml") in outcomes([(tmp_path, arguments)])[0].outside


def test_write_ends_the_run(tmp_path: Path) -> None:
    (run,) = outcomes([(tmp_path, (*VALIDATE, "-o", str(tmp_path / "out")))])
    assert run.code == 3
    assert run.err.startswith("forbidden: ")
    assert list(tmp_path.iterdir()) == []
