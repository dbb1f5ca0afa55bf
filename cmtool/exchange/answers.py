"""The filled-in text of `draft consent` as answers by question, whatever a mail program or an editor did to it.

Each question is a heading, `## key: question`, and what follows is its answer. Marks of quoting, other bullets, escapes
and hard line breaks do not count. What stands under a heading that is no question of the community is told, not kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.minutes.page import decoded
from cmtool.model.addresses import shown

MAX_BYTES = 256 * 1024

_BREAK = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_QUOTED = re.compile(r"^(?:\s*>)+ ?")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BULLET = re.compile(r"^\s*(?:[*+•●◦▪·‣–—-]|-)\s+")
_HEADING = re.compile(r"(?:[*+•●◦▪·‣–—-]\s+)?#{1,6}\s+(.+)")
_KEY = re.compile(r"([a-z0-9]+(?:[-_][a-z0-9]+)*)\s*:", re.IGNORECASE)
_END = re.compile(r"(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|--|Where may we post it\?.*")
"""A rule, the two hyphens above a signature, what our mail asks last: no answer goes on here."""
_WRITER = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
_BLANK = re.compile(r"^\s*(?:\[(?:\.{3}|…)\]|(?:\.{3}|…))\s*$")
"""What stands where an answer goes."""
_MOST_UNKNOWN = 5
_WRAPPED = 60
"""Characters of a line which a mail program may have broken; a shorter one was ended by its writer."""


class Answers(NamedTuple):
    """Answers by the key of their question, empty ones too, and what was not read."""

    values: dict[str, str]
    unknown: list[str]
    """Headings that are no questions."""


def read_answers(data: bytes, questions: Mapping[str, str]) -> Answers:
    """The answers of a filled-in text; CmtoolError where it has none of the questions."""
    if len(data) > MAX_BYTES:
        raise CmtoolError(f"the file is larger than {MAX_BYTES // 1024} KiB: no answers are that long")
    text = _UNSEEN.sub("", decoded(data)).replace("\t", " ").replace("\f", "\n").replace("\v", "\n")
    found: dict[str, list[str]] = {}
    unknown: list[str] = []
    into: list[str] | None = None
    for number, raw in enumerate(_BREAK.split(text), 1):
        if _CONTROL.search(raw):
            raise CmtoolError(f"line {number}: a control character: take it out")
        line = _ESCAPE.sub(r"\1", _QUOTED.sub("", raw))
        title = _title(line, questions)
        if title is not None:
            key = _key(title, questions)
            into = found.setdefault(key, []) if key else None
            unknown += [] if key else [shown(title)]
        elif _is_end(line.strip()):
            into = None
        elif into is not None:
            into.append(line)
    if not found:
        first = next(iter(questions), "who")
        raise CmtoolError(f"none of the questions stands there; expected headings as '## {first}: ..'")
    return Answers({key: _joined(lines) for key, lines in found.items()}, _some(unknown))


def _some(titles: list[str]) -> list[str]:
    """The first few, each once, and how many more there are."""
    each = list(dict.fromkeys(titles))
    left = len(each) - _MOST_UNKNOWN
    return each if left <= 0 else [*each[:_MOST_UNKNOWN], f"and {left} more"]


def _is_end(line: str) -> bool:
    """No answer goes on here: a line of ours, a signature, or `.. <ADDRESS> wrote:` above what was quoted."""
    # an expression for the whole of it would look through a long line again and again
    return bool(_END.fullmatch(line)) or (line.endswith(":") and _WRITER.search(line) is not None)


def _title(line: str, questions: Mapping[str, str]) -> str | None:
    """The words of a heading; a line without a mark is one if it is exactly a question."""
    heading = _HEADING.fullmatch(line.strip())
    if heading:
        return heading[1].rstrip("#").strip("*_ ")
    bare = _BULLET.sub("", line).strip("*_ ")
    return bare if any(_same(bare, f"{key}: {question}") for key, question in questions.items()) else None


def _key(title: str, questions: Mapping[str, str]) -> str | None:
    """Which question it is, by its key, else by its words."""
    named = _KEY.match(title)
    if named and named[1].lower() in questions:
        return named[1].lower()
    return next((key for key, question in questions.items() if _same(title, question)), None)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _joined(lines: list[str]) -> str:
    """An answer with its paragraphs and line breaks, bullets as `-`; lines that a mail program broke are one."""
    kept: list[str] = []
    is_open = False
    for line in lines:
        text = line.strip()
        if _BLANK.match(line):
            continue
        is_item = _BULLET.match(line) is not None
        if is_item:
            text = "- " + _BULLET.sub("", line).strip()
        if is_open and text and not is_item:
            kept[-1] += f" {text}"
        else:
            kept.append(text)
        is_open = len(text) >= _WRAPPED
    answer = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return answer[2:] if answer.startswith("- ") and "\n" not in answer else answer
