"""Clock rules: each obligation with its day, who settles it, and how; future ones too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest

from cmtool.checks import check
from cmtool.finding import Finding
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

TODAY = date(2026, 11, 20)

COMMUNITY = """
schema: 1
name: Obligations
contact: {address: community@meridian.example, owner: ada-stone}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager], description: Keeps it going, does: [Answers mail]}
  lead: {name: Lead, scope: group, acts_as: [lead, triage], description: Leads, does: [Chairs]}
privacy: {visibility: public}
"""
ADA = """
name: Ada Stone
status: active
joined: 2026-01-05
region: north
roles: [{role: manager, since: 2026-01-05}]
"""
BEN = "{name: Ben Okoro, status: active, joined: 2026-09-01, region: north}"
MAPS = """
name: Maps
kind: working-group
status: active
purpose: Draw maps together
members: [{member: ben-okoro, role: lead}]
"""
MEETING = "{series: event, status: held, date: 2026-10-06, mode: online, facilitator: ada-stone, attended: [ada-stone]}"


def obligations(code: str, files: Mapping[str, str]) -> list[Finding]:
    base = {"community": COMMUNITY, "members/ada-stone": ADA, "members/ben-okoro": BEN, "meetings/talk": MEETING}
    texts = base | files
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items())
    assert loaded.findings == []
    return [finding for finding in check(loaded.registry, TODAY) if finding.code == code and finding.due]


def told(code: str, files: Mapping[str, str]) -> list[tuple[str, str, str, tuple[str, ...], str]]:
    found = [(f.record, f.message, f.due) for f in obligations(code, files)]
    return [(record, message, str(due.date), due.who, due.command) for record, message, due in found if due]


def test_inactive_member_is_the_managers_task() -> None:
    assert told("MEM201", {}) == [
        ("members/ada-stone", "no evidence of activity since 2026-10-06", "2027-04-04", ("ada-stone",), ""),
        ("members/ben-okoro", "no evidence of activity since joining on 2026-09-01", "2027-04-04", ("ada-stone",), ""),
    ]


def test_silence_means_nothing_before_the_first_evidence() -> None:
    assert told("MEM201", {"meetings/talk": MEETING.replace("held", "planned").replace("[ada-stone]", "[]")}) == []
    assert told("GRP201", {"groups/maps": MAPS, "meetings/talk": MEETING.replace("held", "cancelled")}) == []


def test_record_is_confirmed_by_its_member_or_by_the_leads() -> None:
    files = {
        "members/ben-okoro": BEN.replace("}", ", verified: 2026-11-01}"),
        "groups/maps": MAPS + "verified: 2026-10-01\n",
    }
    assert told("MEM202", files) == [
        (
            "members/ben-okoro",
            "not verified since 2026-11-01",
            "2027-11-01",
            ("ben-okoro",),
            "cmtool set members/ben-okoro verified=today",
        ),
        (
            "groups/maps",
            "not verified since 2026-10-01",
            "2027-10-01",
            ("ben-okoro",),
            "cmtool set groups/maps verified=today",
        ),
    ]


def test_silent_group_is_the_task_of_its_leads() -> None:
    message = "marked active, but no meeting or contribution since 2026-10-06: is it still working?"
    assert told("GRP201", {"groups/maps": MAPS}) == [
        ("groups/maps", message, "2027-04-04", ("ben-okoro",), "cmtool show groups/maps")
    ]


def test_group_without_lead_is_the_task_of_the_managers() -> None:
    files = {"groups/maps": MAPS.replace("[{member: ben-okoro, role: lead}]", "[]") + "charter: {ends: 2026-12-31}\n"}
    assert told("GRP202", files) == [
        ("groups/maps", "charter expires on 2026-12-31, not renewed", "2027-01-01", ("ada-stone",), "")
    ]


def test_lead_who_left_is_not_asked() -> None:
    left = BEN.replace("active", "alumni").replace("}", ", left: 2026-10-31}")
    (obligation,) = obligations("GRP201", {"groups/maps": MAPS, "members/ben-okoro": left})
    assert obligation.due and obligation.due.who == ("ada-stone",)


def test_group_counts_as_silent_half_a_year_after_its_charter_or_its_last_meeting() -> None:
    met = MEETING.replace("series: event", "series: maps/call").replace("2026-10-06", "2026-11-03")
    maps = MAPS + "meets: [{id: call, every: 14d, starts: 2026-11-03, time: '14:00'}]\ncharter: {ends: 2026-10-31}\n"
    message = "charter ended on 2026-10-31, and no meeting or contribution after 2026-11-03"
    assert told("GRP209", {"groups/maps": maps, "meetings/maps-call": met}) == [
        ("groups/maps", message, "2027-05-02", ("ben-okoro",), "cmtool show groups/maps")
    ]


def test_version_is_overdue_from_the_day_after() -> None:
    maps = MAPS + 'products: [{name: Atlas, versions: [{version: "2.0", status: planned, due: 2026-12-31}]}]\n'
    assert told("GRP208", {"groups/maps": maps}) == [
        ("groups/maps", "version 2.0 is due on 2026-12-31, not released", "2027-01-01", ("ben-okoro",), "")
    ]


def test_member_is_reminded_once_at_the_oldest_skill_and_of_each_proposal() -> None:
    skill = "{name: Drawing, category: technical, about: To draw}"
    evaluated = """
