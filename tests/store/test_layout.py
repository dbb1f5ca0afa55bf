"""Where records lie: verdicts by path alone."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.errors import CmtoolError
from cmtool.store.entries import Entry
from cmtool.store.layout import IGNORED, bad_id, folded, folder_place, id_of, likely_id, place
from cmtool.store.load import assemble
from cmtool.store.root import given_root

ADDRESS = (
    "REF104",
    "file name that holds an address is not an id",
    "choose an id without the address: 2 to 64 lower-case letters (a-z), digits and single hyphens",
)


def told(path: str) -> tuple[str, str, str]:
    verdict = place(path)
    return verdict.code, verdict.problem, verdict.hint


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("groups/maps.yml", ("FIL101", "a record ends in '.yaml', not '.yml'", "rename it to 'maps.yaml'")),
        ("groups/maps.txt", ("FIL101", "not a record: groups/ holds .yaml files", "move it elsewhere, or delete it")),
        (
            "comunity.yaml",
            (
                "FIL101",
                "'comunity.yaml' is not read: only community.yaml stands at the top of a registry",
                "rename it to 'community.yaml'",
            ),
        ),
        (
            "ada-stone.yaml",
            (
                "FIL101",
                "'ada-stone.yaml' is not read: only community.yaml stands at the top of a registry",
                "move it into members/, groups/, meetings/, skills/, requests/, needs/, activities/, spotlights/, or elsewhere",
            ),
        ),
        (
            "members/Ada Stone.yaml",
            (
                "REF104",
                "file name 'Ada Stone' is not an id",
                "rename it to 'ada-stone.yaml'; an id is 2 to 64 lower-case letters (a-z), digits and single hyphens",
            ),
        ),
        ("members/amina@example.org.yaml", ADDRESS),
        ("members/amina@example.org.yml", ADDRESS),
        ("members/+4930123456.yaml", ADDRESS),
        (
            "members/a.yaml",
            ("REF104", "file name 'a' is not an id", "use 2 to 64 lower-case letters (a-z), digits and single hyphens"),
        ),
        ("groups/aux.yaml", ("REF104", "'aux' cannot be a file name on Windows", "choose another id, as 'aux-1'")),
    ],
)
def test_file_out_of_place_is_told_with_its_remedy(path: str, expected: tuple[str, str, str]) -> None:
    assert told(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "members/README.md",
        "groups/.gitkeep",
        "docs/x.yml",
        "plans/a.yaml",
        ".github/x.yaml",
        "lifecycle.yaml",
    ],
)
def test_other_files_are_ours_to_ignore(path: str) -> None:
    assert place(path) == IGNORED


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("member", "members"),
        ("Members", "members"),
        ("meeting", "meetings"),
        ("memebrs", "members"),
        ("activity", "activities"),
    ],
)
def test_folder_with_nearly_the_right_name_is_told(name: str, wanted: str) -> None:
    verdict = folder_place(name)
    assert (verdict.problem, verdict.hint) == (f"folder '{name}' is not read", f"rename it to '{wanted}'")


@pytest.mark.parametrize("name", ["docs", "minutes", "plans", "keys", ".git", "images"])
def test_other_folders_are_ours_to_ignore(name: str) -> None:
    assert folder_place(name) == IGNORED


def test_names_that_are_one_file_somewhere_fold_together() -> None:
    assert folded("Ada") == folded("ADA") == "ada"
    assert folded(unicodedata.normalize("NFD", "zoë")) == folded("ZOË")
    assert likely_id("Ada_Stone 2") == "ada-stone-2"


def test_ids_that_differ_by_unicode_form_alone_are_told_once() -> None:
    names = [unicodedata.normalize(form, "zoë") for form in ("NFC", "NFD")]
    findings = assemble(Entry(f"members/{name}.yaml", "file", b"status: removed\n") for name in names).findings
    assert [(finding.code, finding.path) for finding in findings] == [
        ("REF104", f"members/{names[0]}.yaml"),
        ("FIL103", f"members/{names[1]}.yaml"),
    ]


@pytest.mark.parametrize(
    ("name", "id"), [("Ámina Diálló", "amina-diallo"), ("Ким Lee", ""), ("C++", ""), ("con", ""), ("", "")]
)
def test_the_id_that_a_name_makes(name: str, id: str) -> None:
    assert id_of(name) == id


@given(st.text(max_size=90))
def test_a_name_makes_a_good_id_or_none(name: str) -> None:
    found = id_of(name)
    assert not found or (bad_id(found)[0], id_of(found)) == ("", found)


def test_another_registry_cannot_be_slipped_under_one_that_is_named(tmp_path: Path) -> None:
    home = tmp_path / "registry"
    (home / "registry").mkdir(parents=True)
    (home / "registry" / "community.yaml").write_text("schema: 1\n")
    with pytest.raises(CmtoolError, match=r"^no registry in .*/registry: it holds no community\.yaml$"):
        given_root(home)
    (home / "community.yaml").write_text("schema: 1\n")
    assert given_root(home) == home
    assert given_root(tmp_path) == home
