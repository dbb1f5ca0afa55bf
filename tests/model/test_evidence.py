"""What counts as taking part, and as a sign of life of a group."""

from __future__ import annotations

from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

FILES = {
    "groups/maps": """
name: Maps
kind: working-group
status: active
purpose: Draw maps
members: []
meets: [{id: call, every: 14d, time: "14:00"}]
products:
  - name: Atlas
    versions:
      - {version: "1.0", status: released, date: 2026-03-10, authors: [cleo]}
      - {version: "1.1", status: planned, date: 2026-09-10, authors: [cleo]}
      - {version: "0.9", status: retired, date: 2026-01-10, authors: [dan]}
      - {version: "0.8", status: retired, authors: [dan]}
""",
    "meetings/call": """
series: maps/call
status: held
date: 2026-02-03
mode: online
agenda:
  - {title: Names, kind: discussion, minutes: 5, by: ben}
attended: [ada, ben, ada]
""",
    "meetings/meet": """
series: communitymeet
status: held
date: 2026-05-05
mode: online
agenda:
  - {title: Maps, kind: update, minutes: 5, by: ada, group: maps}
  - {title: Seeds, kind: discussion, minutes: 5, group: seeds}
  - {title: Hello, kind: dialogue, minutes: 5, by: ada}
attended: 12
""",
    "meetings/joint": """
{series: event, status: held, date: 2026-04-07, mode: online, groups: [maps, seeds], attended: [ada]}
""",
    "meetings/planned": """
{series: maps/call, status: planned, date: 2026-12-01, mode: online, attended: [ada]}
""",
}


def registry() -> Registry:
    return assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in FILES.items()).registry


def test_evidence_is_attendance_items_and_credits_by_date() -> None:
    told = [(str(e.date), e.member, e.group, e.is_contribution) for e in registry().evidence]
    assert told == [
        ("2026-01-10", "dan", "maps", True),
        ("2026-02-03", "ben", "maps", True),
        ("2026-02-03", "ada", "maps", False),
        ("2026-02-03", "ben", "maps", False),
        ("2026-03-10", "cleo", "maps", True),
        ("2026-04-07", "ada", "maps", False),
        ("2026-04-07", "ada", "seeds", False),
        ("2026-05-05", "ada", "maps", True),
        ("2026-05-05", "ada", None, True),
    ]


def test_members_are_seen_when_they_last_took_part() -> None:
    assert {id: str(day) for id, day in registry().last_seen.items()} == {
        "ada": "2026-05-05",
        "ben": "2026-02-03",
        "cleo": "2026-03-10",
        "dan": "2026-01-10",
    }
    assert str(registry().evidence_since) == "2026-01-10"


def test_who_is_listed_twice_came_once() -> None:
    call, meet = registry().all_meetings["call"], registry().all_meetings["meet"]
    assert (call.attendees, call.attendance) == (["ada", "ben"], 2)
    assert (meet.attendees, meet.attendance) == ([], 12)


def test_groups_live_by_meetings_updates_and_releases() -> None:
    assert {id: [str(day) for day in days] for id, days in registry().group_days.items()} == {
        "maps": ["2026-01-10", "2026-02-03", "2026-03-10", "2026-04-07", "2026-05-05"],
        "seeds": ["2026-04-07"],
    }
