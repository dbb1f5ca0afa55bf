"""What LinkedIn does with a text: it counts UTF-16 units, folds after the first line and shows Markdown as it stands.

Pure functions on text; the numbers are those of 2026, see docs/spotlights.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import category, normalize
from urllib.parse import quote

HOOK = 140
"""What a phone shows before "see more"."""
FEWEST_HASHTAGS, MOST_HASHTAGS = 3, 5

_ENDS = '.!?…。！？؟।"”»’)'
_SIGNS = "a reader sees the signs"
_MARKDOWN = (
    (re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)"), "a Markdown link", "write the address itself"),
    (re.compile(r"(\*\*|__|~~)(?=\S).+?(?<=\S)\1"), "Markdown for bold", _SIGNS),
    (re.compile(r"(?<![\w*_])([*_])(?=[^\s*_]).*?(?<=[^\s*_])\1(?![\w*_])"), "Markdown for italics", _SIGNS),
    (re.compile(r"`[^`]*`?"), "Markdown for code", _SIGNS),
    (re.compile(r"^\s*#{1,6}\s.*"), "a Markdown heading", _SIGNS),
    (re.compile(r"^\s*>\s.*"), "a Markdown quotation", _SIGNS),
    (re.compile(r"^\s*[-*+]\s+.*"), "a Markdown list", "begin its lines with •"),
)
_FAKE = re.compile("[\U0001d400-\U0001d7ff]+(?: +[\U0001d400-\U0001d7ff]+)*")
_MENTION = re.compile(r"(?<![\w./@])@(?=\w)[\w.-]+")


def characters(text: str) -> int:
    """The length as LinkedIn counts it: UTF-16 units, so that an emoji counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def told(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """What a reader would stumble over in a text: number of the line, and what it is in words."""
    for number, line in enumerate(lines, 1):
        for pattern, what, hence in _MARKDOWN:
            found = pattern.search(line)
            if found:
                yield number, f"{_short(found.group())} is {what}: {hence}"
        for found in _FAKE.finditer(line):
            plain = normalize("NFKC", found.group())
            yield number, f"letters of mathematics as fake bold are read out one by one: write {_short(plain)}"
        for found in _MENTION.finditer(line):
            yield number, f"{_short(found.group())} is no mention when it is pasted: type @ and choose"


def _short(text: str) -> str:
    text = text.strip()
    return f"'{text}'" if len(text) <= 30 else f"'{text[:27]}...'"


def lengths(text: str, limit: int) -> Iterator[str]:
    """How long a text and its first line are, and what is wrong with that."""
    length, first = characters(text), text.split("\n", 1)[0].strip()
    yield f"{length} of {limit} characters" + (f": {length - limit} too many" if length > limit else "")
    opening = characters(first)
    said = f"first line: {opening} of {HOOK} characters"
    if opening > HOOK:
        said += ": shorten it"
    elif first.endswith("…"):
        said += ": it was cut, write a whole one"
    elif not first.endswith(tuple(_ENDS)):
        said += ": it is no whole sentence"
    yield said


def hashtags(text: str) -> Iterator[str]:
    """What is wrong with the hashtags at the end of a text."""
    last = text.rstrip().rpartition("\n")[2].split()
    tags = [word[1:] for word in last if word.startswith("#")]
    if not FEWEST_HASHTAGS <= len(tags) <= MOST_HASHTAGS:
        yield f"hashtags: {len(tags)} on the last line, expected {FEWEST_HASHTAGS} to {MOST_HASHTAGS}"
    for tag in tags:
        if words(tag) != [normalize("NFC", tag)]:
            yield f"hashtag {_short('#' + tag)}: letters and digits only"
        elif tag[0].islower():
            yield f"hashtag {_short('#' + tag)}: write it in CamelCase, for those who hear it"


def words(text: str) -> list[str]:
    """The words of a text: letters and digits with the marks that belong to them, as the vowels of Hindi or Thai."""
    letters = (one if one.isalnum() or category(one).startswith("M") else " " for one in normalize("NFC", text))
    return "".join(letters).split()


def paragraphs(text: str) -> list[str]:
    """Lines of a text, one blank line between two paragraphs and none at the ends."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.strip())
    return lines


def profile(handle: str) -> str:
    """The address of a person's page."""
    return f"https://www.linkedin.com/in/{quote(handle, safe='')}"
