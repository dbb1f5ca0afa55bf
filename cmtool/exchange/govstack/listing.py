"""What our registry tells GovStack's: its groups, and of its people those credited who consented to being listed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cmtool.exchange.govstack.losses import Losses
from cmtool.exchange.govstack.shape import ACTIVE, AUTHOR, INACTIVE, REMOVED, is_charter, is_urn
from cmtool.model.group import Group, Product
from cmtool.model.record import Record
from cmtool.model.registry import Registry

Values = Mapping[str, Any]

_TOLD = ("name", "url", "calendar", "kind", "status", "charter", "products")
_CHARTER = ("url", "starts", "ends", "status")
_NO_URN = "products without the `urn` of a publication, and their credits"


class Listing(NamedTuple):
    """Records by id as GovStack writes them, for each of its files; and what has no place there."""

    wg: Mapping[str, Values]
    team: Mapping[str, Values]
    person: Mapping[str, Values]
    removed: Mapping[str, Values]
    """People of whom only the id is left."""
    unlisted: frozenset[str]
    """Members who did not consent to `listing`."""
    former: Mapping[str, Mapping[str, Sequence[str]]]
    """The ids that groups and members had before, by folder and id."""
    losses: Losses


def listing(registry: Registry, today: date) -> Listing:
    """The registry as GovStack's files tell it. Who is credited without consent to `listing` stays unnamed."""
    losses = Losses()
    wg, team = dict[str, Values](), dict[str, Values]()
    for id, group in sorted(registry.all_groups.items()):
        (wg if group.kind == "working-group" else team)[id] = _group(group)
        _lost(group, losses)
    given = registry.consent_day(today)
    members = registry.members
    unlisted = frozenset(id for id, one in members.items() if not one.consents_to("listing", given))
    person = dict[str, Values]()
    for id, credits in sorted(_credits(registry, losses).items()):
        if id in members and members[id].status != "removed" and id not in unlisted:
            person[id] = {"id": id, "name": members[id].name, "credits": credits}
    removed = {id: {"id": id, "status": REMOVED} for id, one in sorted(members.items()) if one.status == "removed"}
    records: Mapping[str, Mapping[str, Record]] = {"groups": registry.all_groups, "members": members}
    former = {folder: {id: one.formerly for id, one in kind.items()} for folder, kind in records.items()}
    return Listing(wg, team, person, removed, unlisted, former, losses)


def as_there(found: Listing, groups: Container[str], persons: Container[str]) -> Listing:
    """The records under the ids that the files have: an id of theirs stays, though ours was renamed since."""

    def known(folder: str, id: str, there: Container[str]) -> str:
        return next((one for one in (id, *found.former[folder].get(id, ())) if one in there), id)

    def named(folder: str, records: Mapping[str, Values], there: Container[str]) -> dict[str, Values]:
        return {(one := known(folder, id, there)): {**record, "id": one} for id, record in records.items()}

    return found._replace(
        wg=named("groups", found.wg, groups),
        team=named("groups", found.team, groups),
        person=named("members", found.person, persons),
        removed=named("members", found.removed, persons),
        unlisted=frozenset(known("members", id, persons) for id in found.unlisted),
    )


def _group(group: Group) -> dict[str, Any]:
    """A group. What is not closed is not dissolved, so it is active there, even where it sleeps here."""
    record = {"id": group.id, "name": group.name, "url": group.url, "calendar": group.calendar}
    if group.kind == "working-group" and group.charter and is_charter(group.charter.path or ""):
        record["charter"] = group.charter.path
    record["status"] = INACTIVE if group.status == "closed" else ACTIVE
    return {name: text for name, text in record.items() if text}


def _credits(registry: Registry, losses: Losses) -> dict[str, list[Values]]:
    """The credits of everybody, by id, in the order of publications and versions."""
    found = dict[str, list[Values]]()
    products = ((group, at) for group in registry.all_groups.values() for at in range(len(group.products)))
    for group, at in sorted(products, key=lambda one: str(one[0].products[one[1]].urn)):
        product = group.products[at]
        if not is_urn(product.urn or ""):
            losses.add(_NO_URN, group.source.path, _line(group, ("products", at)))
            continue
        for id, credit in _authors(product):
            own = found.setdefault(id, [])
            own += [] if credit in own else [credit]
    return found


def _authors(product: Product) -> Iterator[tuple[str, Values]]:
    for version in product.versions:
        for id in version.authors if version.is_published else ():
            yield id, {"publication": product.urn, "version": version.version, "roles": [AUTHOR]}


def _lost(group: Group, losses: Losses) -> None:
    """Count the fields of a group that GovStack's files have no place for."""
    for name in type(group).model_fields:
        value = getattr(group, name)
        if name not in _TOLD and value not in (None, [], {}):
            _add(group, name.rstrip("_"), len(value) if isinstance(value, list) else 1, losses)
    if group.kind not in ("working-group", "team"):
        losses.add(f"kind {group.kind}, which is a team there", group.source.path, _line(group, ("kind",)))
    if group.status not in ("active", "closed"):
        losses.add(f"status {group.status}, which is active there", group.source.path, _line(group, ("status",)))
    for name in _CHARTER:
        if group.charter is not None and getattr(group.charter, name) is not None:
            losses.add(f"charter.{name} of groups", group.source.path, _line(group, ("charter", name)))


def _add(group: Group, name: str, number: int, losses: Losses) -> None:
    losses.add(f"{name} of groups", group.source.path, _line(group, (name,)), number)


def _line(group: Group, field: tuple[str | int, ...]) -> int:
    return group.source.span(*group.source.locate(field)).line
