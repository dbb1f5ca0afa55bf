"""Languages against pycountry, which takes them from ISO 639."""

from __future__ import annotations

import pycountry
import pytest

from cmtool.catalogue.language_names import _TAGS, tag_of
from cmtool.catalogue.languages import _MISTAKEN, TWO_LETTERS, Languages, advice, canonical


def test_two_letters_are_those_of_iso_639_without_serbo_croatian() -> None:
    known = {language.alpha_2 for language in pycountry.languages if hasattr(language, "alpha_2")}
    assert known - {"sh"} == TWO_LETTERS


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant", "sr-Latn-RS", "es-419", "gsw", "wo", "en-EU", "sq-XK"])
def test_tag_of_a_language_is_known(tag: str) -> None:
    assert tag in Languages()


@pytest.mark.parametrize(
    "tag", ["xx", "jp", "en-UK", "EN", "english", "en-us", "en_US", "", "e", "en-Latn-", "zh-hant"]
)
def test_other_tags_are_not(tag: str) -> None:
    assert tag not in Languages()


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("jp", "; did you mean 'ja'?"),
        ("en-UK", "; did you mean 'en-GB'?"),
        ("fr-XX", "; did you mean 'fr'?"),
        ("xx", ""),
    ],
)
def test_probable_language_is_suggested(tag: str, told: str) -> None:
    assert advice(tag) == told


def test_mistaken_codes_are_no_languages_and_lead_to_some() -> None:
    assert not _MISTAKEN.keys() & TWO_LETTERS
    assert set(_MISTAKEN.values()) <= TWO_LETTERS


@pytest.mark.parametrize(
    ("text", "tag"), [("EN", "en"), ("PT_br", "pt-BR"), ("ZH-hant", "zh-Hant"), ("en-uk", "en-GB"), ("English", "")]
)
def test_tag_in_another_spelling_is_recognised(text: str, tag: str) -> None:
    assert canonical(text) == tag


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("French", "fr"),
        ("français", "fr"),
        ("FRA", "fr"),
        ("中文", "zh"),
        ("Filipino", "fil"),
        ("Klingon", ""),
        ("", ""),
    ],
)
def test_language_written_out_has_a_tag(name: str, tag: str) -> None:
    assert tag_of(name) == tag


def test_names_lead_to_languages() -> None:
    assert set(_TAGS.values()) <= TWO_LETTERS | {"fil"}
