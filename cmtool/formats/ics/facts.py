"""What a calendar of meetings is made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cmtool.model.group import Group, MeetingSeries
from cmtool.model.meeting import Meeting
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.render.escape import one_line
from cmtool.schedule.dates import Dated
from cmtool.schedule.stamp import Stamp, unsaved


class Facts(NamedTuple):
    """The registry, and how new the plans of its series and meetings are."""

    registry: Registry
    stamps: Mapping[str, Stamp]
    today: date

    def of_series(self, group: Group, series: MeetingSeries) -> Stamp:
        """How new the plan of a series is; what no commit tells is of today."""
        return self.stamps.get(f"groups/{group.id}#{series.id}") or unsaved(self.today)

    def of_record(self, record: Record) -> Stamp:
        """How new the plan of a meeting is, or the days of a need."""
        return self.stamps.get(record.ref) or unsaved(self.today)

    def series_uid(self, group: Group, series: MeetingSeries, turn: int) -> str:
        """What a series is called for ever, whatever its hour or title; each further hour of it has a number."""
        return f"{self._oldest(group)}.{series.id}{f'.{turn + 1}' if turn else ''}@{self.domain}"

    def day_uid(self, one: Dated) -> str:
        """What a day of a record is called for ever."""
        return f"{self._oldest(one.record)}.{one.what}@{self.domain}"

    def meeting_uid(self, meeting: Meeting) -> str:
        """What a meeting is called for ever, whatever its day or title."""
        return f"{self._oldest(meeting)}@{self.domain}"

    def _oldest(self, record: Record) -> str:
        """The first id that a record had, and no other has or had: a new name makes no second event of it."""
        there = self.registry
        was = (
            old
            for old in record.formerly
            if not there.is_known(record.folder, old) and there.formerly(record.folder, old) is record
        )
        return next(was, record.id)

    @property
    def domain(self) -> str:
        """Where the community can be reached."""
        found = self.registry.community
        return one_line(found.contact.address.rpartition("@")[2].lower()) if found else "community.invalid"
