"""What the files say, checked field by field: groups, persons, credits, and what of it has no place here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from cmtool.errors import CmtoolError
from cmtool.exchange.govstack.fields import is_url, is_version, name_of, one_of, text_as
from cmtool.exchange.govstack.losses import Losses
from cmtool.exchange.govstack.reading import MOST, Found, Records
from cmtool.exchange.govstack.shape import (
    ACTIVE,
    AUTHOR,
    INACTIVE,
    PERSON,
    REMOVED,
    WG,
    is_charter,
    is_urn,
)
from cmtool.exchange.node import Misshaped, Node
from cmtool.store.layout import bad_id

T = TypeVar("T")

_UNKNOWN = "fields that this import does not know"


class GroupTold(NamedTuple):
    """A working group or team; empty is what the file does not tell."""

    id: str
    kind: str
    name: str
    url: str
    calendar: str
    charter: str
    is_active: bool
    path: str
    line: int


class CreditTold(NamedTuple):
    """A person is credited in a version of a publication."""

    publication: str
    version: str
    path: str
    line: int


class PersonTold(NamedTuple):
    """A person; of one who was removed only the id is left."""

    id: str
    name: str
    credits: Sequence[CreditTold]
    is_removed: bool
    path: str
    line: int


class Told(NamedTuple):
    """All that the files say."""

    groups: Sequence[GroupTold]
    persons: Sequence[PersonTold]
    losses: Losses


def told(files: Iterable[Records]) -> Told:
    """The records of all files. CmtoolError, with the lines, where one is not of the shape that GovStack describes."""
    losses, groups, persons = Losses(), list[GroupTold](), list[PersonTold]()
    for records in files:
        if records.kind == PERSON:
            persons = _each(records, _person(records, losses))
        else:
            groups += _each(records, _group(records, losses))
        if records.unseen:
            losses.add("invisible characters", records.path, records.unseen[0], len(records.unseen))
    return Told(_each_once(groups, losses), persons, losses)


def _each(records: Records, read: Callable[[Found, str], T]) -> list[T]:
    """What `read` makes of each record and its id, which stands once. Problems are gathered, and told together."""
    made, problems, lines = list[T](), list[str](), dict[str, int]()
    for found in records.found:
        try:
            made.append(read(found, _id(found, lines)))
        except Misshaped as error:
            problems.append(f"{records.path}:{found.line(error.field)}: expected {error.expected}")
        if len(problems) == MOST:
            break
    if problems:
        raise CmtoolError("\n".join(problems))
    return made


def _id(found: Found, lines: dict[str, int]) -> str:
    node = found.node.need("id")
    id = node.text()
    if bad_id(id)[0]:
        raise Misshaped(
            node.field,
            "the last part of an identifier: 2 to 64 lower-case letters (a-z), digits and single hyphens, and no "
            "name that Windows keeps for itself; an import never changes an id: ask for a correction of the file",
        )
    if id in lines:
        raise Misshaped(node.field, f"each id once; '{id}' stands in line {lines[id]} already")
    lines[id] = found.line(node.field)
    return id


def _each_once(groups: Sequence[GroupTold], losses: Losses) -> list[GroupTold]:
    """Here working groups and teams share their ids: the working group has it."""
    ids = {group.id for group in groups if group.kind == "working-group"}
    for group in groups:
        if group.kind != "working-group" and group.id in ids:
            losses.add("teams whose id a working group has", group.path, group.line)
    return [group for group in groups if group.kind == "working-group" or group.id not in ids]


def _group(records: Records, losses: Losses) -> Callable[[Found, str], GroupTold]:
    is_wg = records.kind == WG
    known = {"id", "name", "url", "calendar", "status", *(["charter"] if is_wg else [])}

    def read(found: Found, id: str) -> GroupTold:
        node = found.node
        _others(records, found, node, known, losses)
        return GroupTold(
            id,
            "working-group" if is_wg else "team",
            name_of(node.need("name")),
            text_as(node.get("url"), is_url, "an address, as https://example.org/page"),
            text_as(node.get("calendar"), is_url, "an address, as https://example.org/calendar"),
            text_as(
                node.get("charter") if is_wg else None, is_charter, "a path in the folder, as charters/maps-2026.md"
            ),
            one_of(node.need("status"), (ACTIVE, INACTIVE)) == ACTIVE,
            records.path,
            found.line(),
        )

    return read


def _person(records: Records, losses: Losses) -> Callable[[Found, str], PersonTold]:
    def read(found: Found, id: str) -> PersonTold:
        node, status = found.node, found.node.get("status")
        is_removed = status is not None and one_of(status, (ACTIVE, REMOVED)) == REMOVED
        _others(records, found, node, {"id", "name", "url", "credits", "status"}, losses)
        if is_removed:
            return PersonTold(id, "", (), True, records.path, found.line())
        page = node.get("url")
        if page is not None:
            losses.add("pages of people", records.path, found.line(page.field))
        credited = [_credit(records, found, item, losses) for item in node.items("credits")]
        return PersonTold(id, name_of(node.need("name")), credited, False, records.path, found.line())

    return read


def _credit(records: Records, found: Found, node: Node, losses: Losses) -> CreditTold:
    publication, version = node.need("publication"), node.need("version")
    line = found.line(node.field)
    if not is_urn(publication.text()):
        raise Misshaped(publication.field, "the identifier of a publication, as govstack:spec:bb:wallet")
    _others(records, found, node, {"publication", "version", "roles"}, losses)
    for role in node.items("roles"):
        if role.text() != AUTHOR:
            losses.add("roles other than Author, as credited people are authors here", records.path, line)
    return CreditTold(publication.text(), text_as(version, is_version, "a version, as 1.2.0"), records.path, line)


def _others(records: Records, found: Found, node: Node, known: set[str], losses: Losses) -> None:
    for name in node.names():
        if name not in known:
            losses.add(_UNKNOWN, records.path, found.line((*node.field, name)))
