"""When a meeting takes place, out of the words people write: nothing is guessed, what is not clear stays open.

A date of one occurrence (`starts`) is known if the words name the day the series started, or if they leave no choice:
every Tuesday is a meeting of a weekly series on Tuesdays, every first Thursday one of a series on first Thursdays. Of
these the one in the week of Monday 2024-01-01, or in January 2024, is taken, so that the same words give the same date.
Every second Tuesday, or some Thursday of the month, leave a choice: such a series has no `starts`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

ANCHOR = date(2024, 1, 1)
"""A Monday, the first of a month and of a year."""

RULE = f"weekly series, and monthly ones on a clear day, start in the week or month of {ANCHOR} if no date is told"
"""What people should know about the dates that this import chose."""

_ZONES = {
    "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "pacific time": "America/Los_Angeles", "mt": "America/Denver", "mountain time": "America/Denver",
    "ct": "America/Chicago", "central time": "America/Chicago", "et": "America/New_York",
    "est": "America/New_York", "edt": "America/New_York", "eastern time": "America/New_York",
    "cet": "Europe/Berlin", "cest": "Europe/Berlin", "central european time": "Europe/Berlin",
    "poland": "Europe/Warsaw", "ist": "Asia/Kolkata", "india standard time": "Asia/Kolkata",
    "indian standard time": "Asia/Kolkata", "utc": "UTC", "gmt": "UTC", "coordinated universal time": "UTC",
}  # fmt: skip
_CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?\s*(?P<half>am|pm)?", re.ASCII)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTH = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}
_WEEKS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}

_WEEKDAY = rf"(?:{'|'.join(_WEEKDAYS)})s?"
_ORDINAL = rf"(?:first|second|third|fourth|last|{'|'.join(_NTH)})"
_MONTH_DAY = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?"
_STARTS = (
    re.compile(rf"\bstart(?:s|ing)?(?: date)?:?(?: on)?(?: {_WEEKDAY},?)? {_MONTH_DAY},? (?P<year>[0-9]{{4}})\b"),
    re.compile(rf"\b(?P<year>[0-9]{{4}}) start date:? {_MONTH_DAY}\b"),
    re.compile(r"\bstart(?:s|ing)?(?: date)?:?(?: on)? (?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\b"),
)
_UNCLEAR = re.compile(r"\b(?:bi|semi)-?monthly\b|\btwice\b|\btimes\b|\bexcept\b")
_EVERY = (
    (re.compile(r"\bbi-?weekly\b|\bfortnightly\b|\bevery (?:two|2) weeks\b|\bevery other week\b"), "14d"),
    (re.compile(rf"\bevery (?P<weeks>{'|'.join(_WEEKS)}|[3-8]) weeks\b"), ""),
    (re.compile(r"\bweekly\b|\bevery week\b"), "7d"),
    (re.compile(r"\bmonthly\b|\b(?:(?:of )?(?:every|each)|of the) month\b"), "monthly"),
)
_MONTH_RULE = re.compile(rf"(?<!after the )(?<!before the )\b(?P<nth>{_ORDINAL}) (?P<weekday>{_WEEKDAY})\b")
_FILLING = re.compile(rf"\b(?:{_WEEKDAY}|every|on|the)\b|[^\w]+")


class Rhythm(NamedTuple):
    """How often, one date if it is known, which day of the month, and whether every word was understood."""

    every: str
    starts: date | None
    month_rule: str | None
    is_whole: bool


def clock(words: str) -> str | None:
    """A time of day as `HH:MM`, from `9:00`, `09:00` or `2PM`."""
    found = _CLOCK.fullmatch(words.strip().casefold())
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def zone(words: str) -> str | None:
    """The IANA zone of `PT (Pacific Time)`, `Eastern Time (ET)` or `Poland`; all its names must mean the same."""
    names = [name.strip() for name in re.split(r"[()]", words.casefold())]
    zones = {_ZONES.get(name) for name in names if name}
    return zones.pop() if len(zones) == 1 else None


def rhythm(day: str, frequency: str) -> Rhythm | None:
    """The rhythm that the fields `day` and `frequency` tell; None if they name none, or more than one."""
    weekdays = {word.rstrip("s") for word in re.findall(_WEEKDAY, _lower(day))}
    weekday = _WEEKDAYS.index(weekdays.pop()) if len(weekdays) == 1 else None
    dates, words = _dates(f"{_lower(day)}; {_lower(frequency)}")
    every, words = _every(words)
    if every is None:
        return None
    rule, words = _month_rule(words, weekday) if every == "monthly" else (None, words)
    starts = dates.pop() if len(dates) == 1 else None
    if starts and weekday is not None and starts.weekday() != weekday:
        starts = None
    elif starts and every == "monthly" and rule is None and weekday is not None:
        rule = _rule_of(starts)
        starts = starts if rule else None
    elif not starts and not dates:
        starts = _only_choice(every, rule, weekday)
    return Rhythm(every, starts, rule, not _FILLING.sub("", words))


def _lower(words: str) -> str:
    return " ".join(words.casefold().split())


def _dates(words: str) -> tuple[set[date], str]:
    """The days on which the series is said to start, and the words without them. An impossible day counts as two."""
    found: set[date] = set()
    for form in _STARTS:
        for match in form.finditer(words):
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
            try:
                found.add(date(int(match["year"]), number, int(match["day"])))
            except ValueError:
                found |= {date.min, date.max}
        words = form.sub(" ", words)
    return found, words


def _every(words: str) -> tuple[str | None, str]:
    if _UNCLEAR.search(words):
        return None, words
    found = set()
    for form, every in _EVERY:
        for match in form.finditer(words):
            weeks = match.groupdict().get("weeks")
            found.add(every or f"{7 * (_WEEKS.get(weeks or '') or int(weeks or 0))}d")
        words = form.sub(" ", words)
    return (found.pop() if len(found) == 1 else None), words


def _month_rule(words: str, weekday: int | None) -> tuple[str | None, str]:
    """`first-thu` and so on, if the words name one day and it is the weekday of the meeting."""
    if len(re.findall(rf"\b{_ORDINAL}\b", words)) != 1:
        return None, words
    found = _MONTH_RULE.search(words)
    if found is None or weekday not in (None, _WEEKDAYS.index(found["weekday"].rstrip("s"))):
        return None, words
    return f"{_NTH.get(found['nth'], found['nth'])}-{found['weekday'][:3]}", _MONTH_RULE.sub(" ", words)


def _rule_of(day: date) -> str | None:
    """Which weekday of its month a day is; the fourth may as well be the last, so it tells nothing."""
    nth = (day.day - 1) // 7
    return f"{('first', 'second', 'third', '', 'last')[nth]}-{_WEEKDAYS[day.weekday()][:3]}" if nth != 3 else None


def _only_choice(every: str, rule: str | None, weekday: int | None) -> date | None:
    """The date near the anchor, where the rhythm leaves no choice."""
    if every == "7d" and weekday is not None:
        return ANCHOR + timedelta(days=weekday)
    if rule is None:
        return None
    nth, _, name = rule.partition("-")
    first = ANCHOR + timedelta(days=[day[:3] for day in _WEEKDAYS].index(name))
    if nth == "last":
        return first + timedelta(days=(monthrange(ANCHOR.year, ANCHOR.month)[1] - first.day) // 7 * 7)
    return first + timedelta(weeks=("first", "second", "third", "fourth").index(nth))
