"""Conditions of `list --where`."""

from __future__ import annotations

import pytest

from cmtool.workspace.look import condition


@pytest.mark.parametrize(
    ("text", "data", "holds"),
    [
        ("outcome=joined", {"outcome": "joined"}, True),
        ("outcome=open", {}, True),
        ("outcome=open", {"outcome": "joined"}, False),
        ("outcome=", {}, True),
        ("outcome!=open", {"outcome": "joined"}, True),
        ("interests=", {"interests": ["payments"]}, False),
    ],
)
def test_a_field_without_a_value_is_asked_for_by_nothing_or_by_the_word_in_the_table(
    text: str, data: dict[str, object], holds: bool
) -> None:
    assert condition("requests", text).holds(data) == holds
