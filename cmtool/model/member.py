"""A person in the community. The person owns the file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cmtool.model.record import MemberId, Members, Part, Private, Public, Record, Ref, Sensitive, SkillId
from cmtool.model.scalars import (
    Count,
    Country,
    Day,
    DayOrDeclined,
    DayOrUnknown,
    Flag,
    Handle,
    Key,
    Language,
    Line,
    Share,
    Slug,
    Text,
)
from cmtool.model.shared import OrganisationId

Gender = Literal["woman", "man", "another", "undisclosed"]
RegionOrUnknown = Annotated[Slug, Ref("regions?")]


class Affiliation(Part):
    """An organisation the person works for or speaks for."""

    identity: ClassVar[tuple[str, ...]] = ("org",)

    org: Public[OrganisationId] = Field(description="Organisation.")
    since: Public[Day | None] = Field(None, description="First day.")
    until: Public[Day | None] = Field(None, description="Last day.")


class CommunityRole(Part):
    """A role held in the whole community."""

    identity: ClassVar[tuple[str, ...]] = ("role",)

    role: Public[Annotated[Slug, Ref("roles")]] = Field(description="Role of scope `community`.")
    since: Public[Day] = Field(description="First day.")
    until: Public[Day | None] = Field(None, description="Last day.")
    time: Public[Share | None] = Field(None, description="Share of working time.", examples=["50%"])

    def is_open(self, day: Day) -> bool:
        """The role is held on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def goes_on(self, day: Day) -> bool:
        """The role is held on that day, and that is not its last one."""
        return self.is_open(day) and self.runs_after(day)

    def runs_after(self, day: Day) -> bool:
        """The role is not over on the evening of that day, or begins only later."""
        return self.until is None or self.until > day


class Availability(Part):
    """What the person can give."""

    hours_per_month: Members[Count | None] = Field(None, description="Hours a month.")
    mentoring: Members[Flag | None] = Field(None, description="Would mentor a newcomer.")


class Endorsement(Part):
    """A colleague's word on a skill."""

    identity: ClassVar[tuple[str, ...]] = ("by",)

    by: Members[MemberId] = Field(description="Who says it.")
    date: Members[Day] = Field(description="When.")
    level: Members[Count] = Field(description="Level seen, 1 to 5.")


class MemberSkill(Part):
    """A self-evaluation: not a test, and no ranking."""

    identity: ClassVar[tuple[str, ...]] = ("skill",)

    skill: Members[SkillId] = Field(description="Skill of the catalogue.")
    level: Members[Count] = Field(description="1 learning it; 2 with help; 3 on my own; 4 hard cases; 5 I teach it.")
    date: Members[Day] = Field(description="Day of the evaluation.")
    state: Members[Literal["proposed", "confirmed"]] = Field(
        description="`proposed` by a lead, `confirmed` by the person."
    )
    want: Members[Literal["offer", "learn", "rest"] | None] = Field(
        None, description="Offer it, learn it, or let it rest."
    )
    evidence: Members[Line | None] = Field(None, description="Where it was shown.")
    endorsed: Members[list[Endorsement]] = Field(default_factory=list, description="Colleagues who affirm it.")


class Member(Record):
    """A person in the community. The person owns the file."""

    folder: ClassVar[str] = "members"
    singular: ClassVar[str] = "member"

    name: Public[Line | None] = Field(
        None, description="As the person wants it shown.", json_schema_extra={"required_unless": "removed"}
    )
    status: Public[Literal["onboarding", "active", "paused", "alumni", "removed"]] = Field(
        description="Where the person stands."
    )
    joined: Public[DayOrUnknown | None] = Field(None, description="Day of joining, or unknown.")
    left: Public[DayOrUnknown | None] = Field(None, description="Last day, or unknown; alumni need it.")
    region: Public[RegionOrUnknown | None] = Field(None, description="Region, or unknown.")
    country: Public[Annotated[Country, Ref("countries")] | None] = Field(
        None, description="ISO 3166 code.", examples=["SN"]
    )
    timezone: Members[Annotated[Line, Ref("timezones")] | None] = Field(
        None, description="IANA zone.", examples=["Africa/Dakar"]
    )
    languages: Public[list[Annotated[Language, Ref("languages")]]] = Field(
        default_factory=list, description="BCP 47 tags.", examples=[["fr", "wo"]]
    )
    affiliations: Public[list[Affiliation]] = Field(default_factory=list, description="Organisations.")
    roles: Public[list[CommunityRole]] = Field(default_factory=list, description="Roles in the whole community.")
    links: Public[dict[Key, Handle]] = Field(
        default_factory=dict, description="Handles by platform; no mail address.", examples=[{"github": "amina-d"}]
    )
    availability: Members[Availability | None] = Field(None, description="What the person can give.")
    code_of_conduct: Members[Day | None] = Field(None, description="Day of agreement.")
    consents: Members[dict[Literal["listing", "spotlight", "statistics", "photo"], DayOrDeclined]] = Field(
        default_factory=dict, description="Day given, or declined. Without `listing` the name is not published."
    )
    skills: Members[list[MemberSkill]] = Field(default_factory=list, description="Self-evaluation.")
    other_skills: Members[list[Line]] = Field(
        default_factory=list, description="Skills that are not in the catalogue yet."
    )
    verified: Members[Day | None] = Field(None, description="Somebody last confirmed the record.")
    gender: Sensitive[Gender | None] = Field(None, description="Self-declared; overlay only in a public registry.")
    notes: Private[Text | None] = Field(None, description="Private notes; overlay only in a public registry.")

    @property
    def is_current(self) -> bool:
        """Onboarding, active or paused."""
        return self.status in ("onboarding", "active", "paused")

    def consents_to(self, purpose: str, day: Day) -> bool:
        """The person consented to this purpose, on that day or before."""
        given = self.consents.get(purpose)  # type: ignore[call-overload]
        return isinstance(given, date) and given <= day

    def affiliation(self, day: Day) -> str | None:
        """The organisation of the person on a day; the latest one if several."""
        open_ones = [
            a for a in self.affiliations if (a.since is None or a.since <= day) and (a.until is None or day <= a.until)
        ]
        return max(open_ones, key=lambda a: str(a.since or "")).org if open_ones else None

    def organisations(self, day: Day) -> list[str]:
        """The organisations that the person has not left before a day, each once."""
        return list(dict.fromkeys(a.org for a in self.affiliations if a.until is None or a.until >= day))


class OverlayMember(Record):
    """Sensitive fields of a person, in a folder of their own."""

    folder: ClassVar[str] = "members"
    singular: ClassVar[str] = "overlay"

    gender: Sensitive[Gender | None] = Field(None, description="Self-declared.")
    notes: Private[Text | None] = Field(None, description="Private notes.")
    skills: Private[list[MemberSkill]] = Field(
        default_factory=list, description="Self-evaluation, where the person wants it private."
    )
