"""Templates get data without behaviour."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from cmtool.errors import CmtoolError
from cmtool.model.community import Privacy
from cmtool.render.plain import dumps, loads, require_plain
from cmtool.render.templates import Press

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.dates(),
    st.times().map(lambda t: t.replace(tzinfo=None, fold=0)),
)
PLAIN = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text("ab_"), inner, max_size=4)),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_data_travels_unchanged_to_another_process(value: Any) -> None:
    require_plain(value)
    assert loads(dumps(value)) == value


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (Privacy.model_construct(visibility="public"), "Privacy"),
        ((1, 2), "tuple"),
        ({1, 2}, "set"),
        (Path("x"), "PosixPath"),
        (b"x", "bytes"),
        (Decimal("1"), "Decimal"),
        (datetime(2026, 3, 1, 12, 0), "datetime"),
        (Markup("<b>"), "Markup"),
        (OrderedDict(), "OrderedDict"),
        (print, "builtin_function_or_method"),
    ],
)
def test_anything_else_is_refused_with_its_place(value: Any, kind: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        Press({"t.md.j2": "x"}.get).fill("t.md.j2", {"groups": [{"lead": value}]})
    assert str(caught.value) == f"a template gets plain data only: context.groups[0].lead is of type {kind}"


def test_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(CmtoolError, match=r"^a template gets plain data only: a key of context\.x is of type int$"):
        require_plain({"x": {1: 2}})


def test_days_and_times_keep_their_type() -> None:
    value = {"day": date(2026, 3, 1), "clock": time(9, 30)}
    assert loads(dumps(value)) == value
