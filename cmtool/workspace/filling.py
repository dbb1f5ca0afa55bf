"""The proposals of an agenda, taken into its record: what is printed and what the minutes ask for are then the same."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.drafts import agenda as agendas
from cmtool.drafts.agenda.fitting import fitted
from cmtool.drafts.agenda.proposals import proposals
from cmtool.drafts.agenda.slots import Slot, in_order, slots
from cmtool.edits.fill_agenda import filled
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet
from cmtool.model.registry import Registry
from cmtool.model.values import Values
from cmtool.schedule.hours import timing
from cmtool.store.entries import Entry
from cmtool.workspace import Workspace
from cmtool.workspace.agendas import meeting_id
from cmtool.workspace.changing import Plan


def filling(ref: str) -> Plan:
    """The proposals that fit, as slots of a planned meeting."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        meeting = agendas.meeting_of(space.registry, meeting_id(space, ref))
        if meeting.status != "planned":
            raise CmtoolError(f"'{meeting.ref}' is {meeting.status}: slots are proposed only for a planned meeting")
        own, minutes = slots(meeting), timing(space.registry, meeting).minutes
        free = max(0, minutes - sum(slot.minutes for slot in own)) if minutes else None
        order = in_order(own, fitted(proposals(space.registry, meeting), free).kept)
        items = [(at, _item(space.registry, slot)) for at, slot in enumerate(order) if slot.why]
        return filled(meeting, items, _rituals(order))

    return plan


def _rituals(order: Sequence[Slot]) -> dict[str, str]:
    """What opens and closes the meeting: a ritual in the first slot, and in the last one."""
    ends = {"opening": order[0], "closing": order[-1]} if len(order) > 1 else {}
    return {name: slot.title for name, slot in ends.items() if slot.kind == "ritual" and slot.why}


def _item(registry: Registry, slot: Slot) -> Values:
    """A slot as a record has it; of several updates each says whose it is."""
    group = registry.all_groups.get(slot.group) if slot.group else None
    title = f"{group.name}: {slot.title.lower()}" if group and slot.kind == "update" else slot.title
    told = {"title": title, "kind": slot.kind, "minutes": slot.minutes, "by": slot.by, "group": slot.group}
    return {name: value for name, value in told.items() if value is not None}