name: Ben Okoro
status: active
joined: 2026-09-01
region: north
skills:
  - {skill: drawing, level: 3, date: 2026-10-02, state: confirmed}
  - {skill: listening, level: 3, date: 2026-10-01, state: confirmed}
  - {skill: copying, level: 2, date: 2026-11-02, state: proposed}
"""
    files = {
        "members/ben-okoro": evaluated,
        "skills/drawing": skill,
        "skills/listening": skill,
        "skills/copying": skill,
    }
    assert told("SKL202", files) == [
        (
            "members/ben-okoro",
            "skill 'copying' was proposed on 2026-11-02, not confirmed",
            "2026-12-02",
            ("ben-okoro",),
            "cmtool set members/ben-okoro 'skills[copying].state=confirmed'",
        ),
        ("members/ben-okoro", "self-evaluation of 2026-10-01 not renewed", "2027-10-01", ("ben-okoro",), ""),
    ]
    assert [finding.field_name for finding in obligations("SKL202", files)] == ["skills[2].state", "skills[1].date"]


SERIES = (
    COMMUNITY
    + """
series:
  assembly: {name: Assembly, every: 92d, in_person_every: yearly}
"""
)
HELD = "{series: assembly, status: held, date: %s, mode: %s, facilitator: ada-stone, attended: 5, opening: One word}"
PLANNED = "{series: assembly, status: planned, date: %s, mode: %s, opening: One word}"


def test_next_meeting_of_a_series_is_the_task_of_the_managers() -> None:
    command = "cmtool meeting next assembly"
    held = {"community": SERIES, "meetings/one": HELD % ("2026-07-30", "online")}
    # 92 days later is 2026-10-30; 21 days to spare
    assert told("MTG201", held) == [
        ("community", "next Assembly is due by 2026-11-20; none planned", "2026-11-20", ("ada-stone",), command)
    ]
    planned = held | {"meetings/two": PLANNED % ("2027-01-05", "online")}
    message = "next Assembly is due by 2027-04-28; none planned after 2027-01-05"
    assert told("MTG201", planned) == [("community", message, "2027-04-28", ("ada-stone",), command)]


@pytest.mark.parametrize(
    "meeting",
    [
        PLANNED.replace("planned", "cancelled") % ("2027-01-05", "online"),
        HELD.replace("assembly", "event") % ("2026-11-05", "online"),
    ],
)
def test_cancelled_meeting_and_one_of_another_series_do_not_count(meeting: str) -> None:
    files = {"community": SERIES, "meetings/one": HELD % ("2026-07-29", "online"), "meetings/two": meeting}
    (obligation,) = obligations("MTG201", files)
    assert obligation.message == "next Assembly was due by 2026-11-19; none planned"


def test_planned_meeting_whose_day_has_passed_counts_until_it_is_cancelled() -> None:
    files = {"community": SERIES, "meetings/one": PLANNED % ("2026-10-01", "online")}
    (obligation,) = obligations("MTG201", files)
    assert obligation.message == "next Assembly is due by 2027-01-22; none planned"


def test_series_that_never_met_or_has_no_rhythm_is_left_alone() -> None:
    assert told("MTG201", {"community": SERIES}) == []
    assert told("MTG202", {"community": SERIES}) == []
    free = SERIES.replace(", every: 92d, in_person_every: yearly", "")
    files = {"community": free, "meetings/one": HELD % ("2020-01-01", "online")}
    assert [told(code, files) for code in ("MTG201", "MTG202", "ACT201")] == [[], [], []]


def test_cadence_of_months_is_of_calendar_months() -> None:
    files = {
        "community": SERIES.replace("every: 92d", "every: monthly") + "policy: {every_tolerance: 0}\n",
        "meetings/one": HELD % ("2026-10-31", "online"),
    }
    assert [day for _, _, day, _, _ in told("MTG201", files)] == ["2026-11-30"]


def test_hybrid_and_planned_meetings_are_in_person_too() -> None:
    def message(*meetings: str) -> str:
        files = {f"meetings/m{number}": text for number, text in enumerate(meetings)}
        (obligation,) = obligations("MTG202", {"community": SERIES} | files)
        assert obligation.due and obligation.due.command == "cmtool meeting next assembly --mode in-person"
        return f"{obligation.due.date}: {obligation.message}"

    online, hybrid = HELD % ("2025-03-01", "online"), HELD % ("2025-09-20", "hybrid")
    assert message(online) == "2026-04-30: no in-person Assembly since it began on 2025-03-01"
    assert message(online, hybrid) == "2026-11-19: no in-person Assembly since 2025-09-20"
    ahead = PLANNED % ("2026-12-01", "hybrid")
    told_ahead = "2028-01-30: next in-person Assembly is due by 2028-01-30; none planned after 2026-12-01"
    assert message(online, hybrid, ahead) == told_ahead


TEAM = """
name: Core team
kind: core-team
status: active
purpose: Keep the whole in view
members: [{member: ben-okoro, role: lead}]
"""


@pytest.mark.parametrize(("group", "names"), [("assembly", ""), ("stewards", "groups: [stewards], ")])
def test_series_of_the_core_team_is_the_task_of_its_leads(group: str, names: str) -> None:
    meeting = (HELD % ("2026-07-29", "online")).replace("mode:", f"{names}mode:")
    files = {"community": SERIES, f"groups/{group}": TEAM, "meetings/one": meeting}
    assert told("MTG201", files) == []
    assert told("ACT201", files) == [
        (
            "community",
            "no core-team meeting since 2026-07-29",
            "2026-11-19",
            ("ben-okoro",),
            "cmtool meeting next assembly",
        )
    ]


def test_meeting_of_the_core_team_with_others_is_no_core_team_meeting() -> None:
    meeting = (HELD % ("2026-11-01", "online")).replace("mode:", "groups: [stewards, maps], mode:")
    files = {"community": SERIES, "groups/stewards": TEAM, "groups/maps": MAPS, "meetings/one": meeting}
    assert told("ACT201", files) == []
    (obligation,) = obligations("MTG201", files)
    assert obligation.message == "next Assembly is due by 2027-02-22; none planned"


def action(what: str, who: str = "ben-okoro", due: str = "2026-12-01") -> str:
    return MEETING.replace("}", f", actions: [{{what: {what}, who: {who}, due: {due}}}]}}")


def test_action_is_due_on_its_day_and_the_task_of_who_promised_it() -> None:
    assert told("MTG204", {"meetings/talk": action("Publish notes")}) == [
        (
            "meetings/talk",
            "action due on 2026-12-01: 'Publish notes' (ben-okoro)",
            "2026-12-01",
            ("ben-okoro",),
            "cmtool set meetings/talk 'actions[Publish notes].done=today'",
        )
    ]
    overdue = {"meetings/talk": action("Publish notes", due="2026-11-19")}
    assert [message for _, message, *_ in told("MTG204", overdue)] == [
        "action overdue since 2026-11-19: 'Publish notes' (ben-okoro)"
    ]


def test_action_of_somebody_who_left_is_the_task_of_the_managers() -> None:
    left = BEN.replace("active", "alumni").replace("}", ", left: 2026-10-31}")
    (obligation,) = obligations("MTG204", {"members/ben-okoro": left, "meetings/talk": action("Publish notes")})
    assert obligation.due and obligation.due.who == ("ada-stone",)


@pytest.mark.parametrize(
    "what", ['"Say it\'s done"', '"Tidy [again]"', '"a = b"', '"$(date)"', '"7"', '"`id`; true"', '"-x"']
)
def test_action_that_a_shell_would_read_otherwise_goes_by_its_number(what: str) -> None:
    (obligation,) = obligations("MTG204", {"meetings/talk": action(what)})
    assert obligation.due and obligation.due.command == "cmtool set meetings/talk 'actions[0].done=today'"


def test_address_in_an_action_is_not_repeated() -> None:
    talk = {"meetings/talk": action('"Write to ben@okoro.example"')}
    (obligation,) = obligations("MTG204", talk)
    assert obligation.message == "action due on 2026-12-01: a text of 26 characters (ben-okoro)"
    assert obligation.due and obligation.due.command == "cmtool set meetings/talk 'actions[0].done=today'"


def test_planned_meeting_is_closed_by_who_leads_through_it_and_takes_notes() -> None:
    planned = "{series: event, status: planned, date: 2026-11-20, mode: online, %s}"
    named = planned % "facilitator: ben-okoro, notes_by: ada-stone"
    command = "cmtool minutes talk -o talk.md"
    message = "planned for 2026-11-20, to be closed after it"
    assert told("MTG206", {"meetings/talk": named}) == [
        ("meetings/talk", message, "2026-11-21", ("ben-okoro", "ada-stone"), command)
    ]
    nobody = told("MTG206", {"meetings/talk": (planned % "minutes: 60").replace("11-20", "11-19")})
    assert nobody == [
        (
            "meetings/talk",
            "planned for 2026-11-19, neither closed nor cancelled",
            "2026-11-20",
            ("ada-stone",),
            command,
        )
    ]


EVERYTHING_DUE = {
    "members/ben-okoro": """
