"""Every state that a repository can be in when somebody changes its registry (safety.md 3.3): what is done, what is said.

A refusal says why and what to do, exits with 2, and leaves every byte, the index and all branches as they were.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.changes.states import (
    CHANGE,
    FILE,
    NEW,
    OLD,
    Place,
    Run,
    begun,
    is_whole,
    leftovers,
    refuses,
    saves,
    state,
    unborn,
)


def test_a_change_is_one_commit_and_tells_what_to_type_next(cmtool: Run, place: Place) -> None:
    outcome = cmtool(*CHANGE, cwd=place.top)
    assert outcome.out == (
        "Cem Aydın (members/cem-aydin)\n  country: Türkiye\n\n"
        "--- a/members/cem-aydin.yaml\n+++ b/members/cem-aydin.yaml\n@@ -2 +2,2 @@\n status: active\n+country: TR\n\n"
        f"saved {place.head[:7]} on main: members/cem-aydin: country changed\n"
    )
    assert outcome.err == "next: git remote add origin ADDRESS, then git push -u origin main\n"
    assert place.git("log", "-1", "--format=%B%an %ae") == (
        "members/cem-aydin: country changed\n\n"
        "Cmtool-Change: set\nCmtool-Record: members/cem-aydin\n"
        "Jonas Berg jonas.berg@meridian.example"
    )
    assert place.git("show", "--name-status", "--format=") == f"M\t{FILE}"
    assert place.read(FILE) == NEW
    assert place.git("reflog", "-1", "--format=%gs") == "commit (cmtool): members/cem-aydin: country changed"
    is_whole(place)


class TestGitAtWork:
    def test_index_lock_of_somebody_else_is_waited_for_and_named(
        self, cmtool: Run, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cmtool.history.readiness._PATIENCE", 0.1)
        lock = place.git_dir / "index.lock"
        lock.touch()
        refuses(
            cmtool,
            place,
            f"another git is at work here ({lock} is there): let it end, then repeat this; "
            "if none is running, one was killed: remove that file",
        )
        assert lock.exists()

    def test_index_lock_that_goes_away_is_no_trouble(self, cmtool: Run, place: Place) -> None:
        lock = place.git_dir / "index.lock"
        lock.touch()
        with subprocess.Popen(["sh", "-c", f"sleep 0.2; rm '{lock}'"]):
            saves(cmtool, place)
        is_whole(place)

    def test_index_lock_taken_while_the_hook_runs_is_neither_removed_nor_ignored(
        self, cmtool: Run, place: Place, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cmtool.history.recovery._PATIENCE", 0.1)
        lock = place.git_dir / "index.lock"
        place.hook("pre-commit", f"touch '{lock}'")
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.code == 0
        assert outcome.err.startswith(
            "note: the commit is made, but not all of git knows it yet: git's index cannot be written: "
        )
        assert lock.exists()
        (place.git_dir / "hooks/pre-commit").unlink()
        lock.unlink()
        assert cmtool("validate", cwd=place.top).code == 0
        is_whole(place)

    def test_lock_of_another_git_outlives_a_change_that_its_hook_refuses(self, cmtool: Run, place: Place) -> None:
        lock = place.git_dir / "index.lock"
        place.hook("pre-commit", f"touch '{lock}'; exit 1")
        assert cmtool(*CHANGE, cwd=place.top).code == 2
        assert lock.exists()
        assert place.read(FILE) == OLD

    def test_commit_made_by_hand_meanwhile_is_not_lost(self, cmtool: Run, place: Place) -> None:
        """The branch goes on from where the change began, or not at all."""
        other = "git commit-tree -p HEAD -m 'by hand' HEAD^{tree}"
        place.hook("pre-commit", f"unset GIT_INDEX_FILE; git update-ref HEAD $({other})")
        old = place.head
        outcome = cmtool(*CHANGE, cwd=place.top)
        new = place.head
        assert place.git("log", "--format=%s") == "by hand\nthe beginning"
        assert outcome.err == (
            "error: the branch did not take the commit: update_ref failed for ref 'HEAD': "
            f"cannot lock ref 'HEAD': is at {new} but expected {old}; nothing was saved; repeat the command\n"
        )
        assert outcome.code == 2
        is_whole(place)


class TestUnderWay:
    def conflicting(self, place: Place) -> None:
        place.git("switch", "--quiet", "--create", "other")
        place.write("README.md", "other\n")
        place.commit("other")
        place.git("switch", "--quiet", "main")
        place.write("README.md", "main\n")
        place.commit("main")

    @pytest.mark.parametrize(
        ("command", "message"),
        [
            (
                "merge other",
                "a merge is under way here: finish it with `git commit`, or drop it with `git merge --abort`, "
                "then repeat this",
            ),
            (
                "rebase other",
                "a rebase is under way here: finish it with `git rebase --continue`, or drop it with "
                "`git rebase --abort`, then repeat this",
            ),
            (
                "rebase --apply other",
                "a rebase is under way here: finish it with `git rebase --continue`, or drop it with "
                "`git rebase --abort`, then repeat this",
            ),
            (
                "cherry-pick other",
                "a cherry-pick is under way here: finish it with `git cherry-pick --continue`, or drop it with "
                "`git cherry-pick --abort`, then repeat this",
            ),
            (
                "revert --no-edit HEAD~1",
                "a revert is under way here: finish it with `git revert --continue`, or drop it with "
                "`git revert --abort`, then repeat this",
            ),
        ],
    )
    def test_named_with_the_way_out(self, cmtool: Run, place: Place, command: str, message: str) -> None:
        self.conflicting(place)
        if command.startswith("revert"):
            place.write("README.md", "once more\n")
            place.commit("once more")
        stopped = subprocess.run(["git", *command.split()], cwd=place.top, capture_output=True, check=False)
        assert stopped.returncode == 1
        refuses(cmtool, place, message)

    def test_bisection(self, cmtool: Run, place: Place) -> None:
        place.write("README.md", "more\n")
        place.commit()
        place.git("bisect", "start", "HEAD", "HEAD~1")
        refuses(cmtool, place, "a bisection is under way here: end it with `git bisect reset`, then repeat this")

    def test_conflict_of_a_stash_in_a_target(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, f"{OLD}country: DE\n")
        place.git("stash", "--quiet")
        place.write(FILE, f"{OLD}country: FR\n")
        place.commit()
        subprocess.run(["git", "stash", "pop"], cwd=place.top, capture_output=True, check=False)
        place.write(FILE, OLD)
        refuses(cmtool, place, f"{FILE} is in conflict: settle that first, then `git add` it")
        refuses(cmtool, place, f"{FILE} is in conflict: settle that first, then `git add` it", "save")


class TestDetached:
    MESSAGE = (
        "no branch is checked out, so a commit would soon be out of reach: name a new one with --branch NAME, "
        "go to one with `git switch NAME`, or say --allow-detached"
    )

    @pytest.fixture(autouse=True)
    def _detached(self, place: Place) -> None:
        place.git("switch", "--quiet", "--detach")

    def test_refused(self, cmtool: Run, place: Place) -> None:
        refuses(cmtool, place, self.MESSAGE)

    def test_allowed_where_it_is_wanted(self, cmtool: Run, place: Place) -> None:
        outcome = saves(cmtool, place, *CHANGE, "--allow-detached")
        assert outcome.out.endswith(f"saved {place.head[:7]} on no branch: members/cem-aydin: country changed\n")
        assert outcome.err == "next: git switch -c NAME\n"
        assert place.git("rev-parse", "main") == place.git("rev-parse", "HEAD^")
        is_whole(place)

    def test_a_new_branch_takes_it(self, cmtool: Run, place: Place) -> None:
        outcome = saves(cmtool, place, *CHANGE, "--branch", "country")
        assert outcome.out.endswith(f"saved {place.head[:7]} on country: members/cem-aydin: country changed\n")
        assert place.git("symbolic-ref", "HEAD") == "refs/heads/country"
        is_whole(place)


class TestBranch:
    def test_begun_here_and_gone_to(self, cmtool: Run, place: Place) -> None:
        saves(cmtool, place, *CHANGE, "--branch", "new/country-1")
        assert place.git("symbolic-ref", "--short", "HEAD") == "new/country-1"
        assert place.git("rev-parse", "main") == place.git("rev-parse", "HEAD^")
        is_whole(place)

    def test_taken(self, cmtool: Run, place: Place) -> None:
        place.git("branch", "taken")
        message = "there is a branch 'taken' already: name another, or go to it with `git switch taken`"
        refuses(cmtool, place, message, *CHANGE, "--branch", "taken")

    @pytest.mark.parametrize(
        "name", ["a..b", "a b", "x.lock", "-f", "--force", "HEAD", "a~1", "/x", "x/", "@{-1}", "\t"]
    )
    def test_bad_name(self, cmtool: Run, place: Place, name: str) -> None:
        shown = "\\u{9}" if name == "\t" else name
        message = f"'{shown}' cannot be the name of a branch: use letters, digits and hyphens"
        refuses(cmtool, place, message, *CHANGE, f"--branch={name}")

    def test_in_the_way_of_another(self, cmtool: Run, place: Place) -> None:
        place.git("branch", "a")
        before = state(place)
        outcome = cmtool(*CHANGE, "--branch", "a/b", cwd=place.top)
        assert outcome.err == "error: 'a/b' cannot stand beside the branch 'a': name another\n"
        assert outcome.code == 2
        assert state(place) == before
        is_whole(place)


class TestIdentity:
    def test_nobody(self, cmtool: Run, place: Place) -> None:
        place.git("config", "--unset", "user.name")
        place.git("config", "--unset", "user.email")
        place.git("config", "user.useConfigOnly", "true")
        refuses(
            cmtool,
            place,
            "git does not know who you are: tell it once with `git config --global user.name 'Your Name'` and "
            "`git config --global user.email you@example.org`",
        )


@pytest.mark.signing
class TestSigning:
    @pytest.fixture
    def key(self, place: Place, tmp_path: Path) -> Path:
        key = tmp_path / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
        place.git("config", "commit.gpgSign", "true")
        place.git("config", "gpg.format", "ssh")
        place.git("config", "user.signingKey", str(key))
        return key

    def test_signed_where_git_is_told_to(self, cmtool: Run, place: Place, key: Path, tmp_path: Path) -> None:
        saves(cmtool, place)
        allowed = tmp_path / "allowed"
        allowed.write_text(f"jonas.berg@meridian.example {key.with_suffix('.pub').read_text()}")
        place.git("config", "gpg.ssh.allowedSignersFile", str(allowed))
        assert place.git("log", "-1", "--format=%G? %GS") == "G jonas.berg@meridian.example"
        is_whole(place)

    def test_failure_takes_the_change_back(self, cmtool: Run, place: Place, key: Path) -> None:
        key.unlink()
        before = state(place)
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.code == 2
        assert outcome.err.startswith("error: git could not make the commit: ")
        assert str(key) in outcome.err
        assert outcome.err.endswith("; nothing was saved\n")
        assert state(place) == before
        is_whole(place)


def test_setting_of_signing_that_means_nothing_is_not_taken_for_no(cmtool: Run, place: Place) -> None:
    place.git("config", "commit.gpgSign", "maybe")
    message = "git config failed: bad boolean config value 'maybe' for 'commit.gpgsign'"
    refuses(cmtool, place, message)


class TestForeignChanges:
    """What else the user has in hand is neither taken along nor lost."""

    @pytest.fixture(autouse=True)
    def _in_hand(self, place: Place) -> None:
        place.write("README.md", "staged\n")
        place.git("add", "README.md")
        place.write("README.md", "staged, and edited again\n")
        place.write("notes.txt", "untracked\n")
        place.write("registry/members/dunja-horvat.yaml", "name: Dunja Horvat\nstatus: active\ncountry: HR\n")
        place.write("registry/members/liis-tamm.yaml", "name: Liis Tamm\nstatus: active\n")
        place.write("registry/groups/beans.yaml", place.read("registry/groups/tomatoes.yaml").replace("Tom", "B"))
        place.git("add", "registry/groups/beans.yaml")
        place.git("rm", "--quiet", "--cached", "registry/members/ada-moreau.yaml")

    def test_stay_as_they_are(self, cmtool: Run, place: Place) -> None:
        status, files, index = place.status, place.files(), place.index().splitlines()
        saves(cmtool, place)
        assert place.git("show", "--name-status", "--format=") == f"M\t{FILE}"
        assert place.status == status
        assert place.files() == files | {FILE: NEW.encode()}
        new = place.index().splitlines()
        assert [line for line in new if FILE not in line] == [line for line in index if FILE not in line]

    def test_stay_as_they_are_when_a_hook_refuses(self, cmtool: Run, place: Place) -> None:
        place.hook("pre-commit", "exit 1")
        refuses(cmtool, place, "the pre-commit hook refused the commit: exit code 1; nothing was saved")

    def test_conflict_in_another_file_stays_one(self, cmtool: Run, place: Place) -> None:
        place.git("reset", "--quiet", "--hard")
        place.write("README.md", "stashed\n")
        place.git("stash", "--quiet")
        place.write("README.md", "committed\n")
        place.git("commit", "--quiet", "--message", "by hand", "README.md")
        subprocess.run(["git", "stash", "pop"], cwd=place.top, capture_output=True, check=False)
        status, text = place.status, place.read("README.md")
        assert status.startswith("UU README.md")
        saves(cmtool, place)
        assert (place.status, place.read("README.md")) == (status, text)

    def test_save_takes_those_of_the_registry_alone(self, cmtool: Run, place: Place) -> None:
        place.git("restore", "--staged", "registry/members/ada-moreau.yaml")
        saves(cmtool, place, "save")
        assert place.git("show", "--name-status", "--format=") == (
            "A\tregistry/groups/beans.yaml\nM\tregistry/members/dunja-horvat.yaml\nA\tregistry/members/liis-tamm.yaml"
        )
        assert place.status == "MM README.md\n?? notes.txt"
        assert place.git("show", ":README.md") == "staged"


class TestTarget:
    UNSAVED = f"{FILE} has changes that are not saved: save them first with `cmtool save`, then repeat this"

    def test_edited(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, f"{OLD}# a note\n")
        refuses(cmtool, place, self.UNSAVED)

    def test_staged(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, f"{OLD}# a note\n")
        place.git("add", FILE)
        refuses(cmtool, place, self.UNSAVED)

    def test_staged_and_changed_back(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, f"{OLD}# a note\n")
        place.git("add", FILE)
        place.write(FILE, OLD)
        refuses(cmtool, place, self.UNSAVED)

    def test_half_staged_file_is_not_saved_whole(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, f"{OLD}# a note\n")
        place.git("add", FILE)
        place.write(FILE, f"{OLD}# a note\n# another\n")
        refuses(
            cmtool,
            place,
            f"{FILE} is staged in another form than it has on disk, and one would be lost: "
            f"stage all of it with `git add {FILE}`, or nothing with `git restore --staged {FILE}`",
            "save",
        )

    def test_untracked(self, cmtool: Run, place: Place) -> None:
        place.write("registry/members/liis-tamm.yaml", "name: Liis Tamm\nstatus: active\n")
        refuses(
            cmtool,
            place,
            "registry/members/liis-tamm.yaml lies there already, but is not saved: "
            "save it with `cmtool save`, or move it",
            *("set", "liis-tamm", "country=EE"),
        )

    def test_ignored(self, cmtool: Run, place: Place) -> None:
        place.write(".gitignore", "liis*\n")
        place.commit()
        refuses(
            cmtool,
            place,
            "registry/members/liis-tamm.yaml is ignored by a .gitignore, so nobody else would get it: "
            "change that first",
            *("add", "member", "name=Liis Tamm"),
        )

    def test_mode_changed_by_hand(self, cmtool: Run, place: Place) -> None:
        (place.top / FILE).chmod(0o755)
        refuses(cmtool, place, self.UNSAVED)
        saves(cmtool, place, "save")
        assert place.git("ls-files", "--stage", FILE).startswith("100755 ")
        is_whole(place)

    def test_executable_file_stays_so(self, cmtool: Run, place: Place) -> None:
        (place.top / FILE).chmod(0o755)
        place.commit()
        saves(cmtool, place)
        assert (place.top / FILE).stat().st_mode & 0o777 == 0o755
        assert place.git("ls-tree", "HEAD", FILE).startswith("100755 ")
        is_whole(place)

    def test_read_only_file_is_refused_for_everybody(self, cmtool: Run, place: Place) -> None:
        (place.top / FILE).chmod(0o444)
        refuses(cmtool, place, f"cannot write {place.top / FILE}: it is read-only; `chmod u+w` opens it")
        assert stat.S_IMODE((place.top / FILE).stat().st_mode) == 0o444

    def test_read_only_file_among_several_takes_all_back(self, cmtool: Run, place: Place) -> None:
        group = place.top / "registry/groups/tomatoes.yaml"
        group.chmod(0o444)
        message = f"cannot write {group}: it is read-only; `chmod u+w` opens it"
        refuses(cmtool, place, message, "rename", "cem-aydin", "cem-kaya")

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
    def test_read_only_folder(self, cmtool: Run, place: Place) -> None:
        folder = place.root / "members"
        folder.chmod(0o555)
        try:
            refuses(cmtool, place, f"cannot write {place.top / FILE}: Permission denied")
        finally:
            folder.chmod(0o755)

    def test_linked_folder_is_never_followed(self, cmtool: Run, place: Place, tmp_path: Path) -> None:
        shutil.move(place.root / "members", tmp_path / "elsewhere")
        (place.root / "members").symlink_to(tmp_path / "elsewhere")
        before = {path: path.read_bytes() for path in (tmp_path / "elsewhere").iterdir()}
        head, status = place.head, place.status
        for arguments in (("add", "member", "name=Liis Tamm"), CHANGE, ("rename", "cem-aydin", "cem-kaya"), ("save",)):
            outcome = cmtool(*arguments, cwd=place.top)
            assert outcome.code in (1, 2), arguments
            assert (place.head, place.status, leftovers(place)) == (head, status, [])
        assert {path: path.read_bytes() for path in (tmp_path / "elsewhere").iterdir()} == before

    def test_link_that_becomes_a_file_is_saved_as_one(self, cmtool: Run, place: Place) -> None:
        (place.top / FILE).unlink()
        (place.top / FILE).symlink_to("bo-lindqvist.yaml")
        place.commit()
        (place.top / FILE).unlink()
        place.write(FILE, OLD)
        saves(cmtool, place, "save")
        assert place.git("ls-tree", "HEAD", FILE).startswith("100644 ")
        is_whole(place)


class TestDiskFull:
    def limited(self, place: Place, blocks: int, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run in a process in which no file grows beyond so many blocks of 512 or 1024 bytes."""
        command = f'ulimit -f {blocks}; exec "$0" -B -m cmtool "$@"'
        return subprocess.run(
            ["bash", "-c", command, sys.executable, *arguments],
            cwd=place.top,
            capture_output=True,
            check=False,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )

    def test_everything_is_as_it_was(self, place: Place) -> None:
        text = OLD + "".join(f"# {number} {'tomatoes ' * 9}\n" for number in range(100))
        place.write(FILE, text)
        place.commit()
        before = state(place)
        done = self.limited(place, 4, *CHANGE)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: cannot write ")
        assert done.stderr.endswith(": File too large\n")
        assert state(place) == before
        is_whole(place)

    def test_git_that_is_stopped_leaves_no_locks(self, place: Place) -> None:
        before = state(place)
        done = self.limited(place, 1, *CHANGE)
        if done.returncode:  # blocks are half as large in some shells
            assert done.stderr == "error: git was stopped by signal 25: nothing was saved; is the disk full?\n"
            assert state(place) == before
        is_whole(place)


