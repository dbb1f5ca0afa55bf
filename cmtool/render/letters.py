"""How wide text is when Noto Sans Bold draws it, so that it can be laid out where no font is installed.

Widths are those of the font, rounded up to a twentieth of an em: other weights, and most other sans-serif fonts, are
narrower. What the table does not know is taken for wider than it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width, normalize

_CLASSES = {
    250: "‘’",
    300: "!',.:;ijl¡·ıј\u00a0 ",
    350: "()-J[]łІЈі",
    400: "I`f{}Ι•",
    450: "/\\_rt°ι“”",
    500: '"?z§¿ζгѕ–',
    550: "*FcsΓεξςτЅзстэєґ„†",
    600: "$+0123456789<=>ELSTZ^aevxy|~¢£×ŁəΕΖΣΤγλνГЕЗТавеухьҐүұә€",
    650: "Ί#CPVYbdghknopqu«»ÞðøþđĸŋΞΡΥβδηθκορυχБРСУЬбдклопрчяџҮҰһө",
    700: "ơцABKRXħΑΒΔΚΛΧαμσЄАВКХЭЯинъђћқ",
    750: "&DGÐßĐπЛЧңҺ",
    800: "ΆΈưHOQUØĦΗΘΟΠΩЂЋЏДИНОПЦЪҚӨẞ™",
    850: "Ơ¼¾N©ŊƏΝφψмфҢӘ",
    900: "Ư½Ύ@wΨωжыюљ…",
    950: "Ώҗѽ%MæΜΦМФЫњ",
    1000: "ΉΌWmÆŒœЖшщ—",
    1050: "ЉЮ",
    1100: "ЊШЩ",
    1150: "आऑऒओऔ",
}
_WIDTHS = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_LONGEST = 16
"""Code points of a letter; no real one has more than ten."""
_UNSEEN = ("Mn", "Me", "Cf")
_JOINER, _KEYCAP_STYLE = "\u200d", "\ufe0f"
_EMOJI = 1300
_OTHERS = {"Lu": 1200, "Lt": 1350, "Lo": 800, "So": 1300}
"""In thousandths of an em: for scripts that the table does not have. Fonts differ, so this is on the safe side."""
_REST = 800
_HORN = "\u031b"
_BEFORE_CAPITALS = "\u0300\u0301\u0313\u0314"
"""Accents and breathings, which Greek writes before a capital and not above it."""
_ACCENT = 460


def width(text: str) -> float:
    """The width of a text in em."""
    return sum(map(_of_letter, text)) / 1000


def _of_letter(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    kind = category(letter)
    if kind in _UNSEEN:
        return 0
    taken_apart = normalize("NFD", letter)
    base, marks = taken_apart[0], taken_apart[1:]
    if base in _WIDTHS:
        horned = normalize("NFC", base + _HORN) if _HORN in marks else base
        is_wider = "Α" <= base <= "Ω" and any(mark in _BEFORE_CAPITALS for mark in marks)
        return _WIDTHS[horned] + _ACCENT * is_wider
    if letter > "\U0001efff" and kind in ("So", "Sk"):
        return _EMOJI
    return 1000 if east_asian_width(letter) in "WF" else _OTHERS.get(kind, _REST)


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for single letters: a base with its marks, an emoji with all that is joined to it, a flag."""
    held = ""
    for letter in text:
        if held and (len(held) == _LONGEST or not _belongs(held, letter)):
            yield held
            held = ""
        held += letter
    if held:
        yield held


def _belongs(held: str, letter: str) -> bool:
    """The letter is no beginning of its own."""
    if category(letter) in ("Mn", "Me", "Mc") or letter in (_JOINER, _KEYCAP_STYLE) or _is_tone(letter):
        return True
    return held.endswith(_JOINER) or (_is_flag_half(letter) and len(held) == 1 and _is_flag_half(held))


def _is_tone(letter: str) -> bool:
    """A colour of skin, which follows its emoji."""
    return "\U0001f3fb" <= letter <= "\U0001f3ff"


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
