"""`community.yaml`: who we are, our vocabularies, our policy."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from cmtool.model.policy import Policy
from cmtool.model.record import MemberId, Part, Public, Record, Ref, SkillId
from cmtool.model.scalars import Count, Country, Day, Every, Flag, Key, Line, Slug, Text, Url, to_count
from cmtool.model.shared import Lifecycle, PathwayStep

Function = Literal["lead", "triage", "manager", "champion", "sponsor", "librarian", "ambassador", "expert"]
"""What the code asks of a role; its id is the community's own word."""

SCHEMA = 1
"""The version of the record format that this cmtool reads."""

Address = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\s@]+@[^\s@]+\.[^\s@]+$")]


def _to_schema(value: Any) -> int:
    """A registry of another format is not read by halves."""
    try:
        if to_count(value) == SCHEMA:
            return SCHEMA
    except PydanticCustomError:
        pass
    raise PydanticCustomError("expected", "{what}", {"what": str(SCHEMA)})


class Contact(Part):
    """The one door for interested people."""

    address: Public[Address] = Field(
        description="Shared mailbox; the only address in the registry.", examples=["community@meridian.example"]
    )
    owner: Public[MemberId] = Field(description="Who reads it.")


class Organisation(Part):
    """An organisation that members belong to."""

    name: Public[Line] = Field(description="Name.")
    kind: Public[Literal["partner", "government", "company", "ngo", "academia", "other"]] = Field(
        description="What it is."
    )
    country: Public[Annotated[Country, Ref("countries")] | None] = Field(
        None, description="ISO 3166 code.", examples=["EE"]
    )
    expertise: Public[Line | None] = Field(None, description="What it is good at.")


class Role(Part):
    """A role people hold, in the community or in a group."""

    name: Public[Line] = Field(description="Name as shown.")
    scope: Public[Literal["community", "group"]] = Field(
        description="Where it is held: `roles` of a member, or `members` of a group."
    )
    acts_as: Public[list[Function]] = Field(default_factory=list, description="What cmtool may expect of the holder.")
    description: Public[Line | None] = Field(None, description="What the role is for.")
    does: Public[list[Line]] = Field(default_factory=list, description="Duties.")
    baseline: Public[dict[SkillId, Count]] = Field(
        default_factory=dict, description="Skill levels the role needs.", examples=[{"facilitation": 3}]
    )


class Series(Part):
    """A series of community-wide meetings."""

    name: Public[Line] = Field(description="Name as shown.")
    every: Public[Every | None] = Field(None, description="How often.", examples=["92d"])
    in_person_every: Public[Every | None] = Field(None, description="How often in person.", examples=["365d"])
    needs: Public[list[Literal["contribution", "field-report", "dialogue"]]] = Field(
        default_factory=list, description="Agenda items each meeting must have."
    )


class ReviewRule(Part):
    """Who approves a change of some files; the first match holds."""

    identity: ClassVar[tuple[str, ...]] = ("paths",)

    paths: Public[Line] = Field(description="Paths from the registry, with `*`.", examples=["groups/*"])
    by: Public[Annotated[Slug, Ref("reviewers")]] = Field(
        description="`self`, `leads`, `owner`, `manager`, or a member."
    )


class Waiver(Part):
    """A warning that is silenced for a reason, until a day."""

    identity: ClassVar[tuple[str, ...]] = ("record", "code")

    code: Public[Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}[0-9]{3}$")]] = Field(
        description="Rule.", examples=["MEM201"]
    )
    record: Public[
        Annotated[str, StringConstraints(pattern=r"^(?:\*|community|[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*)$"), Ref("*")]
    ] = Field(description="Reference of the record, or `*`.")
    reason: Public[Line] = Field(description="Why.")
    until: Public[Day] = Field(description="Last day.")


class Channel(Part):
    """A place where people talk."""

    identity: ClassVar[tuple[str, ...]] = ("id",)

    id: Public[Slug] = Field(description="Name in the registry.")
    url: Public[Url | None] = Field(None, description="Address.")
    purpose: Public[Line] = Field(description="What it is for.")
    gathering: Public[Flag] = Field(False, description="The one place to start.")
    reviewed: Public[Day | None] = Field(None, description="Last time somebody checked it.")


