"""The change of a file as a unified diff, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

from cmtool.document.screen import MAX_BYTES

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ENDS = {"\n": "LF", "\r\n": "CR LF"}


def diff(path: str, before: bytes | None, after: bytes | None, *, around: int = 3) -> Iterator[str]:
    """The lines of a diff, `around` so many unchanged ones; None is no file.

    How lines end is told in a line before it, where that changes: it would make every line another one.
    """
    if max(len(before or b""), len(after or b"")) > MAX_BYTES:
        yield f"{path}: larger than {MAX_BYTES // 1024} KiB, its change is not shown"
        return
    old, new = ((data or b"").decode("utf-8", "replace") for data in (before, after))
    yield from _ends_told(path, old, new)
    was = "/dev/null" if before is None else f"a/{path}"
    now = "/dev/null" if after is None else f"b/{path}"
    for line in unified_diff(_lines(old), _lines(new), was, now, n=around):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _lines(text: str) -> list[str]:
    return _LINE.findall(text.replace("\r\n", "\n"))


def _ends_told(path: str, old: str, new: str) -> Iterator[str]:
    was, now = _ends(old), _ends(new)
    is_all = old != new and _lines(old) == _lines(new)
    if was and now and (was != now or is_all):
        yield f"{path}: line ends change from {' and '.join(was)} to {' and '.join(now)}"


def _ends(text: str) -> list[str]:
    found = set(re.findall(r"\r?\n", text))
    return [name for end, name in _ENDS.items() if end in found]
