"""N13 by hand: a community of six people, three groups and a workstream. The day is 2026-11-20."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.metrics.attendance import Came, by_region, by_role, came, folded
from cmtool.metrics.meetings import held, in_year, meets, waits
from cmtool.metrics.roster import Roster, began
from cmtool.model.registry import Registry
from cmtool.store.load import assemble
from tests.registries import registry_from

TODAY = date(2026, 11, 20)

RECORDS = {
    "community": """
schema: 1
name: Nine
contact: {address: nine@meridian.example, owner: ada}
regions: [north, south]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  lead: {name: Lead, scope: group, acts_as: [lead]}
  helper: {name: Helper, scope: group}
series:
  meet: {name: Meet, every: 92d, needs: [contribution]}
  tea: {name: Tea}
privacy: {visibility: public}
""",
    "members/ada": "{name: Ada, status: active, joined: 2025-01-01, region: north, roles: [{role: manager, since: 2025-01-01}]}",
    "members/ben": "{name: Ben, status: active, joined: unknown, region: north}",
    "members/cleo": "{name: Cleo, status: alumni, joined: 2025-01-01, left: 2026-01-31, region: south}",
    "members/dan": "{name: Dan, status: alumni, joined: 2025-01-01, left: unknown}",
    "members/eve": "{name: Eve, status: paused, joined: 2026-02-01}",
    "members/fay": "{name: Fay, status: active, joined: 2026-11-21, region: south}",
    "members/removed-0001": "{status: removed}",
    "groups/maps": """
name: Maps
kind: working-group
status: active
since: 2026-05-01
purpose: Draw
members: [{member: ada, role: lead, since: 2025-06-01}, {member: ada, role: helper}, {member: ben, role: helper}]
""",
    "groups/seeds": """
name: Seeds
kind: working-group
status: closed
since: 2026-03-01
purpose: Keep
members: [{member: cleo, role: lead, since: 2025-06-01, until: 2026-02-28}]
""",
    "groups/wells": "{name: Wells, kind: working-group, status: forming, since: 2026-09-01, purpose: Dig, members: []}",
    "groups/paths": "{name: Paths, kind: working-group, status: dormant, purpose: Walk, members: []}",
    "groups/fields": "{name: Fields, kind: workstream, status: active, purpose: Talk, members: []}",
    "groups/barns": "{name: Barns, kind: workstream, status: dormant, purpose: Talk, members: []}",
    "meetings/m1": """
series: meet
status: held
date: 2025-11-20
mode: online
facilitator: ada
agenda:
  - {title: A, kind: update, minutes: 5, group: maps}
  - {title: B, kind: update, minutes: 5, group: maps}
  - {title: C, kind: update, minutes: 5, group: fields}
  - {title: D, kind: contribution, minutes: 5, group: fields}
  - {title: E, kind: contribution, minutes: 5}
attended: [ada, cleo, ada]
""",
    "meetings/m2": """
series: meet
status: held
date: 2026-02-01
mode: online
facilitator: ada
agenda: [{title: A, kind: update, minutes: 5, group: seeds}, {title: B, kind: update, minutes: 5, group: paths}]
attended: [ada, ben, eve]
guests: 2
""",
    "meetings/m3": "{series: meet, status: held, date: 2026-06-01, mode: online, facilitator: ada, attended: 40}",
    "meetings/m4": "{series: meet, status: held, date: 2026-09-01, mode: in-person, facilitator: ada}",
    "meetings/m5": """
