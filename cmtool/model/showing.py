"""Whether a spotlight may be shown: the one place that says what a consent covers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight


def obstacle(registry: Registry, spotlight: Spotlight, channel: str, day: date) -> str | None:
    """Why a spotlight may not be shown in a channel on a day, in words that name no private value; None if it may.

    It needs the word of the person to this text (`consent`): given by that day, not withdrawn, for this channel, the
    text seen and not changed since. The person must be here, and consent to `spotlight` and to `listing`. A group that
    is shown has the word of those who answer for it in `consent`.
    """
    consent = spotlight.consent
    if consent is None:
        return "no consent to the text is written down"
    if consent.withdrawn is not None:
        return f"the consent was withdrawn on {consent.withdrawn}"
    if consent.given > day:
        return f"the consent is of {consent.given}, which lies ahead"
    if not consent.text_seen:
        return "who is shown has not seen the text (consent.text_seen)"
    if is_another_text(spotlight):
        return "the text was changed after it was seen"
    if channel not in consent.channels:
        return f"the consent does not cover '{channel}'"
    return _refusal(registry, spotlight.member, day) if spotlight.member else None


def fingerprint(spotlight: Spotlight) -> str:
    """What a text is known by: the answers, the quote, the hashtags and the picture; 16 hex digits. Ids may change."""
    parts = (
        sorted(spotlight.answers.items()),
        spotlight.quote,
        spotlight.hashtags,
        spotlight.image and (spotlight.image.path, spotlight.image.alt),
    )
    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:16]


def is_another_text(spotlight: Spotlight) -> bool:
    """The text is not the one that the consent is about, as far as it was written down which one that was."""
    consent = spotlight.consent
    return consent is not None and consent.text is not None and consent.text != fingerprint(spotlight)


def obstacles(registry: Registry, spotlight: Spotlight, channels: Iterable[str], day: date) -> dict[str, str]:
    """The channels in which a spotlight may not be shown, and why."""
    wanted = list(dict.fromkeys(channels))
    covered = frozenset(spotlight.consent.channels if spotlight.consent else ())
    # what speaks against one that is covered speaks against all of them
    common = next((obstacle(registry, spotlight, one, day) for one in wanted if one in covered), None)
    found = ((one, common if one in covered else obstacle(registry, spotlight, one, day)) for one in wanted)
    return {channel: why for channel, why in found if why is not None}


def _refusal(registry: Registry, id: str, day: date) -> str | None:
    """What the record of the person says against it; nothing of who cannot be read or is unknown (REF101 says so)."""
    member = registry.members.get(id)
    if member is None:
        return None if registry.is_unreadable("members", id) else f"there is no member '{id}'"
    if member.status == "removed":
        return f"members/{id} was removed"
    for purpose in ("spotlight", "listing"):
        if not member.consents_to(purpose, registry.consent_day(day)):
            return f"members/{id} did not consent to {purpose}"
    return None
