"""`spotlight publish`: the post is out in a channel; written down only where the consent covers that."""

from __future__ import annotations

from datetime import date

from cmtool.edits._spotlights import put, refuse_ahead, refuse_withdrawn, require_channels, require_subject, stepped
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Insert
from cmtool.model.registry import Registry
from cmtool.model.showing import obstacle
from cmtool.model.spotlight import Spotlight
from cmtool.schedule.proposal.judge import caution_on
from cmtool.schedule.showing_steps import next_command, remedy, standing


def published(
    registry: Registry, spotlight: Spotlight, url: str, channel: str | None, day: date, today: date
) -> ChangeSet:
    """A post more. The day is the one on which it went out."""
    refuse_withdrawn(spotlight)
    refuse_ahead("--on", day, today)
    require_channels([channel] if channel is not None else [])
    if spotlight.status not in ("approved", "published"):
        then = next_command(registry, spotlight, today)
        raise CmtoolError(f"{spotlight.ref} is {spotlight.status}, not approved: nothing goes out before; next: {then}")
    require_subject(registry, spotlight)
    where = channel or _only(spotlight)
    for post in standing(spotlight):
        if post.channel == where and (post.url, post.date) == (url, day):
            return stepped(registry, spotlight, [], "published", today)
        if post.channel == where:
            correct = f"cmtool set {spotlight.ref} 'published[{where}].url=URL'"
            raise CmtoolError(f"{spotlight.ref} is out in '{where}' since {post.date}; to correct it: {correct}")
    why = obstacle(registry, spotlight, where, day)
    if why is not None:
        help = remedy(registry, spotlight, where, day)
        raise CmtoolError(f"{spotlight.ref} may not be shown in '{where}' on {day}: {why}\n{help}")
    edits: list[Edit] = [Insert(("published",), {"channel": where, "date": day, "url": url})]
    edits += [] if where in spotlight.channels else [Insert(("channels",), where)]
    edits += put(spotlight, "status", "published")
    return stepped(registry, spotlight, edits, f"published in {where}", today, notes=_notes(registry, day))


def _only(spotlight: Spotlight) -> str:
    """The channel that is meant where one is left."""
    out = {post.channel for post in standing(spotlight)}
    left = [channel for channel in spotlight.channels if channel not in out] or spotlight.channels
    if len(left) != 1:
        raise CmtoolError(f"in which channel? Say --channel with one of: {', '.join(left) or 'none yet'}")
    return left[0]


def _notes(registry: Registry, day: date) -> list[str]:
    window = caution_on(registry, day)
    if window is None:
        return []
    return [f"{day} lies in a time for caution, {window.starts} to {window.ends}: {window.note}"]
