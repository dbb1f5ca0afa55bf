"""Ids out of foreign names: always good ones, each once, and the same names give the same ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.exchange.kubernetes_sigs.ids import Ids, slug
from cmtool.store.layout import bad_id


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("API Machinery", "api-machinery"),
        ("Carabiner Systems, Inc.", "carabiner-systems-inc"),
        ("Zoë's Maps", "zoes-maps"),
        ("K8s_Infra--x", "k8s-infra-x"),
        ("徐俊杰", ""),
        ("a" * 70, "a" * 64),
        ("word " * 20, "word-" * 12 + "word"),
    ],
)
def test_slugs(name: str, words: str) -> None:
    assert slug(name) == words


def test_a_name_that_wants_a_taken_id_gets_a_number_and_is_told() -> None:
    notices: list[str] = []
    ids = Ids("member", notices)
    assert [ids.take(name) for name in ("a b", "a-b", "a_b-2", "A B", "x", "con", "!")] == [
        "a-b", "a-b-2", "a-b-2-2", "a-b-3", "member-x", "member-con", "member",
    ]  # fmt: skip
    assert notices == [
        "the member 'a-b' has the id 'a-b-2', because 'a-b' was taken",
        "the member 'a_b-2' has the id 'a-b-2-2', because 'a-b-2' was taken",
        "the member 'A B' has the id 'a-b-3', because 'a-b' was taken",
    ]


@given(st.lists(st.text(max_size=80) | st.sampled_from(["a", "A!", "nul", "x" * 80, "x" * 64]), max_size=30))
def test_ids_are_good_and_each_is_given_once(names: list[str]) -> None:
    ids = Ids("member", [])
    taken = [ids.take(name) for name in names]
    assert [bad_id(id)[0] for id in taken] == [""] * len(names)
    assert len(set(taken)) == len(names)
