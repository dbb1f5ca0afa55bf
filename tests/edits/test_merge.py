"""`merge`: two records of one person, or of one thing, become one."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cmtool.document.writer import write
from cmtool.edits.merge import Conflict, merged
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Drop, Insert, Put
from cmtool.model.kinds import KINDS
from cmtool.model.plain import Plain
from cmtool.model.references import mentions
from cmtool.model.registry import Registry
from tests.edits.verbs import COMMUNITY, FEW, all_values, errors, made, new_errors, sample, small

KEEP = """\
name: Amina Diallo
status: active
joined: 2025-03-04
languages: [fr]
affiliations:
- {org: savane-tech, since: 2024-01-01}
roles:
- {role: manager, since: 2026-01-01}
links: {github: amina-d}
consents: {listing: 2025-03-04}
skills:
- skill: git
  level: 4
  date: 2026-08-30
  state: confirmed
  endorsed:
  - {by: jonas-berg, date: 2026-09-02, level: 4}
  - {by: amina-sow, date: 2026-09-03, level: 5}
"""
GONE = """\
name: Amina Sow
status: alumni
joined: 2025-03-04
left: 2026-06-30
region: africa
languages: [wo, fr]
affiliations:
- {org: savane-tech, until: 2026-03-31}
- {org: norland, since: 2020-01-01}
roles:
- {role: manager, since: 2024-01-01, until: 2024-12-31}
links: {github: amina-s, linkedin: amina-sow-example}
skills:
- skill: git
  level: 3
  date: 2025-08-30
  state: confirmed
  endorsed:
  - {by: jonas-berg, date: 2026-10-02, level: 5}
  - {by: amina-diallo, date: 2026-09-03, level: 5}
- {skill: openapi, level: 2, date: 2026-01-01, state: confirmed}
formerly: [amina-s]
"""
SMALL = {
    "community": COMMUNITY.replace("regions: []", "regions: [africa]").replace(
        "organisations: {}",
        "organisations: {savane-tech: {name: Savane, kind: company}, norland: {name: Norland, kind: partner}}",
    )
    + """\
review: [{paths: members/amina-sow.yaml, by: amina-sow}]
waivers:
- {code: MEM201, record: members/amina-diallo, reason: Sponsor, until: 2027-06-30}
- {code: MEM201, record: members/amina-sow, reason: Sponsor, until: 2026-12-31}
- {code: MEM203, record: members/amina-sow, reason: Two people, until: 2026-12-31}
""",
    "members/amina-diallo": KEEP,
    "members/amina-sow": GONE,
    "members/jonas-berg": "{name: Jonas Berg, status: active, skills: [{skill: git, level: 3, date: 2026-01-01, state: confirmed, "
    "endorsed: [{by: amina-sow, date: 2026-01-02, level: 3}, {by: amina-diallo, date: 2026-01-03, level: 4}]}]}",
    "members/mei-lin-tan": "{name: Mei Lin Tan, status: active}",
    "members/removed-0001": "status: removed",
    "skills/git": "{name: Git, category: technical, about: Git}",
    "skills/openapi": "{name: OpenAPI, category: technical, about: OpenAPI}",
    "groups/payments": """\
name: Payments
kind: team
status: dormant
purpose: Payments
members:
- {member: amina-sow, role: contributor, since: 2025-01-01, until: 2026-06-30, mentor: amina-diallo}
- {member: amina-diallo, role: contributor, since: 2026-01-01}
- {member: amina-sow, role: lead, since: 2024-01-01, until: 2024-06-30}
- {member: amina-diallo, role: lead, since: 2025-01-01}
- {member: jonas-berg, role: contributor, mentor: amina-sow}
products:
- name: Specification
  versions:
  - {version: "1.0", status: released, date: 2026-01-01, authors: [amina-sow, jonas-berg, amina-diallo]}
