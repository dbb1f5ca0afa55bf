"""`cmtool add`: what it asks on a terminal, and what it says where nobody can answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.test_verbs import told, typed
from tests.git import git

if TYPE_CHECKING:
    from tests.conftest import Outcome

MAPS = (
    "name: Maps\nkind: working-group\nstatus: forming\n{since}purpose: Draw maps\nmembers:\n"
    "  - member: amina-diallo\n    role: triage-lead\n    since: 2026-11-20\n"
)


def test_who_leads_a_new_group_is_asked_for(own_demo: Path) -> None:
    answers = ["Maps", "", "Draw maps", "amina-dialo", "amina-diallo", "today", ""]
    out = told(typed(own_demo, ["add", "group"], answers))
    for question in ("Name", "Kind, what it is (", "Purpose, one sentence: ", "Who leads it, a member: "):
        assert question in out
    assert "no record 'members/amina-dialo'; did you mean 'members/amina-diallo'?" in out
    assert "saved ####### on main: groups/maps: added" in out
    assert (own_demo / "registry/groups/maps.yaml").read_text() == MAPS.format(since="since: 2026-11-20\n")


def test_a_group_is_added_without_a_terminal(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    words = ("name=Maps", "kind=working-group", "purpose=Draw maps")
    before = git(own_demo, "rev-parse", "HEAD")
    code, out, err = cmtool("add", "group", *words, cwd=own_demo)
    assert (code, out, err) == (2, "", "error: a group needs more: lead=.. (Who leads it: a member)\n")
    assert git(own_demo, "rev-parse", "HEAD") == before
    assert cmtool("add", "group", *words, "lead=amina-diallo", cwd=own_demo).code == 0
    assert (own_demo / "registry/groups/maps.yaml").read_text() == MAPS.format(since="")
    assert "GRP10" not in cmtool("validate", cwd=own_demo).out


def test_an_id_has_the_folder_of_its_kind_or_none(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    code, _, err = cmtool("add", "member", "groups/nadia-okafor", "name=Nadia Okafor", cwd=own_demo)
    assert (code, err) == (2, "error: 'groups/nadia-okafor' is no id of a member: write it without 'groups/'\n")
    assert cmtool("add", "member", "members/nadia-okafor", "name=Nadia Okafor", cwd=own_demo).code == 0
    assert (own_demo / "registry/members/nadia-okafor.yaml").is_file()
