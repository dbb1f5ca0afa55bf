"""The answers that a new registry is made of, each taken or refused with what would do."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from cmtool.catalogue.timezones import advice, names
from cmtool.errors import CmtoolError
from cmtool.model.addresses import addresses
from cmtool.render.escape import visible
from cmtool.store.layout import bad_id, id_of

REGIONS: Final = ("africa", "americas", "asia", "europe", "oceania")
"""The regions of UN M49, until a community has its own."""
ZONE: Final = "UTC"
_LONGEST = 200


class Named(NamedTuple):
    """A person or group: its id, its name, and of a group what it is for."""

    id: str
    name: str
    purpose: str = ""


class Answers(NamedTuple):
    """What somebody says of a new community."""

    name: str
    contact: str
    manager: Named
    timezone: str = ZONE
    regions: tuple[str, ...] = REGIONS
    groups: tuple[Named, ...] = ()
    visibility: Literal["public", "private"] = "public"


def a_name(text: str, what: str = "a name") -> str:
    """A name on one line. It stands in files that others read: no mail address, nothing that cannot be seen."""
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST:
        raise CmtoolError(f"{what} has 1 to {_LONGEST} characters")
    if visible(name) != name:
        raise CmtoolError(f"{what} has a character that nobody can see, or that commands something: type it by hand")
    if next(addresses(name), None) is not None:
        raise CmtoolError(f"{what} holds no mail address or phone number")
    return name


def a_zone(text: str) -> str:
    """A time zone by its name."""
    zone = text.strip()
    if zone not in names():
        raise CmtoolError(f"no time zone '{visible(zone)[:_LONGEST]}'{advice(zone)}")
    return zone


def some_regions(text: str) -> tuple[str, ...]:
    """Regions of a list with commas, as ids."""
    regions = tuple(dict.fromkeys(_id_for(word, "a region") for word in _parts(text)))
    if not regions:
        raise CmtoolError("name one region at least")
    return regions


def a_person(text: str) -> Named:
    """A person by name, as `Ada Stone` or, where no id can be made of it, `ada-stone: 艾达`."""
    what = "a person's name"
    id, colon, name = text.partition(":")
    if not colon:
        return Named(_id_for(text, what), a_name(text, what))
    if bad_id(id.strip())[0]:
        raise CmtoolError(f"'{visible(id.strip())[:_LONGEST]}' is no id: use lower-case letters (a-z), digits, hyphens")
    return Named(id.strip(), a_name(name, what))


def some_groups(text: str) -> tuple[Named, ...]:
    """Groups of a list with commas."""
    return tuple(a_group(part) for part in _parts(text))


def a_group(text: str) -> Named:
    """A group by name, `Payments`, or with what it is for, `Payments: Agree how ministries pay`."""
    text, colon, purpose = text.partition(":")
    group = Named(_id_for(text, "a group's name"), a_name(text, "a group's name"))
    return group._replace(purpose=a_name(purpose, "a group's purpose")) if colon else group


def refuse_twice(groups: tuple[Named, ...]) -> tuple[Named, ...]:
    """The groups; CmtoolError where two of them would be one record."""
    ids = [group.id for group in groups]
    for group in groups:
        if ids.count(group.id) > 1:
            raise CmtoolError(f"two groups would be groups/{group.id}: give one of them another name")
    return groups


_INSTEAD = {
    "a person's name": "put one before it, as 'ada-stone: {name}'",
    "a group's name": "write it in Latin letters now, at least two; its file may have any name later",
    "a region": "write it in Latin letters, at least two",
}


def _id_for(text: str, what: str) -> str:
    name = a_name(text, what)
    id = id_of(name)
    if not id:
        raise CmtoolError(f"no id can be made of '{name}': {_INSTEAD[what].format(name=name)}")
    return id


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
