"""`sigs.yaml` of the Kubernetes community as a registry: pure, from the values of the file to the values of records.

Groups: `sigs` and `workinggroups` are working groups, `committees` are committees; the id is `dir`. People: everybody
who leads, led, or keeps contact; the id comes from the GitHub handle. Meetings of groups and subprojects are meeting
series (`rhythm` tells when they have a date). Whatever a registry has no place for, or nobody may publish (mail
addresses), is counted as a loss. Nothing is guessed.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from cmtool.exchange.kubernetes_sigs.community import community
from cmtool.exchange.kubernetes_sigs.groups import KINDS, all_groups, group, ids_by_name
from cmtool.exchange.kubernetes_sigs.losses import KEPT, Loss, Losses
from cmtool.exchange.kubernetes_sigs.people import People
from cmtool.exchange.kubernetes_sigs.rhythm import RULE
from cmtool.exchange.kubernetes_sigs.told import Told
from cmtool.exchange.node import Misshaped, Node

__all__ = ["Imported", "Loss", "Misshaped", "Told", "registry_of", "told", "undated"]

_TOP = {
    **dict.fromkeys(KINDS, KEPT),
    "usergroups": "user groups",
    "gb_rep": "roles in the whole community, which need a first day",
}


class Imported(NamedTuple):
    """A new registry as values of records by path, what people should know, and what was left behind."""

    records: dict[str, dict[str, Any]]
    notices: list[str]
    losses: list[Loss]


def registry_of(values: dict[str, Any], *, manager: str, contact: str, today: date) -> Imported:
    """The registry of a file; `Misshaped` where the file is not of this kind. The manager is one from `today` on."""
    groups, people, notices, losses = _read(values)
    owner = people.appoint(manager, today)
    if any("meets" in record for record in groups.values()):
        notices.append(RULE)
    records = {"community.yaml": community(owner, contact, people.organisations)}
    records |= {f"groups/{id}.yaml": record for id, record in groups.items()}
    records |= {f"members/{id}.yaml": record for id, record in people.records().items()}
    return Imported(records, notices, losses.in_order())


def told(values: dict[str, Any]) -> Told:
    """What a file says of groups and people, for a registry that is there; `Misshaped` as above."""
    groups, people, _, losses = _read(values)
    return Told(groups, people.records(), people.organisations.records(), losses.in_order())


def _read(values: dict[str, Any]) -> tuple[dict[str, dict[str, Any]], People, list[str], Losses]:
    """The groups by id, everybody met in the file, notices about ids, and losses."""
    top, losses, notices = Node(values), Losses(), list[str]()
    if not any(name in values for name in KINDS):
        raise Misshaped((), f"one of the lists {', '.join(KINDS)}, as in sigs.yaml of kubernetes/community")
    losses.of_fields(top, _TOP)
    people, ids = People(notices, losses), ids_by_name(top)
    groups = {
        node.need("dir").text(): group(node, kind, ids, people, notices, losses) for node, kind in all_groups(top)
    }
    if representative := top.get("gb_rep"):
        people.meet(representative, is_current=True)
    return groups, people, notices, losses


def undated(records: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """The meeting series without a date of one occurrence, as `group/series`, with the words of the file."""
    return [
        (f"{path.removeprefix('groups/').removesuffix('.yaml')}/{series['id']}", series.get("x-when", ""))
        for path, record in records.items()
        for series in record.get("meets", [])
        if "starts" not in series
    ]
