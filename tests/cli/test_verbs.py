"""Scenes: somebody who knows no git changes the community by commands and by hand, and gets it home."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.git import git

if TYPE_CHECKING:
    from tests.conftest import Outcome


def told(text: str) -> str:
    """What a command says, with `#######` for every abbreviated hash."""
    return re.sub(r"\b[0-9a-f]{7}\b", "#######", text)


def test_a_manager_who_knows_no_git(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    """Add a member, put her in a group, edit by hand, save, retire, undo, read what happened, push a branch."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code, out, err = cmtool(*arguments, cwd=own_demo)
        return code, told(out), told(err)

    code, out, err = run(
        "add", "member", "name=Nadia Okafor", "region=africa", "country=NG", "joined=today",
        "code_of_conduct=today", "consents.listing=today",
    )  # fmt: skip
    assert (code, err) == (0, "next: git remote add origin ADDRESS, then git push -u origin main\n")
    assert out == (
        "Nadia Okafor (members/nadia-okafor)\n"
        "  new member: active, Africa, joined on 2026-11-20\n"
        "\n"
        "--- /dev/null\n"
        "+++ b/members/nadia-okafor.yaml\n"
        "@@ -0,0 +1,8 @@\n"
        "+name: Nadia Okafor\n"
        "+status: active\n"
        "+joined: 2026-11-20\n"
        "+region: africa\n"
        "+country: NG\n"
        "+code_of_conduct: 2026-11-20\n"
        "+consents:\n"
        "+  listing: 2026-11-20\n"
        "\n"
        "saved ####### on main: members/nadia-okafor: added\n"
    )

    code, out, _ = run("join", "nadia-okafor", "payments", "--role", "contributor", "--mentor", "amina-diallo")
    assert code == 0
    assert out == (
        "Payments Working Group (groups/payments)\n"
        "  Nadia Okafor joined as Contributor on 2026-11-20, with Amina Diallo as mentor\n"
        "\n"
        "--- a/groups/payments.yaml\n"
        "+++ b/groups/payments.yaml\n"
        "@@ -157,2 +157,6 @@\n"
        "         date: 2026-10-07\n"
        "+  - member: nadia-okafor\n"
        "+    role: contributor\n"
        "+    since: 2026-11-20\n"
        "+    mentor: amina-diallo\n"
        " partners:\n"
        "\n"
        "saved ####### on main: groups/payments: nadia-okafor joined as contributor\n"
    )

    file = own_demo / "registry/members/nadia-okafor.yaml"
    file.write_text(file.read_text() + "languages: [en, ha]\nverified: 2026-11-20 # by mail\n")
    assert run()[1].splitlines()[-2:] == ["not saved     1 record: cmtool diff", "next          cmtool save"]
    code, out, err = run("set", "nadia-okafor", "country=GH")
    assert (code, out) == (2, "")
    assert err == (
        "error: registry/members/nadia-okafor.yaml has changes that are not saved: "
        "save them first with `cmtool save`, then repeat this\n"
    )
    code, out, _ = run("save")
    assert code == 0
    assert out.splitlines()[-1] == "saved ####### on main: members/nadia-okafor: languages, verified changed"
    assert run("save") == (0, "", "nothing to save\n")

    code, out, err = run("retire", "nadia-okafor")
    assert code == 0
    assert out.splitlines()[:5] == [
        "Payments Working Group (groups/payments)",
        "  Nadia Okafor left (Contributor until 2026-11-20)",
        "",
        "Nadia Okafor (members/nadia-okafor)",
        "  became alumni (was active), last day 2026-11-20",
    ]
    code, out, _ = run("undo")
    assert code == 0
    assert out.splitlines()[-1] == "saved ####### on main: undo #######: members/nadia-okafor: retired"
    assert "status: active" in file.read_text() and file.read_text().endswith("verified: 2026-11-20 # by mail\n")

    code, out, _ = run("history", "nadia-okafor", "--since", "2026-11-20")
    assert [line.split("  ")[-1].strip() for line in out.splitlines()[1:]] == [
        "new member: active, Africa, joined on 2026-11-20",
        "Nadia Okafor joined as Contributor on 2026-11-20, with Amina Diallo as mentor",
        "languages: en and ha",
        "record confirmed on 2026-11-20",
        "Nadia Okafor left (Contributor until 2026-11-20)",
        "became alumni (was active), last day 2026-11-20",
        "Nadia Okafor is back as Contributor (had left on 2026-11-20)",
        "is active now (was alumni until 2026-11-20)",
    ]

    git(own_demo, "remote", "add", "origin", str(own_demo.parent / "remote.git"))
    code, out, err = run("set", "nadia-okafor", "availability.hours_per_month=4", "--branch", "nadia-hours")
    assert (code, err) == (0, "next: git push -u origin nadia-hours\n")
    assert git(own_demo, "branch", "--show-current") == "nadia-hours"
    assert git(own_demo, "status", "--porcelain") == ""
    subprocess.run(["git", "init", "-q", "--bare", str(own_demo.parent / "remote.git")], check=True)
    subprocess.run(err.removeprefix("next: ").split(), cwd=own_demo, check=True, capture_output=True)
    code, _, err = run("set", "nadia-okafor", "availability.hours_per_month=5")
    assert (code, err) == (0, "next: git push\n")


