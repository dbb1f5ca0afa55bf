"""A spotlight: a post that shows a member or a group to the world, from invitation to publication."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from cmtool.model.record import GroupId, MemberId, Members, Part, Public, Record
from cmtool.model.scalars import Day, Flag, Key, Line, Slug, Text, Url

Hashtag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+$")]

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class SpotlightConsent(Part):
    """The word of the person shown: this text, in these channels. The proof stays in the mailbox."""

    given: Members[Day] = Field(description="Day on which it was given.")
    channels: Members[list[Slug]] = Field(description="Channels that it covers.", examples=[["linkedin"]])
    text_seen: Members[Flag] = Field(False, description="The person has seen the text.")
    text: Members[Fingerprint | None] = Field(
        None, description="Fingerprint of the text that was seen; `cmtool spotlight approve` writes it."
    )
    withdrawn: Members[Day | None] = Field(None, description="Day on which it was taken back.")


class Image(Part):
    """The picture of a post."""

    path: Members[Line] = Field(description="Where it lies, from the registry.")
    alt: Members[Line] = Field(description="What it shows, in words.")
    credit: Members[Line | None] = Field(None, description="Who made it.")


class Post(Part):
    """A post that is out."""

    identity: ClassVar[tuple[str, ...]] = ("channel", "date")

    channel: Public[Slug] = Field(description="Channel.")
    date: Public[Day] = Field(description="When.")
    url: Public[Url] = Field(description="Address.")
    taken_down: Public[Day | None] = Field(None, description="Day on which it was taken down.")


class Spotlight(Record):
    """A post that shows a member or a group, from invitation to publication."""

    folder: ClassVar[str] = "spotlights"
    singular: ClassVar[str] = "spotlight"

    member: Members[MemberId | None] = Field(None, description="Who is shown; or `group`.")
    group: Members[GroupId | None] = Field(None, description="Which group is shown; or `member`.")
    planned: Members[Day] = Field(description="Day on which it shall be posted.")
    status: Members[Literal["invited", "answered", "approved", "published", "withdrawn"]] = Field(
        description="Where it stands."
    )
    channels: Members[list[Slug]] = Field(description="Where it shall be posted.", examples=[["linkedin"]])
    answers: Members[dict[Key, Text]] = Field(
        default_factory=dict, description="Answers by question, see `spotlight.questions` of community.yaml."
    )
    quote: Members[Line | None] = Field(None, description="A sentence for the card.")
    hashtags: Members[list[Hashtag]] = Field(default_factory=list, description="Without `#`, CamelCase.")
    image: Members[Image | None] = Field(None, description="A picture of their own.")
    consent: Members[SpotlightConsent | None] = Field(None, description="Consent to this text.")
    approved_by: Members[MemberId | None] = Field(None, description="Who approved it: not the person shown.")
    published: Members[list[Post]] = Field(default_factory=list, description="Where it is out.")

    @property
    def is_under_way(self) -> bool:
        """It is asked for or written, and not out yet."""
        return self.status in ("invited", "answered", "approved")
