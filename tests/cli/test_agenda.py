"""`cmtool agenda`: forms for the places where people work on it, and what it says when there is no such meeting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Outcome

GOLDEN = Path(__file__).parents[1] / "golden" / "agendas"
NEXT = "2027-02-11-communitymeet"


@pytest.mark.parametrize(("target", "suffix"), [("gdocs", "gdocs.html"), ("hackmd", "hackmd.md"), ("plain", "txt")])
def test_agenda_for_a_place_is_as_accepted(
    target: str, suffix: str, cmtool: Callable[..., Outcome], same_as: Callable[[str, Path], None]
) -> None:
    outcome = cmtool("agenda", NEXT, "--for", target, cwd=SAMPLE)
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"{NEXT}.{suffix}")


def test_target_is_written_to_a_file_of_its_form(tmp_path: Path, cmtool: Callable[..., Outcome]) -> None:
    file = tmp_path / "agenda.txt"
    written = cmtool("agenda", NEXT, "--for", "plain", "-o", str(file), cwd=SAMPLE)
    assert (written.code, written.err) == (0, f"wrote {file}\n")
    assert max(map(len, file.read_text("utf-8").splitlines())) <= 72


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--for", "plain", "--format", "md"], "--for plain has one form: leave --format out"),
        (["--for", "gdocs", "-o", "a.md"], "--for gdocs writes a file that ends with .html, not 'a.md'"),
        (["--for", "hackmd", "-o", "a"], "--for hackmd writes a file that ends with .md, not 'a'"),
    ],
)
def test_target_has_one_form(arguments: list[str], said: str, cmtool: Callable[..., Outcome]) -> None:
    assert cmtool("agenda", NEXT, *arguments, cwd=SAMPLE) == (2, "", f"error: {said}\n")


CALL = "payments/fortnightly-call"


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (CALL, f"'{CALL}' is not written down yet; cmtool meeting next {CALL} plans the next meeting"),
        (f"{CALL}/2026-12-01", f"'{CALL}/2026-12-01' is not written down yet; cmtool meeting next {CALL} plans"),
        ("2026-12-01-payments", f"'2026-12-01-payments' is not written down yet; cmtool meeting next {CALL} plans"),
        ("2026-12-02-payments", "no record 'meetings/2026-12-02-payments'"),
        ("communitymeet", "'communitymeet' is a series; its next meeting is 2026-11-26-communitymeet"),
        ("onboarding", "'onboarding' is not written down yet; cmtool meeting next onboarding plans the next meeting"),
        ("nowhere/call", "no kind 'nowhere'"),
    ],
)
def test_meeting_that_is_only_computed_is_told_with_the_remedy(
    meeting: str, said: str, cmtool: Callable[..., Outcome]
) -> None:
    outcome = cmtool("agenda", meeting, cwd=SAMPLE)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error: {said}")


def test_a_tiny_registry_without_git_series_or_regions_has_agendas(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    root = registry_of(
        {"meetings/2026-12-04-chat.yaml": "series: event\nstatus: planned\ndate: 2026-12-04\nmode: online\n"}
    )
    arguments = ("agenda", "2026-12-04-chat", "--registry", str(root), "--today", "2026-11-20")
    told = {target: cmtool(*arguments, "--for", target) for target in ("gdocs", "hackmd", "plain")}
    assert [(outcome.code, outcome.err) for outcome in told.values()] == [(0, "")] * 3
    assert told["plain"].out == (
        "Meeting, 4 December 2026\n"
        "\n"
        "When: Friday 4 December 2026, hour still open\n"
        "Where: online\n"
        "Join: address still open\n"
        "Facilitator: still open\n"
        "Notes: still open\n"
        "\n"
        "\n"
        "AGENDA\n"
        "\n"
        "\n"
        "0 minutes; how long the meeting is, nobody has written down.\n"
        "\n"
        "\n"
        "WHO IS ASKED\n"
        "\n"
        "- Tomatoes: [ ] Bo Lindqvist, [ ] Cem Aydın\n"
        "- In none of these groups: [ ] Ada Moreau, [ ] Dunja Horvat\n"
    )
