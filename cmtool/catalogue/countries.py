"""Countries and areas of ISO 3166-1 with the regions of UN M49.

`XK` (Kosovo) is user-assigned, in no ISO list, and accepted all the same: the European Commission, Unicode CLDR and
people's own records use it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple


class Country(NamedTuple):
    """A country or area: its ISO 3166-1 codes (`m49` is also the numeric one), English short name, and UN regions."""

    alpha2: str
    alpha3: str
    m49: str
    name: str
    region: str
    subregion: str
    intermediate: str


USER_ASSIGNED: Final = (Country("XK", "XKX", "", "Kosovo", "Europe", "Southern Europe", ""),)

_MISTAKEN: Final = {"UK": "GB", "EL": "GR", "EN": "GB", "JA": "JP", "SP": "ES", "TP": "TL", "ZR": "CD"}
"""Codes that people write for a country whose code is another one."""


@cache
def countries() -> dict[str, Country]:
    """All countries by their two-letter code, in the order of codes; user-assigned ones last."""
    lines = (files(__package__) / "countries.csv").read_text("utf-8").splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    next(rows)
    listed = (*(Country(*row) for row in rows), *USER_ASSIGNED)
    return {country.alpha2: country for country in listed}


def advice(code: str) -> str:
    """The end of a message about an unknown code: what was probably meant, with its name."""
    meant = _MISTAKEN.get(code)
    return f"; did you mean '{meant}' ({countries()[meant].name})?" if meant else ""


def code_of(text: str) -> str:
    """The code of a country that is written out, in three letters or in lower case; empty if it is none."""
    word = text.strip().casefold()
    return next(
        (
            c.alpha2
            for c in countries().values()
            if word in (c.name.casefold(), c.alpha3.casefold(), c.alpha2.casefold())
        ),
        "",
    )
