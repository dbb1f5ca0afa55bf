"""The recipe for GitLab: a schema of GitLab judges it, and its lines do in bash what a job would do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from junitparser import JUnitXml

from cmtool.starter.origin import Origin
from tests.ci.pulls import Pull, pull, smallest, tidy
from tests.ci.recipes import recipes
from tests.git import git

ORIGIN = Origin("https://git.meridian.example/tools/cmtool", "3f" * 20)
BO = "registry/members/bo-lindqvist.yaml"
BASE = "CI_MERGE_REQUEST_DIFF_BASE_SHA"
REPORTS = ["gl-code-quality-report.json", "junit.xml"]


def recipe(registry: str = "registry") -> str:
    return recipes(ORIGIN, registry)[".gitlab-ci.yml"]


def job(registry: str = "registry") -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(recipe(registry))["cmtool"]
    return found


class Done(NamedTuple):
    """What a job did: exit code, log, and the files it left."""

    code: int
    log: str
    files: list[str]


def run(workspace: Path, *, registry: str = "registry", **given: str) -> Done:
    """The script as GitLab's runner joins it: one shell, `set -eo pipefail`."""
    of = job(registry)
    binaries = Path(sys.executable).parent
    environment = {name: os.environ[name] for name in ("HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM")}
    environment |= {"PATH": f"{binaries}:{os.environ['PATH']}", "CI": "true", "GITLAB_CI": "true", **of["variables"]}
    script = "set -eo pipefail\n" + "\n".join(of["script"])
    before = git(workspace, "status", "--porcelain")
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=workspace,
        env={**environment, "CMTOOL_TODAY": "2026-11-20", **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    assert before == ""
    left = [line.removeprefix("?? ") for line in git(workspace, "status", "--porcelain").splitlines()]
    return Done(done.returncode, done.stdout, left)


def merge_request(folder: Path, files: dict[str, bytes], change: dict[str, bytes]) -> tuple[Pull, str]:
    """A merge request, checked out at its head, and the commit that it began from."""
    asked = pull(folder, files, change)
    return asked, git(asked.workspace, "merge-base", "main", "HEAD").strip()


def test_the_recipe_is_one_by_gitlabs_own_schema(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text(recipe(), "utf-8")
    checker = Path(sys.executable).with_name("check-jsonschema")
    command = [checker, "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", ".gitlab-ci.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n"), done.stdout
    (tmp_path / ".gitlab-ci.yml").write_text(recipe().replace("  script:", "  scripts:"), "utf-8")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 1


def test_cmtool_comes_from_its_repository_by_commit_and_nowhere_from_an_index() -> None:
    lines = [line for line in (*job()["before_script"], *job()["script"]) if "pip" in line]
    commit = "3f" * 20
    assert lines == [
        "pip install --quiet --disable-pip-version-check "
        f'"cmtool @ git+https://git.meridian.example/tools/cmtool@{commit}"'
    ]


def test_the_job_runs_for_merge_requests_and_the_default_branch_with_the_whole_history_and_no_secret() -> None:
    of = job()
    assert of["rules"] == [
        {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'},
        {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"},
    ]
    assert of["variables"] == {"GIT_DEPTH": "0", "CMTOOL_REGISTRY": "registry"}
    assert of["artifacts"]["when"] == "always"
    assert of["artifacts"]["reports"] == {"codequality": REPORTS[0], "junit": REPORTS[1]}
    used = re.findall(r"\$\{?(\w+)", "\n".join(of["script"] + of["before_script"]))
    assert set(used) == {BASE}
    for line in of["script"]:
        assert not re.search(r'(?<!")\$(?!\{CI_MERGE)', line), "a variable without quotes"


def test_good_merge_request_is_green_with_both_reports_and_the_review(tmp_path: Path) -> None:
    asked, base = merge_request(tmp_path / "r", tidy(), {BO: tidy()[BO].replace(b"Bo ", b"Bosse ")})
    done = run(asked.workspace, **{BASE: base})
    assert (done.code, done.files) == (0, [*REPORTS, "review.md"]), done.log
    assert done.log.endswith("7 records checked: no findings\n")
    assert json.loads((asked.workspace / REPORTS[0]).read_text()) == []
    assert JUnitXml.fromfile(str(asked.workspace / REPORTS[1])).failures == 0
    assert "Bosse Lindqvist (was Bo Lindqvist)" in (asked.workspace / "review.md").read_text("utf-8")


def test_broken_record_fails_the_job_and_all_reports_are_there(tmp_path: Path) -> None:
    broken = {BO: smallest()[BO].replace(b"active", b"actve")}
    asked, base = merge_request(tmp_path / "r", smallest(), broken)
    done = run(asked.workspace, **{BASE: base})
    assert (done.code, done.files) == (1, [*REPORTS, "review.md"]), done.log
    assert f"{BO}:2:9 REF102 error 'actve' is not one of" in done.log
    (error,) = (
        found for found in json.loads((asked.workspace / REPORTS[0]).read_text()) if found["check_name"] == "REF102"
    )
    assert error["location"] == {"path": BO, "lines": {"begin": 2}}
    assert JUnitXml.fromfile(str(asked.workspace / REPORTS[1])).failures >= 1


def test_on_the_default_branch_nothing_is_reviewed(tmp_path: Path) -> None:
    asked, _ = merge_request(tmp_path / "r", tidy(), {BO: tidy()[BO].replace(b"Bo ", b"Bosse ")})
    done = run(asked.workspace)
    assert (done.code, done.files) == (0, REPORTS), done.log


def test_registry_at_the_top_of_the_repository(tmp_path: Path) -> None:
    files = {path.removeprefix("registry/"): data for path, data in tidy().items()}
    path = BO.removeprefix("registry/")
    asked, base = merge_request(tmp_path / "r", files, {path: files[path].replace(b"active", b"actve")})
    done = run(asked.workspace, registry=".", **{BASE: base})
    assert (done.code, done.files) == (1, [*REPORTS, "review.md"]), done.log
    assert f"{path}:2:9 REF102 error" in done.log


@pytest.mark.parametrize("base", ["$(touch hacked)", "--output=hacked"])
def test_a_base_that_is_none_runs_nothing_and_hides_no_finding(base: str, tmp_path: Path) -> None:
    asked, _ = merge_request(tmp_path / "r", smallest(), {BO: smallest()[BO].replace(b"active", b"actve")})
    done = run(asked.workspace, **{BASE: base})
    assert (done.code, done.files) == (1, REPORTS), done.log
    assert "REF102 error" in done.log


def test_reports_in_a_commit_are_not_handed_over(tmp_path: Path) -> None:
    """A merge request brings reports of its own, as files and as links and folders that nothing can be written to."""
    forged = {"review.md": b"all is well", "forged.xml": b"<testsuites/>", f"{REPORTS[0]}/x": b"[]"}
    asked = pull(
        tmp_path / "r",
        smallest(),
        {**forged, BO: smallest()[BO].replace(b"active", b"actve")},
        lambda made: [("120000", made.raw("blob", b"forged.xml"), REPORTS[1])],
    )
    done = run(asked.workspace, **{BASE: "0" * 40})
    assert done.code == 1, done.log
    assert [found["check_name"] for found in json.loads((asked.workspace / REPORTS[0]).read_text())].count(
        "REF102"
    ) == 1
    assert JUnitXml.fromfile(str(asked.workspace / REPORTS[1])).failures >= 1
    assert not (asked.workspace / REPORTS[1]).is_symlink()
    assert not (asked.workspace / "review.md").exists(), "no review could be made"
