"""`cmtool draft`: what each draft takes, and a community that has the least."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA, SAMPLE, Outcome

Run = Callable[..., Outcome]
SMALLEST = ("--registry", str(DATA / "smallest"), "--today", "2026-11-20")
CUT = "--- cut here ---\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["newsleter"], "no draft 'newsleter'; did you mean 'newsletter'?; drafts: brief, consent, forward, "),
        (["reply"], "draft reply needs a SUBJECT, the id of a request: cmtool draft reply ID\n"),
        (["thanks"], "draft thanks needs a SUBJECT, the id of a member: cmtool draft thanks ID\n"),
        (["invitation"], "draft invitation needs a SUBJECT, the id of a meeting: cmtool draft invitation ID\n"),
        (["update", "amina-diallo"], "draft update is about the whole community and takes no SUBJECT\n"),
        (["thanks", "groups/payments"], "'groups/payments' is not in members/\n"),
        (["thanks", "amina-dialo"], "no record 'members/amina-dialo'; did you mean 'amina-diallo'?\n"),
        (["thanks", "amina-diallo", "--since", "90d"], "draft thanks takes no --since\n"),
        (["invitation", "x", "--since", "90d"], "draft invitation takes no --since\n"),
        (["update", "--since", "2026-12-01"], "--since 2026-12-01 lies ahead: today is 2026-11-20\n"),
        (["update", "--since", "soon"], "'soon' is not a day; expected "),
        (["update", "--for", "lead"], "draft update takes no --for\n"),
        (["update", "--folder", "x"], "--folder is for a spotlight: cmtool draft spotlight SUBJECT --folder DIR\n"),
        (["spotlight", "--folder", "x"], "--folder is for a spotlight: cmtool draft spotlight SUBJECT --folder DIR\n"),
        (["spotlight", "amina-diallo", "--folder", "x", "-o", "y"], "--folder writes several files: leave -o out\n"),
    ],
)
def test_what_does_not_fit_is_told(arguments: list[str], said: str, cmtool: Run) -> None:
    outcome = cmtool("draft", *arguments, cwd=SAMPLE)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error: {said}")


@pytest.mark.parametrize("name", ["update", "newsletter", "brief"])
def test_community_with_the_least_has_little_to_tell(name: str, cmtool: Run) -> None:
    outcome = cmtool("draft", name, *SMALLEST)
    assert (outcome.code, outcome.err) == (0, "")
    notes, _, text = outcome.out.partition(CUT)
    assert notes.startswith("DRAFT, not sent\nsince 2026-08-20, a quarter back")
    assert "community@meridian.example" in text


def test_update_of_nothing_is_a_bracket(cmtool: Run) -> None:
    outcome = cmtool("draft", "update", *SMALLEST)
    assert (
        outcome.out
        == """\
DRAFT, not sent
since 2026-08-20, a quarter back: no update is written down; another day with --since
the registry knows of nothing since then: there is nothing to send
once it is sent: cmtool note update --text ".."
--- cut here ---

Subject: What became of your work: Friday Garden since 20 August 2026

Dear friends of Friday Garden,

this is what became of what you gave since 20 August 2026.

[what became of it]

Did we forget something of yours? Tell us: community@meridian.example

Thank you for all of it,
Friday Garden
"""
    )


@pytest.mark.parametrize(
    ("name", "file", "text"),
    [
        ("reply", "requests/new", "{kind: join, received: 2026-11-19, source: chat, summary: Wants to dig}"),
        ("forward", "requests/new", "{kind: query, received: 2026-11-19, source: chat, summary: A, owner: ada-moreau}"),
        ("outreach", "needs/new", "{title: A, type: task, group: tomatoes, status: open, opened: 2026-11-19}"),
        ("consent", "spotlights/new", "{member: ada-moreau, planned: 2026-12-19, status: invited, channels: [chat]}"),
        ("onboarding", "members/new", "{name: New, status: onboarding}"),
        ("thanks", "members/new", "{name: New, status: onboarding}"),
    ],
)
def test_one_record_is_enough(name: str, file: str, text: str, cmtool: Run, registry_of: Callable[..., Path]) -> None:
    root = registry_of({f"{file}.yaml": f"{text}\n"})
    for ref in (file, "new", str(root / f"{file}.yaml")):
        outcome = cmtool("draft", name, ref, "--registry", str(root), "--today", "2026-11-20")
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.startswith("DRAFT, not sent\n")
        assert f"{CUT}\nSubject: " in outcome.out


def test_own_template_takes_the_place_of_ours(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    root = registry_of({"templates/drafts/update.txt.j2": "Dear {{ community }}, since {{ since }}\n"})
    outcome = cmtool("draft", "update", "--since", "2026-Q3", "--registry", str(root), "--today", "2026-11-20")
    assert outcome.out.endswith(f"{CUT}\nDear Friday Garden, since 2026-07-01\n")


def test_draft_goes_into_a_file(cmtool: Run, tmp_path: Path) -> None:
    target = tmp_path / "update.txt"
    said = cmtool("draft", "update", *SMALLEST, "-o", str(target), "--dry-run").err
    assert said == f"would write {target} ({len(cmtool('draft', 'update', *SMALLEST).out.encode())} bytes)\n"
    assert not target.exists()
    assert cmtool("draft", "update", *SMALLEST, "-o", str(target)).code == 0
    assert target.read_text().startswith("DRAFT, not sent\n")


def test_news_are_told_against_the_history(cmtool: Run, demo: Path) -> None:
    outcome = cmtool("draft", "newsletter", "--since", "2026-07-01", cwd=demo)
    assert (outcome.code, outcome.err) == (0, "")
    assert "no history" not in outcome.out
    assert "- User Experience Working Group:\n  - a new group\n" in outcome.out
