"""Records found by what people, and shells, write for them."""

from __future__ import annotations

import pytest

from cmtool.edits._records import found
from cmtool.errors import CmtoolError
from cmtool.workspace.look import find_record
from tests.edits.verbs import assembled, sample


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        ("registry/members/amina-diallo.yaml", "members/amina-diallo"),
        ("members/amina-diallo.yaml", "members/amina-diallo"),
        ("./groups/payments.yaml", "groups/payments"),
        ("../registry/community.yaml", "community"),
        ("community.yaml", "community"),
        ("amina-diallo.yaml", "members/amina-diallo"),
        ("member/amina-diallo", "members/amina-diallo"),
        ("amina-diallo", "members/amina-diallo"),
    ],
)
def test_the_path_of_a_file_is_a_reference(ref: str, told: str) -> None:
    assert find_record(sample(), ref).ref == told


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        ("registry/members/amina-dialo.yaml", "no record 'members/amina-dialo'; did you mean 'amina-diallo'?"),
        ("registry/groups/amina-diallo.yaml", "no record 'groups/amina-diallo'"),
        (
            "elsewhere/amina-diallo.yaml",
            "no kind 'elsewhere'; kinds: members, groups, meetings, skills, requests, needs, activities, spotlights",
        ),
        ("ann@meridian.example", "no record a text of 20 characters"),
    ],
)
def test_what_is_not_there(ref: str, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        find_record(sample(), ref)
    assert str(caught.value) == told


def test_a_community_that_cannot_be_read_is_not_missing() -> None:
    registry = assembled(
        {"community": "name: [", "members/mei-lin-tan": "{name: Mei Lin Tan, status: active}"}
    ).registry
    with pytest.raises(CmtoolError) as caught:
        find_record(registry, "community")
    assert str(caught.value) == "community.yaml cannot be read: run cmtool validate"
    with pytest.raises(CmtoolError) as caught:
        found(registry, "community")
    assert str(caught.value) == "community.yaml cannot be read: mend it first, see cmtool validate"
