"""`retire`: a person leaves, a group closes, a skill or a planned meeting is withdrawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool import checks
from cmtool.edits._owned import HISTORY, OPEN
from cmtool.edits.retire import owned, retired
from cmtool.errors import CmtoolError
from cmtool.model.community import Community
from cmtool.model.edit import Drop, Put
from cmtool.model.fields import fields
from cmtool.model.kinds import KINDS
from cmtool.model.record import Part
from tests.edits.verbs import FEW, TODAY, TOMORROW, errors, made, new_errors, sample, small

HERE = sorted(member.id for member in sample().members.values() if member.is_current)


def test_a_person_leaves_with_every_role_and_hands_over_what_they_look_after() -> None:
    change = retired(sample(), "members/thandiwe-nkosi", TODAY, heir="joseph-mugisha")
    assert change.subject == "members/thandiwe-nkosi: retired"
    assert change.edits["members/thandiwe-nkosi"][:2] == [Put(("status",), "alumni"), Put(("left",), TODAY)]
    assert change.edits["meetings/2026-11-26-communitymeet"] == [Put(("facilitator",), "joseph-mugisha")]
    assert change.notes == [
        "nobody acts as triage in groups/messaging any more: cmtool join MEMBER messaging --role triage-lead"
    ]
    after = made(sample(), change)
    assert owned(after, "thandiwe-nkosi", TODAY) == []
    assert new_errors(sample(), after, TOMORROW) == {"groups/messaging GRP102 nobody acts as triage"}


def test_without_an_heir_it_is_told_what_nobody_looks_after() -> None:
    change = retired(sample(), "members/jonas-berg", TODAY)
    assert change.edits == {
        "members/jonas-berg": [Put(("status",), "alumni"), Put(("left",), TODAY)],
        "groups/architecture": [Put(("members", 2, "until"), TODAY)],
        "groups/core-team": [Put(("members", 2, "until"), TODAY)],
        "groups/identity": [Put(("members", 0, "until"), TODAY)],
    }
    hand_over = "to hand it over: cmtool set"
    assert change.notes == [
        f"groups/identity: mentor of 'anjali-deshpande'; {hand_over} groups/identity 'members[4].mentor=MEMBER'",
        f"groups/identity: activator of the lifecycle stage; {hand_over} groups/identity lifecycle.activator=MEMBER",
        f"groups/payments: mentor of 'amina-diallo'; {hand_over} groups/payments 'members[0].mentor=MEMBER'",
        f"meetings/2026-10-06-architecture: open action, due 2027-01-29; {hand_over} meetings/2026-10-06-architecture 'actions[1].who=MEMBER'",
        f"meetings/2026-10-20-core-team: open action, due 2026-11-06; {hand_over} meetings/2026-10-20-core-team 'actions[0].who=MEMBER'",
        f"meetings/2026-11-26-communitymeet: gives 'Identity update' on 2026-11-26; {hand_over} meetings/2026-11-26-communitymeet 'agenda[1].by=MEMBER'",
    ]  # fmt: skip
    assert new_errors(sample(), made(sample(), change), TOMORROW) == set()


def test_the_last_lead_of_a_group_stays_unless_forced() -> None:
    with pytest.raises(CmtoolError) as caught:
        retired(sample(), "members/amina-diallo", TODAY, heir="chidi-eze")
    assert str(caught.value) == (
        "'amina-diallo' is the last lead of groups/payments: let somebody else lead first "
        "(cmtool join MEMBER payments --role lead), or repeat it with --force"
    )
    change = retired(sample(), "members/amina-diallo", TODAY, heir="chidi-eze", is_forced=True)
    told = new_errors(sample(), made(sample(), change), TOMORROW)
    assert {line.split(" ")[1] for line in told} == {"GRP101", "GRP102"}


def test_nobody_becomes_their_own_mentor_by_an_inheritance() -> None:
    change = retired(sample(), "members/amina-diallo", TODAY, heir="chidi-eze", is_forced=True)
    assert [edit for edit in change.edits["groups/payments"] if edit.field[-1] == "mentor"] == [
        Put(("members", 5, "mentor"), "chidi-eze"),
        Drop(("members", 7, "mentor")),
        Put(("members", 13, "mentor"), "chidi-eze"),
    ]


@FEW
@given(st.sampled_from(HERE), st.sampled_from(HERE))
def test_whoever_leaves_nothing_hangs_on_them(leaver: str, heir: str) -> None:
    if leaver == heir:
        return
    after = made(sample(), retired(sample(), f"members/{leaver}", TODAY, heir, is_forced=True))
    assert [own.ref for own in owned(after, leaver, TODAY) if not own.is_personal] == []
    orphaned = [
        f.message
        for f in checks.check(after, TOMORROW)
        if f.code == "REF103" and f"'{leaver}'" in f.message and not f.record.startswith("spotlights/")
    ]
    wrong = {line.split(" ")[1] for line in new_errors(sample(), after, TOMORROW)}
    assert orphaned == [] and wrong <= {"GRP101", "GRP102", "CFG101", "CFG102"}


SMALL = {
    "members/mei-lin-tan": "{name: Mei Lin Tan, status: active, roles: [{role: manager, since: 2026-01-01}]}",
    "members/liis-tamm": """\
