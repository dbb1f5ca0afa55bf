"""Mail addresses and phone numbers in a text: what a public registry must not hold, and what no message repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MAIL = (
    r"(?<![\w.%+@-])(?!git@)[\w.%+-]+(?:@|%40|\\x40|\\u0040)"
    r"(?!(?:group\.calendar\.google\.com|thread\.(?:v2|tacv2|skype))(?!\.?[\w-]))(?:[\w-]+\.)+[^\W\d_][\w-]+"
)
"""A fediverse handle (`@ann@example.social`), `git@host` and the ids of shared calendars and Teams calls are none."""
_PHONE = r"(?<![\w+])\+\(?[0-9](?:[ .()\u00a0\u202f\u2011-]{0,3}[0-9]){7,14}(?![0-9])"
_EITHER = re.compile(f"(?P<mail>{_MAIL})|(?P<phone>{_PHONE})")

_WORDS = {"mail": "mail address", "phone": "phone number"}


class Address(NamedTuple):
    """Where a text holds a way to reach a person: `mail address` or `phone number`, and its offsets."""

    what: str
    start: int
    end: int


def addresses(text: str) -> Iterator[Address]:
    """The mail addresses and phone numbers in a text. A phone number is `+` and 8 to 15 digits."""
    if "@" in text or "+" in text or "%40" in text or ("40" in text and "\\" in text):
        for found in _EITHER.finditer(text):
            yield Address(_WORDS[found.lastgroup or "mail"], *found.span())


def named(key: str) -> str:
    """A key for a message: in quotes, or that it holds an address."""
    return "that holds an address" if next(addresses(key), None) is not None else f"'{key}'"


def shown(text: str, limit: int = 60) -> str:
    """A text in quotes for a message, cut; only its length where it holds an address."""
    if next(addresses(text), None) is not None:
        return f"a text of {len(text)} characters"
    return f"'{text}'" if len(text) <= limit else f"'{text[: limit - 3]}...'"
