"""`cmtool init`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from cmtool.cli.context import Context
from cmtool.cli.form import DRY_RUN
from cmtool.cli.output import write
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.cli.init_asked import Given
    from cmtool.model.community import Community
    from cmtool.starter.answers import Answers
    from cmtool.starter.origin import Origin
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
    from cmtool.cli.init_asked import Given
    from cmtool.cli.init_told import notes
    from cmtool.starter.origin import origin
    from cmtool.workspace.origin import known_origin
    from cmtool.workspace.starting import place_of

    shared, place = context.obj, place_of(folder)
    found = origin(source) if source else known_origin()
    given = Given(name, contact, manager, timezone, regions, tuple(groups or ()), visibility.value)
    wanted = _Wanted(given, ci, found, _known(without or []), yes, git, dry_run)
    chosen = (_first if place.community is None else _further)(shared, place, wanted)
    for note in notes(place, chosen.community, found, chosen.platform, wanted.without):
        shared.say(f"note: {note}")
    if chosen.parts:
        _make(shared, place, chosen.parts, commits=chosen.commits, dry_run=dry_run)


class _Wanted(NamedTuple):
    """What the options say."""

    given: Given
    platform: Platform | None
    origin: Origin | None
    without: Sequence[str]
    is_certain: bool
    commits: bool
    is_dry: bool


class _Chosen(NamedTuple):
    """What is to be made, for which community and platform, and whether it is committed."""

    parts: Sequence[Part]
    community: Community
    platform: str
    commits: bool


def _first(shared: Context, place: Place, wanted: _Wanted) -> _Chosen:
    """A new registry, and all that belongs around it."""
    from cmtool.cli.init_asked import agreed, answers_of, platform_of
    from cmtool.workspace.starting import around, new_registry

    if wanted.commits and not wanted.is_dry:
        _refuse_unready(place)
    answers = answers_of(shared, wanted.given, is_certain=wanted.is_certain)
    platform = platform_of(shared, place.top, wanted.platform, is_certain=wanted.is_certain)
    registry, community = new_registry(place, answers, _today(shared, answers))
    parts = [registry, *_without(around(place, community, wanted.origin, platform), wanted.without)]
    commits = wanted.commits and (wanted.is_dry or agreed(shared, _commit(place), is_certain=wanted.is_certain))
    return _Chosen(parts, community, platform, commits)


def _further(shared: Context, place: Place, wanted: _Wanted) -> _Chosen:
    """Of what a registry lacks around it, what somebody wants."""
    from cmtool.cli.init_asked import chosen, platform_of
    from cmtool.cli.init_told import missing, unused
    from cmtool.workspace.starting import around

    assert place.community is not None  # noqa: S101 - else it would be the first
    for note in unused(wanted.given):
        shared.say(f"note: {note}")
    platform = platform_of(shared, place.top, wanted.platform, is_certain=True)
    offered = _without(around(place, place.community, wanted.origin, platform), wanted.without)
    parts = offered if wanted.is_dry else chosen(shared, offered, is_certain=wanted.is_certain)
    if not offered:
        shared.say("nothing is missing")
    elif not parts:
        shared.say(missing(offered))
    return _Chosen(parts, place.community, platform, wanted.commits)


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


def _without(parts: Sequence[Part], without: Sequence[str]) -> list[Part]:
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
