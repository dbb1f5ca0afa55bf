"""A skill of the catalogue."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from cmtool.model.record import Public, Record, Ref
from cmtool.model.scalars import Line, Slug, Text, Url


class Skill(Record):
    """A skill of the catalogue: what people offer, learn and look for."""

    folder: ClassVar[str] = "skills"
    singular: ClassVar[str] = "skill"

    name: Public[Line] = Field(description="Name.")
    category: Public[Annotated[Slug, Ref("skill_categories")]] = Field(description="Category.")
    about: Public[Text] = Field(description="What it means to have it.")
    aliases: Public[list[Line]] = Field(default_factory=list, description="Other words for it.")
    same_as: Public[list[Url]] = Field(default_factory=list, description="Addresses in ESCO or SFIA.")
    levels: Public[dict[Annotated[str, StringConstraints(pattern=r"^[1-5]$")], Line]] = Field(
        default_factory=dict, description="Own wording of a level."
    )
    status: Public[Literal["active", "retired"]] = Field(
        "active", description="Retired skills are not offered any more."
    )
