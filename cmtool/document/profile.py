"""The strict profile: what YAML a registry file may hold, and how a reader says so (YML101-105).

One document of block or flow mappings, lists and scalars; no anchors, aliases, tags, directives, merge or complex keys;
bounds of depth, number and length. Each question raises `Refused` with the finding that is meant.
"""

from __future__ import annotations

import re
from typing import Any

from cmtool.document.events import Event, Events, Kinds
from cmtool.document.screen import NO_PART, Refusal, refused
from cmtool.model.addresses import named

_MEMO_SIZE = 100_000
MAX_DEPTH = 16
MAX_NODES = 50_000
MAX_TEXT = 20_000
MAX_KEY = 64
MAX_TWICE = 20
"""Keys that stand twice are all told, up to this many."""
_DIRECTIVE = re.compile(r"(?: *+(?:#[^\n]*+)?\r?\n)*+%")
_QUESTION = re.compile(r"(?:[^#?]|#[^\n]*+)*+\?")
"""A `?` between two values, not in a comment."""
_WORD = re.compile(r"[^\s,\]}]+")
TOO_LONG = "put long texts where documents live, and link to them"
MAX_SIZE = 3 * MAX_NODES
TOO_MANY = f"more than {MAX_NODES} values"

good_keys: set[str] = set()
"""Keys already judged: good ones, but for `<<` and nothing, which depend on quotes."""


class Refused(Exception):
    """The file is no registry file; carries the finding that says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def fields_of(value: Any, spans: list[int]) -> dict[str, Any]:
    """The value of a whole file, which must be fields."""
    if isinstance(value, dict):
        return value
    shape = "a list" if isinstance(value, list) else "one text" if value is not None else "nothing"
    hint = "write fields, one a line, with a space after the colon: 'name: ...'"
    raise Refused(Refusal("YML101", f"the file holds {shape} where fields were expected", hint, spans[0]))


def no_opening(key: Any, start: int, size: int) -> Refusal:
    """Why no list or mapping may begin here."""
    if key is None:
        hint = "a key is one word; quote a value that starts with '[' or '{'"
        return no_part("a key that is a list or a mapping", hint, start)
    if size > MAX_SIZE:
        return Refusal("YML105", TOO_MANY, "split the record", start)
    hint = "a record is a few levels deep: give the inner part a place of its own"
    return Refusal("YML105", f"nested deeper than {MAX_DEPTH} levels", hint, start)


def judge_key(key: str, style: str | None, start: int, end: int) -> None:
    """A key is a word of bearable length; good ones are remembered."""
    if not style and key in ("<<", ""):
        what, hint = ("a merge key ('<<')", "write the fields out") if key else ("an empty key", "name the field")
        raise Refused(no_part(what, hint, start, max(end - start, 1)))
    if len(key) > MAX_KEY:
        hint = "shorten it; a long text is a value, not a key"
        raise Refused(Refusal("YML105", f"a key of more than {MAX_KEY} characters", hint, start, end - start))
    if style == '"':
        unescaped(key, start, end)
    if key and key != "<<":
        if len(good_keys) >= _MEMO_SIZE:
            good_keys.clear()
        good_keys.add(key)


def twice(refusals: list[Refusal], key: str, spans: list[int], mapping: int, text: str) -> None:
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
        raise Refused(refusals.pop())


def unescaped(value: str, start: int, end: int) -> None:
    """Controls may hide behind escapes: judge the decoded value as well. Line ends are never decoded as CR LF."""
    refusal = refused(value.replace("\r\n", "\r"))
    if refusal is not None:
        what = refusal.message.split(" at byte ")[0].removesuffix(NO_PART)
        message = f"{what}, written as an escape"
        raise Refused(Refusal("YML104", message, refusal.hint, start, end - start))


def no_markup(event: Event, kinds: Kinds, text: str) -> None:
    """No alias, anchor or tag stands at this event."""
    anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if anchor is None and tag is None:
        return
    start = event.start_mark.index
    mark = _WORD.match(text, start)
    length = mark.end() - start if mark else 1
    if event.__class__ is kinds.alias:
        hint = "write the value out, or quote a text that starts with '*'"
        raise Refused(no_part("an alias ('*')", hint, start, length))
    if anchor is not None:
        hint = "remove it and write the value out where it is needed; quote a text that starts with '&'"
        raise Refused(no_part("an anchor ('&')", hint, start, length))
    hint = "remove it, the field knows its type; or quote a text that starts with '!'"
    raise Refused(no_part("a tag ('!')", hint, start, length))


def no_directive(text: str) -> None:
    """No line with `%` stands before the fields."""
    found = _DIRECTIVE.match(text)
    if found is not None:
        hint = "remove the line; YAML 1.2 is understood"
        raise Refused(no_part("a directive ('%')", hint, found.end() - 1))


def no_question(text: str, before: int, start: int) -> None:
    """No `?` stands before a key."""
    found = _QUESTION.match(text, before, start)
    if found is not None:
        hint = "write 'key: value'; quote a text that starts with '?'"
        raise Refused(no_part("a key after '?'", hint, found.end() - 1))


def no_part(what: str, hint: str, offset: int, length: int = 1) -> Refusal:
    """A thing of YAML that no registry file has (YML103)."""
    return Refusal("YML103", f"{what}{NO_PART}", hint, offset, length)


def open_document(events: Events) -> None:
    """Pass the events before the first value."""
    events.next()
    if events.next().__class__ is events.kinds.stream_end:
        raise Refused(Refusal("YML101", "the file is empty", "delete it, or write its fields", 0, 0))


def close_document(events: Events, text: str) -> None:
    """Nothing follows the one document."""
    events.next()
    after = events.next()
    if after.__class__ is not events.kinds.stream_end:
        at = max(after.start_mark.index, after.end_mark.index - len("---"))
        hint = "one file holds one record: remove the line '---' or '...', or make two files"
        raise Refused(no_part("a second document", hint, at, min(3, len(text) - at)))
