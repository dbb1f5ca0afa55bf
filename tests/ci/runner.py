"""GitHub's runner as far as our steps need it: steps in bash, with their conditions, expressions, files and variables."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.ci.log import Command, commands
from tests.git import git

PROJECT = Path(__file__).parents[2]
_NOT_IN_RUN = re.compile(r"\$\{\{")
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


class Job(NamedTuple):
    """What a job left: exit code, log, its step summary, the outputs of each step, the actions that it used."""

    code: int
    log: str
    summary: str
    outputs: dict[str, dict[str, str]]
    used: list[dict[str, Any]]

    @property
    def commands(self) -> list[Command]:
        return commands(self.log)


class Place(NamedTuple):
    """Where a job runs: the checkout, the runner's own folder, and the variables that every step sees."""

    workspace: Path
    temp: Path
    variables: Mapping[str, str]


def steps_of(text: str, job: str | None = None) -> list[dict[str, Any]]:
    """The steps of a composite action, or of a workflow's job."""
    told = yaml.safe_load(text)
    return list(told["runs"]["steps"] if job is None else told["jobs"][job]["steps"])


def run(steps: list[dict[str, Any]], place: Place, context: Mapping[str, Any], replaced: Mapping[str, Any] = {}) -> Job:
    """Run the steps, one after the other until one fails; those named in `replaced` by a function instead."""
    place.temp.mkdir(parents=True, exist_ok=True)
    known: dict[str, Any] = {**context, "steps": {}, "runner": {"temp": str(place.temp)}}
    code, log, summary, used = 0, "", "", []
    for number, step in enumerate(steps):
        if not _holds(step.get("if", "true"), known):
            continue
        name, files = step.get("id", str(number)), _files(place.temp, number)
        known["steps"][name] = {"outputs": {}}
        if "uses" in step:
            used.append(
                {"uses": step["uses"], **{key: filled(str(value), known) for key, value in step["with"].items()}}
            )
            continue
        if step.get("name") in replaced:
            replaced[step["name"]](place)
            continue
        code, said = _bash(step, place, known, files)
        log += said
        summary += files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        known["steps"][name] = {"outputs": _outputs(files["GITHUB_OUTPUT"].read_text("utf-8"))}
        if code:
            break
    return Job(code, log, summary, {name: step["outputs"] for name, step in known["steps"].items()}, used)


def _bash(
    step: Mapping[str, Any], place: Place, known: Mapping[str, Any], files: Mapping[str, Path]
) -> tuple[int, str]:
    assert step["shell"] == "bash"
    assert not _NOT_IN_RUN.search(step["run"]), "an expression in a script is a hole"
    script = place.temp / "step.sh"
    script.write_text(step["run"])
    env = {name: filled(str(value), known) for name, value in step.get("env", {}).items()}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=place.workspace,
        env={
            **place.variables,
            "RUNNER_TEMP": str(place.temp),
            **env,
            **{name: str(file) for name, file in files.items()},
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def _files(temp: Path, number: int) -> dict[str, Path]:
    found = {}
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH"):
        found[name] = temp / f"_{name.lower()}_{number}"
        found[name].write_text("")
    return found


def _outputs(text: str) -> dict[str, str]:
    assert "<<" not in text, "no output of ours has lines"
    return dict(line.split("=", 1) for line in text.splitlines())


def filled(text: str, known: Mapping[str, Any]) -> str:
    """A text with its expressions evaluated: only names of a context are asked for."""
    return _EXPRESSION.sub(lambda found: _value(found[1], known), text)


def _holds(condition: str, known: Mapping[str, Any]) -> bool:
    return all(_is(part.strip(), known) for part in condition.split("&&"))


def _is(part: str, known: Mapping[str, Any]) -> bool:
    left, _, right = part.partition(" == ")
    return part == "true" or _value(left, known) == right.strip("'")


def _value(name: str, known: Mapping[str, Any]) -> str:
    value: Any = known
    for key in name.split("."):
        assert re.fullmatch(r"[a-z_A-Z-]+", key), f"this runner knows names only, and not {name!r}"
        value = value.get(key, "") if isinstance(value, Mapping) else ""
    return "" if value is None else str(value)


def pull_request(
    workspace: Path,
    temp: Path,
    inputs: Mapping[str, str] = {},
    *,
    base: str = "",
    sha: str = "",
    event: str = "pull_request",
    venv: Path = Path(sys.prefix),
) -> Job:
    """Run our action on a checkout, with the cmtool that runs these tests in place of an installed one.

    `base` is what the event says, `sha` the merge commit by GitHub: that which is checked out, usually.
    """
    text = (PROJECT / "action.yml").read_text("utf-8")
    defaults = {name: told["default"] for name, told in yaml.safe_load(text)["inputs"].items()}
    context = {
        "inputs": {**defaults, **inputs},
        "github": {"event_name": event, "event": {"pull_request": {"base": {"sha": base}}}},
    }
    there = place(workspace, temp, sha or git(workspace, "rev-parse", "HEAD"))
    installed = {"Install cmtool": lambda place: (place.temp / "cmtool-venv").symlink_to(venv)}
    return run(steps_of(text), there, context, installed)


def place(workspace: Path, temp: Path, sha: str = "") -> Place:
    """A runner's variables, and no others of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM")}
    told = {
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_ACTION_PATH": str(PROJECT),
        "GITHUB_SHA": sha,
        "GITHUB_ACTIONS": "true",
    }
    return Place(workspace, temp, {**kept, **told, "CI": "true", "CMTOOL_TODAY": "2026-11-20", "LANG": "C.UTF-8"})
