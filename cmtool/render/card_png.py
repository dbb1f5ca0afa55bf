"""A card as a PNG picture, with its child process the only importer of resvg and fontTools (the extra `png`).

Only the fonts that are named draw, so that every machine makes the same picture.
"""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import category
from xml.etree import ElementTree

from cmtool.errors import CmtoolError
from cmtool.render.escape import visible

FAMILY = "Noto Sans"
SIZES = {"landscape": (1200, 627), "square": (1080, 1080)}
_NEEDED = ("resvg_py", "fontpkg_noto_sans", "fontTools")
_FONTS = (".ttf", ".otf", ".ttc", ".otc")
_UNDRAWN = ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me")
_PICTURES = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "gif", "webp"))
WALL_SECONDS = 9
_SIMPLER = "make the template of the card simpler"
_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])
# -I as in renderer.py
_CHILD = (
    sys.executable,
    "-I",
    "-c",
    "import sys; sys.path.append(sys.argv[1]); from cmtool.render.card_worker import main; main()",
    _PACKAGE_PARENT,
)


def is_installed() -> bool:
    """The extra `png` is there."""
    return all(find_spec(name) is not None for name in _NEEDED)


def fonts(folder: Path | None = None) -> list[Path]:
    """The font files that draw: those that come with the extra, then those of a folder."""
    import fontpkg_noto_sans  # type: ignore[import-untyped]

    own = sorted(Path(fontpkg_noto_sans.ROOT, "files").glob("*.ttf"))
    if folder is None:
        return own
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _FONTS and path.is_file())
    if not found:
        raise CmtoolError(f"{folder} holds no font: expected files as NotoSansSC.ttf")
    return [*own, *found]


def png(svg: str, size: tuple[int, int], files: Iterable[Path]) -> bytes:
    """The picture of an SVG text in a size. Nothing but the text and the fonts is read."""
    return pngs([(svg, size)], files)[0]


def pngs(cards: Sequence[tuple[str, tuple[int, int]]], files: Iterable[Path]) -> list[bytes]:
    """The pictures of SVG texts, each in its size, drawn in a child process with bounds on time and memory."""
    for svg, _ in cards:
        _read(svg)
    if not cards:
        return []
    question = {"cards": cards, "fonts": [str(path) for path in files], "family": FAMILY}
    answer = _drawn(json.dumps(question).encode("ascii"), WALL_SECONDS + len(cards) - 1)
    if "trouble" in answer:
        raise CmtoolError(f"the card cannot be drawn: {visible(answer['trouble'])[:200]}")
    return [b64decode(picture) for picture in answer["pictures"]]


def _drawn(question: bytes, wall: int) -> dict[str, Any]:
    """What the child process answers."""
    try:
        done = subprocess.run(_CHILD, input=question, capture_output=True, timeout=wall, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        raise CmtoolError(f"the card cannot be drawn: not done after {wall} seconds; {_SIMPLER}") from None
    if done.returncode != 0 or not done.stdout:
        raise CmtoolError(f"the card cannot be drawn: it takes too much time or memory, or nests too deep; {_SIMPLER}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def without_font(svg: str, files: Iterable[Path]) -> list[str]:
    """The letters of an SVG's texts that no font has, in their order: a box would stand for each."""
    known = frozenset().union(*map(_letters, files))
    shown = (letter for element in _read(svg).iter() if _name(element) in ("text", "tspan") for letter in _own(element))
    missing = (letter for letter in shown if ord(letter) not in known and category(letter) not in _UNDRAWN)
    return list(dict.fromkeys(missing))


def _own(element: ElementTree.Element) -> Iterator[str]:
    yield from element.text or ""
    for child in element:
        yield from child.tail or ""


@cache
def _letters(path: Path) -> frozenset[int]:
    """The code points that a font file has."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with path.open("rb") as file:
            is_collection = path.suffix.lower() in (".ttc", ".otc")
            faces = TTCollection(file).fonts if is_collection else [TTFont(file)]
            return frozenset().union(*(face.getBestCmap() or {} for face in faces))
    except (TTLibError, OSError) as error:
        raise CmtoolError(f"{path} cannot be read as a font: {visible(str(error))[:200]}") from None


def _read(svg: str) -> ElementTree.Element:
    """The elements of an SVG text; refused where it would draw what is not in it.

    A template of the registry may come from a stranger, and a picture can name a file of this machine.
    """
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise CmtoolError("the template of the card defines entities; write the characters themselves")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - without entities there is nothing to blow up
    except ElementTree.ParseError as error:
        raise CmtoolError(f"the card is no well-formed SVG: {visible(str(error))[:200]}") from None
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] == "href" and not value.startswith(("#", *_PICTURES)):
                raise CmtoolError(
                    "the template of the card names a file or an address; embed pictures as data:image/png"
                )
    return root


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
