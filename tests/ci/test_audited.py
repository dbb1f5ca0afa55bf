"""Every workflow and action of ours under the eyes of others: zizmor, the schemas of SchemaStore, bash itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cmtool.formats.review import MARK
from tests.ci.recipes import recipes
from tests.ci.runner import PROJECT

RECIPES = PROJECT / "cmtool/starter/files/github/workflows"
OWN = sorted((PROJECT / ".github/workflows").iterdir())
SCRIPTS = sorted((PROJECT / ".github/action").iterdir())
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A community's repository with both recipes."""
    top = tmp_path_factory.mktemp("community")
    (top / ".github/workflows").mkdir(parents=True)
    for recipe in RECIPES.iterdir():
        (top / ".github/workflows" / recipe.name).write_text(filled(recipe), encoding="utf-8")
    return top


def filled(workflow: Path) -> str:
    """A workflow as it runs: a recipe as `init` writes it."""
    is_recipe = workflow.parent == RECIPES
    return recipes()[f".github/workflows/{workflow.name}"] if is_recipe else workflow.read_text("utf-8")


def run(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_zizmor_finds_nothing(community: Path) -> None:
    """In its strictest form, which tolerates false alarms and no smell."""
    places = [PROJECT / "action.yml", PROJECT / ".github", community]
    code, told = run(
        BIN / "zizmor", "--offline", "--persona=auditor", "--collect=all", "--no-progress", "--color=never", *places
    )
    assert code == 0, told
    assert "No findings to report." in told


def test_zizmor_would_find_what_is_ignored(community: Path) -> None:
    """Each exception is still one, and says why."""
    texts = [*OWN, PROJECT / "action.yml", *(community / ".github/workflows").iterdir()]
    ignored = re.findall(r"# zizmor: ignore\[([a-z-]+)\](.*)", "".join(text.read_text("utf-8") for text in texts))
    assert sorted(name for name, _ in ignored) == ["dangerous-triggers", "self-repository"]
    assert all(len(reason) > 30 for _, reason in ignored)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-actions", [PROJECT / "action.yml"]),
        ("vendor.github-workflows", OWN),
        ("vendor.dependabot", [PROJECT / ".github/dependabot.yml"]),
    ],
)
def test_form_is_that_of_github(schema: str, files: list[Path]) -> None:
    assert run(BIN / "check-jsonschema", "--builtin-schema", schema, *files) == (0, "ok -- validation done\n")


def test_form_of_the_recipes_is_that_of_github(community: Path) -> None:
    files = (community / ".github/workflows").iterdir()
    told = run(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files)
    assert told == (0, "ok -- validation done\n")


def test_action_is_pinned_alike_everywhere() -> None:
    """One hash and one version for each action, and none by a tag."""
    pins: dict[str, set[tuple[str, str]]] = {}
    for path in (PROJECT / "action.yml", *OWN, *RECIPES.iterdir()):
        for line in re.findall(r"uses: (.+)", path.read_text("utf-8")):
            if not line.startswith(("./", "@@ACTION@@")):
                name, hash, version = re.fullmatch(r"([\w/-]+)@([0-9a-f]{40}) # (v[0-9.]+)", line).groups()
                pins.setdefault(name, set()).add((hash, version))
    assert sorted(pins) == [
        f"actions/{name}" for name in ("checkout", "download-artifact", "setup-python", "upload-artifact")
    ]
    assert all(len(found) == 1 for found in pins.values())


def test_no_expression_stands_in_a_script() -> None:
    for path in (PROJECT / "action.yml", *OWN, *RECIPES.iterdir()):
        for script in scripts(yaml.safe_load(filled(path))):
            assert "${{" not in script, path


def scripts(told: Any) -> list[str]:
    """Every value of `run`, however deep."""
    if isinstance(told, list):
        return [script for item in told for script in scripts(item)]
    if isinstance(told, dict):
        own = [told["run"]] if isinstance(told.get("run"), str) else []
        return own + [script for value in told.values() for script in scripts(value)]
    return []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_script_is_bash_that_stops_at_trouble(script: Path) -> None:
    assert run("bash", "-n", script) == (0, "")
    if script.name != "say.sh":  # it is read by the others
        assert "\nset -euo pipefail\n" in script.read_text("utf-8")


def test_rights_are_the_least() -> None:
    """No workflow has any; each job names what it needs."""
    rights = {}
    for path in (*OWN, *RECIPES.iterdir()):
        told = yaml.safe_load(filled(path))
        assert told["permissions"] == {}, path
        rights |= {f"{path.name} {name}": job["permissions"] for name, job in told["jobs"].items()}
    assert rights == {
        "action.yml sample": {"contents": "read"},
        "ci.yml test": {"contents": "read"},
        "cmtool-comment.yml comment": {"actions": "read", "pull-requests": "write"},
        "cmtool.yml registry": {"contents": "read"},
    }


def test_workflow_that_may_write_checks_nothing_out() -> None:
    told = yaml.safe_load(filled(RECIPES / "cmtool-comment.yml"))
    assert [step.get("uses", "").partition("@")[0] for step in told["jobs"]["comment"]["steps"]] == [
        "actions/download-artifact",
        "",
        "",
    ]
    assert "secrets." not in filled(RECIPES / "cmtool-comment.yml")


def test_both_workflows_know_each_other_and_the_review() -> None:
    """By the workflow's name, the artifact's name, and the first line of a review."""
    check, comment = (yaml.safe_load(filled(RECIPES / f"{name}.yml")) for name in ("cmtool", "cmtool-comment"))
    assert comment[True]["workflow_run"]["workflows"] == [check["name"]]  # YAML 1.1 reads `on` as true
    upload = next(
        s
        for s in yaml.safe_load((PROJECT / "action.yml").read_text("utf-8"))["runs"]["steps"]
        if "upload" in s.get("uses", "")
    )
    download, judge, _ = comment["jobs"]["comment"]["steps"]
    assert upload["with"]["name"] == download["with"]["name"]
    assert f'"{MARK}"' in judge["run"]
