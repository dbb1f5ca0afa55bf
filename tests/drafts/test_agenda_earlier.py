"""What earlier meetings left for an agenda: whose turn it is, decisions without a result, whom to ask."""

from __future__ import annotations

from datetime import date

from cmtool.drafts import agenda
from cmtool.metrics.meetings import waits
from tests.drafts.agendas import COMMUNITY, FILES, TODAY, made, registry_with

HELD = """
series: {series}
status: {status}
date: {date}
mode: online
facilitator: ada
attended: {attended}
agenda: [{items}]
"""


def held(items: str, day: str = "2026-09-01", series: str = "meet", status: str = "held") -> str:
    attended = "5" if status == "held" else "null"
    return HELD.format(items=items, date=day, series=series, status=status, attended=attended)


def gives(group: str, kind: str = "contribution") -> str:
    return f"{{title: News, kind: {kind}, minutes: 5, group: {group}, by: ada}}"


def test_promises_of_a_cancelled_meeting_are_not_carried_on() -> None:
    cancelled = (
        "{series: meet, status: cancelled, date: 2026-09-01, mode: online, actions: [{what: Call it off, who: ada}]}"
    )
    told = made("series: meet", **{"meetings/autumn": cancelled})["open_actions"]
    assert [action["what"] for action in told] == ["Late", "Open", "Elsewhere"]


def test_workstream_that_never_contributed_comes_first() -> None:
    slot = next(s for s in made("series: meet")["slots"] if s["kind"] == "contribution")
    assert (slot["group"]["id"], slot["last"]) == ("teach", None)


def test_else_the_one_that_has_waited_longest() -> None:
    slot = next(
        s
        for s in made("series: meet", **{"meetings/autumn": held(gives("teach"))})["slots"]
        if s["kind"] == "contribution"
    )
    assert slot["group"]["id"] == "talk"
    assert slot["last"] == {
        "date": date(2026, 8, 1), "title": "Talk", "by": None, "group": {"id": "talk", "name": "Talk"},
    }  # fmt: skip


def test_what_is_given_elsewhere_is_no_turn_neither_here_nor_in_the_report() -> None:
    files: dict[str, str | None] = {
        "meetings/spring": held(gives("teach"), "2026-06-01"),
        "meetings/beside": held(gives("teach"), "2026-10-01", series="calls"),
    }
    slot = next(s for s in made("series: meet", **files)["slots"] if s["kind"] == "contribution")
    assert (slot["group"]["id"], slot["last"]["date"]) == ("teach", date(2026, 6, 1))
    _, streams = waits(registry_with(**files), TODAY)
    assert [(wait.group.id, wait.last) for wait in streams] == [("teach", date(2026, 6, 1)), ("talk", date(2026, 8, 1))]


def test_only_what_was_held_before_counts() -> None:
    files = {
        "meetings/planned": held(gives("teach"), "2026-11-25", status="planned"),
        "meetings/later": held(gives("teach"), "2026-12-24", status="planned"),
        "meetings/cancelled": held(gives("teach"), "2026-10-01", status="cancelled"),
    }
    assert next(s for s in made("series: meet", **files)["slots"] if s["kind"] == "contribution")["last"] is None


def test_leads_are_asked_for_what_is_proposed() -> None:
    teach = "{name: Teach, kind: workstream, status: active, purpose: Teach, members: [{member: cleo, role: lead}]}"
    slots = made("series: meet", **{"groups/teach": teach})["slots"]
    asked = {s["group"]["id"]: [person["id"] for person in s["ask"]] for s in slots if s["group"]}
    assert asked == {"maps": ["ada"], "seeds": [], "teach": ["cleo"]}
    own = made(f"series: meet, agenda: [{gives('talk')}]")["slots"]
    assert [s["ask"] for s in own if s["group"] and s["group"]["id"] == "talk"] == [[]]


def test_field_report_says_who_gave_the_last_one() -> None:
    slots = made("series: meet", **{"meetings/autumn": held(gives("maps", "field-report"))})["slots"]
    last = next(s for s in slots if s["kind"] == "field-report")["last"]
    assert (last["by"]["name"], last["group"]["name"], last["date"]) == ("Ada", "Maps", date(2026, 9, 1))


def decide(title: str, more: str = "") -> str:
    return f"{{title: {title}, kind: decision, minutes: 10, by: ada{more}}}"


def decisions(text: str = "series: meet", **files: str) -> list[tuple[str, bool, str]]:
    return [(s["title"], s["proposed"], s["why"]) for s in made(text, **files)["slots"] if s["kind"] == "decision"]


def test_decision_without_a_result_is_due_again() -> None:
    items = decide("Budget") + ", " + decide("Name", ", summary: Atlas")
    assert decisions(**{"meetings/autumn": held(items)}) == [
        ("Budget", True, "on the agenda of 2026-09-01 without a result")
    ]


def test_decision_that_was_taken_up_since_is_not() -> None:
    files = {
        "meetings/autumn": held(decide("Budget")),
        "meetings/winter": held(decide("budget", ", summary: Small"), "2026-10-01"),
    }
    assert decisions(**files) == []


def test_decision_on_the_agenda_is_not_proposed_again() -> None:
    found = decisions(f"series: meet, agenda: [{decide('Budget')}]", **{"meetings/autumn": held(decide("Budget"))})
    assert found == [("Budget", False, "")]


def test_decision_of_another_series_or_a_cancelled_meeting_is_not_due_in_a_group() -> None:
    files = {
        "meetings/autumn": held(decide("Budget")),
        "meetings/winter": held(decide("Name"), "2026-10-01", status="cancelled"),
    }
    assert decisions("series: calls, groups: [maps]", **files) == []


def test_people_are_listed_once_under_a_group_that_they_lead() -> None:
    seeds = "{name: Seeds, kind: working-group, status: forming, purpose: Keep, members: [{member: ada, role: lead}]}"
    talk = "{name: Talk, kind: workstream, status: active, purpose: Talk, members: [{member: cleo, role: lead}]}"
    attendance = made(
        "series: meet", **{"groups/seeds": seeds, "groups/talk": talk, "members/eve": FILES["members/ada"]}
    )["attendance"]
    told = [(p["group"] and p["group"]["id"], [person["id"] for person in p["people"]]) for p in attendance["groups"]]
    assert told == [("maps", ["ada"]), ("talk", ["cleo"]), (None, ["eve"])]
    assert attendance["asked"] == 3


def test_day_that_an_agenda_looks_back_to() -> None:
    registry = registry_with(**{"meetings/next": "{series: meet, status: planned, date: 2026-12-01, mode: online}"})
    assert agenda.compared_with(registry, "next") == date(2026, 8, 1)
    assert agenda.compared_with(registry, "before") is None  # held: it is as it was
    assert agenda.compared_with(registry, "nobody") is None
    assert agenda.context(registry, "before", TODAY)["celebrate"] is None


def test_core_team_without_rituals_or_series() -> None:
    plain = COMMUNITY.split("series:")[0] + "privacy: {visibility: public}\n"
    context = made("series: event, groups: [core], minutes: 20", community=plain)
    assert [(s["title"], s["minutes"]) for s in context["slots"]] == [
        ("Campaign ideas", 6),
        ("Participation", 6),
        ("Metrics", 6),
    ]
    assert context["minutes_free"] == 2
