"""The guides are typed as they stand, page by page, each in its own copy of the sample community."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.docs.pages import Step, blocks, is_shown, steps, text_of, written

Run = Callable[..., Outcome]


@pytest.mark.parametrize(
    "name",
    [
        "docs/manager.md",
        "docs/meetings.md",
        "docs/newcomers.md",
        "docs/spotlights.md",
        "docs/reviewer.md",
        "docs/member.md",
    ],
)
def test_who_types_the_guide_sees_what_it_shows(name: str, cmtool: Run, own_demo: Path) -> None:
    typed = 0
    for block in blocks(text_of(name)):
        if block.language != "console":
            written(own_demo, block)
            continue
        for step in steps(block.text):
            got = printed(step, cmtool, own_demo)
            assert is_shown(step.shown, got), "\n".join([f"$ {step.command}", *got])
            typed += 1
    assert typed


def printed(step: Step, cmtool: Run, folder: Path) -> list[str]:
    """What stands in the terminal after a command: its product, then its talk."""
    if step.command.startswith("cmtool"):
        done = cmtool(*shlex.split(step.command)[1:], cwd=folder)
        text = done.out + done.err
    else:
        text = subprocess.run(["bash", "-c", step.command], cwd=folder, capture_output=True, encoding="utf-8").stdout
    return [line.rstrip() for line in text.rstrip().splitlines()]


@pytest.mark.parametrize(
    ("shown", "got", "same"),
    [
        (["a", "..."], ["a", "b", "c"], True),
        (["a", "...", "c"], ["a", "c"], True),
        (["a"], ["a", "b"], False),
        (["...", "b"], ["a"], False),
        (["saved 1234567 on main"], ["saved abcdef0 on main"], True),
        (["list [a] why?"], ["list a why"], False),
        ([], [], True),
    ],
)
def test_dots_stand_for_lines_and_hashes_for_any(shown: list[str], got: list[str], same: bool) -> None:
    assert is_shown(shown, got) is same
