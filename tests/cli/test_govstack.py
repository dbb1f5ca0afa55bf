"""`cmtool import govstack` and `cmtool export govstack`, through the real command line, into files and commits."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.exchange.govstack import FILES, FOLDER
from tests.git import git

Run = Callable[..., Outcome]
NEW = ("--name", "Meridian Stack", "--manager", "Liis Tamm", "--contact", "hello@meridian.example")
DAY = ("--today", "2026-11-20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout of GovStack's registry."""
    return Path(shutil.copytree(FOLDER, tmp_path / "govstack-registry"))


@pytest.fixture
def root(cmtool: Run, folder: Path, tmp_path: Path) -> Path:
    """A registry made of it, in git."""
    outcome = cmtool("import", "govstack", folder.name, "--into", "registry", *NEW, *DAY)
    assert outcome.code == 0, outcome
    root = tmp_path / "registry"
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Liis Tamm")
    git(root, "config", "user.email", "liis@meridian.example")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "By import")
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yml"))}


def test_a_new_registry_is_made_told_and_valid(cmtool: Run, folder: Path, tmp_path: Path) -> None:
    outcome = cmtool("import", "govstack", "govstack-registry", "--into", "registry", *NEW, *DAY)
    assert (outcome.code, outcome.out) == (
        0,
        """\
made registry: 3 groups, 4 members
8 records checked: 0 errors, 1 warning

note: people who are new here, as alumni, because the file does not tell whether they are here (2): amina-diallo, jonas-berg; nobody may name them before they consent: ask, and write the day down in `consents.listing`; if they are here: cmtool set MEMBER status=active left=
note: new groups that GovStack calls active are dormant here, as the files name nobody who leads them (2): payments, editorial-committee; cmtool join MEMBER GROUP --role ROLE, of an active member and with a role that leads, then cmtool set GROUP status=active

left behind:
  3  credits whose publication is the `urn` of no product here (as in govstack-registry/persons.yml:7)
  2  roles other than Author, as credited people are authors here (as in govstack-registry/persons.yml:10)
  1  pages of people (as in govstack-registry/persons.yml:5)
""",
    )
    assert outcome.err == "\nnext: cmtool validate --registry registry\n"
    judged = cmtool("validate", *DAY, "--format", "concise", cwd=tmp_path / "registry")
    assert (judged.code, [line.split()[1] for line in judged.out.splitlines()[:1]]) == (0, ["MEM204"])


def test_a_dry_run_makes_nothing(cmtool: Run, folder: Path, tmp_path: Path) -> None:
    outcome = cmtool("import", "govstack", "govstack-registry", "--into", "registry", *NEW, *DAY, "--dry-run")
    assert (outcome.code, outcome.out.splitlines()[0]) == (0, "would make registry: 3 groups, 4 members")
    assert not (tmp_path / "registry").exists()


def test_there_and_back_gives_the_same_bytes_and_twice_changes_nothing(cmtool: Run, root: Path, folder: Path) -> None:
    again = cmtool("import", "govstack", str(folder), *DAY, cwd=root)
    assert (again.code, again.err) == (0, "nothing to change\n")
    outcome = cmtool("export", "govstack", "-o", str(folder), *DAY, cwd=root)
    assert (outcome.code, outcome.err.splitlines()[0]) == (0, "nothing to change")
    assert contents(folder) == FILES
    assert git(root, "status", "--porcelain") == ""


def test_a_change_there_becomes_one_commit_here(cmtool: Run, root: Path, folder: Path) -> None:
    path = folder / "working_groups.yml"
    path.write_bytes(path.read_bytes().replace(b"payments-2026.md", b"payments-2027.md"))
    outcome = cmtool("import", "govstack", str(folder), *DAY, cwd=root)
    assert outcome.code == 0, outcome
    assert git(root, "log", "-1", "--format=%s") == "import govstack: 1 group changed"
    assert "note: groups with another charter than before (1): payments" in outcome.err
    assert "note: groups whose charter is not in the folder (1): payments; put it there" in outcome.err
    assert "charter:\n  path: charters/payments-2027.md\n" in (root / "groups" / "payments.yaml").read_text("utf-8")


