"""What speaks for and against showing somebody, in words with the numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.schedule.proposal.judge import caution_on
from cmtool.schedule.showing_balance import NOWHERE, Share


def reasons(
    registry: Registry, member: Member, last: date | None, asked: Collection[str], shares: list[Share], day: date
) -> Iterator[str]:
    """Why it is their turn: how long not shown, region and group behind their share, consent, how long a member."""
    yield f"last shown on {last}, {(day - last).days} days before" if last else "never shown"
    for kind in ("region", "group"):
        behind = [share for share in shares if share.part.kind == kind and share.short > 0]
        yield from (told(share) for share in behind[:1])
    if asked:
        yield f"to be asked: consent to {' and '.join(asked)}"
    else:
        yield f"has consented on {member.consents['spotlight']}"
    if isinstance(member.joined, date):
        yield f"a member since {member.joined}"


def against(registry: Registry, shares: list[Share], day: date) -> Iterator[str]:
    """What speaks against it: a region or group that was shown more than its share, a time for caution."""
    for kind in ("region", "group"):
        ahead = [share for share in shares if share.part.kind == kind and 2 * share.short <= -share.all]
        yield from (f"{told(share)} already" for share in ahead[-1:])
    window = caution_on(registry, day)
    if window:
        yield f"in a time for caution, {window.starts} to {window.ends}: {window.note}"


def told(share: Share) -> str:
    """`americas: 14% of those who may be shown, 0 of 7 spotlights`."""
    percent = (200 * share.people + share.all) // (2 * share.all) if share.all else 0
    if share.part.id == NOWHERE:
        name = "region unknown" if share.part.kind == "region" else "in no group"
    else:
        name = share.part.id
    shown = f"{share.shown} of {share.spotlights} spotlights" if share.spotlights else "no spotlight yet"
    return f"{name}: {percent}% of those who may be shown, {shown}"
