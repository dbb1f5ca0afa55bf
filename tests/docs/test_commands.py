"""docs/commands.md is what the command line says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer

from cmtool.cli import manual
from cmtool.cli.app import COMMANDS, app

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
TOY = typer.Typer(add_completion=False)


@TOY.command(rich_help_panel="Every day")
def walk(
    where: str = typer.Argument(metavar="PLACE", help="A place\\[s]."),
    far: int = typer.Option(3, "--far", help="How far."),
    by: list[str] = typer.Option([], "--by", metavar="NAME", help="With whom."),  # noqa: B008
) -> None:
    """Go a_way with *no* <tag>. A second sentence.

    Example: cmtool walk park
    --far 4
    """


@TOY.command(rich_help_panel="Every day")
def rest() -> None:
    """Rest `a_while`."""


def test_page_of_commands_is_what_the_command_line_says(same_as: Callable[[str, Path], None]) -> None:
    same_as(manual.markdown(typer.main.get_command(app)), PAGE)


def test_a_command_has_usage_words_example_arguments_and_options() -> None:
    page = manual.markdown(typer.main.get_command(TOY))
    assert "- [`walk`](#walk): Go a\\_way with \\*no\\* \\<tag>.\n- [`rest`](#rest): Rest `a_while`.\n" in page
    assert page.split("## Every day\n\n")[1] == (
        "### walk\n\n```text\ncmtool walk [OPTIONS] {PLACE}\n```\n\n"
        "Go a\\_way with \\*no\\* \\<tag>. A second sentence.\n\n"
        "```console\n$ cmtool walk park --far 4\n```\n\n"
        "- `PLACE`: A place\\[s\\].\n"
        "- `--far <int>`: How far. Default: `3`.\n"
        "- `--by NAME`: With whom. May be given more than once.\n\n"
        "### rest\n\n```text\ncmtool rest [OPTIONS]\n```\n\nRest `a_while`.\n"
    )


def test_every_command_of_the_table_has_its_part() -> None:
    page = PAGE.read_text("utf-8")
    parts = [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")]
    assert list(dict.fromkeys(part.split()[0] for part in parts)) == list(COMMANDS)
    assert [part for part in parts if f"[`{part}`](#{part.replace(' ', '-')})" not in page] == []
