"""What every command that writes shares: how it is made, and how what it did is told."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cmtool.cli.app import Command
from cmtool.cli.context import Context
from cmtool.cli.output import paint, write
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.workspace import Workspace
    from cmtool.workspace.changing import Done, How, Plan

_PANEL = "How the change is made"
_NAMES = ("dry_run", "no_commit", "branch", "force", "reason", "allow_detached")
MOST_LINES = 60
"""Lines of a change that are shown without being asked for."""


@cache
def options() -> tuple[Any, ...]:
    """The options of every command that writes, made by typer from a signature."""
    carrier = typer.Typer(add_completion=False)

    @carrier.command()
    def _options(
        dry_run: bool = typer.Option(False, "--dry-run", help="Only show the change.", rich_help_panel=_PANEL),
        no_commit: bool = typer.Option(
            False, "--no-commit", help="Only write the files; `cmtool save` commits them.", rich_help_panel=_PANEL
        ),
        branch: str = typer.Option(
            None,
            "--branch",
            metavar="NAME",
            help="Begin this branch, go to it, and commit there.",
            show_default=False,
            rich_help_panel=_PANEL,
        ),
        force: bool = typer.Option(
            False,
            "--force",
            help="Also where it takes away much, or a group's last lead.",
            rich_help_panel=_PANEL,
        ),
        reason: str = typer.Option(
            "",
            "--reason",
            metavar="TEXT",
            help="Why; it stays.",
            show_default=False,
            rich_help_panel=_PANEL,
        ),
        allow_detached: bool = typer.Option(
            False, "--allow-detached", help="Also where no branch is checked out.", rich_help_panel=_PANEL
        ),
    ) -> None:
        pass

    return tuple(param for param in typer.main.get_command(carrier).params if param.name in _NAMES)


class WritingCommand(Command):
    """A command that changes the registry: it takes the options of those as `context.obj.how`."""

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **settings)
        self.params += options()

    def invoke(self, ctx: Any) -> Any:
        """Run the command, which finds how it shall be made."""
        from cmtool.workspace.changing import How

        given = {name: ctx.params.pop(name) for name in _NAMES}
        ctx.find_root().meta["how"] = How(
            given["dry_run"],
            not given["no_commit"],
            given["branch"],
            given["force"],
            given["reason"],
            is_detached_fine=given["allow_detached"],
        )
        return super().invoke(ctx)


def how_of(context: typer.Context) -> How:
    """How the change shall be made."""
    how: How = context.find_root().meta["how"]
    return how


def make(context: typer.Context, plan: Plan) -> None:
    """Make a change and tell it."""
    from cmtool.workspace.changing import change

    told(context, lambda space, how: change(space, plan, how))


def then(context: typer.Context, *commands: str) -> None:
    """What to type next, a command a line; nothing after a change that was only shown."""
    for command in () if how_of(context).is_dry else commands:
        context.obj.say(f"then: {command}")


def told(
    context: typer.Context,
    act: Callable[[Workspace, How], Done],
    nothing: str = "nothing to change",
    *,
    is_shown: bool = True,
) -> None:
    """Do something that changes the registry, and tell what it was and what to type next.

    Without `is_shown` the change was told before.
    """
    from cmtool.workspace.changing import Rejected

    shared: Context = context.obj
    how = how_of(context)
    try:
        done = act(shared.workspace, how)
    except Rejected as error:
        from cmtool.formats.text import text

        write(shared, text(error.findings, shared.shown, paint(shared)))
        shared.complain(f"error: {error}")
        raise typer.Exit(1) from None
    _tell(shared, done, how, nothing, is_shown=is_shown)


def _tell(shared: Context, done: Done, how: How, nothing: str, *, is_shown: bool) -> None:
    from cmtool.formats.difference import text
    from cmtool.render.escape import visible

    found = done.difference
    parts = []
    if done.paths and is_shown:
        is_told = found.stories or found.new or found.fixed
        words = text(found.stories, found.new, found.fixed, shared.shown, paint(shared))
        parts.append(words if is_told else "only comments or layout change\n")
        parts += [lines_shown(shared, done.lines)] if how.is_dry or len(done.lines) <= MOST_LINES else []
    if done.commit:
        parts.append(visible(f"saved {done.commit[:7]} on {done.branch}: {done.subject}") + "\n")
    try:
        write(shared, "\n".join(part for part in parts if part))
    except CmtoolError as error:
        raise CmtoolError(f"{error}{_all_the_same(done, how)}") from None
    for note in done.notes:
        shared.complain(f"note: {note}") if not shared.quiet else None
    shared.say(_ending(shared, done, how) if done.paths else nothing)


def _all_the_same(done: Done, how: How) -> str:
    """What was done though it cannot be told."""
    if done.commit:
        return f"; but the change is saved, as {done.commit[:7]}"
    return "; but the files are written" if done.paths and not how.is_dry else ""


def _ending(shared: Context, done: Done, how: How) -> str:
    if how.is_dry:
        return "nothing was written: --dry-run"
    if not done.commit:
        files = f"wrote {len(done.paths)} files" if len(done.paths) > 1 else f"wrote {shared.shown(done.paths[0])}"
        return files + (f"\nnext: {done.next}" if done.next else "")
    return f"next: {_from_here(shared, done.next)}"


def _from_here(shared: Context, line: str) -> str:
    """A git command as it must be typed in the current folder."""
    top = shared.root.resolve()
    here = Path.cwd().resolve()
    is_inside = any((folder / ".git").exists() for folder in (here, *here.parents) if folder in (top, *top.parents))
    return line if is_inside else line.replace("git ", f"git -C {shlex.quote(str(shared.root))} ")


def lines_shown(shared: Context, lines: Sequence[str]) -> str:
    """A unified diff, in colour where the terminal has it."""
    from cmtool.render.escape import visible

    style = paint(shared)
    kinds = {"+": "good", "-": "error", "@": "dim"}
    return "".join(style(kinds.get(line[:1], ""), visible(line)) + "\n" for line in lines)
