"""Whatever stands where in the file: it is refused at its place, or gives a registry that can be read."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmtool.document.foreign import read_foreign
from cmtool.document.writer import write
from cmtool.exchange.kubernetes_sigs import Misshaped, registry_of
from cmtool.model.addresses import addresses
from cmtool.model.plain import Plain
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from tests.conftest import DATA

VALUES = read_foreign("sigs.yaml", (DATA / "exchange" / "kubernetes-sigs" / "sigs.yaml").read_bytes()).reading.value
assert VALUES is not None


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for name, part in inner for place in places(part, (*way, name)))]


PLACES = places(VALUES)[1:]
TEXTS = st.one_of(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=30
    ),
    st.sampled_from(
        ["ada@meridian.example", "+47 5555 0100", "../..", "=1+1", "NO", "[x](javascript:y)", "a" * 2500, "::error::"]
    ),
)
JUNK = st.one_of(
    TEXTS, st.none(), TEXTS.map(Plain), st.lists(TEXTS, max_size=3), st.dictionaries(TEXTS, TEXTS, max_size=3)
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
def test_junk_anywhere_is_refused_or_harmless(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    values = copy.deepcopy(VALUES)
    for way, junk in changes:
        inside = values
        try:
            for name in way[:-1]:
                inside = inside[name]
            inside[way[-1]] = junk
        except (IndexError, KeyError, TypeError):
            continue
    try:
        imported = registry_of(values, manager="Liis Tamm", contact="hello@meridian.example", today=date(2026, 11, 20))
    except Misshaped as error:
        assert error.expected
        return
    files = {path: write(record) for path, record in imported.records.items()}
    loaded = assemble(Entry(path, "file", text.encode()) for path, text in files.items())
    assert [finding for finding in loaded.findings if finding.is_error] == []
    assert [found for path, text in files.items() if path != "community.yaml" for found in addresses(text)] == []
