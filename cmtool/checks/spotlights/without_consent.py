"""A spotlight is approved or published in a channel that no valid consent covers: a person stands in public unasked.

It needs the word of the person to this text (`consent`): given by then, for this channel, the text seen, not taken
back. `cmtool spotlight approve` writes down which text that was (`consent.text`): another one needs a new word. And
the person's own record says that they may be shown at all: `consents.spotlight` and `consents.listing` hold the day
on which they agreed. Of a post it needs a consent that is not younger than the post. A post that was taken down is no
matter any more. `cmtool spotlight` approves and publishes nothing without; somebody may always take a consent back,
and then this rule says what remains to be done.

Bad:

    status: published
    published:
      - channel: linkedin
        date: 2026-10-06
        url: https://social.example/p/1
    consent:
      given: 2026-10-05
      channels:
        - newsletter
      text_seen: true

Good:

    consent:
      given: 2026-10-05
      channels:
        - linkedin
        - newsletter
      text_seen: true

How to fix: ask; then write down what was given, as the hint says. Without a yes: `cmtool spotlight withdraw`, and take
the post down.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry
from cmtool.model.showing import obstacle
from cmtool.model.spotlight import Post, Spotlight
from cmtool.schedule.showing_steps import remedy

CODE = "SPO101"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Channels of approved spotlights, posts of published ones; a consent that was taken back is SPO103's."""
    for spotlight in registry.spotlights.values():
        if spotlight.consent is not None and spotlight.consent.withdrawn is not None:
            continue
        if spotlight.status == "approved":
            for channel in dict.fromkeys(spotlight.channels):
                yield from _uncovered(registry, spotlight, channel, today, ("status",))
        elif spotlight.status == "published":
            for index, post in enumerate(spotlight.published):
                if post.taken_down is None:
                    yield from _posted(registry, spotlight, (index, post), today)


def _posted(registry: Registry, spotlight: Spotlight, posted: tuple[int, Post], today: date) -> Iterator[Finding]:
    index, post = posted
    field = ("published", index)
    found = list(_uncovered(registry, spotlight, post.channel, today, field))
    yield from found
    given = spotlight.consent.given if spotlight.consent else None
    if not found and given is not None and given > post.date:
        message = f"published in '{post.channel}' on {post.date}, before the consent of {given}"
        hint = f"correct the day that is wrong; else: cmtool spotlight withdraw {spotlight.id}"
        yield spotlight.finding(CODE, field, message, hint=hint)


def _uncovered(
    registry: Registry, spotlight: Spotlight, channel: str, day: date, field: tuple[str | int, ...]
) -> Iterator[Finding]:
    why = obstacle(registry, spotlight, channel, day)
    if why is not None:
        message = f"{spotlight.status} in '{channel}' without valid consent: {why}"
        yield spotlight.finding(CODE, field, message, hint=remedy(registry, spotlight, channel, day))
