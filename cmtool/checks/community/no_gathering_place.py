"""No channel, or more than one, is marked as the gathering place: newcomers do not know where to go first.

A community may talk in many places, but one of them is the door: clear, welcoming, and named in every reply. It is the
channel with `gathering: true`.

Bad:

    channels:
      - id: chat
        purpose: Daily talk
      - id: forum
        purpose: Longer proposals

Good:

    channels:
      - id: chat
        purpose: Daily talk
        gathering: true
      - id: forum
        purpose: Longer proposals

How to fix: agree on one place and mark it with `gathering: true`; remove the mark from all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "CFG103"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Whether exactly one channel is the gathering place."""
    community = registry.community
    if community is None:
        return
    places = [index for index, channel in enumerate(community.channels) if channel.gathering]
    if not places:
        hint = "add 'gathering: true' to the channel where newcomers should start"
        yield community.finding(CODE, "channels", "no channel is marked as the gathering place", hint=hint, at_key=True)
    for index in places[1:]:
        first, here = community.channels[places[0]].id, community.channels[index].id
        message = f"more than one channel is marked as the gathering place: '{here}' beside '{first}'"
        field = ("channels", index, "gathering")
        yield community.finding(CODE, field, message, hint="keep 'gathering: true' at one of them")
