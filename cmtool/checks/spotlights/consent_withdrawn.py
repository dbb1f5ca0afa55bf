"""A person took the consent to a spotlight back: the posts come down, and the record says so.

`consent.withdrawn` holds the day. From then on the status is `withdrawn`: until it is, this is an error. Then each post
that is not taken down yet is due: the day on which it is gone stands as its `taken_down`.

Bad:

    status: published
    consent:
      given: 2026-10-05
      channels:
        - linkedin
      text_seen: true
      withdrawn: 2026-11-02

Good:

    status: withdrawn
    published:
      - channel: linkedin
        date: 2026-10-06
        url: https://social.example/p/1
        taken_down: 2026-11-02

How to fix: `cmtool spotlight withdraw REF`; take each post down; `cmtool spotlight withdraw REF --taken-down all`.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Due, Finding
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.schedule.showing_balance import declined

CODE = "SPO103"
SEVERITY = "error"
CLOCK = True


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Spotlights whose consent is gone, and the posts of withdrawn ones that still stand."""
    for spotlight in registry.spotlights.values():
        withdrawn = spotlight.consent.withdrawn if spotlight.consent else None
        if withdrawn is not None and spotlight.status != "withdrawn":
            message = f"consent withdrawn on {withdrawn}, but the status is {spotlight.status}"
            hint = f"cmtool spotlight withdraw {spotlight.id}"
            yield spotlight.finding(CODE, ("consent", "withdrawn"), message, hint=hint)
        elif spotlight.status == "withdrawn":
            yield from _standing(spotlight, withdrawn, registry.managers(today))
        elif spotlight.status == "published" and _has_declined(registry, spotlight):
            yield from _declined(spotlight, registry.managers(today))


def _has_declined(registry: Registry, spotlight: Spotlight) -> bool:
    member = registry.members.get(spotlight.member or "")
    return member is not None and declined(member) is not None


def _declined(spotlight: Spotlight, who: tuple[str, ...]) -> Iterator[Finding]:
    """The posts of somebody who said no in their own record; SPO101 is the error, this one stands among what is due."""
    for at, post in enumerate(spotlight.published):
        if post.taken_down is None:
            message = f"who is shown declined, but the post of {post.date} in '{post.channel}' still stands"
            due = Due(post.date, who, f"cmtool spotlight withdraw {spotlight.id}")
            hint = "withdraw it, take it down there, then write down that it is gone"
            yield spotlight.finding(CODE, ("published", at), message, hint=hint, due=due)._replace(severity="warning")


def _standing(spotlight: Spotlight, withdrawn: date | None, who: tuple[str, ...]) -> Iterator[Finding]:
    """Each post that is to be taken down, from the day on which the person said so."""
    for index, post in enumerate(spotlight.published):
        if post.taken_down is not None:
            continue
        message = f"withdrawn, but the post of {post.date} in '{post.channel}' still stands"
        due = Due(withdrawn or post.date, who, f"cmtool spotlight withdraw {spotlight.id} --taken-down {post.channel}")
        field = ("published", index)
        hint = "take it down there, then write down that it is gone"
        yield spotlight.finding(CODE, field, message, hint=hint, due=due)._replace(severity="warning")
