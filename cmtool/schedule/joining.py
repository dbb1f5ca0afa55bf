"""Where to join: an address that everybody may read, or one whose secret lets in whoever has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from cmtool.model.addresses import addresses
from cmtool.model.evidence import groups_that_met
from cmtool.model.registry import Registry

_SECRET = re.compile(
    r"[?&;#/,!](?:"
    r"[\w.\[\]-]*(?:pwd|(?<!com)pass|token|secret|signature|jwt|credential|auth(?!user|ors?=)|api_?key|checksum|ticket"
    r"|sess(?:ion)?[_-]?(?:id|key)|(?:access|join|host|room|meeting)[_-]?(?:code|pin))[\w.\[\]-]*"
    r"|[\w-]*key|tk|zak|sid|p|pw|pin|otp|code|sig|hash|h?mac|invite|phone"
    r")[=:][^&;#]"
    r"|/(?:wa\.me|t\.me)/\+?[0-9]{7}"
    r"|/(?:pwd|passwd|password|passcode|token|secret|jwt|pin)/+[^/?&;#]",
    re.ASCII | re.IGNORECASE,
)
"""A name that says that the value behind it, or the next step of the path, lets people in; also in an address within
another."""
_TEAMS = re.compile(r"(?:@|%40)thread\.(?:v2|tacv2|skype)(?![\w.-])", re.IGNORECASE)
"""The end of a Teams meeting's id, which looks like a mail address."""
_DEEP = 16
"""How often an address may be encoded within another."""


def public_address(url: str | None) -> str | None:
    """The address to join if it may be published; None where any part of it holds a secret or a way to a person."""
    if url is None:
        return None
    try:
        if "@" in urlsplit(url).netloc:
            return None
    except ValueError:
        return None
    text = normalize("NFKC", url)
    for _ in range(_DEEP):
        if _SECRET.search(text) or next(addresses(_TEAMS.sub("", text)), None):
            return None
        text, before = normalize("NFKC", unquote(text)), text
        if text == before:
            return url
    return None


def kept_back(registry: Registry, group: str | None = None) -> Iterator[str]:
    """The places whose address to join is not published, of one group if asked."""
    for one in registry.all_groups.values():
        for series in one.meets if group in (None, one.id) else ():
            if series.url and public_address(series.url) is None:
                yield f"groups/{one.id} meets[{series.id}].url"
    for meeting in registry.meetings():
        if group is None or group in groups_that_met(meeting):
            places = (("url", meeting.url), ("event.url", meeting.event.url if meeting.event else None))
            yield from (f"{meeting.ref} {name}" for name, url in places if url and public_address(url) is None)
