"""Text for a mail: lines of at most 72 columns, lists with a hanging indent, rows of tabs as aligned columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap

WIDTH = 72
_WHOLE = re.compile(r"Subject: |## | +cmtool ")
_BULLET = re.compile(r" *(?:- )?")


def laid_out(text: str) -> str:
    """A text with its long lines broken between words.

    An address, the line of the subject, a heading and a command on a line of its own stay whole.
    """
    parts = groupby(text.split("\n"), key=lambda line: "\t" in line)
    return "\n".join(line for is_table, lines in parts for line in (_table if is_table else _lines)(list(lines)))


def _lines(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if _WHOLE.match(line):
            yield line
            continue
        bullet = _BULLET.match(line)
        yield from _wrapped(line, len(bullet.group()) if bullet else 0)


def _table(lines: list[str]) -> Iterator[str]:
    """Rows with all columns but the last as wide as their widest cell, numbers to the right."""
    rows = [line.split("\t") for line in lines]
    widths = [max(map(len, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    for *cells, last in rows:
        start = "".join(
            f"{cell.rjust(width) if cell.isdigit() else cell.ljust(width)}  "
            for cell, width in zip(cells, widths, strict=True)
        )
        yield from _wrapped(start + last, len(start))


def _wrapped(line: str, indent: int) -> list[str]:
    whole = line.replace("[ ] ", "[\xa0]\xa0").replace("[x] ", "[x]\xa0")  # a box stays with its name
    broken = wrap(whole, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace("\xa0", " ") for part in broken] or [""]
