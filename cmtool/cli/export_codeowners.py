"""`cmtool export codeowners`."""

from __future__ import annotations

import os
import shlex
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cmtool.cli.context import Context
from cmtool.cli.output import write

if TYPE_CHECKING:
    from cmtool.workspace.codeowners import File

_MOST_LINES = 40


class Host(StrEnum):
    """Where the repository is hosted."""

    GITHUB = "github"
    GITLAB = "gitlab"


def codeowners(
    context: typer.Context,
    check: bool = typer.Option(False, "--check", help="Write nothing; exit code 1 if the file is behind."),
    platform: Host = typer.Option(Host.GITHUB, "--platform", help="Whose user names, from `links` of members."),
    output: Path = typer.Option(
        None,
        "-o",
        "--output",
        metavar="FILE",
        help="The CODEOWNERS file; what stands outside the block stays.",
        show_default=False,
    ),
) -> None:
    """Write who reviews which file, by `community.yaml: review`, as a block of CODEOWNERS.

    Only for the registry, and only between `# BEGIN cmtool` and `# END cmtool`. Members and leads without a user name
    are told; managers stand in for them. --check looks at the file that the platform uses, or at the one of -o.

    Example: cmtool export codeowners -o .github/CODEOWNERS

    Example: cmtool export codeowners --check
    """
    from cmtool.render.escape import visible
    from cmtool.workspace.codeowners import PLATFORMS, block_of, file_with, place_of, top_of

    shared, host = context.obj, PLATFORMS[platform]
    made = block_of(shared.workspace, host)
    for note in made.notes:
        shared.say(f"note: {visible(note)}")
    if check:
        top = top_of(shared.workspace)
        path = output or place_of(top, host)
        if path is None or not path.exists():
            missing = path or f"CODEOWNERS at {', '.join(host.places)}"
            shared.complain(f"no {missing}; next: {_command(path or top / host.places[0], platform)}")
            raise typer.Exit(1)
        _tell(shared, path, file_with(path, made.text), platform)
    elif output is None or str(output) == "-":
        write(shared, made.text)
    else:
        _save(shared, output, file_with(output, made.text))


def _save(shared: Context, path: Path, file: File) -> None:
    from cmtool.store.save import make_folder, save

    shared.refuse_record(path)
    make_folder(path.parent)
    if not save(path, file.after):
        shared.say(f"{path} is as it should be")
        return
    shared.say(f"wrote {path}")
    shared.say(f"next: git add {shlex.quote(str(path))} && git commit -m 'who reviews what'")


def _tell(shared: Context, path: Path, file: File, platform: Host) -> None:
    """What is behind, and the command that mends it."""
    from cmtool.cli.writing import lines_shown
    from cmtool.formats.diff import diff

    if file.before == file.after:
        shared.say(f"{_shown(path)} is as it should be")
        return
    lines = list(islice(diff(_shown(path), file.before, file.after, around=0), _MOST_LINES + 1))
    write(shared, lines_shown(shared, lines[:_MOST_LINES]))
    if len(lines) > _MOST_LINES:
        shared.say("... and more")
    shared.say(f"{_shown(path)} is behind the registry; next: {_command(path, platform)}")
    raise typer.Exit(1)


def _command(path: Path, platform: Host) -> str:
    option = "" if platform is Host.GITHUB else f" --platform {platform}"
    return f"cmtool export codeowners{option} -o {shlex.quote(_shown(path))}"


def _shown(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()