class TestKindsOfRepository:
    def test_branch_without_commits(self, cmtool: Run, tmp_path: Path) -> None:
        place = unborn(tmp_path / "garden")
        place.write("README.md", "by hand\n")
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.err == (
            f"error: {FILE} lies there already, but is not saved: save it with `cmtool save`, or move it\n"
        )
        outcome = cmtool("save", cwd=place.top)
        assert (outcome.code, place.git("log", "--format=%s")) == (0, "7 records changed"), outcome.err
        assert place.git("rev-list", "--count", "HEAD") == "1"
        assert place.status == "?? README.md"
        saves(cmtool, place)

    def test_bare(self, cmtool: Run, tmp_path: Path) -> None:
        place = begun(tmp_path / "garden")
        bare = tmp_path / "bare.git"
        place.git("clone", "--quiet", "--bare", ".", str(bare))
        shutil.copytree(place.root, bare / "registry")
        outcome = cmtool(*CHANGE, cwd=bare)
        assert outcome.err == (
            f"error: {bare}/registry lies in a bare repository, which has no work tree: clone it, and look there\n"
        )
        assert outcome.code == 2
        assert (bare / FILE).read_text() == OLD

    def test_linked_work_tree(self, cmtool: Run, place: Place, tmp_path: Path) -> None:
        place.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
        other = Place(tmp_path / "other")
        saves(cmtool, other)
        is_whole(other)
        assert other.git("rev-parse", "other^") == place.git("rev-parse", "main")
        is_whole(place)

    def test_branch_of_another_work_tree_is_taken(self, cmtool: Run, place: Place, tmp_path: Path) -> None:
        place.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
        message = "there is a branch 'other' already: name another, or go to it with `git switch other`"
        refuses(cmtool, place, message, *CHANGE, "--branch", "other")

    def test_submodule(self, cmtool: Run, place: Place, tmp_path: Path) -> None:
        whole = begun(tmp_path / "whole")
        shutil.rmtree(whole.root)
        whole.write("README.md", "all\n")
        whole.commit()
        whole.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(place.top), "community")
        whole.commit()
        part = Place(whole.top / "community")
        part.git("config", "user.name", "Jonas Berg")
        part.git("config", "user.email", "jonas.berg@meridian.example")
        saves(cmtool, part)
        is_whole(part)
        assert whole.status == " M community"

    def test_submodule_in_the_registry_is_saved_on_its_own(self, cmtool: Run, place: Place, tmp_path: Path) -> None:
        photos = begun(tmp_path / "photos")
        place.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(photos.top), "registry/photos")
        place.commit()
        inner = Place(place.top / "registry/photos")
        inner.git("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-q", "--allow-empty", "-m", "more")
        outcome = cmtool("save", cwd=place.top)
        assert (outcome.code, outcome.err) == (0, "nothing to save\n")
        saves(cmtool, place)
        assert place.status == " M registry/photos"

    def test_sparse_checkout(self, cmtool: Run, place: Place) -> None:
        place.git("update-index", "--refresh")
        place.git("sparse-checkout", "set", "--no-cone", "/*", "!registry/members/ada-moreau.yaml")
        message = (
            "a sparse checkout keeps 1 files of the registry off the disk, so nothing can be judged: "
            "get them with `git sparse-checkout disable`"
        )
        refuses(cmtool, place, message, "set", "tomatoes", "purpose=Tomatoes")
        place.write(FILE, f"{OLD}# a note\n")
        refuses(cmtool, place, message, "save")

    def test_sparse_checkout_of_other_folders_is_no_trouble(self, cmtool: Run, place: Place) -> None:
        place.git("update-index", "--refresh")
        place.git("sparse-checkout", "set", "--no-cone", "/registry/")
        assert not (place.top / "README.md").exists()
        saves(cmtool, place)
        assert place.git("ls-tree", "--name-only", "HEAD") == "README.md\nregistry"
        is_whole(place)

    def test_shallow_clone(self, cmtool: Run, place: Place, tmp_path: Path) -> None:
        place.write("README.md", "more\n")
        place.commit()
        place.git("clone", "--quiet", "--depth=1", f"file://{place.top}", str(tmp_path / "clone"))
        clone = Place(tmp_path / "clone")
        clone.git("config", "user.name", "Jonas Berg")
        clone.git("config", "user.email", "jonas.berg@meridian.example")
        assert saves(cmtool, clone).err == "next: git push\n"
        is_whole(clone)

    def test_sha256(self, cmtool: Run, tmp_path: Path) -> None:
        place = unborn(tmp_path / "garden", "registry", "--object-format=sha256")
        assert cmtool("save", cwd=place.top).code == 0
        saves(cmtool, place, "rename", "cem-aydin", "cem-kaya")
        saves(cmtool, place, "undo", "--branch", "back")
        is_whole(place)

    def test_split_and_untracked_cached_index(self, cmtool: Run, place: Place) -> None:
        place.git("update-index", "--split-index")
        place.git("update-index", "--untracked-cache")
        saves(cmtool, place, "rename", "cem-aydin", "cem-kaya")
        is_whole(place)

    def test_repository_of_packed_refs(self, cmtool: Run, place: Place) -> None:
        place.git("pack-refs", "--all")
        saves(cmtool, place)
        is_whole(place)

    def test_path_with_spaces_quotes_and_accents(self, cmtool: Run, tmp_path: Path) -> None:
        place = begun(tmp_path / 'l\'été à la "mer" $x', prefix="le registre")
        saves(cmtool, place, "--registry", str(place.root), "rename", "cem-aydin", "cem-kaya")
        is_whole(place)

    def test_file_name_that_is_no_unicode(self, cmtool: Run, place: Place) -> None:
        name = os.fsencode(place.root) + b"/caf\xe9.txt"
        Path(os.fsdecode(name)).write_text("coffee\n")
        saves(cmtool, place, "save")
        is_whole(place)


