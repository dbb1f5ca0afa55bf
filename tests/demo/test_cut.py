"""Records cut at a day by their own dates, on small ones; `>>>` stands for: is on that day."""

from datetime import date
from textwrap import dedent

import pytest

from cmtool.demo.course import spotlight
from cmtool.demo.cut import cut, versions, without_unknown
from cmtool.demo.past import Values, merged, past, values_of
from cmtool.document.writer import write
from cmtool.model.community import Community
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.model.record import Part
from cmtool.model.request import Request
from cmtool.model.spotlight import Spotlight

DAY = date(2025, 6, 30)


def values(text: str) -> dict[str, object]:
    return values_of("record.yaml", dedent(text).encode())


def both(text: str) -> tuple[dict[str, object], str]:
    """A record of today, and the text that is expected of it."""
    today, then = text.split(">>>\n")
    return values(today), dedent(then)


@pytest.mark.parametrize(
    ("model", "text"),
    [
        pytest.param(
            Member,
            """\
            name: Ada Stone
            status: active
            joined: 2025-01-07
            roles:
              - role: champion
                since: 2025-09-01
            consents:
              listing: 2025-01-07
              spotlight: 2025-07-01
              photo: declined
            >>>
            name: Ada Stone
            status: active
            joined: 2025-01-07
            consents:
              listing: 2025-01-07
              photo: declined
            """,
            id="what a person agreed to or became later is not there yet",
        ),
        pytest.param(
            Member,
            """\
            name: Ada Stone
            status: alumni
            left: 2025-06-30
            verified: 2025-06-30
            affiliations:
              - org: survey
                until: 2025-06-29
              - org: maps
                since: 2025-06-30
                until: 2025-12-31
            >>>
            name: Ada Stone
            status: alumni
            verified: 2025-06-30
            affiliations:
              - org: survey
                until: 2025-06-29
              - org: maps
                since: 2025-06-30
            """,
            id="a first day is there on the day, a last day once it is over",
        ),
        pytest.param(
            Member,
            """\
            name: Ada Stone
            status: active
            skills:
              - skill: git
                level: 4
                date: 2025-05-05
                state: confirmed
                endorsed:
                  - by: ben-okoro
                    date: 2025-05-07
                    level: 4
                  - by: cleo-park
                    date: 2025-08-01
                    level: 5
              - skill: openapi
                level: 2
                date: 2025-08-01
                state: confirmed
            >>>
            name: Ada Stone
            status: active
            skills:
              - skill: git
                level: 4
                date: 2025-05-05
                state: confirmed
                endorsed:
                  - by: ben-okoro
                    date: 2025-05-07
                    level: 4
            """,
            id="skills and endorsements come one by one",
        ),
        pytest.param(
            Group,
            """\
            name: Maps
            kind: team
            status: active
            charter:
              starts: 2025-07-01
              ends: 2026-06-30
            meets:
              - id: call
                every: 14d
                starts: 2025-05-05
                time: "10:00"
                except:
                  - date: 2025-08-25
                    why: Summer
                  - date: 2025-12-29
                    why: Winter
            members:
              - member: ada-stone
                role: lead
                since: 2025-08-01
            lifecycle:
              stage: starting
              since: 2025-06-01
              milestones:
                pathway-created: 2025-07-07
            >>>
            name: Maps
            kind: team
            status: active
            meets:
              - id: call
                every: 14d
                starts: 2025-05-05
                time: "10:00"
                except:
                  - date: 2025-08-25
                    why: Summer
            members: []
            lifecycle:
              stage: starting
              since: 2025-06-01
            """,
            id="plans of the near future are known, a list that every group has stays empty",
        ),
        pytest.param(
            Meeting,
            """\
            series: call
            status: held
            date: 2025-06-16
            mode: online
            actions:
              - what: Draw the map
                who: ada-stone
                due: 2025-09-01
                done: 2025-08-30
            >>>
            series: call
            status: held
            date: 2025-06-16
            mode: online
            actions:
              - what: Draw the map
                who: ada-stone
                due: 2025-09-01
            """,
            id="a promise was made, and not kept yet",
        ),
        pytest.param(
            Community,
            """\
            channels:
              - id: chat
                purpose: Talk
                reviewed: 2025-07-01
            sensitivities:
              - starts: 2025-08-01
                ends: 2025-08-31
                note: Holidays
              - starts: 2025-12-20
                ends: 2026-01-05
                note: Holidays
            waivers:
              - code: MEM201
                record: "*"
                reason: Summer
                until: 2025-12-31
            >>>
            channels:
              - id: chat
                purpose: Talk
            sensitivities:
              - starts: 2025-08-01
                ends: 2025-08-31
                note: Holidays
            waivers:
              - code: MEM201
                record: "*"
                reason: Summer
                until: 2025-12-31
            """,
            id="a last day that is a plan stays",
        ),
        pytest.param(
            Request,
            """\
            kind: join
            received: 2025-06-20
            source: ticket
            summary: Wants to help
            acknowledged: 2025-06-21
            owner: ada-stone
            routed: 2025-06-23
            first_response: 2025-07-01
            onboarding:
              registered: 2025-07-07
            experts:
              - member: ben-okoro
                asked: 2025-06-28
                answered: 2025-07-02
              - member: cleo-park
                asked: 2025-07-03
            outcome: joined
            member: dina-roth
            closed: 2025-07-31
            >>>
            kind: join
            received: 2025-06-20
            source: ticket
            summary: Wants to help
            acknowledged: 2025-06-21
            owner: ada-stone
            routed: 2025-06-23
            experts:
              - member: ben-okoro
                asked: 2025-06-28
            """,
            id="what became of a request is not known before its day",
        ),
        pytest.param(
            Request,
            """\
            kind: query
            received: 2025-06-29
            source: email
            summary: How?
            owner: ada-stone
            routed: 2025-07-01
            answer: So.
            outcome: answered
            closed: 2025-07-02
            >>>
            kind: query
            received: 2025-06-29
            source: email
            summary: How?
            """,
            id="nobody looks after a request before it is routed",
        ),
        pytest.param(
            Spotlight,
            """\
            member: ada-stone
            planned: 2025-07-08
            status: withdrawn
            channels:
              - forum
            consent:
              given: 2025-06-30
              channels:
                - forum
              withdrawn: 2025-08-01
            approved_by: ben-okoro
            published:
              - channel: forum
                date: 2025-07-08
                url: https://f.example
                taken_down: 2025-08-02
            >>>
            member: ada-stone
            planned: 2025-07-08
            status: withdrawn
            channels:
              - forum
            consent:
              given: 2025-06-30
              channels:
                - forum
            approved_by: ben-okoro
            """,
            id="a consent is given before it is taken back",
        ),
    ],
)
def test_a_record_is_cut_by_its_own_dates(model: type[Part], text: str) -> None:
    today, then = both(dedent(text))
    assert write(cut(model, today, DAY)) == then


