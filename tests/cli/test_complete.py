"""Completion for the shell: names of files, without reading one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool.cli import complete


@pytest.fixture
def in_registry(registry_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    root = registry_of({"members/BAD.yaml": "", "members/ada-broken.yaml": "["})
    monkeypatch.chdir(root)
    return root


def test_ids_are_completed_also_of_files_that_cannot_be_read(in_registry: Path) -> None:
    assert complete.members("ad") == ["ada-broken", "ada-moreau"]
    assert complete.refs("groups/") == ["groups/tomatoes"]


def test_registry_of_the_environment_is_asked(in_registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert complete.members("") == []
    monkeypatch.setenv("CMTOOL_REGISTRY", str(in_registry))
    assert complete.members("bo") == ["bo-lindqvist"]


def test_kinds_and_codes_are_completed() -> None:
    assert complete.kinds("me") == ["members", "meetings"]
    assert complete.codes("grp10")[:2] == ["GRP101", "GRP102"]
