"""Bytes to text: the characters a registry file may hold (YML104, YML105, and tabs of YML103)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_BYTES = 256 * 1024

_ASCII = bytes([*range(0x20, 0x7F), 0x0A])
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff\t]"
    r"|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000e0000-\U000e007f\U0010fffe\U0010ffff]"
)
NO_PART = " is not part of a registry file"
"""The end of every YML103."""
_CRLF = re.compile(r"\r\n")


class Refusal(NamedTuple):
    """Why a text is refused: rule, message, hint, and the offset in code points with the length that it concerns."""

    code: str
    message: str
    hint: str
    offset: int
    length: int = 1


def decode(data: bytes) -> tuple[str, Refusal | None]:
    """The text of a file and, if it may not be read further, why. The text is then only good for showing the place."""
    if len(data) > MAX_BYTES:
        hint = "one record is a few kilobytes: split it, or link to what is long"
        return "", Refusal("YML105", f"the file is larger than {MAX_BYTES // 1024} KiB", hint, 0, 0)
    if not data.translate(None, _ASCII):
        return data.decode("ascii"), None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Refusal("YML104", "not UTF-8 but UTF-16: byte order mark at byte 0", "save the file as UTF-8", 0, 0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        shown = data.decode("utf-8", "replace")
        offset = len(data[: error.start].decode("utf-8", "replace"))
        message = f"not UTF-8: 0x{data[error.start]:02x} at byte {error.start}"
        return shown, Refusal("YML104", message, "save the file as UTF-8 (it is probably Latin-1)", offset)
    return text, refused(text)


def refused(text: str) -> Refusal | None:
    """The first character that may not stand in a registry, in a file or in a value after un-escaping."""
    bare = _CRLF.sub("\n", text) if "\r" in text else text
    if not _FORBIDDEN.search(bare):
        return None
    for found in _FORBIDDEN.finditer(text):
        offset, character = found.start(), found.group()
        if character == "\r" and text.startswith("\r\n", offset):
            continue
        if character == "\t":
            return Refusal("YML103", f"a tab{NO_PART}", "use spaces instead", offset)
        byte = len(text[:offset].encode("utf-8", "surrogatepass"))
        return Refusal("YML104", f"{_name(character)} at byte {byte}", _remedy(character), offset)
    return None


def _name(character: str) -> str:
    code = ord(character)
    known = {0x00: "NUL", 0x0D: "carriage return without line feed", 0xFEFF: "byte order mark"}
    if code in known:
        return known[code]
    if code < 0x20 or 0x7F <= code < 0xA0:
        return f"control character U+{code:04X}"
    name = unicodedata.name(character, "").lower()
    return f"invisible character U+{code:04X}" + (f" ({name})" if name else "")


def _remedy(character: str) -> str:
    if character == "\r":
        return "end lines with a line feed, as git and all editors can"
    if character == "\ufeff":
        return "save the file as UTF-8 without a byte order mark"
    return "remove it; it cannot be seen in a review"