class TestLineEnds:
    def test_autocrlf(self, cmtool: Run, place: Place) -> None:
        place.git("config", "core.autocrlf", "true")
        saves(cmtool, place, "add", "member", "name=Liis Tamm")
        saves(cmtool, place, "rename", "cem-aydin", "cem-kaya")
        saves(cmtool, place, "undo")
        is_whole(place)
        saves(cmtool, place, "undo")
        is_whole(place)
        assert place.read(FILE) == OLD

    def test_files_checked_out_with_carriage_returns_keep_them(self, cmtool: Run, place: Place) -> None:
        place.write(".gitattributes", "*.yaml text eol=crlf\n")
        place.commit()
        shutil.rmtree(place.root)
        place.git("checkout", "--", ".")
        assert (place.top / FILE).read_bytes() == OLD.replace("\n", "\r\n").encode()
        saves(cmtool, place)
        assert (place.top / FILE).read_bytes() == NEW.replace("\n", "\r\n").encode()
        assert place.git("show", f"HEAD:{FILE}") == NEW.removesuffix("\n")
        is_whole(place)
        saves(cmtool, place, "undo")
        assert (place.top / FILE).read_bytes() == OLD.replace("\n", "\r\n").encode()
        is_whole(place)

    def test_carriage_returns_that_were_committed_stay_there(self, cmtool: Run, place: Place) -> None:
        """As `git add` does it: a file that is committed with them is not converted, whatever the setting."""
        (place.top / FILE).write_bytes(OLD.replace("\n", "\r\n").encode())
        place.commit()
        place.git("config", "core.autocrlf", "true")
        saves(cmtool, place)
        assert place.git("show", "--numstat", "--format=") == f"1\t0\t{FILE}"
        is_whole(place)


