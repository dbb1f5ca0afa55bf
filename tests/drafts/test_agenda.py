"""The agenda of a meeting: the record in its order, proposals for what is missing, the clock running."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from cmtool.drafts import agenda
from cmtool.errors import CmtoolError
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from tests.conftest import DATA, SAMPLE, Outcome
from tests.drafts.agendas import COMMUNITY, FILES, TODAY, made, registry_with, told

GOLDEN = Path(__file__).parents[1] / "golden" / "agendas"


@pytest.mark.parametrize(
    ("root", "meeting"),
    [
        (SAMPLE, "2026-11-26-communitymeet"),
        (SAMPLE, "2027-02-11-communitymeet"),
        (SAMPLE, "2026-09-10-communitymeet"),
        (SAMPLE, "2026-11-03-payments"),
        (DATA / "smallest", "2026-11-06-seed-swap"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("form", ["md", "json"])
def test_agenda_is_as_accepted(
    root: Path, meeting: str, form: str, cmtool: Callable[..., Outcome], same_as: Callable[[str, Path], None]
) -> None:
    outcome = cmtool("agenda", meeting, "--format", form, "--registry", str(root), "--today", "2026-11-20")
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"{meeting}.{form}")


def test_agenda_as_a_page_is_as_accepted(cmtool: Callable[..., Outcome], same_as: Callable[[str, Path], None]) -> None:
    outcome = cmtool("agenda", "2026-11-26-communitymeet", "--format", "html", cwd=SAMPLE)
    same_as(outcome.out, GOLDEN / "2026-11-26-communitymeet.html")


def test_community_meeting_without_agenda_gets_every_slot_the_rules_ask_for() -> None:
    assert told(made("series: meet")) == [
        ("ritual", "Three", True),
        ("update", "maps", True),
        ("update", "seeds", True),
        ("contribution", "teach", True),
        ("field-report", "From the field: how is our work received?", True),
        ("celebrate", "Celebrate: what went well", True),
        ("ritual", "Ciao", True),
    ]


def test_proposals_stand_among_the_items_of_the_record_whose_order_stays() -> None:
    items = (
        "{title: Plan, kind: discussion, minutes: 20}, {title: Maps now, kind: update, minutes: 5, group: maps}, "
        "{title: Talk, kind: contribution, minutes: 10, group: talk}, {title: End, kind: ritual, minutes: 5}"
    )
    context = made(f"series: meet, start: '10:00', minutes: 60, opening: Two, agenda: [{items}]")
    assert told(context) == [
        ("ritual", "Two", True),
        ("discussion", "Plan", False),
        ("update", "maps", False),
        ("update", "seeds", True),
        ("contribution", "talk", False),
        ("field-report", "From the field: how is our work received?", True),
        ("celebrate", "Celebrate: what went well", True),
        ("ritual", "End", False),
    ]
    assert [slot["at"] for slot in context["slots"]] == [
        time(10, 0), time(10, 5), time(10, 25), time(10, 30), time(10, 35), time(10, 45), time(10, 53), time(10, 55),
    ]  # fmt: skip
    assert (context["minutes"], context["minutes_planned"], context["minutes_with_proposals"]) == (60, 40, 60)
    assert [(slot["minutes"], slot["minutes_wanted"]) for slot in context["slots"]] == [
        (5, 5), (20, 20), (5, 5), (5, 5), (10, 10), (8, 10), (2, 5), (5, 5),
    ]  # fmt: skip
    assert context["slots"][0]["why"] == "the record names it, without a slot"


def test_regrets_are_no_missing_update() -> None:
    assert ("update", "maps", True) not in told(made("series: meet, regrets: [maps]"))


def test_contribution_of_a_working_group_is_not_one_of_a_workstream() -> None:
    context = made("series: meet, agenda: [{title: X, kind: contribution, minutes: 5, group: maps}]")
    assert ("contribution", "teach", True) in told(context)


def test_other_meetings_are_asked_only_for_an_opening() -> None:
    assert told(made("series: calls")) == [("ritual", "Three", True)]
    assert told(made("series: event, groups: [maps]", community=COMMUNITY.replace("rituals", "x-rituals"))) == []


def test_meeting_in_person_is_asked_for_dialogue() -> None:
    assert ("dialogue", "In small groups: meet as people", True) not in told(made("series: calls"))
    files = {
        **FILES,
        "meetings/next": "{series: calls, status: planned, date: 2026-12-01, mode: in-person, event: {name: Fair}}",
    }
    registry = assemble(Entry(f"{path}.yaml", "file", content.encode()) for path, content in files.items()).registry
    assert ("dialogue", "In small groups: meet as people", True) in told(agenda.context(registry, "next", TODAY))


def test_core_team_looks_at_three_things() -> None:
    context = made("series: calls, groups: [core], agenda: [{title: Hello, kind: ritual, minutes: 5}]")
    assert [slot["title"] for slot in context["slots"]] == ["Hello", "Campaign ideas", "Participation", "Metrics"]
    busy = made("series: calls, groups: [core], agenda: [{title: Money, kind: discussion, minutes: 5}], opening: One")
    assert [slot["title"] for slot in busy["slots"]] == ["One", "Money"]


def test_a_meeting_of_the_whole_community_takes_up_what_all_such_meetings_left_open() -> None:
    actions = made("series: meet, actions: [{what: Book, who: ada}]")
    assert [(a["what"], a["who"]["name"], a["overdue"], a["from_title"]) for a in actions["open_actions"]] == [
        ("Late", "Ada", True, "Meet"),
        ("Open", "Dan", False, "Meet"),
        ("Elsewhere", "Ada", False, "Calls"),
    ]
    assert [a["what"] for a in actions["own_actions"]] == ["Book"]


def test_a_meeting_of_a_group_takes_up_what_its_own_series_left_open() -> None:
    earlier = """
