"""The files of GovStack's registry: where their records stand, and the order of the fields."""

from __future__ import annotations

import re
from typing import ClassVar, NamedTuple

from cmtool.model.record import Part, Public

ACTIVE, INACTIVE, REMOVED = "active", "inactive", "removed"
AUTHOR = "Author"
"""What somebody is credited for in a version of a publication, besides words that we have no place for."""

_URN = re.compile(r"govstack(?::[a-z0-9]+(?:-[a-z0-9]+)*)+", re.ASCII)
_CHARTER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+", re.ASCII)


class Kind(NamedTuple):
    """A file: its name, the namespace of its records, what one of them is, and its form."""

    file: str
    key: str
    what: str
    form: type[Part]


class _WorkingGroup(Part):
    """A record of `working_groups.yml`."""

    identity: ClassVar[tuple[str, ...]] = ("id",)

    id: Public[str]
    name: Public[str]
    url: Public[str]
    calendar: Public[str]
    charter: Public[str]
    status: Public[str]


class _Team(Part):
    """A record of `teams.yml`."""

    identity: ClassVar[tuple[str, ...]] = ("id",)

    id: Public[str]
    name: Public[str]
    url: Public[str]
    calendar: Public[str]
    status: Public[str]


class _Credit(Part):
    """What a person is credited for."""

    publication: Public[str]
    version: Public[str]
    roles: Public[list[str]]


class _Person(Part):
    """A record of `persons.yml`; of a person who was removed it holds `id` and `status`."""

    identity: ClassVar[tuple[str, ...]] = ("id",)

    id: Public[str]
    name: Public[str]
    url: Public[str]
    credits: Public[list[_Credit]]
    status: Public[str]


class _WorkingGroups(Part):
    wg: Public[list[_WorkingGroup]]


class _Teams(Part):
    team: Public[list[_Team]]


class _Persons(Part):
    person: Public[list[_Person]]


class _WorkingGroupsFile(Part):
    govstack: Public[_WorkingGroups]


class _TeamsFile(Part):
    govstack: Public[_Teams]


class _PersonsFile(Part):
    govstack: Public[_Persons]


TOP = "govstack"
WG = Kind("working_groups.yml", "wg", "working group", _WorkingGroupsFile)
TEAM = Kind("teams.yml", "team", "team", _TeamsFile)
PERSON = Kind("persons.yml", "person", "person", _PersonsFile)
KINDS = (WG, TEAM, PERSON)


def is_urn(text: str) -> bool:
    """The identifier of a publication: `govstack:spec:bb:wallet`."""
    return _URN.fullmatch(text) is not None


def is_charter(path: str) -> bool:
    """A path inside the folder of the registry, with `/`: `charters/payments-2026.md`."""
    return len(path) <= 200 and _CHARTER.fullmatch(path) is not None
