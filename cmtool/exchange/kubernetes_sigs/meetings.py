"""Meetings of a group and of its subprojects as its meeting series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cmtool.exchange.kubernetes_sigs.ids import Ids, slug
from cmtool.exchange.kubernetes_sigs.links import link
from cmtool.exchange.kubernetes_sigs.losses import KEPT, Losses, short
from cmtool.exchange.kubernetes_sigs.rhythm import clock, rhythm, zone
from cmtool.exchange.node import Node

_FIELDS = {
    **dict.fromkeys(("description", "day", "time", "tz", "frequency", "url", "calendar_url"), KEPT),
    "archive_url": "links to the notes of a meeting series",
    "recordings_url": "links to the recordings of a meeting series",
}
_UNREADABLE = "meeting series whose time, time zone or rhythm cannot be read"


def meets(group: Node, notices: list[str], losses: Losses) -> list[dict[str, Any]]:
    """The series of a group in the order of the file: its own, then those of its subprojects."""
    ids = Ids("series", notices)
    found = (_series(node, part, ids, losses) for node, part in _all(group, losses))
    return [series for series in found if series]


def calendar(group: Node, losses: Losses) -> str | None:
    """The one calendar that the meetings of a group share."""
    nodes = [found for node in group.items("meetings") if (found := node.get("calendar_url"))]
    links = {address: node for node in nodes if (address := link(node, losses))}
    if len(links) > 1:
        losses.add("calendars of a group with several", nodes[0].field, len(links))
    return next(iter(links)) if len(links) == 1 else None


def _all(group: Node, losses: Losses) -> Iterator[tuple[Node, str]]:
    """Each meeting with the name of its subproject, if it has one."""
    for node in group.items("meetings"):
        yield node, ""
    for part in group.items("subprojects"):
        for node in part.items("meetings"):
            if node.get("calendar_url"):
                losses.add("calendars of a subproject", node.field)
            yield node, losses.line(part.need("name"))


def _series(node: Node, part: str, ids: Ids, losses: Losses) -> dict[str, Any] | None:
    losses.of_fields(node, _FIELDS)
    name = losses.line(node.need("description"))
    if slug(part) not in slug(name):
        name = short(f"{part}: {name}", node)
    words = [losses.line(found) for field in ("day", "frequency") if (found := node.get(field))]
    time, tz = clock(_text(node, "time")), zone(_text(node, "tz"))
    told = rhythm(_text(node, "day"), _text(node, "frequency"))
    if time is None or tz is None or told is None:
        losses.add(_UNREADABLE, node.field)
        return None
    address = node.get("url")
    series = {
        "id": ids.take(name),
        "name": name,
        "every": told.every,
        "starts": told.starts,
        "time": time,
        "tz": tz,
        "url": link(address, losses) if address else None,
        "month_rule": told.month_rule,
        # The words of the file, for whoever adds the date: no rule looks at a field that starts with x-.
        "x-when": ", ".join(words) if told.starts is None or not told.is_whole else None,
    }
    return {field: value for field, value in series.items() if value is not None}


def _text(node: Node, name: str) -> str:
    found = node.get(name)
    return found.text() if found else ""