name: Ben Okoro
status: active
joined: 2026-09-01
region: north
verified: 2026-09-01
skills:
  - {skill: drawing, level: 3, date: 2026-10-02, state: confirmed}
  - {skill: copying, level: 2, date: 2026-11-02, state: proposed}
""",
    "skills/drawing": "{name: Drawing, category: technical, about: To draw}",
    "skills/copying": "{name: Copying, category: technical, about: To copy}",
    "community": SERIES + "  forum: {name: Forum, every: yearly}\n",
    "meetings/one": HELD % ("2026-10-06", "online"),
    "meetings/two": (PLANNED % ("2026-10-07", "online")).replace("assembly", "forum"),
    "groups/assembly": TEAM,
    "groups/maps": MAPS
    + """
since: 2026-10-01
charter: {ends: 2026-10-31}
products: [{name: Atlas, versions: [{version: "2.0", status: planned, due: 2026-12-31}]}]
""",
}


@pytest.mark.parametrize(
    ("cadence", "code"),
    [
        ("inactive_after", "MEM201"),
        ("verify_every", "MEM202"),
        ("group_silent", "GRP201"),
        ("dissolve_after", "GRP209"),
    ],
)
def test_cadence_of_null_is_off(cadence: str, code: str) -> None:
    assert obligations(code, EVERYTHING_DUE) != []
    assert obligations(code, EVERYTHING_DUE | {"community": COMMUNITY + f"policy: {{{cadence}: null}}\n"}) == []


def test_renewal_and_proposals_are_switched_off_apart() -> None:
    def fields(policy: str) -> list[str]:
        files = EVERYTHING_DUE | {"community": COMMUNITY + f"policy: {{{policy}}}\n"}
        return [finding.field_name for finding in obligations("SKL202", files)]

    assert fields("skills_every: null") == ["skills[1].state"]
    assert fields("propose_within: null") == ["skills[0].date"]


@pytest.mark.parametrize(
    "code",
    ["MEM201", "MEM202", "GRP201", "GRP202", "GRP208", "GRP209", "SKL202", "MTG201", "MTG202", "MTG206", "ACT201"],
)
def test_term_may_end_after_the_last_day_that_a_record_may_name(code: str) -> None:
    far = {path: re.sub("2026-[0-9-]+", "2999-12-31", text) for path, text in EVERYTHING_DUE.items()}
    assert max(finding.due.date for finding in obligations(code, far) if finding.due) > date(2999, 12, 31)
