"""An activity: what somebody did for the community, or the community for somebody."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from cmtool.model.record import GroupId, MemberId, Members, Record, Ref
from cmtool.model.scalars import Day, Flag, Line, Slug, Text, Url

ActivityKind = Literal[
    "contribution",
    "thanks",
    "recognition",
    "checkin",
    "connect",
    "update",
    "story",
    "learning",
    "renewal",
    "advocacy",
]
ContributionType = Literal[
    "spec", "review", "code", "docs", "test", "translation", "talk", "mentoring", "event", "feedback"
]
RecordRef = Annotated[str, StringConstraints(max_length=130, pattern=r"^[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*$"), Ref("*")]


class Activity(Record):
    """What somebody did for the community, or the community for somebody."""

    folder: ClassVar[str] = "activities"
    singular: ClassVar[str] = "activity"
    shelf: ClassVar[str] = "date"

    kind: Members[ActivityKind] = Field(description="What it is.")
    date: Members[Day] = Field(description="Day.")
    by: Members[MemberId] = Field(description="Who did it; of a contribution, who writes it down.")
    members: Members[list[MemberId]] = Field(default_factory=list, description="For whom, or whose work.")
    groups: Members[list[GroupId]] = Field(default_factory=list, description="Groups that it is about.")
    type: Members[ContributionType | None] = Field(None, description="Of a contribution: what kind of work.")
    text: Members[Text] = Field(description="What was done or said.")
    next_step: Members[Line | None] = Field(None, description="Of thanks: one modest step.")
    about: Members[list[RecordRef]] = Field(
        default_factory=list,
        description="Records it is about, with their folders.",
        examples=[["activities/2026-08-30-contribution-amina"]],
    )
    url: Members[Url | None] = Field(None, description="Address of the work.")
    used_in: Members[Line | None] = Field(None, description="Of a contribution: what it is used in.")
    public: Members[Flag] = Field(False, description="It was said in public.")
    channel: Members[Slug | None] = Field(None, description="Where it was said.")
    audience: Members[Literal["members", "leaders", "managers"] | None] = Field(None, description="To whom.")
    formal: Members[Flag | None] = Field(None, description="Of learning: a course, not a conversation.")
    goal: Members[Line | None] = Field(None, description="Of a story: the goal that it is about.")
    needs: Members[Text | None] = Field(None, description="Of a check-in: what the person needs, in general words.")
