"""Who reviews which file, as lines of CODEOWNERS: general ones first, because there the last match holds.

`community.yaml: review` is read the other way: there the first match holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.codeowners.patterns import patterns, quoted
from cmtool.model.approval import approval, rule_of
from cmtool.model.community import ReviewRule
from cmtool.model.folders import FOLDERS, LATER
from cmtool.model.record import Record
from cmtool.model.registry import Registry

_MOST_NAMED = 20


class Platform(NamedTuple):
    """A host of git repositories: its name, the key in `links`, what a user name is, where it looks for the file."""

    name: str
    link: str
    user: re.Pattern[str]
    places: tuple[str, ...]


GITHUB = Platform(
    "GitHub",
    "github",
    # with `_` where a company manages its users
    re.compile(r"(?=.{1,39}\Z)[A-Za-z0-9][A-Za-z0-9-]*(?:_[A-Za-z0-9]+)?"),
    (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
)
GITLAB = Platform(
    "GitLab",
    "gitlab",
    re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}"),
    ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
)


class Export(NamedTuple):
    """The lines, and what their reader should know."""

    lines: list[str]
    notes: list[str]


def codeowners(registry: Registry, day: date, prefix: str, platform: Platform = GITHUB) -> Export:
    """The lines for a registry that lies at `prefix` (`registry/`, or empty) of its repository, on a day."""
    if registry.community is None:
        raise CmtoolError("community.yaml cannot be read: nobody can tell who reviews; run cmtool validate")
    start = quoted(prefix)
    if start is None or "*" in start:
        raise CmtoolError(f"CODEOWNERS cannot write the path {prefix}: rename the folder")
    writer = _Writer(registry, day, platform)
    lines = list(writer.lines(start, registry.community.review))
    once = list(dict.fromkeys(reversed(lines)))[::-1]  # of two equal lines the last one counts
    return Export(once, [*writer.problems, *writer.unnamed()])


class _Writer:
    """Lines, and on the way those of whom no user name is known."""

    def __init__(self, registry: Registry, day: date, platform: Platform) -> None:
        self._registry, self._day, self._platform = registry, day, platform
        self._nameless: dict[str, None] = {}
        self._misnamed: dict[str, None] = {}
        self.problems: list[str] = []
        self._managers = self._users(registry.managers(day))
        if not self._managers:
            raise CmtoolError(
                f"no manager has a {platform.name} user name: give one `links: {{{platform.link}: NAME}}`; "
                "a file without owner would be everybody's"
            )

    def lines(self, prefix: str, rules: Sequence[ReviewRule]) -> Iterator[str]:
        """The default, then what the rules say, the first of them last."""
        yield _line(f"/{prefix}" if prefix else "*", self._managers)
        folders = {*FOLDERS, *LATER, *_folders(self._registry)}
        for rule in reversed(rules):
            yield from self._of_rule(rule, prefix, folders)

    def _of_rule(self, rule: ReviewRule, prefix: str, folders: Iterable[str]) -> Iterator[str]:
        """A rule: its pattern for files to come, then records whose owners are others."""
        usual = self._owners(rule.by, None)
        general = patterns(prefix, rule.paths, folders)
        yield from (_line(pattern, usual) for pattern in general or ())
        mine = [record for record in self._registry.all_records() if self._is_of(record, rule)]
        if general is None:
            number = "1 record" if len(mine) == 1 else f"{len(mine)} records"
            self.problems.append(
                f"review rule '{rule.paths}' is no pattern of CODEOWNERS: written for the {number} that it matches now"
            )
        for record in mine:
            owners, path = self._owners(rule.by, record), quoted(record.source.path)
            if path is None or "*" in path:
                self.problems.append(f"CODEOWNERS cannot write the path of {record.ref}: its folder's owners have it")
            elif owners != usual or general is None:
                yield _line(f"/{prefix}{path}", owners)

    def _is_of(self, record: Record, rule: ReviewRule) -> bool:
        return rule_of(self._registry, record.source.path) is rule

    def _owners(self, by: str, record: Record | None) -> tuple[str, ...]:
        """User names of those who approve; the managers where none of them has one, or all are gone."""
        return self._users(approval(self._registry, by, record, self._day).people) or self._managers

    def _users(self, people: Iterable[str]) -> tuple[str, ...]:
        found = (self._user(id) for id in people)
        return tuple(dict.fromkeys(user for user in found if user))

    def _user(self, id: str) -> str | None:
        member = self._registry.members.get(id)
        if member is None or not member.is_current:
            return None
        user = member.links.get(self._platform.link)
        if user is None:
            self._nameless[id] = None
        elif not self._platform.user.fullmatch(user):
            self._misnamed[id] = None
        else:
            return f"@{user}"
        return None

    def unnamed(self) -> Iterator[str]:
        """Who should own a file and cannot be named."""
        name, link = self._platform.name, self._platform.link
        for people, what in ((self._nameless, f"no links.{link}"), (self._misnamed, f"links.{link} is no {name} user")):
            if people:
                yield f"{what}: {_listed(sorted(people))}; others who may approve own their files, else the managers"


def _line(pattern: str, owners: Iterable[str]) -> str:
    return " ".join((pattern, *owners))


def _folders(registry: Registry) -> Iterator[str]:
    """Folders within those of the kinds."""
    for record in registry.all_records():
        parts = record.source.path.split("/")
        yield from ("/".join(parts[:number]) for number in range(2, len(parts)))


def _listed(ids: list[str]) -> str:
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return ", ".join(ids[:_MOST_NAMED]) + more
