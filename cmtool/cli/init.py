"""`cmtool init`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
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
    from cmtool.model.community import Community
    from cmtool.starter.answers import Answers
    from cmtool.starter.origin import Origin
    from cmtool.starter.parts import Part
    from cmtool.workspace.founding import Founded
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
    from cmtool.starter.origin import origin
    from cmtool.workspace.origin import known_origin
    from cmtool.workspace.starting import around, new_registry, place_of

    shared = context.obj
    place = place_of(folder)
    found = origin(source) if source else known_origin()
    unwanted = _known(without or [])
    if place.community is None:
        given = Given(name, contact, manager, timezone, regions, tuple(groups or ()), visibility.value)
        answers = answers_of(shared, given, is_certain=yes)
        platform = platform_of(shared, place.top, ci, is_certain=yes)
        registry, community = new_registry(place, answers, _today(shared, answers))
        parts = [registry, *_wanted(around(place, community, found, platform), unwanted)]
        git = git and (dry_run or agreed(shared, _COMMIT, is_certain=yes))
    else:
        community, platform = place.community, ci.value if ci else platform_of(shared, place.top, None, is_certain=True)
        offered = _wanted(around(place, community, found, platform), unwanted)
        parts = offered if dry_run else chosen(shared, offered, is_certain=yes)
        if not offered:
            shared.say("nothing is missing")
        elif not parts:
            shared.say(_missing(folder, offered))
    for note in _notes(place, community, found, platform, unwanted):
        shared.say(f"note: {note}")
    if parts:
        _make(shared, folder, place, parts, commits=git, dry_run=dry_run)


_COMMIT = "Commit it, in a new git repository if there is none?"


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


def _notes(
    place: Place, community: Community, found: Origin | None, platform: str, without: Sequence[str]
) -> Iterator[str]:
    """What was not made, and why."""
    from cmtool.starter.parts import GITHUB, NEED_ORIGIN
    from cmtool.workspace.starting import left_alone

    if place.community is None:
        for path in left_alone(place, community):
            yield f"{path} is there already, and stays as it is"
    lacking = {name for name in NEED_ORIGIN if name == platform or name == "hooks"} - set(without)
    if found is None and lacking:
        yield (
            "no checks before commits and of changes yet: it is not known where others get this cmtool; "
            "`cmtool init --cmtool https://github.com/OWNER/cmtool@COMMIT` adds them"
        )
    elif found is not None and found.action is None and platform == GITHUB and GITHUB in lacking:
        yield f"no checks of pull requests yet: GitHub takes actions from github.com alone, not from {found.url}"


def _missing(folder: Path, offered: Sequence[Part]) -> str:
    lines = [f"  {part.name:8} {part.what}: {', '.join(sorted(part.files))}" for part in offered]
    return "\n".join(["missing here:", *lines, f"next: {_again(folder)} --yes adds them, --without PART leaves out"])


def _again(folder: Path) -> str:
    return "cmtool init" if folder == Path() else f"cmtool init {shlex.quote(str(folder))}"


def _make(shared: Context, folder: Path, place: Place, parts: Sequence[Part], *, commits: bool, dry_run: bool) -> None:
    from cmtool.workspace.founding import Founded, founded

    made = Founded([], []) if dry_run else founded(place.top, parts, commits=commits)
    verb = "would make" if dry_run else "made"
    lines = [f"{verb} in {folder}:"]
    for part in parts:
        paths = sorted(path for path in part.files if dry_run or path in made.paths)
        lines += [f"  {part.name}: {part.what}"] if paths else []
        lines += [f"    {path}" for path in paths if not path.endswith(".gitkeep")]
    if made.commit:
        lines.append(f"saved {made.commit[:7]} on {made.branch or 'no branch'}")
    write(shared, "\n".join(lines) + "\n")
    for note in made.notes:
        shared.say(f"note: {note}")
    shared.say("nothing was written: --dry-run" if dry_run else f"\nnext: {_next(folder, made)}")


def _next(folder: Path, made: Founded) -> str:
    """What to type now."""
    steps = [] if folder == Path() else [f"cd {shlex.quote(str(folder))}"]
    steps.append("cmtool")
    if made.next:
        steps.append(made.next)
    return "\n      ".join(steps)
