"""One small repository, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.changes.states", "tests.changes.killing")

from tests.changes.states import Place, begun  # noqa: E402 - what it asserts is to be told in full


@pytest.fixture(scope="session")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begun(tmp_path_factory.mktemp("pattern") / "garden", {"README.md": "# Friday Garden\n"}).top


@pytest.fixture
def place(_pattern: Path, tmp_path: Path) -> Place:
    """A repository with the smallest registry in `registry/`, a README beside it, and one commit on `main`."""
    return Place(Path(shutil.copytree(_pattern, tmp_path / "garden")))
