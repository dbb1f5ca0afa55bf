"""Printing: the product on stdout or in a file, colour, tables."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from cmtool.cli.context import Context
from cmtool.errors import CmtoolError

_STYLES = {"error": "1;31", "warning": "1;33", "place": "1", "caret": "31", "hint": "36", "dim": "2", "good": "32"}


def paint(context: Context) -> Callable[[str, str], str]:
    """Style and text to text, coloured where the terminal and the user want it."""
    if not context.color:
        return lambda _style, text: text
    return lambda style, text: f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text and style in _STYLES else text


def write(context: Context, text: str, output: Path | None = None) -> None:
    """The product: to a file if one is named (whole or not at all), else to stdout, always UTF-8."""
    if output is not None and str(output) != "-":
        from cmtool.store.save import save

        context.refuse_record(output)
        save(output, _encoded(text))
        context.say(f"wrote {output}")
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(_encoded(text))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CmtoolError(f"cannot write to standard output: {error.strerror}") from None


def _encoded(text: str) -> bytes:
    """UTF-8; what is none, because a file name is none, as its escape, which JSON understands."""
    return text.encode("utf-8", "backslashreplace")
