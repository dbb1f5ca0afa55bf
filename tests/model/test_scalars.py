"""What each type takes, and what it refuses: the field decides, not the spelling."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from yaml import safe_load

from cmtool.model.plain import Plain, plain
from cmtool.model.scalars import (
    Clock,
    Count,
    Country,
    Day,
    DayOrDeclined,
    Flag,
    Handle,
    Language,
    Line,
    Minutes,
    Number,
    Slug,
    Url,
)

GOOD: list[tuple[Any, Any, Any]] = [
    (Day, Plain("2026-03-01"), date(2026, 3, 1)),
    (Day, "2026-03-01", date(2026, 3, 1)),
    (Day, Plain("1900-01-01"), date(1900, 1, 1)),
    (Day, "2999-12-31", date(2999, 12, 31)),
    (DayOrDeclined, "declined", "declined"),
    (Clock, Plain("12:30"), time(12, 30)),
    (Clock, "09:05", time(9, 5)),
    (Count, Plain("12"), 12),
    (Minutes, Plain("10080"), 10080),
    (Minutes, Plain("0"), 0),
    (Number, Plain("3.5"), 3.5),
    (Flag, Plain("true"), True),
    (Language, "zh-Hant-TW", "zh-Hant-TW"),
    (Slug, "mei-lin-tan", "mei-lin-tan"),
    (Url, "https://meridian.example/a?b#c", "https://meridian.example/a?b#c"),
]
BAD: list[tuple[Any, Any]] = [
    (Day, Plain("2026-02-30")),
    (Day, Plain("2026-3-1")),
    (Day, Plain("1899-12-31")),
    (Day, "3000-01-01"),
    (Day, date(9999, 12, 31)),
    (DayOrDeclined, Plain("0001-01-01")),
    (Minutes, Plain("10081")),
    (Minutes, "60"),
    (Day, Plain("20260301")),
    (Day, "2026-W09-7"),
    (Day, Plain("0")),
    (Day, "tomorrow"),
    (DayOrDeclined, "refused"),
    (Clock, Plain("24:00")),
    (Clock, Plain("750")),
    (Count, "12"),
    (Count, Plain("010")),
    (Count, Plain("-1")),
    (Count, Plain("1_000")),
    (Count, Plain("0x10")),
    (Count, True),
    (Number, Plain(".inf")),
    (Number, Plain("1e400")),
    (Flag, Plain("yes")),
    (Flag, Plain("1")),
    (Flag, "true"),
    (Line, Plain("1.10")),
    (Line, ""),
    (Line, "two\nlines"),
    (Slug, "Mei"),
    (Slug, "-mei"),
    (Slug, "mei\n"),
    (Country, "sn"),
    (Language, "en_US"),
    (Handle, "ada@meridian.example"),
    (Url, "javascript:alert(1)"),
    (Url, "https://linkedin.com@evil.example"),
    (Url, "https:///nowhere"),
]


@pytest.mark.parametrize(("kind", "given_value", "expected"), GOOD)
def test_type_takes(kind: Any, given_value: Any, expected: Any) -> None:
    assert TypeAdapter(kind).validate_python(given_value, strict=True) == expected


@pytest.mark.parametrize(("kind", "given_value"), BAD)
def test_type_refuses(kind: Any, given_value: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(given_value, strict=True)


@pytest.mark.parametrize(
    "text",
    "NO no yes on Off y TRUE Null 1 010 0o17 0b11 1_000 1.10 1e5 .5 .inf .NaN 1:30 12:30:45 2026-03-01 = <<".split(),
)
def test_scalar_that_some_tool_misreads_is_plain(text: str) -> None:
    assert plain(text) == Plain(text)


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_nothing_is_null(text: str) -> None:
    assert plain(text) is None


@pytest.mark.parametrize("text", ["Amina", "5%", "v1", "14d", "2026-07-01-role-names", "no-one", "truely"])
def test_other_words_are_text(text: str) -> None:
    assert plain(text) == text


@given(st.from_regex(r"\A[A-Za-z0-9.:_+~=-]{1,14}\Z"))
def test_what_yaml_1_1_or_1_2_reads_as_something_else_is_never_text(text: str) -> None:
    others = []
    for load in (safe_load, YAML(typ="safe", pure=True).load):
        try:
            others.append(load(f"- {text}\n")[0])
        except Exception:
            others.append(text)  # refused, not misread
    if any(not isinstance(other, str | dict | list) for other in others):
        assert plain(text) != text


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Day, "9999-12-31", "a day from 1900-01-01 to 2999-12-31"),
        (DayOrDeclined, "9999-12-31", "a day from 1900-01-01 to 2999-12-31"),
        (DayOrDeclined, "2026-02-30", "a day that exists, as 2026-03-01"),
        (DayOrDeclined, "soon", "a date, as 2026-03-01, or declined"),
        (Minutes, Plain("999999999999"), "minutes, as 45, at most 10080"),
    ],
)
def test_refusal_says_what_is_expected(kind: Any, value: Any, expected: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value, strict=True)
    assert caught.value.errors()[0]["msg"] == expected
