"""Time zones: the names of tzdata, without abbreviations."""

from __future__ import annotations

import pytest

from cmtool.catalogue.timezones import ABBREVIATIONS, advice, names
from cmtool.schedule.zones import zone


def test_every_name_is_a_zone_of_tzdata() -> None:
    assert [name for name in names() if str(zone(name)) != name] == []


@pytest.mark.parametrize(
    "name", ["Africa/Dakar", "UTC", "Europe/Tallinn", "America/Argentina/Buenos_Aires", "Asia/Calcutta"]
)
def test_name_is_known(name: str) -> None:
    assert name in names()


def test_abbreviations_are_refused_and_lead_to_a_city() -> None:
    assert not names() & ABBREVIATIONS.keys()
    assert set(ABBREVIATIONS.values()) <= names()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("CET", "; an abbreviation means several zones: did you mean 'Europe/Berlin'?"),
        ("pst", "; an abbreviation means several zones: did you mean 'America/Los_Angeles'?"),
        ("Tallinn", "; did you mean 'Europe/Tallinn'?"),
        ("New York", "; did you mean 'America/New_York'?"),
        ("europe/berlin", "; did you mean 'Europe/Berlin'?"),
        ("Afrika/Dakar", "; did you mean 'Africa/Dakar'?"),
        ("UTC+3", "; an offset knows no summer time: name a city of the zone, as 'Europe/Tallinn'"),
        ("+02:00", "; an offset knows no summer time: name a city of the zone, as 'Europe/Tallinn'"),
        ("Mars/Olympus", ""),
    ],
)
def test_probable_zone_is_suggested(name: str, told: str) -> None:
    assert name not in names()
    assert advice(name) == told
