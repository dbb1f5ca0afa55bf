"""Names of templates come from what lies in the folders; nothing leads out of them."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from cmtool.errors import CmtoolError
from cmtool.render.library import Library, is_partial


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_j2", ".j2").replace("_md", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_own_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    ours = put(tmp_path / "ours", a_md_j2="ours", reports__b_md_j2="ours b")
    own = put(tmp_path / "own", reports__b_md_j2="own b", c_md_j2="own c")
    library = Library(ours, own)
    assert library.sources() == {"a.md.j2": "ours", "c.md.j2": "own c", "reports/b.md.j2": "own b"}
    assert list(library.own) == ["c.md.j2", "reports/b.md.j2"]
    assert library.builtin_source("reports/b.md.j2") == "ours b"
    assert "c.md.j2" in library
    assert "d.md.j2" not in library


def test_registry_without_templates_has_none_of_its_own(tmp_path: Path) -> None:
    library = Library(put(tmp_path / "ours", a_md_j2="x"), tmp_path / "absent")
    assert (library.own, library.problems) == ({}, [])


def test_links_and_other_files_are_no_templates(tmp_path: Path) -> None:
    own = put(tmp_path / "own", a_md_j2="x")
    (tmp_path / "secret.md.j2").write_text("secret")
    (tmp_path / "folder").mkdir()
    (own / "link.md.j2").symlink_to(tmp_path / "secret.md.j2")
    (own / "reports").symlink_to(tmp_path / "folder")
    (own / "Big.md.j2").write_text("x")
    (own / "notes.txt").write_text("x")
    (own / "README.md").write_text("x")
    library = Library(tmp_path / "ours", own)
    assert list(library.own) == ["a.md.j2"]
    assert library.problems == [
        "Big.md.j2: not the name of a template; expected a name as 'reports/overview.md.j2'",
        "link.md.j2: a symbolic link; links are never followed",
        "notes.txt: not the name of a template; expected a name as 'reports/overview.md.j2'",
        "reports: a symbolic link; links are never followed",
    ]


def test_folder_of_templates_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere", a_md_j2="x")
    (tmp_path / "templates").symlink_to(tmp_path / "elsewhere")
    library = Library(tmp_path / "ours", tmp_path / "templates")
    assert (library.own, library.problems) == ({}, ["templates: a symbolic link; links are never followed"])


def test_file_that_becomes_a_link_after_it_was_listed_is_not_read(tmp_path: Path) -> None:
    own = put(tmp_path / "own", a_md_j2="x")
    library = Library(tmp_path / "ours", own)
    assert list(library.own) == ["a.md.j2"]
    (own / "a.md.j2").unlink()
    (own / "a.md.j2").symlink_to("/etc/passwd")
    with pytest.raises(CmtoolError, match=r"^cannot read template .*/a\.md\.j2: "):
        library.sources()


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"x" * (256 * 1024 + 1), "is larger than 256 KiB"), (b"\xff", "is not UTF-8: byte 0xff at offset 0")],
)
def test_template_that_is_no_text_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.md.j2").write_bytes(data)
    with pytest.raises(CmtoolError) as caught:
        Library(tmp_path / "ours", own).sources()
    assert str(caught.value) == f"template {own / 'a.md.j2'} {why}"


def test_piece_of_others_begins_with_an_underscore() -> None:
    assert is_partial("reports/_macros.md.j2")
    assert not is_partial("_folder/page.md.j2")


def test_folder_of_templates_that_the_system_closes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = put(tmp_path / "own", reports__b_md_j2="x")
    real = os.scandir

    def closed(path: Path) -> Any:
        if path.name == "reports":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(CmtoolError) as caught:
        Library(tmp_path / "ours", own).sources()
    assert str(caught.value) == f"cannot read {own}/reports: Permission denied"
