"""Time zones: the names of the `tzdata` package, so that every machine knows the same ones.

Abbreviations (`EST`, `CET`) are refused although tzdata holds some of them: they mean several zones, or one that never
changes to summer time, and meetings would move by an hour.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from cmtool.suggestion import Suggestions, did_you_mean

ABBREVIATIONS: Final = {
    "ACST": "Australia/Darwin", "AEDT": "Australia/Sydney", "AEST": "Australia/Brisbane", "AKST": "America/Anchorage",
    "ART": "America/Argentina/Buenos_Aires", "AWST": "Australia/Perth", "BDT": "Asia/Dhaka",
    "BRT": "America/Sao_Paulo", "BST": "Europe/London", "CAT": "Africa/Maputo", "CDT": "America/Chicago",
    "CEST": "Europe/Berlin", "CET": "Europe/Berlin", "CLT": "America/Santiago", "COT": "America/Bogota",
    "CST": "America/Chicago", "CST6CDT": "America/Chicago", "EAT": "Africa/Nairobi", "ECT": "America/Guayaquil",
    "EDT": "America/New_York", "EEST": "Europe/Helsinki", "EET": "Europe/Helsinki", "EST": "America/New_York",
    "EST5EDT": "America/New_York", "GST": "Asia/Dubai", "HKT": "Asia/Hong_Kong", "HST": "Pacific/Honolulu",
    "ICT": "Asia/Bangkok", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "MDT": "America/Denver",
    "MEST": "Europe/Berlin", "MET": "Europe/Berlin", "MSK": "Europe/Moscow", "MST": "America/Denver",
    "MST7MDT": "America/Denver", "NPT": "Asia/Kathmandu", "NZDT": "Pacific/Auckland", "NZST": "Pacific/Auckland",
    "PDT": "America/Los_Angeles", "PET": "America/Lima", "PHT": "Asia/Manila", "PKT": "Asia/Karachi",
    "PST": "America/Los_Angeles", "PST8PDT": "America/Los_Angeles", "SAST": "Africa/Johannesburg",
    "SGT": "Asia/Singapore", "TRT": "Europe/Istanbul", "WAT": "Africa/Lagos", "WEST": "Europe/Lisbon",
    "WET": "Europe/Lisbon", "WIB": "Asia/Jakarta",
}  # fmt: skip
"""Abbreviations and a zone that their writers often mean."""

_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*[-+−]\s*[0-9]{1,2}(?::?[0-9]{2})?", re.IGNORECASE)


@cache
def names() -> frozenset[str]:
    """The names that a record may use: `Region/City`, `UTC`, and the old country names that tzdata still knows."""
    listed = (files("tzdata") / "zones").read_text("ascii").split()
    return frozenset(listed) - ABBREVIATIONS.keys() - {"Factory"}


def advice(name: str) -> str:
    """The end of a message about an unknown name: the zone that was probably meant."""
    city = f"/{name.strip().replace(' ', '_').casefold()}"
    cities = sorted(known for known in names() if known.casefold().endswith(city))
    if name.upper() in ABBREVIATIONS:
        return f"; an abbreviation means several zones: did you mean '{ABBREVIATIONS[name.upper()]}'?"
    if _OFFSET.fullmatch(name):
        return "; an offset knows no summer time: name a city of the zone, as 'Europe/Tallinn'"
    return did_you_mean(cities[0] if cities else _by_name().nearest(name))


@cache
def _by_name() -> Suggestions:
    return Suggestions(names())
