"""Parts that groups and the community share: lifecycle and pathway."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cmtool.model.record import MemberId, Part, Public, Ref
from cmtool.model.scalars import Count, Day, Flag, Key, Line, Number, Share, Slug

Stage = Literal["pre-work", "starting", "learning", "scaling", "sustaining"]
Level = Literal["casual", "active", "core"]
OrganisationId = Annotated[Slug, Ref("organisations")]
RegionId = Annotated[Slug, Ref("regions")]


class Commitment(Part):
    """What an activator has been given for the task."""

    time: Public[Share | None] = Field(None, description="Share of working time.", examples=["20%"])
    in_goals: Public[Flag | None] = Field(None, description="The task stands in the person's own goals.")
    backed_by: Public[OrganisationId | None] = Field(None, description="Organisation that backs it.")


class Baseline(Part):
    """The measure from which growth is counted."""

    date: Public[Day] = Field(description="Day of the count.")
    active: Public[Count] = Field(description="Active contributors on that day.")


class Risk(Part):
    """A risk of the stage, and what is done about it."""

    identity: ClassVar[tuple[str, ...]] = ("id",)

    id: Public[Slug] = Field(description="Name of the risk.", examples=["not-delegating"])
    status: Public[Literal["open", "handled", "accepted", "gone"]] = Field(description="Where it stands.")
    action: Public[Line | None] = Field(None, description="What is done about it.")


class Targets(Part):
    """What opens the next stage here, where it differs from `policy.lifecycle`."""

    prototype_max: Public[Count | None] = Field(None, description="Most people in a prototype pathway.")
    new_more_than: Public[Count | None] = Field(None, description="More new contributors than this end `learning`.")
    growth: Public[Number | None] = Field(None, description="Growth of the active that ends `scaling`.")
    mentored: Public[Number | None] = Field(None, description="Share of joiners with a mentor, 0 to 1.")


class Lifecycle(Part):
    """Stage of a group or of the community (Mozilla contribution lifecycle)."""

    stage: Public[Stage] = Field(description="Stage.")
    since: Public[Day] = Field(description="First day of the stage.")
    activator: Public[MemberId | None] = Field(None, description="Who builds the pathway.")
    partner: Public[MemberId | None] = Field(None, description="Community-building partner of the activator.")
    commitment: Public[Commitment | None] = Field(None, description="What the activator was given.")
    baseline: Public[Baseline | None] = Field(None, description="From where growth is counted.")
    milestones: Public[dict[Key, Day]] = Field(default_factory=dict, description="Milestones reached: id and day.")
    risks: Public[list[Risk]] = Field(default_factory=list, description="Risks of the stage.")
    targets: Public[Targets | None] = Field(None, description="Own targets.")


class PathwayStep(Part):
    """A step on the way from newcomer to core, in order."""

    identity: ClassVar[tuple[str, ...]] = ("id",)

    id: Public[Slug] = Field(description="Name of the step, used in `members[].steps`.", examples=["first-comment"])
    name: Public[Line] = Field(description="What the person does.")
    level: Public[Level] = Field(description="Level that the step opens.")
    how: Public[Line | None] = Field(None, description="How we see it, or what helps.")
    next: Public[Line | None] = Field(None, description="What we propose next.")
