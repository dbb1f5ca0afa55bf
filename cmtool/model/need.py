"""A need: something the community looks for."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cmtool.model.record import GroupId, MemberId, Members, Part, Public, Record, Ref, SkillId
from cmtool.model.scalars import Count, Day, Language, Line, Slug, Text, Url
from cmtool.model.shared import RegionId


class Publication(Part):
    """Where a need was published."""

    identity: ClassVar[tuple[str, ...]] = ("channel", "date")

    channel: Public[Slug] = Field(description="A channel, or another place.", examples=["newsletter"])
    date: Public[Day] = Field(description="When.")
    url: Public[Url | None] = Field(None, description="Address.")


class Outreach(Part):
    """Somebody was asked: a member by id, or a place outside in general words."""

    identity: ClassVar[tuple[str, ...]] = ("date", "to", "member")

    date: Members[Day] = Field(description="When.")
    by: Members[MemberId] = Field(description="Who asked.")
    to: Members[Line | None] = Field(
        None, description="Where we asked: a list, a team; no name.", examples=["university list, Lima"]
    )
    member: Members[MemberId | None] = Field(None, description="Which member was asked.")
    result: Members[Literal["contacted", "interested", "joined", "declined", "silent"]] = Field(
        description="What came of it."
    )


class Need(Record):
    """Something the community looks for: a role to fill, a task, a challenge."""

    folder: ClassVar[str] = "needs"
    singular: ClassVar[str] = "need"

    title: Public[Line] = Field(description="What is looked for.")
    type: Public[Literal["role", "task", "challenge"]] = Field(description="What it is.")
    group: Public[GroupId] = Field(description="Who needs it.")
    status: Public[Literal["draft", "open", "filled", "closed"]] = Field(description="Where it stands.")
    opened: Public[Day] = Field(description="Day of opening.")
    closes: Public[Day | None] = Field(None, description="Last day to answer.")
    seats: Public[Count | None] = Field(None, description="How many people.")
    about: Public[Text | None] = Field(None, description="What there is to do, and what it takes.")
    skills: Public[dict[SkillId, Count]] = Field(
        default_factory=dict, description="Skills and their levels.", examples=[{"data-modelling": 3}]
    )
    languages: Public[list[Annotated[Language, Ref("languages")]]] = Field(
        default_factory=list, description="Languages that help.", examples=[["es"]]
    )
    regions: Public[list[RegionId]] = Field(default_factory=list, description="Regions we look in.")
    persona: Public[Line | None] = Field(
        None, description="Whom we think of, in general words.", examples=["Runs a land registry, knows its pains"]
    )
    starts: Public[Day | None] = Field(None, description="Of a challenge: first day.")
    ends: Public[Day | None] = Field(None, description="Of a challenge: last day.")
    published: Public[list[Publication]] = Field(default_factory=list, description="Where it was published.")
    outreach: Members[list[Outreach]] = Field(default_factory=list, description="Who was asked, and what came of it.")
    filled_by: Members[list[MemberId]] = Field(default_factory=list, description="Who took it.")
    result: Public[Text | None] = Field(None, description="What came of it.")

    @property
    def is_open(self) -> bool:
        """Somebody is still looked for."""
        return self.status == "open"