name: Liis Tamm
status: onboarding
roles:
- {role: manager, since: 2025-01-01, until: 2025-12-31}
- {role: manager, since: 2026-01-01}
- {role: manager, since: 2027-01-01}
""",
    "members/jonas-berg": "{name: Jonas Berg, status: alumni, left: 2026-06-30}",
    "members/amina-diallo": "{name: Amina Diallo, status: onboarding, joined: 2026-12-01}",
    "members/chidi-eze": "{name: Chidi Eze, status: active, left: 2026-11-30}",
    "meetings/kick-off": "{series: event, status: planned, date: 2026-12-03, mode: online}",
    "meetings/called-off": "{series: event, status: cancelled, date: 2026-12-03, mode: online}",
    "meetings/held": "{series: event, status: held, date: 2026-01-03, mode: online, facilitator: mei-lin-tan, attended: 3}",
}


def test_roles_in_the_community_end_and_those_to_come_are_taken_out() -> None:
    registry = small(SMALL)
    change = retired(registry, "members/liis-tamm", TODAY)
    assert change.edits == {
        "members/liis-tamm": [
            Put(("status",), "alumni"),
            Put(("left",), TODAY),
            Drop(("roles", 2)),
            Put(("roles", 1, "until"), TODAY),
        ]
    }
    assert new_errors(registry, made(registry, change), TOMORROW) == set()


def test_a_last_day_that_was_planned_becomes_today() -> None:
    assert retired(small(SMALL), "members/chidi-eze", TODAY).edits["members/chidi-eze"][1] == Put(("left",), TODAY)


def test_a_planned_meeting_is_cancelled() -> None:
    change = retired(small(SMALL), "meetings/kick-off", TODAY)
    assert change.subject == "meetings/kick-off: cancelled"
    assert change.edits == {"meetings/kick-off": [Put(("status",), "cancelled")]}


@pytest.mark.parametrize(
    ("ref", "heir", "told"),
    [
        ("members/jonas-berg", None, "members/jonas-berg is already alumni since 2026-06-30; nothing to change"),
        ("members/amina-diallo", None, "members/amina-diallo joins on 2026-12-01 only: correct `joined` first"),
        ("members/chidi-eze", "chidi-eze", "'chidi-eze' cannot hand over to themselves: name somebody else"),
        ("members/chidi-eze", "jonas-berg", "members/jonas-berg cannot be the heir of 'chidi-eze': the status is 'alumni'; if they are back: cmtool set members/jonas-berg status=active left="),
        ("meetings/called-off", None, "meetings/called-off is already cancelled; nothing to change"),
        ("meetings/held", None, "meetings/held was held: it stays as it is"),
        ("meetings/kick-off", "chidi-eze", "meetings/kick-off is no member: only what a person looks after is handed over"),
        ("community", None, "community cannot be retired: name a member, group, meeting or skill"),
        ("members/nobody", None, "no record 'members/nobody'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(ref: str, heir: str | None, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        retired(small(SMALL), ref, TODAY, heir)
    assert str(caught.value) == told


def test_a_group_closes_with_its_memberships_and_its_calls() -> None:
    change = retired(sample(), "groups/workflow", TODAY)
    assert change.subject == "groups/workflow: closed"
    assert change.edits["groups/workflow"][:3] == [
        Put(("status",), "closed"),
        Put(("since",), TODAY),
        Put(("meets", 0, "ends"), TODAY),
    ]
    assert change.notes == [
        "meetings/2026-11-26-communitymeet is planned with the group: take it out there",
    ]
    after = made(sample(), change)
    assert not [entry for entry in after.all_groups["workflow"].members if entry.is_open(TOMORROW)]
    assert new_errors(sample(), after) == new_errors(sample(), after, TOMORROW) == set()
    with pytest.raises(CmtoolError, match=r"^groups/workflow is already closed since 2026-11-20; nothing to change$"):
        retired(after, "groups/workflow", TODAY)


@pytest.mark.parametrize("group", sorted(group.id for group in sample().groups() if group.status != "closed"))
def test_any_group_can_close(group: str) -> None:
    after = made(sample(), retired(sample(), f"groups/{group}", TODAY))
    assert {line for line in new_errors(sample(), after, TOMORROW) if " CFG101 " not in line} == set()


def test_a_skill_is_withdrawn_with_the_entries_of_those_who_list_it() -> None:
    with pytest.raises(CmtoolError) as caught:
        retired(sample(), "skills/git", TODAY)
    count = sum(any(skill.skill == "git" for skill in member.skills) for member in sample().members.values())
    assert str(caught.value) == f"{count} members list skills/git: with --force their entries are removed as well"
    change = retired(sample(), "skills/git", TODAY, is_forced=True)
    assert change.notes == ["the baseline of role 'commit-lead' in community.yaml still asks for it"]
    after = made(sample(), change)
    assert after.skills["git"].status == "retired"
    assert errors(after) == errors(sample())
    with pytest.raises(CmtoolError, match=r"^skills/git is already retired; nothing to change$"):
        retired(after, "skills/git", TODAY)


def test_the_overlay_loses_the_entries_of_a_withdrawn_skill_as_well() -> None:
    skill = "{skill: git, level: 3, date: 2026-01-01, state: confirmed}"
    registry = small(
        {**SMALL, "skills/git": "{name: Git, category: technical, about: Git}"},
        {"members/chidi-eze": f"{{gender: man, skills: [{skill}]}}"},
    )
    with pytest.raises(CmtoolError, match=r"^1 member lists skills/git: "):
        retired(registry, "skills/git", TODAY)
    change = retired(registry, "skills/git", TODAY, is_forced=True)
    assert change.overlay == {"members/chidi-eze": [Drop(("skills", 0))]}
    assert new_errors(registry, made(registry, change)) == set()


def _member_fields(model: type[Part], prefix: str = "") -> set[str]:
    """The fields of a model that name a member."""
    found = set()
    for field in fields(model).values():
        name = f"{prefix}{field.name}"
        found |= {name} if field.shape.ref in ("members", "reviewers") else set()
        found |= _member_fields(field.shape.part, f"{name}.") if field.shape.part else set()
    return found


def test_every_field_that_names_a_member_is_history_or_may_be_open() -> None:
    """A new one has to be put into one of the two lists of `_owned.py`."""
    named = {(model.folder, name) for model in (Community, *KINDS.values()) for name in _member_fields(model)}
    assert named == HISTORY | OPEN.keys()
    assert not HISTORY & OPEN.keys()


def test_what_is_over_hangs_on_nobody() -> None:
    registry = small(
        {
            **SMALL,
            "meetings/past": """\
