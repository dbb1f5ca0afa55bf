"""Five realistic changes of the sample community, as `diff` and `review` tell them; looked at, then kept."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.changes import CHANGES, apply
from tests.conftest import Outcome

GOLDEN = Path(__file__).parents[1] / "golden" / "changes"
Run = Callable[..., Outcome]
SOMEBODY = ("-c", "user.name=Somebody", "-c", "user.email=1+somebody@users.noreply.github.com")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *SOMEBODY, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def work(demo: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo, tmp_path / "work")
    git(tmp_path / "work", "checkout", "-q", "-b", "proposal")
    return tmp_path / "work"


def saved(work: Path, message: str = "change") -> str:
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", message)
    return git(work, "rev-parse", "HEAD")


@pytest.mark.parametrize("name", CHANGES)
def test_change_reads_as_a_person_would_write_it(
    name: str, work: Path, cmtool: Run, same_as: Callable[[str, Path], None]
) -> None:
    apply(CHANGES[name], work / "registry")
    unsaved = cmtool("diff", cwd=work)
    saved(work)
    branch = cmtool("diff", "main", "proposal", cwd=work)
    assert unsaved == branch
    assert (branch.code, branch.err) == (0, "")
    same_as(branch.out, GOLDEN / f"{name}.diff.txt")
    same_as(cmtool("diff", "main", "--format", "md", cwd=work).out, GOLDEN / f"{name}.diff.md")
    review = cmtool("review", "main", "proposal", cwd=work)
    assert (review.code, review.err) == (0, "")
    same_as(review.out, GOLDEN / f"{name}.review.md")


def test_nothing_unsaved_is_said_so(work: Path, cmtool: Run) -> None:
    assert cmtool("diff", cwd=work) == (0, "nothing has changed\n", "")


def test_diff_says_that_its_base_is_invalid(work: Path, cmtool: Run) -> None:
    registry = work / "registry"
    member = registry / "members" / "rosa-quispe.yaml"
    member.write_text(member.read_text("utf-8").replace("region: americas", "region: atlantis"), encoding="utf-8")
    saved(work)
    member.write_text(member.read_text("utf-8").replace("region: atlantis", "region: americas"), encoding="utf-8")
    assert cmtool("diff", cwd=work) == (
        0,
        "Rosa Quispe (members/rosa-quispe)\n"
        "  region: Americas (was Atlantis)\n"
        "\n"
        "no new findings, 1 fixed\n"
        "  fixed  registry/members/rosa-quispe.yaml:4:9 REF102 error 'atlantis' is not one of: africa, americas, "
        "arab-states, asia-pacific, cis, europe, unknown\n",
        "note: HEAD itself has 1 error\n",
    )


def test_json_of_diff_holds_events_and_findings(work: Path, cmtool: Run) -> None:
    apply(CHANGES["own-record"], work / "registry")
    told = json.loads(cmtool("diff", "--format", "json", cwd=work).out)
    assert list(told) == ["events", "findings"]
    assert told["events"][0] == {
        "when": None,
        "commit": None,
        "author": None,
        "committer": None,
        "signature": None,
        "record": "members/rosa-quispe",
        "field": "consents.listing",
        "action": "changed",
        "before": "2026-09-18",
        "after": "declined",
        "text": "withdrew the consent to be listed (given on 2026-09-18)",
    }
    assert [(f["code"], f["line"]) for f in told["findings"]["new"]] == [("PRV101", 46)]
    assert told["findings"]["fixed"] == []


def test_leak_that_came_and_went_on_the_branch_is_told_without_its_value(work: Path, cmtool: Run) -> None:
    member = work / "registry" / "members" / "rosa-quispe.yaml"
    clean = member.read_text("utf-8")
    member.write_text(f"{clean}gender: woman\nx-mail: rosa.quispe@mail.example\n", encoding="utf-8")
    leaking = saved(work)
    member.write_text(clean.replace("level: 2", "level: 3"), encoding="utf-8")
    saved(work)
    told = cmtool("review", "main", "proposal", cwd=work).out
    section = told.split("### What changes")[0]
    assert section == (
        "<!-- cmtool review -->\n\n### Privacy\n\n"
        f"- `registry/members/rosa-quispe.yaml` in commit `{leaking[:12]}` **PRV102** overlay-only field 'gender' in a "
        "public registry; a merge keeps it for ever: rewrite the branch without it, or squash\n"
        f"- `registry/members/rosa-quispe.yaml` in commit `{leaking[:12]}` **PRV101** mail address in a public "
        "registry; a merge keeps it for ever: rewrite the branch without it, or squash\n\n"
    )
    assert "mail.example" not in told
    assert "woman" not in told


def test_a_change_does_not_choose_who_approves_it(work: Path, cmtool: Run) -> None:
    apply(CHANGES["house-rules"], work / "registry")
    apply(CHANGES["newcomer"], work / "registry")
    saved(work)
    told = cmtool("review", "main", "proposal", cwd=work).out
    assert told.split("### Who approves")[1].split("<sub>")[0].strip().splitlines() == [
        "needs:",
        "- `liis-tamm` (managers)",
        "- one of `yusuf-haddad`, `salma-benali` (in charge of registration)",
        "- `liis-tamm` (managers: a new record)",
    ]


def test_review_fits_a_comment_and_keeps_privacy_and_approvals(work: Path, cmtool: Run) -> None:
    registry = work / "registry"
    for number in range(1500):
        text = f"name: Person {number} @team #12 {'x' * 150}\nstatus: active\njoined: 2026-01-01\nregion: africa\n"
        (registry / "members" / f"person-{number}.yaml").write_text(text, encoding="utf-8")
    (registry / "members" / "leaking.yaml").write_text("name: Q\nstatus: active\nx-mail: q@mail.example\n")
    saved(work)
    told = cmtool("review", "main", "proposal", cwd=work).out
    assert 50_000 < len(told) < 60_000
    assert told.startswith("<!-- cmtool review -->\n\n### Privacy\n\n- `registry/members/leaking.yaml:3:9` **PRV101**")
    assert told.endswith("<sub>cmtool review main proposal</sub>\n")
    assert "### Who approves\n\nneeds:\n- `liis-tamm` (managers: a new record)\n" in told
    assert " @team" not in told
    assert "q@mail.example" not in told


def test_only_new_findings_of_a_branch_are_validated(work: Path, cmtool: Run) -> None:
    apply(CHANGES["own-record"], work / "registry")
    outcome = cmtool("validate", "--since", "main", "--format", "concise", cwd=work)
    assert outcome == (
        1,
        "registry/members/rosa-quispe.yaml:46:3 PRV101 error mail address in a public registry\n",
        "",
    )
    saved(work)
    assert cmtool("validate", "--since", "proposal", "--format", "concise", cwd=work) == (0, "", "")
