"""What `cmtool init` says: what it made, what it left alone and why, and what comes next."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from cmtool.cli.init_asked import Given
from cmtool.model.community import Community
from cmtool.starter.origin import Origin
from cmtool.starter.parts import GITHUB, NEED_ORIGIN, Part
from cmtool.workspace.founding import Founded
from cmtool.workspace.starting import Place, left_alone


def notes(
    place: Place, community: Community, found: Origin | None, platform: str, without: Sequence[str]
) -> Iterator[str]:
    """What was not made, and why."""
    if place.community is None:
        for path, part in left_alone(place, community, found, platform):
            if part not in without:
                yield f"{path} is there already, and stays as it is{_by_hand(path, part, found)}"
    lacking = {name for name in NEED_ORIGIN if name == platform or name == "hooks"} - set(without)
    if found is None and lacking:
        yield (
            "no checks before commits and of changes yet: it is not known where others get this cmtool; "
            "`cmtool init --cmtool https://github.com/OWNER/cmtool@COMMIT` adds them"
        )
    elif found is not None and found.action is None and platform == GITHUB and GITHUB in lacking:
        yield f"no checks of pull requests yet: GitHub takes actions from github.com alone, not from {found.url}"


def _by_hand(path: str, part: str, found: Origin | None) -> str:
    """What somebody has to add to a file of the own."""
    if path == ".gitignore":
        return ": let it name /build/ too, which `cmtool build` makes"
    if part in NEED_ORIGIN and found is not None:
        return f", so this check is not set up: docs/ci.md of {found.url} tells what to add"
    return ""


def unused(given: Given) -> Iterator[str]:
    """What was said about a new registry, where one is there."""
    options = ("--name", "--contact", "--manager", "--timezone", "--regions", "--group")
    named = [option for option, value in zip(options, given, strict=False) if value]
    if named:
        yield f"a registry is there already, so {', '.join(named)} changed nothing; `cmtool set` and `cmtool add` do"


def missing(offered: Sequence[Part]) -> str:
    """The parts that somebody may have."""
    lines = [f"  {part.name:8} {part.what}: {', '.join(sorted(part.files))}" for part in offered]
    return "\n".join(["missing here:", *lines, "next: the same with --yes adds them, --without PART leaves one out"])


def made_of(place: Place, parts: Sequence[Part], made: Founded, *, dry_run: bool) -> str:
    """The files of each part, by their paths from the top."""
    lines = [f"{'would make' if dry_run else 'made'} in {_shown(place.top)}:"]
    for part in parts:
        paths = sorted(path for path in part.files if dry_run or path in made.paths)
        lines += [f"  {part.name}: {part.what}"] if paths else []
        lines += [f"    {path}" for path in paths if not path.endswith(".gitkeep")]
    if made.commit:
        lines.append(f"saved {made.commit[:7]} on {made.branch or 'no branch'}")
    return "\n".join(lines) + "\n"


def what_next(place: Place, made: Founded) -> str:
    """What to type now."""
    here, top = Path(os.path.realpath(Path())), place.top
    steps = [] if here.is_relative_to(top) else [f"cd {shlex.quote(_shown(top))}"]
    steps.append("cmtool")
    if made.next:
        steps.append(made.next)
    return "\n      ".join(steps)


def _shown(top: Path) -> str:
    """A folder as seen from the current one; as it is where that would only lead up and down again."""
    seen = os.path.relpath(top, os.path.realpath(Path()))
    return str(top) if seen.startswith(f"..{os.sep}..{os.sep}..") else seen
