"""`cmtool schema`: JSON Schemas for editors, printed, written anywhere, and kept in the registry."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Run = Callable[..., Outcome]
Build = Callable[..., Path]

KINDS = ("member", "group", "meeting", "skill", "request", "need", "activity", "spotlight", "community")
FILES = [f"{kind}.schema.json" for kind in KINDS]
UP_TO_DATE = "the schemas are up to date\n"


@pytest.mark.parametrize("kind", KINDS)
def test_one_is_printed_with_the_words_of_this_community(cmtool: Run, registry_of: Build, kind: str) -> None:
    code, out, err = cmtool("schema", kind, cwd=registry_of())
    assert (code, err) == (0, "")
    assert json.loads(out)["$id"] == f"{kind}.schema.json"
    assert ('"europe"' in out) == (kind in ("member", "group", "meeting", "request", "need"))


def test_a_kind_may_be_named_in_plural_and_a_typing_error_is_told(cmtool: Run, registry_of: Build) -> None:
    root = registry_of()
    assert cmtool("schema", "members", cwd=root) == cmtool("schema", "member", cwd=root)
    told = "error: no schema of 'membr'; did you mean 'member'?; kinds: member, group, meeting, skill, request, need, activity, spotlight, community\n"
    assert cmtool("schema", "membr", cwd=root) == (2, "", told)


def test_one_kind_alone_is_written_and_checked(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    root = registry_of()
    missing = "schemas/member.schema.json: missing\n"
    assert cmtool("schema", "member", "--check", cwd=root) == (1, missing, "next: cmtool schema\n")
    assert cmtool("schema", "member", "-o", "out", cwd=root) == (0, "out/member.schema.json\n", "")
    assert [path.name for path in (root / "out").iterdir()] == ["member.schema.json"]
    assert cmtool("schema", "member", "-o", "out", "--check", cwd=root).code == 0
    assert cmtool("schema", "-o", "out", "--check", cwd=root).code == 1


def test_without_a_registry_any_id_is_a_word(cmtool: Run) -> None:
    note = "note: no registry here, so any id is taken for a region, role or organisation\n"
    code, out, err = cmtool("schema", "member")
    assert (code, err) == (0, note)
    assert "enum" not in json.loads(out)["properties"]["region"]
    assert cmtool("schema").code == 2
    assert cmtool("schema", "member", "--registry", "nowhere") == (2, "", "error: no folder nowhere\n")


def test_all_are_written_into_any_folder(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    root = registry_of()
    names = "".join(f"out/{name}\n" for name in FILES)
    command = ("schema", "--registry", str(root), "-o", "out")
    assert cmtool(*command, "--check") == (
        1,
        names.replace("\n", ": missing\n"),
        "next: cmtool schema -o out\n",
    )
    assert cmtool(*command, "--dry-run") == (0, names, "nothing was written: --dry-run\n")
    assert not (tmp_path / "out").exists()
    assert cmtool(*command) == (0, names, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILES)
    assert (tmp_path / "out" / FILES[0]).read_text() == cmtool("schema", "member", cwd=root).out
    assert cmtool(*command) == (0, "", UP_TO_DATE)
    assert cmtool(*command, "--check") == (0, "", UP_TO_DATE)


def test_they_take_no_records_place(cmtool: Run, registry_of: Build) -> None:
    told = "error: members/member.schema.json is the place of a record: name another file\n"
    assert cmtool("schema", "-o", "members", cwd=registry_of()) == (2, "", told)


def test_check_names_what_is_missing_or_behind(cmtool: Run, registry_of: Build) -> None:
    root = registry_of()
    missing = "".join(f"schemas/{name}: missing\n" for name in FILES)
    assert cmtool("schema", "--check", cwd=root) == (1, missing, "next: cmtool schema\n")
    cmtool("schema", "-q", "-o", "schemas", cwd=root)
    assert cmtool("schema", "--check", cwd=root) == (0, "", UP_TO_DATE)
    member = root / "schemas" / "member.schema.json"
    member.write_bytes(member.read_bytes().replace(b"\n", b"\r\n"))  # as git may check it out
    assert cmtool("schema", "--check", cwd=root) == (0, "", UP_TO_DATE)
    member.write_text("{}")
    behind = "schemas/member.schema.json: behind community.yaml, or this version of cmtool\n"
    assert cmtool("schema", "--check", cwd=root) == (1, behind, "next: cmtool schema\n")


def test_the_registry_takes_no_notice_of_the_folder(cmtool: Run, registry_of: Build) -> None:
    root = registry_of()
    before = cmtool("validate", cwd=root)
    cmtool("schema", "-q", "-o", "schemas", cwd=root)
    assert cmtool("validate", cwd=root) == before


def test_words_that_cannot_be_read_make_no_schema(cmtool: Run, registry_of: Build) -> None:
    told = "error: community.yaml cannot be read, and the schemas are made from its words: run cmtool validate\n"
    assert cmtool("schema", "member", cwd=registry_of({"community.yaml": "schema: 7\n"})) == (2, "", told)
