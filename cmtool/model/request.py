"""A request that reached us from outside: somebody wants to join, asks, tells us something, or asks for their data."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cmtool.model.record import GroupId, MemberId, Members, Part, Public, Record, Ref, SkillId
from cmtool.model.scalars import Day, Language, Line, Slug, Text
from cmtool.model.shared import RegionId

Outcome = Literal["joined", "answered", "referred", "not-now", "declined", "no-reply", "withdrawn", "duplicate"]


class Onboarding(Part):
    """The way of a newcomer, day by day."""

    call: Members[Day | None] = Field(None, description="Day of the onboarding call.")
    registered: Members[Day | None] = Field(None, description="Day on which the member's record was made.")
    mailed: Members[Day | None] = Field(None, description="Personal mail, a week after the call.")
    followed_up: Members[Day | None] = Field(None, description="Follow-up, a week after the mail.")


class ExpertAsked(Part):
    """Somebody who knows, and was asked."""

    identity: ClassVar[tuple[str, ...]] = ("member",)

    member: Members[MemberId] = Field(description="Who.")
    asked: Members[Day] = Field(description="Day of asking.")
    answered: Members[Day | None] = Field(None, description="Day of the answer.")


class Request(Record):
    """A request that reached us. No name, no address: the mailbox or the ticket knows the person."""

    folder: ClassVar[str] = "requests"
    singular: ClassVar[str] = "request"

    kind: Public[Literal["join", "query", "feedback", "privacy"]] = Field(description="What is asked.")
    received: Public[Day] = Field(description="Day on which it came.")
    source_: Public[Literal["email", "form", "ticket", "event", "chat", "person"]] = Field(
        alias="source", description="How it came."
    )
    ticket: Members[Line | None] = Field(None, description="Its name where it lies.", examples=["HELP-481"])
    funnel: Public[Slug | None] = Field(
        None, description="What brought the person: a channel or an event.", examples=["newsletter"]
    )
    summary: Members[Line] = Field(description="What it is about, in general words: no name, no address.")
    interests: Public[list[GroupId]] = Field(default_factory=list, description="Groups it is about.")
    skills: Members[list[SkillId]] = Field(default_factory=list, description="What the person offers or asks for.")
    region: Members[RegionId | None] = Field(None, description="Region of the person.")
    languages: Members[list[Annotated[Language, Ref("languages")]]] = Field(
        default_factory=list, description="BCP 47 tags.", examples=[["es"]]
    )
    need: Public[Annotated[Slug, Ref("needs")] | None] = Field(None, description="The need that it answers.")
    acknowledged: Members[Day | None] = Field(None, description="Pro-forma reply: it has arrived.")
    owner: Members[MemberId | None] = Field(None, description="Who looks after it.")
    routed: Members[Day | None] = Field(None, description="Day on which the owner got it.")
    first_response: Members[Day | None] = Field(
        None, description="First personal answer; the pro-forma reply does not count."
    )
    onboarding: Members[Onboarding | None] = Field(None, description="Of a join: the way in.")
    experts: Members[list[ExpertAsked]] = Field(default_factory=list, description="Of a query: who was asked.")
    answer: Members[Text | None] = Field(None, description="Of a query: the answer, or where it is.")
    outcome: Public[Outcome | None] = Field(None, description="How it ended.")
    member: Members[MemberId | None] = Field(None, description="Who joined.")
    referred_to: Members[Line | None] = Field(None, description="Where it was passed on to: a place, not a person.")
    reason: Members[Line | None] = Field(None, description="Why not, or not now.")
    closed: Public[Day | None] = Field(None, description="Day of the outcome.")

    @property
    def is_open(self) -> bool:
        """It has no outcome yet."""
        return self.outcome is None

    @property
    def is_routed(self) -> bool:
        """Somebody looks after it."""
        return self.owner is not None or self.routed is not None
