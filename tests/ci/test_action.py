"""The action on pull requests of people who mean well, and on jobs that are set up wrongly."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.ci.log import Command
from tests.ci.pulls import Pull, pull, smallest, tidy
from tests.ci.runner import PROJECT, Job, pull_request
from tests.git import git

BO = "registry/members/bo-lindqvist.yaml"


def changed(path: str, old: bytes, new: bytes) -> dict[str, bytes]:
    told = smallest()[path]
    assert old in told
    return {path: told.replace(old, new)}


def uploaded(job: Job) -> dict[str, str]:
    """The files of the artifact."""
    (upload,) = (used for used in job.used if used["uses"].startswith("actions/upload-artifact@"))
    return {file.name: file.read_text("utf-8") for file in sorted(Path(upload["path"]).iterdir())}


def test_good_pull_request_is_green_without_an_annotation(tmp_path: Path) -> None:
    asked = pull(tmp_path / "r", tidy(), {BO: tidy()[BO].replace(b"Bo ", b"Bosse ")})
    job = pull_request(asked.workspace, tmp_path / "temp")
    assert (job.code, job.commands, job.log) == (0, [], "")
    assert job.summary == "### 7 records checked: no findings\n\nNothing to mend.\n"
    assert list(uploaded(job)) == ["cmtool.sarif", "review.md"]
    assert "\n- is now called Bosse Lindqvist (was Bo Lindqvist)\n" in uploaded(job)["review.md"]


def test_typo_is_one_error_at_its_place(tmp_path: Path) -> None:
    asked = pull(tmp_path / "r", smallest(), changed(BO, b"active", b"actve"))
    job = pull_request(asked.workspace, tmp_path / "temp")
    assert job.code == 1
    assert [command for command in job.commands if command.name == "error"] == [
        Command(
            "error",
            {"file": BO, "line": "2", "endLine": "2", "col": "9", "endColumn": "13", "title": "REF102"},
            "'actve' is not one of: onboarding, active, paused, alumni, removed; did you mean 'active'? (write 'active')",
        )
    ]
    assert {command.name for command in job.commands} == {"error", "warning"}
    assert job.summary.startswith(
        f"### 7 records checked: 1 error, 4 warnings\n\n- `{BO}:2:9` **REF102** error: 'actve'"
    )
    found = json.loads(uploaded(job)["cmtool.sarif"])
    assert found["runs"][0]["results"][0]["ruleId"] == "REF102"
    assert "is actve now (was active)" in uploaded(job)["review.md"]
    folder = job.outputs["check"]["folder"]
    assert job.outputs["check"] == {"folder": folder, "sarif": f"{folder}/upload/cmtool.sarif", "code": "1"}
    assert job.outputs["review"] == {"review": f"{folder}/upload/review.md", "code": "0"}


def test_push_is_checked_and_not_reviewed(tmp_path: Path) -> None:
    asked = pull(tmp_path / "r", smallest(), {})
    job = pull_request(asked.workspace, tmp_path / "temp", event="push")
    assert (job.code, list(uploaded(job)), "review" in job.outputs) == (0, ["cmtool.sarif"], False)


def test_warnings_fail_where_it_is_asked_for(tmp_path: Path) -> None:
    asked = pull(tmp_path / "r", smallest(), {})
    job = pull_request(asked.workspace, tmp_path / "temp", {"fail-on": "warning", "comment": "false"})
    assert (job.code, list(uploaded(job))) == (1, ["cmtool.sarif"])


def test_schemas_behind_are_one_warning(tmp_path: Path) -> None:
    schema = {"registry/schemas/member.schema.json": b"{}\n"}
    asked = pull(tmp_path / "r", {**smallest(), **schema}, {})
    job = pull_request(asked.workspace, tmp_path / "temp", event="push")
    assert job.code == 0
    assert [command for command in job.commands if "file" not in command.properties] == [
        Command(
            "warning",
            {"title": "cmtool schema"},
            "the JSON Schemas for editors are behind the registry: run cmtool schema",
        )
    ]


def base_in(job: Job) -> str:
    """The commit that the review compares with, by its last line."""
    return uploaded(job)["review.md"].rpartition("cmtool review ")[2].split()[0]


def test_base_is_that_of_the_merge_by_github(tmp_path: Path) -> None:
    asked = pull(tmp_path / "r", smallest(), changed(BO, b"Bo ", b"Bosse "))
    job = pull_request(asked.workspace, tmp_path / "temp", base="0" * 40)
    assert base_in(job) == asked.base


def test_base_is_that_of_the_event_where_the_head_itself_is_checked_out(tmp_path: Path) -> None:
    asked = pull(tmp_path / "r", smallest(), changed(BO, b"Bo ", b"Bosse "))
    git(asked.workspace, "update-ref", "--no-deref", "HEAD", asked.head)
    job = pull_request(asked.workspace, tmp_path / "temp", base=asked.base)
    assert (base_in(job), "was Bo Lindqvist" in uploaded(job)["review.md"]) == (asked.base, True)


def test_own_merge_commit_of_an_author_names_no_base(tmp_path: Path) -> None:
    """Its first parent is the change itself, so that nothing would be left to review."""
    asked = pull(tmp_path / "r", smallest(), changed(BO, b"Bo ", b"Bosse "))
    tree = git(asked.workspace, "rev-parse", f"{asked.head}^{{tree}}")
    who = ("-c", "user.name=Bo", "-c", "user.email=1+bo@users.noreply.github.com")
    forged = git(asked.workspace, *who, "commit-tree", tree, "-p", asked.head, "-p", asked.base, "-m", "merge")
    git(asked.workspace, "update-ref", "--no-deref", "HEAD", forged)
    job = pull_request(asked.workspace, tmp_path / "temp", base=asked.base, sha=asked.merge)
    assert (base_in(job), "was Bo Lindqvist" in uploaded(job)["review.md"]) == (asked.base, True)


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"fail-on": "never"}, "the input fail-on is error or warning"),
        ({"comment": "yes\n::error::x"}, "the input comment is true or false"),
        ({"registry": "../other"}, "the input registry is a folder of the repository, in letters, digits and . _ - /"),
        ({"registry": "/etc"}, "the input registry is a folder of the repository, in letters, digits and . _ - /"),
        ({"registry": "-q"}, "the input registry is a folder of the repository, in letters, digits and . _ - /"),
        ({"registry": "a;b"}, "the input registry is a folder of the repository, in letters, digits and . _ - /"),
        ({"registry": "nowhere"}, "this commit holds no community.yaml where the input registry says"),
        ({"registry": "a\n::x"}, "the input registry is a folder of the repository, in letters, digits and . _ - /"),
    ],
)
def test_input_that_is_none_is_refused(inputs: dict[str, str], told: str, checkout: Pull, tmp_path: Path) -> None:
    job = pull_request(checkout.workspace, tmp_path / "temp", inputs)
    assert (job.code, job.commands, job.log.count("\n")) == (2, [Command("error", {"title": "cmtool"}, told)], 1)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Pull:
    return pull(tmp_path_factory.mktemp("pull") / "r", smallest(), {})


def test_commit_without_a_registry_fails_in_our_words(tmp_path: Path) -> None:
    asked = pull(tmp_path / "r", {"README.md": b"# Hello\n"}, {})
    (tmp_path / "r/registry").mkdir()
    (tmp_path / "r/registry/community.yaml").write_text("not in git")
    job = pull_request(asked.workspace, tmp_path / "temp")
    why = Command("error", {"title": "cmtool"}, "cmtool cannot go on; the log of this step says why")
    assert (job.code, job.commands) == (2, [why])
    assert "\n| error: no registry in commit " in job.log


def test_shallow_clone_fails_in_our_words(tmp_path: Path) -> None:
    asked = pull(tmp_path / "r", smallest(), {})
    (asked.workspace / ".git/shallow").write_text(f"{asked.merge}\n")
    job = pull_request(asked.workspace, tmp_path / "temp", base=asked.base)
    assert job.code == 2
    assert job.commands[-1] == Command(
        "error", {"title": "cmtool"}, "cmtool cannot go on; the log of this step says why"
    )
    assert "fetch-depth: 0" in job.log
    assert list(uploaded(job)) == ["cmtool.sarif"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (3, "a bug in cmtool: please report it, with the log of this step"),
        (137, "cmtool was ended from outside, exit code 137"),
    ],
)
def test_cmtool_that_breaks_fails_in_our_words(code: int, told: str, checkout: Pull, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    program(
        broken / "bin/python", f'printf "::add-mask::a\\rx\\n##[error]b\\nno end" >&2; echo ::error::out; exit {code}'
    )
    job = pull_request(checkout.workspace, tmp_path / "temp", {"comment": "false"}, venv=broken)
    assert (job.code, job.commands) == (code, [Command("error", {"title": "cmtool"}, told)])
    assert "\n| ::add-mask::a\n| x\n| ##(error]b\n| no end\n" in job.log


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/bash\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_cmtool_is_installed_from_the_action_and_never_by_name(tmp_path: Path) -> None:
    """The script with a Python that only notes what it is asked for."""
    noted = tmp_path / "noted"
    note = f'echo "$0 $*" >>"{noted}"'
    program(tmp_path / "python", f'{note}\n[[ $3 != venv ]] || install -D "$0" "$5/bin/python"')
    env = {"PATH": os.environ["PATH"], "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": "/action"}
    env |= {"PYTHON": str(tmp_path / "python")}
    subprocess.run(["bash", PROJECT / ".github/action/install.sh"], env=env, check=True)
    pip = (
        "cmtool-venv/bin/python -I -m pip install -qq --no-input --disable-pip-version-check -c /action/constraints.txt"
    )
    assert noted.read_text().replace(f"{tmp_path}/", "").splitlines() == [
        "python -I -m venv --clear cmtool-venv",
        f"{pip} hatchling editables",
        f"{pip} --no-build-isolation /action",
    ]
