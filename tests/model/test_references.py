"""Mentions, and which of them nobody knows: the quick question agrees with the slow one."""

from __future__ import annotations

import random

from cmtool.model.kinds import KINDS
from cmtool.model.references import mentions, unknown
from cmtool.store.load import load
from tests.conftest import SAMPLE

REGISTRY = load(SAMPLE).registry


def test_unknown_mentions_are_exactly_those_outside_the_known() -> None:
    rng = random.Random(20261120)
    for _ in range(30):
        known = {folder: {id for id in REGISTRY.records[folder] if rng.random() < 0.97} for folder in KINDS}
        for records in ([REGISTRY.community], *(REGISTRY.records[folder].values() for folder in KINDS)):
            slow = [
                (record.ref, mention)
                for record in records
                for mention in mentions(record)
                if mention.target in known and mention.id not in known[mention.target]
            ]
            assert [(record.ref, mention) for record, mention in unknown(records, known)] == slow


def test_sample_mentions_every_kind_and_vocabulary() -> None:
    targets = {mention.target for record in REGISTRY.all_records() for mention in mentions(record)}
    assert targets >= {
        "members",
        "groups",
        "skills",
        "roles",
        "regions?",
        "organisations",
        "countries",
        "timezones",
        "languages",
    }


def test_keys_of_a_mapping_are_mentions_at_the_key() -> None:
    lead = next(m for m in mentions(REGISTRY.community) if m.is_key)
    assert (lead.field[0], lead.field[2], lead.target) == ("roles", "baseline", "skills")
