"""Registry YAML as values and positions, in one pass over the parser's events.

The strict profile (YML101-105) is enforced here: one document of block or flow mappings, lists and scalars; no anchors,
aliases, tags, directives, tabs, merge or complex keys. Types are not decided here: an unquoted scalar that some YAML
tool would not read as text arrives as `Plain`, and the field says what it is. `null`, `~` and nothing are null.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from cmtool.document.events import C_REFUSES, Event, Unreadable, c_events, pure_events
from cmtool.document.screen import Refusal, decode, refused
from cmtool.finding import Finding
from cmtool.model.plain import plain
from cmtool.source import Source

MAX_DEPTH = 16
MAX_NODES = 50_000
MAX_TEXT = 20_000
MAX_KEY = 64

_MARKUP = re.compile(r"(?:^|[\s\[{,:?-])[&*!]", re.MULTILINE)
"""Where an anchor, alias or tag could start; without such a place in a file its events need not be asked."""

_UNSEEN = object()
_MEMO_SIZE = 100_000
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
    """Values by the C parser; what it refuses is read again by the pure one, whose word is final."""
    events = c_events(text)
    if events is not None:
        try:
            return _build(events, text, spans, refusals)
        except C_REFUSES:
            spans.clear()
            refusals.clear()
    try:
        return _build(pure_events(text).__next__, text, spans, refusals)
    except Unreadable as error:
        raise _Refused(_unreadable(text, error)) from None


def _unreadable(text: str, error: Unreadable) -> Refusal:
    offset = min(error.offset, len(text))
    line_end = text.find("\n", offset)
    length = max(1, min((line_end if line_end >= 0 else len(text)) - offset, 1))
    return Refusal("YML101", f"not readable as YAML: {error.problem}", error.hint, offset, length)


def _build(get: Callable[[], Event], text: str, spans: list[int], refusals: list[Refusal]) -> Any:
    """The value tree of one document; fills `spans` (see `source`), appends duplicate keys to `refusals`."""
    _open(get, text)
    careful = _MARKUP.search(text) is not None
    add, seen = spans.extend, _memo.get
    stack: list[tuple[Any, Any, bool, int]] = []
    node: Any = None
    key: Any = None
    is_map = False
    end = 0
    while True:
        event = get()
        kind = event.__class__.__name__
        if careful:
            _no_markup(event, kind)
        if kind == "ScalarEvent":
            value = event.value
            start, end = event.start_mark.index, event.end_mark.index
            if len(value) > MAX_TEXT:
                raise _Refused(Refusal("YML105", f"a text of more than {MAX_TEXT} characters", "link to it", start, 1))
            add((start, end, len(spans) + 3))
            if is_map and key is None:
                key = _key(value, event.style, start, end, node, refusals)
                continue
            if not event.style:
                known = seen(value, _UNSEEN)
                value = _judge(value) if known is _UNSEEN else known
            elif event.style == '"':
                _unescaped(value, start, end)
        elif kind == "MappingStartEvent" or kind == "SequenceStartEvent":
            start = event.start_mark.index
            if is_map and key is None:
                raise _Refused(Refusal("YML103", "a key that is a list or a mapping", "keys are single words", start))
            if len(stack) >= MAX_DEPTH:
                raise _Refused(Refusal("YML105", f"nested deeper than {MAX_DEPTH}", "flatten it", start))
            if len(spans) > 3 * MAX_NODES:
                raise _Refused(Refusal("YML105", f"more than {MAX_NODES} values", "split the record", start))
            stack.append((node, key, is_map, len(spans)))
            add((start, start, 0))
            is_map, key = kind == "MappingStartEvent", None
            node = {} if is_map else []
            continue
        elif kind == "MappingEndEvent" or kind == "SequenceEndEvent":
            if event.end_mark.index > event.start_mark.index:
                end = event.end_mark.index  # a flow collection ends at its bracket, a block one with its last leaf
            value = node
            node, key, is_map, at = stack.pop()
            spans[at + 1] = end
            spans[at + 2] = len(spans)
        else:
            raise _Refused(Refusal("YML103", f"{kind.removesuffix('Event').lower()} in the text", "remove it", end))
        if not stack:
            break
        if is_map:
            node[key] = value
            key = None
        else:
            node.append(value)
    if len(spans) > 3 * MAX_NODES:
        raise _Refused(Refusal("YML105", f"more than {MAX_NODES} values", "split the record", 0))
    _close(get, text)
    if not isinstance(value, dict):
        shape = "a list" if isinstance(value, list) else "one value" if value is not None else "nothing"
        raise _Refused(Refusal("YML101", f"the file holds {shape}, not fields", "write 'name: ...', a field a line", spans[0]))
    return value


def _judge(text: str) -> Any:
    if len(_memo) >= _MEMO_SIZE:
        _memo.clear()
    value = _memo[text] = plain(text)
    return value


def _key(key: str, style: str | None, start: int, end: int, node: dict[str, Any], refusals: list[Refusal]) -> str:
    """A key of a mapping; a second one of that name is noted, and the first value stands."""
    if not style and key in ("<<", ""):
        what = "a merge key" if key else "an empty key"
        raise _Refused(Refusal("YML103", what, "write the fields out", start, max(end - start, 1)))
    if len(key) > MAX_KEY:
        raise _Refused(Refusal("YML105", f"a key of more than {MAX_KEY} characters", "shorten it", start, end - start))
    if style == '"':
        _unescaped(key, start, end)
    if key in node:
        message = f"key '{key}' stands twice"
        refusals.append(Refusal("YML102", message, "", start, end - start))
    return key


def _unescaped(value: str, start: int, end: int) -> None:
    """Controls may hide behind escapes: judge the decoded value as well."""
    refusal = refused(value)
    if refusal is not None:
        code, message, hint, _, _ = refusal
        what = message.split(" at byte ")[0]
        raise _Refused(Refusal("YML104" if code == "YML103" else code, f"{what}, written as an escape", hint, start, end - start))


def _no_markup(event: Event, kind: str) -> None:
    start = event.start_mark.index
    if kind == "AliasEvent":
        raise _Refused(Refusal("YML103", "an alias", "write the value out", start, event.end_mark.index - start))
    if getattr(event, "anchor", None) is not None:
        raise _Refused(Refusal("YML103", "an anchor", "write the value out where it is needed", start))
    if kind.endswith("StartEvent") or kind == "ScalarEvent":
        if getattr(event, "tag", None) is not None:
            raise _Refused(Refusal("YML103", "a tag", "remove it; the field knows its type", start))


def _open(get: Callable[[], Event], text: str) -> None:
    get()
    start = get()
    if start.__class__.__name__ == "StreamEndEvent":
        raise _Refused(Refusal("YML101", "the file is empty", "delete it, or write its fields", 0, 0))
    if getattr(start, "version", None) or getattr(start, "tags", None):
        raise _Refused(Refusal("YML103", "a directive", "remove the line that starts with %", start.start_mark.index))


def _close(get: Callable[[], Event], text: str) -> None:
    get()
    after = get()
    if after.__class__.__name__ != "StreamEndEvent":
        at = after.start_mark.index
        raise _Refused(Refusal("YML103", "a second document", "one file holds one record", at, min(3, len(text) - at)))