PRODUCT = """\
    - name: Map guide
      versions:
        - version: "1.0"
          status: retired
          date: 2025-03-20
          authors:
            - ada-stone
        - version: "2.0"
          status: released
          date: 2025-12-04
          authors:
            - ben-okoro
        - version: "3.0"
          status: planned
          due: 2027-03-31
    """
FIRST = {"version": "1.0", "status": "released", "date": date(2025, 3, 20), "authors": ["ada-stone"]}
SECOND = {"version": "2.0", "status": "released", "date": date(2025, 12, 4), "authors": ["ben-okoro"]}


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (date(2024, 1, 1), None),
        (date(2025, 3, 19), [{"version": "1.0", "status": "in-development", "due": date(2025, 3, 20)}]),
        (date(2025, 3, 20), [FIRST, {"version": "2.0", "status": "in-development", "due": date(2025, 12, 4)}]),
        (date(2025, 12, 4), [{**FIRST, "status": "retired"}, SECOND]),
        (
            date(2026, 3, 1),
            [{**FIRST, "status": "retired"}, SECOND, {"version": "3.0", "status": "planned", "due": date(2027, 3, 31)}],
        ),
    ],
    ids=str,
)
def test_a_version_is_developed_then_released_then_retired_by_the_next(day: date, listed: object) -> None:
    products = values(f"products:\n{PRODUCT}")["products"]
    made = versions(products, day)  # type: ignore[arg-type]
    assert made == ([{"name": "Map guide", "versions": listed}] if listed else [])


ANSWERED = {"planned": date(2025, 7, 31), "answers": {"who": "I."}, "quote": "I."}


