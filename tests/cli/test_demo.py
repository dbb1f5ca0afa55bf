"""`cmtool demo`: two repositories, the same everywhere, or nothing at all."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Outcome

Run = Callable[..., Outcome]
GOLDEN = Path(__file__).parents[1] / "golden" / "demo"
REPOSITORIES = ("meridian-stack", "meridian-private")
HOSTILE = """\
[init]
\tdefaultBranch = trunk
\tdefaultObjectFormat = sha256
\ttemplateDir = {home}/template
[core]
\tautocrlf = true
\teol = crlf
\thooksPath = {home}/hooks
\tattributesFile = {home}/attributes
\texcludesFile = {home}/ignored
\tfileMode = false
[commit]
\tgpgSign = true
[i18n]
\tcommitEncoding = latin1
[user]
\tname = Somebody Else
\temail = somebody@else.example
[filter "shout"]
\tclean = touch {home}/ran
\tsmudge = touch {home}/ran
"""


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def heads(folder: Path) -> list[str]:
    return [git(folder / name, "rev-parse", "HEAD").strip() for name in REPOSITORIES]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one `cmtool demo` of a process of its own."""
    folder = tmp_path_factory.mktemp("demo") / "try"
    subprocess.run([sys.executable, "-m", "cmtool", "demo", str(folder)], check=True, capture_output=True)
    return folder


def test_the_newcomer_is_told_what_was_made_and_what_to_type(cmtool: Run, tmp_path: Path) -> None:
    outcome = cmtool("demo", "try")
    stack, private = (head[:10] for head in heads(tmp_path / "try"))
    assert outcome == (
        0,
        f"made try/meridian-stack: 9 commits, 2024-12-31 to 2026-11-20, head {stack}\n"
        f"made try/meridian-private: 9 commits, 2024-12-31 to 2026-11-20, head {private}\n",
        "\n"
        "next: cd try/meridian-stack\n"
        "      cmtool\n"
        "      cmtool due\n"
        "      cmtool history groups/payments\n"
        "      cmtool report overview --as-of 2025-12-31\n",
    )


@pytest.mark.parametrize("name", REPOSITORIES)
def test_the_commits_are_the_same_everywhere(made: Path, name: str, same_as: Callable[[str, Path], None]) -> None:
    shown = git(made / name, "log", "--reverse", "--date=iso-strict", "--format=%H%n  %ad %an <%ae>%n  %s")
    same_as(shown, GOLDEN / f"{name}.txt")


@pytest.mark.parametrize("name", REPOSITORIES)
def test_the_repository_is_clean_and_sound(made: Path, name: str) -> None:
    assert git(made / name, "status", "--porcelain", "--branch") == "## main\n"
    assert git(made / name, "fsck", "--strict") == ""
    assert git(made / name, "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"
    assert not (made / name / ".git" / "hooks").exists()


def test_the_work_tree_is_the_sample(made: Path) -> None:
    stack = made / "meridian-stack"
    files = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in SAMPLE.rglob("*.yaml")}
    found = {path.relative_to(stack / "registry").as_posix(): path for path in (stack / "registry").rglob("*.yaml")}
    assert {name: path.read_bytes() for name, path in found.items()} == files
    assert sorted(path.name for path in stack.iterdir()) == [".git", "README.md", "registry"]


def test_the_sample_is_read_with_its_overlay(cmtool: Run, tmp_path: Path) -> None:
    cmtool("demo", "try")
    outcome = cmtool("validate", "--format", "json", cwd=tmp_path / "try" / "meridian-stack")
    assert (outcome.code, [found["code"] for found in json.loads(outcome.out)]) == (0, ["GRP205", "MTG107"])
    (tmp_path / "try" / "meridian-private" / "members" / "nobody-here.yaml").write_text("gender: woman\n")
    assert cmtool("validate", cwd=tmp_path / "try" / "meridian-stack").out.splitlines()[0] == (
        "../meridian-private/members/nobody-here.yaml:1:1 REF101 error overlay file of an unknown member 'nobody-here'"
    )


