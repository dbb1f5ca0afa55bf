"""docs/extending.md is followed to the letter, in a copy of cmtool: its files are written, its commands are typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import CHECKOUT, Step, blocks, is_shown, steps, text_of, written

PAGE = text_of("docs/extending.md")
PARTS = {part.split("\n")[0]: part for part in PAGE.split("\n## ")[1:]}
COPIED = ("cmtool", "templates", "registry", "docs", "tests", "pyproject.toml")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the checkout, and a folder of programs that run it."""
    home = tmp_path / "checkout"
    home.mkdir()
    for name in COPIED:
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, home / name, ignore=shutil.ignore_patterns("__pycache__", "golden"))
        else:
            shutil.copy(CHECKOUT / name, home)
    for program, options in (("cmtool", ""), ("pytest", "-p no:cacheprovider")):
        script = home / "bin" / program
        script.parent.mkdir(exist_ok=True)
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {program} {options} "$@"\n')
        script.chmod(0o755)
    return home


def printed(home: Path, step: Step) -> list[str]:
    settings = {
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }
    done = subprocess.run(
        ["bash", "-c", step.command], cwd=home, env=os.environ | settings, capture_output=True, encoding="utf-8"
    )
    return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]


@pytest.mark.parametrize("title", [title for title in PARTS if "```" in PARTS[title]])
def test_who_follows_the_page_gets_what_it_shows(title: str, copy: Path) -> None:
    for block in blocks(PARTS[title]):
        if block.language != "console":
            written(copy, block)
            continue
        for step in steps(block.text):
            got = printed(copy, step)
            assert is_shown(step.shown, got), "\n".join([f"$ {step.command}", *got])
