"""The form of an output: `--format`, else the suffix of `-o`, else the usual one of the command."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from cmtool.cli.context import Context
from cmtool.cli.output import write
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.formats.table import Table
    from cmtool.workspace import Workspace


class TextForm(StrEnum):
    """Forms of a text."""

    MD = "md"
    HTML = "html"
    JSON = "json"


class ReportForm(StrEnum):
    """Forms of a report; not every one has all."""

    MD = "md"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


class TableForm(StrEnum):
    """Forms of a table."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class RecordForm(StrEnum):
    """Forms of one record."""

    TEXT = "text"
    JSON = "json"


class FindingForm(StrEnum):
    """Forms of findings."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    MARKDOWN = "markdown"
    SARIF = "sarif"


_SUFFIXES = {
    ".md": ("md", "markdown"),
    ".markdown": ("md", "markdown"),
    ".html": ("html",),
    ".htm": ("html",),
    ".json": ("json",),
    ".csv": ("csv",),
    ".ics": ("ics",),
    ".xml": ("junit",),
    ".sarif": ("sarif",),
    ".sarif.json": ("sarif",),
}
"""The forms that the end of a file name tells; the same one has another name in other commands."""
_PLAIN = (".txt", ".log", "")
"""Suffixes of the forms that only a person reads."""

_HELP = "Form; the suffix of -o chooses it as well."
TEXT_FORM = typer.Option(None, "--format", help=_HELP, show_default="md")
TABLE_FORM = typer.Option(None, "--format", help=_HELP, show_default="table")
RECORD_FORM = typer.Option(None, "--format", help=_HELP, show_default="text")
FINDING_FORM = typer.Option(None, "--format", help=_HELP, show_default="text")
OUTPUT = typer.Option(None, "-o", "--output", help="Write to a file instead.", show_default=False)
AS_OF = typer.Option(
    None,
    "--as-of",
    metavar="DAY",
    help="As it was at the end of this day, by git: 2025-12-31, 2025-Q4, 90d.",
    show_default=False,
)
DRY_RUN = typer.Option(False, "--dry-run", help="Only tell what would be written.")

F = TypeVar("F", bound=StrEnum)


def chosen(form: F | None, output: Path | None, usual: F, among: Iterable[str] | None = None) -> F:
    """The form asked for; a file whose suffix names none of the command's forms is refused.

    `among` are those of them that the message offers.
    """
    if form is not None:
        return form
    if output is None or str(output) == "-":
        return usual
    forms = {member.value: member for member in type(usual)}
    suffixes = [suffix.lower() for suffix in output.suffixes]
    for suffix in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
        told = [name for name in _SUFFIXES.get(suffix, ()) if name in forms]
        if told:
            return forms[told[0]]
    if output.suffix.lower() in _PLAIN and usual.value in ("text", "table"):
        return usual
    raise CmtoolError(
        f"cannot tell the form from '{output}'; end it with {_endings(among or forms)}, or name one with --format"
    )


def _endings(forms: Iterable[str]) -> str:
    """The shortest endings that name one of some forms: `.md, .html or .json`."""
    found = (next((suffix for suffix, names in _SUFFIXES.items() if form in names), "") for form in forms)
    *most, last = [suffix for suffix in found if suffix]
    return f"{', '.join(most)} or {last}" if most else last


def tell(context: Context, text: str, output: Path | None, *, dry_run: bool = False) -> None:
    """Write a text, or say what would be written."""
    if dry_run and output is not None and str(output) != "-":
        context.say(f"would write {output} ({len(text.encode('utf-8'))} bytes)")
    else:
        write(context, text, output)


def tell_table(context: Context, table: Table, form: TableForm | str | None, output: Path | None) -> None:
    """A table in the form asked for."""
    from cmtool.formats.table import aligned, csv, json

    forms = {TableForm.TABLE: aligned, TableForm.CSV: csv, TableForm.JSON: json}
    wanted = TableForm(form) if form is not None else None
    write(context, forms[chosen(wanted, output, TableForm.TABLE)](table), output)


def tell_omissions(context: Context, space: Workspace | None = None) -> None:
    """What could not be read, and so is left out."""
    from cmtool.workspace.rendering import omissions

    for omission in omissions(space or context.workspace):
        context.say(f"note: {omission}")
