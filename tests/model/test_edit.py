"""Edits of values: what a change set means before any file is touched."""

from __future__ import annotations

from datetime import date, time

import pytest

from cmtool.model.edit import ChangeSet, Drop, Insert, Put, RenameKey, applied, as_read
from cmtool.model.plain import Plain

GROUP = {"name": "Payments", "members": [{"member": "amina-diallo", "role": "lead"}], "scope": None}


def test_edits_are_made_one_after_the_other_and_leave_the_old_values_alone() -> None:
    edits = [
        Put(("name",), "Payments Working Group"),
        Insert(("members",), {"member": "jonas-berg", "role": "contributor", "since": date(2026, 3, 1)}),
        Drop(("members", 0)),
        Put(("members", 0, "role"), "lead"),
    ]
    assert applied(GROUP, edits) == {
        "name": "Payments Working Group",
        "members": [{"member": "jonas-berg", "role": "lead", "since": Plain("2026-03-01")}],
        "scope": None,
    }
    assert GROUP["name"] == "Payments" and len(GROUP["members"]) == 1


def test_what_is_not_there_begins_with_the_first_value() -> None:
    found = applied(GROUP, [Put(("scope", "region"), "africa"), Insert(("partners",), "identity")])
    assert found["scope"] == {"region": "africa"}
    assert found["partners"] == ["identity"]


def test_a_key_keeps_its_place_when_it_is_renamed() -> None:
    found = applied({"roles": {"a": 1, "b": 2, "c": 3}}, [RenameKey(("roles", "b"), "x")])
    assert list(found["roles"].items()) == [("a", 1), ("x", 2), ("c", 3)]


@pytest.mark.parametrize(
    "edit",
    [
        Drop(("nothing",)),
        Drop(("members", 7)),
        Put(("members", 7), "x"),
        Put(("name", "x"), "y"),
        Put(("nothing", 0, "x"), "y"),
        Put(("nothing", 0), "y"),
        Insert(("name",), "x"),
        RenameKey(("name",), "members"),
        RenameKey(("nothing",), "x"),
    ],
)
def test_a_place_that_is_not_there_is_an_error(edit: object) -> None:
    with pytest.raises((LookupError, TypeError)):
        applied(GROUP, [edit])  # type: ignore[list-item]


def test_values_of_a_program_are_those_that_a_reader_would_give() -> None:
    assert as_read([date(2026, 1, 2), time(9, 5), 3, 2.5, True, None, "NO", Plain("1.10")]) == [
        Plain("2026-01-02"), "09:05", Plain("3"), Plain("2.5"), Plain("true"), None, "NO", Plain("1.10"),
    ]  # fmt: skip


def test_a_change_set_names_each_record_that_it_touches_once() -> None:
    found = ChangeSet("rename", "-", edits={"groups/a": [], "members/x": []}, moved={"members/x": "members/y"})
    assert found.records == ["groups/a", "members/x", "members/y"]
