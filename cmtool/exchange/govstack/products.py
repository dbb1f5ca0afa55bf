"""Credits of the files at the products of our groups: the `urn` of a product says which publication it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cmtool.exchange.govstack.losses import Losses
from cmtool.exchange.govstack.told import CreditTold
from cmtool.model.edit import Edit, Insert
from cmtool.model.group import Product, ProductVersion
from cmtool.model.member import Member
from cmtool.model.registry import Registry

UNKNOWN = "credits whose publication is the `urn` of no product here"
UNRELEASED = "credits of a version that is not released here"
UNLISTED = "credits of people who did not consent to `listing` here"


class Place(NamedTuple):
    """A product and where it stands."""

    group: str
    """Reference of the group."""
    position: int
    product: Product


def by_urn(registry: Registry) -> dict[str, Place]:
    """The products that are publications, by identifier; the first one where two groups claim it."""
    found: dict[str, Place] = {}
    for group in registry.all_groups.values():
        for position, product in enumerate(group.products):
            if product.urn:
                found.setdefault(product.urn, Place(group.ref, position, product))
    return found


def credit_edits(
    registry: Registry, credited: Iterable[tuple[Member | None, Sequence[CreditTold]]], today: date, losses: Losses
) -> Mapping[str, list[Edit]]:
    """The authors that released versions lack, by reference of the group; what has no place is a loss.

    A member who did not consent to `listing` is named in no version, and neither is somebody who is new here.
    """
    places, edits = by_urn(registry), defaultdict[str, list[Edit]](list)
    given = registry.consent_day(today)
    for member, credits in credited:
        for credit in credits:
            place = places.get(credit.publication)
            at = _version(place, credit.version)
            if place is None:
                losses.add(UNKNOWN, credit.path, credit.line)
            elif at is None:
                losses.add(UNRELEASED, credit.path, credit.line)
            elif member is not None and member.id in place.product.versions[at].authors:
                continue
            elif member is None or not member.consents_to("listing", given):
                losses.add(UNLISTED, credit.path, credit.line)
            else:
                field = ("products", place.position, "versions", at, "authors")
                _once(edits[place.group], Insert(field, member.id))
    return edits


def _version(place: Place | None, number: str) -> int | None:
    versions: Sequence[ProductVersion] = place.product.versions if place else ()
    return next((at for at, one in enumerate(versions) if one.version == number and one.is_published), None)


def _once(edits: list[Any], edit: Edit) -> None:
    if edit not in edits:
        edits.append(edit)
