"""Same registry, version and day: same bytes, whatever the time zone, locale, hash seed or terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DATA, SAMPLE

HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "COLUMNS": "80"}
THERE = {
    "TZ": "Pacific/Auckland",
    "LC_ALL": "C",  # there on every machine, and not UTF-8 when Python may not help itself
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "4242",
    "COLUMNS": "33",
}

COMMANDS = [
    [],
    ["validate", "--due"],
    ["validate", "--format", "json"],
    ["due", "--within", "400d", "--format", "csv"],
    ["list", "members", "--format", "json"],
    ["list", "meetings"],
    ["show", "groups/payments"],
    ["find", "--skill", "git"],
    ["report", "overview"],
    ["report", "overview", "--format", "html"],
    ["report", "overview", "--format", "json"],
    ["report", "calendar", "--format", "ics"],
    ["report", "calendar", "--format", "html"],
    ["report", "meetings"],
    ["report", "mixing"],
    ["due", "--within", "400d", "--format", "ics"],
    ["draft", "invitation", "2026-11-26-communitymeet"],
    ["minutes", "2026-09-10-communitymeet"],
    ["meeting", "next", "communitymeet", "--list"],
    ["agenda", "2026-11-26-communitymeet"],
    ["draft", "spotlight", "amina-diallo"],
    ["explain"],
]


def run(arguments: list[str], environment: dict[str, str], registry: Path = SAMPLE) -> tuple[int, bytes, bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME")}
    done = subprocess.run(
        [sys.executable, "-m", "cmtool", *arguments, "--registry", str(registry)],
        env={**kept, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: " ".join(arguments) or "status")
def test_command_gives_the_same_bytes_everywhere(arguments: list[str]) -> None:
    first = run(arguments, HERE)
    assert first[0] == 0, first[2].decode()
    assert first == run(arguments, THERE)


def test_findings_of_a_broken_registry_are_the_same_everywhere() -> None:
    broken = DATA / "broken" / "REF101"
    first = run(["validate", "--today", "2026-11-20"], HERE, broken)
    assert first[0] == 1
    assert first == run(["validate", "--today", "2026-11-20"], THERE, broken)


def test_build_makes_the_same_files_everywhere(tmp_path: Path) -> None:
    made = []
    for name, environment in (("here", HERE), ("there", THERE)):
        code, _, talk = run(["build", "-o", str(tmp_path / name)], environment)
        assert code == 0, talk.decode()
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        made.append({str(path.relative_to(tmp_path / name)): path.read_bytes() for path in files})
    assert len(made[0]) > 4
    assert made[0] == made[1]
