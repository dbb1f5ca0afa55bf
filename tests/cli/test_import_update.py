"""`cmtool import kubernetes-sigs` where a registry is: through the real command line, into files and one commit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmtool.document.foreign import read_foreign
from cmtool.document.writer import write
from tests.conftest import Outcome
from tests.exchange.test_kubernetes_sigs_update import FILE, JONAS, NEW_GROUP
from tests.git import git

Run = Callable[..., Outcome]
REAL = Path(__file__).parents[3] / "shared" / "data" / "kubernetes-sigs.yaml"
"""It names real people: neither it nor its registry is kept here."""

NEW = ("--manager", "Liis Tamm", "--contact", "hello@meridian.example")
HAND = "  # Asked for it in the call of 3 November."


@pytest.fixture
def root(cmtool: Run, tmp_path: Path) -> Path:
    """A registry of the small file, in git."""
    return imported(cmtool, tmp_path, FILE)


def imported(cmtool: Run, folder: Path, text: str) -> Path:
    (folder / "sigs.yaml").write_text(text, "utf-8")
    outcome = cmtool("import", "kubernetes-sigs", "sigs.yaml", "--into", "registry", *NEW, "--today", "2026-10-20")
    assert outcome.code == 0
    root = folder / "registry"
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Liis Tamm")
    git(root, "config", "user.email", "liis@meridian.example")
    commit(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "By hand")


@pytest.fixture
def update(cmtool: Run, tmp_path: Path) -> Callable[..., Outcome]:
    """Import a newer text of the file from within the registry."""

    def run(text: str, *more: str) -> Outcome:
        (tmp_path / "newer.yaml").write_text(text, "utf-8")
        arguments = ("import", "kubernetes-sigs", "../newer.yaml", *more, "--today", "2026-11-20")
        code, out, err = cmtool(*arguments, cwd=tmp_path / "registry")
        return Outcome(code, re.sub(r"\b[0-9a-f]{7}\b", "#######", out), err)

    return run


def files_of(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_the_same_file_is_nothing_to_change(update: Callable[..., Outcome], root: Path) -> None:
    before = files_of(root)
    assert update(FILE) == (0, "", "nothing to change\n")
    assert files_of(root) == before
    assert git(root, "rev-list", "--count", "HEAD") == "1"


def test_a_newer_file_is_one_commit_and_hand_edits_stay_byte_for_byte(
    update: Callable[..., Outcome], root: Path
) -> None:
    maps = root / "groups" / "sig-maps.yaml"
    text = maps.read_text("utf-8").replace(
        "  - member: mei-lin-tan\n", f"  # The one who answers\n  - member: 'mei-lin-tan'{HAND}\n"
    )
    text = text.replace("kind: working-group", "kind:   working-group").replace(
        'time: "09:00"', "time: '09:00'  # moved"
    )
    maps.write_text(text, "utf-8")
    commit(root)
    newer = FILE.replace(JONAS, "").replace("time: 9:00", "time: 10:00") + NEW_GROUP
    code, out, err = update(newer)
    after = text.replace("time: '09:00'  # moved", "time: '10:00'  # moved").replace(
        "  - member: jonas-berg\n    role: chair\n",
        "  - member: jonas-berg\n    role: chair\n    until: 2026-11-20\n",
    )
    assert maps.read_text("utf-8") == after
    assert code == 0
    assert out.endswith(
        "saved ####### on main: import kubernetes-sigs: 1 group added, 1 changed; 1 member added; 1 organisation added\n"
    )
    assert err == "next: git remote add origin ADDRESS, then git push -u origin main\n"
    assert git(root, "show", "--format=", "--numstat", "HEAD").splitlines() == [
        "3\t0\tcommunity.yaml",
        "2\t1\tgroups/sig-maps.yaml",
        "12\t0\tgroups/wg-gates.yaml",
        "8\t0\tmembers/rosa-quispe.yaml",
    ]
    assert git(root, "status", "--porcelain") == ""
    assert update(newer) == (0, "", "nothing to change\n")


def test_what_was_left_behind_is_told_as_for_a_new_registry(update: Callable[..., Outcome], root: Path) -> None:
    mail = FILE.replace(
        "          name: Jonas Berg\n", "          name: Jonas Berg\n          email: jonas@meridian.example\n"
    )
    assert update(mail) == (
        0,
        "\nleft behind:\n  1  mail addresses (as in ../newer.yaml:13)\n",
        "nothing to change\n",
    )


def test_dry_run_shows_the_change_and_writes_nothing(update: Callable[..., Outcome], root: Path) -> None:
    before = files_of(root)
    assert update(FILE.replace("Covers paths.", "Covers paths and bridges."), "--dry-run") == (
        0,
        "Paths (groups/sig-paths)\n"
        "  new purpose: 'Covers paths and bridges.'\n"
        "\n"
        "--- a/groups/sig-paths.yaml\n"
        "+++ b/groups/sig-paths.yaml\n"
        "@@ -3,3 +3,3 @@\n"
        " status: active\n"
        "-purpose: Covers paths.\n"
        "+purpose: Covers paths and bridges.\n"
        " url: https://github.com/kubernetes/community/tree/main/sig-paths\n",
        "nothing was written: --dry-run\n",
    )
    assert files_of(root) == before


def test_it_takes_the_options_of_commands_that_write(update: Callable[..., Outcome], root: Path) -> None:
    newer = FILE.replace("Covers paths.", "Covers paths and bridges.")
    assert update(newer, "--no-commit").err == "wrote groups/sig-paths.yaml\nnext: cmtool save\n"
    assert git(root, "status", "--porcelain") == " M groups/sig-paths.yaml"
    git(root, "checkout", "--quiet", ".")
    assert "on november: import kubernetes-sigs: 1 group changed\n" in update(newer, "--branch", "november").out
    assert git(root, "branch", "--show-current") == "november"


def test_notes_are_for_people_and_hold_ids_only(update: Callable[..., Outcome], root: Path) -> None:
    newer = FILE[: FILE.index("  - dir: sig-paths")].replace(JONAS, "")
    code, _, err = update(newer)
    assert code == 0
    assert err == (
        "note: people who hold nothing in the file any more, and stay (1): jonas-berg; if they left: cmtool retire MEMBER\n"
        "note: groups that the file does not know (1): sig-paths; left as they are\n"
        "next: git remote add origin ADDRESS, then git push -u origin main\n"
    )


def test_more_than_a_quarter_of_the_entries_needs_force(update: Callable[..., Outcome], root: Path) -> None:
    without = FILE.replace(JONAS, "").replace(
        "      tech_leads:\n        - github: mei-lin-tan\n          name: Mei Lin Tan\n", ""
    )
    assert update(without) == (
        2,
        "",
        "error: this removes 2 of 4 memberships, more than a quarter: repeat it with --force\n",
    )
    assert update(without, "--force").code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--into", "new"), "a new registry needs --manager, who looks after it, and --contact, its shared mailbox"),
        (NEW[:2], "--manager and --contact are for a new registry: name its folder with --into"),
        (
            ("--into", "new", *NEW, "--branch", "november"),
            "a new registry is in no git repository yet: of how to change one, only --dry-run goes",
        ),
        (
            ("--into", "registry", *NEW),
            "registry already holds a registry: to update it, leave --into out and run the command in registry; "
            "for a new one name a folder that is empty or does not exist yet",
        ),
    ],
)
def test_new_or_update_is_asked_for_clearly(cmtool: Run, root: Path, arguments: tuple[str, ...], message: str) -> None:
    before = files_of(root)
    outcome = cmtool("import", "kubernetes-sigs", "sigs.yaml", *arguments, "--today", "2026-11-20", cwd=root.parent)
    assert outcome == (2, "", f"error: {message}\n")
    assert files_of(root) == before
    assert not (root.parent / "new").exists()


def test_without_a_registry_nothing_can_be_updated(cmtool: Run, tmp_path: Path) -> None:
    (tmp_path / "sigs.yaml").write_text(FILE, "utf-8")
    code, out, err = cmtool("import", "kubernetes-sigs", "sigs.yaml", "--today", "2026-11-20")
    assert (code, out) == (2, "")
    assert err.startswith("error: no registry")


def test_a_registry_is_updated_from_elsewhere(cmtool: Run, root: Path) -> None:
    arguments = ("import", "kubernetes-sigs", "sigs.yaml", "--registry", "registry", "--today", "2026-11-20")
    assert cmtool(*arguments, cwd=root.parent) == (0, "", "nothing to change\n")


# -- the real file


@pytest.mark.skipif(not REAL.exists(), reason="the real data is not in ../shared/data")
def test_the_real_file_a_month_later(cmtool: Run, update: Callable[..., Outcome], tmp_path: Path) -> None:
    """The same file changes nothing; five chairs less and another mission are six edits in one commit."""
    text = REAL.read_text("utf-8")
    root = imported(cmtool, tmp_path, text)
    code, out, err = update(text)
    assert (code, err, out.split("\n")[1]) == (0, "nothing to change\n", "left behind:")

    values: Any = read_foreign("sigs.yaml", text.encode()).reading.value
    gone = without_chairs(values, 5)
    values["sigs"][0]["mission_statement"] = "Covers what it covered."
    touched = {f"groups/{values['sigs'][0]['dir']}.yaml", *(f"groups/{group}.yaml" for group in gone)}
    code, out, err = update(write(values))
    assert code == 0
    subject = f"import kubernetes-sigs: {len(touched)} groups changed"
    assert git(root, "log", "-1", "--format=%s") == subject
    assert git(root, "rev-list", "--count", "HEAD") == "2"
    changed = [line.split("\t") for line in git(root, "show", "--format=", "--numstat", "HEAD").splitlines()]
    assert {path for _, _, path in changed} == touched
    ended = [line for line in git(root, "show", "--format=", "HEAD").splitlines() if line == "+    until: 2026-11-20"]
    assert len(ended) == 5
    assert "note: people who hold nothing in the file any more, and stay (5): " in err
    assert "0 errors" in cmtool("validate", "--today", "2026-11-20", cwd=root).out
    assert update(write(values)).err.endswith("nothing to change\n")


def without_chairs(values: Any, number: int) -> list[str]:
    """Take the first chair of some groups with several out, who stands nowhere else; the groups."""
    text, gone = write(values), []
    for group in [*values["sigs"], *values["workinggroups"]]:
        chairs = group["leadership"]["chairs"]
        if (
            len(gone) < number
            and len(chairs) > 1
            and text.casefold().count(f"github: {chairs[0]['github']}\n".casefold()) == 1
        ):
            gone.append(group["dir"])
            del chairs[0]
    return gone
