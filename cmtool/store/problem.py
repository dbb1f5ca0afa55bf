"""A value that does not fit its field, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cmtool.model.plain import Plain
from cmtool.source import Field


class Problem(NamedTuple):
    """A value that does not fit: pydantic's name for it, where, the value, details; `other` is the alternative."""

    kind: str
    field: Field
    given: Any
    context: Mapping[str, Any] = {}
    at_key: bool = False
    other: Any = None

    @property
    def text(self) -> str | None:
        """The scalar that was given, quoted or not."""
        if isinstance(self.given, Plain):
            return self.given.text
        return self.given if isinstance(self.given, str) else None