series: event
status: held
date: 2026-01-03
mode: online
facilitator: chidi-eze
notes_by: chidi-eze
attended: [chidi-eze]
agenda: [{title: Hello, kind: ritual, minutes: 5, by: chidi-eze}]
actions:
- {what: One, who: chidi-eze, done: 2026-01-04}
- {what: Two, who: chidi-eze}
""",
        }
    )
    told = [(own.text, own.command) for own in owned(registry, "chidi-eze", TODAY)]
    assert told == [("open action", "cmtool set meetings/past 'actions[1].who=MEMBER'")]


REQUESTS = {
    **SMALL,
    "requests/answered": """\
kind: query
received: 2026-10-01
source: form
summary: Which map
owner: chidi-eze
experts: [{member: chidi-eze, asked: 2026-10-02}]
outcome: answered
closed: 2026-10-20
""",
    "requests/open": """\
kind: query
received: 2026-11-01
source: form
summary: Which map
owner: chidi-eze
routed: 2026-11-02
experts:
- {member: chidi-eze, asked: 2026-11-03}
- {member: mei-lin-tan, asked: 2026-11-03, answered: 2026-11-04}
""",
    "spotlights/planned": "{member: chidi-eze, planned: 2026-12-01, status: invited, channels: [linkedin]}",
    "spotlights/out": "{member: chidi-eze, planned: 2026-01-01, status: withdrawn, channels: [linkedin], approved_by: chidi-eze}",
    "activities/thanks": "{kind: thanks, date: 2026-11-01, by: chidi-eze, members: [liis-tamm], text: Thanks}",
    "groups/maps": "{name: Maps, kind: team, status: active, purpose: Draw, members: [{member: mei-lin-tan, role: lead}]}",
    "needs/rivers": """\
