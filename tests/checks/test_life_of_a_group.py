"""GRP209 and GRP206 at their borders, by GovStack's own words.

"The Working Group is inactive for six months after its last charter expired" (`govstack_working_groups.md`), and "this
group is expected to have 6 or more active participants for its duration" (`charter_template.md`).
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cmtool.checks import rules
from cmtool.model.registry import Registry
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Borders
contact: {{address: community@meridian.example, owner: ada-stone}}
regions: [north]
organisations: {{}}
roles:
  lead: {{name: Lead, scope: group, acts_as: [lead, triage]}}
  contributor: {{name: Contributor, scope: group}}
policy: {{{policy}}}
privacy: {{visibility: public}}
"""
SIX = ("ada-stone", "ben-okoro", "cleo-marsh", "dana-lee", "eli-frost", "fay-brook")
MEMBER = "{{name: {name}, status: active, joined: 2024-01-01, region: north}}"


def registry(policy: str, **files: str) -> Registry:
    texts = {"community": COMMUNITY.format(policy=policy)}
    texts |= {f"members/{id}": MEMBER.format(name=id.replace("-", " ").title()) for id in SIX}
    texts |= {name.replace("__", "/").replace("_", "-"): text for name, text in files.items()}
    return registry_from(texts)


def group(*more: str, status: str = "active", kind: str = "working-group", members: str = "") -> str:
    fields = ["name: Maps", f"kind: {kind}", f"status: {status}", "purpose: Draw maps", f"members: [{members}]", *more]
    return "{" + ", ".join(fields) + "}"


def met(day: date | str, *who: str, groups: str = "maps", agenda: str = "") -> str:
    people = ", ".join(who or ("ada-stone",))
    return (
        f"{{series: event, status: held, date: {day}, mode: online, groups: [{groups}], facilitator: ada-stone, "
        f"attended: [{people}], agenda: [{agenda}]}}"
    )


# -- GRP209: silent for six months after the charter


def due(of: Registry, today: date = TODAY) -> list[date]:
    """The days on which groups will have been silent for too long."""
    return [finding.due.date for finding in rules()["GRP209"].check(of, today) if finding.due]


ELSEWHERE = met("2024-03-01", groups="")
CHARTER = "charter: {ends: 2026-05-24}"
"""180 days before the day of these tests."""


def test_six_months_are_over_on_the_day_itself_and_not_one_before() -> None:
    assert TODAY - timedelta(days=180) == date(2026, 5, 24)
    assert due(registry("", groups__maps=group(CHARTER), meetings__old=ELSEWHERE)) == [TODAY]
    later = group("charter: {ends: 2026-05-25}")
    assert due(registry("", groups__maps=later, meetings__old=ELSEWHERE)) == [TODAY + timedelta(days=1)]


@pytest.mark.parametrize(
    ("day", "term_from"),
    [
        ("2026-05-23", "2026-05-24"),  # before the charter's end: it shortens nothing
        ("2026-05-24", "2026-05-24"),
        ("2026-05-25", "2026-05-25"),  # after it: the six months begin anew
        ("2026-11-20", "2026-11-20"),
        ("2026-11-21", "2026-05-24"),  # what lies ahead is no sign yet
    ],
)
def test_a_meeting_after_the_end_begins_the_term_anew(day: str, term_from: str) -> None:
    of = registry("", groups__maps=group(CHARTER), meetings__call=met(day), meetings__old=ELSEWHERE)
    assert due(of) == [date.fromisoformat(term_from) + timedelta(days=180)]


def test_an_update_and_a_release_are_signs_a_meeting_of_others_is_none() -> None:
    update = met("2026-06-01", groups="", agenda="{title: News, kind: update, minutes: 5, group: maps, by: ada-stone}")
    assert due(registry("", groups__maps=group(CHARTER), meetings__old=ELSEWHERE, meetings__talk=update)) == [
        date(2026, 11, 28)
    ]
    versions = 'versions: [{version: "1.0", status: released, date: 2026-06-02, authors: [ada-stone]}]'
    released = group(CHARTER, f"products: [{{name: Atlas, {versions}}}]")
    assert due(registry("", groups__maps=released, meetings__old=ELSEWHERE)) == [date(2026, 11, 29)]
    others = met("2026-06-03", groups="")
    assert due(registry("", groups__maps=group(CHARTER), meetings__old=ELSEWHERE, meetings__others=others)) == [TODAY]


def test_a_charter_that_ended_before_anything_was_written_down_counts_from_there() -> None:
    of = registry("", groups__maps=group("charter: {ends: 2020-01-31}"), meetings__first=met("2026-09-01", groups=""))
    assert due(of) == [date(2026, 9, 1) + timedelta(days=180)]
    assert due(registry("", groups__maps=group("charter: {ends: 2020-01-31}"))) == []  # nobody can know


