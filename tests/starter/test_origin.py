"""Where recipes get cmtool: an https address and a whole commit hash, never a name that an index may give another."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cmtool.errors import CmtoolError
from cmtool.starter.origin import Origin, origin, public_address
from cmtool.store import installed as module
from cmtool.workspace.origin import known_origin

COMMIT = "3f0c" * 10


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://github.com/acme/cmtool", "https://github.com/acme/cmtool"),
        ("https://github.com/acme/cmtool.git", "https://github.com/acme/cmtool"),
        ("git@github.com:acme/cmtool.git", "https://github.com/acme/cmtool"),
        ("ssh://git@code.meridian.example/tools/cmtool", "https://code.meridian.example/tools/cmtool"),
        ("https://ada:secret@github.com/acme/cmtool", None),
        ("http://github.com/acme/cmtool", None),
        ("file:///home/ada/cmtool", None),
        ("/home/ada/cmtool", None),
        ("https://github.com/../cmtool", None),
        ("https://github.com/acme/cm tool", None),
        ("--upload-pack=x", None),
        ("", None),
    ],
)
def test_only_an_address_that_others_can_use_is_one(address: str, public: str | None) -> None:
    assert public_address(address) == public


def test_an_origin_is_an_address_and_a_whole_hash() -> None:
    found = origin(f"https://github.com/acme/cmtool.git@{COMMIT}")
    assert found == Origin("https://github.com/acme/cmtool", COMMIT)
    assert found.action == "acme/cmtool"
    assert origin(f"https://code.meridian.example/tools/cmtool@{COMMIT}").action is None


@pytest.mark.parametrize(
    "text",
    ["cmtool", "https://github.com/acme/cmtool", "https://github.com/acme/cmtool@main", f"acme/cmtool@{COMMIT}", f"@{COMMIT}"],
)  # fmt: skip
def test_what_can_move_or_be_somebody_elses_is_none(text: str) -> None:
    with pytest.raises(CmtoolError, match="is no origin of cmtool; expected its https address and a whole commit"):
        origin(text)


def installer_says(monkeypatch: pytest.MonkeyPatch, told: Any) -> None:
    text = told if isinstance(told, str | None) else json.dumps(told)
    monkeypatch.setattr(module, "distribution", lambda name: SimpleNamespace(read_text=lambda file: text))


def git(folder: Path, *arguments: str) -> str:
    told = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@meridian.example", *arguments]
    return subprocess.run(told, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_an_installation_from_git_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    vcs = {"vcs": "git", "commit_id": COMMIT}
    installer_says(monkeypatch, {"url": "https://github.com/acme/cmtool.git", "vcs_info": vcs})
    assert known_origin() == Origin("https://github.com/acme/cmtool", COMMIT)
    installer_says(monkeypatch, {"url": "file:///home/ada/cmtool", "vcs_info": vcs})
    assert known_origin() is None


@pytest.mark.parametrize(
    "told", [None, "", "{", "[]", "{}", {"url": "https://files.example/cmtool.whl", "archive_info": {}}]
)
def test_one_from_an_index_or_a_file_is_not(monkeypatch: pytest.MonkeyPatch, told: Any) -> None:
    installer_says(monkeypatch, told)
    assert known_origin() is None


def test_one_from_a_checkout_is_known_by_its_remote_once_it_is_published(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "my checkout"
    folder.mkdir()
    installer_says(monkeypatch, {"url": folder.as_uri(), "dir_info": {"editable": True}})
    assert known_origin() is None
    git(folder, "init", "-q", "-b", "main")
    git(folder, "commit", "-q", "--allow-empty", "-m", "one")
    assert known_origin() is None
    git(folder, "config", "remote.origin.url", "git@github.com:acme/cmtool.git")
    assert known_origin() is None, "nobody else has this commit yet"
    head = git(folder, "rev-parse", "HEAD")
    git(folder, "update-ref", "refs/remotes/origin/main", head)
    assert known_origin() == Origin("https://github.com/acme/cmtool", head)
    git(folder, "commit", "-q", "--allow-empty", "-m", "two")
    assert known_origin() is None
