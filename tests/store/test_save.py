"""Writing a new registry: all of it or nothing, and nothing of anybody's is overwritten."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.store import save
from cmtool.store.save import save_new

FILES = {
    "community.yaml": b"name: Maps\n",
    "groups/maps.yaml": b"name: Maps\n",
    "members/2026/ada-stone.yaml": b"name: Ada\n",
}


def tree(folder: Path) -> dict[str, bytes | str]:
    """Everything below a folder: bytes of files, "folder", or "link"."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        found[name] = "link" if path.is_symlink() else "folder" if path.is_dir() else path.read_bytes()
    return found


WRITTEN = {**FILES, "groups": "folder", "members": "folder", "members/2026": "folder"}


def below(folder: str) -> dict[str, bytes | str]:
    return {folder: "folder", **{f"{folder}/{path}": data for path, data in WRITTEN.items()}}


def test_a_registry_is_written_into_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    save_new(tmp_path / "new" / "registry", FILES)
    assert tree(tmp_path) == {"new": "folder", **below("new/registry")}


def test_a_registry_is_written_into_an_empty_folder_which_stays_the_same_folder(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    folder.mkdir()
    inode = folder.stat().st_ino
    save_new(folder, FILES)
    assert tree(tmp_path) == below("registry")
    assert folder.stat().st_ino == inode


@pytest.mark.parametrize("existing", [True, False])
def test_files_and_folders_can_be_read_by_others(tmp_path: Path, existing: bool) -> None:
    folder = tmp_path / "registry"
    if existing:
        folder.mkdir()
    save_new(folder, FILES)
    paths = (folder, folder / "groups", folder / "groups" / "maps.yaml")
    assert [path.stat().st_mode & 0o777 for path in paths] == [0o755, 0o755, 0o644]


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda f: (f.mkdir(), (f / "notes.txt").write_text("mine")), "is not empty"),
        (lambda f: (f.mkdir(), (f / ".hidden").write_text("mine")), "is not empty"),
        (lambda f: (f.mkdir(), (f / "community.yaml").write_text("mine")), "already holds a registry"),
        (lambda f: f.write_text("mine"), "is not a folder"),
        (lambda f: ((f.parent / "elsewhere").mkdir(), f.symlink_to(f.parent / "elsewhere")), "is a link"),
        (lambda f: f.symlink_to(f.parent / "nowhere"), "is a link"),
    ],
)
def test_a_folder_that_is_not_new_is_refused_and_left_alone(tmp_path: Path, make: object, problem: str) -> None:
    folder = tmp_path / "registry"
    make(folder)  # type: ignore[operator]
    before = tree(tmp_path)
    with pytest.raises(CmtoolError) as caught:
        save_new(folder, FILES)
    assert str(caught.value) == f"{folder} {problem}; name a folder that is empty or does not exist yet"
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "path",
    ["../evil.yaml", "/evil.yaml", "groups/../../evil.yaml", "notes.txt", "groups/Bad.yaml", "groups", "new/x.yaml"],
)
def test_only_records_are_written(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path of a registry"):
        save_new(tmp_path / "registry", {**FILES, path: b""})
    assert tree(tmp_path) == {}


class Trouble:
    """Lets `os` calls through until the k-th one, which fails."""

    def __init__(self, fail_at: int) -> None:
        self.left = fail_at

    def guard(self, call: object) -> object:
        def guarded(*args: object, **kwargs: object) -> object:
            self.left -= 1
            if self.left == 0:
                raise OSError(28, "No space left on device")
            return call(*args, **kwargs)  # type: ignore[operator]

        return guarded


@pytest.mark.parametrize("existing", [True, False])
def test_whatever_call_fails_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: bool) -> None:
    failures = 0
    for fail_at in range(1, 100):
        folder = tmp_path / f"try-{fail_at}" / "registry"
        folder.parent.mkdir()
        if existing:
            folder.mkdir()
        before = tree(folder.parent)
        trouble = Trouble(fail_at)
        with monkeypatch.context() as patch:
            for name in ("mkdir", "open", "chmod", "rename"):
                patch.setattr(Path, name, trouble.guard(getattr(Path, name)))
            patch.setattr(save.os, "fsync", trouble.guard(os.fsync))
            patch.setattr(save.tempfile, "mkdtemp", trouble.guard(save.tempfile.mkdtemp))
            try:
                save_new(folder, FILES)
            except CmtoolError as error:
                assert str(error) == f"cannot write {folder}: No space left on device; nothing was kept"
                assert tree(folder.parent) == before
                failures += 1
                continue
        assert tree(folder) == WRITTEN
        if trouble.left > 0:
            break
    assert failures >= 3 * len(FILES)


def test_what_appears_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "registry"
    folder.mkdir()
    tidy = save._tidy

    def meanwhile(aside: Path) -> None:
        tidy(aside)
        (folder / "members").mkdir()
        (folder / "members" / "theirs.yaml").write_text("theirs")

    monkeypatch.setattr(save, "_tidy", meanwhile)
    with pytest.raises(CmtoolError) as caught:
        save_new(folder, FILES)
    assert str(caught.value) == f"{folder / 'members'} has appeared in the meantime; nothing was kept"
    assert tree(folder) == {"members": "folder", "members/theirs.yaml": b"theirs"}


def test_every_file_is_on_disk_before_the_registry_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    fsync, rename = os.fsync, Path.rename
    monkeypatch.setattr(save.os, "fsync", lambda handle: (calls.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(Path, "rename", lambda path, target: (calls.append("rename"), rename(path, target))[1])
    save_new(tmp_path / "registry", FILES)
    assert calls == ["fsync"] * (3 + 4) + ["rename", "fsync"]


def test_folder_that_cannot_be_looked_at_is_told(tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 300)
    with pytest.raises(CmtoolError) as caught:
        save_new(folder, FILES)
    assert str(caught.value) == f"cannot read {folder}: File name too long"


def test_only_save_writes_to_disk() -> None:
    writing = re.compile(
        r"\.(?:mkdir|unlink|rmdir|rename|touch|write_text|write_bytes|symlink_to|chmod)\(|rmtree|mkstemp|makedirs"
    )
    package = Path(save.__file__).parents[1]
    found = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if writing.search(path.read_text("utf-8"))
    ]
    assert found == ["store/save.py"]
