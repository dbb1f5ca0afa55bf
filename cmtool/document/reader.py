"""Registry YAML as values and positions, in one pass over the parser's events.

What a file may hold is the strict profile's (`profile`). Types are not decided here: an unquoted scalar that some YAML
tool would not read as text arrives as `Plain`, and the field says what it is. `null`, `~` and nothing are null.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from cmtool.document.events import C_REFUSES, Events, Unreadable, c_events, pure_events, refused_by_c
from cmtool.document.lines import read_lines
from cmtool.document.profile import (
    MAX_DEPTH,
    MAX_SIZE,
    MAX_TEXT,
    TOO_LONG,
    TOO_MANY,
    Refused,
    close_document,
    fields_of,
    good_keys,
    judge_key,
    no_directive,
    no_markup,
    no_opening,
    no_part,
    no_question,
    open_document,
    twice,
    unescaped,
)
from cmtool.document.screen import Refusal, decode
from cmtool.finding import Finding
from cmtool.model.plain import plain
from cmtool.source import Source

REREAD = 32 * 1024
"""Characters of the largest file that the pure parser reads again: it is thirty times slower than the C parser, and a
refused file of 256 KiB would take it 2 seconds."""

_COLON = re.compile(r"\s*:")

_UNSEEN = object()
_MEMO_SIZE = 100_000
_NO_KEY = object()
"""What stands for the key where a list is being read."""
_memo: dict[str, Any] = {}
"""Values of unquoted scalars already judged: most words of a registry stand in it thousands of times."""


class Reading(NamedTuple):
    """A file as read: its values (None if it cannot be used), its source, and what is wrong with it."""

    value: dict[str, Any] | None
    source: Source
    findings: list[Finding]


def read(path: str, data: bytes, *, record: str = "", private: bool = False) -> Reading:
    """Read one file. Any bytes give values or findings, never an exception."""
    text, refusal = decode(data)
    spans: list[int] = []
    refusals: list[Refusal] = []
    value = None
    if refusal is None:
        try:
            value = _values(text, spans, refusals)
        except Refused as stop:
            refusals.append(stop.refusal)
    else:
        refusals.append(refusal)
    source = Source(path, text, [] if refusals else spans, private=private)
    findings = [_finding(source, record, refusal) for refusal in refusals]
    return Reading(None if findings else value, source, findings)


def _finding(source: Source, record: str, refusal: Refusal) -> Finding:
    offsets = (refusal.offset, min(refusal.offset + refusal.length, len(source.text)))
    return Finding(refusal.code, source, (), refusal.message, refusal.hint, record, "error", None, offsets)


def _values(text: str, spans: list[int], refusals: list[Refusal]) -> Any:
    """Values the short way if the file is plain block style, else by the C parser's events.

    What the C parser refuses is read again by the pure one, whose word is final, unless the file is large: the libyaml
    of PyYAML's wheels refuses nothing that we would accept but `[:x]` (tests/document/test_differential.py), so a large
    file loses next to nothing; an older libyaml, where somebody built PyYAML with it, is stricter than need be.
    """
    no_directive(text)
    value = read_lines(text, spans)
    if value is not None:
        return value
    spans.clear()
    events, told = c_events(text), None
    if events is not None:
        try:
            return _build(events, text, spans, refusals)
        except C_REFUSES as error:
            told = refused_by_c(error, text)
            if len(text) > REREAD:
                raise Refused(_unreadable(text, told)) from None
            spans.clear()
            refusals.clear()
    try:
        return _build(pure_events(text), text, spans, refusals)
    except Unreadable as error:
        raise Refused(_unreadable(text, error if error.has_place or told is None else told)) from None


def _unreadable(text: str, error: Unreadable) -> Refusal:
    message, hint, offset, length = error.told
    return Refusal("YML101", f"not readable as YAML: {message}", hint, min(offset, len(text)), length)


def _build(events: Events, text: str, spans: list[int], refusals: list[Refusal]) -> dict[str, Any]:
    """The value tree of one document; fills `spans` (see `source`), appends duplicate keys to `refusals`."""
    get, kinds = events
    open_document(events)
    scalar, mapping_start, sequence_start, mapping_end, sequence_end = kinds[:5]
    has_markup = "&" in text or "*" in text or "!" in text
    may_be_long, may_ask = len(text) > MAX_TEXT, "?" in text
    add, seen, unseen, known_keys, no_key = spans.extend, _memo.get, _UNSEEN, good_keys, _NO_KEY
    stack: list[tuple[Any, Any, int]] = []
    node: Any = None
    key: Any = no_key
    size = end = 0
    while True:
        event = get()
        kind = event.__class__
        if has_markup:
            no_markup(event, kinds, text)
        if kind is scalar:
            value = event.value
            before, start, end = end, event.start_mark.index, event.end_mark.index
            if start == end and key is not None and key is not no_key:
                start = end = _after_colon(text, before)
            size += 3
            add((start, end, size))
            if key is None:
                if may_ask:
                    no_question(text, before, start)
                key = value
                if key not in known_keys:
                    judge_key(key, event.style, start, end)
                if key in node:
                    twice(refusals, key, spans, stack[-1][2], text)
                continue
            if may_be_long and len(value) > MAX_TEXT:
                raise Refused(Refusal("YML105", f"a text of more than {MAX_TEXT} characters", TOO_LONG, start))
            if not event.style:
                known = seen(value, unseen)
                value = _judge(value) if known is unseen else known
            elif event.style == '"':
                unescaped(value, start, end)
        elif kind is mapping_start or kind is sequence_start:
            start = event.start_mark.index
            if key is None or size > MAX_SIZE or len(stack) >= MAX_DEPTH:
                raise Refused(no_opening(key, start, size))
            stack.append((node, key, size))
            size += 3
            add((start, start, 0))
            if kind is mapping_start:
                node, key = {}, None
            else:
                node, key = [], no_key
            continue
        elif kind is mapping_end or kind is sequence_end:
            if event.end_mark.index > event.start_mark.index:
                end = event.end_mark.index  # a flow collection ends at its bracket, a block one with its last leaf
            value = node
            node, key, at = stack.pop()
            spans[at + 1] = end
            spans[at + 2] = size
        else:
            raise Refused(no_part(f"{kind.__name__.removesuffix('Event').lower()} in the text", "remove it", end))
        if not stack:
            break
        if key is no_key:
            node.append(value)
        else:
            node[key] = value
            key = None
    if size > MAX_SIZE:
        raise Refused(Refusal("YML105", TOO_MANY, "split the record", 0))
    close_document(events, text)
    return fields_of(value, spans)


def _judge(text: str) -> Any:
    if len(_memo) >= _MEMO_SIZE:
        _memo.clear()
    value = _memo[text] = plain(text)
    return value


def _after_colon(text: str, end_of_key: int) -> int:
    """Where a value that is not there would stand: the parsers look for it in different places."""
    found = _COLON.match(text, end_of_key)
    return found.end() if found is not None else end_of_key
