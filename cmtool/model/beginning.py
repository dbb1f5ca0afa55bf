"""What a new registry begins with: its manager's role, and a shared mailbox."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from cmtool.errors import CmtoolError
from cmtool.model.community import Address

MANAGER: Final = "community-manager"
"""The id of the role."""
MANAGER_ROLE: Final[dict[str, Any]] = {
    "name": "Community manager",
    "scope": "community",
    "acts_as": ["manager"],
    "description": "Keeps the community going and the registry true",
    "does": ["Answers the shared mailbox", "Looks after the registry"],
}
MAILBOX: Final[dict[str, Any]] = {
    "id": "mailbox",
    "purpose": "Write to the shared mailbox, and we answer",
    "gathering": True,
}
"""The channel to start with, until people name a better one."""
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


def mailbox(text: str) -> str:
    """The address of the shared mailbox. CmtoolError where it is none."""
    try:
        return _ADDRESS.validate_python(text.strip().removeprefix("mailto:"))
    except ValidationError:
        raise CmtoolError("expected the address of a shared mailbox, as community@meridian.example") from None
