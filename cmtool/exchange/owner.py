"""Whom a new registry belongs to, as the options of an import say it: each text is taken, or refused by its option."""

from __future__ import annotations

from cmtool.document.screen import refused
from cmtool.errors import CmtoolError
from cmtool.model.addresses import addresses
from cmtool.model.beginning import mailbox

_LONGEST = 200


def community_name(text: str) -> str:
    """The name of the community on one line."""
    return _line("--name", text, "the name of the community, as 'Meridian Stack'")


def manager_name(text: str) -> str:
    """The name of who looks after the registry, on one line."""
    return _line("--manager", text, "a name as it is to be shown, as 'Amina Diallo'")


def contact(address: str, manager: str) -> dict[str, str]:
    """Where mail goes, and the id of the member who reads it."""
    try:
        return {"address": mailbox(address), "owner": manager}
    except CmtoolError as error:
        raise CmtoolError(f"--contact: {error}") from None


def _line(option: str, text: str, expected: str) -> str:
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST or refused(text) or next(addresses(text), None) is not None:
        raise CmtoolError(f"{option}: expected {expected}")
    return text
