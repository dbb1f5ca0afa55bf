"""Names of people and things: what two spellings of one have in common, and the id that a name makes."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import combining, normalize

LONGEST: Final = 64
"""Characters of an id."""

_LETTERS: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "ng", "ŧ": "t",
     "ə": "e", "ɓ": "b", "ɖ": "d", "ɗ": "d", "ɛ": "e", "ƒ": "f", "ɣ": "g", "ƙ": "k", "ɔ": "o", "ʋ": "v", "ƴ": "y"}
)  # fmt: skip
"""Latin letters that Unicode does not take apart, of Europe and West Africa, in small."""
_APOSTROPHES: Final = re.compile("['`´ʹʻʼ‘’＇]")
_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~¡-¿‐-⁞、。・]+")


def plain(text: str) -> str:
    """A text in small letters, without accents and apostrophes; those that have an ASCII spelling have it."""
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    text = text.casefold()
    return text if text.isascii() else _APOSTROPHES.sub("", text.translate(_LETTERS))


def folded(text: str) -> str:
    """A word for comparison: case, accents, spaces and punctuation do not count."""
    return "".join(_PUNCTUATION.sub("", plain(text)).split()) or text.strip().casefold()


def person(name: str) -> str:
    """A person's name for comparison: case, accents, punctuation and the order of its words do not count."""
    words = name.casefold()
    if not (words.isascii() and words.replace(" ", "").isalpha()):
        words = _PUNCTUATION.sub(" ", plain(name))
    return " ".join(sorted(words.split())) or name.strip().casefold()


def slug(name: str) -> str:
    """The words of a name in ASCII with hyphens, cut at a word; empty where letters would be lost, as of `徐俊杰`."""
    words = plain(name)
    if any(letter.isalnum() and not letter.isascii() for letter in words):
        return ""
    cut = "-".join(re.findall(r"[a-z0-9]+", words))[: LONGEST + 1]
    return cut if len(cut) <= LONGEST else cut.rpartition("-")[0] or cut[:LONGEST]
