"""Special interest groups, working groups and committees as groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cmtool.exchange.kubernetes_sigs.links import REPOSITORY, in_repository
from cmtool.exchange.kubernetes_sigs.losses import KEPT, Losses
from cmtool.exchange.kubernetes_sigs.meetings import calendar, meets
from cmtool.exchange.kubernetes_sigs.people import People
from cmtool.exchange.node import Misshaped, Node
from cmtool.store.layout import bad_id

KINDS = {"sigs": "working-group", "workinggroups": "working-group", "committees": "committee"}

_CONTACT = {
    "slack": "Slack channels",
    "mailing_list": "mailing lists",
    "private_mailing_list": "mailing lists",
    "teams": "GitHub teams",
}
_GROUP = {
    **dict.fromkeys(("dir", "name", "mission_statement", "charter_link", "leadership", "meetings", "contact"), KEPT),
    **dict.fromkeys(("subprojects", "stakeholder_sigs"), KEPT),
    "label": "GitHub labels",
}
_PART = {
    **dict.fromkeys(("leads", "meetings", "contact"), KEPT),
    "name": "subprojects",
    "description": "descriptions of subprojects",
    "owners": "OWNERS files of subprojects",
}
_LEADERSHIP = dict.fromkeys(("chairs", "tech_leads", "emeritus_leads"), KEPT)


def all_groups(top: Node) -> Iterator[tuple[Node, str]]:
    """Every group of the file with the kind of its record."""
    for name, kind in KINDS.items():
        for node in top.items(name):
            yield node, kind


def ids_by_name(top: Node) -> dict[str, str]:
    """The id of each group, by the name that other groups use for it."""
    found: dict[str, str] = {}
    folders: set[str] = set()
    for node, _ in all_groups(top):
        folder = node.need("dir")
        if bad_id(folder.text())[0]:
            raise Misshaped(folder.field, "an id of lower-case words joined by hyphens, as sig-apps")
        if folder.text() in folders:
            raise Misshaped(folder.field, "an id that no other group has")
        name = node.need("name")
        if name.text() in found:
            raise Misshaped(name.field, "a name that no other group has")
        found[name.text()] = folder.text()
        folders.add(folder.text())
    return found


def group(
    node: Node, kind: str, ids: Mapping[str, str], people: People, notices: list[str], losses: Losses
) -> dict[str, Any]:
    """The record of a group; fields that the file does not tell are absent."""
    losses.of_fields(node, _GROUP)
    folder, charter = node.need("dir").text(), node.get("charter_link")
    address = in_repository(folder, charter, losses) if charter else None
    record = {
        "name": losses.line(node.need("name")),
        "kind": kind,
        "status": "active",
        "purpose": losses.line(node.need("mission_statement")),
        "url": f"{REPOSITORY}/tree/main/{folder}",
        "calendar": calendar(node, losses),
        "charter": {"url": address} if address else None,
        "meets": meets(node, notices, losses) or None,
        "members": _members(node, people, losses),
        "partners": _partners(node, ids, losses) or None,
    }
    return {name: value for name, value in record.items() if value is not None}


def _members(node: Node, people: People, losses: Losses) -> list[dict[str, Any]]:
    """Memberships, each person once in a role: those who lead, then those who help, then those who did."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for person, role in _leads(node, losses):
        id = people.meet(person, is_current=role != "emeritus-lead")
        entry = {"member": id, "role": role}
        if role == "emeritus-lead":
            entry["until"] = "unknown"
        if role == "subproject-lead":
            losses.add("which subproject somebody leads", person.field)
        elif (id, role) in found:
            losses.add("people who stand twice in one role of a group", person.field)
        found.setdefault((id, role), entry)
    return list(found.values())


def _leads(node: Node, losses: Losses) -> Iterator[tuple[Node, str]]:
    leadership, contact = node.get("leadership"), node.get("contact")
    if leadership:
        losses.of_fields(leadership, _LEADERSHIP)
    for person in node.items("leadership", "chairs"):
        yield person, "chair"
    for person in node.items("leadership", "tech_leads"):
        yield person, "tech-lead"
    for part in node.items("subprojects"):
        losses.of_fields(part, _PART)
        if found := part.get("contact"):
            losses.of_fields(found, _CONTACT)
        for person in part.items("leads"):
            yield person, "subproject-lead"
    if contact:
        losses.of_fields(contact, {**_CONTACT, "liaison": KEPT})
        if liaison := contact.get("liaison"):
            yield liaison, "liaison"
    for person in node.items("leadership", "emeritus_leads"):
        yield person, "emeritus-lead"


def _partners(node: Node, ids: Mapping[str, str], losses: Losses) -> list[str]:
    found = []
    for name in node.items("stakeholder_sigs"):
        id = ids.get(name.text())
        if id is None:
            losses.add("stakeholders that are no group of the file", name.field)
        elif id not in found:
            found.append(id)
    return found
