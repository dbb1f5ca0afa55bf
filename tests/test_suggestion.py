"""Did you mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.suggestion import Suggestions, distance, nearest

IDS = ["amina-diallo", "amina-diaz", "jonas-berg", "liis-tamm", "ux"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("amina-dialo", "amina-diallo"),
        ("amina-dialllo", "amina-diallo"),
        ("anima-diallo", "amina-diallo"),
        ("Jonas-Berg", "jonas-berg"),
        ("jonas-burg", "jonas-berg"),
        ("uz", "ux"),
        ("rosa-quispe", None),
        ("", None),
    ],
)
def test_nearest_word(typed: str, meant: str | None) -> None:
    assert nearest(typed, IDS) == meant


def test_index_is_built_once_for_many_questions() -> None:
    asked = 0

    def words() -> list[str]:
        nonlocal asked
        asked += 1
        return IDS

    suggestions = Suggestions(word for word in words())
    assert [suggestions.nearest(w) for w in ("liis-tam", "jonas-ber")] == ["liis-tamm", "jonas-berg"]
    assert asked == 1


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) <= 4
    assert (distance(one, other, 3) == 0) == (one == other)