lifecycle: {stage: starting, since: 2026-01-01, activator: amina-sow}
""",
    "meetings/one": "{series: event, status: held, date: 2026-02-01, mode: online, facilitator: amina-sow, "
    "attended: [amina-sow, jonas-berg, amina-diallo]}",
    "meetings/two": "{series: event, status: held, date: 2026-03-01, mode: online, facilitator: jonas-berg, "
    "attended: [amina-sow, jonas-berg]}",
}  # fmt: skip
CHOSEN = {"name": "keep", "status": "keep", "links": "keep", "skills[git]": "keep"}


def change_of(registry: Registry, keep: str, gone: str, settled: Mapping[str, str]) -> ChangeSet:
    found = merged(registry, keep, gone, settled)
    assert found.change_set is not None, found.conflicts
    return found.change_set


def merge_of_the_two(settled: Mapping[str, str]) -> ChangeSet:
    return change_of(small(SMALL), "members/amina-diallo", "members/amina-sow", settled)


def test_what_the_two_say_differently_somebody_has_to_settle() -> None:
    found = merged(small(SMALL), "members/amina-diallo", "members/amina-sow", {"name": "gone"})
    assert found.change_set is None
    assert found.conflicts == [
        Conflict("status", "active", "alumni"),
        Conflict("links.github", "amina-d", "amina-s"),
        Conflict(
            "skills[git]",
            "skill: git, level: 4, date: 2026-08-30, state: confirmed",
            "skill: git, level: 3, date: 2025-08-30, state: confirmed",
        ),
    ]


def test_one_record_of_two() -> None:
    change = merge_of_the_two(CHOSEN)
    assert (change.subject, change.removed) == ("members/amina-sow: merged into amina-diallo", ["members/amina-sow"])
    after = made(small(SMALL), change)
    member = after.members["amina-diallo"]
    assert sorted(after.members) == ["amina-diallo", "jonas-berg", "mei-lin-tan", "removed-0001"]
    assert (member.name, member.status, member.left, member.region) == ("Amina Diallo", "active", None, "africa")
    assert member.languages == ["fr", "wo"]
    assert member.links == {"github": "amina-d", "linkedin": "amina-sow-example"}
    assert [(a.org, str(a.since), str(a.until)) for a in member.affiliations] == [
        ("savane-tech", "2024-01-01", "None"),
        ("norland", "2020-01-01", "None"),
    ]
    assert [(r.role, str(r.since), str(r.until)) for r in member.roles] == [
        ("manager", "2026-01-01", "None"),
        ("manager", "2024-01-01", "2024-12-31"),
    ]
    assert [(s.skill, s.level) for s in member.skills] == [("git", 4), ("openapi", 2)]
    assert member.formerly == ["amina-sow", "amina-s"]
    assert new_errors(small(SMALL), after) == set()


def test_of_two_endorsements_the_later_stays_and_none_by_oneself() -> None:
    after = made(small(SMALL), merge_of_the_two(CHOSEN))
    said = {
        id: [(e.by, str(e.date)) for e in after.members[id].skills[0].endorsed] for id in ("amina-diallo", "jonas-berg")
    }
    assert said == {"amina-diallo": [("jonas-berg", "2026-10-02")], "jonas-berg": [("amina-diallo", "2026-01-03")]}


def test_memberships_that_overlap_become_one_and_others_stay() -> None:
    change = merge_of_the_two(CHOSEN)
    entries = made(small(SMALL), change).all_groups["payments"].members
    assert [(e.member, e.role, str(e.since), str(e.until), e.mentor) for e in entries] == [
        ("amina-diallo", "contributor", "2025-01-01", "None", None),
        ("amina-diallo", "lead", "2024-01-01", "2024-06-30", None),
        ("amina-diallo", "lead", "2025-01-01", "None", None),
        ("jonas-berg", "contributor", "None", "None", "amina-diallo"),
    ]


def test_what_is_dropped_or_joined_unasked_is_told() -> None:
    assert merge_of_the_two(CHOSEN).notes == [
        "members/amina-diallo: skills[0].endorsed[1] would mean themselves from now on, and is dropped",
        "members/amina-sow: skills[0].endorsed[1] would mean themselves from now on, and is dropped",
        "members/amina-diallo: affiliations[savane-tech] is one entry now: until 2026-03-31 is dropped",
        "members/amina-diallo: skills[git].endorsed[jonas-berg] is one entry now: "
        "date 2026-10-02 and level 5 stay, date 2026-09-02 and level 4 are dropped",
        "members/amina-diallo: the last day is dropped, as the status is not alumni",
        "community lists both in waivers[members/amina-diallo,MEM201]: "
        "until 2027-06-30 stays, until 2026-12-31 is dropped",
        "members/jonas-berg lists both in skills[0].endorsed[amina-diallo]: "
        "date 2026-01-03 and level 4 stay, date 2026-01-02 and level 3 are dropped",
        "groups/payments: members[0].mentor would mean themselves from now on, and is dropped",
        "groups/payments lists both in members[amina-diallo,contributor]: "
        "since 2025-01-01 stays, since 2026-01-01 and until 2026-06-30 are dropped",
    ]


def test_who_had_both_of_two_skills_keeps_one_level_and_every_endorsement() -> None:
    said = "date: 2026-01-01, state: confirmed"
    registry = small(
        {
            "members/mei-lin-tan": "{name: Mei Lin Tan, status: active, skills: ["
            f"{{skill: git, level: 3, {said}, endorsed: [{{by: jonas-berg, date: 2026-01-02, level: 3}}]}}, "
            f"{{skill: openapi, level: 2, {said}, want: learn, endorsed: [{{by: liis-tamm, date: 2026-01-03, level: 2}}]}}]}}",
            "members/jonas-berg": f"{{name: Jonas Berg, status: active, skills: [{{skill: openapi, level: 4, {said}, "
            "endorsed: [{by: liis-tamm, date: 2026-01-04, level: 4}]}]}",
            "members/liis-tamm": f"{{name: Liis Tamm, status: active, skills: [{{skill: git, level: 3, {said}}}, {{skill: openapi, level: 3, {said}}}]}}",
            "skills/git": "{name: Git, category: technical, about: Git}",
            "skills/openapi": "{name: Git, category: technical, about: Git}",
        }
    )  # fmt: skip
    change = change_of(registry, "skills/git", "skills/openapi", {})
    assert change.notes == [
        "members/mei-lin-tan lists both in skills[git]: level 3 stays, level 2 and want learn are dropped",
        "endorsements of 'openapi' count for 'git' from now on: jonas-berg, mei-lin-tan",
    ]
    (skill,) = made(registry, change).members["mei-lin-tan"].skills
    assert (skill.level, [word.by for word in skill.endorsed]) == (3, ["jonas-berg", "liis-tamm"])


def test_where_both_are_keys_the_value_that_goes_is_told() -> None:
    skill = "{name: Git, category: technical, about: Git}"
    roles = "  mentor: {name: Mentor, scope: group, baseline: {git: 3, openapi: 4}}\nprivacy:"
    registry = small(
        {
            "community": COMMUNITY.replace("privacy:", roles),
            "skills/git": skill,
            "skills/openapi": skill,
        }
    )  # fmt: skip
    change = change_of(registry, "skills/git", "skills/openapi", {})
    assert change.notes == ["community lists both in roles.mentor.baseline: 'git' 3 stays, 'openapi' 4 is dropped"]


def test_what_the_overlay_says_is_in_no_note() -> None:
    said = "date: 2026-01-01, state: confirmed"
    skill = "{name: Git, category: technical, about: Git}"
    both = f"skills: [{{skill: git, level: 3, {said}}}, {{skill: openapi, level: 2, {said}, evidence: Nightly run}}]"
    registry = small(
        {"members/mei-lin-tan": "{name: Mei Lin Tan, status: active}", "skills/git": skill, "skills/openapi": skill},
        {"members/mei-lin-tan": both},
    )
    change = change_of(registry, "skills/git", "skills/openapi", {})
    assert change.notes == [
        "the overlay of members/mei-lin-tan lists both in skills[git]: "
        "what they say differently is kept of one of them (not shown)"
    ]


def test_an_address_that_settles_nothing_is_not_repeated() -> None:
    for settled in ({"ann@meridian.example": "keep"}, {"ann@meridian.example": "mine"}):
        with pytest.raises(CmtoolError) as caught:
            merged(small(SMALL), "members/amina-diallo", "members/amina-sow", settled)
        assert "ann" not in str(caught.value)


def test_references_follow_and_nobody_is_listed_twice() -> None:
    change = merge_of_the_two(CHOSEN)
    assert change.edits["meetings/one"] == [Put(("facilitator",), "amina-diallo"), Drop(("attended", 0))]
    assert change.edits["meetings/two"] == [Put(("attended", 0), "amina-diallo")]
    assert change.edits["community"] == [
        Put(("review", 0, "by"), "amina-diallo"),
        Put(("waivers", 1, "record"), "members/amina-diallo"),
        Put(("waivers", 2, "record"), "members/amina-diallo"),
        Drop(("waivers", 1)),
        Put(("review", 0, "paths"), "members/amina-diallo.yaml"),
    ]
    after = made(small(SMALL), change)
    assert after.all_groups["payments"].products[0].versions[0].authors == ["jonas-berg", "amina-diallo"]
    left = [ref for ref, own in all_values(after).items() if "amina-sow" in write({**own, "formerly": []})]
    assert left == ["members/amina-diallo"]  # the handle on another platform


def test_a_choice_may_be_made_for_a_field_for_all_in_it_or_for_everything() -> None:
    taken = made(small(SMALL), merge_of_the_two({"all": "keep", "skills": "gone", "name": "gone"})).members[
        "amina-diallo"
    ]
    assert (taken.name, taken.links["github"]) == ("Amina Sow", "amina-d")
    assert (taken.skills[0].level, str(taken.skills[0].date)) == (3, "2025-08-30")


def test_who_has_left_by_the_choice_keeps_the_last_day() -> None:
    member = made(small(SMALL), merge_of_the_two({"all": "gone"})).members["amina-diallo"]
    assert (member.status, str(member.left)) == ("alumni", "2026-06-30")


def test_who_is_here_by_the_choice_has_no_last_day() -> None:
    registry = small(SMALL)
    change = change_of(registry, "members/amina-sow", "members/amina-diallo", {"all": "gone"})
    member = made(registry, change).members["amina-sow"]
    assert (member.status, member.left, member.formerly) == ("active", None, ["amina-s", "amina-diallo"])


def test_a_known_day_is_taken_for_an_unknown_one() -> None:
    files = {
        "members/mei-lin-tan": "{name: Mei Lin Tan, status: active, joined: unknown}",
        "members/mei-tan": "{name: Mei Lin Tan, status: active, joined: 2025-01-01}",
    }
    change = change_of(small(files), "members/mei-lin-tan", "members/mei-tan", {})
    assert change.edits == {
        "members/mei-lin-tan": [Put(("joined",), Plain("2025-01-01")), Insert(("formerly",), "mei-tan")]
    }


def test_ids_that_yaml_takes_for_something_else_are_ids() -> None:
    entry = "{member: no, role: contributor, since: 2026-01-01}"
    registry = small(
        {
            "members/no": "{name: Nomsa, status: active, skills: [{skill: git, level: 3, date: 2026-01-01, state: confirmed, "
            "endorsed: [{by: on, date: 2026-01-02, level: 3}]}]}",
            "members/on": "{name: Nomsa, status: active}",
            "members/mei-lin-tan": "{name: Mei Lin Tan, status: active}",
            "skills/git": "{name: Git, category: technical, about: Git}",
            "groups/payments": f"{{name: A, kind: team, status: dormant, purpose: P, members: [{entry}, {entry.replace('no', 'on')}]}}",
            "meetings/one": "{series: event, status: held, date: 2026-02-01, mode: online, facilitator: on, attended: [on, no]}",
        }
    )  # fmt: skip
    after = made(registry, change_of(registry, "members/no", "members/on", {}))
    assert [entry.member for entry in after.all_groups["payments"].members] == ["no"]
    assert (after.all_meetings["one"].facilitator, after.all_meetings["one"].attended) == ("no", ["no"])
    assert after.members["no"].skills[0].endorsed == []


def test_a_third_record_that_reads_the_same_is_another_one() -> None:
    group = "{name: Payments, kind: team, status: dormant, purpose: P, members: [], partners: [payouts]}"
    files = {"members/mei-lin-tan": "{name: Mei Lin Tan, status: active}"}
    groups = {"groups/payments": group, "groups/money": group, "groups/payouts": group.replace("payouts", "money")}
    registry = small({**files, **groups})
    after = made(registry, change_of(registry, "groups/payments", "groups/payouts", {}))
    assert {id: found.partners for id, found in after.all_groups.items()} == {
        "money": ["payments"],
        "payments": ["money"],
    }


PRIVATE = {
    "members/amina-diallo": "{gender: woman, notes: likes tea}",
    "members/amina-sow": "{gender: undisclosed, notes: likes coffee}",
    "members/jonas-berg": "{notes: likes both}",
}


def test_of_sensitive_fields_the_name_is_told_and_never_the_value() -> None:
    registry = small(SMALL, PRIVATE)
    found = merged(registry, "members/amina-diallo", "members/amina-sow", CHOSEN)
    assert found.conflicts == [Conflict("overlay.gender", None, None), Conflict("overlay.notes", None, None)]
    change = change_of(
        registry, "members/amina-diallo", "members/amina-sow", {**CHOSEN, "overlay.notes": "gone", "overlay": "keep"}
    )
    assert change.overlay == {"members/amina-diallo": [Put(("notes",), "likes coffee")]}
    assert change.overlay_removed == ["members/amina-sow"]
    assert sorted(made(registry, change).overlay or {}) == ["amina-diallo", "jonas-berg"]


def test_an_overlay_file_that_only_one_has_moves() -> None:
    registry = small(SMALL, {"members/amina-sow": "notes: likes coffee"})
    change = change_of(registry, "members/amina-diallo", "members/amina-sow", CHOSEN)
    assert change.overlay_moved == {"members/amina-sow": "members/amina-diallo"}
    assert list(made(registry, change).overlay or {}) == ["amina-diallo"]


def test_two_groups_become_one_with_their_series_and_people() -> None:
    group = (
        "name: {name}\nkind: team\nstatus: dormant\npurpose: Pay\nmembers: [{{member: mei-lin-tan, role: {role}}}]\n"
    )
    registry = small(
        {
            "members/mei-lin-tan": "{name: Mei Lin Tan, status: active}",
            "groups/payments": group.format(name="Payments", role="lead") + "partners: [payouts]\n",
            "groups/payouts": group.format(name="Payments", role="contributor") + "meets: [{id: call, every: 7d, time: '14:00'}]\n",
            "meetings/one": "{series: payouts/call, status: planned, date: 2026-12-01, mode: online, groups: [payments, payouts]}",
        }
    )  # fmt: skip
    after = made(registry, change_of(registry, "groups/payments", "groups/payouts", {}))
    kept = after.all_groups["payments"]
    assert ([e.role for e in kept.members], kept.partners, kept.formerly) == (["lead", "contributor"], [], ["payouts"])
    meeting = after.all_meetings["one"]
    assert (meeting.series, meeting.groups) == ("payments/call", ["payments"])
    assert new_errors(registry, after) == set()


@pytest.mark.parametrize(
    ("keep", "gone", "settled", "told"),
    [
        ("members/amina-diallo", "groups/payments", {}, "members/amina-diallo and groups/payments are not of one kind: only two members, two groups, .. are merged"),
        ("members/amina-diallo", "members/amina-diallo", {}, "members/amina-diallo is one record already: name the other one"),
        ("community", "community", {}, "community and community are not of one kind: only two members, two groups, .. are merged"),
        ("members/amina-diallo", "members/removed-0001", {}, "members/removed-0001 cannot be merged: of a removed person only the id stays; who comes back gets a record of their own: cmtool add member"),
        ("members/amina-diallo", "members/amina-so", {}, "no record 'members/amina-so'; did you mean 'members/amina-sow'?"),
        ("members/amina-diallo", "members/amina-sow", {"name": "mine"}, "'mine' settles nothing: write name=keep or name=gone"),
        ("members/amina-diallo", "members/amina-sow", {"nme": "keep"}, "the records do not differ in 'nme'; did you mean 'name'?"),
        ("members/amina-diallo", "members/amina-sow", {"joined": "keep"}, "the records do not differ in 'joined'; conflicts: name, status, links.github, skills[git]"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(keep: str, gone: str, settled: dict[str, str], told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        merged(small(SMALL), keep, gone, settled)
    assert str(caught.value) == told


def _pairs() -> list[tuple[str, str, str]]:
    ids = {folder: [id for id in sample().records[folder] if id != "removed-0001"] for folder in KINDS}
    return [(folder, keep, gone) for folder in KINDS for keep in ids[folder] for gone in ids[folder] if keep != gone]


@FEW
@given(st.sampled_from(_pairs()), st.sampled_from(["keep", "gone"]))
@example(("members", "amina-diallo", "jonas-berg"), "gone")
@example(("skills", "git", "openapi"), "keep")
@example(("groups", "payments", "identity"), "gone")
def test_any_two_records_become_one_that_everything_leads_to(pair: tuple[str, str, str], side: str) -> None:
    folder, keep, gone = pair
    before = errors(sample())
    after = made(sample(), change_of(sample(), f"{folder}/{keep}", f"{folder}/{gone}", {"all": side}))
    assert not [m for record in after.all_records() for m in mentions(record) if (m.target, m.id) == (folder, gone)]
    # Ids that lead nowhere or stand twice, words nobody knows, one person twice in a role or a skill.
    wrong = [line for line in errors(after) - before if re.search(r" (REF10[124]|SKL101) | is listed twice ", line)]
    assert wrong == []
    if folder == "members":
        word = re.compile(rf"(?<![a-z0-9-]){gone}(?![a-z0-9-])")
        assert not [ref for ref, own in all_values(after).items() if word.search(write({**own, "formerly": []}))]
