"""Whom an output may name."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.model.audience import Audience
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

MEMBERS = {
    "ada": "{name: ada lind, status: active, consents: {listing: 2026-01-01}}",
    "ben": "{name: Ben Okoro, status: active, consents: {listing: declined}}",
    "cleo": "{name: Cleo Dufour, status: active}",
    "dan": "{name: Dan Ek, status: alumni, left: 2026-01-01, consents: {listing: 2025-01-01, spotlight: declined}}",
    "eve": "{name: Eve Ito, status: active, consents: {spotlight: 2026-01-01, statistics: 2026-01-01}}",
    "removed-0001": "{status: removed}",
    "torn": "name: [",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return assemble(Entry(f"members/{id}.yaml", "file", text.encode()) for id, text in MEMBERS.items()).registry


def names(registry: Registry, *, private: bool) -> tuple[list[str], int]:
    people = Audience(registry, date(2026, 11, 20), private=private).people([*MEMBERS, "ada", "stranger"])
    return [person["name"] for person in people["named"]], people["more"]


def test_public_names_those_who_consented_to_listing(registry: Registry) -> None:
    assert names(registry, private=False) == (["ada lind", "Dan Ek"], 6)


def test_consent_counts_from_its_day_on(registry: Registry) -> None:
    assert [Audience(registry, date(2025, 12, 31), private=False).may_name(id) for id in ("ada", "dan")] == [
        False,
        True,
    ]


def test_private_output_names_everybody(registry: Registry) -> None:
    known = ["a former member", "ada lind", "Ben Okoro", "Cleo Dufour", "Dan Ek", "Eve Ito", "stranger", "torn"]
    assert names(registry, private=True) == (known, 0)


@pytest.mark.parametrize("id", ["ben", "cleo", "eve", "removed-0001", "torn", "stranger"])
def test_public_learns_not_even_the_id_of_the_others(registry: Registry, id: str) -> None:
    public = Audience(registry, date(2026, 11, 20), private=False)
    assert not public.may_name(id)
    assert public.person(id) is None


@pytest.mark.parametrize(
    ("id", "words"), [("africa", "Africa"), ("arab-states", "Arab States"), ("cis", "CIS"), ("uk", "UK")]
)
def test_region_reads_as_a_title(id: str, words: str) -> None:
    assert in_words(id) == words
