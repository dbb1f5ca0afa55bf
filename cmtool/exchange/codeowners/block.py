"""The lines of cmtool in a CODEOWNERS file; what stands around them is not ours and stays byte for byte."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.errors import CmtoolError

BEGIN, END = "# BEGIN cmtool", "# END cmtool"
MAX_BYTES = 3_000_000
"""GitHub does not load a file of 3 MB or more, and then nobody is asked."""
_BOM = b"\xef\xbb\xbf"


def block(lines: Sequence[str]) -> str:
    """The lines between their markers."""
    return "".join(f"{line}\n" for line in (BEGIN, *lines, END))


def merged(name: str, before: bytes | None, text: str) -> bytes:
    """The file with the block in place of the one it holds, else at its end."""
    if before is None:
        return _bounded(name, text.encode())
    if b"\0" in before:
        raise CmtoolError(f"{name} is no UTF-8 text; write it anew as UTF-8")
    span, end = _span(name, before), b"\r\n" if b"\r\n" in before else b"\n"
    new = text.encode().replace(b"\n", end)
    if span is not None:
        return _bounded(name, before[: span[0]] + new + before[span[1] :])
    joint = b"" if not before else end if before.endswith((b"\n", b"\r")) else end * 2
    return _bounded(name, before + joint + new)


def _span(name: str, data: bytes) -> tuple[int, int] | None:
    """Where the block stands; half a block, or two, are left to people."""
    begun: tuple[int, int] | None = None
    found: tuple[int, int] | None = None
    place = len(_BOM) if data.startswith(_BOM) else 0
    for number, line in enumerate(data[place:].splitlines(keepends=True), 1):
        marker = line.strip().decode("utf-8", "replace")
        if marker == BEGIN:
            if begun or found:
                raise CmtoolError(f"{name}:{number}: a second '{BEGIN}'; delete one of the blocks")
            begun = place, number
        elif marker == END:
            if begun is None:
                raise CmtoolError(f"{name}:{number}: '{END}' without '{BEGIN}' before it; delete the line")
            found, begun = (begun[0], place + len(line)), None
        place += len(line)
    if begun:
        raise CmtoolError(f"{name}:{begun[1]}: '{BEGIN}' without '{END}'; delete the line, and those of the old block")
    return found


def _bounded(name: str, data: bytes) -> bytes:
    if len(data) >= MAX_BYTES:
        size = f"{len(data) / 1_000_000:.1f} MB"
        raise CmtoolError(f"{name} would have {size}: GitHub does not load it from 3 MB on; let fewer rules say `self`")
    return data
