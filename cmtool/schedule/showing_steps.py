"""The steps of a spotlight: the command that takes it one on, and what to do where a channel may not show it."""

from __future__ import annotations

from datetime import date

from cmtool.model.registry import Registry
from cmtool.model.showing import is_another_text, obstacles
from cmtool.model.spotlight import Post, Spotlight
from cmtool.schedule.showing_balance import PURPOSES, declined


def next_command(registry: Registry, spotlight: Spotlight, day: date) -> str:
    """What to type next for a spotlight; for one that is out or withdrawn in every channel, the next one."""
    id = spotlight.id
    if spotlight.status == "invited":
        return f"cmtool draft consent {id}"
    if spotlight.status == "answered":
        consent = " --consent DAY" if obstacles(registry, spotlight, spotlight.channels, day) else ""
        return f"cmtool spotlight approve {id} --by MEMBER{consent}"
    if spotlight.status == "approved":
        return f"cmtool spotlight publish {id} --url URL{_channel(spotlight)}"
    if spotlight.status == "withdrawn" and standing(spotlight):
        return f"cmtool spotlight withdraw {id} --taken-down {standing(spotlight)[0].channel}"
    return "cmtool spotlight next"


def _channel(spotlight: Spotlight) -> str:
    """Which of several channels it is has to be said."""
    return f" --channel {spotlight.channels[0]}" if len(spotlight.channels) > 1 else ""


def standing(spotlight: Spotlight) -> list[Post]:
    """The posts that can still be seen."""
    return [post for post in spotlight.published if post.taken_down is None]


def remedy(registry: Registry, spotlight: Spotlight, channel: str, day: date) -> str:
    """What to do about the obstacle of a channel (model/showing.py), in its order."""
    consent, withdraw = spotlight.consent, f"cmtool spotlight withdraw {spotlight.id}"
    approve = f"cmtool spotlight approve {spotlight.id} --by MEMBER --consent DAY"
    member = registry.members.get(spotlight.member or "")
    is_no = member is not None and (member.status == "removed" or declined(member) is not None)
    if is_no or (consent is not None and consent.withdrawn is not None):
        return withdraw
    if spotlight.status == "published" and is_another_text(spotlight):
        return f"put the text back as it was, see cmtool history {spotlight.ref}; else: {withdraw}"
    if spotlight.status == "published":
        return f"{_settled(registry, spotlight, channel, day)}; else: {withdraw}"
    if consent is None or not consent.text_seen or is_another_text(spotlight):
        return f"when they have seen the text and agreed: {approve}"
    if consent.given > day:
        return f"wait for that day; if it is wrong: cmtool set {spotlight.ref} consent.given=DAY"
    if channel not in consent.channels:
        return f"ask for this channel; when they agreed: {approve}" + "".join(
            f" --channel {one}" for one in dict.fromkeys([*spotlight.channels, channel])
        )
    return f"{_settled(registry, spotlight, channel, day)}; else: {withdraw}"


def _settled(registry: Registry, spotlight: Spotlight, channel: str, day: date) -> str:
    """Where the consent is written down, if it was given."""
    member = registry.members.get(spotlight.member or "")
    consent = spotlight.consent
    if consent is None or not consent.text_seen or consent.given > day or channel not in consent.channels:
        return f"if they agreed, write it into `consent` of {spotlight.ref}"
    lacking = [p for p in PURPOSES if member and not member.consents_to(p, registry.consent_day(day))]
    return f"if they agree: cmtool set members/{spotlight.member} " + " ".join(f"consents.{p}=DAY" for p in lacking)
