"""Printing: the product on stdout or in a file, colour, tables."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmtool.cli.context import Context

if TYPE_CHECKING:
    from cmtool.formats.table import Table

_STYLES = {"error": "1;31", "warning": "1;33", "place": "1", "caret": "31", "hint": "36", "dim": "2", "good": "32"}


def paint(context: Context) -> Callable[[str, str], str]:
    """Style and text to text, coloured where the terminal and the user want it."""
    if not context.color:
        return lambda _style, text: text
    return lambda style, text: f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text else text


def write(context: Context, text: str, output: Path | None = None) -> None:
    """The product: to a file if one is named (whole or not at all), else to stdout, always UTF-8."""
    if output is not None and str(output) != "-":
        from cmtool.store.save import save

        save(output, _encoded(text))
        context.say(f"wrote {output}")
        return
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(_encoded(text))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)


def _encoded(text: str) -> bytes:
    """UTF-8; what is none, because a file name is none, as its escape, which JSON understands."""
    return text.encode("utf-8", "backslashreplace")


def tell_table(context: Context, table: Table, form: Any, output: Path | None) -> None:
    """A table in the form asked for, by `--format` or by the suffix of the file."""
    from cmtool.formats.table import aligned, csv, json

    chosen = form.value if form is not None else (output.suffix.lstrip(".") if output else "table")
    write(context, {"json": json, "csv": csv}.get(chosen, aligned)(table), output)
