"""The fair queue of spotlights: who may be shown next, in which order and why, and on which day.

Never shown comes before longest not shown; then whose region and groups are furthest behind their share; then who has
consented already; then the longest member; then the id. In the queue are active members with a name, at least `NEW`
days after joining, who declined neither `spotlight` nor `listing`, have none under way, and were neither shown nor took
one back within `policy.spotlight_repeat` days of the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cmtool.model.community import CautionWindow
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.schedule.proposal.judge import caution_on
from cmtool.schedule.showing_balance import PURPOSES, Balance, Share, day_of, declined, may_be_shown
from cmtool.schedule.showing_words import against, reasons
from cmtool.schedule.term import days_after

NOTICE = 7
"""Days in which somebody is asked, answers and sees the text."""
NEW = 90
"""Days after joining in which somebody has little to tell yet, and is left to arrive."""
PEACE = 365
"""Days in which who took a spotlight back is not asked again, where `policy.spotlight_repeat` is off."""


class Candidate(NamedTuple):
    """Somebody who may be shown, with what speaks for and against it."""

    member: Member
    last: date | None
    """The day on which the person was shown last."""
    asked: tuple[str, ...]
    """The consents that are not given yet."""
    shares: tuple[Share, ...]
    reasons: tuple[str, ...]
    against: tuple[str, ...]


class Planned(NamedTuple):
    """The day for the next spotlight, and how it was found."""

    day: date
    basis: tuple[str, ...]
    caution: CautionWindow | None
    """The time for caution in which it lies: only a day that somebody chose."""


def planned(registry: Registry, today: date, wish: date | None = None) -> Planned:
    """The day that somebody wishes; else one by the rhythm.

    `policy.spotlight_every` days after the last one, published or planned; a week ahead at least; after times for
    caution.
    """
    if wish is not None:
        return Planned(wish, ("the day that you chose",), caution_on(registry, wish))
    every, last = registry.policy.spotlight_every, last_day(registry, today)
    soonest = days_after(today, NOTICE)
    due = days_after(last, every) if last and every else None
    day, basis = max(due or soonest, soonest), [_basis(every, last, due)]
    if due is None or due < soonest:
        basis.append(f"{soonest} leaves a week to ask")
    while (window := caution_on(registry, day)) is not None:
        day = days_after(window.ends, 1)
        basis.append(f"after the time for caution until {window.ends}: {window.note}")
    return Planned(day, tuple(basis), None)


def _basis(every: int | None, last: date | None, due: date | None) -> str:
    rhythm = f"every {every} days" if every else "no rhythm is set (policy.spotlight_every)"
    if last is None:
        return f"{rhythm}; there was none yet"
    return f"{rhythm}; the last one is of {last}" + (f", so the next is due {due}" if due else "")


def last_day(registry: Registry, today: date) -> date | None:
    """The day of the last spotlight that is published, or planned; one that was withdrawn leaves a gap.

    One that is planned far ahead, with room for another before it (twice the rhythm), does not end the series.
    """
    every, last = registry.policy.spotlight_every, None
    for day in sorted(day_of(one) for one in registry.spotlights.values() if one.status != "withdrawn"):
        if last is not None and every and (day - max(last, today)).days >= 2 * every:
            break
        last = day
    return last


def queue(registry: Registry, day: date, today: date, count: int | None = None) -> list[Candidate]:
    """The first ones who may be shown on a day, in the order of their turn; everybody where no number is given."""
    before, balance = _before(registry), Balance(registry, today)
    given = registry.consent_day(today)

    def turn(member: Member) -> tuple[bool, date, int, bool, date, str]:
        last, joined = _last(before.get(member.id, [])), member.joined
        asks = not all(member.consents_to(purpose, given) for purpose in PURPOSES)
        since = joined if isinstance(joined, date) else date.min
        return last is not None, last or date.min, -balance.weight(member), asks, since, member.id

    first = sorted(waiting(registry, day), key=turn)[:count]
    return [_candidate(registry, member, before.get(member.id, []), balance, day, today) for member in first]


def waiting(registry: Registry, day: date) -> list[Member]:
    """Everybody who may be shown on a day."""
    before = _before(registry)
    return [one for one in registry.members.values() if _waits(registry, one, before.get(one.id, []), day)]


def nobody(registry: Registry, day: date) -> str:
    """Why the queue is empty, in numbers, and what can be done."""
    here = [one for one in registry.members.values() if one.is_current]
    allowed = [one for one in here if may_be_shown(one)]
    new = [one for one in allowed if is_new(one, day)]
    counts = [
        (len(new), f"joined less than {NEW} days before {day}"),
        (len(allowed) - len(new), "were shown lately or are under way"),
        (len(here) - len(allowed), "declined, or are not active"),
    ]
    told = ", ".join(f"{count} {what}" for count, what in counts if count) or "there are no members"
    return f"nobody waits: {told}; somebody all the same: cmtool spotlight next --member MEMBER"


def candidate(registry: Registry, member: Member, day: date, today: date) -> Candidate:
    """Somebody whom a person chose, whether or not it is their turn; `obstacle` says whether it can be."""
    before = _before(registry).get(member.id, [])
    return _candidate(registry, member, before, Balance(registry, today), day, today)


def obstacle(registry: Registry, member: Member) -> str | None:
    """Why nobody should ask a member now, in words; None where it can be done."""
    if not member.is_current or member.name is None:
        return f"{member.ref} is not here (status {member.status})"
    no = declined(member)
    if no is not None:
        yes = f"if they say yes by themselves: cmtool set {member.ref} consents.{no}=DAY"
        return f"{member.ref} declined {no}: nobody asks again; {yes}"
    for spotlight in _before(registry).get(member.id, []):
        if spotlight.is_under_way:
            return f"{spotlight.ref} shows them already: it is {spotlight.status}"
    return None


def _before(registry: Registry) -> dict[str, list[Spotlight]]:
    """The spotlights on each member."""
    found: dict[str, list[Spotlight]] = {}
    for spotlight in registry.spotlights.values():
        if spotlight.member:
            found.setdefault(spotlight.member, []).append(spotlight)
    return found


def _waits(registry: Registry, member: Member, before: list[Spotlight], day: date) -> bool:
    if not may_be_shown(member) or is_new(member, day):
        return False
    return not any(one.is_under_way or is_recent(registry, one, day) for one in before)


def is_new(member: Member, day: date) -> bool:
    """The person joined shortly before the day; an unknown day of joining is long past."""
    return isinstance(member.joined, date) and (day - member.joined).days < NEW


def is_recent(registry: Registry, spotlight: Spotlight, day: date) -> bool:
    """Within `policy.spotlight_repeat` days of the day it was shown, or taken back."""
    pause = pause_after(registry, spotlight)
    withdrawn = spotlight.consent.withdrawn if spotlight.consent else None
    days = [day_of(spotlight), *([withdrawn] if withdrawn else [])]
    return pause is not None and any(abs((day - one).days) < pause for one in days)


def pause_after(registry: Registry, spotlight: Spotlight) -> int | None:
    """The days in which nobody is shown again; who took one back is left in peace even where no days are set."""
    repeat = registry.policy.spotlight_repeat
    return PEACE if repeat is None and spotlight.status == "withdrawn" else repeat


def _last(before: list[Spotlight]) -> date | None:
    """The day on which somebody was shown last."""
    return max((day_of(one) for one in before if one.status == "published"), default=None)


def _candidate(
    registry: Registry, member: Member, before: list[Spotlight], balance: Balance, day: date, today: date
) -> Candidate:
    last = _last(before)
    asked = tuple(purpose for purpose in PURPOSES if not member.consents_to(purpose, registry.consent_day(today)))
    shares = balance.shares(member, today)
    speaks = tuple(reasons(registry, member, last, asked, shares, day))
    return Candidate(member, last, asked, tuple(shares), speaks, tuple(_against(registry, member, before, shares, day)))


def _against(
    registry: Registry, member: Member, before: list[Spotlight], shares: list[Share], day: date
) -> Iterator[str]:
    if member.status != "active":
        yield f"the status is {member.status}"
    if is_new(member, day):
        yield f"new: joined on {member.joined}, less than {NEW} days before"
    for one in before:
        if is_recent(registry, one, day):
            what = "taken back" if one.status == "withdrawn" else "shown"
            yield f"{one.ref} was {what} within {pause_after(registry, one)} days of {day}"
    yield from against(registry, shares, day)
