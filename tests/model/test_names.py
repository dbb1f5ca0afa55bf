"""Names: which spellings are one, and the ids that names make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.names import LONGEST, folded, person, slug


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Ámina Diálló", "amina-diallo"),
        ("Søren Łukasz-Þór", "soren-lukasz-thor"),
        ("Nguyễn Thị Hằng", "nguyen-thi-hang"),
        ("Đỗ Ħal Ŋai", "do-hal-ngai"),
        ("Ɗan Ƙofa, Yaɓo Ƴar", "dan-kofa-yabo-yar"),
        ("Kɔkɔ Ʋedzi Əli", "koko-vedzi-eli"),
        ("D’Arcy O'Neil-O´Hara", "darcy-oneil-ohara"),
        ("Straße ẞ ﬁn İpek Işık", "strasse-ss-fin-ipek-isik"),
        ("Kaʻōhao ŉ", "kaohao-n"),
        ("  A.  B. 3rd!", "a-b-3rd"),
        ("Writing OpenAPI (3.1)", "writing-openapi-3-1"),
        ("word " * 20, "word-" * 12 + "word"),
        ("x" * 70, "x" * 64),
        ("C++", "c"),
        # no id is invented: letters of other scripts would be lost
        ("徐俊杰", ""),
        ("Ким Lee", ""),
        ("سلمى", ""),
        ("अमीना", ""),
        ("🌍", ""),
    ],
)
def test_an_id_is_the_name_in_ascii_or_nothing(name: str, id: str) -> None:
    assert slug(name) == id


@given(st.text(max_size=90))
def test_the_id_of_an_id_is_the_same(name: str) -> None:
    found = slug(name)
    assert slug(found) == found
    assert len(found) <= LONGEST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë Marin", "MARIN,  Zoe"),
        ("Søren O´Brien", "soren o'brien"),
        ("徐俊杰", "徐俊杰 "),
        ("Mary・Smith", "Smith Mary"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert person(one) == person(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amina Diallo", "Aminata Diallo"),
        ("अमीना", "अमाना"),  # a vowel sign is no letter, and no punctuation either
        ("李四", "李五"),
        ("🌍", "🌎"),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    assert person(one) != person(other)
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("word", "same"),
    [("Côte d'Ivoire", "cotedivoire"), ("E-mail_address?", "emailaddress"), ("C++", "c"), ("++", "++")],
)
def test_a_word_for_comparison(word: str, same: str) -> None:
    assert folded(word) == same
