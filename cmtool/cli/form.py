"""The form of a text output: `--format`, else the suffix of `-o`, else Markdown."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal

import typer

from cmtool.cli.context import Context
from cmtool.cli.output import write
from cmtool.errors import CmtoolError


class Form(StrEnum):
    """Forms of a report."""

    MD = "md"
    HTML = "html"
    JSON = "json"


_SUFFIXES = {".md": Form.MD, ".markdown": Form.MD, ".html": Form.HTML, ".htm": Form.HTML, ".json": Form.JSON}

FORM = typer.Option(None, "--format", help="Form; the suffix of -o chooses it as well.", show_default="md")
OUTPUT = typer.Option(None, "-o", "--output", help="Write to a file instead.", show_default=False)
DRY_RUN = typer.Option(False, "--dry-run", help="Only tell what would be written.")


def chosen(form: Form | None, output: Path | None) -> Literal["md", "html", "json"]:
    """The form asked for."""
    if form is not None:
        return form.value
    if output is None or str(output) == "-":
        return "md"
    if output.suffix.lower() not in _SUFFIXES:
        raise CmtoolError(
            f"cannot tell the form from '{output}'; end it with .md, .html or .json, or name one with --format"
        )
    return _SUFFIXES[output.suffix.lower()].value


def tell(context: Context, text: str, output: Path | None, *, dry_run: bool) -> None:
    """Write a text, or say what would be written."""
    if dry_run and output is not None and str(output) != "-":
        context.say(f"would write {output} ({len(text.encode('utf-8'))} bytes)")
    else:
        write(context, text, output)
