"""Scenes: a manager plans the next meetings of the sample community."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_verbs import told, typed
from tests.git import git

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
MEET = """series: communitymeet
status: planned
date: 2027-05-13
start: "13:00"
minutes: 90
mode: online
purposes:
  - community
"""


def test_the_best_candidate_becomes_a_planned_meeting(cmtool: Run, own_demo: Path) -> None:
    code, out, err = cmtool("meeting", "next", "communitymeet", "--count", "2", cwd=own_demo)
    assert code == 0
    candidates, _, rest = told(out).partition("\n\nCommunityMeet 2027-05-13")
    assert candidates == (
        "CommunityMeet: every 92 days; the last one is on 2027-02-11, so the next is due 2027-05-14\n"
        "\n"
        "1  Thu 2027-05-13, 13:00 Europe/Tallinn, 90 minutes, online\n"
        "   + 1 day before it is due\n"
        "   + a Thursday, as usual\n"
        "   + night nowhere, by the middle clock of each region\n"
        "   + day for Americas, which has night at the meeting of 2027-02-11\n"
        "   + clashes with no other meeting\n"
        "   + an hour used lately\n"
        "   local: Africa 12:00, Americas 06:00, Arab States 10:00, Asia Pacific 18:00, CIS 15:00, Europe 12:00\n"
        "\n"
        "2  Thu 2027-05-20, 13:00 Europe/Tallinn, 90 minutes, online\n"
        "   + 6 days after it is due\n"
        "   + a Thursday, as usual\n"
        "   + night nowhere, by the middle clock of each region\n"
        "   + day for Americas, which has night at the meeting of 2027-02-11\n"
        "   + clashes with no other meeting\n"
        "   + an hour used lately\n"
        "   local: Africa 12:00, Americas 06:00, Arab States 10:00, Asia Pacific 18:00, CIS 15:00, Europe 12:00"
    )
    assert rest.endswith("saved ####### on main: meetings/2027-05-13-communitymeet: planned\n")
    assert err.endswith("then: cmtool agenda 2027-05-13-communitymeet\n")
    assert (own_demo / "registry/meetings/2027-05-13-communitymeet.yaml").read_text() == MEET
    assert "Cmtool-Change: plan\n" in git(own_demo, "log", "-1", "--format=%B")
    assert cmtool("agenda", "2027-05-13-communitymeet", cwd=own_demo).code == 0


def test_on_a_terminal_she_chooses(own_demo: Path) -> None:
    out = told(typed(own_demo, ["meeting", "next", "core-team"], ["4", "2"]))
    assert "Which one, 1 to 3 (0: none) [1]: " in out
    assert "one of: 0, 1, 2, 3" in out
    assert "saved ####### on main: meetings/2026-12-08-core-team: planned" in out
    assert "next: cmtool agenda 2026-12-08-core-team" in out.replace("then:", "next:")
    out = told(typed(own_demo, ["meeting", "next", "core-team"], ["0"]))
    assert out.endswith("nothing was planned\n")
    assert git(own_demo, "status", "--porcelain") == ""


def test_what_the_last_meetings_say_is_kept(cmtool: Run, own_demo: Path) -> None:
    """The core team met at 22:00 of Kuala Lumpur; nobody has two nights in a row. Who leads through it changes."""
    assert cmtool("meeting", "next", "core-team", cwd=own_demo).code == 0
    assert (own_demo / "registry/meetings/2026-12-15-core-team.yaml").read_text() == (
        'series: core-team\nstatus: planned\ndate: 2026-12-15\nstart: "15:30"\nminutes: 60\nmode: online\n'
        "groups:\n  - core-team\npurposes:\n  - planning\nformat: structured\n"
    )
    assert cmtool("meeting", "next", "onboarding", "--choose", "2", cwd=own_demo).code == 0
    assert (own_demo / "registry/meetings/2026-12-09-onboarding.yaml").read_text() == (
        'series: onboarding\nstatus: planned\ndate: 2026-12-09\nstart: "12:00"\nminutes: 60\nmode: online\n'
        "purposes:\n  - onboarding\nformat: social\n"
    )


def test_of_a_series_of_a_group_its_facts_stay_there(cmtool: Run, own_demo: Path) -> None:
    code, out, err = cmtool("meeting", "next", "payments/fortnightly-call", cwd=own_demo)
    assert (code, err.splitlines()[-1]) == (0, "then: cmtool agenda 2026-12-01-payments")
    assert "1  Tue 2026-12-01, 14:00 Europe/Tallinn, 60 minutes, online\n   + a date of the series\n" in out
    path = own_demo / "registry/meetings/2026-12-01-payments.yaml"
    assert path.read_text() == "series: payments/fortnightly-call\nstatus: planned\ndate: 2026-12-01\nmode: online\n"
    words = ("--date", "2026-12-29", "--time", "18:00", "--tz", "Africa/Nairobi")
    assert cmtool("meeting", "next", "payments/fortnightly-call", *words, cwd=own_demo).code == 0
    assert (own_demo / "registry/meetings/2026-12-29-payments.yaml").read_text() == (
        'series: payments/fortnightly-call\nstatus: planned\ndate: 2026-12-29\nstart: "18:00"\ntz: Africa/Nairobi\n'
        "mode: online\n"
    )


def test_a_meeting_in_person_needs_an_event(cmtool: Run, own_demo: Path) -> None:
    for _ in range(2):
        assert cmtool("meeting", "next", "communitymeet", cwd=own_demo).code == 0
    tip = git(own_demo, "rev-parse", "HEAD")
    code, out, err = cmtool("meeting", "next", "communitymeet", cwd=own_demo)
    assert code == 2
    assert out.startswith(
        "CommunityMeet: every 92 days; the last one is on 2027-08-12, so the next is due 2027-11-12\n"
        "in person: due 2027-11-26 (the last one: 2026-11-26), within a larger event (--event)\n"
        "regions longest without one: Asia Pacific (never), Europe (never), Americas (never)\n"
        "\n"
        "1  Thu 2027-11-11, "
    )
    assert err == (
        "error: nothing was planned: a meeting in person needs --event NAME, the larger event around it and "
        "--tz ZONE, the time zone of its place (and best --place, --region, --date); or meet --mode online\n"
    )
    assert git(own_demo, "rev-parse", "HEAD") == tip
    online = cmtool("meeting", "next", "communitymeet", "--mode", "online", "--dry-run", cwd=own_demo)
    assert (online.code, "+mode: online" in online.out) == (0, True)
    event = ("--event", "Registers 2027", "--event-url", "https://registers.example/2027", "--place", "Casa 1, Lima")
    there = ("--region", "americas", "--tz", "America/Lima", "--date", "2027-11-18", "--time", "09:00")
    code, _, _ = cmtool("meeting", "next", "communitymeet", *event, *there, cwd=own_demo)
    assert code == 0
    assert (own_demo / "registry/meetings/2027-11-18-communitymeet.yaml").read_text() == (
        'series: communitymeet\nstatus: planned\ndate: 2027-11-18\nstart: "09:00"\ntz: America/Lima\nminutes: 180\n'
        "mode: in-person\nevent:\n  name: Registers 2027\n  url: https://registers.example/2027\n"
        "place: Casa 1, Lima\nregion: americas\npurposes:\n  - community\n  - exchange\n  - renewal\nformat: open\n"
    )


def test_what_due_says_of_a_meeting_in_person_shows_the_candidates(cmtool: Run, demo: Path) -> None:
    code, out, _ = cmtool("meeting", "next", "communitymeet", "--mode", "in-person", "--count", "1", cwd=demo)
    assert (code, out.splitlines()[1:]) == (
        2,
        [
            "in person: due 2027-11-26 (the last one: 2026-11-26), within a larger event (--event)",
            "regions longest without one: Asia Pacific (never), Europe (never), Americas (never)",
            "",
            "1  Thu 2027-05-13, 12:00 Europe/Tallinn, 180 minutes, in person",
            "   + 1 day before it is due",
            "   + a Thursday, as usual",
            "   + clashes with no other meeting",
            "   - the hour is by the clock of its place, which --tz names",
        ],
    )


def test_a_year_of_meetings_has_no_night_twice_and_no_clash(cmtool: Run, own_demo: Path) -> None:
    """Five in a row, planned without a look: what the rules say of them is nothing."""
    for _ in range(5):
        code, out, _ = cmtool("meeting", "next", "communitymeet", "--mode", "online", cwd=own_demo)
        assert code == 0
        assert not any(code in out for code in ("MTG201", "MTG203", "MTG205"))
    found = json.loads(
        cmtool("list", "meetings", "--where", "series=communitymeet", "--format", "json", cwd=own_demo).out
    )
    assert [row["id"][:10] for row in found][-5:] == [
        "2027-05-13", "2027-08-12", "2027-11-11", "2028-02-10", "2028-05-11",
    ]  # fmt: skip


@pytest.mark.parametrize("how", [("--list",), ("--format", "json"), ("--dry-run",)])
def test_looking_writes_nothing(cmtool: Run, own_demo: Path, how: tuple[str, ...]) -> None:
    assert cmtool("meeting", "next", "communitymeet", *how, cwd=own_demo).code == 0
    assert git(own_demo, "status", "--porcelain") == ""
    assert git(own_demo, "log", "-1", "--format=%s") != "meetings/2027-05-13-communitymeet: planned"


def test_candidates_for_a_program(cmtool: Run, demo: Path) -> None:
    words = ("--format", "json", "--date", "2027-02-18", "--time", "03:00")
    found = json.loads(cmtool("meeting", "next", "communitymeet", *words, cwd=demo).out)
    (candidate,) = found.pop("candidates")
    assert found == {
        "series": "communitymeet",
        "name": "CommunityMeet",
        "basis": "every 92 days; the last one is on 2027-02-11, so the next is due 2027-05-14",
        "mode": "online",
        "in_person_due": "2027-11-26",
    }
    local = candidate.pop("local_hours")
    assert candidate == {
        "date": "2027-02-18",
        "start": "03:00",
        "tz": "Europe/Tallinn",
        "minutes": 90,
        "for": [
            "a Thursday, as usual",
            "day for Americas, which has night at the meeting of 2027-02-11",
            "clashes with no other meeting",
        ],
        "against": [
            "in a time for caution, 2027-02-08 to 2027-03-09: Ramadan; no evening calls, no pictures of food",
            "night for Africa (03:00, 9 members), Arab States (01:00, 2 members), Europe (02:00, 8 members)",
            "85 days before it is due",
        ],
    }
    assert local[1] == {
        "region": "americas",
        "name": "Americas",
        "clock": "21:00",
        "days": -1,
        "night": False,
        "members": 5,
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("comunitymeet", "no series 'comunitymeet'; did you mean 'communitymeet'?"),
        (
            "picnic",
            "no series 'picnic'; known: communitymeet, core-team, onboarding, and GROUP/SERIES of the groups",
        ),
        ("payments", "no series 'payments'; 'payments' has: payments/fortnightly-call"),
        ("gis/call", "no series 'gis/call': 'gis' has none, see `meets` of groups/gis"),
        ("event", "a single event has no rhythm: cmtool add meeting series=event title=.. date=.. mode=.."),
        (
            "communitymeet --date 2026-02-12",
            "2026-02-12 is over: write it down with cmtool add meeting series=communitymeet date=2026-02-12 mode=online "
            "status=planned, then close it: cmtool minutes",
        ),
        (
            "communitymeet --date 2027-02-11",
            "'communitymeet' has a meeting on 2027-02-11 already, meetings/2027-02-11-communitymeet",
        ),
        ("communitymeet --date soon", "--date 'soon': expected a date, as 2026-03-01"),
        ("communitymeet --time noon", "--time 'noon': expected a time of day, as \"14:30\""),
        (
            "communitymeet --tz EST",
            "'tz': unknown time zone 'EST'; an abbreviation means several zones: did you mean 'America/New_York'?",
        ),
        (
            "communitymeet --event Fair --region amerika",
            "'region': unknown region 'amerika'; did you mean 'americas'?",
        ),
        ("communitymeet --place Lima", "--place is of no use online: add --mode in-person, or --mode hybrid"),
        (
            "communitymeet --mode hybrid --event-url https://fair.example",
            "--event-url needs the name of the event: --event NAME",
        ),
        (
            "communitymeet --choose 4",
            "--choose 4: there is no such candidate, but numbers 1 to 3; --count shows more",
        ),
    ],
)
def test_what_cannot_be_says_why(cmtool: Run, demo: Path, words: str, message: str) -> None:
    assert cmtool("meeting", "next", *words.split(), cwd=demo) == (2, "", f"error: {message}\n")


def test_foreign_words_are_shown_harmless(cmtool: Run, own_demo: Path) -> None:
    path = own_demo / "registry/community.yaml"
    path.write_text(path.read_text().replace("note: Holidays in", 'note: "##[error] in').replace("a deadline", 'rest"'))
    words = ("--date", "2026-12-24", "--time", "12:00", "--list")
    code, out, err = cmtool("meeting", "next", "core-team", *words, cwd=own_demo)
    assert (code, err) == (0, "")
    assert "to 2027-01-05: ##\\u{5b}error] in many countries" in out


def test_an_event_url_that_is_none_is_refused(cmtool: Run, own_demo: Path) -> None:
    words = ("--event", "Fair", "--event-url", "javascript:alert(1)", "--tz", "America/Lima")
    code, _, err = cmtool("meeting", "next", "communitymeet", *words, cwd=own_demo)
    assert (code, err) == (
        2,
        "error: 'event.url': expected an address, as https://example.org/page; found 'javascript:alert(1)'\n",
    )
    assert git(own_demo, "status", "--porcelain") == ""


def test_a_community_without_series_is_told_where_they_stand(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    words = ("--today", "2026-11-20")
    code, _, err = cmtool("meeting", "next", "meet", *words, cwd=registry_of())
    assert (code, err) == (2, "error: no series 'meet': there is none yet, add it to `series` of community.yaml\n")
