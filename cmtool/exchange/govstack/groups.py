"""Groups of the files as new records, or as what they tell otherwise of a group that is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.exchange.govstack.told import GroupTold
from cmtool.model.edit import Edit, Put
from cmtool.model.group import Group

PURPOSE = "Not written yet: GovStack's registry says no more than the name"
"""A registry of ours wants a purpose in one sentence; theirs has none, and none is invented."""


def new_group(told: GroupTold) -> dict[str, Any]:
    """The record of a group that is not here yet.

    What GovStack calls active is not dissolved. Here an active group has a lead, and nobody knows who that is: so it is
    dormant until its people are written down.
    """
    record: dict[str, Any] = {
        "name": told.name,
        "kind": told.kind,
        "status": "dormant" if told.is_active else "closed",
        "purpose": PURPOSE,
    }
    record |= {name: text for name, text in (("url", told.url), ("calendar", told.calendar)) if text}
    if told.charter:
        record["charter"] = {"path": told.charter}
    return {**record, "members": []}


def group_edits(group: Group, told: GroupTold, today: date) -> Iterator[Edit]:
    """What the file tells otherwise; what it does not tell stays. A group that is dissolved there is closed here."""
    for name in ("name", "url", "calendar"):
        text = getattr(told, name)
        if text and text.split() != (getattr(group, name) or "").split():
            yield Put((name,), text)
    if told.charter and (group.charter is None or group.charter.path != told.charter):
        yield Put(("charter", "path"), told.charter)
    if not told.is_active and group.status != "closed":
        yield Put(("status",), "closed")
        yield Put(("since",), today)
