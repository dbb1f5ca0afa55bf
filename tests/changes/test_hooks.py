"""Hooks run as git is configured: they may refuse, may word the message, and may change nothing that was checked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.changes.states import CHANGE, FILE, NEW, OLD, Place, Run, is_whole, refuses, saves, state

CHANGED = (
    "the pre-commit hook changed what would be committed, so it is not what was checked: nothing was saved; "
    "run what the hook runs by hand, then `cmtool save`"
)


class TestPreCommit:
    def test_refuses(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", "echo looking; echo 'no tomatoes today' >&2; exit 3")
        refuses(cmtool, place, "the pre-commit hook refused the commit: looking / no tomatoes today; nothing was saved")
        refuses(
            cmtool,
            place,
            "the pre-commit hook refused the commit: looking / no tomatoes today; nothing was saved",
            *("rename", "cem-aydin", "cem-kaya", "--branch", "other"),
        )

    def test_refuses_what_was_edited_by_hand_and_leaves_it(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, NEW)
        place.hook("pre-commit", "exit 1")
        refuses(cmtool, place, "the pre-commit hook refused the commit: exit code 1; nothing was saved", "save")
        assert place.read(FILE) == NEW

    def test_rewrites_a_file_and_adds_it(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", f"echo '# by a hook' >> {FILE}; git add {FILE}")
        refuses(cmtool, place, CHANGED)
        assert place.read(FILE) == OLD

    def test_adds_another_file(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", "date > stamp.txt; git add stamp.txt")
        before = place.index(), place.head
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.err == f"error: {CHANGED}\n"
        assert (place.index(), place.head, place.status) == (*before, "?? stamp.txt")

    def test_rewrites_and_refuses(self, cmtool: Run, place: Place) -> None:
        """As formatters do it in the pre-commit framework."""
        place.hook("pre-commit", f"echo '# by a hook' >> {FILE}; echo 'files were modified'; exit 1")
        refuses(cmtool, place, "the pre-commit hook refused the commit: files were modified; nothing was saved")

    def test_rewrites_without_adding(self, cmtool: Run, place: Place) -> None:
        """What is committed is what was checked; what the hook wrote stays, as it would with `git commit`."""
        place.hook("pre-commit", f"echo '# by a hook' >> {FILE}")
        outcome = saves(cmtool, place)
        assert outcome.err.startswith(f"note: {FILE.removeprefix('registry/')} was edited since")
        assert place.git("show", f"HEAD:{FILE}") == NEW.removesuffix("\n")
        assert place.read(FILE) == f"{NEW}# by a hook\n"
        assert place.status == f" M {FILE}"

    def test_rewrites_what_was_edited_by_hand(self, cmtool: Run, place: Place) -> None:
        """The second try finds it rewritten, and takes it."""
        place.write(FILE, f"{NEW}\n\n")
        place.hook("pre-commit", f"sed -i '/^$/d' {FILE}; git add {FILE}")
        outcome = cmtool("save", cwd=place.top)
        assert (outcome.code, outcome.err) == (2, f"error: {CHANGED}\n")
        assert place.read(FILE) == NEW
        saves(cmtool, place, "save")
        is_whole(place)

    def test_sees_the_change_staged(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", "git diff --cached --name-status --no-renames > ../seen; pwd >> ../seen")
        saves(cmtool, place, "rename", "cem-aydin", "cem-kaya")
        assert (place.top.parent / "seen").read_text().splitlines() == [
            "M\tregistry/groups/tomatoes.yaml",
            "M\tregistry/meetings/2026-11-06-seed-swap.yaml",
            "D\tregistry/members/cem-aydin.yaml",
            "A\tregistry/members/cem-kaya.yaml",
            str(place.top),
        ]

    def test_patterns_mean_what_they_mean_in_a_commit(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", "test -n \"$(git diff --cached --name-only -- '*.yaml')\"")
        saves(cmtool, place)

    def test_sees_no_other_file_as_changed(self, cmtool: Run, place: Place) -> None:
        """The index that it is given knows what lies on disk, as that of `git commit` does."""
        place.git("update-index", "--refresh")
        place.write("README.md", "by hand\n")
        place.hook("pre-commit", "git diff-files --name-only > ../seen; git diff-index --name-only HEAD >> ../seen")
        saves(cmtool, place)
        assert (place.top.parent / "seen").read_text() == f"README.md\nREADME.md\n{FILE}\n"

    def test_by_hooks_path(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", "exit 0")
        mine = place.write("tools/pre-commit", "#!/bin/sh\necho 'from tools'\nexit 1\n")
        mine.chmod(0o755)
        place.git("config", "core.hooksPath", "tools")
        refuses(cmtool, place, "the pre-commit hook refused the commit: from tools; nothing was saved")

    def test_not_executable_is_no_hook(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", "exit 1").chmod(0o644)
        saves(cmtool, place)

    def test_that_cannot_be_run(self, cmtool: Run, place: Place) -> None:
        hook = place.hook("pre-commit", "")
        hook.write_text("#!/no/such/program\n")
        before = state(place)
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.code == 2
        assert outcome.err.startswith("error: the pre-commit hook refused the commit: ")
        assert state(place) == before

    def test_that_leaves_a_process_behind_holds_nobody_up(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", "sleep 3 > /dev/null 2>&1 &")
        saves(cmtool, place)
        (place.git_dir / "hooks/pre-commit").unlink()
        saves(cmtool, place, "undo")


class TestMessage:
    def test_trailer_of_a_commit_msg_hook(self, cmtool: Run, place: Place) -> None:
        place.hook("commit-msg", 'git interpret-trailers --in-place --trailer "Change-Id: I1234" "$1"')
        saves(cmtool, place)
        assert place.git("log", "-1", "--format=%(trailers:unfold)").splitlines() == [
            "Cmtool-Change: set",
            "Cmtool-Record: members/cem-aydin",
            "Change-Id: I1234",
        ]
        saves(cmtool, place, "undo")
        assert place.read(FILE) == OLD

    def test_commit_msg_hook_refuses(self, cmtool: Run, place: Place) -> None:
        place.hook("commit-msg", 'grep -q "^TICKET-" "$1" || { echo "no ticket"; exit 1; }')
        refuses(cmtool, place, "the commit-msg hook refused the commit: no ticket; nothing was saved")
        place.write(FILE, NEW)
        saves(cmtool, place, "save", "-m", "TICKET-7 the country of Cem")

    def test_prepare_commit_msg(self, cmtool: Run, place: Place) -> None:
        place.hook("prepare-commit-msg", 'echo "$2:$3" > ../seen; sed -i "1s/^/[garden] /" "$1"')
        saves(cmtool, place)
        assert place.git("log", "-1", "--format=%s") == "[garden] members/cem-aydin: country changed"
        assert (place.top.parent / "seen").read_text() == "message:\n"

    def test_prepare_commit_msg_refuses(self, cmtool: Run, place: Place) -> None:
        place.hook("prepare-commit-msg", "exit 1")
        refuses(cmtool, place, "the prepare-commit-msg hook refused the commit: exit code 1; nothing was saved")

    def test_hook_that_empties_the_message(self, cmtool: Run, place: Place) -> None:
        place.hook("commit-msg", ': > "$1"')
        refuses(cmtool, place, "a hook left no message: nothing was saved")

    def test_hook_that_removes_the_message(self, cmtool: Run, place: Place) -> None:
        place.hook("commit-msg", 'rm "$1"')
        refuses(cmtool, place, "a hook left no message: nothing was saved")


class TestAfterwards:
    def test_failing_post_commit_is_told_and_the_commit_stands(self, cmtool: Run, place: Place) -> None:
        place.hook("post-commit", "echo 'nobody answers'; exit 1")
        outcome = saves(cmtool, place)
        assert outcome.err == (
            "note: the post-commit hook failed: nobody answers; the commit stands\n"
            "next: git remote add origin ADDRESS, then git push -u origin main\n"
        )
        is_whole(place)

    def test_post_commit_sees_the_commit(self, cmtool: Run, place: Place) -> None:
        place.hook("post-commit", "git log -1 --format=%s > ../seen; git status --short >> ../seen")
        saves(cmtool, place, "rename", "cem-aydin", "cem-kaya")
        assert (place.top.parent / "seen").read_text() == "members/cem-aydin: renamed to cem-kaya\n"

    def test_reference_transaction_refuses(self, cmtool: Run, place: Place) -> None:
        place.hook("reference-transaction", 'test "$1" != prepared')
        before = state(place)
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.code == 2
        assert outcome.err == (
            "error: the branch did not take the commit: ref updates aborted by hook; "
            "nothing was saved; repeat the command\n"
        )
        assert state(place) == before
        (place.git_dir / "hooks/reference-transaction").unlink()
        is_whole(place)


class TestEditedMeanwhile:
    """Somebody writes into a file while the change is made."""

    def test_before_the_commit_is_made(self, cmtool: Run, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is saved, and the edit is kept."""
        import cmtool.history.commit as module

        put = module.put

        def edited(*arguments: object) -> None:
            put(*arguments)  # type: ignore[arg-type]
            place.write(FILE, "name: Cem Aydın\nstatus: paused\n")

        monkeypatch.setattr(module, "put", edited)
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.err == (
            "error: members/cem-aydin.yaml was edited in the same moment: nothing was saved; repeat the command\n"
        )
        assert place.read(FILE) == "name: Cem Aydın\nstatus: paused\n"
        assert place.git("diff-index", "--cached", "--name-status", "HEAD") == ""


@pytest.mark.parametrize("signal", ["INT", "TERM"])
def test_stopped_from_the_keyboard_while_a_hook_runs(place: Place, signal: str) -> None:
    """Ctrl-C takes the change back at once; a plain kill leaves it to the next command."""
    place.hook("pre-commit", f"kill -{signal} 0; sleep 2")
    done = subprocess.run(
        [sys.executable, "-m", "cmtool", "rename", "cem-aydin", "cem-kaya"],
        cwd=place.top,
        capture_output=True,
        check=False,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.returncode in (130, -2, -15)
    assert b"Traceback" not in done.stderr
    if signal == "TERM":
        (place.git_dir / "hooks/pre-commit").unlink()
        assert (
            subprocess.run(
                [sys.executable, "-m", "cmtool", "validate", "-q"],
                cwd=place.top,
                capture_output=True,
                check=False,
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            ).returncode
            == 0
        )
    assert place.git("rev-list", "--count", "HEAD") == "1"
    is_whole(place)
