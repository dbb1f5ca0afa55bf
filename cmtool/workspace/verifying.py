"""Whether the chain of commits holds: each signed by somebody whom the commit before allowed, from a root on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.archive import Archive
from cmtool.history.identity import COMMUNITY
from cmtool.history.keys import Keys, keys_along, refuse_without
from cmtool.history.signatures import BEFORE, NOT_CHECKED, ROOT, Checked, checked, damage
from cmtool.history.timeline import Step
from cmtool.model.change import Commit
from cmtool.workspace import counted

_HASH = re.compile("[0-9a-fA-F]{4,64}")
_MOST = 20
"""Commits named one by one; how many more there are is told."""


class Verdict(NamedTuple):
    """The state of each commit's signature by hash, what to know, and what does not hold."""

    states: dict[str, Checked]
    notes: list[str]
    failures: list[str]


def verified(archive: Archive, steps: Sequence[Step], told: Mapping[str, Commit], anchor: str | None) -> Verdict:
    """The chain checked from its first commit, or from an anchor, on."""
    *before, last = keys_along(archive.repository, steps)
    refuse_without(last, archive.present.values(COMMUNITY))
    broken = list(damage(archive.repository))
    try:
        root = _root(archive, steps, anchor)
    except _Rewritten as rewritten:
        return Verdict(dict.fromkeys(told, NOT_CHECKED), [], [str(rewritten), *broken])
    states = {step.commit: BEFORE for step in steps[:root]} | {steps[root].commit: ROOT}
    after: list[tuple[Commit, Keys]] = [
        (told[step.commit], keys) for step, keys in zip(steps[root + 1 :], before[root + 1 :], strict=True)
    ]
    found = checked(archive.repository, after)
    good = sum(state.is_good for state in found.values())
    trusted = f"{steps[root].commit[:8]}{', the first commit,' if not root else ''} is trusted"
    note = f"{trusted}; verified after it: {good} of {counted(len(after), 'commit')}"
    return Verdict(states | found, [note], [*broken, *_unverified([step.commit for step in steps], found)])


class _Rewritten(Exception):
    """The anchor is no part of the chain."""


def _root(archive: Archive, steps: Sequence[Step], anchor: str | None) -> int:
    """The position of the commit that is trusted."""
    if anchor is None:
        return 0
    try:
        hash = archive.repository.resolve(anchor)
    except CmtoolError as error:
        told = str(error)
        hint = "; if it was there once, the branch was rewritten" if told.startswith("no commit") else ""
        raise _Rewritten(f"{told}{hint}") from None
    if _HASH.fullmatch(anchor) and not hash.startswith(anchor.lower()):
        raise _Rewritten(
            f"'{anchor}' is a branch or tag here that looks like a hash: name the anchor by its whole hash"
        )
    place = next((at for at, step in enumerate(steps) if step.commit == hash), None)
    if place is None:
        raise _Rewritten(
            f"the anchor {hash[:8]} is not in the past of this branch, which was rewritten (or never had it)"
        )
    return place


def _unverified(order: Sequence[str], found: Mapping[str, Checked]) -> Iterator[str]:
    bad = [hash for hash in order if hash in found and not found[hash].is_good]
    yield from (f"commit {hash[:8]}: {found[hash].text}" for hash in bad[:_MOST])
    if len(bad) > _MOST:
        yield f"{len(bad) - _MOST} commits more"
