"""Cards as SVG and PNG: sizes, hostile names, letters without a font, and nothing read that is not in them."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cmtool.errors import CmtoolError
from cmtool.render import card_png
from cmtool.render.library import Library
from cmtool.render.renderer import Renderer
from cmtool.store.packaged import templates_folder
from tests.render.test_fitting import HARD, real

SHAPES = card_png.SIZES
CARD = {
    "community": "Meridian Stack",
    "name": "Amina Diallo",
    "line": "Triage Lead, Payments Working Group",
    "question": "",
    "words": "“Bring a payment that went wrong.”",
    "ribbon": "DRAFT",
    "alt": "Card of Meridian Stack",
}
PRESS = Renderer(Library(templates_folder()))
WIDER = 1.12
"""DejaVu Sans against Noto Sans: what a browser takes where there is no Noto Sans must fit as well."""
SVG = "{http://www.w3.org/2000/svg}"


def drawn(shape: str, **words: str) -> str:
    context: dict[str, Any] = {"card": CARD | words}
    return PRESS.render(f"cards/{shape}.svg.j2", context)


def texts(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}text"))


def is_right(element: ElementTree.Element) -> bool:
    """The text ends at its x."""
    return element.get("text-anchor") == "end"


@pytest.mark.parametrize("shape", SHAPES)
def test_card_says_what_it_should(shape: str) -> None:
    root = ElementTree.fromstring(drawn(shape))
    width, height = SHAPES[shape]
    assert (root.get("width"), root.get("height")) == (str(width), str(height))
    assert root.findtext(f"{SVG}title") == "Card of Meridian Stack"
    said = " ".join(text.text or "" for text in texts(drawn(shape)))
    assert (
        said
        == "Meridian Stack Amina Diallo Triage Lead, Payments Working Group “Bring a payment that went wrong.” DRAFT"
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_ribbon_goes_with_the_approval(shape: str) -> None:
    assert "DRAFT" not in drawn(shape, ribbon="")


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_line_stays_on_the_card(shape: str, text: str) -> None:
    width, height = SHAPES[shape]
    svg = drawn(shape, community=text, name=text, line=text, question=text, words=text, ribbon="")
    bottoms = []
    for element in texts(svg):
        x, y, size = (float(element.get(name, "0")) for name in ("x", "y", "font-size"))
        drawn_width, from_edge = real(element.text or "") * size, width - x if is_right(element) else x
        assert from_edge + drawn_width <= width - 40, element.text
        assert from_edge + drawn_width * WIDER <= width, element.text
        assert size < y <= height - 30
        bottoms.append(y)
    assert bottoms == sorted(bottoms)
    assert len(bottoms) == len(set(bottoms))


ARABIC = "\u0623\u0645\u064a\u0646\u0629"


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_read_from_the_right_stands_at_the_right(shape: str) -> None:
    def at_right(**words: str) -> list[bool]:
        shown = {"line": "Lead", "question": "Why?", "words": "So.", "ribbon": ""}
        return [is_right(element) for element in texts(drawn(shape, **shown | words))]

    assert at_right() == [False, False, False, False, False]
    assert at_right(name=ARABIC) == [False, True, True, True, True]
    assert at_right(words=ARABIC) == [False, False, False, True, True]


NAUGHTY = (
    '"><svg onload="alert(1)">',
    "</text><image href='file:///etc/passwd'/>",
    "]]><!--",
    "&lt; &amp; &#0;",
    "<!DOCTYPE x>",
    "{{ 7 * 7 }}{% raw %}",
    "a\u202eb\x00\ud800\ufffe",
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", NAUGHTY)
def test_hostile_words_are_only_words(shape: str, name: str) -> None:
    def tags(svg: str) -> list[str]:
        return sorted({element.tag for element in ElementTree.fromstring(svg).iter()})

    hostile = drawn(shape, community=name, name=name, line=name, words=name, alt=name)
    assert tags(hostile) == tags(drawn(shape))
    hostile.encode("utf-8")
    assert card_png.png(hostile, SHAPES[shape], card_png.fonts())


def contrast(one: str, two: str) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shape", SHAPES)
def test_words_stand_out_from_all_that_may_lie_behind_them(shape: str) -> None:
    svg = drawn(shape, question="Why?")
    root = ElementTree.fromstring(svg)
    ground = root.find(f"{SVG}rect")
    circles = root.find(f"{SVG}g")
    assert ground is not None and circles is not None
    behind = [ground.get("fill", ""), circles.get("stroke", "")]
    for element in texts(svg):
        for colour in ["#ffd166"] if element.text == "DRAFT" else behind:
            assert contrast(element.get("fill", ""), colour) >= 4.5, (element.text, colour)


def pixels(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG by its header, whose checksums are right."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        assert (
            zlib.crc32(data[at + 4 : at + 8 + length])
            == struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0]
        )
        at += 12 + length
    width, height = struct.unpack(">II", data[16:24])
    return width, height


@pytest.mark.parametrize("shape", SHAPES)
def test_png_is_of_its_size_small_and_the_same_twice(shape: str) -> None:
    svg, fonts = drawn(shape), card_png.fonts()
    data = card_png.png(svg, SHAPES[shape], fonts)
    assert pixels(data) == SHAPES[shape]
    assert len(data) < 200_000
    assert card_png.png(svg, SHAPES[shape], fonts) == data


def test_name_is_drawn() -> None:
    """Another name, another picture; without fonts no letter is drawn at all."""
    svg, size, fonts = drawn("landscape"), SHAPES["landscape"], card_png.fonts()
    assert card_png.png(svg, size, fonts) != card_png.png(drawn("landscape", name="Amina Dialla"), size, fonts)
    assert len(card_png.png(svg, size, [])) < len(card_png.png(svg, size, fonts)) / 2


def test_letters_without_a_font_are_named_in_their_order() -> None:
    svg = drawn("square", name="李 Ana 🌱", words="e\u0301 李", line="Ünal Щ दि")
    assert card_png.without_font(svg, card_png.fonts()) == ["李", "🌱"]


def test_only_letters_that_are_drawn_count() -> None:
    assert card_png.without_font(drawn("square", alt="李", name="أ"), card_png.fonts()) == ["أ"]


def test_folder_of_fonts_adds_to_ours(tmp_path: Path) -> None:
    with pytest.raises(CmtoolError, match="holds no font: expected files"):
        card_png.fonts(tmp_path)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "My.TTF").write_bytes(card_png.fonts()[0].read_bytes())
    assert card_png.fonts(tmp_path) == [*card_png.fonts(), tmp_path / "deep" / "My.TTF"]


def test_file_that_is_no_font_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_text("no font")
    with pytest.raises(CmtoolError, match="cannot be read as a font"):
        card_png.without_font(drawn("square"), card_png.fonts(tmp_path))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<image href="/etc/hostname" width="9" height="9"/>', "names a file or an address"),
        ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', "names a file or an address"),
        ('<a xmlns:x="http://www.w3.org/1999/xlink" x:href="https://evil.example"/>', "names a file or an address"),
        ("<text>", "is no well-formed SVG"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>', "defines entities"),
    ],
)
def test_card_that_would_draw_what_is_not_in_it_is_refused(body: str, said: str) -> None:
    with pytest.raises(CmtoolError, match=said):
        card_png.png(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{body}</svg>', (9, 9), [])


DEAR = {
    "filters": '<filter id="f"><feGaussianBlur stdDeviation="900"/></filter>'
    + '<rect width="1200" height="627" filter="url(#f)"/>' * 3000,
    "turbulence": '<filter id="f"><feTurbulence baseFrequency="0.9" numOctaves="999999999"/></filter>'
    '<rect width="1200" height="627" filter="url(#f)"/>',
    "depth": "<g>" * 20_000 + "</g>" * 20_000,
}


@pytest.mark.parametrize("body", DEAR.values(), ids=DEAR)
def test_templates_that_take_too_much_are_given_up(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_png, "WALL_SECONDS", 2)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="627">{body}</svg>'
    with pytest.raises(CmtoolError, match=r"^the card cannot be drawn: .*; make the template of the card simpler$"):
        card_png.png(svg, (1200, 627), [])
