"""`cmtool init`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cmtool.cli.context import Context
from cmtool.cli.form import DRY_RUN
from cmtool.cli.output import write
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.starter.answers import Answers
    from cmtool.starter.parts import Part
    from cmtool.workspace.starting import Place


class Visibility(StrEnum):
    """Who can read the repository."""

    PUBLIC = "public"
    PRIVATE = "private"


class Platform(StrEnum):
    """Where changes are reviewed."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


def init(
    context: typer.Context,
    folder: Path = typer.Argument(Path(), metavar="DIR", help="New folder, or an empty one, or a repository's."),
    name: str = typer.Option(None, "--name", metavar="NAME", help="Name of the community.", show_default=False),
    contact: str = typer.Option(None, "--contact", metavar="ADDRESS", help="Shared mailbox.", show_default=False),
    manager: str = typer.Option(
        None,
        "--manager",
        metavar="NAME",
        help="Community manager; `id: name` where no id can be made of the name.",
        show_default=False,
    ),
    timezone: str = typer.Option(
        None, "--timezone", metavar="ZONE", help="When a day ends, as Europe/Tallinn.", show_default="UTC"
    ),
    regions: str = typer.Option(
        None, "--regions", metavar="LIST", help="Own regions, with commas.", show_default="those of the UN"
    ),
    groups: list[str] = typer.Option(
        None,
        "--group",
        metavar="NAME",
        help="A working group; `name: what it is for`. Again for each.",
        show_default=False,
    ),
    visibility: Visibility = typer.Option(Visibility.PUBLIC, "--visibility", help="Who can read the repository."),
    ci: Platform = typer.Option(
        None, "--ci", help="Where changes are reviewed, for the checks of them.", show_default="github"
    ),
    source: str = typer.Option(
        None,
        "--cmtool",
        metavar="URL@COMMIT",
        help="Where the checks get cmtool: its https address and a whole commit hash.",
        show_default="where this one came from",
    ),
    git: bool = typer.Option(True, "--git/--no-git", help="Commit, in a new repository if there is none."),
    yes: bool = typer.Option(False, "--yes", help="Add all that is missing, without a question."),
    without: list[str] = typer.Option(
        None,
        "--without",
        metavar="PART",
        help="Leave a part out: guide, editor, git, hooks, github, gitlab. Again for each.",
        show_default=False,
    ),
    dry_run: bool = DRY_RUN,
) -> None:
    """Begin a registry, with editor help, hooks and checks of pull requests around it.

    On a terminal you are asked for what is not given. In a registry that is there it offers what is missing, and
    changes nothing that is there.

    Example: cmtool init my-community

    Example: cmtool init . --name "Harbour Commons" --contact hello@meridian.example --manager "Ada Stone" --group
    "Payments: Agree how ministries pay"
    """
    from cmtool.cli.init_asked import Given, agreed, answers_of, chosen, platform_of
    from cmtool.cli.init_told import missing, notes, unused
    from cmtool.starter.origin import origin
    from cmtool.workspace.origin import known_origin
    from cmtool.workspace.starting import around, new_registry, place_of

    shared = context.obj
    place = place_of(folder)
    found = origin(source) if source else known_origin()
    unwanted = _known(without or [])
    given = Given(name, contact, manager, timezone, regions, tuple(groups or ()), visibility.value)
    if place.community is None:
        if git and not dry_run:
            _refuse_unready(place)
        answers = answers_of(shared, given, is_certain=yes)
        platform = platform_of(shared, place.top, ci, is_certain=yes)
        registry, community = new_registry(place, answers, _today(shared, answers))
        parts = [registry, *_wanted(around(place, community, found, platform), unwanted)]
        git = git and (dry_run or agreed(shared, _commit(place), is_certain=yes))
    else:
        for note in unused(given):
            shared.say(f"note: {note}")
        community, platform = place.community, ci.value if ci else platform_of(shared, place.top, None, is_certain=True)
        offered = _wanted(around(place, community, found, platform), unwanted)
        parts = offered if dry_run else chosen(shared, offered, is_certain=yes)
        if not offered:
            shared.say("nothing is missing")
        elif not parts:
            shared.say(missing(offered))
    for note in notes(place, community, found, platform, unwanted):
        shared.say(f"note: {note}")
    if parts:
        _make(shared, place, parts, commits=git, dry_run=dry_run)


def _refuse_unready(place: Place) -> None:
    from cmtool.workspace.founding import refuse_unready

    try:
        refuse_unready(place.top)
    except CmtoolError as error:
        raise CmtoolError(f"{error}; or write the files alone, with --no-git") from None


def _commit(place: Place) -> str:
    from cmtool.store.root import work_tree

    return "Commit it?" if work_tree(place.top) else "Commit it, in a new git repository?"


def _known(without: Sequence[str]) -> Sequence[str]:
    from cmtool.starter.parts import NAMES
    from cmtool.suggestion import did_you_mean, nearest

    for name in without:
        if name not in NAMES:
            raise CmtoolError(f"no part '{name}'{did_you_mean(nearest(name, NAMES))}; parts: {', '.join(NAMES)}")
    return without


def _wanted(parts: Sequence[Part], without: Sequence[str]) -> list[Part]:
    return [part for part in parts if part.name not in without]


def _today(shared: Context, answers: Answers) -> date:
    from cmtool.schedule.zones import zone

    return shared.day_in(zone(answers.timezone))


def _make(shared: Context, place: Place, parts: Sequence[Part], *, commits: bool, dry_run: bool) -> None:
    from cmtool.cli.init_told import made_of, what_next
    from cmtool.workspace.founding import Founded, founded

    made = Founded([], []) if dry_run else founded(place.top, parts, commits=commits)
    if dry_run or made.paths:
        write(shared, made_of(place, parts, made, dry_run=dry_run))
    for note in made.notes:
        shared.say(f"note: {note}")
    shared.say("nothing was written: --dry-run" if dry_run else f"\nnext: {what_next(place, made)}")
