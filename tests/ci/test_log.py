"""The parser of commands that the other tests look with: it finds what GitHub's runner would obey."""

from __future__ import annotations

import pytest

from tests.ci.log import Command, commands

TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "line",
    [
        "::error::boo",
        " \t::ERROR::boo",
        "text ##[error]boo",
        "##[Error]boo",
        "\u200b::error::boo",
        "text #\u00ad#[error]boo",
        "first\r::error::boo",
        "first\r\n::error::boo",
    ],
)
def test_command_is_found_wherever_the_runner_finds_it(line: str) -> None:
    assert commands(line) == [Command("error", {}, "boo")]


@pytest.mark.parametrize("line", ["text ::error::boo", "::error boo", "::nonsense::boo", "##[nonsense]boo", "##[error"])
def test_text_is_no_command(line: str) -> None:
    assert commands(line) == []


def test_properties_and_data_are_unescaped() -> None:
    told = "::error file=a%2Cb.yaml,line=3,title=x%3Ay::first%0Asecond%25"
    assert commands(told) == [
        Command("error", {"file": "a,b.yaml", "line": "3", "title": "x:y"}, "first\nsecond%"),
    ]


def test_nothing_counts_between_a_stop_and_its_token() -> None:
    log = f"::warning::one\n::stop-commands::{TOKEN}\n::error::two\n##[add-mask]three\n::{TOKEN}::\n::notice::four"
    assert [command.data for command in commands(log)] == ["one", "four"]


def test_stop_without_end_is_noticed() -> None:
    with pytest.raises(AssertionError, match="for the rest of the job"):
        commands(f"::stop-commands::{TOKEN}\n")


def test_token_that_can_be_guessed_is_noticed() -> None:
    with pytest.raises(AssertionError, match="can be guessed"):
        commands("::stop-commands::please\n::please::\n")
