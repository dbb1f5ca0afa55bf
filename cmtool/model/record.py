"""What all records share: strict frozen models, who may see a field, what a field refers to."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from cmtool.finding import Due, Finding
from cmtool.model.scalars import Slug
from cmtool.source import Source

T = TypeVar("T")


class Visibility(IntEnum):
    """Who may see a field. A field that does not say is private."""

    PUBLIC = 0
    MEMBERS = 1
    PRIVATE = 2
    SENSITIVE = 3


Public = Annotated[T, Visibility.PUBLIC]
"""Anyone, if the person consented to listing."""
Members = Annotated[T, Visibility.MEMBERS]
"""The members of the community: whoever can read the registry, and drafts."""
Private = Annotated[T, Visibility.PRIVATE]
"""The people who run the community: output with `--private` only."""
Sensitive = Annotated[T, Visibility.SENSITIVE]
"""Nobody as a single value; only counted, with suppression. Lives in the overlay of a public registry."""


class Ref:
    """Marks a field that names something: a kind's folder, a vocabulary of `community.yaml`, or `*` for `folder/id`."""

    __slots__ = ("target",)

    def __init__(self, target: str) -> None:
        self.target = target


MemberId = Annotated[Slug, Ref("members")]
GroupId = Annotated[Slug, Ref("groups")]
SkillId = Annotated[Slug, Ref("skills")]


class Part(BaseModel):
    """A piece of a record."""

    identity: ClassVar[tuple[str, ...]] = ()
    """The fields by which an item of a list stays the same item while others change; the first one names it."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)


class Record(Part):
    """A record: one file, its name is the id."""

    folder: ClassVar[str]
    singular: ClassVar[str]
    shelf: ClassVar[str] = ""
    """The field whose year is the sub-folder of a new record; empty for kinds that lie in one folder."""

    formerly: Public[list[Slug]] = Field(default_factory=list, description="Ids this record had before it was renamed.")

    # Slots, not pydantic's private attributes: those cost ten times as much at every record.
    __slots__ = ("_id", "_source")
    if TYPE_CHECKING:
        _id: str
        _source: Source

    def placed(self, id: str, source: Source) -> Record:
        """The record with the id of its file and the positions of its values; called once, by the loader."""
        object.__setattr__(self, "_id", id)
        object.__setattr__(self, "_source", source)
        return self

    @property
    def id(self) -> str:
        """The name of the file."""
        return self._id

    @property
    def source(self) -> Source:
        """The file, and where each value stands in it."""
        return self._source

    @property
    def ref(self) -> str:
        """The full reference: `folder/id`."""
        return f"{self.folder}/{self.id}"

    def finding(
        self,
        code: str,
        field: str | tuple[str | int, ...],
        message: str,
        *,
        hint: str = "",
        due: Due | None = None,
        **rest: Any,
    ) -> Finding:
        """A finding about a field of this record."""
        path = (field,) if isinstance(field, str) and field else field or ()
        return Finding(code, self.source, path, message, hint, self.ref, due=due, **rest)