class Rituals(Part):
    """Ways to open and close a meeting."""

    opening: Public[list[Line]] = Field(default_factory=list, description="Opening questions or acts.")
    closing: Public[list[Line]] = Field(default_factory=list, description="Closing ones.")


class CautionWindow(Part):
    """A time in which we do not post or ask."""

    identity: ClassVar[tuple[str, ...]] = ("starts",)

    starts: Public[Day] = Field(description="First day.")
    ends: Public[Day] = Field(description="Last day.")
    note: Public[Line] = Field(description="Why.")


class SpotlightSettings(Part):
    """How a spotlight on a person is asked and written."""

    max_chars: Public[Count] = Field(3000, description="Length limit of a post.")
    questions: Public[dict[Key, Line]] = Field(
        {
            "who": "Who are you, and what do you work on?",
            "how": "How did you come to this community?",
            "proud": "Which contribution are you proud of?",
            "help": "Where is help needed, and how can people join?",
        },
        description="Questions in their order: id and text.",
    )
    hashtags: Public[list[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+$")]]] = Field(
        default_factory=list, description="Hashtags without `#`, CamelCase."
    )


class Privacy(Part):
    """Who can read the registry, and how small a count may be shown."""

    visibility: Public[Literal["public", "private"]] = Field(description="Who can read the git repository.")
    min_cell: Public[Count] = Field(5, description="Smallest count shown in tables made from overlay data.")
    overlay: Public[Line | None] = Field(
        None, description="Folder with sensitive fields, from the registry.", examples=["../../meridian-private"]
    )


class Community(Record):
    """Who we are, our vocabularies, our policy. One file at the top of the registry."""

    folder: ClassVar[str] = ""
    singular: ClassVar[str] = "community"

    schema_: Public[Annotated[int, BeforeValidator(_to_schema)]] = Field(
        alias="schema", description=f"Version of the record format; this cmtool reads schema {SCHEMA}."
    )
    name: Public[Line] = Field(description="Name of the community.")
    today: Public[Day | None] = Field(None, description="Freezes the day of a sample or an archive.")
    timezone: Public[Annotated[Line, Ref("timezones")]] = Field(
        "UTC", description="IANA zone: when a day ends, and the wall clock of meetings without `tz`."
    )
    contact: Public[Contact] = Field(description="The one door for interested people.")
    code_of_conduct: Public[Url | None] = Field(None, description="Address of the code of conduct.")
    regions: Public[list[Slug]] = Field(description="Own vocabulary of regions.")
    organisations: Public[dict[Slug, Organisation]] = Field(description="Organisations by id.")
    roles: Public[dict[Slug, Role]] = Field(description="Roles by id.")
    skill_categories: Public[list[Slug]] = Field(
        ["technical", "domain", "community-management", "communication", "language", "legal", "design"],
        description="Own vocabulary of skill categories.",
    )
    series: Public[dict[Slug, Series]] = Field(default_factory=dict, description="Community-wide meeting series by id.")
    review: Public[list[ReviewRule]] = Field(default_factory=list, description="Who approves a change.")
    keys: Public[Line | None] = Field(None, description="File of allowed signers; principals are member ids.")
    waivers: Public[list[Waiver]] = Field(
        default_factory=list, description="Warnings silenced for a reason, until a day."
    )
    channels: Public[list[Channel]] = Field(default_factory=list, description="Where people talk.")
    rituals: Public[Rituals] = Field(
        Rituals.model_construct(opening=[], closing=[]), description="Openings and closings of meetings."
    )
    tone: Public[Text | None] = Field(None, description="How we write; printed over drafts.")
    sensitivities: Public[list[CautionWindow]] = Field(default_factory=list, description="Times for caution.")
    skills_purpose: Public[Text | None] = Field(None, description="Why skills are collected; printed on the form.")
    spotlight: Public[SpotlightSettings | None] = Field(None, description="How spotlights are asked and written.")
    policy: Public[Policy | None] = Field(None, description="Periods and thresholds; see docs.")
    privacy: Public[Privacy] = Field(description="Who can read the registry.")
    lifecycle: Public[Lifecycle | None] = Field(None, description="Stage of the whole community.")
    pathway: Public[list[PathwayStep]] = Field(
        default_factory=list, description="Default steps for groups without their own."
    )

    @property
    def ref(self) -> str:
        """There is only one."""
        return "community"
