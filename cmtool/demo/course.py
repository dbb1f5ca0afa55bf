"""How far a spotlight of the sample had come on a day: invited, answered, approved, published, withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from cmtool.demo.past import Values

INVITED: Final = timedelta(days=28)
"""How long before its day a spotlight is planned, and the person invited."""
_ANSWERED = timedelta(days=14)
_WORDS = ("answers", "quote")


def spotlight(values: Values, day: date) -> Values:
    """A spotlight that is cut already: its status by what has happened, without words that nobody had said yet."""
    consent = values.get("consent", {})
    if "withdrawn" in consent:
        return {**values, "status": "withdrawn"}
    if values.get("published"):
        return {**values, "status": "published"}
    if consent:
        return {**values, "status": "approved"}
    if values["planned"] - day <= _ANSWERED:
        return {**values, "status": "answered"}
    return {name: value for name, value in values.items() if name not in _WORDS} | {"status": "invited"}
