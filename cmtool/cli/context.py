"""What every command shares: the registry, the day, colour, and how much is said."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, tzinfo
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cmtool.errors import CmtoolError
from cmtool.model.folders import FOLDERS

if TYPE_CHECKING:
    from cmtool.workspace import Workspace

_SHARED = "Options of every command"
NAMES = ("registry", "today", "color", "quiet", "verbose")


@cache
def options() -> tuple[Any, ...]:
    """The options of every command as parameters, made by typer from a signature."""
    carrier = typer.Typer(add_completion=False)

    @carrier.command()
    def _options(
        registry: Path | None = typer.Option(
            None,
            "--registry",
            metavar="DIR",
            envvar="CMTOOL_REGISTRY",
            help="Folder with community.yaml.",
            rich_help_panel=_SHARED,
        ),
        today: str | None = typer.Option(
            None,
            "--today",
            metavar="DATE",
            envvar="CMTOOL_TODAY",
            help="Judge as of this day.",
            rich_help_panel=_SHARED,
        ),
        color: bool | None = typer.Option(None, "--color/--no-color", help="Colour, or not.", rich_help_panel=_SHARED),
        quiet: bool = typer.Option(False, "-q", "--quiet", help="No talk on stderr.", rich_help_panel=_SHARED),
        verbose: bool = typer.Option(
            False, "-v", "--verbose", help="More talk; a traceback for a bug.", rich_help_panel=_SHARED
        ),
    ) -> None:
        pass

    return tuple(param for param in typer.main.get_command(carrier).params if param.name in NAMES)


class Context:
    """The options of every command, and what follows from them."""

    def __init__(
        self, registry: Path | None, today: str | None, color: bool | None, quiet: bool, verbose: bool
    ) -> None:
        self.registry = registry
        self.today = today
        self._color = color
        self.quiet = quiet
        self.verbose = verbose

    @classmethod
    def taken_from(cls, params: dict[str, Any], parent: Context | None) -> Context:
        """Take our options out of a command's parameters; what it does not say, the group before it may."""
        mine = {name: params.pop(name, None) for name in NAMES}
        if parent is not None:
            before = {"registry": parent.registry, "today": parent.today, "color": parent._color}
            mine |= {name: value for name, value in before.items() if mine[name] is None}
            mine |= {"quiet": mine["quiet"] or parent.quiet, "verbose": mine["verbose"] or parent.verbose}
        return cls(mine["registry"], mine["today"], mine["color"], bool(mine["quiet"]), bool(mine["verbose"]))

    @cached_property
    def root(self) -> Path:
        """The registry's folder, given or found upwards from here; what a killed command left in it is mended first."""
        from cmtool.store.root import is_left

        root = root_of(self.registry)
        if is_left(root):
            from cmtool.workspace.door import mended

            try:
                notes = mended(root)
            except CmtoolError as error:
                notes = [f"a change that was interrupted is not mended yet: {error}"]
            for note in notes:
                self.complain(f"note: {note}")
        return root

    @cached_property
    def workspace(self) -> Workspace:
        """The registry at the day."""
        from cmtool.workspace import Workspace

        return Workspace(self.root, _day(self.today), _clock)

    def at(self, as_of: str | None) -> Workspace:
        """The registry at the day, or as it was at the end of a past one."""
        if as_of is None:
            return self.workspace
        from cmtool.schedule.days import until
        from cmtool.workspace.past import as_of as past

        space = self.workspace
        return past(space, until(as_of, lambda: space.today))

    def day_in(self, zone: tzinfo) -> date:
        """The day that was asked for, else the clock's, where no registry is there yet that could tell."""
        return _day(self.today) or _clock(zone)

    @property
    def is_terminal(self) -> bool:
        """Somebody looks at stdout."""
        return sys.stdout.isatty()

    @property
    def color(self) -> bool:
        """Colour if asked for, else on a terminal that does not refuse it."""
        if self._color is not None:
            return self._color
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return bool(os.environ.get("FORCE_COLOR")) or self.is_terminal

    def shown(self, path: str) -> str:
        """A registry path as seen from the current folder."""
        return _relative(self.root / path, Path.cwd())

    def shown_from_top(self, path: str) -> str:
        """A registry path from the top of the git work tree, else from the current folder; for machines."""
        here = self.root.resolve()
        top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), Path.cwd().resolve())
        return _relative(here / path, top)

    def refuse_record(self, output: Path) -> None:
        """A product never replaces a record of the registry it is made from, nor anything of git's own."""
        from cmtool.store.layout import place

        if ".git" in output.absolute().parts or ".git" in output.absolute().parent.resolve().parts:
            raise CmtoolError(f"{output} lies in a folder of git's own: name another file")

        try:
            inside = output.absolute().parent.resolve().relative_to(self.root.resolve()) / output.name
        except (CmtoolError, ValueError):
            return
        if place(inside.as_posix()).folder is not None or inside.parts[0] in FOLDERS:
            raise CmtoolError(f"{output} is the place of a record: name another file")

    def say(self, text: str) -> None:
        """Talk for people, on stderr."""
        if not self.quiet:
            typer.echo(text, err=True)

    def complain(self, text: str) -> None:
        """Trouble, on stderr, whatever was asked; it may quote foreign text."""
        from cmtool.render.escape import visible

        typer.echo("\n".join(visible(line) for line in text.split("\n")), err=True)

    def report_bug(self, error: Exception) -> None:
        """An unexpected exception: its name and place, the whole story only on request."""
        import traceback

        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        self.complain(f"bug in cmtool: {type(error).__name__} at {place}; please report it (-v shows more)")
        if self.verbose:
            self.complain("".join(traceback.format_exception(error)))


def root_of(named: Path | None) -> Path:
    """The registry in the folder that is named, else found upwards from here."""
    from cmtool.store.root import find_root, given_root

    return given_root(named) if named else find_root(Path.cwd())


def _clock(zone: tzinfo) -> date:
    """The day in a time zone, by the machine's clock: the only place where it is read."""
    return datetime.now(zone).date()


def _day(text: str | None) -> date | None:
    if text is None or text == "today":
        return None
    from cmtool.schedule.days import last_day

    return last_day(text)


def _relative(path: Path, base: Path) -> str:
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