series: calls
groups: [maps]
status: held
date: 2026-08-03
mode: online
facilitator: ada
attended: 5
actions: [{what: Ours, who: ada}]
"""
    actions = made("series: calls, groups: [maps]", **{"meetings/other": earlier})["open_actions"]
    assert [a["what"] for a in actions] == ["Ours"]
    assert made("series: event, groups: [maps]", **{"meetings/other": earlier})["open_actions"] == []


def test_everybody_who_may_come_is_asked() -> None:
    assert [p["name"] for p in made("series: meet")["attendance"]["people"]] == ["Ada", "Cleo"]
    assert [p["name"] for p in made("series: event, groups: [maps]")["attendance"]["people"]] == ["Ada"]


def test_long_list_of_people_is_cut() -> None:
    many = {f"members/m{n:03}": f"{{name: M {n:03}, status: active}}" for n in range(200)}
    attendance = made("series: meet", **many)["attendance"]
    assert (len(attendance["people"]), attendance["more"]) == (150, 52)


def test_held_meeting_is_as_it_was() -> None:
    registry = assemble(Entry(f"{path}.yaml", "file", content.encode()) for path, content in FILES.items()).registry
    context = agenda.context(registry, "before", TODAY)
    assert told(context) == [("contribution", "talk", False)]
    assert [(p["name"], p["came"]) for p in context["attendance"]["people"]] == [
        ("Ada", True),
        ("Cleo", False),
        ("Dan", True),
    ]
    assert (context["attendance"]["number"], context["attendance"]["guests"]) == (2, 2)


def test_meeting_past_midnight_keeps_the_clock_running() -> None:
    items = "{title: A, kind: ritual, minutes: 90}, {title: B, kind: discussion, minutes: 5}"
    context = made(f"series: calls, start: '23:00', agenda: [{items}]")
    assert [slot["at"] for slot in context["slots"]] == [time(23, 0), time(0, 30)]


def test_clock_runs_over_a_change_of_the_clocks() -> None:
    files = {
        **FILES,
        "meetings/next": """
