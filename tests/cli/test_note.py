"""`cmtool note`: scenes of a week of care, on the sample community."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.test_verbs import told, typed
from tests.git import git

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]


def test_thanks_are_written_down_and_nothing_else_is_changed(cmtool: Run, own_demo: Path) -> None:
    code, out, err = cmtool(
        "note", "thanks", "chidi-eze", "--text", "For the refund flow", "--next", "Review the next one", cwd=own_demo
    )
    assert (code, told(err)) == (
        0,
        "note: by liis-tamm, who acts as manager; somebody else: --by MEMBER\n"
        "next: git remote add origin ADDRESS, then git push -u origin main\n",
    )
    assert told(out).splitlines()[-1] == "saved ####### on main: activities/2026-11-20-thanks-chidi-eze: thanks noted"
    file = "registry/activities/2026/2026-11-20-thanks-chidi-eze.yaml"
    assert (own_demo / file).read_text() == (
        "kind: thanks\ndate: 2026-11-20\nby: liis-tamm\nmembers:\n  - chidi-eze\n"
        "text: For the refund flow\nnext_step: Review the next one\n"
    )
    assert git(own_demo, "show", "--format=", "--name-only", "HEAD").split() == [file]


def test_thanks_settle_what_is_due(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    story = "kind: story\ndate: 2026-06-01\nby: bo-lindqvist\ntext: How a bed grew\naudience: leaders\n"
    here = ("--registry", str(registry_of({"activities/aa.yaml": story})), "--today", "2026-11-20")
    before = cmtool(*here, "due").out
    assert ("members/bo-lindqvist" in before, "members/cem-aydin" in before) == (True, True)
    assert cmtool(*here, "note", "thanks", "bo-lindqvist", "--text", "For the story", "--on", "2026-11-19").code == 0
    after = cmtool(*here, "due").out
    assert ("members/bo-lindqvist" in after, "members/cem-aydin" in after) == (False, True)


def test_a_contribution_is_told_of_when_it_is_used(cmtool: Run, own_demo: Path) -> None:
    work = ("note", "contribution", "chidi-eze", "--type", "review", "--group", "payments", "--by", "amina-diallo")
    code, _, err = cmtool(*work, "--text", "Reviewed the refund flow", cwd=own_demo)
    ref = "activities/2026-11-20-contribution-chidi-eze"
    assert (code, err.splitlines()[-1]) == (0, f'then: cmtool set {ref} used_in="..", once it is used')
    report = ("report", "care", "--private", "--format", "csv")
    line = f'use to report,chidi-eze,2026-11-20,Reviewed the refund flow,"cmtool set {ref} used_in="".."""'
    assert line in cmtool(*report, cwd=own_demo).out.splitlines()
    assert cmtool("set", ref, "used_in=Payments 2.1", cwd=own_demo).code == 0
    assert "Reviewed the refund flow" not in cmtool(*report, cwd=own_demo).out


def test_what_is_missing_is_asked_for_when_all_the_rest_is_good(own_demo: Path) -> None:
    out = told(typed(own_demo, ["note", "checkin", "kofi-mensah", "--channel", "chat"], ["Talked about the year"]))
    assert "What was done or said: \nTalked about the year\n" in out
    assert "saved ####### on main: activities/2026-11-20-checkin-kofi-mensah: checkin noted" in out
    assert typed(own_demo, ["note", "checkin", "kofi-mensa"], []) == (
        "error: no record 'members/kofi-mensa'; did you mean 'kofi-mensah'?\n"
    )


def test_without_a_terminal_nothing_is_asked(cmtool: Run, own_demo: Path) -> None:
    before = git(own_demo, "rev-parse", "HEAD")
    assert cmtool("note", "thanks", "chidi-eze", cwd=own_demo) == (
        2,
        "",
        'error: what was done or said? Say it with --text ".."\n',
    )
    assert cmtool("note", "thanks", "groups/payments", "--text", "x", cwd=own_demo).err == (
        "error: 'groups/payments' is not in members/\n"
    )
    assert cmtool("note", "update", "--about", "community", "--text", "x", cwd=own_demo).err == (
        "error: --about names a record with its folder, as groups/payments\n"
    )
    assert git(own_demo, "rev-parse", "HEAD") == before


def test_only_shown_nothing_is_promised(cmtool: Run, own_demo: Path) -> None:
    story = ("note", "story", "--about", "payments", "--text", "A market sells without cash", "--dry-run")
    code, out, err = cmtool(*story, cwd=own_demo)
    assert code == 0
    assert out.endswith(
        "+kind: story\n+date: 2026-11-20\n+by: liis-tamm\n+text: A market sells without cash\n"
        "+about:\n+  - groups/payments\n+audience: leaders\n"
    )
    assert err.endswith("nothing was written: --dry-run\n")


def test_help_tells_what_belongs_to_which_kind(cmtool: Run) -> None:
    out = " ".join(cmtool("note", "--help").out.replace("│", " ").split())
    assert "thanks: one modest step." in out
    assert 'cmtool set activities/ID used_in="Payments 2.1"' in out