class TestWithoutGit:
    def test_files_are_written_and_it_is_said(self, cmtool: Run, tmp_path: Path) -> None:
        place = begun(tmp_path / "garden")
        shutil.rmtree(place.top / ".git")
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.err == (
            "note: no git repository keeps this registry: the files are changed, but there is no history\n"
            f"wrote {FILE}\n"
        )
        assert (outcome.code, place.read(FILE)) == (0, NEW)
        outcome = cmtool("save", cwd=place.top)
        assert outcome.err == (
            f"error: {place.root} is in no git repository, so there is nothing to save it to: begin one with `git init`\n"
        )

    def test_git_not_on_the_path(self, cmtool: Run, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        before = place.files()
        monkeypatch.setenv("PATH", str(place.top))
        outcome = cmtool(*CHANGE, cwd=place.top)
        assert outcome.err == "error: git is not installed, or not on the PATH: history needs git\n"
        assert outcome.code == 2
        assert place.files() == before

    def test_no_commit_writes_the_files_alone(self, cmtool: Run, place: Place) -> None:
        head = place.head
        outcome = cmtool(*CHANGE, "--no-commit", cwd=place.top)
        assert outcome.err == f"wrote {FILE}\nnext: cmtool save\n"
        assert (place.head, place.status) == (head, f" M {FILE}")
        saves(cmtool, place, "save")
        is_whole(place)

    def test_dry_run_writes_nothing_at_all(self, cmtool: Run, place: Place) -> None:
        before = state(place), sorted(os.listdir(place.git_dir))
        outcome = cmtool(*CHANGE, "--dry-run", cwd=place.top)
        assert (outcome.code, outcome.err) == (0, "nothing was written: --dry-run\n")
        assert (state(place), sorted(os.listdir(place.git_dir))) == before


class TestTopOfTheRepository:
    """A registry that is the repository itself: the files of others in it are not cmtool's business."""

    @pytest.fixture
    def top(self, tmp_path: Path) -> Place:
        return begun(tmp_path / "garden", {"README.md": "# Garden\n", "src/tool.py": "1\n"}, prefix="")

    def test_changes(self, cmtool: Run, top: Place) -> None:
        saves(cmtool, top, "rename", "cem-aydin", "cem-kaya")
        is_whole(top)

    def test_save_takes_records_and_templates_alone(self, cmtool: Run, top: Place) -> None:
        top.write("README.md", "# By hand\n")
        top.write("src/tool.py", "2\n")
        top.write("notes.txt", "new\n")
        outcome = cmtool("save", cwd=top.top)
        assert (outcome.code, outcome.err) == (0, "nothing to save\n")
        top.write("members/cem-aydin.yaml", NEW)
        saves(cmtool, top, "save")
        assert top.git("show", "--name-only", "--format=") == "members/cem-aydin.yaml"
        assert top.status == " M README.md\n M src/tool.py\n?? notes.txt"


class TestPushLine:
    """The line to type next, exactly as it works; nothing is pushed by cmtool."""

    @pytest.fixture
    def origin(self, place: Place, tmp_path: Path) -> Path:
        bare = tmp_path / "there.git"
        place.git("clone", "--quiet", "--bare", ".", str(bare))
        return bare

    def line(self, cmtool: Run, place: Place, *options: str) -> str:
        return saves(cmtool, place, *CHANGE, *options).err

    def works(self, place: Place, said: str, cwd: Path | None = None) -> None:
        """The line, typed in a shell, hands the commit on."""
        command = said.removeprefix("next: ").strip()
        done = subprocess.run(["sh", "-c", command], cwd=cwd or place.top, capture_output=True, check=False, text=True)
        assert done.returncode == 0, done.stderr
        assert place.head in place.git("for-each-ref", "--format=%(objectname)", "refs/remotes").split()

    def test_no_remote(self, cmtool: Run, place: Place) -> None:
        said = self.line(cmtool, place, "--branch", "a&b")
        assert said == "next: git remote add origin ADDRESS, then git push -u origin 'a&b'\n"

    def test_origin_without_upstream(self, cmtool: Run, place: Place, origin: Path) -> None:
        place.git("remote", "add", "origin", str(origin))
        said = self.line(cmtool, place, "--branch", "country")
        assert said == "next: git push -u origin country\n"
        self.works(place, said)

    def test_remote_of_another_name(self, cmtool: Run, place: Place, origin: Path) -> None:
        place.git("remote", "add", "team", str(origin))
        said = self.line(cmtool, place)
        assert said == "next: git push -u team main\n"
        self.works(place, said)

    def test_origin_among_several(self, cmtool: Run, place: Place, origin: Path) -> None:
        place.git("remote", "add", "backup", str(origin))
        place.git("remote", "add", "origin", str(origin))
        assert self.line(cmtool, place) == "next: git push -u origin main\n"

    def test_upstream(self, cmtool: Run, place: Place, origin: Path) -> None:
        place.git("remote", "add", "origin", str(origin))
        place.git("push", "--quiet", "-u", "origin", "main")
        said = self.line(cmtool, place)
        assert said == "next: git push\n"
        self.works(place, said)

    def test_upstream_of_another_name(self, cmtool: Run, place: Place, origin: Path) -> None:
        place.git("remote", "add", "team", str(origin))
        place.git("push", "--quiet", "-u", "team", "main:trunk")
        said = self.line(cmtool, place)
        assert said == "next: git push team HEAD:trunk\n"
        self.works(place, said)

    def test_upstream_that_is_a_branch_here(self, cmtool: Run, place: Place, origin: Path) -> None:
        place.git("remote", "add", "origin", str(origin))
        place.git("switch", "--quiet", "--create", "side", "--track", "main")
        said = self.line(cmtool, place)
        assert said == "next: git push -u origin side\n"
        self.works(place, said)

    def test_registry_elsewhere(self, cmtool: Run, place: Place, origin: Path, tmp_path: Path) -> None:
        place.git("remote", "add", "origin", str(origin))
        outcome = cmtool("--registry", str(place.root), *CHANGE, cwd=tmp_path)
        assert outcome.err == f"next: git -C {place.root} push -u origin main\n"
        self.works(place, outcome.err, cwd=tmp_path)

    def test_registry_elsewhere_without_remote(self, cmtool: Run, tmp_path: Path) -> None:
        place = begun(tmp_path / "my git garden")
        outcome = cmtool("--registry", str(place.root), *CHANGE, cwd=tmp_path)
        there = f"git -C '{place.root}'"
        assert outcome.err == f"next: {there} remote add origin ADDRESS, then {there} push -u origin main\n"
