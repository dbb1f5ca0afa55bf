"""`community.yaml: policy`: periods in days and thresholds. A cadence set to null is off."""

from __future__ import annotations

from pydantic import Field

from cmtool.model.record import Part, Public
from cmtool.model.scalars import Count, Number


def _days(default: int | None, what: str) -> int | None:
    return Field(default, description=what)


class LifecyclePolicy(Part):
    """What opens the next stage, unless a group sets its own targets."""

    prototype_max: Public[Count] = Field(20, description="Most people in a prototype pathway.")
    new_more_than: Public[Count] = Field(25, description="More new contributors than this end `learning`.")
    growth: Public[Number] = Field(10.0, description="Growth of the active that ends `scaling`.")
    mentored: Public[Number] = Field(0.5, description="Share of joiners with a mentor.")


class Policy(Part):
    """Periods in days, unless said otherwise; null switches a cadence off."""

    route_within: Public[Count | None] = _days(3, "A request is routed.")
    acknowledge_within: Public[Count | None] = _days(2, "A pro-forma reply says that a request has arrived.")
    first_response_within: Public[Count | None] = _days(7, "A request gets a first personal answer.")
    follow_up_within: Public[Count | None] = _days(
        7, "A newcomer gets a personal mail after the onboarding call, and a follow-up after the mail."
    )
    close_within: Public[Count | None] = _days(60, "A request is closed.")
    privacy_within: Public[Count | None] = _days(30, "A data-protection request is closed.")
    inactive_after: Public[Count | None] = _days(180, "Without evidence a member counts as inactive.")
    group_silent: Public[Count | None] = _days(180, "Without a meeting or contribution a group counts as silent.")
    dissolve_after: Public[Count | None] = _days(180, "A group silent this long after its charter ended is dissolved.")
    verify_every: Public[Count | None] = _days(365, "Somebody confirms a record.")
    skills_every: Public[Count | None] = _days(365, "A self-evaluation is renewed.")
    spotlight_every: Public[Count | None] = _days(31, "A spotlight is published.")
    spotlight_repeat: Public[Count | None] = _days(365, "The same person is not shown again.")
    thanks_every: Public[Count | None] = _days(90, "A key person is thanked.")
    update_every: Public[Count | None] = _days(92, "Members hear how contributions are used.")
    assess_every: Public[Count | None] = _days(365, "The community assesses itself.")
    expert_within: Public[Count | None] = _days(7, "An expert answers.")
    tell_within: Public[Count | None] = _days(30, "People hear what their feedback did.")
    need_seen_within: Public[Count | None] = _days(30, "A need is published or somebody is asked.")
    propose_within: Public[Count | None] = _days(30, "A proposal is confirmed.")
    idea_within: Public[Count | None] = _days(90, "An idea finds a sponsor.")
    group_min_active: Public[Count | None] = _days(None, "Active participants expected in a group (people, not days).")
    every_tolerance: Public[Count] = Field(21, description="Days a series may be late.")
    in_person_tolerance: Public[Count] = Field(60, description="Days an in-person meeting may be late.")
    lifecycle: Public[LifecyclePolicy | None] = Field(None, description="What opens the next stage.")