@pytest.mark.parametrize(
    ("day", "known", "then"),
    [
        (date(2025, 7, 16), {}, {"planned": date(2025, 7, 31), "status": "invited"}),
        (date(2025, 7, 17), {}, {**ANSWERED, "status": "answered"}),
        (date(2025, 7, 16), {"consent": {}}, {"planned": date(2025, 7, 31), "consent": {}, "status": "invited"}),
        (date(2025, 7, 16), {"consent": {"given": DAY}}, {**ANSWERED, "consent": {"given": DAY}, "status": "approved"}),
        (date(2025, 7, 31), {"published": [DAY]}, {**ANSWERED, "published": [DAY], "status": "published"}),
        (DAY, {"consent": {"withdrawn": DAY}}, {**ANSWERED, "consent": {"withdrawn": DAY}, "status": "withdrawn"}),
    ],
)
def test_the_status_of_a_spotlight_follows_from_what_has_happened(day: date, known: Values, then: Values) -> None:
    assert spotlight({**ANSWERED, **known, "status": "published"}, day) == then


def test_references_to_what_is_not_there_yet_are_left_out() -> None:
    today, then = both(
        """\
        name: Maps
        kind: team
        status: active
        members:
          - member: ada-stone
            role: lead
            mentor: ben-okoro
          - member: ben-okoro
            role: lead
        partners:
          - paths
        >>>
        name: Maps
        kind: team
        status: active
        members:
          - member: ada-stone
            role: lead
        """
    )
    left = without_unknown(Group, today, {"members": {"ada-stone"}, "groups": {"maps"}})
    assert left is not None
    assert write(left) == then


HISTORY = b"""\
commits:
  - day: 2025-06-30
    by: ada-stone
    message: one
  - day: 2025-12-31
    by: ada-stone
    message: two
authors:
  ada-stone: 1
records:
  groups/maps:
    - until: 2025-09-30
      id: charts
      was:
        status: active
        scope:
          region: null
          sector: sea
    - until: 2025-07-31
      was:
        status: forming
      also:
        members:
          - member: ben-okoro
            role: lead
"""
MAPS = {"status": "closed", "scope": {"region": "north", "language": "en"}, "members": [{"member": "ada-stone"}]}


def test_periods_tell_what_no_date_does_and_the_one_that_ends_first_has_the_last_word() -> None:
    told = past(HISTORY)
    ben = {"member": "ben-okoro", "role": "lead"}
    scope = {"language": "en", "sector": "sea"}
    assert told.values("groups/maps", MAPS, date(2025, 10, 1)) == MAPS
    assert told.values("groups/maps", MAPS, date(2025, 9, 30)) == {**MAPS, "status": "active", "scope": scope}
    assert told.values("groups/maps", MAPS, date(2025, 7, 31)) == {
        "status": "forming",
        "scope": scope,
        "members": [*MAPS["members"], ben],
    }
    assert [told.id("groups/maps", day) for day in (date(2025, 9, 30), date(2025, 10, 1))] == ["charts", "maps"]


def test_what_was_also_there_stands_where_its_successor_will() -> None:
    """So that nobody else changes places when a contributor becomes lead."""
    told = past(HISTORY)
    today = {"members": [{"member": "ada-stone"}, {"member": "ben-okoro", "role": "guide"}, {"member": "cleo-park"}]}
    assert [entry.get("role") for entry in told.values("groups/maps", today, DAY)["members"]] == [
        None, "lead", "guide", None,
    ]  # fmt: skip


def test_null_takes_a_field_out_and_the_values_of_today_stay_as_they_are() -> None:
    today = {"a": 1, "b": {"c": [1], "d": 2}}
    assert merged(today, {"a": None, "b": {"c": [2, 3]}}) == {"b": {"c": [2, 3], "d": 2}}
    assert today == {"a": 1, "b": {"c": [1], "d": 2}}


def test_days_numbers_and_flags_are_read_as_such_and_times_of_day_as_text() -> None:
    text = 'day: 2025-06-30\nlevel: 4\nmentoring: false\nstart: 08:00\nversion: "1.0"\nurl: null\n'
    expected = {
        "day": date(2025, 6, 30),
        "level": 4,
        "mentoring": False,
        "start": "08:00",
        "version": "1.0",
        "url": None,
    }
    assert values_of("x.yaml", text.encode()) == expected


def test_a_history_that_cannot_be_read_names_its_file() -> None:
    with pytest.raises(ValueError, match=r"^history\.yaml: not readable as YAML"):
        past(b"commits: [")
