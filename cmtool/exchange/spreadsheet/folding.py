"""What two spellings of a name have in common, and the id that a name makes."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe",
     "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N", "ə": "e", "Ə": "E"}
)  # fmt: skip
"""Letters that Unicode does not take apart into a letter and its mark."""
_APOSTROPHES = re.compile("['`´ʻʼ‘’]")
_WORDS = re.compile(r"\w+")
_ID_LENGTH = 64


def plain(text: str) -> str:
    """A text without accents, in lower case."""
    letters = normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in letters if not combining(letter)).casefold()


def folded(text: str) -> str:
    """A word for comparison: case, accents, spaces and punctuation do not count."""
    return "".join(_WORDS.findall(plain(text))).replace("_", "") or text.strip().casefold()


def person(name: str) -> str:
    """A person's name for comparison: the order of its words does not count either."""
    words = _WORDS.findall(_APOSTROPHES.sub("", plain(name)))
    return " ".join(sorted(words)) or name.strip().casefold()


def question(header: str) -> str:
    """A header for comparison: case, spaces and what form makers put behind a question do not count."""
    return " ".join(normalize("NFC", header).split()).rstrip(" *:?.").casefold()


def slug(text: str) -> str:
    """The id that a name makes: words of ASCII letters and digits, cut at a word; may be empty."""
    words = re.findall(r"[a-z0-9]+", _APOSTROPHES.sub("", plain(text)))
    cut = "-".join(words)[: _ID_LENGTH + 1]
    return cut if len(cut) <= _ID_LENGTH else cut.rpartition("-")[0] or cut[:_ID_LENGTH]


def named_slug(name: str) -> str:
    """The id of a person: `Diallo, Amina` is amina-diallo; empty where letters would be lost, as of `Мария`."""
    last, comma, first = name.partition(",")
    full = f"{first} {last}" if comma and first.strip() else name
    return slug(full) if all(word.isascii() for word in _WORDS.findall(plain(full))) else ""
