"""An id cannot be one, or stands for two things.

The name of a file is the id, and the id stands wherever the record is mentioned: 2 to 64 lower-case letters of ASCII,
digits and single hyphens, and no name that Windows keeps for itself (`con`, `nul`, `aux`, ...). Sub-folders are free
and no part of the id; so `meetings/2026/kick-off.yaml` and `meetings/kick-off.yaml` are the same id twice.

Inside a record an id stands once in a list: a person in `attended`, a series in `meets`, a step in `pathway`, a channel
in `channels`, a word in `regions`. Who is listed twice came once. A former id (`formerly`) leads to one record: no
other has it, or had it.

Bad:

    members/Amina_Diallo.yaml

    attended:
      - amina-diallo
      - amina-diallo

Good:

    members/amina-diallo.yaml

    attended:
      - amina-diallo

How to fix: rename the file, and write the new id where the old one is mentioned. The name as the person writes it
stands in `name`. Of an id that is listed twice remove one, or write the id that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cmtool.finding import Finding
from cmtool.model.community import Community
from cmtool.model.group import Group
from cmtool.model.kinds import KINDS
from cmtool.model.record import Record
from cmtool.model.registry import Registry

CODE = "REF104"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Ids that stand twice in a list, and former ids that lead to two records; the loader finds bad file names."""
    if registry.community:
        yield from _in_community(registry.community)
    for group in registry.all_groups.values():
        yield from _in_group(group)
    for meeting in registry.all_meetings.values():
        if isinstance(meeting.attended, list):
            yield from _twice(meeting, "attended", meeting.attended)
    for folder in KINDS:
        yield from _former(registry.records[folder])


def _in_community(community: Community) -> Iterator[Finding]:
    yield from _twice(community, "regions", community.regions)
    yield from _twice(community, "channels", [channel.id for channel in community.channels], "id")
    yield from _twice(community, "pathway", [step.id for step in community.pathway], "id")


def _in_group(group: Group) -> Iterator[Finding]:
    if group.meets:
        yield from _twice(group, "meets", [series.id for series in group.meets], "id")
    if group.pathway:
        yield from _twice(group, "pathway", [step.id for step in group.pathway], "id")


def _twice(record: Record, field: str, ids: Sequence[str], *key: str) -> Iterator[Finding]:
    """Each id that is repeated, at its second place."""
    if len(set(ids)) == len(ids):
        return
    first: dict[str, int] = {}
    told: set[str] = set()
    for index, id in enumerate(ids):
        if first.setdefault(id, index) != index and id not in told:
            told.add(id)
            message = f"'{id}' is listed twice in '{field}', also in {field}[{first[id]}]"
            yield record.finding(CODE, (field, index, *key), message, hint="remove one of the two, or correct the id")


def _former(known: Mapping[str, Record]) -> Iterator[Finding]:
    """Former ids of records of one kind that another of them has, or had as well."""
    claimed: dict[str, Record] = {}
    for record in known.values():
        if not record.formerly:
            continue
        yield from _twice(record, "formerly", record.formerly)
        for index, old in enumerate(record.formerly):
            other = known.get(old) or claimed.setdefault(old, record)
            if old in known:
                message = f"former id '{old}' is the id of a record: {other.source.path}"
            elif other is not record:
                message = f"former id '{old}' is claimed by {other.ref} too"
            else:
                continue
            hint = "a former id leads to one record: remove it here, or there"
            yield record.finding(CODE, ("formerly", index), message, hint=hint)
