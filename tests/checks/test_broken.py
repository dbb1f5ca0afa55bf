"""Each rule fails its sample at the exact place: `tests/data/broken/<CODE>/` with `expected.txt`.

`expected.txt` holds the whole outcome of `validate` as concise lines, then those that are due. A sample that git cannot
hold (links, odd names) is made by its `build.py: build(folder)`.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cmtool.checks import rules
from cmtool.formats.concise import concise
from cmtool.workspace import Workspace

BROKEN = Path(__file__).parents[1] / "data" / "broken"
SAMPLES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
TODAY = date(2026, 11, 20)


def outcome(root: Path) -> str:
    report = Workspace(root, TODAY, lambda zone: TODAY).validate(private=True)
    return concise(report.listed(due=True), str)


@pytest.mark.parametrize("code", SAMPLES)
def test_sample_fails_at_the_exact_place(code: str, tmp_path: Path, same_as: Callable[[str, Path], None]) -> None:
    root = tmp_path / "registry"
    shutil.copytree(BROKEN / code, root)
    builder = root / "build.py"
    if builder.exists():
        spec = importlib.util.spec_from_file_location(f"build_{code}", builder)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        builder.unlink()
        module.build(root)
    (root / "expected.txt").unlink(missing_ok=True)
    text = outcome(root)
    same_as(text, BROKEN / code / "expected.txt")
    assert f" {code} " in text


def test_every_rule_has_a_sample() -> None:
    assert set(SAMPLES) == set(rules())
