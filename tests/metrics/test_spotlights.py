"""N17: spotlights of a year, recomputed by hand on a small community."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.metrics.spotlights import Shown, spotlights
from tests.edits.spotlights import CONSENT, POST, small, spotlight

DAY = date(2026, 11, 20)


def posted(*days: str, **more: str) -> str:
    posts = [
        f"{{channel: c{number}a, date: {day}, url: 'https://social.example/p/1'}}" for number, day in enumerate(days)
    ]
    return spotlight("published", CONSENT, f"published: [{', '.join(posts)}]", **more)


FILES = {
    "spotlights/old": posted("2025-11-10", member="liis-tamm"),
    "spotlights/first": posted("2025-11-25", "2025-11-21", member="amina-diallo"),
    "spotlights/second": posted("2026-05-04", member="rosa-quispe"),
    "spotlights/third": posted("2026-11-20", member=""),
    "spotlights/ahead": posted("2026-11-21", member="jonas-berg"),
    "spotlights/waits": spotlight("approved", CONSENT, member="jonas-berg"),
    "spotlights/gone": spotlight("withdrawn", CONSENT, POST, member="jonas-berg"),
}


def test_numbers_of_a_year_by_hand() -> None:
    """In Y, from 2025-11-21 on: amina (africa, payments), rosa (americas), the group; before it liis."""
    registry = small(FILES)
    found = spotlights(registry, DAY)
    known = registry.spotlights
    assert found.shown == [
        Shown(known["first"], date(2025, 11, 21)),
        Shown(known["second"], date(2026, 5, 4)),
        Shown(known["third"], date(2026, 11, 20)),
    ]
    assert (found.published, found.last) == (3, date(2026, 11, 20))
    assert found.median_gap == 164  # 11, 164 and 200 days after the one before
    assert (found.groups, found.regions) == (["payments"], ["africa", "americas"])
    # M: two of africa (kofi is a member, whatever he declined), two of europe, one of the americas
    assert found.balance == pytest.approx({"africa": 1 / 2 - 2 / 5, "americas": 1 / 2 - 1 / 5, "europe": 0 - 2 / 5})


def test_without_spotlights_there_is_nothing_to_tell() -> None:
    assert spotlights(small(), DAY) == ([], None, None, [], [], {})


def test_gap_needs_two() -> None:
    assert spotlights(small({"spotlights/one": FILES["spotlights/second"]}), DAY).median_gap is None


def test_shares_of_one_region_alone_and_of_unknown_ones() -> None:
    nowhere = "{name: Rosa Quispe, status: active, joined: 2025-09-01}"
    registry = small({"members/rosa-quispe": nowhere, "spotlights/second": FILES["spotlights/second"]})
    found = spotlights(registry, DAY)
    assert (found.published, found.regions, found.balance) == (1, [], {})