@pytest.mark.parametrize("charter", ["", "charter: {starts: 2025-05-25}", "charter: {path: charters/maps-2025.md}"])
def test_without_an_end_no_charter_expires(charter: str) -> None:
    more = [charter] if charter else []
    assert due(registry("", groups__maps=group(*more), meetings__old=ELSEWHERE)) == []


@pytest.mark.parametrize(
    ("status", "is_asked"),
    [("forming", True), ("active", True), ("maintenance", True), ("dormant", True), ("closed", False)],
)
def test_a_dormant_group_is_asked_and_a_closed_one_is_over(status: str, is_asked: bool) -> None:
    of = registry("", groups__maps=group(CHARTER, status=status), meetings__old=ELSEWHERE)
    assert due(of) == ([TODAY] if is_asked else [])


def test_the_term_is_the_communitys_own_or_none() -> None:
    assert due(registry("dissolve_after: null", groups__maps=group(CHARTER), meetings__old=ELSEWHERE)) == []
    of = registry("dissolve_after: 365", groups__maps=group(CHARTER), meetings__old=ELSEWHERE)
    assert due(of) == [date(2027, 5, 24)]


def test_it_offers_what_the_committee_must_consider_before() -> None:
    (finding,) = rules()["GRP209"].check(registry("", groups__maps=group(CHARTER), meetings__old=ELSEWHERE), TODAY)
    assert finding.hint == "renew the charter, call for people, or set 'status: closed' in groups/maps.yaml"


# -- GRP206: six or more active participants


def few(of: Registry, today: date = TODAY) -> list[str]:
    return [finding.message for finding in rules()["GRP206"].check(of, today)]


MEMBERS = ", ".join(f"{{member: {id}, role: contributor}}" for id in SIX)
OURS = group(members=MEMBERS)


def test_six_are_enough_and_five_are_not() -> None:
    six = registry("group_min_active: 6", groups__maps=OURS, meetings__call=met("2026-11-03", *SIX))
    assert few(six) == []
    five = registry("group_min_active: 6", groups__maps=OURS, meetings__call=met("2026-11-03", *SIX[:5]))
    assert few(five) == ["5 active participants, 6 expected"]
    assert few(registry("", groups__maps=OURS, meetings__call=met("2026-11-03", *SIX[:5]))) == []


@pytest.mark.parametrize(
    ("day", "counts"), [("2026-05-24", False), ("2026-05-25", True), ("2026-11-20", True), ("2026-11-21", False)]
)
def test_only_the_last_180_days_count(day: str, counts: bool) -> None:
    of = registry("group_min_active: 1", groups__maps=OURS, meetings__call=met(day))
    assert few(of) == ([] if counts else ["0 active participants, 1 expected"])


def test_an_agenda_item_and_a_credit_count_once_for_each_person() -> None:
    item = met("2026-11-03", "ada-stone", agenda="{title: Tiles, kind: contribution, minutes: 5, by: ben-okoro}")
    versions = (
        'versions: [{version: "1.0", status: released, date: 2026-10-02, authors: [cleo-marsh, ada-stone]}, '
        '{version: "2.0", status: planned, date: 2026-10-02, authors: [dana-lee]}]'
    )
    ours = group(f"products: [{{name: Atlas, {versions}}}]", members=MEMBERS)
    assert few(registry("group_min_active: 4", groups__maps=ours, meetings__call=item)) == [
        "3 active participants, 4 expected"
    ]


def test_who_is_not_listed_has_ended_or_has_left_the_community_is_no_participant() -> None:
    members = (
        "{member: ada-stone, role: contributor, until: 2026-11-19}, {member: ben-okoro, role: contributor, until: "
        "2026-11-20}, {member: cleo-marsh, role: contributor}, {member: dana-lee, role: contributor}, "
        "{member: eli-frost, role: contributor}"
    )
    of = registry(
        "group_min_active: 6",
        groups__maps=group(members=members),
        meetings__call=met("2026-11-03", *SIX),
        members__dana_lee="{name: Dana Lee, status: alumni, joined: 2024-01-01, left: 2026-11-10, region: north}",
        members__eli_frost="{name: Eli Frost, status: paused, joined: 2024-01-01, region: north}",
    )
    # ben-okoro until today, cleo-marsh, and eli-frost, who will come back
    assert few(of) == ["3 active participants, 6 expected"]


@pytest.mark.parametrize(
    ("status", "kind", "is_asked"),
    [
        ("active", "working-group", True),
        ("forming", "working-group", False),
        ("maintenance", "working-group", False),
        ("dormant", "working-group", False),
        ("closed", "working-group", False),
        ("active", "committee", False),
    ],
)
def test_only_active_working_groups_are_counted(status: str, kind: str, is_asked: bool) -> None:
    of = registry("group_min_active: 6", groups__maps=group(status=status, kind=kind), meetings__old=ELSEWHERE)
    assert bool(few(of)) is is_asked
