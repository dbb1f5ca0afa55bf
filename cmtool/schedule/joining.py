"""Where to join: an address that everybody may read, or one whose secret lets in whoever has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from cmtool.model.evidence import groups_that_met
from cmtool.model.registry import Registry

_SECRET = re.compile(
    r"[?&;#/](?:"
    r"[\w.\[\]-]*(?:pwd|pass|token|secret|signature|jwt|credential|auth(?!user)|api_?key)[\w.\[\]-]*"
    r"|[a-z]*key|tk|zak|p|pw|pin|code|sig|invite"
    r")=[^&;#]",
    re.ASCII | re.IGNORECASE,
)
"""A part of a query or fragment whose name says that its value lets people in; also in an address within another."""
_DEEP = 4
"""How often an address may be encoded within another."""


def public_address(url: str | None) -> str | None:
    """The address to join if it may be published; None where a query, fragment or user part holds a secret."""
    if url is None:
        return None
    try:
        if "@" in urlsplit(url).netloc:
            return None
    except ValueError:
        return None
    text = url
    for _ in range(_DEEP):
        if _SECRET.search(text):
            return None
        text = unquote(text)
    return url


def kept_back(registry: Registry, group: str | None = None) -> Iterator[str]:
    """The places whose address to join is not published, of one group if asked."""
    for one in registry.all_groups.values():
        for series in one.meets if group in (None, one.id) else ():
            if series.url and public_address(series.url) is None:
                yield f"groups/{one.id} meets[{series.id}].url"
    for meeting in registry.meetings():
        is_asked = group is None or group in groups_that_met(meeting)
        if is_asked and meeting.url and public_address(meeting.url) is None:
            yield f"{meeting.ref} url"
