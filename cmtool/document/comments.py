"""Comments and the entries that they belong to: above, at the end of the line, or below the last entry of a list.

A comment on a line of its own belongs to what stands below it, unless it is indented further: then it closes the list
or mapping that ends there, as an item does that somebody took out for a while. At the end of a line it belongs to that
line, with the lines below it that go on in its column.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from cmtool.document.nodes import Document, gaps
from cmtool.document.outline import Entry, Mark, Outline

_TRIVIA = re.compile(r"#[^\n]*|^ *\n", re.MULTILINE)
_MARKER = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)


class Comment(NamedTuple):
    """A comment, or an empty line (no text): its place, and what stands before it on its line."""

    text: str
    offset: int
    column: int
    line: int
    ahead: str


def comments(doc: Document) -> Iterator[Comment]:
    """Comments and empty lines: what stands between the scalars, or in the first line of a block scalar."""
    text, line, counted = doc.text, 0, 0
    for start, end in gaps(text, doc.root):
        for found in _TRIVIA.finditer(text, start, end):
            offset = found.start()
            line += text.count("\n", counted, offset)
            counted = offset
            begin = text.rfind("\n", 0, offset) + 1
            yield Comment(found.group().rstrip(), offset, offset - begin, line, text[begin:offset].strip(" "))


def attach(doc: Document, outlined: Outline) -> None:
    """Give each comment and empty line to an entry of the outline."""
    markers = _MARKER.search(doc.text, *next(gaps(doc.text, doc.root)))
    attacher = _Attacher(outlined.root, outlined.marks)
    for comment in comments(doc):
        if markers is not None and (comment.offset < markers.start() or comment.ahead == "---"):
            outlined.root.above.append(comment.text)
        elif comment.text:
            attacher.give(comment)
        else:
            attacher.wait(comment)
    attacher.wait(None)


class _Attacher:
    """What was given last, and the empty lines that wait for what follows them."""

    def __init__(self, root: Entry, marks: list[Mark]) -> None:
        self.root = root
        self.marks = marks
        self.waiting: list[str] = []
        self.at = -1
        """How many marks stand before what was met last."""
        self.closing: list[Entry] = []
        """The block lists and mappings that end here and may still take a comment, from the inside out."""
        self.last: Comment | None = None
        self.besides: list[str] = []

    def wait(self, blank: Comment | None) -> None:
        """Keep an empty line for what follows it; at the end of the file there is nothing."""
        self._move(blank.offset if blank else -1)
        self.waiting.append("")

    def give(self, comment: Comment) -> None:
        """Give a comment, and the empty lines before it."""
        self._move(comment.offset)
        following = self.marks[self.at] if self.at < len(self.marks) else None
        if comment.ahead:
            self._beside(comment)
        elif self._goes_on(comment, following):
            self.besides[-1] += f"\n{comment.text}"
            self.last = comment
        else:
            self.last = None
            target = self._target(comment, following)
            target += [*self.waiting, comment.text]
        self.waiting.clear()

    def _move(self, offset: int) -> None:
        """Go on to an offset; empty lines that no comment followed belong to the entry passed first."""
        at = bisect_left(self.marks, offset, key=lambda mark: mark.offset) if offset >= 0 else len(self.marks) + 1
        if at == self.at:
            return
        if self.waiting and self.at < len(self.marks) and self.marks[self.at].role == "entry":
            self.marks[self.at].entry.above += self.waiting
        self.waiting.clear()
        self.at = at
        outside = set(map(id, self.marks[at].entry.around())) if at < len(self.marks) else set()
        inside = self.marks[at - 1].entry.around() if 0 < at <= len(self.marks) else iter(())
        self.closing = [entry for entry in inside if entry.entries and not entry.is_flow and id(entry) not in outside]

    def _beside(self, comment: Comment) -> None:
        if comment.ahead == "..." or not self.at:
            self.besides = self.root.below
        else:
            self.besides = self.marks[self.at - 1].entry.beside
        self.besides.append(comment.text)
        self.last = comment

    def _goes_on(self, comment: Comment, following: Mark | None) -> bool:
        """It stands right below a comment at the end of a line, in the same column."""
        last = self.last
        if last is None or (last.line + 1, last.column) != (comment.line, comment.column):
            return False
        return following is None or comment.column > following.entry.column

    def _target(self, comment: Comment, following: Mark | None) -> list[str]:
        """The lines, above or below an entry, that a comment on a line of its own joins."""
        if following is not None and following.role != "entry":
            return following.entry.below if following.role == "close" else following.entry.above
        if self.closing and (following is None or comment.column > following.entry.column):
            fits = (at for at, entry in enumerate(self.closing) if entry.entries[0].column <= comment.column)
            self.closing = self.closing[next(fits, len(self.closing) - 1) :]
            return self.closing[0].below
        self.closing = []
        return following.entry.above if following is not None else self.root.below
