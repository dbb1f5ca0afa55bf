"""Schemas in a registry follow `community.yaml`, and new records name theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool.model.folders import FOLDERS
from tests.changes.states import Place, begun, is_whole
from tests.conftest import Outcome

Run = Callable[..., Outcome]

LINE = "# yaml-language-server: $schema=../schemas/member.schema.json\n"
SUBJECT = "schemas: 9 files brought up to date"


@pytest.fixture(scope="module")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begun(tmp_path_factory.mktemp("pattern") / "garden").top


@pytest.fixture
def bare(_pattern: Path, tmp_path: Path) -> Place:
    """A repository with the smallest registry, without schemas."""
    return Place(Path(shutil.copytree(_pattern, tmp_path / "garden")))


@pytest.fixture
def place(bare: Place, cmtool: Run) -> Place:
    """The same with schemas."""
    assert cmtool("schema", cwd=bare.top).code == 0
    return bare


def changed(place: Place) -> list[str]:
    """The files of the last commit."""
    return place.git("show", "--name-only", "--format=").replace("registry/", "").split("\n")


def is_clean(cmtool: Run, place: Place) -> bool:
    """The schemas are those of the community, and saved."""
    is_whole(place)
    return cmtool("schema", "--check", cwd=place.top).code == 0 and place.status == ""


def test_they_are_made_in_one_commit_and_undo_takes_them_back(cmtool: Run, bare: Place) -> None:
    before = bare.files()
    assert cmtool("schema", "--dry-run", cwd=bare.top).err.endswith("nothing was written: --dry-run\n")
    assert bare.files() == before
    code, out, _ = cmtool("schema", cwd=bare.top)
    assert code == 0
    assert out.startswith("registry/schemas/member.schema.json\nregistry/schemas/group.schema.json\n")
    assert out.endswith(f"saved {bare.head[:7]} on main: {SUBJECT}\n")
    assert bare.git("log", "-1", "--format=%B").strip() == f"{SUBJECT}\n\nCmtool-Change: schema"
    assert cmtool("schema", cwd=bare.top) == (0, "", "the schemas are up to date\n")
    assert is_clean(cmtool, bare)
    assert cmtool("undo", cwd=bare.top).code == 0
    assert bare.files() == before


def test_a_change_of_words_takes_them_along_and_its_undo_too(cmtool: Run, place: Place) -> None:
    before = place.files()
    code, out, _ = cmtool("set", "community", "regions+=polar", cwd=place.top)
    assert code == 0
    assert "schemas/" not in out  # the lines that somebody wants to see are those of community.yaml
    assert changed(place) == [
        "community.yaml",
        *(f"schemas/{kind}.schema.json" for kind in ("group", "meeting", "member", "need", "request")),
    ]
    assert '"polar"' in place.read("registry/schemas/member.schema.json")
    assert is_clean(cmtool, place)
    assert cmtool("undo", cwd=place.top).code == 0
    assert place.files() == before
    assert is_clean(cmtool, place)


def test_an_edit_by_hand_takes_them_along_when_it_is_saved(cmtool: Run, place: Place) -> None:
    text = place.read("registry/community.yaml")
    place.write("registry/community.yaml", text.replace("regions:\n", "regions:\n  - polar\n"))
    assert cmtool("schema", "--check", cwd=place.top).code == 1
    assert cmtool("save", "--dry-run", cwd=place.top).code == 0
    assert '"polar"' not in place.read("registry/schemas/member.schema.json")
    assert cmtool("save", cwd=place.top).code == 0
    assert len(changed(place)) == 6
    assert is_clean(cmtool, place)


def test_undo_restores_words_though_the_schemas_are_of_another_version(cmtool: Run, place: Place) -> None:
    assert cmtool("set", "community", "regions+=polar", cwd=place.top).code == 0
    file = "registry/schemas/member.schema.json"
    place.write(file, place.read(file).replace('"polar"', '"polar",\n            "more"'))
    place.commit("the schemas of another cmtool")
    assert cmtool("undo", cwd=place.top).code == 0
    assert is_clean(cmtool, place)


def test_a_change_that_leaves_the_words_alone_leaves_them_alone(cmtool: Run, place: Place) -> None:
    for arguments in (("set", "cem-aydin", "country=TR"), ("rename", "cem-aydin", "cem-kaya")):
        assert cmtool(*arguments, cwd=place.top).code == 0
        assert not [path for path in changed(place) if path.startswith("schemas/")]
    assert is_clean(cmtool, place)


def test_where_none_are_none_are_begun(cmtool: Run, bare: Place) -> None:
    assert cmtool("set", "community", "regions+=polar", cwd=bare.top).code == 0
    assert changed(bare) == ["community.yaml"]


def test_those_that_git_ignores_do_not_stand_in_the_way(cmtool: Run, bare: Place) -> None:
    bare.write(".gitignore", "schemas/\n")
    bare.commit()
    assert cmtool("schema", "-o", "registry/schemas", cwd=bare.top).code == 0
    assert cmtool("set", "community", "regions+=polar", cwd=bare.top).code == 0
    assert changed(bare) == ["community.yaml"]
    shutil.rmtree(bare.root / "schemas")
    told = cmtool("schema", cwd=bare.top)
    assert (told.code, "is ignored by a .gitignore" in told.err) == (2, True)


def test_links_do_not_stand_in_the_way(cmtool: Run, bare: Place, tmp_path: Path) -> None:
    (bare.root / "schemas").symlink_to(tmp_path / "elsewhere")
    bare.commit()
    assert cmtool("schema", "-o", str(tmp_path / "elsewhere"), cwd=bare.top).code == 0
    assert cmtool("set", "community", "regions+=polar", cwd=bare.top).code == 0
    assert changed(bare) == ["community.yaml"]
    assert "over a symbolic link" in cmtool("schema", cwd=bare.top).err


def test_at_the_top_of_a_repository_they_are_saved_as_well(cmtool: Run, tmp_path: Path) -> None:
    place = begun(tmp_path / "garden", prefix="")
    place.write("schemas/other.json", "{}")
    assert cmtool("schema", "--no-commit", cwd=place.top).code == 0
    assert cmtool("save", cwd=place.top).code == 0
    assert sorted(changed(place)) == sorted(f"schemas/{kind}.schema.json" for kind in (*FOLDERS.values(), "community"))
    assert place.status == "?? schemas/other.json"


def test_a_new_record_begins_with_the_line_for_editors_and_keeps_it(cmtool: Run, place: Place) -> None:
    record = "registry/members/noor-haddad.yaml"
    assert cmtool("add", "member", "name=Noor Haddad", "status=onboarding", cwd=place.top).code == 0
    assert place.read(record).startswith(f"{LINE}name: Noor Haddad\n")
    for arguments in (
        ("fmt", "registry/members"),
        ("set", "noor-haddad", "name=Noor H.", "country=TR", "languages+=ar"),
        ("rename", "noor-haddad", "noor-h"),
        ("merge", "noor-h", "cem-aydin", "--take", "all=keep"),
        ("retire", "noor-h"),
    ):
        assert cmtool(*arguments, cwd=place.top).code == 0, arguments
        record = record.replace("haddad", "h") if arguments[0] == "rename" else record
        assert place.read(record).startswith(f"{LINE}name: Noor H"), arguments
    assert cmtool("fmt", "--check", "registry/members", cwd=place.top).code == 0
    assert is_clean(cmtool, place)


def test_imported_records_have_the_line_too(cmtool: Run, place: Place) -> None:
    place.write("../people.csv", "id,name,status\nliis-tamm,Liis Tamm,active\n")
    assert cmtool("import", "csv", "../people.csv", "--apply", cwd=place.top).code == 0
    assert place.read("registry/members/liis-tamm.yaml").startswith(LINE)


def test_without_a_schema_a_record_names_none(cmtool: Run, bare: Place) -> None:
    assert cmtool("add", "member", "name=Noor Haddad", "status=onboarding", cwd=bare.top).code == 0
    assert bare.read("registry/members/noor-haddad.yaml").startswith("name: Noor Haddad\n")
