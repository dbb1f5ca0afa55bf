"""Mail addresses and phone numbers, and what only looks like them."""

from __future__ import annotations

import time

import pytest

from cmtool.model.addresses import addresses, named, shown


def found(text: str) -> list[tuple[str, str]]:
    return [(what, text[start:end]) for what, start, end in addresses(text)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ask ann@mail.example.", "ann@mail.example"),
        ("<ann.lee+work@mail.example>", "ann.lee+work@mail.example"),
        ("mailto:ann@mail.example", "ann@mail.example"),
        ("jürgen@bücher.example", "jürgen@bücher.example"),
        ("https://x.example/?to=ann%40mail.example&n=1", "ann%40mail.example"),
        ("https://ann@mail.example/", "ann@mail.example"),
    ],
)
def test_mail_address_is_found_to_its_end(text: str, address: str) -> None:
    assert found(text) == [("mail address", address)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tel +44 20 7946 0018, any time", "+44 20 7946 0018"),
        ("(+1)", None),
        ("+1 (202) 555-0143", "+1 (202) 555-0143"),
        ("+491701234567", "+491701234567"),
        ("tel:+221.33.800.00.00", "+221.33.800.00.00"),
        ("+49\u00a0170\u202f123\u20114567", "+49\u00a0170\u202f123\u20114567"),
        ("+1234567", None),
        ("+1234567890123456", None),
    ],
)
def test_phone_number_has_a_plus_and_8_to_15_digits(text: str, number: str | None) -> None:
    assert found(text) == ([("phone number", number)] if number else [])


@pytest.mark.parametrize(
    "text",
    [
        "@ann@social.example",
        "https://social.example/@ann@other.example",
        "git@code.example:specs/payments.git",
        "left-pad@1.3.0",
        "meet @ 14:00",
        "a@b",
        "1.0.0+20261120123456",
        "UTC+02:00",
        "2+2",
        "https://calendar.example/?src=x@group.calendar.google.com",
        "100 + 20 000 000",
    ],
)
def test_other_uses_of_the_signs_are_no_addresses(text: str) -> None:
    assert found(text) == []


def test_all_addresses_of_a_text_are_found_in_order() -> None:
    assert [what for what, _ in found("a@b.example or +44 20 7946 0018 or c@d.example")] == [
        "mail address",
        "phone number",
        "mail address",
    ]


def test_text_with_an_address_is_never_shown() -> None:
    assert shown("Ann Lee") == "'Ann Lee'"
    assert shown("x" * 61) == "'" + "x" * 57 + "...'"
    assert shown("ann@mail.example") == "a text of 16 characters"
    assert (named("name"), named("ann@mail.example")) == ("'name'", "that holds an address")


@pytest.mark.parametrize(
    "text", ["a" * 200_000 + "@", "a@" * 100_000, "+1" * 100_000, "+ " * 100_000, "a.b-" * 60_000 + "@a.b"]
)
def test_hostile_text_is_searched_in_time(text: str) -> None:
    before = time.perf_counter()
    list(addresses(text))
    assert time.perf_counter() - before < 1
