"""docs/commands.md: the command line as a page, made from the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from inspect import cleandoc
from itertools import groupby
from typing import Any, NamedTuple

import typer

from cmtool.cli import context, writing


class Entry(NamedTuple):
    """A command, with the words that call it and its panel in the help."""

    words: str
    panel: str
    command: Any

    @property
    def context(self) -> typer.Context:
        """What the command needs to describe itself."""
        return typer.Context(self.command, info_name=self.words)


def entries(root: Any) -> Iterator[Entry]:
    """Every command of the command line, those of groups as well."""
    for name, command in root.commands.items():
        if hasattr(command, "commands"):
            yield from (Entry(f"{name} {inner}", command.rich_help_panel, it) for inner, it in command.commands.items())
        else:
            yield Entry(name, command.rich_help_panel, command)


def markdown(root: Any) -> str:
    """The whole page."""
    found = list(entries(root))
    top = Entry("cmtool", "", root)
    told = [_HEAD, *(f"{_plain(it)}\n" for it in _paragraphs(top)), _index(found)]
    told += ["## Options of every command\n", _list(top, context.options(), _option)]
    told += [f"## {_CHANGING}\n", _list(top, writing.options(), _option), _EXIT_CODES]
    for panel, several in groupby(found, key=lambda entry: entry.panel):
        told.append(f"## {panel}\n")
        for entry in several:
            told += _page(entry)
    return "\n".join(told)


def _index(found: Iterable[Entry]) -> str:
    """Each command and its first sentence, by panel."""
    told = []
    for panel, several in groupby(found, key=lambda entry: entry.panel):
        told.append(f"**{panel}**\n")
        told += [f"- [`{it.words}`](#{it.words.replace(' ', '-')}): {_first_sentence(it)}" for it in several]
        told[-1] += "\n"
    return "\n".join(told)


def _first_sentence(entry: Entry) -> str:
    return re.split(r"(?<=\.)\s", _plain(_paragraphs(entry)[0]))[0]


def _page(entry: Entry) -> Iterator[str]:
    """A command: how it is called, what it does, arguments, options, examples."""
    pieces = entry.command.collect_usage_pieces(entry.context)
    yield f"### {entry.words}\n\n```text\ncmtool {' '.join([entry.words, *pieces])}\n```\n"
    paragraphs = _paragraphs(entry)
    examples = [it.removeprefix("Example: ") for it in paragraphs if it.startswith("Example: ")]
    yield from (f"{_plain(it)}\n" for it in paragraphs if not it.startswith("Example: "))
    if examples:
        yield "```console\n" + "".join(f"$ {it}\n" for it in examples) + "```\n"
    yield from _params(entry)


def _params(entry: Entry) -> Iterator[str]:
    """Arguments and options of a command, but for those that it shares with others."""
    shared = {id(param) for param in (*context.options(), *writing.options())}
    own = [param for param in entry.command.params if id(param) not in shared and not param.hidden]
    arguments = [param for param in own if param.param_type_name == "argument"]
    options = [param for param in own if param.param_type_name == "option"]
    if own:
        yield _list(entry, arguments, _argument) + _list(entry, options, _option)
    if isinstance(entry.command, writing.WritingCommand):
        yield f"Takes the [options of commands that change the registry](#{_anchor(_CHANGING)}).\n"


def _list(entry: Entry, params: Sequence[Any], line: Callable[[str, str], str]) -> str:
    """Parameters, one a line: what the help says of each, name and type, then text, default, variable and the like."""
    told = []
    for param in params:
        name, words = param.get_help_record(entry.context)
        extra = words[len(param.help or "") :].strip()
        facts = [_fact(fact) for fact in extra[1:-1].split("; ")] if extra else []
        facts += ["May be given more than once."] if param.multiple else []
        told.append(f"- {line(name, ' '.join(filter(None, [_plain(_one_line(param.help or '')), *facts])))}\n")
    return "".join(told)


def _argument(name: str, words: str) -> str:
    word, _, kind = name.replace("\\[", "[").partition(" <")
    return f"`{word} <{kind}`: {words}" if "|" in kind else f"`{word}`: {words}"


def _option(name: str, words: str) -> str:
    """An option; where it takes any text, its type would say nothing."""
    return f"`{re.sub('<(list.)?str]?>', 'TEXT', name)}`: {words}"


def _fact(fact: str) -> str:
    key, _, value = fact.partition(": ")
    if not value:
        return "" if key == "required" else f"Range: `{key}`."
    return f"{_FACTS.get(key, key.capitalize())} `{value.removeprefix('(').removesuffix(')')}`."


_FACTS = {"default": "Default:", "env var": "Environment:"}
_CHANGING = "Options of commands that change the registry"


def _paragraphs(entry: Entry) -> list[str]:
    return [_one_line(it).replace("\\[", "[") for it in cleandoc(entry.command.help or "").split("\n\n")]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Words of a help as Markdown: outside of code nothing is markup."""
    parts = text.replace("\\[", "[").split("`")
    return "`".join(part if at % 2 else re.sub(r"([<*_\[\]])", r"\\\1", part) for at, part in enumerate(parts))


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


_HEAD = """# Commands

Made from the command line itself (`pytest --accept` writes it anew). `cmtool NAME --help` tells the same.
"""

_EXIT_CODES = """## Exit codes

| code | means |
|---|---|
| 0 | fine |
| 1 | findings, or a `--check` that found a difference |
| 2 | cmtool cannot go on; one line on stderr says what to do |
| 3 | a bug in cmtool: please report it |
"""
