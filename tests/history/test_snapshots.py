"""The registry of a commit without a checkout, and in the words of today."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.repository import opened
from cmtool.history.snapshots import Past, entries_at, has_registry, overlay_entries_at, present_in
from cmtool.model.audience import Audience
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry, entries
from cmtool.store.load import assemble
from tests.history.repository import File, Link, Made, Program, Submodule, git, write

DAY = date(2025, 6, 30)
COMMUNITY = "schema: 1\nname: Friday Garden\n"
ADA = "members/ada.yaml"
BEN = "members/ben.yaml"
GROUP = "groups/tomatoes.yaml"


def seen(folder: Path, then: dict[str, File], today: dict[str, File]) -> Registry:
    """The registry of a first commit, as of today's second one."""
    hashes = write(folder, [Made({"community.yaml": COMMUNITY, **tree}, at) for at, tree in enumerate((then, today))])
    repository = opened(folder)
    now, old = (entries_at(repository, commit) for commit in reversed(hashes))
    past = Past(old, present_in(now))
    return assemble(past.entries, past=past.values).registry


def names(registry: Registry, folder: str) -> dict[str, str | None]:
    return {id: getattr(record, "name", None) for id, record in registry.records[folder].items()}


def people_of(registry: Registry, group: str = "tomatoes") -> list[str]:
    found: Any = registry.records["groups"][group]
    return [membership.member for membership in found.members]


def a_group(*members: str) -> str:
    listed = "".join(f"  - member: {id}\n    role: gardener\n" for id in members) or "  []\n"
    return f"name: Tomatoes\nkind: team\nstatus: active\npurpose: Ripe ones\nmembers:\n{listed}"


def a_member(name: str, more: str = "") -> str:
    return f"name: {name}\nstatus: active\n{more}"


def test_a_commit_and_its_checkout_are_judged_alike(tmp_path: Path) -> None:
    trees: dict[str | bytes, File] = {
        "community.yaml": COMMUNITY,
        ADA: Program(a_member("Ada")),
        BEN: Link("ada.yaml"),
        "members/north/a b/cem.yaml": a_member("Cem"),
        "members/line\nbreak.yaml": "x",
        "members/Ünd.yaml": b"\xff\r\n",
        "groups/beans.yml": "",
        "groups/large.yaml": b"#" * 300_000,
        "notes/not-ours.yaml": "not read",
    }
    (commit,) = write(tmp_path, [Made(trees)])
    found = {entry.path: entry for entry in entries_at(opened(tmp_path), commit)}
    judged = {entry.path: entry for entry in entries(tmp_path)}
    assert {path: found[path] for path in judged} == judged
    assert set(found) - set(judged) == {"notes/not-ours.yaml"}
    assert found["notes/not-ours.yaml"] == Entry("notes/not-ours.yaml", "file", b"")
    assert len(found["groups/large.yaml"].data) == 256 * 1024 + 1


def test_what_is_in_place_of_a_file_is_not_read(tmp_path: Path) -> None:
    (commit,) = write(tmp_path, [Made({"community.yaml": Link("/etc/passwd"), ADA: Submodule()})], checkout=False)
    assert entries_at(opened(tmp_path), commit) == [Entry("community.yaml", "link"), Entry(ADA, "repository")]


def test_only_the_folder_of_the_registry_is_read(tmp_path: Path) -> None:
    trees = [{"registry/community.yaml": COMMUNITY, "community.yaml": "x", "registry2/community.yaml": "x"}, {"a": "x"}]
    first, second = write(tmp_path, [Made(tree, number) for number, tree in enumerate(trees)])
    (tmp_path / "registry").mkdir()
    repository = opened(tmp_path / "registry")
    found = entries_at(repository, first)
    assert found == [Entry("community.yaml", "file", COMMUNITY.encode())]
    assert (has_registry(found), has_registry(entries_at(repository, second))) == (True, False)


def test_who_was_renamed_bears_the_id_of_today(tmp_path: Path) -> None:
    then, today = {ADA: a_member("Ada"), GROUP: a_group("ada")}, {BEN: a_member("Ada M", "formerly: [ada]\n")}
    registry = seen(tmp_path, then, today)
    assert names(registry, "members") == {"ben": "Ada"}
    assert people_of(registry) == ["ben"]


def test_a_reference_that_was_not_adapted_finds_who_is_meant(tmp_path: Path) -> None:
    renamed: dict[str, File] = {BEN: a_member("Ada", "formerly: [ada]\n"), GROUP: a_group("ada")}
    assert people_of(seen(tmp_path, renamed, renamed)) == ["ben"]


def test_records_that_were_merged_since_were_two(tmp_path: Path) -> None:
    then = {ADA: a_member("Ada"), BEN: a_member("Ada II"), GROUP: a_group("ada", "ben")}
    registry = seen(tmp_path, then, {"members/cem.yaml": a_member("Ada", "formerly: [ada, ben]\n")})
    assert names(registry, "members") == {"ada": "Ada", "ben": "Ada II"}
    assert people_of(registry) == ["ada", "ben"]


