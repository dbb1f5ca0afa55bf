"""Foreign values as short single lines, and the joints of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmtool.model.addresses import addresses
from cmtool.render.escape import visible

LONG = 120
"""Most characters of a text in a sentence."""
SHORT = 60
"""Most characters of a name or of what was before."""
_ADDRESS = "(an address)"
OTHER = "something else"
"""Said of a list or mapping that stands where a text belongs: what is in it is nobody's to repeat."""


def line(value: Any, limit: int = LONG) -> str:
    """A value on one line, cut where nobody would read on; mail addresses and phone numbers are not repeated."""
    return cut(_without_addresses(flat(value)), limit)


def flat(value: Any) -> str:
    """A value as one line; `none` where there is nothing."""
    if isinstance(value, str):
        return " ".join(value.split()) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{label(key)}: {flat(item)}" for key, item in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(flat, value)) or "none"
    return "none" if value is None else str(value)


def cut(text: str, limit: int = LONG) -> str:
    """The beginning of a text, with no character that does something."""
    return visible(text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…")


def _without_addresses(text: str) -> str:
    kept, end = [], 0
    for found in addresses(text):
        kept += [text[end : found.start], _ADDRESS]
        end = found.end
    return "".join([*kept, text[end:]])


def label(name: str) -> str:
    """The name of a field as people say it: `hours_per_month` is hours per month."""
    return line(_LABELS.get(name) or name.replace("_", " "), SHORT)


def spoken(id: Any) -> str:
    """A word of ours or an id without hyphens: `in-development` is in development."""
    return line(id.replace("-", " ") if isinstance(id, str) else id, SHORT)


def quoted(text: Any, limit: int = 80) -> str:
    """A title in quotes."""
    return f"'{line(text, limit)}'"


def joined(items: Sequence[str], most: int = 6) -> str:
    """`A, B and C`; of many the first ones, and how many more."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def counted(number: int | str, thing: str) -> str:
    """A number with its noun."""
    return f"{number} {thing}" if str(number) == "1" else f"{number} {thing}s"


def was(before: Any) -> str:
    """What was before, in brackets; nothing where nothing was."""
    return f" (was {line(OTHER if isinstance(before, dict | list) else before, LONG)})" if before else ""


def text_at(value: Any, name: str) -> str | None:
    """The text of a field, if the value is a mapping that has one."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) and found else None


_LABELS = {"tz": "time zone", "timezone": "time zone", "formerly": "former ids"}
_EVERY = {"monthly": "every month", "quarterly": "every quarter", "yearly": "every year"}
_DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
}  # fmt: skip


def rhythm(every: str) -> str:
    """`14d` is every 14 days."""
    if every[-1:] == "d" and every[:-1].isdecimal():
        return "every day" if every == "1d" else f"every {line(every[:-1], SHORT)} days"
    return _EVERY.get(every, line(every, SHORT))


def month_rule(rule: str) -> str:
    """`first-thu` is on the first Thursday."""
    which, _, day = rule.partition("-")
    if which == "day":
        return f"on day {line(day, SHORT)} of the month"
    return f"on the {which} {_DAYS[day]} of the month" if day in _DAYS else line(rule, SHORT)