series: meet
status: held
date: 2026-11-20
mode: online
facilitator: ada
agenda: [{title: A, kind: update, minutes: 5, group: maps}]
attended: [cleo, eve, fay]
""",
    "meetings/m6": "{series: meet, status: held, date: 2026-11-21, mode: online, facilitator: ada, attended: [ada]}",
    "meetings/m7": "{series: meet, status: cancelled, date: 2026-10-01, mode: online}",
    "meetings/m8": "{series: meet, status: planned, date: 2026-10-02, mode: online}",
    "meetings/o1": "{series: event, status: held, date: 2026-03-01, mode: online, facilitator: ada, attended: [ada]}",
    "meetings/o2": "{series: event, status: held, date: 2026-04-01, mode: online, facilitator: ada, attended: []}",
    "meetings/t1": "{series: tea, status: held, date: 2026-04-02, mode: online, facilitator: ada, attended: [eve]}",
}


def registry(**changes: str) -> Registry:
    return registry_from({**RECORDS, **changes})


@pytest.fixture(scope="module")
def nine() -> Registry:
    return registry()


def test_n13_each_held_meeting_with_its_numbers(nine: Registry) -> None:
    told = {m.meeting.id: m[1:] for m in meets(nine, TODAY)}
    # days since, attended, members, first-timers, updates, living groups, contributions
    assert told == {
        # ada, ben (unknown is past), cleo; dan left nobody knows when; maps and seeds had begun; paths has no day
        "m1": (None, 2, 3, None, 1, 2, 2),
        # cleo left the day before; ben and eve are new
        "m2": (73, 3, 3, 2, 1, 2, 0),
        "o1": (None, 1, 3, None, 0, 1, 0),
        "o2": (None, 0, 3, None, 0, 1, 0),
        "t1": (None, 1, 3, None, 0, 1, 0),
        # no names: nobody knows who was new
        "m3": (120, 40, 3, None, 0, 1, 0),
        "m4": (92, None, 3, None, 0, 2, 0),
        # fay is new, cleo and eve came before; fay joins tomorrow
        "m5": (80, 3, 3, 1, 1, 2, 0),
    }


def test_n13_share_of_the_members(nine: Registry) -> None:
    shares = {m.meeting.id: m.share for m in meets(nine, TODAY)}
    assert shares["m1"] == 2 / 3
    assert shares["o2"] == 0
    # more came than are registered; nobody noted
    assert (shares["m3"], shares["m4"]) == (None, None)


def test_n13_of_a_past_day_knows_nothing_of_later(nine: Registry) -> None:
    assert [m.id for m in held(nine, date(2026, 2, 1))] == ["m1", "m2"]
    assert meets(nine, date(2026, 2, 1)) == meets(nine, TODAY)[:2]


def test_year_has_365_days(nine: Registry) -> None:
    assert [m.id for m in in_year(held(nine, TODAY), TODAY)][:1] == ["m2"]
    assert [m.id for m in in_year(held(nine, TODAY), date(2026, 11, 19))][:1] == ["m1"]


def test_last_day_of_a_member_counts(nine: Registry) -> None:
    roster = Roster(nine)
    assert [roster.members(day) for day in (date(2024, 12, 31), date(2026, 1, 31), date(2026, 2, 1))] == [1, 3, 3]
    # cleo's last day and eve's first one
    early = registry(**{"members/eve": "{name: Eve, status: active, joined: 2026-01-31}"})
    assert [Roster(early).members(day) for day in (date(2026, 1, 31), date(2026, 2, 1))] == [4, 3]


def test_who_left_before_joining_was_never_there() -> None:
    odd = registry(**{"members/cleo": "{name: Cleo, status: alumni, joined: 2026-01-31, left: 2025-01-01}"})
    assert [Roster(odd).members(date(2026, day, 1)) for day in range(1, 13)] == [2, *[3] * 10, 4]


def test_group_lives_from_its_first_day_on_record_until_it_sleeps(nine: Registry) -> None:
    def living(day: date) -> list[str]:
        return [group.id for group in Roster(nine).living_groups(day)]

    assert living(date(2025, 5, 31)) == []
    assert living(date(2025, 6, 1)) == ["maps", "seeds"]
    assert living(date(2026, 2, 28)) == ["maps", "seeds"]
    assert living(date(2026, 3, 1)) == ["maps"]
    assert living(date(2026, 9, 1)) == ["maps", "wells"]
    assert began(nine, nine.all_groups["barns"]) == date.min


def test_who_waits_longest_comes_first(nine: Registry) -> None:
    groups, streams = waits(nine, TODAY)
    # wells began on the day of m4 and never spoke: m4 and m5
    assert [tuple(w) for w in groups] == [
        (nine.all_groups["wells"], None, 2),
        (nine.all_groups["maps"], date(2026, 11, 20), 0),
    ]
    # m2 to m5; the dormant one is not asked
    assert [tuple(w) for w in streams] == [(nine.all_groups["fields"], date(2025, 11, 20), 4)]


def test_before_the_first_meeting_that_asks_nobody_waits(nine: Registry) -> None:
    assert waits(nine, date(2025, 11, 19)) == ([], [])


def test_waiting_of_a_past_day(nine: Registry) -> None:
    groups, streams = waits(nine, date(2026, 1, 1))
    assert [(w.group.id, w.last, w.meetings) for w in groups] == [
        ("seeds", None, 1),
        ("maps", date(2025, 11, 20), 0),
    ]
    assert [(w.group.id, w.meetings) for w in streams] == [("fields", 0)]


def test_n13_by_role_counts_each_role_once(nine: Registry) -> None:
    meetings = [m for m in held(nine, TODAY) if m.series == "meet"]
    assert came(meetings) == {"ada", "ben", "cleo", "eve", "fay"}
    # helpers are ada and ben; cleo is no member any more, fay not yet
    assert by_role(nine, TODAY, meetings) == [Came("helper", 2, 2), Came("lead", 1, 1), Came("manager", 1, 1)]
    assert by_role(nine, TODAY, meetings[-1:]) == [Came("helper", 0, 2), Came("lead", 0, 1), Came("manager", 0, 1)]


def test_n13_by_region(nine: Registry) -> None:
    meetings = [m for m in held(nine, TODAY) if m.series == "meet"]
    assert by_region(nine, TODAY, meetings) == [Came("north", 2, 2), Came("unknown", 1, 1)]


@pytest.mark.parametrize(
    ("counts", "shown", "others"),
    [
        ([], [], None),
        ([5, 4], [5, 4], None),
        # one alone would be told by the total
        ([5, 4, 1], [5], 5),
        ([5, 4, 0], [5], 4),
        # two together are still too few
        ([5, 4, 1, 1], [5], 6),
        ([5, 4, 2, 1], [5, 4], 3),
        ([2], [], 2),
        ([1, 1], [], 2),
    ],
)
def test_small_rows_are_told_together(counts: list[int], shown: list[int], others: int | None) -> None:
    rows = [Came(f"r{index}", count, 9) for index, count in enumerate(counts)]
    kept, rest = folded(rows, 3)
    assert [row.came for row in kept] == shown
    assert (rest and rest.came) == others


def test_nothing_is_folded_for_private_output() -> None:
    rows = [Came("a", 1, 1), Came("b", 0, 1)]
    assert folded(rows, 0) == (rows, None)


def test_empty_registry_has_no_numbers() -> None:
    nothing = assemble([]).registry
    assert (meets(nothing, TODAY), waits(nothing, TODAY)) == ([], ([], []))
    assert (by_role(nothing, TODAY, []), by_region(nothing, TODAY, [])) == ([], [])


def test_who_sent_regrets_gave_no_update_whatever_the_agenda_had_planned() -> None:
    """An agenda that was filled has a slot for each group, also for the one that stayed away."""
    slot = "{series: meet, status: held, date: 2026-11-20, mode: online, facilitator: ada, attended: 2, opening: Hi, REGRETS"
    slot += "agenda: [{title: Update, kind: update, minutes: 5, group: maps}]}"
    texts = {ref: text for ref, text in RECORDS.items() if not ref.startswith("meetings/")}
    for regrets, told in (("", (date(2026, 11, 20), 1)), ("regrets: [maps], ", (None, 0))):
        one = registry_from(texts | {"meetings/mm": slot.replace("REGRETS", regrets)})
        waiting = {wait.group.id: wait.last for wait in waits(one, TODAY)[0]}
        assert (waiting["maps"], meets(one, TODAY)[0].updates) == told
