"""The fair queue of spotlights: whose turn it is, why, and on which day; over two years nobody is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from cmtool.edits.answer_spotlight import answered
from cmtool.edits.approve_spotlight import approved
from cmtool.edits.invite_spotlight import invited
from cmtool.edits.publish_spotlight import published
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.schedule.showing_balance import Balance, Part, day_of, may_be_shown, parts
from cmtool.schedule.showing_queue import Candidate, candidate, nobody, obstacle, planned, queue
from cmtool.store.load import load
from tests.conftest import SAMPLE
from tests.edits.spotlights import CONSENT, POST, TODAY, made, small, spotlight

DAY = date(2026, 12, 1)


def told(registry: Registry, day: date = DAY) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.member.id, one.reasons, one.against) for one in queue(registry, day, TODAY)]


# -- whose turn it is


def test_never_shown_comes_first_then_the_part_that_is_behind_then_who_agreed_then_the_longest_member() -> None:
    registry = small({"spotlights/old": spotlight("published", CONSENT, POST.replace("2026-11", "2025-11"))})
    assert told(registry) == [
        (
            "liis-tamm",
            (
                "never shown",
                "europe: 50% of those who may be shown, 0 of 1 spotlights",
                "in no group: 50% of those who may be shown, 0 of 1 spotlights",
                "has consented on 2024-01-01",
                "a member since 2024-01-01",
            ),
            (),
        ),
        (
            "rosa-quispe",
            (
                "never shown",
                "americas: 25% of those who may be shown, 0 of 1 spotlights",
                "in no group: 50% of those who may be shown, 0 of 1 spotlights",
                "to be asked: consent to spotlight",
                "a member since 2025-09-01",
            ),
            (),
        ),
        (
            "jonas-berg",
            (
                "never shown",
                "europe: 50% of those who may be shown, 0 of 1 spotlights",
                "to be asked: consent to spotlight",
                "a member since 2024-06-01",
            ),
            (),
        ),
        (
            "amina-diallo",
            ("last shown on 2025-11-19, 377 days before", "has consented on 2026-02-01", "a member since 2025-03-04"),
            ("africa: 25% of those who may be shown, 1 of 1 spotlights already",),
        ),
    ]


def test_without_any_spotlight_shares_alone_decide_then_consent_then_how_long_a_member() -> None:
    assert [id for id, _, _ in told(small())] == ["liis-tamm", "jonas-berg", "amina-diallo", "rosa-quispe"]


@pytest.mark.parametrize(
    ("change", "is_there"),
    [
        ("status: active", True),
        ("status: paused", False),
        ("status: onboarding", False),
        ("status: alumni, left: 2026-10-01", False),
        ("status: active, joined: 2026-09-03", False),
        ("status: active, joined: 2026-09-02", True),
        ("status: active, joined: unknown", True),
    ],
)
def test_only_who_is_active_and_has_arrived_waits(change: str, is_there: bool) -> None:
    joined = "" if "joined" in change else "joined: 2024-06-01, "
    record = f"{{name: Jonas Berg, {joined}{change}, region: europe, consents: {{listing: 2024-06-01}}}}"
    ids = [id for id, _, _ in told(small({"members/jonas-berg": record, "groups/payments": _without_jonas()}))]
    assert ("jonas-berg" in ids) == is_there


def test_an_empty_queue_says_why_in_numbers() -> None:
    new = {f"members/{id}": "{name: Nia, status: active, joined: 2026-11-01}" for id in ("amina-diallo", "jonas-berg")}
    gone = {
        "members/liis-tamm": "{name: L, status: paused}",
        "members/rosa-quispe": "{name: R, status: alumni, left: 2026-10-01}",
    }
    registry = small({**new, **gone, "groups/payments": _without_jonas()})
    assert queue(registry, DAY, TODAY) == []
    assert nobody(registry, DAY) == (
        f"nobody waits: 2 joined less than 90 days before {DAY}, 2 declined, or are not active; "
        "somebody all the same: cmtool spotlight next --member MEMBER"
    )


def _without_jonas() -> str:
    return "{name: Payments, kind: working-group, status: forming, since: 2024-01-01, purpose: Pay, members: []}"


@pytest.mark.parametrize("purpose", ["spotlight", "listing"])
def test_who_declined_is_never_in_the_queue_and_nobody_asks_again(purpose: str) -> None:
    registry = small({"members/jonas-berg": f"{{name: J, status: active, consents: {{{purpose}: declined}}}}"})
    assert "jonas-berg" not in [id for id, _, _ in told(registry)]
    assert obstacle(registry, registry.members["jonas-berg"]) == (
        f"members/jonas-berg declined {purpose}: nobody asks again; if they say yes by themselves: "
        f"cmtool set members/jonas-berg consents.{purpose}=DAY"
    )


@pytest.mark.parametrize("status", ["invited", "answered", "approved"])
def test_who_is_under_way_waits_for_nothing(status: str) -> None:
    registry = small({"spotlights/now": spotlight(status, planned="2024-01-01")})
    assert "amina-diallo" not in [id for id, _, _ in told(registry)]
    assert obstacle(registry, registry.members["amina-diallo"]) == (
        f"spotlights/now shows them already: it is {status}"
    )


def test_nobody_is_shown_again_within_the_policy_nor_asked_again_after_taking_it_back() -> None:
    shown = {"spotlights/now": spotlight("published", CONSENT, POST)}
    ids = [id for id, _, _ in told(small(shown), date(2027, 11, 18))]
    assert "amina-diallo" not in ids
    ids = [id for id, _, _ in told(small(shown), date(2027, 11, 19))]
    assert ids[-1] == "amina-diallo"
    consent = "consent: {given: 2025-01-01, channels: [linkedin], text_seen: true, withdrawn: 2026-11-19}"
    taken_back = small({"spotlights/now": spotlight("withdrawn", consent, planned="2025-01-01")})
    assert "amina-diallo" not in [id for id, _, _ in told(taken_back, date(2027, 11, 18))]
    assert "amina-diallo" in [id for id, _, _ in told(taken_back, date(2027, 11, 19))]


def test_somebody_chosen_by_hand_comes_with_what_speaks_against_it() -> None:
    new = (
        "{name: Rosa Quispe, status: onboarding, joined: 2026-11-01, region: americas, consents: {listing: 2026-11-01}}"
    )
    registry = small({"members/rosa-quispe": new, "spotlights/old": spotlight("published", CONSENT, POST)})
    one = candidate(registry, registry.members["rosa-quispe"], date(2026, 12, 24), TODAY)
    assert one.against == (
        "the status is onboarding",
        "new: joined on 2026-11-01, less than 90 days before",
        "in a time for caution, 2026-12-20 to 2027-01-05: Holidays",
    )
    again = candidate(registry, registry.members["amina-diallo"], DAY, TODAY)
    assert again.against[0] == "spotlights/old was shown within 365 days of 2026-12-01"


# -- the day


@pytest.mark.parametrize(
    ("last", "today", "day", "basis"),
    [
        (
            None,
            TODAY,
            "2026-11-27",
            ("every 31 days; there was none yet", "2026-11-27 leaves a week to ask"),
        ),
        (
            "2026-11-12",
            TODAY,
            "2026-12-13",
            ("every 31 days; the last one is of 2026-11-12, so the next is due 2026-12-13",),
        ),
        (
            "2026-10-01",
            TODAY,
            "2026-11-27",
            (
                "every 31 days; the last one is of 2026-10-01, so the next is due 2026-11-01",
                "2026-11-27 leaves a week to ask",
            ),
        ),
        (
            "2026-12-01",
            TODAY,
            "2027-01-06",
            (
                "every 31 days; the last one is of 2026-12-01, so the next is due 2027-01-01",
                "after the time for caution until 2027-01-05: Holidays",
            ),
        ),
    ],
)
def test_day_keeps_the_rhythm_leaves_a_week_and_avoids_times_for_caution(
    last: str | None, today: date, day: str, basis: tuple[str, ...]
) -> None:
    registry = small({"spotlights/last": spotlight("invited", planned=last)} if last else {})
    assert planned(registry, today) == (date.fromisoformat(day), basis, None)


def test_day_that_somebody_chooses_is_taken_with_its_caution() -> None:
    found = planned(small(), TODAY, date(2026, 12, 24))
    assert (found.day, found.basis, found.caution and found.caution.note) == (
        date(2026, 12, 24),
        ("the day that you chose",),
        "Holidays",
    )


def test_spotlight_that_was_withdrawn_leaves_a_gap() -> None:
    registry = small({"spotlights/last": spotlight("withdrawn", planned="2026-12-10")})
    assert planned(registry, TODAY).day == date(2026, 11, 27)


# -- two years


class Turn(NamedTuple):
    """One spotlight of a simulation: on whom, when, and who else waited."""

    one: Candidate
    day: date
    waiting: list[Candidate]
    balance: dict[Part, float]
    """How far each part is from its share, in spotlights."""


def turns(registry: Registry, years: int) -> Iterator[Turn]:
    """Every step of every spotlight, as the commands do it; whoever is asked consents, and it goes out on its day."""
    today = TODAY
    for one in [one for one in registry.spotlights.values() if one.is_under_way]:
        registry = published_by_steps(registry, one, one.planned)
    while (day := planned(registry, today).day) <= TODAY + timedelta(days=365 * years):
        waiting = queue(registry, day, today)
        member = waiting[0].member
        registry = made(registry, invited(registry, member.id, day, ["linkedin"], today))
        (new,) = [one for one in registry.spotlights.values() if (one.member, one.planned) == (member.id, day)]
        registry = published_by_steps(registry, new, day)
        yield Turn(waiting[0], day, waiting, off_balance(registry, day))
        today = day


def published_by_steps(registry: Registry, new: Spotlight, day: date) -> Registry:
    """Answered, approved and published."""
    consent = {} if registry.members[new.member or ""].consents_to("spotlight", day) else {"consent": day}
    registry = made(registry, answered(registry, new, {"who": "A person"}, None, consent.get("consent"), day))
    registry = made(registry, approved(registry, registry.spotlights[new.id], _other(new), day, [], day))
    return made(
        registry, published(registry, registry.spotlights[new.id], "https://social.example/p/1", None, day, day)
    )


def _other(spotlight: Spotlight) -> str:
    return "jonas-berg" if spotlight.member == "liis-tamm" else "liis-tamm"


def off_balance(registry: Registry, day: date) -> dict[Part, float]:
    """For each part: the spotlights that it had, less its share of all of them."""
    people = [member for member in registry.members.values() if may_be_shown(member)]
    shown = [one for one in registry.spotlights.values() if one.status != "withdrawn" and one.member]
    had = [part for one in shown for part in parts(registry, registry.members[one.member or ""], day_of(one))]
    size = [part for member in people for part in parts(registry, member, day)]
    return {part: had.count(part) - size.count(part) * len(shown) / len(people) for part in {*had, *size}}


@pytest.mark.parametrize(
    ("years", "bounds"),
    [
        (2, {"region": 1.5, "group": 2.0}),
        pytest.param(10, {"region": 2.0, "group": 2.5}, marks=pytest.mark.slow),
    ],
)
def test_over_two_years_of_the_sample_nobody_is_repeated_and_everybody_is_served_in_proportion(
    years: int, bounds: dict[str, float]
) -> None:
    registry = load(SAMPLE).registry
    found = list(turns(registry, years))
    assert len(found) >= 11 * years - 2
    shown: dict[str, date] = {}
    for turn in found:
        id = turn.one.member.id
        before = [one.last for one in turn.waiting]
        assert turn.one.last is None or all(before), "who was never shown comes first"
        assert turn.one.last is None or turn.one.last == min(filter(None, before)), "then who was not for longest"
        assert id not in shown or (turn.day - shown[id]).days >= 365, "no repeat within the policy"
        assert len(turn.one.reasons) >= 3, "each choice is explained"
        assert turn.one.reasons[0] == (
            f"last shown on {turn.one.last}, {(turn.day - turn.one.last).days} days before"
            if turn.one.last
            else "never shown"
        )
        shown[id] = turn.day
    settled = found[6:]
    for kind, bound in bounds.items():
        worst = max(abs(off) for turn in settled for part, off in turn.balance.items() if part.kind == kind)
        assert worst <= bound, f"every {kind} has its share, to within {bound} spotlights: {worst}"


def test_weights_are_whole_numbers_so_that_the_order_is_the_same_everywhere() -> None:
    registry = load(SAMPLE).registry
    balance = Balance(registry, TODAY)
    for member in registry.members.values():
        assert all(isinstance(share.short, int) for share in balance.shares(member, TODAY))
    again = [one.member.id for one in queue(registry, DAY, TODAY)]
    turned = Registry(
        registry.community,
        {folder: dict(reversed(list(known.items()))) for folder, known in registry.records.items()},
    )
    assert [one.member.id for one in queue(turned, DAY, TODAY)] == again
