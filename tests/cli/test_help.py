"""`--help` of every command: an example, a word on every option, and nothing that the renderer of the help eats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import cleandoc
from typing import Any

import pytest
import typer

from cmtool.cli.app import COMMANDS, app
from cmtool.model.folders import FOLDERS
from tests.conftest import Outcome

Run = Callable[..., Outcome]


def commands(group: Any, *names: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it, those of groups as well."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *names, name)
        else:
            yield (*names, name), command


EVERY = {" ".join(names): command for names, command in commands(typer.main.get_command(app))}


def spoken(text: str) -> str:
    """A text as one line, its brackets without the escape that keeps them from being markup."""
    return " ".join(text.replace("\\[", "[").split())


@pytest.fixture
def helped(cmtool: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """The help of a command, so wide that no text of it is broken."""
    monkeypatch.setenv("COLUMNS", "600")
    return lambda name: spoken(cmtool(*name.split(), "--help").out)


def test_every_command_of_the_table_is_here() -> None:
    assert list(dict.fromkeys(name.split()[0] for name in EVERY)) == list(COMMANDS)
    assert {"import csv", "export csv", "templates copy"} < set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_a_command_is_described_with_an_example_as_it_is_typed(name: str, helped: Callable[[str], str]) -> None:
    lines = [paragraph for paragraph in cleandoc(EVERY[name].help).split("\n\n") if paragraph.startswith("Example: ")]
    assert lines
    for line in lines:
        assert line.startswith(f"Example: cmtool {name}")
        assert spoken(line) in helped(name)


@pytest.mark.parametrize("name", [name for name in EVERY if any(it.name == "kind" for it in EVERY[name].params)])
def test_a_word_on_a_kind_names_all_of_them(name: str) -> None:
    (word,) = (param.help for param in EVERY[name].params if param.name == "kind")
    assert [kind for folder, kind in FOLDERS.items() if kind not in word and folder not in word] == []


@pytest.mark.parametrize("name", EVERY)
def test_every_paragraph_and_every_word_on_an_option_is_shown(name: str, helped: Callable[[str], str]) -> None:
    shown = helped(name)
    for paragraph in cleandoc(EVERY[name].help).split("\n\n"):
        assert spoken(paragraph) in shown
    for param in EVERY[name].params:
        assert param.help, f"{param.name} has no help"
        assert spoken(param.help) in shown


def test_brackets_of_a_place_in_a_list_are_shown(helped: Callable[[str], str]) -> None:
    shown = helped("set")
    assert "languages+=en 'skills[openapi].level=5'" in shown
    assert "field[item].key=value" in shown


@pytest.mark.parametrize(
    ("name", "usage"),
    [
        ("fmt", "cmtool fmt [OPTIONS] [PATH]..."),
        ("diff", "cmtool diff [OPTIONS] [BASE] [HEAD]"),
        ("set", "cmtool set [OPTIONS] {REF} {FIELD=VALUE}..."),
    ],
)
def test_what_may_be_left_out_stands_in_one_pair_of_brackets(
    name: str, usage: str, helped: Callable[[str], str]
) -> None:
    assert f"Usage: {usage} " in helped(name)
