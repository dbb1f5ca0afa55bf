"""Every command that a page names is one, with the options that it names; none is run here."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cmtool.cli.app import app
from cmtool.cli.manual import entries
from tests.docs.pages import NAMES, blocks, prose, text_of

ROOT = typer.main.get_command(app)
COMMANDS = {entry.words: entry.command for entry in entries(ROOT)}
GUIDES = [name for name in NAMES if name not in ("docs/commands.md", "docs/rules.md", "docs/records.md")]
_TYPED = re.compile(r"^(?:\$ |\s*(?:- )?(?:(?:run|entry|script): )?)(cmtool\b.*)$", re.MULTILINE)


def typed(text: str) -> Iterator[list[str]]:
    """Command lines of cmtool in blocks of code; what stands behind them, a remark or another command, is no part."""
    for block in blocks(text):
        if block.language in ("", "console", "sh", "bash", "yaml"):
            for line in _TYPED.findall(block.text.replace("\\\n", " ")):
                yield from command_lines(re.split(r" #|   ", line)[0])


def command_lines(line: str) -> Iterator[list[str]]:
    """The commands of cmtool in a line of the shell."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.commenters, lexer.whitespace_split = "", True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if set(word) <= set("|&;<>"):
            if words[:1] == ["cmtool"]:
                yield words[1:]
            words = []
        else:
            words.append(word)


def trouble(words: list[str]) -> str | None:
    """Why the command line would not take these words; nothing is run."""
    command: Any = ROOT
    name = "cmtool"
    rest = list(words)
    while rest and hasattr(command, "commands") and not rest[0].startswith("-"):
        name = f"{name} {rest[0]}"
        command = command.commands.get(rest[0]) if rest[0] in command.commands else None
        if command is None:
            return f"no command {name}"
        rest = rest[1:]
    try:
        command.make_context(name, rest)
    except (typer.Exit, typer.BadParameter) as error:
        return str(error) if isinstance(error, typer.BadParameter) else None
    except Exception as error:
        if not type(error).__module__.startswith("typer."):
            raise
        return f"{name}: {error}"
    return None


@pytest.mark.parametrize("name", [name for name in NAMES if name != "docs/extending.md"])  # it makes its own: see there
def test_every_command_in_a_block_of_code_is_one(name: str) -> None:
    assert [(words, why) for words in typed(text_of(name)) if (why := trouble(words))] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_in_a_sentence_is_one(name: str) -> None:
    """There with its options only: a sentence leaves out what it does not speak of."""
    spoken = re.findall(r"`(cmtool [^`\n]+)`", prose(text_of(name)))
    assert [line for line in spoken if not is_known(line)] == []


def is_known(line: str) -> bool:
    words = re.sub(r"[\[\]|'\"]", " ", line).split()[1:]
    called = [command for name, command in COMMANDS.items() if words[: len(name.split())] == name.split()]
    if not called and words[0] in ROOT.commands:  # `cmtool import`: one of several
        called = list(ROOT.commands[words[0]].commands.values())
    if words[0] == "NAME" or words[0].startswith("-"):
        called = [ROOT]
    taken = {
        option for command in called for param in command.params for option in (*param.opts, *param.secondary_opts)
    }
    asked = {word.split("=")[0] for word in words if word.startswith("-") and word != "--"}
    return bool(called) and asked <= taken | {"-h", "--help"}


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("cmtool validate --since REV", True),
        ("cmtool export codeowners [--check]", True),
        ("cmtool import", True),
        ("cmtool NAME --help", True),
        ("cmtool vanish", False),
        ("cmtool due --never", False),
    ],
)
def test_a_command_of_a_sentence_has_the_options_that_are_named(line: str, known: bool) -> None:
    assert is_known(line) is known


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("$ cmtool validate --due && cmtool list members | head", []),
        ("  - run: cmtool due", []),
        ("  name: cmtool at your service", []),
        ("$ cmtool vanish", ["no command cmtool vanish"]),
        ("$ cmtool export nothing", ["no command cmtool export nothing"]),
        ("$ cmtool due --never 3", ["cmtool due: No such option: --never"]),
        ("$ cmtool show", ["Missing parameter: ref"]),
    ],
)
def test_a_command_that_is_none_is_found(line: str, why: list[str]) -> None:
    text = f"```sh\n{line}\n```\n"
    assert [found for words in typed(text) if (found := trouble(words))] == why
