"""The answers that `init` takes, and what it says of those that it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cmtool.errors import CmtoolError
from cmtool.model.beginning import mailbox
from cmtool.starter import answers
from cmtool.starter.answers import Named


def test_a_person_or_group_gets_an_id_of_the_name() -> None:
    assert answers.a_person("  Ada   Stone ") == Named("ada-stone", "Ada Stone")
    assert answers.a_person("Cem Aydın") == Named("cem-aydin", "Cem Aydın")
    assert answers.a_person("xu-junjie: 徐俊杰") == Named("xu-junjie", "徐俊杰")
    assert answers.a_group("Payments") == Named("payments", "Payments")
    assert answers.a_group("Payments: Agree how ministries pay: and are paid") == Named(
        "payments", "Payments", "Agree how ministries pay: and are paid"
    )


def test_lists_are_parted_at_commas() -> None:
    assert answers.some_regions("Africa, Latin America,, europe, africa") == ("africa", "latin-america", "europe")
    assert answers.some_groups("Payments, Public Keys") == (
        Named("payments", "Payments"),
        Named("public-keys", "Public Keys"),
    )
    assert answers.some_groups("Payments: Agree how ministries pay, Identity") == (
        Named("payments", "Payments", "Agree how ministries pay"),
        Named("identity", "Identity"),
    )
    assert answers.some_groups("  ") == ()


def test_an_address_may_be_copied_as_a_link() -> None:
    assert mailbox(" mailto:hello@meridian.example") == "hello@meridian.example"


REFUSED = [
    (answers.a_name, "", "a name has 1 to 200 characters"),
    (answers.a_name, "x" * 201, "a name has 1 to 200 characters"),
    (answers.a_name, "Ada\u202eenotS", "a name has a character that nobody can see, or that commands something: type it by hand"),
    (answers.a_name, "write ada@meridian.example", "a name holds no mail address or phone number"),
    (answers.a_name, "##[error]", "a name has a character that nobody can see, or that commands something: type it by hand"),
    (mailbox, "nobody", "expected the address of a shared mailbox, as community@meridian.example"),
    (mailbox, "a@b", "expected the address of a shared mailbox, as community@meridian.example"),
    (answers.a_zone, "Europe/Tallin", "no time zone 'Europe/Tallin'; did you mean 'Europe/Tallinn'?"),
    (answers.a_zone, "CET", "no time zone 'CET'; an abbreviation means several zones: did you mean 'Europe/Berlin'?"),
    (answers.a_person, "徐俊杰", "no id can be made of '徐俊杰': put one before it, as 'ada-stone: 徐俊杰'"),
    (answers.a_person, "../etc: Ada", "'../etc' is no id: use lower-case letters (a-z), digits, hyphens"),
    (answers.a_person, "con: Ada", "'con' is no id: use lower-case letters (a-z), digits, hyphens"),
    (answers.some_regions, "europe, 欧洲", "no id can be made of '欧洲': write it in Latin letters, at least two"),
    (answers.some_regions, " , ", "name one region at least"),
    (answers.a_group, "支付", "no id can be made of '支付': write it in Latin letters now, at least two; its file may have any name later"),
    (answers.a_group, "Payments:", "a group's purpose has 1 to 200 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("take", "text", "message"), REFUSED)
def test_what_is_refused_says_what_would_do(take: Callable[[str], object], text: str, message: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        take(text)
    assert str(caught.value) == message


def test_two_groups_are_two_records() -> None:
    with pytest.raises(CmtoolError, match=r"^two groups would be groups/payments: give one of them another name$"):
        answers.refuse_twice(answers.some_groups("Payments, Identity, payments"))
