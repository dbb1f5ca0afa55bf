"""The hooks for pre-commit, as pre-commit itself installs and runs them in a community's repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from cmtool.model.folders import FOLDERS
from cmtool.starter.origin import Origin
from tests.ci.pulls import tidy
from tests.ci.recipes import recipes
from tests.ci.runner import PROJECT

BIN = Path(sys.executable).parent
BO = "members/bo-lindqvist.yaml"
WHO = ("-c", "user.name=Ada Moreau", "-c", "user.email=1+ada@users.noreply.github.com")


def environment() -> dict[str, str]:
    """Ours, with the caches of an empty home; the day is fixed, and so are the versions of what pip installs."""
    left_out = ("PRE_COMMIT_HOME", "XDG_CACHE_HOME", "SKIP")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    pip = {"PIP_CONSTRAINT": str(PROJECT / "constraints.txt"), "PIP_NO_COMPILE": "1"}
    return {**kept, **pip, "CMTOOL_TODAY": "2026-11-20", "COLUMNS": "80"}


class Done(NamedTuple):
    """Exit code, and all that was printed."""

    code: int
    log: str


def run(folder: Path, *command: str | Path) -> Done:
    done = subprocess.run(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=180
    )
    return Done(done.returncode, done.stdout)


def good(folder: Path, *command: str | Path) -> str:
    done = run(folder, *command)
    assert done.code == 0, done.log
    return done.log


def hooks(log: str) -> dict[str, str]:
    """What pre-commit says of each hook."""
    return dict(re.findall(r"^(cmtool \w+)\.+(?:\(no files to check\))?(\w+)$", log, re.MULTILINE))


def repository(folder: Path, registry: str = "registry") -> Path:
    """A repository with a registry in canonical layout."""
    for path, data in tidy().items():
        file = folder / path.replace("registry", registry, 1)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    good(folder, BIN / "cmtool", "fmt", "--registry", registry)
    good(folder, "git", "init", "--quiet", "--initial-branch=main")
    good(folder, "git", "add", "-A")
    good(folder, "git", *WHO, "commit", "--quiet", "-m", "registry: begun")
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """cmtool's repository with what this checkout holds, and its commit."""
    folder = tmp_path_factory.mktemp("source") / "cmtool"
    listed = good(PROJECT, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, folder / name)
    good(folder, "git", "init", "--quiet", "--initial-branch=main")
    good(folder, "git", "add", "-A")
    good(folder, "git", *WHO, "commit", "--quiet", "-m", "cmtool")
    return folder, good(folder, "git", "rev-parse", "HEAD").strip()


def configuration(source: tuple[Path, str], registry: str) -> str:
    """The one that `init` writes."""
    return recipes(Origin(str(source[0]), source[1]), registry)[".pre-commit-config.yaml"]


