"""The minutes of a meeting as a text to read, and as the form to fill in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool.drafts import minutes, names
from cmtool.drafts.minutes.roster import Standing, roster, standing
from cmtool.errors import CmtoolError
from cmtool.model.decisions import Decision, decision
from cmtool.model.registry import Registry
from cmtool.render.plain import require_plain
from tests.conftest import SAMPLE, Outcome
from tests.edits.verbs import sample, small
from tests.exchange.minutes import COMMUNITY, FILES, ID, MEETING, PRESS, form

GOLDEN = Path(__file__).parents[1] / "golden" / "minutes"
Run = Callable[..., Outcome]


@pytest.mark.parametrize("meeting", ["2026-09-10-communitymeet", "2026-11-03-payments", "2026-11-26-communitymeet"])
@pytest.mark.parametrize("form", ["md", "json"])
def test_minutes_are_as_accepted(meeting: str, form: str, cmtool: Run, same_as: Callable[[str, Path], None]) -> None:
    outcome = cmtool("minutes", meeting, "--format", form, cwd=SAMPLE)
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"{meeting}.{form}")


def test_the_form_of_a_held_meeting_shows_what_is_known(cmtool: Run, same_as: Callable[[str, Path], None]) -> None:
    outcome = cmtool("minutes", "2026-09-10-communitymeet", "--form", cwd=SAMPLE)
    same_as(outcome.out, GOLDEN / "2026-09-10-communitymeet.form.md")


def test_minutes_are_a_page_and_a_file_as_well(cmtool: Run, tmp_path: Path) -> None:
    page = cmtool("minutes", "2026-09-10-communitymeet", "--format", "html", cwd=SAMPLE).out
    assert page.startswith("<!doctype html>") and "<h1>Minutes: CommunityMeet, 10 September 2026</h1>" in page
    to = str(tmp_path / "minutes.html")
    assert cmtool("minutes", "2026-09-10-communitymeet", "-o", to, cwd=SAMPLE).err == f"wrote {to}\n"
    assert Path(to).read_text("utf-8") == page
    asked = cmtool("minutes", "2026-09-10-communitymeet", "-o", to, "--dry-run", cwd=SAMPLE).err
    assert asked == f"would write {to} ({len(page.encode())} bytes)\n"


def test_with_the_form_it_is_told_what_comes_next(cmtool: Run) -> None:
    told = cmtool("minutes", "2026-11-26-communitymeet", "-o", "m.md", "--registry", str(SAMPLE)).err
    assert told == ("wrote m.md\nnext: fill it in, then cmtool meeting close 2026-11-26-communitymeet --minutes m.md\n")


def test_as_of_a_day_before_it_was_held_it_is_a_form(cmtool: Run, demo: Path) -> None:
    text = cmtool("minutes", "2026-11-26-communitymeet", "--as-of", "2026-11-20", cwd=demo).out
    assert "## How to fill this in" in text


def test_minutes_are_no_draft_of_their_own_command() -> None:
    assert "minutes" not in names()


@pytest.mark.parametrize("id", sorted(id for id, m in sample().all_meetings.items() if m.status != "cancelled"))
def test_templates_get_plain_data_of_every_meeting(id: str) -> None:
    require_plain(minutes.context(sample(), id))
    require_plain(minutes.form(sample(), id))


# -- who could decide


def with_(meeting: str, **more: str) -> Registry:
    """The small community with another meeting, and other records."""
    return small(FILES | {f"meetings/{ID}": meeting} | {ref.replace("__", "/"): text for ref, text in more.items()})


def test_the_roster_is_that_of_the_day() -> None:
    files = {
        "members__left": "{name: Left, status: alumni, joined: 2025-01-01, left: 2026-11-26}",
        "members__long-gone": "{name: Long Gone, status: alumni, joined: 2025-01-01, left: 2026-11-25}",
        "members__unknown": "{name: Unknown, status: alumni, joined: unknown, left: unknown}",
        "members__paused": "{name: Paused, status: paused, joined: unknown}",
    }
    registry = with_(MEETING, **files)
    ids = {member.id for member in roster(registry, registry.all_meetings[ID])}
    assert {"left", "paused", "amina-diallo"} <= ids
    assert ids.isdisjoint({"long-gone", "unknown", "late-comer", "gone"})


def test_in_a_group_its_members_of_the_day_decide() -> None:
    group = (
        "{name: Identity, kind: team, status: active, purpose: Know, members: ["
        "{member: jonas-berg, role: lead, since: 2026-01-01}, "
        "{member: liis-tamm, role: contributor, since: 2026-01-01, until: 2026-11-25}, "
        "{member: rosa-quispe, role: contributor, since: 2026-11-27}, "
        "{member: sara-lind, role: contributor, since: 2026-11-26, until: 2026-11-26}]}"
    )
    held = (
        MEETING.replace("status: planned", "status: held\ngroups: [identity]") + "attended: [jonas-berg, liis-tamm]\n"
    )
    registry = with_(held, groups__identity=group)
    meeting = registry.all_meetings[ID]
    assert [member.id for member in roster(registry, meeting)] == ["jonas-berg", "sara-lind"]
    assert standing(registry, meeting) == Standing(2, 1, 4)
    assert standing(registry, meeting).is_reached is False
    text = PRESS.render("minutes/meeting.md.j2", minutes.context(registry, ID))
    assert "1 of 2 who could decide; quorum 4 **not reached**." in text


def test_without_names_nobody_can_tell_whether_a_quorum_was_reached() -> None:
    registry = with_(MEETING.replace("planned", "held") + "attended: 30\nguests: 1\n")
    assert standing(registry, registry.all_meetings[ID]) == Standing(8, None, 4)
    text = PRESS.render("minutes/meeting.md.j2", minutes.context(registry, ID))
    assert "30 members and 1 guest; names are not kept.\n" in text
    assert "8 could decide that day, the quorum is 4; without names nobody can tell whether it was reached." in text


def test_a_long_roster_is_not_listed_but_who_has_a_part_is() -> None:
    many = {f"members__person-{n}": f"{{name: Person {n}, status: active, joined: 2026-01-01}}" for n in range(150)}
    text = form(with_(MEETING, **many))
    assert text.count("- [ ] ") == len(["amina-diallo", "jonas-berg", "liis-tamm", "identity", "payments"])
    assert "Add members who are not listed (155 more could come), as `- [x] Name`" in text


# -- decisions


@pytest.mark.parametrize(
    ("summary", "votes"),
    [
        ("Decided", (None, None, "")),
        ("Decided: 12 for, 1 against", (12, 1, "")),
        ("Decided: 12 for, 0 against\nAfter a long talk", (12, 0, "After a long talk")),
    ],
)
def test_decisions_are_kept_in_words_of_the_agenda(summary: str, votes: tuple[int | None, int | None, str]) -> None:
    found = decision("Stay", "decision", summary)
    assert found == Decision("Stay", *votes)
    assert found.summary == summary


def test_other_words_are_no_decision() -> None:
    for summary in (None, "", "Decided later", "Decided: 12 for", "Not decided"):
        assert decision("Stay", "decision", summary) is None
    assert decision("Stay", "discussion", "Decided") is None


def test_a_cancelled_meeting_and_one_that_cannot_be_read_have_no_minutes() -> None:
    registry = with_(MEETING.replace("planned", "cancelled"))
    with pytest.raises(CmtoolError, match=r"^'meetings/2026-11-26-meet' is cancelled and has no minutes$"):
        minutes.context(registry, ID)
    with pytest.raises(CmtoolError, match="cannot be read: see cmtool validate"):
        minutes.context(registry, "2026-11-27-meet")


def test_a_name_in_markdown_stays_a_name() -> None:
    registry = small(
        FILES | {"community": COMMUNITY, "members/liis-tamm": '{name: "[x](http://a) | *Liis*", status: active}'}
    )
    assert r"\[x\](http\://a) \| \*Liis\* (liis-tamm)" in form(registry)
