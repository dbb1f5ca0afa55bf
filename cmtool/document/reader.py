"""Registry YAML as values and positions, in one pass over the parser's events.

The strict profile (YML101-105) is enforced here: one document of block or flow mappings, lists and scalars; no anchors,
aliases, tags, directives, tabs, merge or complex keys. Types are not decided here: an unquoted scalar that some YAML
tool would not read as text arrives as `Plain`, and the field says what it is. `null`, `~` and nothing are null.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from cmtool.document.events import C_REFUSES, Event, Events, Kinds, Unreadable, c_events, pure_events, refused_by_c
from cmtool.document.lines import read_lines
from cmtool.document.screen import NO_PART, Refusal, decode, refused
from cmtool.finding import Finding
from cmtool.model.addresses import named
from cmtool.model.plain import plain
from cmtool.source import Source

MAX_DEPTH = 16
MAX_NODES = 50_000
MAX_TEXT = 20_000
MAX_KEY = 64
MAX_TWICE = 20
"""Keys that stand twice are all told, up to this many."""
REREAD = 32 * 1024
"""Characters of the largest file that the pure parser reads again: it is thirty times slower than the C parser, and a
refused file of 256 KiB would take it 2 seconds."""

_MARKUP = re.compile(r"(?:^|[\s\[{,:?-])[&*!]", re.MULTILINE)
"""Where an anchor, alias or tag could start; without such a place in a file its events need not be asked."""
_DIRECTIVE = re.compile(r"(?: *+(?:#[^\n]*+)?\r?\n)*+%")
_QUESTION = re.compile(r"(?:[^#?]|#[^\n]*+)*+\?")
"""A `?` between two values, not in a comment."""
_COLON = re.compile(r"\s*:")

_WORD = re.compile(r"[^\s,\]}]+")
_TOO_LONG = "put long texts where documents live, and link to them"
_MAX_SIZE = 3 * MAX_NODES
_TOO_MANY = f"more than {MAX_NODES} values"

_UNSEEN = object()
_MEMO_SIZE = 100_000
_NO_KEY = object()
"""What stands for the key where a list is being read."""
_keys: set[str] = set()
"""Keys already judged: good ones, but for `<<` and nothing, which depend on quotes."""
_memo: dict[str, Any] = {}
"""Values of unquoted scalars already judged: most words of a registry stand in it thousands of times."""


class Reading(NamedTuple):
    """A file as read: its values (None if it cannot be used), its source, and what is wrong with it."""

    value: dict[str, Any] | None
    source: Source
    findings: list[Finding]


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def read(path: str, data: bytes, *, record: str = "", private: bool = False) -> Reading:
    """Read one file. Any bytes give values or findings, never an exception."""
    text, refusal = decode(data)
    spans: list[int] = []
    refusals: list[Refusal] = []
    value = None
    if refusal is None:
        try:
            value = _values(text, spans, refusals)
        except _Refused as stop:
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
    _no_directive(text)
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
                raise _Refused(_unreadable(text, told)) from None
            spans.clear()
            refusals.clear()
    try:
        return _build(pure_events(text), text, spans, refusals)
    except Unreadable as error:
        raise _Refused(_unreadable(text, error if error.has_place or told is None else told)) from None


def _unreadable(text: str, error: Unreadable) -> Refusal:
    message, hint, offset, length = error.told
    return Refusal("YML101", f"not readable as YAML: {message}", hint, min(offset, len(text)), length)


def _build(events: Events, text: str, spans: list[int], refusals: list[Refusal]) -> dict[str, Any]:
    """The value tree of one document; fills `spans` (see `source`), appends duplicate keys to `refusals`."""
    get, kinds = events
    _open(events)
    scalar, mapping_start, sequence_start, mapping_end, sequence_end = kinds[:5]
    has_markup = "&" in text or "*" in text or "!" in text
    may_be_long, may_ask = len(text) > MAX_TEXT, "?" in text
    add, seen, unseen, good_keys, no_key = spans.extend, _memo.get, _UNSEEN, _keys, _NO_KEY
    stack: list[tuple[Any, Any, int]] = []
    node: Any = None
    key: Any = no_key
    size = end = 0
    while True:
        event = get()
        kind = event.__class__
        if has_markup:
            _no_markup(event, kinds, text)
        if kind is scalar:
            value = event.value
            before, start, end = end, event.start_mark.index, event.end_mark.index
            if start == end and key is not None and key is not no_key:
                start = end = _after_colon(text, before)
            size += 3
            add((start, end, size))
            if key is None:
                if may_ask:
                    _no_question(text, before, start)
                key = value
                if key not in good_keys:
                    _judge_key(key, event.style, start, end)
                if key in node:
                    _twice(refusals, key, spans, stack[-1][2], text)
                continue
            if may_be_long and len(value) > MAX_TEXT:
                raise _Refused(Refusal("YML105", f"a text of more than {MAX_TEXT} characters", _TOO_LONG, start))
            if not event.style:
                known = seen(value, unseen)
                value = _judge(value) if known is unseen else known
            elif event.style == '"':
                _unescaped(value, start, end)
        elif kind is mapping_start or kind is sequence_start:
            start = event.start_mark.index
            if key is None or size > _MAX_SIZE or len(stack) >= MAX_DEPTH:
                raise _Refused(_no_opening(key, start, size))
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
            raise _Refused(_no_part(f"{kind.__name__.removesuffix('Event').lower()} in the text", "remove it", end))
        if not stack:
            break
        if key is no_key:
            node.append(value)
        else:
            node[key] = value
            key = None
    if size > _MAX_SIZE:
        raise _Refused(Refusal("YML105", _TOO_MANY, "split the record", 0))
    _close(events, text)
    return _fields(value, spans)


def _fields(value: Any, spans: list[int]) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    shape = "a list" if isinstance(value, list) else "one text" if value is not None else "nothing"
    hint = "write fields, one a line, with a space after the colon: 'name: ...'"
    raise _Refused(Refusal("YML101", f"the file holds {shape} where fields were expected", hint, spans[0]))


def _no_opening(key: Any, start: int, size: int) -> Refusal:
    """Why no list or mapping may begin here."""
    if key is None:
        hint = "a key is one word; quote a value that starts with '[' or '{'"
        return _no_part("a key that is a list or a mapping", hint, start)
    if size > _MAX_SIZE:
        return Refusal("YML105", _TOO_MANY, "split the record", start)
    hint = "a record is a few levels deep: give the inner part a place of its own"
    return Refusal("YML105", f"nested deeper than {MAX_DEPTH} levels", hint, start)


def _judge(text: str) -> Any:
    if len(_memo) >= _MEMO_SIZE:
        _memo.clear()
    value = _memo[text] = plain(text)
    return value


def _judge_key(key: str, style: str | None, start: int, end: int) -> None:
    """A key is a word of bearable length; good ones are remembered."""
    if not style and key in ("<<", ""):
        what, hint = ("a merge key ('<<')", "write the fields out") if key else ("an empty key", "name the field")
        raise _Refused(_no_part(what, hint, start, max(end - start, 1)))
    if len(key) > MAX_KEY:
        hint = "shorten it; a long text is a value, not a key"
        raise _Refused(Refusal("YML105", f"a key of more than {MAX_KEY} characters", hint, start, end - start))
    if style == '"':
        _unescaped(key, start, end)
    if key and key != "<<":
        if len(_keys) >= _MEMO_SIZE:
            _keys.clear()
        _keys.add(key)


def _twice(refusals: list[Refusal], key: str, spans: list[int], mapping: int, text: str) -> None:
    """Note a key that stands in its mapping already; the last spans are those of the second one."""
    start, end, _ = spans[-3:]
    entry, line = mapping + 3, 0
    while not line and entry < len(spans) - 3:
        if text[spans[entry] : spans[entry + 1]].strip("'\"") == key:
            line = text.count("\n", 0, spans[entry]) + 1
        entry = spans[spans[entry + 2] + 2]
    first = f", first on line {line}" if line else ""
    hint = "keep the one that is true; several values are a list under one key"
    refusals.append(Refusal("YML102", f"key {named(key)} stands twice{first}", hint, start, end - start))
    if len(refusals) == MAX_TWICE:
        raise _Refused(refusals.pop())


def _unescaped(value: str, start: int, end: int) -> None:
    """Controls may hide behind escapes: judge the decoded value as well. Line ends are never decoded as CR LF."""
    refusal = refused(value.replace("\r\n", "\r"))
    if refusal is not None:
        what = refusal.message.split(" at byte ")[0].removesuffix(NO_PART)
        message = f"{what}, written as an escape"
        raise _Refused(Refusal("YML104", message, refusal.hint, start, end - start))


def _no_markup(event: Event, kinds: Kinds, text: str) -> None:
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor is None and tag is None:
        return
    start = event.start_mark.index
    mark = _WORD.match(text, start)
    length = mark.end() - start if mark else 1
    if event.__class__ is kinds.alias:
        hint = "write the value out, or quote a text that starts with '*'"
        raise _Refused(_no_part("an alias ('*')", hint, start, length))
    if anchor is not None:
        hint = "remove it and write the value out where it is needed; quote a text that starts with '&'"
        raise _Refused(_no_part("an anchor ('&')", hint, start, length))
    hint = "remove it, the field knows its type; or quote a text that starts with '!'"
    raise _Refused(_no_part("a tag ('!')", hint, start, length))


def _no_directive(text: str) -> None:
    found = _DIRECTIVE.match(text)
    if found is not None:
        hint = "remove the line; YAML 1.2 is understood"
        raise _Refused(_no_part("a directive ('%')", hint, found.end() - 1))


def _no_question(text: str, before: int, start: int) -> None:
    found = _QUESTION.match(text, before, start)
    if found is not None:
        hint = "write 'key: value'; quote a text that starts with '?'"
        raise _Refused(_no_part("a key after '?'", hint, found.end() - 1))


def _after_colon(text: str, end_of_key: int) -> int:
    """Where a value that is not there would stand: the parsers look for it in different places."""
    found = _COLON.match(text, end_of_key)
    return found.end() if found is not None else end_of_key


def _no_part(what: str, hint: str, offset: int, length: int = 1) -> Refusal:
    return Refusal("YML103", f"{what}{NO_PART}", hint, offset, length)


def _open(events: Events) -> None:
    events.next()
    if events.next().__class__ is events.kinds.stream_end:
        raise _Refused(Refusal("YML101", "the file is empty", "delete it, or write its fields", 0, 0))


def _close(events: Events, text: str) -> None:
    events.next()
    after = events.next()
    if after.__class__ is not events.kinds.stream_end:
        at = max(after.start_mark.index, after.end_mark.index - len("---"))
        hint = "one file holds one record: remove the line '---' or '...', or make two files"
        raise _Refused(_no_part("a second document", hint, at, min(3, len(text) - at)))
