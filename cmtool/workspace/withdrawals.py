"""Consents that people take back: the one change that may make errors, for others have to mend what it leaves."""

from __future__ import annotations

from collections.abc import Sequence

from cmtool.finding import Finding
from cmtool.model.references import mentions
from cmtool.model.spotlight import Spotlight
from cmtool.workspace import Workspace


def withdrawals(before: Workspace, after: Workspace, new: Sequence[Finding]) -> list[Finding]:
    """Of new findings those about people who took their consent back: nobody's no waits until their name is gone."""
    found = []
    for finding in new:
        if finding.code == "PRV103":
            record = after.registry.get(finding.record)
            named = {mention.field: mention.id for mention in mentions(record)} if record else {}
            if _consented(before, named.get(finding.field, ""), "listing"):
                found.append(finding)
        elif finding.code in ("SPO101", "SPO103"):
            then, now = (side.registry.spotlights.get(finding.record.partition("/")[2]) for side in (before, after))
            if then and now and (_takes_back(then, now) or (dict(then) == dict(now) and _left(before, after, now))):
                found.append(finding)
    return found


def _consented(space: Workspace, id: str, purpose: str) -> bool:
    """The person was here, and consented."""
    member = space.registry.members.get(id)
    return member is not None and member.consents_to(purpose, space.registry.consent_day(space.today))


def _left(before: Workspace, after: Workspace, spotlight: Spotlight) -> bool:
    """The person shown took back a consent to be shown or listed, or is removed; the spotlight is as it was."""
    id = spotlight.member or ""
    member = after.registry.members.get(id)
    if member is not None and member.status == "removed":
        return id in before.registry.members
    return any(_consented(before, id, one) and not _consented(after, id, one) for one in ("spotlight", "listing"))


def _takes_back(then: Spotlight, now: Spotlight) -> bool:
    """The consent to the text is withdrawn, or covers fewer channels than before; nothing else is changed."""
    was, left = then.consent, now.consent
    if was is None or left is None or dict(then) | {"consent": None} != dict(now) | {"consent": None}:
        return False
    is_withdrawn = was.withdrawn is None and left.withdrawn is not None
    is_fewer = set(left.channels) < set(was.channels)
    rest = {"withdrawn": None, "channels": None}
    return (is_withdrawn or is_fewer) and dict(was) | rest == dict(left) | rest
