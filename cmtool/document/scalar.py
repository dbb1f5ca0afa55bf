"""One value as YAML text on one line, such that our reader, YAML 1.1 and YAML 1.2 tools read the same value."""

from __future__ import annotations

import re
from typing import Any

from cmtool.document.screen import refused
from cmtool.model.edit import as_read
from cmtool.model.plain import Plain, plain

_INDICATOR = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`+.]")
"""No plain text starts with these: most mean something to YAML; after `+` and `.` some tools read digits in `_`."""
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|^\s|\s$|^(?:---|\.\.\.)|[\n\"\\]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def scalar(text: str) -> str:
    """A text: as it is where every YAML tool reads just that, else in double quotes."""
    if text and plain(text) == text and not (_INDICATOR.match(text) or _NOT_PLAIN.search(text) or refused(text)):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes; characters that nobody can see are escaped."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if refused(character) is None:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def bare(value: Any) -> str:
    """A value that is no text, unquoted; a time of day is quoted, as YAML 1.1 takes it for a number of minutes."""
    if value is None:
        return "null"
    read = as_read(value)
    return read.text if isinstance(read, Plain) else quoted(read)
