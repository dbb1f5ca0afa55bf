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


@pytest.mark.parametrize(
    "path", ["notes.txt", "members/anna.yml", "spotlights/anna.yaml", "members/kate@mail.example.yaml"]
)
def test_leak_on_the_way_is_told_of_any_file_of_the_registry(path: str, work: Path, cmtool: Run) -> None:
    file = work / "registry" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text("name: Anna\nmail: anna@mail.example\n", encoding="utf-8")
    leaking = saved(work)
    file.unlink()
    saved(work)
    told = cmtool("review", "main", "proposal", cwd=work).out
    gone = {"spotlights/anna.yaml": "spotlights/(gone)"}
    shown = "(a path with an address in it)" if "@" in path else gone.get(path, f"registry/{path}")
    assert told.split("### What changes")[0].splitlines()[4:] == [
        f"- `{shown}` in commit `{leaking[:12]}` **PRV101** mail address in a public registry; "
        "a merge keeps it for ever: rewrite the branch without it, or squash",
        "",
    ]


def test_who_is_gone_after_the_change_is_not_asked_and_not_named(work: Path, cmtool: Run) -> None:
    (work / "registry" / "members" / "hana-mori.yaml").write_text("status: removed\n", encoding="utf-8")
    ux = work / "registry" / "groups" / "ux.yaml"
    ux.write_text(ux.read_text("utf-8").replace("status: forming", "status: active"), encoding="utf-8")
    saved(work)
    told = cmtool("review", "main", "proposal", cwd=work).out
    assert "Hana" not in told
    assert told.split("### Who approves")[1].split("<sub>")[0].strip().splitlines() == [
        "needs:",
        "- `liis-tamm` (managers: who had it is gone)",
    ]


def test_broken_community_of_the_base_gives_no_change_the_choice_of_its_judges(work: Path, cmtool: Run) -> None:
    community = work / "registry" / "community.yaml"
    whole = community.read_text("utf-8")
    git(work, "checkout", "-q", "main")
    community.write_text(whole.replace("schema: 1", "schema: [1"), encoding="utf-8")
    saved(work)
    git(work, "checkout", "-q", "-B", "proposal")
    community.write_text(whole.replace("    by: leads\n", "    by: mei-lin-tan\n"), encoding="utf-8")
    group = work / "registry" / "groups" / "ux.yaml"
    group.write_text(group.read_text("utf-8") + "# changed\n", encoding="utf-8")
    saved(work)
    outcome = cmtool("review", "main", "proposal", "--today", "2026-11-20", cwd=work)
    told = outcome.out
    assert outcome.err == ""
    assert told.split("### Who approves")[1].split("<sub>")[0].strip().splitlines() == [
        "needs:",
        "- nobody can be asked: community.yaml of the base cannot be read; ask a manager",
    ]
    assert told.split("### What changes")[0].splitlines()[4] == (
        "- community.yaml cannot be read before this change: no rule of it holds"
    )


def test_a_change_does_not_choose_the_day_on_which_it_is_judged(work: Path, cmtool: Run) -> None:
    community = work / "registry" / "community.yaml"
    community.write_text(
        community.read_text("utf-8").replace("today: 2026-11-20", "today: 2020-01-01"), encoding="utf-8"
    )
    payments = work / "registry" / "groups" / "payments.yaml"
    payments.write_text(payments.read_text("utf-8").replace("purpose: Specify", "purpose: Describe"), encoding="utf-8")
    saved(work)
    told = cmtool("review", "main", "proposal", cwd=work).out
    assert told.split("### Who approves")[1].split("<sub>")[0].strip().splitlines() == [
        "needs:",
        "- `liis-tamm` (managers)",
        "- `amina-diallo` (in charge of payments)",
    ]


def test_overlay_in_the_work_tree_is_told_of_a_branch(work: Path, cmtool: Run) -> None:
    community = work / "registry" / "community.yaml"
    text = community.read_text("utf-8").replace("overlay: ../../meridian-private", "overlay: ../private")
    community.write_text(text, encoding="utf-8")
    saved(work)
    told = cmtool("review", "main", "proposal", cwd=work).out
    assert "**PRV104** error: overlay lies in the git work tree of a public registry" in told


def test_rename_is_one_sentence(work: Path, cmtool: Run) -> None:
    registry = work / "registry"
    for file in registry.rglob("*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("amina-diallo\n", "amina-fall\n"), encoding="utf-8")
    member = registry / "members" / "amina-fall.yaml"
    (registry / "members" / "amina-diallo.yaml").rename(member)
    member.write_text(member.read_text("utf-8") + "formerly:\n  - amina-diallo\n", encoding="utf-8")
    said = "Amina Diallo (members/amina-fall)\n  renamed from amina-diallo to amina-fall\n"
    assert cmtool("diff", cwd=work) == (0, said, "")
    saved(work)
    assert cmtool("diff", "main", "proposal", cwd=work) == (0, said, "")


def test_the_name_of_a_branch_and_the_message_of_a_commit_stay_text(work: Path, cmtool: Run) -> None:
    (work / "registry" / "notes.txt").write_text("Hello\n", encoding="utf-8")
    saved(work, "ask @team about #12\n\n<script>alert(1)</script>")
    git(work, "branch", "fix/`@team`<b>#12")
    told = cmtool("review", "main", "fix/`@team`<b>#12", cwd=work).out
    assert told == (
        "<!-- cmtool review -->\n\n"
        "### What changes\n\nNothing in the records.\n\n"
        "### Who approves\n\nneeds:\n- `liis-tamm` (managers)\n\n"
        "<sub>cmtool review main fix/\\`@&#8203;team\\`&lt;b&gt;#&#8203;12</sub>\n"
    )
