"""What templates may do with a value beside printing it; no filter calls its argument."""

from __future__ import annotations

import base64
import hashlib
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(value: date) -> str:
    """`26 November 2026`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 member`, `2 members`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share as a whole percentage, halves up."""
    return f"{int(share * 100 + 0.5)}%"


def sha256(text: str) -> str:
    """The hash by which a page's policy allows its own style sheet."""
    return "sha256-" + base64.b64encode(hashlib.sha256(str(text).encode("utf-8")).digest()).decode("ascii")
