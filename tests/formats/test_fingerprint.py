"""A finding keeps its fingerprint while its file is edited around it, and shares it with no other."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cmtool.formats.fingerprint import fingerprints
from tests.formats.findings import finding


def test_fingerprint_is_32_digits_that_stay_from_version_to_version() -> None:
    """Whoever changes these makes every known finding of every community a new one."""
    assert fingerprints([finding(), finding()]) == [
        "561ec9cc15f158c8f3f060c6bae4b001",
        "681ec67ccde053d35a21cba98510688d",
    ]


def test_line_text_and_message_do_not_count() -> None:
    [usual] = fingerprints([finding()])
    assert fingerprints([finding(offsets=(0, 1))]) == [usual]
    assert fingerprints([finding(text="# a comment\n" * 9)]) == [usual]
    assert fingerprints([finding("in other words", hint="do this", severity="warning")]) == [usual]
    assert fingerprints([finding(path="members/moved/ada-moreau.yaml")]) == [usual]


def test_rule_record_and_field_count() -> None:
    others = [finding(code="MEM103"), finding(record="members/bo-lindqvist"), finding(field=("status", 0))]
    assert len({*fingerprints([finding(), *others])}) == 4


def test_file_without_a_record_is_known_by_its_path() -> None:
    first, second = fingerprints([finding(record="", path="a.yaml"), finding(record="", path="b.yaml")])
    assert first != second


def test_repetitions_are_counted_in_their_order() -> None:
    first, other, again = fingerprints([finding("one"), finding(code="MEM103"), finding("two")])
    assert len({first, other, again}) == 3
    assert fingerprints([finding("two"), finding("one")]) == [first, again]


@given(st.lists(st.builds(lambda code, name: finding(code=code, field=(name,), record=name), st.text(), st.text())))
def test_none_is_told_twice(found: list) -> None:
    told = fingerprints(found)
    assert len(set(told)) == len(found)
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in told)
