"""Bytes of a filled form as lines of Markdown, whatever editor saved it.

Blocks are told by their lines, not by a Markdown parser: in a form each line is a heading, a box, a row or a label of
its own, and stays one when an editor puts blank lines between, indents it or escapes its first character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.minutes.trouble import Trouble, Unreadable
from cmtool.render.markdown_text import to_text

MAX_BYTES = 1024 * 1024
MAX_LINES = 20_000
MAX_LINE = 10_000

_NOT_MARKDOWN = {
    b"PK\x03\x04": "a Word or LibreOffice document",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"%PDF": "a PDF",
    b"{\\rtf": "a rich text document",
    b"<!DOCTYPE": "a web page",
    b"<!doctype": "a web page",
    b"<html": "a web page",
}
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BREAK = re.compile(r"\r\n|\r|\n")
_BR = re.compile(r"<br[ ]?/?>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_BULLET = re.compile(
    r"\s*(?:\\?[-*+–—]|[•●◦▪·‣]|[0-9]{1,3}\\?[.)])(?:\s+|$|(?=\\?\[[\sxX✓✔]?\\?\]))|\s*(?=\\?\[[\sxX✓✔?]{0,3}\\?\](?!\()|[☐☑☒✓✔✅])"
)
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_ESCAPED_HEADING = re.compile(r"[ \t]*(?:\\#){1,6}[ \t]|[ \t]*\\#{1,6}[ \t]")


class Line(NamedTuple):
    """A line with its number in the file, as Markdown."""

    number: int
    text: str

    @property
    def is_bare(self) -> bool:
        """Nothing stands there, or only a rule across the page."""
        return not self.text.strip() or _RULE.fullmatch(self.text) is not None

    @property
    def words(self) -> str:
        """What a reader of the page sees, with single spaces."""
        text = _BR.sub(" ", self.text).strip().removesuffix("\\")  # both are line breaks, as some exports write them
        return " ".join(_UNSEEN.sub("", to_text(text)).split())

    @property
    def bullet(self) -> str | None:
        """The words of an item of a list; None where the line is none."""
        found = _BULLET.match(self.text)
        return None if found is None else Line(self.number, self.text[found.end() :]).words


class Page(NamedTuple):
    """The lines of a form, and those that were left out: comments and what stands before the first heading."""

    lines: list[Line]
    left_out: list[int]


def read_page(data: bytes) -> Page:
    """The lines of a form; CmtoolError for what is no such text."""
    text = _UNSEEN.sub("", decoded(data))
    lines = [Line(number, found) for number, found in enumerate(_BREAK.split(text), 1)]
    if len(lines) > MAX_LINES:
        raise CmtoolError(f"the file has more than {MAX_LINES} lines: no minutes are that long")
    _refuse_hostile(lines)
    lines = _front_matter(lines)
    if not any(_HEADING.match(line.text) for line in lines):
        lines = _once_unescaped(lines)
    return _without_comments(lines)


def decoded(data: bytes) -> str:
    """The text of the bytes."""
    if len(data) > MAX_BYTES:
        raise CmtoolError(f"the file is larger than {MAX_BYTES // 2**20} MiB: no minutes are that long")
    kind = next((what for start, what in _NOT_MARKDOWN.items() if data.lstrip(b" \r\n\t").startswith(start)), None)
    if kind is not None:
        raise CmtoolError(f"the file is {kind}, not Markdown: in Google Docs use File, Download, Markdown")
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) and not data.startswith(b"\xff\xfe\0\0"):
            return data.decode("utf-16")
        if b"\0" in data:
            raise CmtoolError("the file holds no text that can be read: save it as Markdown, in UTF-8")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise CmtoolError(f"line {number} is not UTF-8: save the file as UTF-8") from None


def _refuse_hostile(lines: Iterable[Line]) -> None:
    found = [Trouble(line.number, "a control character: take it out") for line in lines if _CONTROL.search(line.text)]
    found += [
        Trouble(line.number, f"longer than {MAX_LINE} characters: break it")
        for line in lines
        if len(line.text) > MAX_LINE
    ]
    if found:
        raise Unreadable(found)


def _front_matter(lines: list[Line]) -> list[Line]:
    """The lines without what HackMD writes above a page, between two lines of three hyphens."""
    if lines[0].text.rstrip() != "---":
        return lines
    end = next((at for at, line in enumerate(lines[1:40], 1) if line.text.rstrip() == "---"), 0)
    return lines[end + 1 :] if end else lines


def _once_unescaped(lines: list[Line]) -> list[Line]:
    """The lines of a form that was pasted into a document as plain text, whose export escaped every mark."""
    if not any(_ESCAPED_HEADING.match(line.text) for line in lines):
        return lines
    return [Line(line.number, _ESCAPE.sub(r"\1", line.text)) for line in lines]


def _without_comments(lines: list[Line]) -> Page:
    """The lines without `<!-- -->`, which no reader of the page sees; one that has no end is text."""
    kept, left_out = [], []
    last = max((at for at, line in enumerate(lines) if "-->" in line.text), default=-1)
    is_inside = False
    for at, line in enumerate(lines):
        text, rest, seen = "", line.text, is_inside
        while rest:
            before, mark, after = rest.partition("-->" if is_inside else "<!--")
            if mark and not is_inside and "-->" not in after and at >= last:
                before, mark, after = rest, "", ""
            text += "" if is_inside else before
            is_inside, seen, rest = (is_inside != bool(mark)), seen or bool(mark), after
        left_out += [line.number] if seen else []
        kept.append(Line(line.number, text))
    return Page(kept, left_out)
