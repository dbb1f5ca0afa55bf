"""`spotlight approve`: somebody else than the person shown says that the text may go out, where consent covers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cmtool.edits._records import current_member
from cmtool.edits._spotlights import (
    put,
    refuse_ahead,
    refuse_withdrawn,
    require_channels,
    require_subject,
    revised,
    stepped,
)
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Put
from cmtool.model.naming import index, named
from cmtool.model.registry import Registry
from cmtool.model.showing import fingerprint, obstacles
from cmtool.model.spotlight import Spotlight, SpotlightConsent
from cmtool.schedule.showing_steps import remedy


def approved(
    registry: Registry, spotlight: Spotlight, by: str, consent: date | None, channels: Sequence[str], today: date
) -> ChangeSet:
    """The approval, with the day on which the person, having seen the text, agreed; refused where that is missing."""
    _check(registry, spotlight, by, today)
    require_channels(channels)
    where = list(dict.fromkeys(channels)) or spotlight.channels
    given = _given(spotlight, consent, where, today) if consent else spotlight.consent
    _refuse_uncovered(registry, revised(spotlight, {"channels": where, "consent": given}), where, today)
    edits: list[Edit] = put(spotlight, "channels", where)
    if given is not None and given != spotlight.consent:
        seen = {"text_seen": True, "text": given.text}
        edits.append(Put(("consent",), {"given": given.given, "channels": where, **seen}))
    edits += put(spotlight, "approved_by", by) + put(spotlight, "status", "approved")
    return stepped(registry, spotlight, edits, "approved", today)


def _given(spotlight: Spotlight, day: date, channels: Sequence[str], today: date) -> SpotlightConsent:
    """The consent of a day to the text, which the person has seen."""
    refuse_ahead("--consent", day, today)
    before = spotlight.consent.withdrawn if spotlight.consent else None
    if before is not None and day <= before:
        raise CmtoolError(f"the consent was withdrawn on {before}: --consent needs a later day, on which it was given")
    return SpotlightConsent(given=day, channels=list(channels), text_seen=True, text=fingerprint(spotlight))


def _check(registry: Registry, spotlight: Spotlight, by: str, today: date) -> None:
    """CmtoolError where it is not the time to approve, or not theirs."""
    refuse_withdrawn(spotlight)
    if spotlight.status == "published":
        further = f"cmtool set {spotlight.ref} consent.channels+=CHANNEL"
        raise CmtoolError(f"{spotlight.ref} is published; for a further channel, once they agreed to it: {further}")
    if not any(text.strip() for text in spotlight.answers.values()):
        form = f"cmtool draft consent {spotlight.id}, then cmtool spotlight answer {spotlight.id} --from FILE"
        raise CmtoolError(f"{spotlight.ref} has no answers yet, so there is no text to approve: {form}")
    if spotlight.member == by:
        raise CmtoolError(f"'{by}' is the person shown: somebody else approves it")
    current_member(registry, by, "who approves")
    require_subject(registry, spotlight)
    group = registry.all_groups.get(spotlight.group or "")
    if group is not None and by in {entry.member for entry in registry.acting(group, "lead", today)}:
        raise CmtoolError(f"'{by}' leads {group.ref}, which is shown: somebody else approves it")
    _refuse_unlisted(registry, spotlight, today)


def _refuse_unlisted(registry: Registry, spotlight: Spotlight, today: date) -> None:
    """CmtoolError where the text names somebody who did not consent to listing."""
    day = registry.consent_day(today)
    unlisted = index(m for m in registry.members.values() if not m.consents_to("listing", day))
    for what, text in {**spotlight.answers, "quote": spotlight.quote or ""}.items():
        for id in named(text, unlisted):
            raise CmtoolError(
                f"'{what}' of {spotlight.ref} names '{id}', who did not consent to listing: take the name out with "
                f"cmtool spotlight answer {spotlight.id}, or ask for the consent"
            )


def _refuse_uncovered(registry: Registry, spotlight: Spotlight, channels: Sequence[str], today: date) -> None:
    """CmtoolError with the reason of each channel in which it may not be shown, and what to do."""
    if not channels:
        raise CmtoolError("where shall it be posted? Name a channel: --channel linkedin")
    found = obstacles(registry, spotlight, channels, today)
    if found:
        why = "; ".join(f"{channel}: {reason}" for channel, reason in found.items())
        help = remedy(registry, spotlight, next(iter(found)), today)
        raise CmtoolError(f"{spotlight.ref} cannot be approved: {why}\n{help}")
