"""Countries and areas of ISO 3166-1 with the regions of UN M49.

`XK` (Kosovo) is user-assigned, in no ISO list, and accepted all the same: the European Commission, Unicode CLDR and
people's own records use it.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from cmtool.model.names import folded


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

_OTHER_NAMES: Final = {
    "usa": "US", "unitedstatesofamerica": "US", "uk": "GB", "greatbritain": "GB", "england": "GB", "scotland": "GB",
    "russia": "RU", "turkey": "TR", "ivorycoast": "CI", "czechrepublic": "CZ", "holland": "NL", "thenetherlands": "NL",
    "republicofkorea": "KR", "korea": "KR", "southkorea": "KR", "burma": "MM", "swaziland": "SZ", "capeverde": "CV",
    "macedonia": "MK", "thegambia": "GM", "thephilippines": "PH", "uae": "AE", "easttimor": "TL", "drc": "CD",
    "democraticrepublicofthecongo": "CD", "brasil": "BR", "deutschland": "DE", "espana": "ES", "eesti": "EE",
    "unitedrepublicoftanzania": "TZ", "laos": "LA", "syria": "SY", "iran": "IR", "vatican": "VA", "palestine": "PS",
    "republicofmoldova": "MD", "bosnia": "BA", "vietnam": "VN", "brunei": "BN", "micronesia": "FM",
}  # fmt: skip
"""Other names of countries that forms and their writers use, folded."""


@cache
def countries() -> dict[str, Country]:
    """All countries by their two-letter code, in the order of codes; user-assigned ones last."""
    lines = (files(__package__) / "countries.csv").read_text("utf-8").splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    next(rows)
    listed = (*(Country(*row) for row in rows), *USER_ASSIGNED)
    return {country.alpha2: country for country in listed}


@cache
def names() -> dict[str, str]:
    """Codes by the folded names of countries: the English short ones, and others that people use."""
    return {folded(country.name): code for code, country in countries().items()} | _OTHER_NAMES


def advice(code: str) -> str:
    """The end of a message about an unknown code: what was probably meant, with its name."""
    meant = _MISTAKEN.get(code)
    return f"; did you mean '{meant}' ({countries()[meant].name})?" if meant else ""


def code_of(text: str) -> str:
    """The code of a country that is written out in some way, in three letters or in lower case; empty if it is none."""
    word = folded(text)
    code = word.upper()
    if code in countries():
        return code
    return names().get(word) or next((c.alpha2 for c in countries().values() if c.alpha3 == code), "")