def test_a_change_that_makes_an_error_is_refused_as_a_whole(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    before = git(own_demo, "rev-parse", "HEAD")
    code, out, err = cmtool("set", "rosa-quispe", "left=2026-01-01", cwd=own_demo)
    assert (code, err) == (1, "error: this would make 2 errors: nothing was changed\n")
    assert [line for line in out.splitlines() if " error " in line] == [
        "registry/members/rosa-quispe.yaml:4:7 REF105 error dates out of order: "
        "'left' 2026-01-01 is before 'joined' 2026-09-18",
        "registry/members/rosa-quispe.yaml:4:7 REF105 error left on 2026-01-01, but the status is 'active'",
    ]
    assert (git(own_demo, "rev-parse", "HEAD"), git(own_demo, "status", "--porcelain")) == (before, "")


def test_only_the_change_is_shown_with_dry_run(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    before = git(own_demo, "rev-parse", "HEAD")
    code, out, err = cmtool("rename", "members/amina-diallo", "amina-sow", "--dry-run", cwd=own_demo)
    called = "note: 'amina-diallo' stays in the ids of spotlights/2026-10-06-amina-diallo"
    told = f"{called}: cmtool rename them too, if nobody may know it\nnothing was written: --dry-run\n"
    assert (code, err) == (0, told)
    assert "+formerly:" in out and "+  - amina-diallo" in out
    assert (git(own_demo, "rev-parse", "HEAD"), git(own_demo, "status", "--porcelain")) == (before, "")


def test_files_can_be_written_without_a_commit(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    before = git(own_demo, "rev-parse", "HEAD")
    code, _, err = cmtool("set", "rosa-quispe", "status=paused", "--no-commit", cwd=own_demo)
    assert (code, err) == (0, "wrote registry/members/rosa-quispe.yaml\nnext: cmtool save\n")
    assert (git(own_demo, "rev-parse", "HEAD"), git(own_demo, "status", "--porcelain")) == (
        before,
        " M registry/members/rosa-quispe.yaml",
    )
    assert cmtool("save", cwd=own_demo)[0] == 0
    assert git(own_demo, "log", "-1", "--format=%s") == "members/rosa-quispe: takes a break (was active)"


def test_two_records_of_one_person_become_one(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    cmtool("add", "member", "a-diallo", "name=Amina Diallo", "joined=2024-01-01", "region=europe", cwd=own_demo)
    code, _, err = cmtool("merge", "amina-diallo", "a-diallo", cwd=own_demo)
    assert code == 2
    assert "  joined: keep 2025-03-04 | gone 2024-01-01\n" in err
    assert err.endswith(
        "error: the records differ: choose with --take FIELD=keep or --take FIELD=gone, or --take all=keep\n"
    )
    code, _, err = cmtool(
        "merge", "amina-diallo", "a-diallo", "--take", "joined=gone", "--take", "all=keep", cwd=own_demo
    )
    assert code == 0, err
    text = (own_demo / "registry/members/amina-diallo.yaml").read_text()
    assert "joined: 2024-01-01" in text and "formerly:\n  - a-diallo\n" in text
    assert not (own_demo / "registry/members/a-diallo.yaml").exists()


def test_what_is_missing_is_asked_for_on_a_terminal(own_demo: Path) -> None:
    answers = ["Nadia Okafor", "today", "afrika", "africa", "NG", "", "today"]
    out = told(typed(own_demo, ["add", "member"], answers))
    assert "unknown region 'afrika'; did you mean 'africa'?" in out
    assert "saved ####### on main: members/nadia-okafor: added" in out
    assert (own_demo / "registry/members/nadia-okafor.yaml").read_text() == (
        "name: Nadia Okafor\nstatus: onboarding\njoined: 2026-11-20\nregion: africa\ncountry: NG\n"
        "consents:\n  listing: 2026-11-20\n"
    )


def test_who_takes_over_is_asked_for_on_a_terminal(own_demo: Path) -> None:
    out = typed(own_demo, ["retire", "yusuf-haddad"], ["mei-lin-tan"])
    assert "mentor of 'salma-benali'" in out
    assert "mentor: mei-lin-tan" in (own_demo / "registry/groups/registration.yaml").read_text()


def typed(folder: Path, arguments: Sequence[str], answers: Sequence[str]) -> str:
    """What stands on a terminal after a command, whose questions get these answers one by one."""
    child, handle = pty.fork()
    if child == 0:  # pragma: no cover
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-m", "cmtool", "--no-color", *arguments])
    out, left, quiet_since = b"", list(answers), time.monotonic()
    while time.monotonic() - quiet_since < 20:
        if select.select([handle], [], [], 0.1)[0]:
            try:
                data = os.read(handle, 4096)
            except OSError:
                break
            if not data:
                break
            out, quiet_since = out + data, time.monotonic()
        elif left and out.endswith(b": "):
            os.write(handle, left.pop(0).encode() + b"\n")
            out += b"\n"
    else:
        os.kill(child, signal.SIGKILL)  # it waits for an answer that nobody thought of
        left.append("-- and then it went on waiting")
    os.waitpid(child, 0)
    os.close(handle)
    assert not left, out.decode()
    return out.decode().replace("\r\n", "\n")


def test_a_renamed_member_keeps_the_overlay_and_gets_it_back(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    overlay = own_demo.parent / "meridian-private"
    code, out, err = cmtool("rename", "members/liis-tamm", "liis-kask", cwd=own_demo)
    assert (code, told(err).splitlines()[0]) == (
        0,
        "note: the overlay was changed as well, in a commit of its own (#######)",
    )
    assert told(out).splitlines()[-1] == "saved ####### on main: members/liis-tamm: renamed to liis-kask"
    assert git(overlay, "log", "-1", "--format=%s") == "members/liis-tamm: renamed to liis-kask"
    assert git(own_demo, "grep", "-l", "liis-tamm") == "registry/members/liis-kask.yaml"
    assert cmtool("undo", cwd=own_demo).code == 0
    for repository in (own_demo, overlay):
        assert git(repository, "diff", "--stat", "HEAD~2", "HEAD") == ""
        assert git(repository, "status", "--porcelain") == ""


def test_the_overlay_is_left_alone_where_the_registry_cannot_be_changed(
    cmtool: Callable[..., Outcome], own_demo: Path
) -> None:
    overlay = own_demo.parent / "meridian-private"
    before = git(overlay, "rev-parse", "HEAD")
    git(own_demo, "checkout", "--quiet", "--detach")
    code, _, err = cmtool("rename", "members/liis-tamm", "liis-kask", cwd=own_demo)
    assert code == 2
    assert err.startswith("error: no branch is checked out, so a commit would soon be out of reach: ")
    assert (git(overlay, "rev-parse", "HEAD"), git(overlay, "status", "--porcelain")) == (before, "")


def test_what_stops_the_registry_after_the_overlay_was_changed_is_mended_by_a_repeat(
    cmtool: Callable[..., Outcome], own_demo: Path
) -> None:
    hook = own_demo / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no way >&2\nexit 1\n")
    hook.chmod(0o755)
    code, _, err = cmtool("rename", "members/liis-tamm", "liis-kask", cwd=own_demo)
    assert (code, told(err)) == (
        2,
        "error: the pre-commit hook refused the commit: no way; nothing was saved; the overlay was changed as well, "
        "in a commit of its own (#######): mend this, then repeat the command\n",
    )
    hook.unlink()
    assert cmtool("rename", "members/liis-tamm", "liis-kask", cwd=own_demo).code == 0
    assert cmtool("validate", cwd=own_demo).code == 0


def test_a_change_in_the_overlay_that_is_not_saved_is_told_with_its_place(
    cmtool: Callable[..., Outcome], own_demo: Path
) -> None:
    overlay = own_demo.parent / "meridian-private"
    with (overlay / "members/liis-tamm.yaml").open("a") as file:
        file.write("# note\n")
    before = git(own_demo, "rev-parse", "HEAD")
    code, _, err = cmtool("rename", "members/liis-tamm", "liis-kask", cwd=own_demo)
    assert code == 2
    assert err.startswith(
        "error: in the overlay, members/liis-tamm.yaml has changes that are not saved: save them with git -C "
    )
    assert (git(own_demo, "rev-parse", "HEAD"), git(own_demo, "status", "--porcelain")) == (before, "")


def test_a_branch_is_begun_in_the_overlay_too(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    assert cmtool("rename", "members/liis-tamm", "liis-kask", "--branch", "new-name", cwd=own_demo).code == 0
    for repository in (own_demo, own_demo.parent / "meridian-private"):
        assert git(repository, "branch", "--show-current") == "new-name"
        git(repository, "switch", "--quiet", "main")
    assert cmtool("validate", cwd=own_demo).code == 0


def test_a_change_is_shown_in_colour(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    code, out, _ = cmtool("--color", "set", "liis-tamm", "verified=2026-11-19", "--dry-run", cwd=own_demo)
    assert code == 0
    assert "\x1b[32m+verified: 2026-11-19\x1b[0m" in out


def test_undo_says_what_it_would_take_back_first(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    assert cmtool("set", "rosa-quispe", "status=paused", cwd=own_demo).code == 0
    with (own_demo / "registry/members/rosa-quispe.yaml").open("a") as file:
        file.write("# asked by mail\n")
    code, _, err = cmtool("undo", cwd=own_demo)
    assert (code, err) == (
        2,
        "error: registry/members/rosa-quispe.yaml has changes that are not saved: take them out of the file, then "
        "`cmtool undo` again; or save them, but then the first `cmtool undo` takes that back, and the second one this\n",
    )


def test_consent_is_taken_back_though_a_release_still_names_the_person(
    cmtool: Callable[..., Outcome], own_demo: Path
) -> None:
    code, out, _ = cmtool("set", "amina-diallo", "consents.listing=declined", cwd=own_demo)
    assert code == 0
    assert "PRV103" in out, "it is told, for somebody to mend"
    assert told(out).splitlines()[-1].startswith("saved ####### on main: members/amina-diallo: ")


def test_nobody_is_named_who_said_no_before(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    record = own_demo / "registry/groups/payments.yaml"
    before = record.read_text()
    record.write_text(before.replace("        authors:\n", "        authors:\n          - aoife-brennan\n", 1))
    code, out, _ = cmtool("save", cwd=own_demo)
    assert (code, "PRV103" in out) == (1, True)
