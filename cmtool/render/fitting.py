"""Text fitted into a box of a picture, where nothing wraps by itself: made smaller, then broken, then cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from unicodedata import bidirectional, category, east_asian_width

from cmtool.render.escape import one_line
from cmtool.render.letters import clusters, width

LEADING = 1.25
"""From one line to the next, in sizes."""
_MOST = 2000
"""Letters that are looked at: no box holds more."""
_CUT = "…"


class _Piece(NamedTuple):
    """What stays together on a line, and whether a space stands before it."""

    text: str
    is_spaced: bool


def fitted(text: str, width: float, height: float, size: int, least: int) -> dict[str, Any]:
    """A text in a box: in the largest size in which its lines fit, down to the least one.

    What is still too long is broken within words, then cut with an ellipsis. `step` leads from line to line; `rtl`:
    the text is read from right to left.
    """
    shown = one_line(str(text)[:_MOST])
    lines, chosen = _laid(shown, width, height, size, least)
    step = _step(chosen)
    return {"lines": lines, "size": chosen, "step": step, "height": step * len(lines), "rtl": _is_rtl(shown)}


def _laid(text: str, width: float, height: float, size: int, least: int) -> tuple[list[str], int]:
    """The lines of a text, and their size."""
    pieces = list(_pieces(text))
    for chosen in range(size, least - 1, -1):
        found = _broken(pieces, width / chosen)
        if found is not None and len(found) <= _most_lines(height, chosen):
            return _balanced(pieces, width / chosen, found), chosen
    longest = width / least
    lines = _broken(list(_pieces(text, longest)), longest)
    return ([_CUT] if lines is None else _cut(lines, longest, _most_lines(height, least))), least


def _is_rtl(text: str) -> bool:
    """The first letter that has a direction has that one."""
    strong = (way for way in map(bidirectional, text) if way in ("L", "R", "AL"))
    return next(strong, "L") != "L"


def _step(size: int) -> int:
    return round(size * LEADING)


def _most_lines(height: float, size: int) -> int:
    return max(int(height // _step(size)), 1)


def _pieces(text: str, longest: float | None = None) -> Iterator[_Piece]:
    """Words, and single letters of scripts that are written without spaces; with `longest` long words in parts."""
    for word in text.split(" "):
        is_spaced = True
        for part in _parts(word):
            for piece in _shortened(part, longest) if longest is not None else (part,):
                yield _Piece(piece, is_spaced)
                is_spaced = False


def _parts(word: str) -> Iterator[str]:
    """A word, its halves around a hyphen, or its wide letters, each with the punctuation that follows it."""
    held = ""
    for cluster in clusters(word):
        if held and _may_part(held, cluster):
            yield held
            held = ""
        held += cluster
    if held:
        yield held


def _may_part(held: str, cluster: str) -> bool:
    """A line may end between the two."""
    if held[-1] == "-":
        return len(held) > 1 and cluster[0].isalpha()
    return (_is_wide(cluster) or _is_wide(held)) and not _closes(cluster) and not _opens(held[-1])


def _is_wide(text: str) -> bool:
    return east_asian_width(text[0]) in "WF" and category(text[0]) == "Lo"


def _closes(text: str) -> bool:
    """Never begins a line."""
    return category(text[0]) in ("Pe", "Pf", "Po", "Lm")


def _opens(letter: str) -> bool:
    """Never ends one."""
    return category(letter) in ("Ps", "Pi")


def _shortened(word: str, longest: float) -> Iterator[str]:
    """A word in parts that fit on a line."""
    held = ""
    for cluster in clusters(word):
        if held and width(held + cluster) > longest:
            yield held
            held = ""
        held += cluster
    yield held


def _broken(pieces: list[_Piece], longest: float) -> list[str] | None:
    """Lines, each as full as it gets; None where a piece is wider than a line."""
    lines: list[str] = []
    room = 0.0
    for piece in pieces:
        needed = width(piece.text)
        gap = width(" ") if piece.is_spaced else 0
        if lines and gap + needed <= room:
            lines[-1] += " " * piece.is_spaced + piece.text
            room -= gap + needed
        elif needed <= longest:
            lines.append(piece.text)
            room = longest - needed
        else:
            return None
    return lines


def _balanced(pieces: list[_Piece], longest: float, lines: list[str]) -> list[str]:
    """The same number of lines, of more even length: no last line of one short word."""
    for percent in range(95, 45, -5):
        narrower = _broken(pieces, longest * percent / 100)
        if narrower is None or len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _cut(lines: list[str], longest: float, most: int) -> list[str]:
    """The first lines, the last one with an ellipsis where more would follow, after a whole word if there is one."""
    if len(lines) <= most:
        return lines
    words = lines[most - 1].split(" ")
    while len(words) > 1 and width(" ".join(words) + _CUT) > longest:
        words.pop()
    kept = list(clusters(" ".join(words)))
    while kept and width("".join(kept).rstrip() + _CUT) > longest:
        kept.pop()
    return [*lines[: most - 1], "".join(kept).rstrip(" ,;:.-–") + _CUT]
