"""Values as text in the style of what stands around them: indents, dashes, quotes and brackets are copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cmtool.document.nodes import Document, Entry, Node, column, header, is_first, line_start
from cmtool.document.scalar import bare, quoted, scalar
from cmtool.document.screen import refused
from cmtool.document.writer import WIDTH, write

_IN_FLOW = re.compile(r"[,\[\]{}:?#]")
"""In brackets a text that holds one of these is quoted: tools disagree about them."""


class Style(NamedTuple):
    """How far a file indents: fields below their key, dashes below theirs, and what stands behind a dash."""

    fields: int
    dashes: int
    behind: int


def style(doc: Document, near: Node) -> Style:
    """The indents of a file: as near the place as there are any, else two columns."""
    nodes = [*_within(near), *_within(doc.root)]
    below = [(entry, entry.node) for node in nodes for entry in node.entries if entry.node.form == "block"]
    keyed = [pair for pair in below if pair[0].key is not None]
    dashed = [entry for node in nodes if node.form == "block" for entry in node.entries if entry.key is None]
    return Style(
        next((_offset(doc, *pair) for pair in keyed if isinstance(pair[1].value, dict)), 2),
        next((_offset(doc, *pair) for pair in keyed if isinstance(pair[1].value, list)), 2),
        next((gap for entry in dashed if (gap := _behind(doc, entry))), 2),
    )


def _within(node: Node) -> Iterator[Node]:
    yield node
    for entry in node.entries:
        yield from _within(entry.node)


def _offset(doc: Document, entry: Entry, node: Node) -> int:
    return column(doc.text, node.start) - column(doc.text, entry.start)


def _behind(doc: Document, entry: Entry) -> int:
    """From a dash to what stands behind it on its line; 0 where nothing does."""
    node = entry.node
    same_line = line_start(doc.text, entry.start) == line_start(doc.text, node.start)
    return node.start - entry.start if same_line and node.end > node.start else 0


class Placed(NamedTuple):
    """A value as text: what stands behind its key or dash, and the lines below."""

    head: str
    lines: list[str]


def behind(doc: Document, value: Any, indent: int, indents: Style, like: Node | None = None) -> Placed:
    """A value for the key or dash that stands at `indent`; texts and brackets as those of `like`."""
    if isinstance(value, str):
        return _text(doc, value, indent + indents.fields, like)
    if not value or not isinstance(value, dict | list) or is_one_line_flow(doc, like):
        return Placed(one_line(doc, value, like), [])
    return Placed("", block(doc, value, indent + _step(value, indents), indents, like))


def _step(value: Any, indents: Style) -> int:
    return indents.fields if isinstance(value, dict) else indents.dashes


def block(doc: Document, value: Any, indent: int, indents: Style, like: Node | None = None) -> list[str]:
    """The lines of a mapping or a list, in block style."""
    if isinstance(value, dict):
        return [line for name, inner in value.items() for line in field(doc, name, inner, indent, indents, like)]
    items = like.entries if like is not None and isinstance(like.value, list) else ()
    first = items[0] if items and like is not None and like.form == "block" else None
    return [line for inner in value for line in item(doc, inner, indent, indents, first)]


def field(doc: Document, name: str, value: Any, indent: int, indents: Style, like: Node | None = None) -> list[str]:
    """The lines of a key with its value, in block style."""
    head, lines = behind(doc, value, indent, indents, _inside(like, name))
    return [f"{' ' * indent}{scalar(name)}:{f' {head}' if head else ''}", *lines]


def item(doc: Document, value: Any, indent: int, indents: Style, like: Entry | None) -> list[str]:
    """The lines of an item, in the style of the item beside it: its dash may stand alone on its line."""
    dash, node = f"{' ' * indent}-", like.node if like else None
    space = " " * ((_behind(doc, like) or indents.behind) - 1) if like else " " * (indents.behind - 1)
    if not value or not isinstance(value, dict | list) or is_one_line_flow(doc, node):
        head, lines = behind(doc, value, indent, indents, node)
        return [f"{dash}{space}{head}", *lines]
    if node is not None and node.form == "block" and is_first(doc.text, node.start):
        return [dash, *block(doc, value, column(doc.text, node.start), indents, node)]
    first, *rest = block(doc, value, indent + 1 + len(space), indents, node)
    return [f"{dash}{space}{first.lstrip(' ')}", *rest]


def one_line(doc: Document, value: Any, like: Node | None = None, *, in_flow: bool = False) -> str:
    """A value on one line: a scalar, or a collection in brackets."""
    if isinstance(value, dict | list):
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        pad = " " if value and like is not None and doc.text.startswith(f"{opening} ", like.start) else ""
        return f"{opening}{pad}{', '.join(_parts(doc, value, like))}{pad}{closing}"
    return text(value, quote(doc, like), in_flow=in_flow) if isinstance(value, str) else bare(value)


def _parts(doc: Document, value: Any, like: Node | None) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield pair(doc, name, inner, _inside(like, name))
        return
    items = like.entries if like is not None and isinstance(like.value, list) else ()
    for inner in value:
        yield one_line(doc, inner, items[0].node if items else None, in_flow=True)


def pair(doc: Document, name: str, value: Any, like: Node | None = None) -> str:
    """A key with its value inside braces."""
    return f"{text(name, '', in_flow=True)}: {one_line(doc, value, like, in_flow=True)}"


def text(value: str, mark: str, *, in_flow: bool = False) -> str:
    """A text on one line in the quotes that are asked for, where they can hold it; else in those that it needs."""
    if mark == "'" and "\n" not in value and refused(value) is None:
        return "'" + value.replace("'", "''") + "'"
    if mark or (in_flow and _IN_FLOW.search(value)):
        return quoted(value)
    return scalar(value)


def quote(doc: Document, node: Node | None) -> str:
    """The quotes of a scalar, or nothing."""
    mark = doc.text[node.start : node.start + 1] if node is not None and node.end > node.start else ""
    return mark if node is not None and node.form == "scalar" and mark in ("'", '"') else ""


def _inside(node: Node | None, name: str) -> Node | None:
    if node is None or not isinstance(node.value, dict):
        return None
    return next((entry.node for key, entry in zip(node.value, node.entries, strict=True) if key == name), None)


def is_one_line_flow(doc: Document, node: Node | None) -> bool:
    """A collection in brackets, with something in them, on one line."""
    return (
        node is not None and node.form == "flow" and bool(node.entries) and "\n" not in doc.text[node.start : node.end]
    )


def _text(doc: Document, value: str, indent: int, like: Node | None) -> Placed:
    """A text: with lines or long and new, as a block scalar if it can be; else on one line."""
    if "\n" in value or (len(value) > WIDTH and like is None):
        head, *lines = _canonical({"x": value})
        if lines:
            return Placed(head, [" " * (indent - 2) + line if line else "" for line in lines])
    return Placed(text(value, quote(doc, like)), [])


def _canonical(values: Mapping[str, Any]) -> list[str]:
    return write(values).removesuffix("\n").removeprefix("x: ").split("\n")


def same_block_scalar(doc: Document, node: Node, value: str) -> Placed | None:
    """A text as a block scalar in the style of the one that it replaces; None where that cannot hold it."""
    lines = value.rstrip("\n").split("\n")
    if not lines[0] or lines[0] != lines[0].lstrip() or refused(value) or any(line != line.rstrip() for line in lines):
        return None
    sign = header(doc.text, node.start)
    ends = len(value) - len(value.rstrip("\n"))
    below = [line for line in doc.text[node.start : node.end].split("\n")[1:] if line.strip()]
    indent = " " * (len(below[0]) - len(below[0].lstrip(" "))) if below else ""
    if not indent:
        return None
    if sign[0] == ">":
        lines = _folded(lines, max(max(map(len, below)), 60) - len(indent))
    lines += [""] * (ends - 1)
    digits = "".join(character for character in sign if character.isdigit())
    mark = "-" if not ends else "+" if ends > 1 else ""
    return Placed(sign[0] + digits + mark, [indent + line if line else "" for line in lines])


def _folded(lines: list[str], width: int) -> list[str]:
    """Lines that folding joins to these again; a line end is written as a line of nothing."""
    found: list[str] = []
    for number, line in enumerate(lines):
        found += [""] if number else []
        found += _wrapped(line, width) if line else []
    return found


def _wrapped(line: str, width: int) -> list[str]:
    found = [""]
    for word in re.split(r"(?<=\S) (?=\S)", line):
        if found[-1] and len(found[-1]) + 1 + len(word) > width:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".lstrip(" ") if found[-1] else word
    return found