@pytest.fixture(scope="module")
def community(source: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as `init` leaves it, with the hooks installed; its registry does not lie at `registry/`."""
    folder = repository(tmp_path_factory.mktemp("community"), "people/list")
    (folder / ".pre-commit-config.yaml").write_text(configuration(source, "people/list"), "utf-8")
    good(folder, "git", "add", "-A")
    good(folder, "git", *WHO, "commit", "--quiet", "-m", "hooks")
    for name, value in (("user.name", "Ada Moreau"), ("user.email", "1+ada@users.noreply.github.com")):
        good(folder, "git", "config", name, value)
    good(folder, BIN / "pre-commit", "install", "--install-hooks")
    return folder


@pytest.fixture
def at_head(community: Path) -> Path:
    good(community, "git", "reset", "--quiet", "--hard")
    return community


# -- the files


def test_manifest_and_configuration_are_valid(source: tuple[Path, str], tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(configuration(source, "registry"), "utf-8")
    good(tmp_path, BIN / "pre-commit", "validate-manifest", PROJECT / ".pre-commit-hooks.yaml")
    good(tmp_path, BIN / "pre-commit", "validate-config", "config.yaml")
    manifest = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    named = yaml.safe_load(configuration(source, "registry"))["repos"][0]["hooks"]
    files = {hook["id"]: hook.get("files") for hook in manifest}
    assert files == {"cmtool-validate": None, "cmtool-fmt": rf"(^|/)(community|({'|'.join(FOLDERS)})/.+)\.yaml$"}
    assert {hook["id"] for hook in named} == set(files)


@pytest.mark.parametrize(
    ("path", "fits"),
    [
        ("community.yaml", True),
        ("registry/community.yaml", True),
        ("registry/members/amina-diallo.yaml", True),
        ("data/people/groups/old/maps.yaml", True),
        ("skills/git.yaml", True),
        ("registry/schemas/member.schema.json", False),
        ("registry/members/README.md", False),
        ("my-groups/maps.yaml", False),
        (".github/workflows/ci.yaml", False),
    ],
)
def test_files_that_the_layout_hook_is_given(path: str, fits: bool) -> None:
    manifest = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (pattern,) = (hook["files"] for hook in manifest if hook["id"] == "cmtool-fmt")
    assert bool(re.search(pattern, path)) is fits


# -- as it is used


def test_a_broken_record_and_one_in_another_layout_are_told(source: tuple[Path, str], tmp_path: Path) -> None:
    folder = repository(tmp_path)
    (folder / ".pre-commit-config.yaml").write_text(configuration(source, "registry"), "utf-8")
    record = folder / "registry" / BO
    record.write_text(record.read_text("utf-8").replace("status: active", "status:   actve"), "utf-8")
    good(folder, "git", "add", "-A")
    done = run(folder, BIN / "pre-commit", "run", "--all-files")
    assert (done.code, hooks(done.log)) == (1, {"cmtool fmt": "Failed", "cmtool validate": "Failed"}), done.log
    assert f"registry/{BO}:2:11 REF102 error 'actve' is not one of: onboarding, active" in done.log
    assert f"\nregistry/{BO}\n1 file of {len(tidy())} would change\nnext: cmtool fmt\n" in done.log
    assert "status:   actve" in record.read_text("utf-8")


def test_a_good_registry_passes(at_head: Path) -> None:
    log = good(at_head, BIN / "pre-commit", "run", "--all-files")
    assert hooks(log) == {"cmtool fmt": "Passed", "cmtool validate": "Passed"}


def test_a_commit_of_a_broken_record_is_refused_with_the_finding(at_head: Path) -> None:
    record = at_head / "people/list" / BO
    record.write_text(record.read_text("utf-8").replace("status: active", "status: actve"), "utf-8")
    done = run(at_head, "git", "commit", "-am", "a typo")
    assert (done.code, hooks(done.log)) == (1, {"cmtool fmt": "Passed", "cmtool validate": "Failed"})
    assert f"people/list/{BO}:2:9 REF102 error 'actve' is not one of" in done.log


def test_what_is_not_part_of_the_commit_is_not_judged(at_head: Path) -> None:
    (at_head / "notes.txt").write_text("Hello\n")
    good(at_head, "git", "add", "notes.txt")
    record = at_head / "people/list" / BO
    broken = record.read_text("utf-8").replace("status: active", "status: actve")
    record.write_text(broken, "utf-8")
    log = good(at_head, "git", "commit", "-m", "notes")
    assert hooks(log) == {"cmtool fmt": "Skipped", "cmtool validate": "Passed"}
    assert record.read_text("utf-8") == broken


def test_a_commit_that_only_deletes_a_record_is_checked(at_head: Path) -> None:
    """pre-commit names no deleted files, and others may mention them."""
    good(at_head, "git", "rm", "--quiet", f"people/list/{BO}")
    done = run(at_head, "git", "commit", "-m", "gone")
    assert (done.code, hooks(done.log)) == (1, {"cmtool fmt": "Skipped", "cmtool validate": "Failed"})
    assert "REF101 error unknown member 'bo-lindqvist'" in done.log


def test_a_change_that_cmtool_commits_passes_the_hooks(at_head: Path) -> None:
    log = good(at_head, BIN / "cmtool", "set", "members/bo-lindqvist", "country=SE", "--registry", "people/list")
    assert "members/bo-lindqvist: country" in good(at_head, "git", "log", "-1", "--format=%s"), log
    assert good(at_head, "git", "status", "--porcelain") == ""


def test_the_layout_hook_rewrites_if_it_is_asked_to(source: tuple[Path, str], at_head: Path) -> None:
    config = configuration(source, "people/list").replace("[--check, --registry", "[--registry")
    (at_head / "rewrite.yaml").write_text(config, "utf-8")
    record = at_head / "people/list" / BO
    tidy_one = record.read_text("utf-8")
    record.write_text(tidy_one.replace("status: active", "status:   active"), "utf-8")
    done = run(at_head, BIN / "pre-commit", "run", "-c", "rewrite.yaml", "cmtool-fmt", "--files", f"people/list/{BO}")
    (at_head / "rewrite.yaml").unlink()
    assert (done.code, hooks(done.log)) == (1, {"cmtool fmt": "Failed"})
    assert "files were modified by this hook" in done.log
    assert record.read_text("utf-8") == tidy_one
