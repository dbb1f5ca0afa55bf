"""A person of a file as a new member, or as what differs of one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cmtool.exchange.kubernetes_sigs.known import Organisations, is_same
from cmtool.model.edit import Drop, Edit, Insert, Put
from cmtool.model.member import Affiliation, Member

Values = Mapping[str, Any]


def new_member(told: Values, organisations: Organisations) -> dict[str, Any]:
    """The record of somebody new."""
    own = [{"org": organisations.id_of(held["org"])} for held in told.get("affiliations", [])]
    return {name: own if name == "affiliations" else value for name, value in told.items()}


def member_edits(member: Member, told: Values, organisations: Organisations, today: date) -> list[Edit]:
    """The fields of a member that the file tells otherwise: name, handle and company."""
    edits: list[Edit] = []
    if not is_same(member.name or "", told["name"]):
        edits.append(Put(("name",), told["name"]))
    if "github" not in member.links:
        edits.append(Put(("links", "github"), told["links"]["github"]))
    for held in told.get("affiliations", []):
        edits += _affiliation(member, organisations.id_of(held["org"]), today)
    return edits


def _affiliation(member: Member, org: str, today: date) -> Iterator[Edit]:
    """The company of a person: another one follows the one before. Of several only the file's is added."""
    lasting = [at for at, held in enumerate(member.affiliations) if _lasts(held, today)]
    if any(member.affiliations[at].org == org for at in lasting):
        return
    if len(lasting) == 1 and _has_begun(member.affiliations[lasting[0]], today):
        yield Put(("affiliations", lasting[0], "until"), today)
    ending = [at for at, held in enumerate(member.affiliations) if (held.org, held.until) == (org, today)]
    if ending:
        yield Drop(("affiliations", ending[0], "until"))
    elif member.affiliations:
        yield Insert(("affiliations",), {"org": org, "since": today})
    else:
        yield Insert(("affiliations",), {"org": org})


def _lasts(held: Affiliation, today: date) -> bool:
    return held.until is None or held.until > today


def _has_begun(held: Affiliation, today: date) -> bool:
    return held.since is None or held.since <= today
