"""What `cmtool init` asks: only on a terminal, only what is not given, and again until the answer is good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar, cast

import typer

from cmtool.cli.asking import answered, is_asked
from cmtool.cli.context import Context
from cmtool.errors import CmtoolError
from cmtool.model.beginning import mailbox
from cmtool.starter.answers import (
    REGIONS,
    ZONE,
    Answers,
    Named,
    a_group,
    a_name,
    a_person,
    a_zone,
    refuse_twice,
    some_groups,
    some_regions,
)
from cmtool.starter.parts import GITHUB, GITLAB, Part

if TYPE_CHECKING:
    from enum import StrEnum

T = TypeVar("T")


class Given(NamedTuple):
    """What the options say, in the order in which they are listed."""

    name: str | None
    contact: str | None
    manager: str | None
    timezone: str | None
    regions: str | None
    groups: tuple[str, ...]
    visibility: str


def answers_of(shared: Context, given: Given, *, is_certain: bool) -> Answers:
    """All that a new registry is made of. CmtoolError where something is missing and nobody can be asked."""
    _refuse_bad(given)
    ask = is_asked(shared)
    needed = {"--name": given.name, "--contact": given.contact, "--manager": given.manager}
    lacking = [option for option, value in needed.items() if value is None]
    if lacking and not ask:
        raise CmtoolError(f"a new registry needs {_listed(lacking)}; on a terminal you are asked")
    more = ask and not is_certain and bool(lacking)
    name = _one(shared, "Name of the community", given.name, a_name)
    contact = _one(shared, "Shared mailbox, the only address in the registry", given.contact, mailbox)
    manager = _one(shared, "Community manager, by name", given.manager, a_person)
    zone = _one(shared, _ZONE, given.timezone or ("" if more else ZONE), a_zone, ZONE)
    regions = _one(shared, "Regions, with commas", given.regions or ("" if more else _REGIONS), some_regions, _REGIONS)
    visibility = cast(Literal["public", "private"], given.visibility)
    return Answers(name, contact, manager, zone, regions, _groups(shared, given.groups, more=more), visibility)


_ZONE = "Time zone, as Europe/Tallinn"
_REGIONS = ", ".join(REGIONS)


def _groups(shared: Context, given: Sequence[str], *, more: bool) -> tuple[Named, ...]:
    if given or not more:
        return refuse_twice(tuple(a_group(text) for text in given))
    question = "Working groups, with commas; or nothing"
    return _one(shared, question, "", lambda text: refuse_twice(some_groups(text)), " ")


def _refuse_bad(given: Given) -> None:
    """A bad option ends it at once, before anything is asked."""
    checks: list[tuple[str, str | None, Callable[[str], object]]] = [
        ("--name", given.name, a_name),
        ("--contact", given.contact, mailbox),
        ("--manager", given.manager, a_person),
        ("--timezone", given.timezone, a_zone),
        ("--regions", given.regions, some_regions),
        *(("--group", group, a_group) for group in given.groups),
    ]
    for option, text, check in checks:
        try:
            if text is not None:
                check(text)
        except CmtoolError as error:
            raise CmtoolError(f"{option}: {error}") from None


def _one(shared: Context, question: str, given: str | None, check: Callable[[str], T], default: str = "") -> T:
    """The value given, else what somebody answers, asked again until it is good."""
    if given:
        return check(given)
    while True:
        try:
            return check(answered(shared, question, default=default))
        except CmtoolError as error:
            shared.complain(f"  {error}")


def platform_of(shared: Context, top: Path, given: StrEnum | None, *, is_certain: bool) -> str:
    """Where changes are reviewed: as given, as answered, or as the repository that is there tells."""
    from cmtool.workspace.origin import likely_platform

    if given is not None:
        return given.value
    likely = likely_platform(top)
    if is_certain or not is_asked(shared):
        return likely
    choices = (GITHUB, GITLAB, "none")
    return answered(shared, f"Where changes are reviewed ({', '.join(choices)})", default=likely, choices=choices)


def agreed(shared: Context, question: str, *, is_certain: bool) -> bool:
    """Yes, unless somebody says no."""
    if is_certain or not is_asked(shared):
        return True
    return bool(typer.confirm(question, default=True, err=True))


def chosen(shared: Context, offered: Sequence[Part], *, is_certain: bool) -> list[Part]:
    """Of the parts that are missing those that somebody wants; none where nobody can be asked."""
    if is_certain:
        return list(offered)
    if not is_asked(shared):
        return []
    return [part for part in offered if agreed(shared, f"Add {part.what} ({_files(part)})?", is_certain=False)]


def _files(part: Part) -> str:
    first, *rest = sorted(part.files)
    return f"{first} and {len(rest)} more" if rest else first


def _listed(options: Sequence[str]) -> str:
    *most, last = options
    return f"{', '.join(most)} and {last}" if most else last
