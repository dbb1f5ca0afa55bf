"""`history` and `--as-of` on the past of the sample community."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Outcome

GOLDEN = Path(__file__).parents[1] / "golden" / "history"
Run = Callable[..., Outcome]

QUESTIONS = {
    "group": ["history", "groups/gis"],
    "group-members": ["history", "payments", "--field", "members", "--since", "2026-01"],
    "group-renamed": ["history", "groups/digital-registries", "--since", "2025-Q3"],
    "member": ["history", "members/rosa-quispe"],
    "member-markdown": ["history", "members/rosa-quispe", "--format", "md"],
    "erased": ["history", "members/leona-farkas"],
    "community": ["history", "community"],
    "everything-lately": ["history", "--since", "2026-11"],
    "diff-of-a-quarter": ["diff", "HEAD~1"],
    "list-then": ["list", "members", "--as-of", "2025-06-30"],
    "show-then": ["show", "groups/payments", "--as-of", "2025-Q2"],
    "show-by-an-old-id": ["show", "groups/registries", "--as-of", "2025-03-31"],
    "find-then": ["find", "--region", "africa", "--as-of", "2025-Q1"],
    "due-then": ["due", "--as-of", "2026-06-30"],
    "report-then": ["report", "overview", "--as-of", "2025-12-31"],
    "agenda-then": ["agenda", "2026-02-12-communitymeet", "--as-of", "2025-12-31"],
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_past_is_told(name: str, cmtool: Run, demo: Path, same_as: Callable[[str, Path], None]) -> None:
    outcome = cmtool(*QUESTIONS[name], cwd=demo)
    assert outcome.code == 0
    same_as(f"$ cmtool {' '.join(QUESTIONS[name])}\n{outcome.out}{outcome.err}", GOLDEN / f"{name}.txt")


def test_json_of_history_has_the_documented_keys(cmtool: Run, demo: Path) -> None:
    told = json.loads(cmtool("history", "payments", "--field", "members.role", "--format", "json", cwd=demo).out)
    assert told[1] == {
        "when": "2025-06-30T12:00:00+03:00",
        "commit": subprocess.run(
            ["git", "rev-parse", "HEAD~6"], cwd=demo, capture_output=True, text=True
        ).stdout.strip(),
        "author": "Liis Tamm <9990000101+liistamm-community@users.noreply.github.com>",
        "committer": "Liis Tamm <9990000101+liistamm-community@users.noreply.github.com>",
        "signature": None,
        "record": "groups/payments",
        "field": "members[amina-diallo].role",
        "action": "changed",
        "before": "contributor",
        "after": "triage-lead",
        "text": "Amina Diallo became Triage Lead (was Contributor)",
    }


def test_csv_of_history_has_a_line_for_each_sentence(cmtool: Run, demo: Path) -> None:
    told = list(csv.reader(io.StringIO(cmtool("history", "groups/gis", "--format", "csv", cwd=demo).out)))
    assert told[0] == ["date", "commit", "author", "record", "what"]
    assert told[1][3:] == ["groups/gis", "new group: working group, forming since 2024-11-18, with Piotr Zielak (Lead)"]


def test_past_pages_name_by_the_consents_of_today(cmtool: Run, demo: Path, tmp_path: Path) -> None:
    """Liis, listed then, withdraws today: no page of the past names her any more (safety.md V4)."""
    shutil.copytree(demo, tmp_path / "work")
    page = ["report", "overview", "--as-of", "2025-12-31", "--format", "json"]
    assert "Liis Tamm" in cmtool(*page, cwd=tmp_path / "work").out
    member = tmp_path / "work" / "registry" / "members" / "liis-tamm.yaml"
    text = member.read_text("utf-8")
    start = text.index("  listing: ")
    member.write_text(text[:start] + "  listing: declined" + text[text.index("\n", start) :], encoding="utf-8")
    assert "Liis Tamm" not in cmtool(*page, cwd=tmp_path / "work").out


def test_nobody_who_was_erased_is_named_by_any_output(cmtool: Run, demo: Path) -> None:
    commands = [
        ["history", "--format", "json"],
        ["history", "groups/gis", "--format", "json", "--private"],
        ["list", "members", "--as-of", "2025-06-30", "--format", "json", "--private"],
        ["show", "groups/gis", "--as-of", "2025-06-30", "--format", "json"],
        ["report", "overview", "--as-of", "2025-06-30", "--private"],
        ["diff", "HEAD~6", "--format", "json"],
        ["audit", "--format", "json"],
    ]
    told = [cmtool(*command, cwd=demo) for command in commands]
    assert [outcome.code for outcome in told] == [0] * len(commands)
    words = ("leona", "farkas")
    assert [word for outcome in told for word in words if word in (outcome.out + outcome.err).casefold()] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["history", "groups/payment"], "no record 'groups/payment', now or in the past; did you mean 'payments'?"),
        (
            ["history", "grps/payments"],
            "no kind 'grps'; kinds: members, groups, meetings, skills, requests, needs, activities, spotlights",
        ),
        (["list", "groups", "--as-of", "2024-01-01"], "no data on 2024-01-01: the first commit is of 2024-12-31"),
        (
            ["list", "groups", "--as-of", "soon"],
            "'soon' is not a day; expected 2026-03-01, 2026-03, 2026-Q1, 2026 or today",
        ),
        (["diff", "no-such-branch"], "no commit 'no-such-branch': name a branch, a tag or a hash"),
        (["validate", "--since", "--output=x"], "no commit '--output=x': name a branch, a tag or a hash"),
    ],
)
def test_wrong_question_is_answered_with_the_remedy(arguments: list[str], said: str, cmtool: Run, demo: Path) -> None:
    assert cmtool(*arguments, cwd=demo) == (2, "", f"error: {said}\n")


def test_without_a_repository_history_says_so_and_validate_works(cmtool: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    outcome = cmtool("history", "payments", cwd=tmp_path)
    assert outcome == (
        2,
        "",
        f"error: {tmp_path / 'registry'} is in no git repository: history needs git (git init, git add, git commit)\n",
    )
    assert cmtool("validate", cwd=tmp_path).code == 0
    assert cmtool("report", "overview", cwd=tmp_path).err == ""


def test_status_says_what_is_not_saved(cmtool: Run, demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "work")
    assert cmtool(cwd=tmp_path / "work").out.splitlines()[4] == "not saved     nothing"
    member = tmp_path / "work" / "registry" / "members" / "liis-tamm.yaml"
    member.write_text(member.read_text("utf-8") + "# a note\n", encoding="utf-8")
    assert cmtool(cwd=tmp_path / "work").out.splitlines()[4] == "not saved     1 record: cmtool diff"