PAGE = Path(__file__).parents[2] / "cmtool" / "demo" / "pages" / "meridian-stack.md"
PROPOSED = re.findall(r"^    cmtool(.*)$", PAGE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("proposed", dict.fromkeys(PROPOSED), ids=str.strip)
def test_what_the_page_of_the_sample_proposes_works(made: Path, cmtool: Run, proposed: str) -> None:
    outcome = cmtool(*shlex.split(proposed), cwd=made / "meridian-stack")
    assert (outcome.code, outcome.out == "") == (0, False)


def test_neither_machine_nor_settings_nor_a_hostile_configuration_change_anything(made: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for folder in (home / "template" / "hooks", home / "hooks"):
        folder.mkdir(parents=True)
        for hook in ("post-checkout", "reference-transaction", "post-index-change"):
            (folder / hook).write_text(f"#!/bin/sh\ntouch {home}/ran\n")
            (folder / hook).chmod(0o755)
    (home / ".gitconfig").write_text(HOSTILE.format(home=home))
    (home / "attributes").write_text("*.yaml filter=shout text eol=crlf\n")
    (home / "ignored").write_text("*.yaml\n")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "4242",
        "GIT_DIR": str(home / "elsewhere"),
        "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
        "GIT_INDEX_FILE": str(home / "index"),
        "GIT_DEFAULT_HASH": "sha256",
    }
    command = f'umask 077; exec "{sys.executable}" -m cmtool demo try'
    subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert heads(tmp_path / "try") == heads(made)
    assert not (home / "ran").exists()
    assert sorted(path.name for path in home.iterdir()) == [".gitconfig", "attributes", "hooks", "ignored", "template"]
    for name in REPOSITORIES:
        assert git(tmp_path / "try" / name, "status", "--porcelain", "--branch") == "## main\n"


def test_dry_run_only_tells(cmtool: Run, tmp_path: Path) -> None:
    assert cmtool("demo", "try", "--dry-run") == (
        0,
        "would make try/meridian-stack: 9 commits, 2024-12-31 to 2026-11-20\n"
        "would make try/meridian-private: 9 commits, 2024-12-31 to 2026-11-20\n",
        "",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_a_folder_with_anything_in_it_is_refused_and_left_alone(
    cmtool: Run, tmp_path: Path, dry_run: tuple[str, ...]
) -> None:
    (tmp_path / "try").mkdir()
    (tmp_path / "try" / "mine.txt").write_text("mine")
    assert cmtool("demo", "try", *dry_run) == (
        2,
        "",
        "error: try is not empty; name a folder that is empty or does not exist yet\n",
    )
    assert [path.name for path in tmp_path.rglob("*")] == ["try", "mine.txt"]


def test_an_empty_folder_is_filled_and_stays_the_same_folder(cmtool: Run, made: Path, tmp_path: Path) -> None:
    (tmp_path / "try").mkdir()
    inode = (tmp_path / "try").stat().st_ino
    outcome = cmtool("demo", ".", cwd=tmp_path / "try")
    assert (outcome.code, outcome.err.splitlines()[1]) == (0, "next: cd meridian-stack")
    assert (tmp_path / "try").stat().st_ino == inode
    assert sorted(path.name for path in (tmp_path / "try").iterdir()) == ["meridian-private", "meridian-stack"]
    assert heads(tmp_path / "try") == heads(made)


def test_inside_another_repository_it_makes_its_own(cmtool: Run, made: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert cmtool("demo", "try").code == 0
    assert heads(tmp_path / "try") == heads(made)
    assert git(tmp_path, "status", "--porcelain") == "?? try/\n"


def interrupted(tmp_path: Path, command: str, signal: str) -> subprocess.CompletedProcess[str]:
    """`cmtool demo try` with a git that, at the second repository's `command`, sends a signal to cmtool."""
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(
        f'#!/bin/sh\ncase "$PWD $*" in *meridian-stack*" {command}"*) kill -{signal} $PPID; exit 1;; esac\n'
        f'exec "{real}" "$@"\n'
    )
    fake.chmod(0o755)
    environment = {**os.environ, "PATH": f"{fake.parent}:{os.environ['PATH']}"}
    command_line = [sys.executable, "-m", "cmtool", "demo", "try"]
    return subprocess.run(command_line, cwd=tmp_path, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("command", ["init", "fast-import", "read-tree"])
def test_a_kill_in_the_middle_leaves_nothing_that_looks_finished(tmp_path: Path, command: str) -> None:
    assert interrupted(tmp_path, command, "KILL").returncode == -9
    left = [path.name for path in tmp_path.iterdir() if path.name != "bin"]
    assert [name.rstrip("abcdefghijklmnopqrstuvwxyz0123456789_") for name in left] == [".cmtool-tmp-"]


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    assert interrupted(tmp_path, "fast-import", "INT").returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


def test_without_git_it_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": str(tmp_path / "nowhere")}
    done = subprocess.run(
        [sys.executable, "-m", "cmtool", "demo", "try"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "error: git is not installed, or not on the PATH: history needs git\n",
    )
    assert list(tmp_path.iterdir()) == []
