"""A working group, workstream, committee or team. Its leads own the file."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from cmtool.model.record import GroupId, MemberId, Members, Part, Public, Record, Ref
from cmtool.model.scalars import (
    Clock,
    Country,
    Day,
    DayOrUnknown,
    Every,
    Language,
    Line,
    Minutes,
    Slug,
    Text,
    Url,
    Version,
)
from cmtool.model.shared import Lifecycle, PathwayStep, RegionId

MonthRule = Annotated[
    str,
    StringConstraints(
        pattern=r"^(?:(?:first|second|third|fourth|last)-(?:mon|tue|wed|thu|fri|sat|sun)|day-(?:[1-9]|[12][0-9]|3[01]))$"
    ),
]
Timezone = Annotated[Line, Ref("timezones")]

AWAKE = ("forming", "active", "maintenance")
"""Statuses of groups that meet and work; the others are dormant or closed."""


class Scope(Part):
    """What part of the world the group is about."""

    region: Public[RegionId | None] = Field(None, description="Region.")
    country: Public[Annotated[Country, Ref("countries")] | None] = Field(None, description="ISO 3166 code.")
    sector: Public[Line | None] = Field(None, description="Sector.")
    language: Public[Annotated[Language, Ref("languages")] | None] = Field(None, description="BCP 47 tag.")
    project: Public[Line | None] = Field(None, description="Project.")


class Charter(Part):
    """What the group agreed to do, and until when."""

    url: Public[Url | None] = Field(None, description="Address.")
    path: Public[Line | None] = Field(None, description="File in the repository.")
    starts: Public[Day | None] = Field(None, description="First day.")
    ends: Public[Day | None] = Field(None, description="Last day.")
    status: Public[Literal["draft", "under-review", "approved", "declined"] | None] = Field(
        None, description="Where it stands."
    )


class Alternate(Part):
    """Another hour that the series takes by turns."""

    identity: ClassVar[tuple[str, ...]] = ("time",)

    time: Public[Clock] = Field(description="Wall clock.")
    tz: Public[Timezone | None] = Field(None, description="IANA zone; the series' by default.")


class Exception_(Part):
    """One date on which the series does not meet as usual."""

    identity: ClassVar[tuple[str, ...]] = ("date",)

    date: Public[Day] = Field(description="The usual date.")
    why: Public[Line] = Field(description="Why.")
    moved_to: Public[Day | None] = Field(None, description="The date instead.")


class MeetingSeries(Part):
    """A series of meetings of the group."""

    identity: ClassVar[tuple[str, ...]] = ("id",)

    id: Public[Slug] = Field(description="Name of the series.", examples=["fortnightly-call"])
    name: Public[Line | None] = Field(None, description="Title as shown.")
    every: Public[Every] = Field(description="Rhythm.", examples=["14d"])
    starts: Public[Day | None] = Field(
        None,
        description="Date of its first meeting, or of any to compute it from; without it there is no calendar.",
    )
    time: Public[Clock] = Field(description="Wall clock.", examples=["14:00"])
    tz: Public[Timezone | None] = Field(None, description="IANA zone; the community's by default.")
    minutes: Public[Minutes] = Field(60, description="Length.")
    url: Public[Url | None] = Field(None, description="Where to join.")
    place: Public[Line | None] = Field(None, description="Where it is held in person.")
    ends: Public[Day | None] = Field(None, description="Last day of the series.")
    month_rule: Public[MonthRule | None] = Field(
        None, description="Which day of the month, quarter or year; else that of `starts`.", examples=["first-thu"]
    )
    alternate: Public[list[Alternate]] = Field(
        default_factory=list, description="Hours that it takes by turns, after its own `time`."
    )
    except_: Public[list[Exception_]] = Field(default_factory=list, alias="except", description="Dates that differ.")


class ProductVersion(Part):
    """A version of a product."""

    identity: ClassVar[tuple[str, ...]] = ("version",)

    version: Public[Version] = Field(description="Number, quoted.", examples=["2.1"])
    status: Public[Literal["planned", "in-development", "released", "retired"]] = Field(description="Where it stands.")
    date: Public[Day | None] = Field(None, description="Day of release.")
    due: Public[Day | None] = Field(None, description="Planned day.")
    authors: Public[list[MemberId]] = Field(default_factory=list, description="Credited members.")

    @property
    def is_published(self) -> bool:
        """It was released, and stays so when it is retired: who wrote it wrote it."""
        return self.status in ("released", "retired")


class Product(Part):
    """What the group makes."""

    identity: ClassVar[tuple[str, ...]] = ("name",)

    name: Public[Line] = Field(description="Name.")
    url: Public[Url | None] = Field(None, description="Address.")
    urn: Public[Line | None] = Field(
        None, description="Identifier as a publication.", examples=["govstack:spec:bb:wallet"]
    )
    versions: Public[list[ProductVersion]] = Field(default_factory=list, description="Versions.")


class StepReached(Part):
    """A step of the pathway that the person took."""

    identity: ClassVar[tuple[str, ...]] = ("step",)

    step: Public[Slug] = Field(description="Step of the pathway.")
    date: Public[Day] = Field(description="When.")


class Membership(Part):
    """A person in a group: the only home of membership."""

    identity: ClassVar[tuple[str, ...]] = ("member", "role")

    member: Public[MemberId] = Field(description="Who.")
    role: Public[Annotated[Slug, Ref("roles")]] = Field(description="Role of scope `group`.")
    since: Public[Day | None] = Field(None, description="First day.")
    until: Public[DayOrUnknown | None] = Field(None, description="Last day, or unknown.")
    mentor: Members[MemberId | None] = Field(None, description="Who accompanies the person.")
    steps: Members[list[StepReached]] = Field(default_factory=list, description="Steps of the pathway, in order.")

    def is_open(self, day: Day) -> bool:
        """The entry holds on that day."""
        ended = self.until == "unknown" or (self.until is not None and self.until < day)
        return not ended and (self.since is None or self.since <= day)

    def goes_on(self, day: Day) -> bool:
        """The entry holds on that day, and that is not its last one."""
        return self.is_open(day) and self.runs_after(day)

    def runs_after(self, day: Day) -> bool:
        """The entry is not over on the evening of that day, or begins only later."""
        return self.until is None or (self.until != "unknown" and self.until > day)


class Group(Record):
    """A working group, workstream, committee or team. Its leads own the file."""

    folder: ClassVar[str] = "groups"
    singular: ClassVar[str] = "group"

    name: Public[Line] = Field(description="Name.")
    kind: Public[Literal["working-group", "workstream", "committee", "core-team", "team"]] = Field(
        description="What it is."
    )
    status: Public[Literal["forming", "active", "maintenance", "dormant", "closed"]] = Field(
        description="Where it stands."
    )
    since: Public[Day | None] = Field(None, description="First day of this status.")
    purpose: Public[Text] = Field(description="One sentence.")
    intent: Public[Literal["helping", "best-practice", "stewarding", "innovation"] | None] = Field(
        None, description="Main intent."
    )
    scope: Public[Scope | None] = Field(None, description="What part of the world it is about.")
    url: Public[Url | None] = Field(None, description="Public page.")
    calendar: Public[Url | None] = Field(None, description="Public calendar.")
    charter: Public[Charter | None] = Field(None, description="What the group agreed to do.")
    meets: Public[list[MeetingSeries]] = Field(default_factory=list, description="Meeting series.")
    products: Public[list[Product]] = Field(default_factory=list, description="What the group makes.")
    members: Public[list[Membership]] = Field(description="Who is in it; may be [].")
    partners: Public[list[GroupId]] = Field(default_factory=list, description="Groups with a working relationship.")
    pathway: Public[list[PathwayStep]] = Field(default_factory=list, description="Own steps, in order.")
    lifecycle: Public[Lifecycle | None] = Field(None, description="Stage.")
    verified: Public[Day | None] = Field(None, description="Somebody last confirmed the record.")

    @property
    def is_living(self) -> bool:
        """A working group that is forming, active or in maintenance."""
        return self.kind == "working-group" and self.status in AWAKE
