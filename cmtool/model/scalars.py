"""The values a field can hold. Each type converts an unquoted scalar (`Plain`) itself and refuses everything else.

A refusal says what is expected with an example; the loader turns it into SCH103 with the place.
"""

from __future__ import annotations

import math
import re
from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from cmtool.model.plain import Plain

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_COUNT = re.compile(r"0|[1-9][0-9]{0,11}", re.ASCII)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9})?", re.ASCII)
_FLAGS = {"true": True, "false": False}

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The days a registry may name: a term added to one of them, or another zone, never leaves the calendar."""
LONGEST = 7 * 24 * 60
"""Minutes of the longest meeting: a week."""
_A_DATE = "a date, as 2026-03-01"

_days: dict[str, date] = {}
"""Dates already read; a registry holds few different ones."""


def _expected(what: str) -> PydanticCustomError:
    return PydanticCustomError("expected", "{what}", {"what": what})


def _text(value: Any) -> str | None:
    """The characters of a scalar, quoted or not."""
    if value.__class__ is Plain:
        plain: Plain = value
        return plain.text
    return value if isinstance(value, str) else None


def to_day(value: Any) -> date:
    """An ISO 8601 calendar date, quoted or not."""
    text = _text(value)
    if text is not None:
        day = _days.get(text)
        if day is not None:
            return day
        if _DAY.fullmatch(text):
            try:
                day = date.fromisoformat(text)
            except ValueError:
                raise _expected("a day that exists, as 2026-03-01") from None
            if len(_days) > 50_000:
                _days.clear()
            _days[text] = _bounded(day)
            return day
    elif isinstance(value, date):
        return _bounded(value)
    raise _expected(_A_DATE)


def _bounded(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _expected(f"a day from {FIRST_DAY} to {LAST_DAY}")
    return day


def _day_or(*words: str) -> BeforeValidator:
    expected = _expected(f"{_A_DATE}, or {' or '.join(words)}")

    def convert(value: Any) -> date | str:
        if value.__class__ is str and value in words:
            word: str = value
            return word
        try:
            return to_day(value)
        except PydanticCustomError as error:
            raise (expected if error.message() == _A_DATE else error) from None

    return BeforeValidator(convert)


def to_clock(value: Any) -> time:
    """A wall clock time, quoted or not."""
    text = _text(value)
    found = _CLOCK.fullmatch(text) if text is not None else None
    if found:
        return time(int(found[1]), int(found[2]))
    if isinstance(value, time):
        return value
    raise _expected('a time of day, as "14:30"')


def to_count(value: Any) -> int:
    """A whole number from 0, decimal."""
    if value.__class__ is Plain and _COUNT.fullmatch(value.text):
        return int(value.text)
    if value.__class__ is int and value >= 0:
        count: int = value
        return count
    raise _expected("a whole number, as 5")


def to_minutes(value: Any) -> int:
    """A length in minutes, at most a week."""
    expected = _expected(f"minutes, as 45, at most {LONGEST}")
    try:
        minutes = to_count(value)
    except PydanticCustomError:
        raise expected from None
    if minutes > LONGEST:
        raise expected
    return minutes


def to_number(value: Any) -> float:
    """A finite decimal number."""
    if value.__class__ is Plain and _NUMBER.fullmatch(value.text):
        return float(value.text)
    if value.__class__ in (int, float) and math.isfinite(value):
        return float(value)
    raise _expected("a number, as 3.5")


def to_flag(value: Any) -> bool:
    """`true` or `false`, nothing else."""
    if value.__class__ is Plain and value.text in _FLAGS:
        return _FLAGS[value.text]
    if value.__class__ is bool:
        flag: bool = value
        return flag
    raise _expected("true or false")


Line = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^\S(?:[^\n]*\S)?$")]
"""Text on one line."""
Text = Annotated[str, StringConstraints(min_length=1)]
"""Text that may have several lines."""
Slug = Annotated[str, StringConstraints(min_length=2, max_length=64, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
"""An id: lower-case words of ASCII letters and digits, joined by hyphens."""
Key = Annotated[str, StringConstraints(max_length=64, pattern=r"^(?:[a-z0-9]+(?:[-_][a-z0-9]+)*)$")]
"""The key of a free mapping: a slug or digits."""
Url = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\s/?#@\\<>\"]+(?:[/?#][^\s<>\"]*)?$")]
"""An http or https address with a host and no user in front of it."""
Handle = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\s@/:]+$")]
"""A name on another platform, without address, `@` or path."""
Every = Annotated[str, StringConstraints(pattern=r"^(?:[1-9][0-9]{0,2}d|monthly|quarterly|yearly)$")]
"""A rhythm: `7d`, `14d`, `monthly`, ..."""
Version = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_-]*$")]
"""A version number, quoted in the file."""
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$")]
"""A BCP 47 language tag in its canonical case: `en`, `pt-BR`, `zh-Hant`."""
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code."""
Share = Annotated[str, StringConstraints(pattern=r"^(?:100|[1-9]?[0-9])%$")]
"""A share of working time: `20%`."""

Day = Annotated[date, BeforeValidator(to_day)]
DayOrUnknown = Annotated[date | Literal["unknown"], _day_or("unknown")]
DayOrDeclined = Annotated[date | Literal["declined"], _day_or("declined")]
Clock = Annotated[time, BeforeValidator(to_clock)]
Count = Annotated[int, BeforeValidator(to_count)]
Minutes = Annotated[int, BeforeValidator(to_minutes)]
Number = Annotated[float, BeforeValidator(to_number)]
Flag = Annotated[bool, BeforeValidator(to_flag)]

EXPECTED: dict[str, str] = {
    r"^\S(?:[^\n]*\S)?$": "text on one line, without spaces around it",
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": "an id of lower-case words joined by hyphens, as amina-diallo",
    r"^(?:[a-z0-9]+(?:[-_][a-z0-9]+)*)$": "a key of lower-case words joined by hyphens, or digits",
    r"^[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*$": "a reference with its folder, as groups/payments",
    r"^https?://[^\s/?#@\\<>\"]+(?:[/?#][^\s<>\"]*)?$": "an address, as https://example.org/page",
    r"^[^\s@/:]+$": "a handle alone, as amina-d (no address, no @)",
    r"^(?:[1-9][0-9]{0,2}d|monthly|quarterly|yearly)$": "a rhythm: days as 14d, or monthly, quarterly, yearly",
    r"^[0-9A-Za-z][0-9A-Za-z.+_-]*$": 'a version, as "2.1"',
    r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$": "a language tag, as en, pt-BR or zh-Hant",
    r"^[A-Z]{2}$": "a country code of two capitals, as SN",
    r"^(?:100|[1-9]?[0-9])%$": "a share of time, as 20%",
    r"^[^\s@]+@[^\s@]+\.[^\s@]+$": "a mail address, as community@meridian.example",
    r"^[A-Z]{3}[0-9]{3}$": "a rule's code, as MEM201",
    r"^(?:\*|community|[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*)$": "a reference, as members/amina-diallo, or '*' for all",
    r"^[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?$": "a series, as communitymeet or payments/weekly-call",
    r"^[0-9a-f]{16}$": "a fingerprint, as `cmtool spotlight approve` writes it",
    r"^[A-Za-z0-9]+$": "a hashtag of letters and digits, as OpenStandards",
}
"""What each pattern means in words, for messages and docs."""
