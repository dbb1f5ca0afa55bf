"""What every import that makes a new registry shares: which options go with it, and how the end is told."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cmtool.cli.context import Context
from cmtool.cli.writing import how_of
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.workspace import Report


def is_dry(context: typer.Context) -> bool:
    """Whether it shall only be told. CmtoolError where the options say more of how a change is made."""
    how = how_of(context)
    if how != type(how)(is_dry=how.is_dry):
        raise CmtoolError("a new registry is in no git repository yet: of how to change one, only --dry-run goes")
    return how.is_dry


def head(into: Path, counts: Sequence[str], report: Report, *, dry: bool) -> str:
    """What was made, and what validation says of it."""
    return f"{'would make' if dry else 'made'} {into}: {', '.join(counts)}\n{report.summary()}\n"


def say_next(shared: Context, into: Path, *, dry: bool) -> None:
    """What to type now, where something was made."""
    if not dry:
        shared.say(f"\nnext: cmtool validate --registry {shlex.quote(str(into))}")