series: calls
status: planned
date: 2026-10-25
start: "03:30"
tz: Europe/Tallinn
minutes: 60
mode: online
agenda: [{title: A, kind: ritual, minutes: 45}, {title: B, kind: discussion, minutes: 15}]
""",
    }
    registry = assemble(Entry(f"{path}.yaml", "file", content.encode()) for path, content in files.items()).registry
    context = agenda.context(registry, "next", TODAY)
    assert [slot["at"] for slot in context["slots"]] == [time(3, 30), time(3, 15)]
    assert (context["utc"], context["end"]) == (time(0, 30), time(3, 30))


def test_an_hour_that_the_clocks_skip_is_told_as_the_one_that_they_show() -> None:
    skipped = "{status: planned, series: event, date: 2027-03-28, mode: online, tz: Europe/Tallinn, start: '03:30'}"
    found = agenda.context(registry_with(**{"meetings/next": skipped}), "next", TODAY)
    assert (found["start"], found["utc"], found["slots"][0]["at"]) == (time(4, 30), time(1, 30), time(4, 30))


def test_utc_may_be_another_day() -> None:
    context = made("series: calls, start: '01:00', tz: Asia/Tokyo")
    assert (context["date"], context["utc"], context["utc_date"]) == (
        date(2026, 12, 1),
        time(16, 0),
        date(2026, 11, 30),
    )


def test_proposals_settle_the_rules() -> None:
    """With every proposal taken into the record, no meeting rule has anything left to ask of it."""
    from cmtool.checks.meetings import no_contribution, no_dialogue, no_ritual, no_update

    meeting = """
series: meet
status: {}
date: 2026-11-20
mode: in-person
event: {{name: Fair}}
opening: One
facilitator: ada
attended: 3
agenda: [{}]
"""
    files = {**FILES, "meetings/next": meeting.format("planned", "")}
    registry = assemble(Entry(f"{path}.yaml", "file", content.encode()) for path, content in files.items()).registry
    slots = agenda.context(registry, "next", TODAY)["slots"]
    groups = [f", group: {slot['group']['id']}" if slot["group"] else "" for slot in slots]
    items = [
        f"{{title: X, kind: {slot['kind']}, minutes: {slot['minutes']}{group}}}"
        for slot, group in zip(slots, groups, strict=True)
    ]
    files["meetings/next"] = meeting.format("held", ", ".join(items))
    registry = assemble(Entry(f"{path}.yaml", "file", content.encode()) for path, content in files.items()).registry
    rules = (no_contribution, no_dialogue, no_ritual, no_update)
    assert [f for rule in rules for f in rule.check(registry, TODAY) if f.record == "meetings/next"] == []


def test_cancelled_meeting_has_no_agenda() -> None:
    files = {**FILES, "meetings/next": "{series: calls, status: cancelled, date: 2026-12-01, mode: online}"}
    registry = assemble(Entry(f"{path}.yaml", "file", content.encode()) for path, content in files.items()).registry
    with pytest.raises(CmtoolError, match=r"^'meetings/next' is cancelled and has no agenda$"):
        agenda.context(registry, "next", TODAY)


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (
            "2026-11-26-comunitymeet",
            "no record 'meetings/2026-11-26-comunitymeet'; did you mean '2026-11-26-communitymeet'?",
        ),
        ("groups/payments", "'groups/payments' is not in meetings/"),
    ],
)
def test_wrong_meeting_is_told(meeting: str, said: str, cmtool: Callable[..., Outcome]) -> None:
    assert cmtool("agenda", meeting, cwd=SAMPLE) == (2, "", f"error: {said}\n")


def test_a_proposal_says_why_in_words_and_not_by_the_number_of_a_rule() -> None:
    context = made("series: meet")
    dialogue = made(
        "series: talks", community=COMMUNITY.replace("calls: {name: Calls}", "talks: {name: Talks, needs: [dialogue]}")
    )
    told = {slot["why"] for slot in [*context["slots"], *dialogue["slots"]] if slot["proposed"]}
    assert {"no update planned and no regrets sent", "each time one contributes", "space for dialogue"} <= told
    assert not [why for why in told if re.search(r"[A-Z]{3}[0-9]{3}", why)]
