"""Fields of the files, each checked and refused at its place where it is not what GovStack describes."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import TypeAdapter, ValidationError

from cmtool.exchange.node import Misshaped, Node
from cmtool.model.addresses import addresses
from cmtool.model.scalars import Url, Version

_URL: TypeAdapter[str] = TypeAdapter(Url)
_VERSION: TypeAdapter[str] = TypeAdapter(Version)
_LONGEST_NAME = 2000


def name_of(node: Node) -> str:
    """A name, which holds no way to reach somebody."""
    text = node.text()
    held = next(addresses(text), None)
    if held is not None or len(text) > _LONGEST_NAME:
        what = f"without a {held.what}" if held else f"of at most {_LONGEST_NAME} characters"
        raise Misshaped(node.field, f"a name {what}: ask for a correction of the file")
    return text


def text_as(node: Node | None, is_good: Callable[[str], bool], expected: str) -> str:
    """A text of some form; empty where there is none."""
    if node is None:
        return ""
    text = node.text()
    if not is_good(text):
        raise Misshaped(node.field, expected)
    return text


def one_of(node: Node, words: tuple[str, ...]) -> str:
    """One of some words."""
    text = node.text()
    if text not in words:
        name = next((part for part in reversed(node.field) if isinstance(part, str)), "a word")
        raise Misshaped(node.field, f"'{name}' to be {' or '.join(words)}")
    return text


def is_url(text: str) -> bool:
    """An address that a group may have here."""
    return _fits(_URL, text)


def is_version(text: str) -> bool:
    """A version that a product may have here."""
    return _fits(_VERSION, text)


def _fits(form: TypeAdapter[str], text: str) -> bool:
    try:
        form.validate_python(text)
    except ValidationError:
        return False
    return True