title: Rivers
type: task
group: maps
status: open
opened: 2026-11-01
outreach: [{date: 2026-11-02, by: chidi-eze, member: chidi-eze, result: interested}]
""",
}


def test_open_requests_and_a_planned_spotlight_hang_on_a_person() -> None:
    change = retired(small(REQUESTS), "members/chidi-eze", TODAY)
    assert change.notes == [
        "requests/open: owner of an open request of 2026-11-01; to hand it over: cmtool request route open --to MEMBER",
        "requests/open: asked as an expert on 2026-11-03, no answer yet; "
        "to hand it over: cmtool set requests/open 'experts[0].member=MEMBER'",
        "spotlights/planned: spotlight on them, planned for 2026-12-01; "
        "to withdraw it: cmtool spotlight withdraw planned",
    ]


def test_the_heir_gets_the_requests_today_and_is_not_shown_instead() -> None:
    registry = small(REQUESTS)
    change = retired(registry, "members/chidi-eze", TODAY, "liis-tamm")
    assert change.edits["requests/open"] == [
        Put(("owner",), "liis-tamm"),
        Put(("routed",), TODAY),
        Put(("experts", 0, "member"), "liis-tamm"),
        Put(("experts", 0, "asked"), TODAY),
    ]
    assert "spotlights/planned" not in change.edits
    assert change.notes == [
        "spotlights/planned: spotlight on them, planned for 2026-12-01; "
        "to withdraw it: cmtool spotlight withdraw planned"
    ]
    assert new_errors(registry, made(registry, change)) == set()


def test_an_heir_who_was_asked_already_is_not_asked_twice() -> None:
    registry = small(REQUESTS)
    change = retired(registry, "members/chidi-eze", TODAY, "mei-lin-tan")
    assert change.edits["requests/open"][-1] == Drop(("experts", 0))
    after = made(registry, change)
    assert [expert.member for expert in after.requests["open"].experts] == ["mei-lin-tan"]


def test_a_group_that_closes_leaves_its_needs_and_requests() -> None:
    waiting = "{kind: join, received: 2026-11-19, source: form, summary: Wants to help, interests: [maps]}"
    change = retired(small(REQUESTS | {"requests/join": waiting}), "groups/maps", TODAY)
    assert change.notes == [
        "needs/rivers is open: name another group, or close it: cmtool need close rivers",
        "requests/join is open and names the group: cmtool show requests/join",
    ]
