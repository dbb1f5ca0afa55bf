"""The command line: its table of commands, each loaded when it is called, and the one place where trouble is caught."""

from __future__ import annotations

import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from inspect import cleandoc
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from cmtool import __version__
from cmtool.cli.context import Context, options
from cmtool.errors import CmtoolError


class Entry(NamedTuple):
    """Where a command is: its panel in the help, its module in `cli/`, and the function or `Typer` there."""

    panel: str
    module: str
    attribute: str
    writes: bool = False
    """It changes the registry, and takes the options of such commands."""


DAILY, CHANGE, PROVE, SETUP = "Every day", "Change", "Prove", "Set up"

COMMANDS = {
    "validate": Entry(DAILY, "validate", "validate"),
    "due": Entry(DAILY, "due", "due"),
    "list": Entry(DAILY, "look", "list_"),
    "show": Entry(DAILY, "look", "show"),
    "find": Entry(DAILY, "look", "find"),
    "add": Entry(DAILY, "add", "add", writes=True),
    "set": Entry(DAILY, "verbs", "set_", writes=True),
    "save": Entry(DAILY, "verbs", "save", writes=True),
    "agenda": Entry(DAILY, "agenda", "agenda"),
    "minutes": Entry(DAILY, "minutes", "minutes"),
    "meeting": Entry(DAILY, "meeting", "app"),
    "note": Entry(DAILY, "note", "note", writes=True),
    "request": Entry(DAILY, "request", "app"),
    "need": Entry(DAILY, "need", "app"),
    "spotlight": Entry(DAILY, "spotlight", "app"),
    "report": Entry(DAILY, "report", "report"),
    "draft": Entry(DAILY, "draft", "draft"),
    "join": Entry(CHANGE, "verbs", "join", writes=True),
    "leave": Entry(CHANGE, "verbs", "leave", writes=True),
    "retire": Entry(CHANGE, "verbs", "retire", writes=True),
    "rename": Entry(CHANGE, "verbs", "rename", writes=True),
    "merge": Entry(CHANGE, "verbs", "merge", writes=True),
    "undo": Entry(CHANGE, "verbs", "undo", writes=True),
    "fmt": Entry(CHANGE, "fmt", "fmt"),
    "history": Entry(PROVE, "history", "history"),
    "diff": Entry(PROVE, "diff", "diff"),
    "review": Entry(PROVE, "review", "review"),
    "audit": Entry(PROVE, "audit", "audit"),
    "init": Entry(SETUP, "init", "init"),
    "demo": Entry(SETUP, "demo", "demo"),
    "build": Entry(SETUP, "build", "build"),
    "import": Entry(SETUP, "import_", "app"),
    "export": Entry(SETUP, "export", "app"),
    "schema": Entry(SETUP, "schema", "schema", writes=True),
    "templates": Entry(SETUP, "templates", "app"),
    "explain": Entry(SETUP, "explain", "explain"),
}


class Command(TyperCommand):
    """A command that takes the options of every command and hands them on as `context.obj`."""

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **settings)
        self.help = _flowing(self.help)
        self.params += options()

    def invoke(self, ctx: Any) -> Any:
        """Run the command with its `Context`."""
        ctx.obj = Context.taken_from(ctx.params, ctx.parent.obj if ctx.parent else None)
        return super().invoke(ctx)


def _flowing(text: str | None) -> str | None:
    """A docstring whose paragraphs are lines, for a terminal of any width."""
    return "\n\n".join(" ".join(part.split()) for part in cleandoc(text).split("\n\n")) if text else text


class Group(TyperGroup):
    """Commands by name, loaded when asked for; trouble ends here, in one line and an exit code."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if not self.commands:
            self.commands = _Commands()
            self.params += options()

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run, and turn trouble into a message: 2 where cmtool cannot go on, 3 for a bug."""
        if ctx.obj is None:
            ctx.obj = Context.taken_from(ctx.params, None)
        try:
            return super().invoke(ctx)
        except CmtoolError as error:
            ctx.obj.complain(f"error: {error}")
            raise typer.Exit(2) from None
        except typer.Abort:  # somebody broke a question off
            raise typer.Exit(130) from None
        except (typer.Exit, BrokenPipeError, KeyboardInterrupt):
            raise
        except OSError as error:  # a name too long, a closed folder, a full disk: what lies there, and no bug
            ctx.obj.complain(f"error: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
            raise typer.Exit(2) from None
        except Exception as error:
            if type(error).__module__.startswith("typer."):
                raise
            ctx.obj.report_bug(error)
            raise typer.Exit(3) from None


class _Commands(MutableMapping[str, Any]):
    """The table as commands; a module is imported when its command is looked up."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _made(name, COMMANDS[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        raise KeyError(name)


def _made(name: str, entry: Entry) -> Any:
    found = getattr(import_module(f"cmtool.cli.{entry.module}"), entry.attribute)
    if not isinstance(found, typer.Typer):
        single = typer.Typer(add_completion=False)
        single.command(name, cls=_class(entry), rich_help_panel=entry.panel)(found)
        return typer.main.get_command(single)
    group = typer.main.get_group(found)
    group.name, group.rich_help_panel = name, entry.panel
    return group


def _class(entry: Entry) -> type[Command]:
    if not entry.writes:
        return Command
    from cmtool.cli.writing import WritingCommand

    return WritingCommand


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cmtool {__version__}")
        raise typer.Exit


app = typer.Typer(
    name="cmtool",
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Keep a community as YAML files in git: members, groups, meetings, skills, requests, needs, thanks, spotlights.

    `cmtool` alone, inside a registry, prints where things stand. Try `cmtool validate`, `cmtool due` or
    `cmtool report overview`.
    """
    if context.invoked_subcommand is None:
        from cmtool.cli.status import status

        status(context)


if sys.platform == "win32":  # pragma: no cover
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
