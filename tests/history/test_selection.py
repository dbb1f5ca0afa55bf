"""What `--field` asks for."""

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.selection import is_selected, selection
from cmtool.model.change import Change, Item

ROLE = Change(("members", Item("amina"), "role"), "changed", "a", "b")


@pytest.mark.parametrize(
    ("asked", "is_meant"),
    [
        ([], True),
        (["members"], True),
        (["members.role"], True),
        (["members[amina]"], True),
        (["members[amina].role"], True),
        (["members[jonas].role"], False),
        (["members.until"], False),
        (["status", "members"], True),
        (["status"], False),
        (["members[role]"], False),
    ],
)
def test_field_is_asked_for_by_its_names_and_perhaps_its_item(asked: list[str], is_meant: bool) -> None:
    assert is_selected(ROLE, selection(asked)) is is_meant


def test_whole_record_is_meant_if_it_sets_the_field() -> None:
    added = Change((), "added", None, {"status": "active"})
    assert [is_selected(added, selection([name])) for name in ("status", "members")] == [True, False]


def test_rename_is_about_no_field() -> None:
    assert not is_selected(Change((), "renamed", "status-group", "b"), selection(["status"]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("affiliation", "no record has a field 'affiliation'; did you mean 'affiliations'?"),
        ("", "no record has a field ''"),
        ("[amina]", "no record has a field 'amina'"),
    ],
)
def test_field_that_no_record_has_is_refused(text: str, said: str) -> None:
    with pytest.raises(CmtoolError) as refused:
        selection([text])
    assert str(refused.value) == said
