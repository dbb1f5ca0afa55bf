"""Commands on the sample community, through the real command line: exit code, stdout and stderr together."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool import __version__
from tests.conftest import SAMPLE, Outcome

GOLDEN = Path(__file__).parents[1] / "golden" / "cli"
Run = Callable[..., Outcome]

COMMANDS = {
    "status": [],
    "list-members": ["list", "members"],
    "list-active-leads": ["list", "groups", "--where", "status=active", "--where", "kind!=committee"],
    "list-meetings": ["list", "meetings", "--where", "status=planned"],
    "list-skills": ["list", "skill", "--where", "category=domain"],
    "show-group": ["show", "groups/payments"],
    "show-member": ["show", "amina-diallo"],
    "show-skill": ["show", "skills/openapi"],
    "show-json": ["show", "members/amina-diallo", "--format", "json"],
    "find-openapi": ["find", "--skill", "openapi:3"],
    "find-french-africa": ["find", "--language", "fr", "--region", "africa"],
    "due": ["due"],
    "due-within": ["due", "--within", "60d", "--format", "csv"],
    "explain": ["explain", "GRP102"],
    "validate": ["validate"],
    "validate-due": ["validate", "--due"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_says_what_it_should(
    name: str, cmtool: Run, same_as: Callable[[str, Path], None], tmp_path: Path
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")  # where no repository around it has a say
    outcome = cmtool(*COMMANDS[name], cwd=tmp_path)
    assert outcome.code == 0
    same_as(f"$ cmtool {' '.join(COMMANDS[name])}\n{outcome.out}{outcome.err}", GOLDEN / f"{name}.txt")


def test_version_is_one_line(cmtool: Run) -> None:
    assert cmtool("--version") == (0, f"cmtool {__version__}\n", "")


def test_registry_is_found_from_deep_inside(cmtool: Run) -> None:
    assert cmtool("validate", cwd=SAMPLE / "members").code == 0


def test_no_registry_says_what_to_do(cmtool: Run, tmp_path: Path) -> None:
    code, out, err = cmtool("validate")
    assert (code, out) == (2, "")
    assert err == (
        f"error: no registry here: no community.yaml in {tmp_path} or above; go into one, or name it with --registry DIR\n"
    )


def test_options_of_every_command_work_before_and_after_it(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    root = str(registry_of())
    before = cmtool("--registry", root, "--today", "2026-11-20", "list", "members")
    after = cmtool("list", "members", "--registry", root, "--today", "2026-11-20")
    assert before == after
    assert before.code == 0


def test_environment_names_registry_and_day(
    cmtool: Run, registry_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMTOOL_REGISTRY", str(registry_of()))
    monkeypatch.setenv("CMTOOL_TODAY", "2026-11-20")
    assert cmtool("validate").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["list", "memers"],
            "error: no kind 'memers'; did you mean 'members'?; kinds: members, groups, meetings, skills, requests, needs, activities, spotlights\n",
        ),
        (
            ["list", "members", "--where", "statu=active"],
            "error: members have no field 'statu'; did you mean 'status'?\n",
        ),
        (
            ["list", "members", "--where", "status"],
            "error: 'status' is not a condition; expected field=value, as status=active\n",
        ),
        (
            ["list", "members", "--where", "gender=woman"],
            "error: 'gender' is never shown for single people; see the reports\n",
        ),
        (["show", "members/amina-dialo"], "error: no record 'members/amina-dialo'; did you mean 'amina-diallo'?\n"),
        (["find", "--skill", "openapy"], "error: no skill 'openapy'; did you mean 'openapi'?\n"),
        (["find", "--skill", "openapi:9"], "error: '9' is not a level; expected 1 to 5, as openapi:3\n"),
        (["explain", "GRP10"], "error: no rule 'GRP10'; did you mean 'GRP101'?; cmtool explain lists them\n"),
        (["due", "--within", "soon"], "error: 'soon' is not a length of time; expected days, as 14d\n"),
        (
            ["validate", "--today", "yesterday"],
            "error: 'yesterday' is not a day; expected 2026-03-01, 2026-03, 2026-Q1, 2026 or today\n",
        ),
    ],
)
def test_wrong_word_is_named_with_the_right_one(cmtool: Run, arguments: list[str], said: str) -> None:
    assert cmtool(*arguments, cwd=SAMPLE) == (2, "", said)


def test_unknown_command_is_wrong_usage(cmtool: Run) -> None:
    code, out, err = cmtool("validat")
    assert (code, out) == (2, "")
    assert "Did you mean 'validate'?" in err


def test_a_reader_of_csv_gets_the_rows(cmtool: Run) -> None:
    rows = list(csv.reader(io.StringIO(cmtool("list", "groups", "--format", "csv", cwd=SAMPLE).out)))
    assert rows[0] == ["id", "name", "kind", "status", "members", "leads"]
    assert len(rows) == 15


def test_json_has_references_and_no_private_field(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    root = registry_of(
        {"members/eve-holm.yaml": "name: Eve Holm\nstatus: active\nnotes: likes long calls\ngender: woman\n"}
    )
    listing = ["list", "members", "--format", "json", "--registry", str(root), "--today", "2026-11-20"]
    public = next(row for row in json.loads(cmtool(*listing).out) if row["id"] == "eve-holm")
    private = next(row for row in json.loads(cmtool(*listing, "--private").out) if row["id"] == "eve-holm")
    assert public == {"ref": "members/eve-holm", "id": "eve-holm", "name": "Eve Holm", "status": "active"}
    assert private == {**public, "notes": "likes long calls"}


def test_output_goes_whole_into_a_file_and_its_suffix_chooses_the_form(cmtool: Run, tmp_path: Path) -> None:
    target = tmp_path / "people.json"
    code, out, err = cmtool("list", "members", "-o", str(target), cwd=SAMPLE)
    assert (code, out, err) == (0, "", f"wrote {target}\n")
    assert len(json.loads(target.read_text("utf-8"))) == 43


@pytest.mark.parametrize("path", ["community.yaml", "members/ada-moreau.yaml", "groups/new.json", "skills/x.md"])
def test_a_product_never_takes_the_place_of_a_record(cmtool: Run, registry_of: Callable[..., Path], path: str) -> None:
    root = registry_of({"skills/.gitkeep": ""})
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    arguments = ["report", "overview", "--format", "json", "-o", path, "--today", "2026-11-20"]
    assert cmtool(*arguments, cwd=root) == (2, "", f"error: {path} is the place of a record: name another file\n")
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_closed_or_full_output_is_said_in_a_line(registry_of: Callable[..., Path]) -> None:
    command = [sys.executable, "-m", "cmtool", "validate", "--registry", str(registry_of()), "--today", "2026-11-20"]
    for redirection, said in (
        (">&-", "error: standard output is closed\n"),
        (">/dev/full", "error: cannot write to standard output: No space left on device\n"),
    ):
        done = subprocess.run(["sh", "-c", f'"$@" {redirection}', "sh", *command], capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    quiet = subprocess.run(["sh", "-c", '"$@" 2>&-', "sh", *command], capture_output=True, text=True)
    assert quiet.returncode == 0


@pytest.mark.parametrize("form", ["text", "concise", "json", "github"])
def test_errors_give_exit_code_1_in_every_form(cmtool: Run, registry_of: Callable[..., Path], form: str) -> None:
    root = registry_of({"members/eve-holm.yaml": "nam: Eve Holm\nstatus: active\n"})
    assert cmtool("validate", "--format", form, "--registry", str(root), "--today", "2026-11-20").code == 1


def test_given_paths_limit_what_is_reported_not_what_is_read(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    root = registry_of(
        {
            "members/eve-holm.yaml": "nam: Eve Holm\nstatus: active\n",
            "members/fay-aho.yaml": "name: Fay Aho\nstatus: activ\n",
        }
    )
    shared = ["validate", "--format", "concise", "--registry", str(root), "--today", "2026-11-20"]
    out = cmtool(*shared, str(root / "members" / "fay-aho.yaml"), cwd=root).out
    assert out == (
        "members/fay-aho.yaml:2:9 REF102 error 'activ' is not one of: onboarding, active, paused, alumni, removed; "
        "did you mean 'active'?\n"
    )


def test_warnings_fail_only_when_asked(cmtool: Run) -> None:
    assert cmtool("validate", cwd=SAMPLE).code == 0
    assert cmtool("validate", "--fail-on", "warning", cwd=SAMPLE).code == 1
