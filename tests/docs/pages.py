"""The pages of the documentation as tests see them: blocks of code, transcripts of a terminal, links, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).parents[2]
DOCS = CHECKOUT / "docs"
PAGES = [CHECKOUT / "README.md", *sorted(DOCS.glob("*.md"))]
NAMES = [page.relative_to(CHECKOUT).as_posix() for page in PAGES]
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^ {4}.*\n(?:[ ]*\n)*)+", re.MULTILINE)


class Block(NamedTuple):
    """A block of code: its language as the fence says, and its text."""

    language: str
    text: str


class Step(NamedTuple):
    """A command in a transcript, and the lines under it."""

    command: str
    shown: list[str]


def text_of(name: str) -> str:
    return (CHECKOUT / name).read_text("utf-8")


def blocks(text: str) -> list[Block]:
    """Fenced blocks, then indented ones."""
    fenced = [
        Block(match[2], re.sub(rf"^{match[1]}", "", match[3], flags=re.MULTILINE)) for match in _FENCE.finditer(text)
    ]
    return fenced + [
        Block("", match[0].replace("\n    ", "\n")[4:]) for match in _INDENTED.finditer(_FENCE.sub("", text))
    ]


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", text)


def steps(text: str) -> Iterator[Step]:
    """The commands of a terminal's transcript: lines that begin with `$ `, each with what stands under it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield Step(command, [line.rstrip() for line in shown])


def is_shown(shown: list[str], printed: list[str]) -> bool:
    """What was printed is what the page shows; `...` stands for any lines, `*` for any text of a line."""
    if not shown:
        return not printed
    if shown[0] == "...":
        return any(is_shown(shown[1:], printed[at:]) for at in range(len(printed) + 1))
    return bool(printed) and fnmatchcase(printed[0], _pattern(shown[0])) and is_shown(shown[1:], printed[1:])


def _pattern(line: str) -> str:
    """Brackets and question marks of a line mean themselves; hashes of commits are never the same."""
    return re.sub(r"\b[0-9a-f]{7}\b", "*", re.sub(r"[\[?]", lambda match: f"[{match[0]}]", line))


def written(home: Path, block: Block) -> None:
    """The block as the page means it: a whole file under its name, or lines that take the place of others."""
    first, _, rest = block.text.partition("\n")
    if block.language == "diff":
        replaced(home / first.removeprefix("--- a/"), rest.split("\n", 1)[1])
    elif match := re.fullmatch(r"(?:# |\{# )([\w./-]+\.\w+)(?: #\})?", first):
        path = home / match[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rest, encoding="utf-8")


def replaced(path: Path, diff: str) -> None:
    """Each part of a diff without line numbers takes the place of the lines that it shows as old; they stand there once."""
    text = path.read_text("utf-8")
    for part in diff.split("@@\n"):
        lines = part.splitlines()
        old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
        new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
        assert text.count(old) == 1, f"{path.name} holds {text.count(old)} times:\n{old}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#{1,6} (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(text: str) -> list[tuple[str, str]]:
    """Links to places of this repository: file (empty for the page itself) and anchor."""
    found = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", prose(text)).replace("\\", ""))
    return [
        (file, anchor)
        for file, _, anchor in (link.partition("#") for link in found)
        if "://" not in file and not file.startswith("mailto:")
    ]
