"""Countries against pycountry, which takes them from ISO 3166."""

from __future__ import annotations

from collections import Counter

import pycountry
import pytest

from cmtool.catalogue.countries import USER_ASSIGNED, advice, code_of, countries, names
from cmtool.model.names import folded

LISTED = [country for country in countries().values() if country not in USER_ASSIGNED]


def test_codes_are_those_of_iso_3166() -> None:
    known = {country.alpha_2: (country.alpha_3, country.numeric) for country in pycountry.countries}
    assert {country.alpha2: (country.alpha3, country.m49) for country in LISTED} == known
    assert [country.alpha2 for country in LISTED] == sorted(known)


def test_names_are_those_of_iso_3166_or_shorter() -> None:
    iso = {c.alpha_2: {c.name, getattr(c, "common_name", c.name)} for c in pycountry.countries}
    own = {country.alpha2: country.name for country in LISTED if country.name not in iso[country.alpha2]}
    assert own == {
        "CD": "Democratic Republic of the Congo",
        "FM": "Micronesia",
        "MF": "Saint Martin",
        "PS": "Palestine",
        "SX": "Sint Maarten",
        "VA": "Holy See",
        "VG": "British Virgin Islands",
        "VI": "United States Virgin Islands",
    }


def test_regions_are_those_of_un_m49() -> None:
    assert Counter((country.region, country.subregion) for country in LISTED) == {
        ("", ""): 1,
        ("Africa", "Northern Africa"): 7,
        ("Africa", "Sub-Saharan Africa"): 53,
        ("Americas", "Latin America and the Caribbean"): 52,
        ("Americas", "Northern America"): 5,
        ("Asia", "Central Asia"): 5,
        ("Asia", "Eastern Asia"): 8,
        ("Asia", "South-eastern Asia"): 11,
        ("Asia", "Southern Asia"): 9,
        ("Asia", "Western Asia"): 18,
        ("Europe", "Eastern Europe"): 10,
        ("Europe", "Northern Europe"): 16,
        ("Europe", "Southern Europe"): 16,
        ("Europe", "Western Europe"): 9,
        ("Oceania", "Australia and New Zealand"): 6,
        ("Oceania", "Melanesia"): 5,
        ("Oceania", "Micronesia"): 8,
        ("Oceania", "Polynesia"): 10,
    }
    assert Counter(country.intermediate for country in LISTED if country.intermediate) == {
        "Caribbean": 28,
        "Central America": 8,
        "Channel Islands": 2,
        "Eastern Africa": 22,
        "Middle Africa": 9,
        "South America": 16,
        "Southern Africa": 5,
        "Western Africa": 17,
    }


def test_kosovo_is_accepted_though_no_code_of_iso() -> None:
    assert countries()["XK"].name == "Kosovo"
    assert pycountry.countries.get(alpha_2="XK") is None


@pytest.mark.parametrize(
    ("code", "told"),
    [("UK", "; did you mean 'GB' (United Kingdom)?"), ("EL", "; did you mean 'GR' (Greece)?"), ("ZZ", "")],
)
def test_code_of_daily_life_leads_to_the_right_one(code: str, told: str) -> None:
    assert code not in countries()
    assert advice(code) == told


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Norway", "NO"),
        ("no", "NO"),
        ("SEN", "SN"),
        ("Atlantis", ""),
        ("COTE D’IVOIRE", "CI"),
        ("Ivory Coast", "CI"),
        ("The Gambia", "GM"),
        ("U.S.A.", "US"),
        ("", ""),
    ],
)
def test_country_written_out_has_a_code(text: str, code: str) -> None:
    assert code_of(text) == code


def test_every_name_is_folded_and_leads_to_a_country() -> None:
    assert {folded(name) for name in names()} == set(names())
    assert set(names().values()) <= set(countries())