def test_a_record_that_took_up_another_since_stood_beside_it(tmp_path: Path) -> None:
    then = {ADA: a_member("Ada"), BEN: a_member("Ben"), GROUP: a_group("ada", "ben")}
    registry = seen(tmp_path, then, {BEN: a_member("Ben", "formerly: [ada]\n")})
    assert names(registry, "members") == {"ada": "Ada", "ben": "Ben"}
    assert people_of(registry) == ["ada", "ben"]


def test_who_is_gone_has_neither_name_nor_id(tmp_path: Path) -> None:
    then = {
        ADA: a_member("Ada", "languages: [fr]\nregion: europe\n"),
        BEN: a_member("Ben"),
        GROUP: a_group("ben", "ada", "zoe"),
    }
    registry = seen(tmp_path, then, {BEN: a_member("Ben")})
    assert names(registry, "members") == {"ben": "Ben", "former-member-1": "a former member"}
    assert people_of(registry) == ["ben", "former-member-1", "former-member-2"]
    former: Any = registry.records["members"]["former-member-1"]
    assert (former.region, former.languages) == ("europe", [])


@pytest.mark.parametrize("id", ["ada", "ben"])
def test_of_whom_only_a_tombstone_is_left_is_gone_under_all_ids(id: str, tmp_path: Path) -> None:
    tombstone: dict[str, File] = {BEN: "status: removed\nformerly: [ada]\n"}
    registry = seen(tmp_path, {f"members/{id}.yaml": a_member("Ada"), GROUP: a_group("ada", "ben")}, tombstone)
    assert names(registry, "members") == {"former-member-1": "a former member"}
    assert people_of(registry) == ["former-member-1", "former-member-1"]


def test_who_cannot_be_read_today_is_not_gone(tmp_path: Path) -> None:
    then = {ADA: a_member("Ada"), BEN: a_member("Ben"), GROUP: a_group("ada", "ben")}
    today: dict[str, File] = {
        ADA: "name: [\n",
        BEN: Link("ada.yaml"),
        "members/x.yaml": a_member("X", "formerly: [ben]\n"),
    }
    registry = seen(tmp_path, then, today)
    assert names(registry, "members") == {"ada": "Ada", "ben": "Ben"}
    assert people_of(registry) == ["ada", "ben"]


@pytest.mark.parametrize(
    ("then", "today", "expected"),
    [
        ("2024-01-31", "2024-01-31", date(2024, 1, 31)),
        ("2024-01-31", "declined", "declined"),
        ("declined", "2026-01-31", date(2026, 1, 31)),
        ("2024-01-31", None, None),
    ],
)
def test_consents_are_those_of_today(then: str, today: str | None, expected: object, tmp_path: Path) -> None:
    given = f"consents: {{listing: {today}}}\n" if today else ""
    registry = seen(tmp_path, {ADA: a_member("Ada", f"consents: {{listing: {then}}}\n")}, {ADA: a_member("Ada", given)})
    member: Any = registry.records["members"]["ada"]
    assert member.consents.get("listing") == expected
    assert Audience(registry, DAY, private=False).may_name("ada") is isinstance(expected, date)


def test_a_version_that_no_model_accepts_any_more_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    registry = seen(tmp_path, {ADA: a_member("Ada", "country: [x]\nold-field: 1\n")}, {ADA: a_member("Ada")})
    assert names(registry, "members") == {"ada": "Ada"}


def test_the_overlay_follows_the_ids_of_today(tmp_path: Path) -> None:
    then = {"members/ada.yaml": "gender: woman\n", "members/ben.yaml": "gender: man\n", "x.yaml": "x"}
    (commit,) = write(tmp_path, [Made(then)])
    old = [Entry(ADA, "file", b"name: A\n"), Entry(BEN, "file", b"name: B\n")]
    today = present_in([Entry("members/cem.yaml", "file", b"formerly: [ada]\n")])
    found = overlay_entries_at(opened(tmp_path), commit, Past(old, today))
    assert list(found) == [
        Entry("members/cem.yaml", "file", b"gender: woman\n"),
        Entry("members/former-member-1.yaml", "file", b"gender: man\n"),
    ]


def test_an_object_that_a_partial_clone_lacks_is_told(tmp_path: Path) -> None:
    (commit,) = write(tmp_path, [Made({"community.yaml": COMMUNITY})])
    blob = git(tmp_path, "rev-parse", f"{commit}:community.yaml").decode().strip()
    git(tmp_path, "unpack-objects", "-q", data=_pack_without(tmp_path, blob))
    with pytest.raises(CmtoolError, match=f"^object {blob[:12]} is missing: .*clone it again as a whole$"):
        entries_at(opened(tmp_path), commit)


def _pack_without(folder: Path, blob: str) -> bytes:
    """The objects of the repository as a pack without one, taken out of it."""
    objects = git(folder, "rev-list", "--objects", "--no-object-names", "--all").decode().split()
    kept = "\n".join(name for name in objects if name != blob) + "\n"
    pack = git(folder, "pack-objects", "--stdout", "-q", data=kept.encode())
    for old in (folder / ".git" / "objects").rglob("*"):
        if old.is_file():
            old.unlink()
    return pack
