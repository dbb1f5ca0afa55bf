"""Foreign text made harmless for the place where it is shown."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f"
    + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
"""As `_UNSEEN`, but a document has lines, and the joiners that Persian, Sinhala and emoji need."""

_MARKDOWN = re.compile(
    r"""(?P<entity>[\\<>] | &(?=\#?\w+;))
    | (?P<reference>(?<!\w)@(?=\w) | \#(?=[0-9]) | \bGH(?=-[0-9]))
    | ^[0-9]{1,9}(?P<number>[.)](?=\s|$))
    | (?P<mark>[*_`~|\[\]$] | ^[-+=#] | ^:(?=[-:]) | :(?=//) | (?<=\bwww)\. | \{(?=[{%]))""",
    re.VERBOSE | re.IGNORECASE,
)
_ENTITIES = {"\\": "&#92;", "<": "&lt;", ">": "&gt;", "&": "&amp;"}
_FORMULA = re.compile(r"'*[=+\-@\t\r\0＝＋－＠]")
_NOWHERE = re.compile(r"[\s\\<>\"^`{|}]")
_IN_MARKDOWN = re.compile(r"[()\[\]*~$!']")


def visible(text: str) -> str:
    r"""One line for a terminal or a CI log: control, invisible and direction-changing characters as `\u{...}`.

    `##[` is broken as well: GitHub's runner takes it for a command anywhere in a line.
    """
    return _UNSEEN.sub(lambda found: f"\\u{{{ord(found.group()):x}}}", text).replace("##[", "##\\u{5b}")


def legible(text: str) -> str:
    """Text for a document: lines stay, other control and direction-changing characters are spelled out."""
    return _UNFIT.sub(lambda found: f"\\u{{{ord(found.group()):x}}}", text.replace("\r\n", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    """Text for one line of a document, without spaces around it."""
    return legible(" ".join(text.split()))


def escape_md(text: str) -> str:
    """One line of Markdown that shows exactly this text: no mark-up, HTML, table cell, mention or reference in it."""
    return _MARKDOWN.sub(_escaped, one_line(text))


def _escaped(found: re.Match[str]) -> str:
    text = found.group()
    if found["entity"]:
        return _ENTITIES[text]
    # GitHub looks for mentions after the Markdown is rendered, where a backslash is gone: an unseen space stays
    return f"{text}&#8203;" if found["reference"] else f"{text[:-1]}\\{text[-1]}"


def safe_url(text: str | None) -> str | None:
    """The address, if there is one that may stand in a link: http or https, a host, no user in front of it."""
    from urllib.parse import urlsplit

    if text is None or _NOWHERE.search(text) or _UNSEEN.search(text):
        return None
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises where the port is none
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return text


def url_in_md(text: str) -> str:
    """A safe address as the destination of a Markdown link; empty where it is not safe."""
    return _IN_MARKDOWN.sub(lambda found: f"%{ord(found.group()):02X}", safe_url(text) or "")


def guarded(text: str) -> str:
    """A cell with `'` before it where a spreadsheet would take it for a formula, or it looks guarded (safety.md O9)."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell that may be guarded."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
