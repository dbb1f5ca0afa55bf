"""The registry: all records at one moment, and the questions that need more than one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from cmtool.model.activity import Activity
from cmtool.model.community import Community, Function
from cmtool.model.evidence import Evidence, group_days, member_evidence
from cmtool.model.group import Group, Membership
from cmtool.model.kinds import KINDS
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member, OverlayMember
from cmtool.model.need import Need
from cmtool.model.policy import Policy
from cmtool.model.record import Record
from cmtool.model.request import Request
from cmtool.model.shared import PathwayStep
from cmtool.model.skill import Skill
from cmtool.model.spotlight import Spotlight
from cmtool.source import Source

_SAYS_PRIVATE = re.compile(r"\bvisibility['\"]?[ ]*:[ ]*['\"]?private\b")
"""What a `community.yaml` that cannot be read as a record still says."""
_DEFAULT_POLICY = Policy()
_ACTIVE_WITHIN = 180


class Place(NamedTuple):
    """A membership with the group it stands in and its index there."""

    group: Group
    position: int
    membership: Membership


class Registry:
    """All records at one moment. Immutable; indexes are made at the first question."""

    def __init__(
        self,
        community: Community | None,
        records: Mapping[str, Mapping[str, Record]],
        *,
        unreadable: frozenset[str] = frozenset(),
        closed: frozenset[str] = frozenset(),
        unread_sources: Sequence[tuple[str, Source]] = (),
        overlay: Mapping[str, OverlayMember] | None = None,
        unread_folders: Sequence[str] = (),
        is_past: bool = False,
        is_public: bool | None = None,
    ) -> None:
        self.community = community
        self.records = records
        self.unreadable = unreadable
        self.closed = closed
        """Folders that could not be looked into as a whole: any id may stand there."""
        self.unread_sources = tuple(unread_sources)
        """The text of files that are no records: by reference, for those who search texts."""
        self.overlay = overlay
        self.unread_folders = tuple(unread_folders)
        self._is_past = is_past
        self._is_public = is_public
        self.members: Mapping[str, Member] = records["members"]  # type: ignore[assignment]
        self.all_groups: Mapping[str, Group] = records["groups"]  # type: ignore[assignment]
        self.all_meetings: Mapping[str, Meeting] = records["meetings"]  # type: ignore[assignment]
        self.skills: Mapping[str, Skill] = records["skills"]  # type: ignore[assignment]
        self.requests: Mapping[str, Request] = records["requests"]  # type: ignore[assignment]
        self.needs: Mapping[str, Need] = records["needs"]  # type: ignore[assignment]
        self.all_activities: Mapping[str, Activity] = records["activities"]  # type: ignore[assignment]
        self.spotlights: Mapping[str, Spotlight] = records["spotlights"]  # type: ignore[assignment]

    # -- records

    @property
    def policy(self) -> Policy:
        """Periods and thresholds, the defaults where the community sets none."""
        return (self.community and self.community.policy) or _DEFAULT_POLICY

    @property
    def is_public(self) -> bool:
        """The repository can be read by anyone, by its own word or that of who asks; so it is when nobody can tell."""
        if self._is_public is not None:
            return self._is_public
        if self.community is None:
            texts = (source.text for ref, source in self.unread_sources if ref == "community")
            return not any(_SAYS_PRIVATE.search(text) for text in texts)
        return self.community.privacy.visibility == "public"

    def all_records(self) -> Iterator[Record]:
        """The community, then every record by kind and id."""
        if self.community is not None:
            yield self.community
        for folder in KINDS:
            yield from self.records[folder].values()

    @property
    def size(self) -> int:
        """How many record files there are, readable or not."""
        read = sum(len(records) for records in self.records.values()) + (self.community is not None)
        return read + len(self.unreadable)

    def get(self, ref: str) -> Record | None:
        """The record of a full reference (`folder/id`, or `community`)."""
        if ref == "community":
            return self.community
        folder, _, id = ref.partition("/")
        return self.records.get(folder, {}).get(id)

    def formerly(self, folder: str, id: str) -> Record | None:
        """The record that had this id before."""
        return next((record for record in self.records[folder].values() if id in record.formerly), None)

    def is_known(self, folder: str, id: str) -> bool:
        """A record of that id exists, readable or not."""
        return id in self.records[folder] or self.is_unreadable(folder, id)

    def is_unreadable(self, folder: str, id: str) -> bool:
        """The file exists but could not be read: nothing can be concluded about it."""
        return f"{folder}/{id}" in self.unreadable or (folder in self.closed and id not in self.records[folder])

    def consent_day(self, day: date) -> date:
        """The day by which a consent must be given: in a registry of the past consents are today's, so any day."""
        return date.max if self._is_past else day

    # -- groups and roles

    def groups(self, *, kind: str | None = None, status: str | tuple[str, ...] | None = None) -> Iterator[Group]:
        """Groups by kind and status."""
        wanted = (status,) if isinstance(status, str) else status
        for group in self.all_groups.values():
            if (kind is None or group.kind == kind) and (wanted is None or group.status in wanted):
                yield group

    def group_name(self, id: str) -> str:
        """The name of a group; its id where the group cannot be read, or is none."""
        group = self.all_groups.get(id)
        return group.name if group else id

    def living_groups(self) -> Iterator[Group]:
        """Working groups that are forming, active or in maintenance."""
        return (group for group in self.all_groups.values() if group.is_living)

    @cached_property
    def _functions(self) -> Mapping[str, tuple[Function, ...]]:
        roles = self.community.roles if self.community else {}
        return {id: tuple(role.acts_as) for id, role in roles.items()}

    def acts_as(self, role: str, function: Function) -> bool:
        """A role, by the community's own word, does what the code asks for."""
        return function in self._functions.get(role, ())

    def acting(self, group: Group, function: Function, day: date) -> list[Membership]:
        """Open memberships whose role acts as `function`."""
        return [m for m in group.members if m.is_open(day) and self.acts_as(m.role, function)]

    def roles_acting(self, function: Function) -> str:
        """The community's roles that act as `function`, for a hint."""
        found = [role for role, functions in self._functions.items() if function in functions]
        return ", ".join(found) or f"none yet: add 'acts_as: [{function}]' to a role"

    def may_be_active(self, member: str) -> bool:
        """The member is active, or nobody can tell: the file cannot be read, or the id is unknown (REF101 says so)."""
        found = self.members.get(member)
        return found.status == "active" if found else True

    def may_act_as(self, role: str, function: Function) -> bool:
        """The role acts as `function`, or nobody can tell: it is in no vocabulary (REF102 says so)."""
        return role not in self._functions or function in self._functions[role]

    def has_acting(self, group: Group, function: Function, day: date) -> bool:
        """Somebody active acts as `function` in the group, as far as one can tell."""
        open_ones = (m for m in group.members if m.is_open(day))
        return any(self.may_act_as(m.role, function) and self.may_be_active(m.member) for m in open_ones)

    def in_charge(self, group: Group, day: date) -> tuple[str, ...]:
        """Ids of the people to ask about a group: its leads, else the community's managers."""
        leads = dict.fromkeys(m.member for m in self.acting(group, "lead", day))
        here = tuple(id for id in leads if id in self.members and self.members[id].is_current)
        return here or self.managers(day)

    def managers(self, day: date) -> tuple[str, ...]:
        """Ids of the community's managers."""
        return tuple(member.id for member in self.community_role_holders("manager", day))

    def community_role_holders(self, function: Function, day: date) -> list[Member]:
        """Members who hold a community role that acts as `function` on that day."""
        return [
            member
            for member in self._with_roles
            if any(self.acts_as(held.role, function) and held.is_open(day) for held in member.roles)
        ]

    @cached_property
    def _with_roles(self) -> Sequence[Member]:
        return [member for member in self.members.values() if member.roles]

    def pathway(self, group: Group) -> Sequence[PathwayStep]:
        """The steps of a group: its own, else the community's."""
        return group.pathway or (self.community.pathway if self.community else [])

    @cached_property
    def places(self) -> Mapping[str, Sequence[Place]]:
        """Memberships of each member, past and present."""
        found: defaultdict[str, list[Place]] = defaultdict(list)
        for group in self.all_groups.values():
            for index, membership in enumerate(group.members):
                found[membership.member].append(Place(group, index, membership))
        return found

    # -- meetings

    def meetings(self, *, status: str | None = None, series: str | None = None) -> list[Meeting]:
        """Meetings by date."""
        found = (m for m in self._by_date if status is None or m.status == status)
        return [m for m in found if series is None or m.series == series]

    @cached_property
    def _by_date(self) -> Sequence[Meeting]:
        return sorted(self.all_meetings.values(), key=lambda m: (m.date, m.id))

    def series_name(self, meeting: Meeting) -> str:
        """What people call the meeting."""
        if meeting.title:
            return meeting.title
        group_id, _, series_id = meeting.series.partition("/")
        if self.community and group_id in self.community.series:
            return self.community.series[group_id].name
        group = self.all_groups.get(group_id)
        if group is not None:
            series = next((s for s in group.meets if s.id == series_id), None)
            return f"{group.name}: {(series and series.name) or series_id.replace('-', ' ')}"
        return meeting.event.name if meeting.event else meeting.series if meeting.series != "event" else "Meeting"

    def asks_for_contributions(self, meeting: Meeting) -> bool:
        """The meeting belongs to a community-wide series that asks for contributions, like a CommunityMeet."""
        series = self.community.series.get(meeting.series) if self.community else None
        return series is not None and "contribution" in series.needs

    # -- care

    def activities(self, kind: str | None = None) -> list[Activity]:
        """Activities by date, of one kind if it is named."""
        return [activity for activity in self._activities_by_date if kind is None or activity.kind == kind]

    @cached_property
    def _activities_by_date(self) -> Sequence[Activity]:
        return sorted(self.all_activities.values(), key=lambda activity: (activity.date, activity.id))

    # -- evidence

    @cached_property
    def evidence(self) -> Sequence[Evidence]:
        """What members did, by date."""
        answers = ((expert.member, expert.answered) for request in self.requests.values() for expert in request.experts)
        return member_evidence(
            self.all_meetings.values(), self.all_groups.values(), self.activities("contribution"), answers
        )

    @cached_property
    def last_seen(self) -> Mapping[str, date]:
        """The last day on which each member took part in anything."""
        return {e.member: e.date for e in self.evidence}

    @cached_property
    def group_days(self) -> Mapping[str, Sequence[date]]:
        """The days, in order, on which each group met, gave an update, contributed or released something."""
        return group_days(self.all_meetings.values(), self.all_groups.values(), self.activities("contribution"))

    @property
    def evidence_since(self) -> date | None:
        """The day from which silence means something: nothing was written down before."""
        return self.evidence[0].date if self.evidence else None

    @property
    def active_within(self) -> int:
        """The days in which a contribution makes a member active; 180 where `policy.inactive_after` is off.

        Off means that nobody is reminded; a number about activity still needs a period.
        """
        return self.policy.inactive_after or _ACTIVE_WITHIN

    def active_members(self, day: date) -> set[str]:
        """Members with a contribution in the `active_within` days up to `day` (N2)."""
        span = self.active_within
        return {e.member for e in self.evidence if e.is_contribution and 0 <= (day - e.date).days < span}