def test_a_change_here_is_shown_then_written_and_comments_stay(cmtool: Run, root: Path, folder: Path) -> None:
    assert cmtool("set", "gis", "name=Maps Working Group", *DAY, cwd=root).code == 0
    shown = cmtool("export", "govstack", "-o", str(folder), "--dry-run", *DAY, cwd=root)
    assert shown.out.startswith(
        "--- a/working_groups.yml\n"
        "+++ b/working_groups.yml\n"
        "@@ -10,7 +10,7 @@\n"
        "       status: active\n"
        "     # Dissolved in the call of 2 June.\n"
        "     - id: gis\n"
        "-      name: Location Working Group\n"
        "+      name: Maps Working Group\n"
        "       url: https://meridian.example/working-groups/location/\n"
    )
    assert shown.err.splitlines()[0] == f"would write {folder}/working_groups.yml: 1 changed"
    assert cmtool("export", "govstack", "-o", str(folder), "--check", *DAY, cwd=root).code == 1
    assert contents(folder) == FILES
    assert cmtool("export", "govstack", "-o", str(folder), *DAY, cwd=root).code == 0
    assert contents(folder)["working_groups.yml"] == FILES["working_groups.yml"].replace(b"Location W", b"Maps W")
    assert cmtool("export", "govstack", "-o", str(folder), "--check", *DAY, cwd=root).code == 0


def test_the_sample_is_exported_into_a_new_folder(cmtool: Run, own_demo: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "registry"
    outcome = cmtool("export", "govstack", "-o", str(target), *DAY, cwd=own_demo)
    assert (outcome.code, sorted(contents(target))) == (0, ["persons.yml", "teams.yml", "working_groups.yml"])
    assert "  99  members of groups (as in groups/architecture.yaml:33)\n" in outcome.out
    before = contents(target)
    assert cmtool("export", "govstack", "-o", str(target), *DAY, cwd=own_demo).err.startswith("nothing to change")
    again = cmtool("import", "govstack", str(target), *DAY, cwd=own_demo)
    assert (again.code, again.out, again.err) == (0, "", "nothing to change\n")
    assert contents(target) == before


def test_an_export_never_lies_among_the_records(cmtool: Run, root: Path) -> None:
    for inside in (".", "members", "groups/deeper"):
        outcome = cmtool("export", "govstack", "-o", inside, *DAY, cwd=root)
        told = f"error: {inside} belongs to this registry (community.yaml): name another folder\n"
        assert (outcome.code, outcome.err) == (2, told)


def test_links_are_not_followed(cmtool: Run, root: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("govstack:\n  team: []\n", "utf-8")
    (folder / "teams.yml").unlink()
    (folder / "teams.yml").symlink_to(tmp_path / "secret")
    told = f"error: {folder}/teams.yml is a link, which is not followed: put the file itself there\n"
    for command in (("import", "govstack", str(folder)), ("export", "govstack", "-o", str(folder))):
        outcome = cmtool(*command, *DAY, cwd=root)
        assert (outcome.code, outcome.err) == (2, told)
    assert (tmp_path / "secret").read_text("utf-8") == "govstack:\n  team: []\n"


def test_a_folder_that_holds_nothing_of_the_kind_is_told(cmtool: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcome = cmtool("import", "govstack", "../empty", *DAY, cwd=root)
    assert (outcome.code, outcome.err) == (
        2,
        "error: ../empty holds none of working_groups.yml, teams.yml, persons.yml: is it a checkout of GovStack's "
        "registry?\n",
    )
    outcome = cmtool("import", "govstack", "../nowhere", *DAY, cwd=root)
    assert outcome.err.startswith("error: ../nowhere does not exist; name the folder with working_groups.yml")


def test_one_bad_record_and_nothing_is_written(cmtool: Run, root: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "persons.yml").write_text("govstack:\n  person:\n    - id: a:b\n      name: Ada\n", "utf-8")
    for more in ((), ("--into", str(tmp_path / "other"), *NEW)):
        outcome = cmtool("import", "govstack", str(folder), *more, *DAY, cwd=root)
        assert outcome.code == 2
        assert outcome.err.startswith(f"error: {folder}/persons.yml:3: expected the last part of an identifier")
    assert not (tmp_path / "other").exists()
    assert git(root, "status", "--porcelain") == ""


def test_what_a_new_registry_needs_is_asked_for(cmtool: Run, root: Path, folder: Path, tmp_path: Path) -> None:
    told = cmtool("import", "govstack", str(folder), "--into", str(tmp_path / "other"), *DAY).err
    assert told.startswith("error: a new registry needs --name, what the community is called, --manager,")
    told = cmtool("import", "govstack", str(folder), "--into", str(root), *NEW, *DAY).err
    assert told.startswith(f"error: {root} already holds a registry: to update it, leave --into out")
    told = cmtool("import", "govstack", str(folder), "--name", "Meridian", *DAY, cwd=root).err
    assert told == "error: --name, --manager and --contact are for a new registry: name its folder with --into\n"
    mails = ("--name", "Meridian", "--manager", "ada@meridian.example", "--contact", "hello@meridian.example")
    told = cmtool("import", "govstack", str(folder), "--into", str(tmp_path / "other"), *mails, *DAY).err
    assert told == "error: --manager: expected a name as it is to be shown, as 'Amina Diallo'\n"
