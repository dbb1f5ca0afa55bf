"""The words of a line of Markdown, as a reader of the page sees them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ZERO_WIDTH = "\u200b"
"""`escape_md` writes it behind `@` and `#`."""

_MOST_LINKS = 50
"""A line with more brackets has none: looking for them would take the square of its length."""


@lru_cache(maxsize=4096)
def to_text(line: str) -> str:
    """One line without its mark-up: escapes and entities are what they stand for, links keep their address."""
    inline = _parser(line.count("[") <= _MOST_LINKS).parseInline(line.strip())[0]
    return "".join(_words(inline.children or [])).replace(_ZERO_WIDTH, "").strip()


@cache
def _parser(has_links: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    return parser if has_links else parser.disable(["link", "image"])


def _words(tokens: list[Token]) -> Iterator[str]:
    """Text and code as they are; an address after the words that link to it, unless they say it already."""
    opened: list[tuple[str, int]] = []
    said: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            opened.append((str(token.attrs.get("href", "")), len(said)))
            continue
        if token.type == "link_close":
            href, start = opened.pop()
            word = "".join(said[start:])
            said.append("" if _is_address(word) or not href else f" ({href})")
        elif token.type in ("softbreak", "hardbreak"):
            said.append(" ")
        else:
            said.append(token.content)
    yield from said


def _is_address(word: str) -> bool:
    return word.replace(_ZERO_WIDTH, "").startswith(("http://", "https://", "mailto:"))
