"""`spotlight withdraw`: the person takes it back, at any time; what is out has to be taken down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from cmtool.edits._spotlights import put, refuse_ahead, stepped
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
from cmtool.model.edit import ChangeSet, Drop, Edit, Put
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight

_GIVEN = ("answers", "quote", "image")
"""What the person gave for the post."""
EVERY = "all"
"""The word for every channel."""


def withdrawn(
    registry: Registry, spotlight: Spotlight, day: date, taken_down: Collection[str], today: date
) -> ChangeSet:
    """Withdrawn as of a day; the posts in some channels, or in all, are gone since then.

    The words and the picture leave the record: they were given for this, and the record may lie where anybody reads it.
    """
    refuse_ahead("--on", day, today)
    edits: list[Edit] = put(spotlight, "status", "withdrawn")
    if spotlight.consent and spotlight.consent.withdrawn is None:
        edits.insert(0, Put(("consent", "withdrawn"), day))
    left = []
    _check(spotlight, taken_down)
    for index, post in enumerate(spotlight.published):
        if post.taken_down is None and (EVERY in taken_down or post.channel in taken_down):
            if day < post.date:
                raise CmtoolError(f"the post in '{post.channel}' is of {post.date}: it cannot be gone since {day}")
            edits.append(Put(("published", index, "taken_down"), day))
        elif post.taken_down is None:
            left.append(f"take it down in {post.channel}: {post.url}")
    edits += [Drop((name,)) for name in _GIVEN if getattr(spotlight, name)]
    notes = [*left, *_copies(spotlight)] if edits or left else []
    return stepped(registry, spotlight, edits, _what(spotlight, left), today, notes=notes)


def _check(spotlight: Spotlight, taken_down: Collection[str]) -> None:
    """CmtoolError for a channel in which it never was."""
    known = dict.fromkeys(post.channel for post in spotlight.published)
    for channel in taken_down:
        if channel != EVERY and channel not in known:
            listed = ", ".join(known) or "nowhere"
            raise CmtoolError(f"{spotlight.ref} was not posted in {shown(channel)}; it was posted in: {listed}")


def _what(spotlight: Spotlight, left: list[str]) -> str:
    if spotlight.status != "withdrawn":
        return "withdrawn"
    return "posts taken down" if not left else "a post taken down"


def _copies(spotlight: Spotlight) -> list[str]:
    """What of ours may hold the text or the picture still."""
    notes = [
        "delete what was made of it: the folder of its draft (text, cards), mails with the text, and the output of "
        "`cmtool build`, also where it is published (build it anew)"
    ]
    if any(getattr(spotlight, name) for name in _GIVEN):
        notes.append("answers, quote and picture are taken out of the record; the history of git still holds them")
    if spotlight.image:
        notes.append("its own picture: delete the file that `image.path` names")
    if spotlight.member:
        notes.append(
            f"if they shall not be asked again: cmtool set members/{spotlight.member} consents.spotlight=declined"
        )
    return notes
