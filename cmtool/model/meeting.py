"""A meeting, planned, held or cancelled."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from cmtool.model.record import GroupId, MemberId, Members, Part, Public, Record, Ref
from cmtool.model.scalars import Clock, Count, Day, Line, Minutes, Slug, Text, Url
from cmtool.model.shared import RegionId

SeriesId = Annotated[
    str,
    StringConstraints(max_length=130, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?$"),
    Ref("series"),
]
ItemKind = Literal[
    "update", "contribution", "field-report", "discussion", "decision", "dialogue", "celebrate", "ritual", "break"
]


class Event(Part):
    """The larger event around a meeting in person."""

    name: Public[Line] = Field(description="Name.")
    url: Public[Url | None] = Field(None, description="Address.")


class AgendaItem(Part):
    """A slot of the agenda."""

    identity: ClassVar[tuple[str, ...]] = ("title",)

    title: Public[Line] = Field(description="What it is about.")
    kind: Public[ItemKind] = Field(description="What kind of slot.")
    minutes: Public[Minutes] = Field(description="Timebox.")
    by: Public[MemberId | None] = Field(None, description="Who gives it.")
    group: Public[GroupId | None] = Field(None, description="Which group it comes from.")
    type: Public[Line | None] = Field(None, description="Of a contribution: country, cop, capacity-development, ...")
    summary: Public[Text | None] = Field(None, description="What was said, in a line or two.")


class Action(Part):
    """What somebody promised."""

    identity: ClassVar[tuple[str, ...]] = ("what",)

    what: Members[Line] = Field(description="What.")
    who: Members[MemberId] = Field(description="Who.")
    due: Members[Day | None] = Field(None, description="Until when.")
    done: Members[Day | None] = Field(None, description="When it was done.")


class Meeting(Record):
    """A meeting, planned, held or cancelled."""

    folder: ClassVar[str] = "meetings"
    singular: ClassVar[str] = "meeting"

    series: Public[SeriesId] = Field(description="A community series, `<group>/<series>`, or `event`.")
    title: Public[Line | None] = Field(None, description="Title, where the name of the series does not say it.")
    status: Public[Literal["planned", "held", "cancelled"]] = Field(description="Where it stands.")
    date: Public[Day] = Field(description="Day.")
    start: Public[Clock | None] = Field(None, description="Wall clock in `tz`.", examples=["13:00"])
    tz: Public[Annotated[Line, Ref("timezones")] | None] = Field(
        None, description="IANA zone; the series', then the community's by default."
    )
    minutes: Public[Minutes | None] = Field(None, description="Total length.")
    mode: Public[Literal["online", "in-person", "hybrid"]] = Field(description="How people meet.")
    url: Public[Url | None] = Field(None, description="Where to join.")
    event: Public[Event | None] = Field(None, description="The larger event around a meeting in person.")
    place: Public[Line | None] = Field(None, description="Place.")
    region: Public[RegionId | None] = Field(None, description="Region of the place.")
    cost: Public[Line | None] = Field(None, description="What taking part costs.")
    why_in_person: Public[Line | None] = Field(None, description="Why it is worth the travel.")
    groups: Public[list[GroupId]] = Field(
        default_factory=list, description="Groups that meet; empty for the whole community."
    )
    purposes: Public[list[Slug]] = Field(
        default_factory=list, description="Why people meet.", examples=[["community", "renewal"]]
    )
    format: Public[Literal["social", "quiet", "open", "structured"] | None] = Field(None, description="Style.")
    accessibility: Public[list[Slug]] = Field(
        default_factory=list, description="What is provided.", examples=[["captions"]]
    )
    quorum: Public[Count | None] = Field(None, description="People needed to decide.")
    facilitator: Public[MemberId | None] = Field(None, description="Who leads through it; a held meeting needs one.")
    notes_by: Public[MemberId | None] = Field(None, description="Who takes notes.")
    notes: Public[Url | None] = Field(None, description="Where the notes are.")
    opening: Public[Line | None] = Field(None, description="Opening ritual.")
    closing: Public[Line | None] = Field(None, description="Closing ritual.")
    agenda: Public[list[AgendaItem]] = Field(default_factory=list, description="Slots in order.")
    attended: Members[list[MemberId] | Count | None] = Field(
        None, description="Who came, or how many where names are not kept."
    )
    guests: Members[Count | None] = Field(None, description="People who are not members.")
    regrets: Public[list[GroupId]] = Field(default_factory=list, description="Groups that could not come.")
    decisions: Public[list[Annotated[Slug, Ref("decisions")]]] = Field(
        default_factory=list, description="Decisions taken."
    )
    actions: Members[list[Action]] = Field(default_factory=list, description="What was promised.")

    @property
    def attendees(self) -> list[str]:
        """Ids of those who came, each once; empty where only a number is kept."""
        return list(dict.fromkeys(self.attended)) if isinstance(self.attended, list) else []

    @property
    def attendance(self) -> int:
        """How many members came; who is listed twice came once."""
        return len(set(self.attended)) if isinstance(self.attended, list) else self.attended or 0
