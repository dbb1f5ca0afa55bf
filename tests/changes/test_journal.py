"""The journal by itself: files before and after a change, and how it is finished or taken back."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed
from cmtool.history.repository import Repository
from cmtool.store.journal import Journal, Written, begin, begun, end, finish, held, put, take_back
from cmtool.store.lock import Busy, locked
from tests.changes.states import FILE, NEW, OLD, Place, Run, is_whole

_BYTES = st.none() | st.binary(max_size=20)
_PATHS = st.sampled_from(["a.yaml", "members/b.yaml", "members/c.yaml", "deep/er/d.yaml"])


@pytest.fixture
def files(tmp_path: Path) -> list[Written]:
    """An edited, a new and a deleted file, that lie there as they were before."""
    (tmp_path / "members").mkdir()
    (tmp_path / "members/edited").write_bytes(b"old")
    (tmp_path / "members/deleted").write_bytes(b"gone")
    return [
        Written("members/edited", b"old", b"new"),
        Written("groups/new", None, b"there"),
        Written("members/deleted", b"gone", None),
    ]


def there(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


OLD_FILES = {"members/edited": b"old", "members/deleted": b"gone"}
NEW_FILES = {"members/edited": b"new", "groups/new": b"there"}


def test_put_and_taken_back(tmp_path: Path, files: list[Written]) -> None:
    put(tmp_path, files)
    assert there(tmp_path) == NEW_FILES
    assert take_back(tmp_path, files) == []
    assert there(tmp_path) == OLD_FILES
    assert not (tmp_path / "groups").exists()


@pytest.mark.parametrize("written", range(4))
def test_half_written_is_finished_or_taken_back(tmp_path: Path, files: list[Written], written: int) -> None:
    put(tmp_path, files[:written])
    (tmp_path / "members/.cmtool-tmp-left").write_bytes(b"ne")
    assert finish(tmp_path, files) == []
    assert there(tmp_path) == NEW_FILES
    put(tmp_path, [Written(file.path, file.after, file.before) for file in files[written:]])
    assert take_back(tmp_path, files) == []
    assert there(tmp_path) == OLD_FILES


def test_file_that_somebody_edited_since_stays(tmp_path: Path, files: list[Written]) -> None:
    put(tmp_path, files[:2])
    (tmp_path / "groups/new").write_bytes(b"edited by hand")
    assert take_back(tmp_path, files) == ["groups/new"]
    assert there(tmp_path) == OLD_FILES | {"groups/new": b"edited by hand"}
    assert finish(tmp_path, files) == ["groups/new"]
    assert there(tmp_path) == {"members/edited": b"new", "groups/new": b"edited by hand"}


def test_taken_back_for_sure_where_nobody_else_can_have_written(tmp_path: Path, files: list[Written]) -> None:
    put(tmp_path, files)
    (tmp_path / "members/edited").write_bytes(b"by a hook")
    assert take_back(tmp_path, files, is_sure=True) == []
    assert there(tmp_path) == OLD_FILES


def test_file_written_by_hand_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"anything")
    by_hand = [Written("a", b"x", b"x")]
    assert take_back(tmp_path, by_hand, is_sure=True) == finish(tmp_path, by_hand) == []
    assert there(tmp_path) == {"a": b"anything"}


@given(st.dictionaries(_PATHS, st.tuples(_BYTES, _BYTES)))
def test_what_is_written_down_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, tuple[bytes | None, bytes | None]]
) -> None:
    work = tmp_path_factory.mktemp("work") / "cmtool"
    assert begun(work) is None
    journal = Journal([Written(path, *data) for path, data in files.items()], {"commit": None, "ref": "HEAD"})
    begin(work, journal)
    assert begun(work) == journal
    end(work)
    assert not work.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"files": [{"path": "x"}], "facts": {}}', "\xff"])
def test_journal_that_cannot_be_read_is_told_and_kept(tmp_path: Path, text: str) -> None:
    (tmp_path / "journal.json").write_text(text, "latin-1")
    with pytest.raises(CmtoolError) as error:
        begun(tmp_path)
    assert str(error.value) == (
        f"{tmp_path / 'journal.json'} cannot be read, so an interrupted change cannot be taken back: "
        "look at the files with `git status`, then remove it"
    )
    assert (tmp_path / "journal.json").exists()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry/members").symlink_to(tmp_path / "elsewhere")
    message = "is reached over a symbolic link, which is never followed: remove the link$"
    with pytest.raises(CmtoolError, match=message):
        put(tmp_path / "registry", [Written("members/a.yaml", None, b"x")])
    assert there(tmp_path / "elsewhere") == {}


def test_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "members").mkdir()
    with pytest.raises(CmtoolError) as error:
        held(tmp_path, "members")
    assert str(error.value) == f"cannot read {tmp_path / 'members'}: it is not a plain file"


class TestLock:
    def test_one_at_a_time(self, tmp_path: Path) -> None:
        with locked(tmp_path), pytest.raises(Busy) as error, locked(tmp_path, "; somebody", patience=0.05):
            pass
        assert str(error.value) == f"another cmtool is at work in {tmp_path}; somebody: repeat this when it has ended"
        with locked(tmp_path, patience=0):
            pass

    def test_second_writer_is_told_who_holds_it(
        self, cmtool: Run, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cmtool.store.lock.PATIENCE", 0.05)
        monkeypatch.setattr(locked.__wrapped__, "__defaults__", ("", 0.05))  # type: ignore[attr-defined]
        with locked(place.git_dir):
            outcome = cmtool("set", "cem-aydin", "country=TR", cwd=place.top)
        process = place.git_dir / "cmtool/process"
        assert outcome.err == (
            f"error: another cmtool is at work in {place.git_dir}; {process} tells its number: "
            "repeat this when it has ended\n"
        )
        assert (outcome.code, place.read(FILE)) == (2, OLD)
        is_whole(place)


class TestLeftBehind:
    """What the next command does with a journal, told by hand."""

    def left(self, place: Place, commit: str | None, *, process: bool = False) -> None:
        journal = Journal(
            [Written("members/cem-aydin.yaml", OLD.encode(), NEW.encode())],
            {"ref": "HEAD", "commit": commit, "staged": {FILE: place.git("rev-parse", f":{FILE}")}},
        )
        begin(place.git_dir / "cmtool", journal)

    def test_before_the_commit_it_is_taken_back(self, cmtool: Run, place: Place) -> None:
        self.left(place, None)
        place.write(FILE, NEW)
        outcome = cmtool("validate", cwd=place.top)
        assert outcome.code == 0
        assert "note" not in outcome.err
        assert place.read(FILE) == OLD
        is_whole(place)

    def test_commit_that_no_branch_has_is_as_good_as_none(self, cmtool: Run, place: Place) -> None:
        self.left(place, place.git("commit-tree", "-p", "HEAD", "-m", "made", "HEAD^{tree}"))
        place.write(FILE, NEW)
        assert cmtool("list", "members", cwd=place.top).code == 0
        assert place.read(FILE) == OLD
        is_whole(place)

    def test_commit_that_was_cleaned_away_is_none(self, cmtool: Run, place: Place) -> None:
        self.left(place, "1" * 40)
        place.write(FILE, NEW)
        assert cmtool("validate", cwd=place.top).code == 0
        assert place.read(FILE) == OLD
        is_whole(place)

    def test_branch_that_was_never_begun_has_nothing(self, cmtool: Run, place: Place) -> None:
        made = place.git("commit-tree", "-p", "HEAD", "-m", "made", "HEAD^{tree}")
        facts = {"ref": "refs/heads/other", "commit": made, "staged": {}}
        files = [Written("members/cem-aydin.yaml", OLD.encode(), NEW.encode())]
        begin(place.git_dir / "cmtool", Journal(files, facts))
        place.write(FILE, NEW)
        assert cmtool("validate", cwd=place.top).code == 0
        assert place.git("symbolic-ref", "HEAD") == "refs/heads/main"
        is_whole(place)

    def test_git_that_does_not_answer_decides_nothing(
        self, cmtool: Run, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = place.head
        place.write(FILE, NEW)
        made = place.commit()
        place.git("reset", "--quiet", "--hard", before)
        self.left(place, made)
        place.git("update-ref", "HEAD", made)
        real = Repository.run

        def run(self: Repository, *arguments: str) -> bytes:
            if arguments[0] == "merge-base":
                raise Failed("merge-base", 128, "fatal: out of memory")
            return real(self, *arguments)

        with monkeypatch.context() as patch:
            patch.setattr(Repository, "run", run)
            outcome = cmtool("list", "members", cwd=place.top)
        told = "git merge-base failed: out of memory"
        assert outcome.err == f"note: a change that was interrupted is not mended yet: {told}\n"
        assert cmtool("list", "members", cwd=place.top).err == ""
        assert (place.head, place.read(FILE)) == (made, NEW)
        is_whole(place)

    def test_after_the_commit_it_is_finished(self, cmtool: Run, place: Place) -> None:
        before = place.head
        place.write(FILE, NEW)
        place.git("commit", "--quiet", "--all", "--message", "made")
        made = place.head
        place.git("reset", "--quiet", "--hard", before)
        self.left(place, made)
        place.git("update-ref", "HEAD", made)
        assert cmtool("validate", cwd=place.top).code == 0
        assert (place.head, place.read(FILE)) == (made, NEW)
        is_whole(place)

    def test_of_another_registry_in_the_same_repository(self, cmtool: Run, place: Place) -> None:
        """Whoever comes next mends the one that was changed, not the one where the next command is run."""
        shutil.copytree(place.root, place.top / "other/registry")
        place.commit()
        facts = {"prefix": "registry/", "ref": "HEAD", "commit": None, "staged": {}}
        files = [Written("members/cem-aydin.yaml", OLD.encode(), NEW.encode())]
        begin(place.git_dir / "cmtool", Journal(files, facts))
        place.write(FILE, NEW)
        assert cmtool("validate", cwd=place.top / "other").code == 0
        assert (place.read(FILE), place.read(f"other/{FILE}")) == (OLD, OLD)
        is_whole(place)

    def test_edit_made_since_stays_and_is_told(self, cmtool: Run, place: Place) -> None:
        self.left(place, None)
        place.write(FILE, f"{OLD}# by hand\n")
        outcome = cmtool("validate", cwd=place.top)
        assert outcome.err.splitlines()[0] == (
            "note: members/cem-aydin.yaml was edited since a command was interrupted: it stays as it is"
        )
        assert place.read(FILE) == f"{OLD}# by hand\n"

    def test_locks_of_the_killed_git_are_removed_and_older_ones_are_not(self, cmtool: Run, place: Place) -> None:
        old = place.git_dir / "packed-refs.lock"
        old.touch()
        os.utime(old, (1, 1))
        self.left(place, None)
        (place.git_dir / "index.lock").touch()
        (place.git_dir / "HEAD.lock").touch()
        (place.git_dir / "refs/heads/main.lock").touch()
        assert cmtool("validate", cwd=place.top).code == 0
        assert [path.name for path in place.git_dir.rglob("*.lock")] == ["packed-refs.lock"]

    def test_journal_that_cannot_be_read_is_told_and_stops_every_change(self, cmtool: Run, place: Place) -> None:
        work = place.git_dir / "cmtool"
        work.mkdir()
        (work / "journal.json").write_text(json.dumps({"version": 1}))
        told = (
            f"{work / 'journal.json'} cannot be read, so an interrupted change cannot be taken back: "
            "look at the files with `git status`, then remove it\n"
        )
        outcome = cmtool("list", "members", cwd=place.top)
        assert outcome.code == 0
        assert outcome.err == f"note: a change that was interrupted is not mended yet: {told}"
        outcome = cmtool("set", "cem-aydin", "country=TR", cwd=place.top)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.endswith(f"error: {told}")
        assert place.status == ""

    def test_reading_commands_wait_only_a_moment(self, cmtool: Run, place: Place) -> None:
        self.left(place, None)
        with locked(place.git_dir):
            assert cmtool("list", "members", cwd=place.top).code == 0
        assert (place.git_dir / "cmtool").exists()


@pytest.mark.parametrize("prefix", ["../elsewhere/", "/etc/", "registry/../../elsewhere/"])
def test_journal_that_leads_out_of_the_repository_is_none(tmp_path: Path, prefix: str) -> None:
    facts = {"prefix": prefix, "commit": None}
    begin(tmp_path / "work", Journal([Written("members/x.yaml", b"a", b"b")], facts))
    with pytest.raises(CmtoolError, match="cannot be read, so an interrupted change cannot be taken back"):
        begun(tmp_path / "work")
