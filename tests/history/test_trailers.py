"""Trailers are read from the last paragraph alone, and held against what the commit changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.history.identity import COMMUNITY, Key, Present
from cmtool.history.trailers import mismatches, records, trailers

ADA, BO = Key("members", "ada-moreau"), Key("members", "bo-lindqvist")
PRESENT = Present({ADA: b"name: Ada\nformerly: [ada-stone]\n", BO: b"name: Bo\n", COMMUNITY: b"name: Garden\n"})


def said(message: str, *touched: Key) -> list[str]:
    return list(mismatches(message, touched, PRESENT))


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("retire\n\nCmtool-Change: retire\nCmtool-Record: members/x\n", [("Cmtool-Change", "retire"), ("Cmtool-Record", "members/x")]),
        ("retire\n\nbody\n\nReason: moved\n away, far\n\n\n", [("Reason", "moved away, far")]),
        ("Cmtool-Record: members/x", []),
        ("\n\nCmtool-Record: members/x\n", []),
        ("retire\n\nCmtool-Record: members/x\n\nthe body goes on\n", []),
        ("retire\n\nwords\nCmtool-Record: members/x\n", []),
        ("retire\n\nCmtool-Record: members/x\nwords\n", []),
        ("retire\n\n Cmtool-Record: members/x\n", []),
        ("retire\n\nReason: x\u2028Cmtool-Record: members/x\n", [("Reason", "x\u2028Cmtool-Record: members/x")]),
        ("retire\n\nReason: x\rCmtool-Record: members/x\n", [("Reason", "x\rCmtool-Record: members/x")]),
        ("retire\n\nReason: x\r\n\r\nA: b\r\n", [("A", "b")]),
        ("", []),
    ],
)  # fmt: skip
def test_trailers_are_the_last_paragraph_where_it_holds_nothing_else(
    message: str, found: list[tuple[str, str]]
) -> None:
    assert trailers(message) == found


@given(st.text(), st.text())
def test_text_above_the_trailers_is_never_one(subject: str, body: str) -> None:
    told = f"x{subject}\n\n{body}\n\nCmtool-Record: members/ada-moreau\nReason: moved\n"
    assert trailers(told) == [("Cmtool-Record", "members/ada-moreau"), ("Reason", "moved")]


@given(st.sampled_from(["\n\n", "\r\n\r\n", "\n", "\u2028\u2028", "\x0b\x0b", "\n \n", ""]), st.text())
def test_record_named_in_the_body_is_not_taken_for_one(gap: str, more: str) -> None:
    body = f"why{gap}Cmtool-Record: members/other{gap}{more}"
    told = f"change\n\n{body}\n\nCmtool-Record: members/ada-moreau\n"
    assert records(told) == ["members/ada-moreau"]


def test_trailers_that_say_what_the_commit_changed_are_no_news() -> None:
    message = "x\n\nCmtool-Record: members/ada-moreau\ncmtool-record: community\n"
    assert said(message, ADA, COMMUNITY) == []


def test_commit_without_such_trailers_says_nothing() -> None:
    assert said("x\n\nReason: because\n", ADA) == []


def test_record_that_was_not_changed_and_record_that_is_not_named_are_told() -> None:
    assert said("x\n\nCmtool-Record: members/ada-moreau\n", BO, COMMUNITY) == [
        "its trailers name members/ada-moreau, which it did not change",
        "its trailers do not name community, which it changed",
        "its trailers do not name members/bo-lindqvist, which it changed",
    ]


def test_record_counts_under_any_of_its_ids() -> None:
    assert said("x\n\nCmtool-Record: members/ada-stone\n", ADA) == []
    assert said("x\n\nCmtool-Record: members/ada-moreau\n", Key("members", "ada-stone"), ADA) == []


def test_person_who_is_gone_is_not_named() -> None:
    gone = Key("members", "eve-black")
    assert said("x\n\nCmtool-Record: members/eve-black\n", ADA) == [
        "its trailers name a former member, which it did not change",
        "its trailers do not name members/ada-moreau, which it changed",
    ]
    assert said("x\n\nCmtool-Record: members/ada-moreau\n", ADA, gone) == [
        "its trailers do not name a former member, which it changed"
    ]


@pytest.mark.parametrize(
    "ref", ["eve@meridian.example", "members/../x", "members/x/y", "x", "\x1b[31m/x", "", "members/"]
)
def test_what_is_no_reference_is_not_repeated(ref: str) -> None:
    assert said(f"x\n\nCmtool-Record: {ref}\nCmtool-Record: members/ada-moreau\n", ADA) == [
        "its trailers name something that is no record"
    ]
