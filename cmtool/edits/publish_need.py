"""`need publish`: where a need was published, and when."""

from __future__ import annotations

from datetime import date

from cmtool.edits._needs import change_of, refuse_address, require_past, sought
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Insert, Put
from cmtool.model.need import Need
from cmtool.model.registry import Registry
from cmtool.suggestion import did_you_mean, nearest


def published(
    registry: Registry, id: str, channel: str, today: date, day: date | None = None, url: str | None = None
) -> ChangeSet:
    """A publication, today unless `day` says otherwise. One of that day and channel gets the address instead."""
    need = sought(registry, id, "published")
    refuse_address("CHANNEL", channel)
    refuse_address("--url", url or "")
    require_past("--on", day := day or today, today)
    at = next((at for at, known in enumerate(need.published) if (known.channel, known.date) == (channel, day)), None)
    edits = [_entry(channel, day, url)] if at is None else _address(need, at, url)
    return change_of(registry, need, f"published in {channel}", edits, today, _notes(registry, channel))


def _entry(channel: str, day: date, url: str | None) -> Edit:
    return Insert(("published",), {"channel": channel, "date": day, **({"url": url} if url else {})})


def _address(need: Need, at: int, url: str | None) -> list[Edit]:
    """The address of a publication that is there."""
    known = need.published[at]
    if url is None:
        raise CmtoolError(f"{need.ref} was published in {known.channel} on {known.date}; nothing to change")
    return [] if known.url == url else [Put(("published", at, "url"), url)]


def _notes(registry: Registry, channel: str) -> list[str]:
    """A channel that the community does not list."""
    known = [one.id for one in registry.community.channels] if registry.community else []
    if not known or channel in known:
        return []
    guess = did_you_mean(nearest(channel, known)) or f"; those are: {', '.join(known)}"
    return [f"'{channel}' is not one of the channels of community.yaml{guess}"]
