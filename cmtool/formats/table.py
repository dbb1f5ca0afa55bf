"""Tables: rows of plain values under headers, as aligned text, CSV or JSON."""

from __future__ import annotations

import csv as stdlib_csv
import io
from typing import Any, NamedTuple

from cmtool.formats.json import dumps
from cmtool.formats.records import text_of
from cmtool.render.escape import guarded, visible


class Table(NamedTuple):
    """Headers, rows, and the objects that JSON gives instead of the rows."""

    headers: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    objects: list[dict[str, Any]]


def aligned(table: Table) -> str:
    """Columns for a terminal; nothing is cut."""
    from cmtool.formats.text import cells

    rows = [table.headers, *(tuple(visible(text_of(value)) for value in row) for row in table.rows)]
    widths = [max(cells(row[column]) for row in rows) for column in range(len(table.headers))]
    padded = (
        "  ".join(text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)) for row in rows
    )
    return "".join(line.rstrip() + "\n" for line in padded)


def csv(table: Table) -> str:
    """CSV with a header; a cell that a spreadsheet would take for a formula starts with `'` (safety.md O9)."""
    out = io.StringIO()
    writer = stdlib_csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.headers)
    writer.writerows([guarded(text_of(value)) for value in row] for row in table.rows)
    return out.getvalue()


def json(table: Table) -> str:
    """The objects as a JSON array."""
    return dumps(table.objects)
