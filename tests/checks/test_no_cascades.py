"""What cannot be read, or is told elsewhere, gives no follow-up finding about members, groups, meetings or skills."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cmtool.checks import check
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

COMMUNITY = """
schema: 1
name: Cascades
contact: {address: community@meridian.example, owner: ada-stone}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager], description: Keeps it going, does: [Answers mail]}
  lead: {name: Lead, scope: group, acts_as: [lead], description: Leads, does: [Chairs]}
  triage: {name: Triage, scope: group, acts_as: [triage], description: Welcomes, does: [Answers requests]}
series: {communitymeet: {name: CommunityMeet, needs: [contribution]}}
channels: [{id: chat, purpose: Talk, gathering: true}]
privacy: {visibility: public}
"""
ADA = """
name: Ada Stone
status: active
joined: 2026-09-01
region: north
roles: [{role: manager, since: 2026-09-01}]
"""
MAPS = """
name: Maps
kind: working-group
status: active
since: 2026-09-01
purpose: Draw maps together
members:
  - {member: ada-stone, role: triage}
  - {member: ben-okoro, role: lead}
  - {member: cleo-marsh, role: lead}
"""
BEN = "{name: Ben Okoro, status: active, joined: 2026-09-01, region: north}"
CLEO = BEN.replace("Ben Okoro", "Cleo Marsh")
MEET = """
series: communitymeet
status: held
date: 2026-10-06
mode: online
facilitator: ben-okoro
opening: One word
agenda:
  - {title: Talk, kind: contribution, minutes: 5, group: outreach, by: ben-okoro}
  - {title: Maps, kind: update, minutes: 5, group: maps, by: ada-stone}
attended: [ada-stone, ben-okoro, cleo-marsh]
"""
OUTREACH = """
name: Outreach
kind: workstream
status: active
purpose: Talk to schools
members:
  - {member: ben-okoro, role: lead}
  - {member: cleo-marsh, role: lead}
"""
SOUND = {
    "community": COMMUNITY,
    "members/ada-stone": ADA,
    "members/ben-okoro": BEN,
    "members/cleo-marsh": CLEO,
    "groups/maps": MAPS,
    "groups/outreach": OUTREACH,
    "meetings/meet": MEET,
}


def told(files: Mapping[str, str | None]) -> list[str]:
    texts = {path: text for path, text in (SOUND | files).items() if text is not None}
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items())
    found = [*loaded.findings, *check(loaded.registry, date(2026, 11, 20))]
    return [f"{finding.path} {finding.code}" for finding in found if finding.due is None]


def test_sound_registry_says_nothing() -> None:
    assert told({}) == []


def test_unreadable_members_may_lead_triage_and_take_part() -> None:
    assert told({"members/ben-okoro": "name: [", "members/cleo-marsh": "name: ["}) == [
        "members/ben-okoro.yaml YML101",
        "members/cleo-marsh.yaml YML101",
    ]


def test_unreadable_group_may_be_a_workstream() -> None:
    assert told({"groups/outreach": "name: ["}) == ["groups/outreach.yaml YML101"]


def test_unreadable_community_leaves_its_roles_and_series_open() -> None:
    assert told({"community": "name: ["}) == ["community.yaml YML101"]


def test_unknown_lead_is_only_an_unknown_reference() -> None:
    unknown = OUTREACH.replace("cleo-marsh", "cleo-marsch").replace("  - {member: ben-okoro, role: lead}\n", "")
    assert told({"groups/outreach": unknown}) == ["groups/outreach.yaml REF101"]


def test_unknown_role_is_only_an_unknown_word() -> None:
    unknown = OUTREACH.replace("cleo-marsh, role: lead", "cleo-marsh, role: leed")
    assert told({"groups/outreach": unknown}) == ["groups/outreach.yaml REF102"]
    nobody_else = unknown.replace("  - {member: ben-okoro, role: lead}\n", "")
    assert told({"groups/outreach": nobody_else}) == ["groups/outreach.yaml REF102"]
