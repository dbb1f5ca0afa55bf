"""Each key of a machine form stands in its part of docs/json.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from cmtool.model.fields import fields
from cmtool.model.member import Member
from tests.conftest import SAMPLE, Outcome
from tests.docs.pages import text_of

Run = Callable[..., Outcome]
FORMS = {
    "due --within 92d": "due --format json",
    "spotlight next": "spotlight next --format json",
    "report care --private": "report care --private --format json",
    "report calendar --private --within 400d": "report calendar --format json",
}


@pytest.mark.parametrize("command", FORMS)
def test_every_key_is_told(command: str, cmtool: Run) -> None:
    data = json.loads(cmtool(*command.split(), "--format", "json", cwd=SAMPLE).out)
    part = text_of("docs/json.md").split(f"## `{FORMS[command]}`\n")[1].split("\n## ")[0]
    assert {key for key in keys(data) if f"`{key}`" not in part} == set()


def test_what_find_adds_to_a_record_is_told(cmtool: Run) -> None:
    done = cmtool("find", "--need", "registry-reviewers", "--format", "json", cwd=SAMPLE)
    own = {"ref", "id", *fields(Member)}
    assert {key for one in json.loads(done.out) for key in one} - own == {"fits", "lacks"}
    assert "`find --need` adds `fits` and `lacks`" in text_of("docs/json.md")


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()
