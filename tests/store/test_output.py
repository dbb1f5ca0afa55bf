"""Made files go only where nobody's files can be harmed."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmtool.errors import CmtoolError
from cmtool.store.output import MARKER, put

FILES = {"public/a.md": b"a\n", "drafts/x/b.txt": b"b\n"}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != MARKER
    }


def test_new_folder_is_made_and_marked(tmp_path: Path) -> None:
    changes = put(tmp_path / "deep" / "build", FILES)
    assert changes == (["drafts/x/b.txt", "public/a.md"], [], [])
    assert tree(tmp_path / "deep" / "build") == {"drafts/x/b.txt": b"b\n", "public/a.md": b"a\n"}
    assert (tmp_path / "deep" / "build" / MARKER).read_text() == (
        "Made by cmtool build, which may replace and remove the files listed here.\ndrafts/x/b.txt\npublic/a.md\n"
    )


def test_second_run_writes_what_changed_and_removes_what_it_made_before(tmp_path: Path) -> None:
    put(tmp_path / "build", FILES)
    (tmp_path / "build" / "public" / "own.md").write_text("of somebody\n")
    changes = put(tmp_path / "build", {"public/a.md": b"A\n", "public/c.md": b"c\n"})
    assert changes == (["public/a.md", "public/c.md"], [], ["drafts/x/b.txt"])
    assert tree(tmp_path / "build") == {"public/a.md": b"A\n", "public/c.md": b"c\n", "public/own.md": b"of somebody\n"}
    assert not (tmp_path / "build" / "drafts").exists()


def test_same_files_again_change_nothing(tmp_path: Path) -> None:
    put(tmp_path / "build", FILES)
    before = (tmp_path / "build" / "public" / "a.md").stat().st_mtime_ns
    assert put(tmp_path / "build", FILES) == ([], ["drafts/x/b.txt", "public/a.md"], [])
    assert (tmp_path / "build" / "public" / "a.md").stat().st_mtime_ns == before


def test_dry_run_only_tells(tmp_path: Path) -> None:
    assert put(tmp_path / "build", FILES, dry_run=True).written == ["drafts/x/b.txt", "public/a.md"]
    assert not (tmp_path / "build").exists()
    put(tmp_path / "build", FILES)
    assert put(tmp_path / "build", {}, dry_run=True).removed == ["drafts/x/b.txt", "public/a.md"]
    assert tree(tmp_path / "build") == {"drafts/x/b.txt": b"b\n", "public/a.md": b"a\n"}


@pytest.mark.parametrize("content", ["notes.txt", ".git/config", "public/a.md"])
def test_folder_of_somebody_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "build" / content).parent.mkdir(parents=True)
    (tmp_path / "build" / content).write_text("mine")
    with pytest.raises(CmtoolError, match=r"build holds what cmtool did not make; name a new or empty folder$"):
        put(tmp_path / "build", FILES)
    assert tree(tmp_path / "build") == {content: b"mine"}


def test_root_and_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for folder in (Path("/"), tmp_path / "file"):
        with pytest.raises(CmtoolError, match="holds what cmtool did not make"):
            put(folder, FILES)


def test_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "real")
    with pytest.raises(CmtoolError, match=r"build is a link; name the folder itself$"):
        put(tmp_path / "build", FILES)
    assert tree(tmp_path / "real") == {}


def test_links_inside_are_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    put(tmp_path / "build", {})
    (tmp_path / "build" / "public").symlink_to(elsewhere)
    with pytest.raises(CmtoolError, match="leads through a link or a file"):
        put(tmp_path / "build", FILES)
    (tmp_path / "build" / "public").unlink()
    (tmp_path / "build" / "public").mkdir()
    (tmp_path / "build" / "public" / "a.md").symlink_to(elsewhere / "a.md")
    with pytest.raises(CmtoolError, match="exists and was not made by cmtool"):
        put(tmp_path / "build", FILES)
    assert tree(elsewhere) == {}


def test_listed_file_that_became_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    put(tmp_path / "build", FILES)
    (tmp_path / "build" / "public" / "a.md").unlink()
    (tmp_path / "build" / "public" / "a.md").symlink_to(tmp_path / "victim")
    with pytest.raises(CmtoolError, match="not a plain file"):
        put(tmp_path / "build", {"public/a.md": b"new"})
    assert put(tmp_path / "build", {}).removed == ["drafts/x/b.txt"]
    assert (tmp_path / "victim").read_text() == "mine"


def test_unknown_file_in_our_folder_is_not_replaced(tmp_path: Path) -> None:
    put(tmp_path / "build", {})
    (tmp_path / "build" / "public").mkdir()
    (tmp_path / "build" / "public" / "a.md").write_text("mine")
    with pytest.raises(CmtoolError, match=r"public/a\.md exists and was not made by cmtool"):
        put(tmp_path / "build", FILES)
    assert tree(tmp_path / "build") == {"public/a.md": b"mine"}


def test_forged_list_removes_nothing_outside(tmp_path: Path) -> None:
    put(tmp_path / "build", {})
    (tmp_path / "victim.md").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.md").write_text("mine")
    (tmp_path / "build" / "link").symlink_to(tmp_path / "real")
    marker = tmp_path / "build" / MARKER
    marker.write_text(
        marker.read_text() + f"../victim.md\n{tmp_path}/victim.md\nlink/x.md\n./../victim.md\n.git/config\n"
    )
    assert put(tmp_path / "build", {}).removed == []
    assert (tmp_path / "victim.md").exists()
    assert (tmp_path / "real" / "x.md").exists()


@pytest.mark.parametrize("text", ["", "something else\npublic/a.md\n"])
def test_forged_marker_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / MARKER).write_text(text)
    with pytest.raises(CmtoolError, match="is not a marker of cmtool"):
        put(tmp_path / "build", FILES)


def test_run_that_was_killed_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "build", FILES)

    def dies(path: Path, data: bytes) -> bool:
        if path.name == "c.md":
            raise KeyboardInterrupt
        return real(path, data)

    from cmtool.store.output import save as real

    monkeypatch.setattr("cmtool.store.output.save", dies)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "build", {"public/b.md": b"b", "public/c.md": b"c"})
    monkeypatch.undo()
    assert put(tmp_path / "build", {"public/c.md": b"c"}).removed == ["drafts/x/b.txt", "public/a.md", "public/b.md"]
    assert tree(tmp_path / "build") == {"public/c.md": b"c"}


def refusing(error: int) -> Callable[..., Any]:
    """A system that refuses: read-only, full, closed."""

    def refuse(path: Path, *_: Any, **__: Any) -> Any:
        raise OSError(error, os.strerror(error), str(path))

    return refuse


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        ("mkdir", errno.EROFS, "cannot make {root}/public: Read-only file system"),
        ("unlink", errno.EACCES, "cannot remove {root}/drafts/x/b.txt: Permission denied"),
        ("iterdir", errno.EACCES, "cannot read {root}: Permission denied"),
        ("read_text", errno.EIO, "cannot read {root}/.cmtool-build: Input/output error"),
        ("replace", errno.ENOSPC, "cannot write {root}/.cmtool-build: No space left on device"),
    ],
)
def test_disk_that_refuses_is_told(
    call: str, error: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "build"
    put(root, {"drafts/x/b.txt": b"b\n"})
    real = Path.mkdir
    monkeypatch.setattr(Path, call, refusing(error))
    if call == "mkdir":  # the folder itself is there
        monkeypatch.setattr(
            Path, "mkdir", lambda path, **options: (real if path == root else refusing(error))(path, **options)
        )
    with pytest.raises(CmtoolError) as caught:
        put(root, {"public/a.md": b"a"})
    assert str(caught.value) == said.format(root=root)
