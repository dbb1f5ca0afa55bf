"""The metrics of growth, computed by hand. The day is 2026-11-20.

Y begins on 2025-11-21, Q on 2026-08-21, A on 2026-05-25; a cohort began from 2025-11-20 to 2026-05-24.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.metrics.funnel import Passed, funnel, slices, ways
from cmtool.metrics.pathway import Conversion, conversions, drop_off, level_of, levels
from cmtool.metrics.queries import queries
from cmtool.metrics.requests import as_of, requests
from cmtool.metrics.response import nearest_rank, response
from cmtool.metrics.retention import MONTH, Retention, Tenure, quiet, retention, tenure
from tests.registries import registry_from

TODAY = date(2026, 11, 20)

COMMUNITY = """
schema: 1
name: Meridian Maps
contact: {address: maps@meridian.example, owner: amina-diallo}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  helper: {name: Helper, scope: group}
  scribe: {name: Scribe, scope: group}
pathway:
  - {id: hello, name: Says hello, level: casual}
  - {id: first, name: Makes a first contribution, level: casual}
  - {id: reviews, name: Reviews, level: active}
  - {id: owns, name: Owns an area, level: core}
privacy: {visibility: public}
"""

MEMBERS = {
    "amina-diallo": "joined: 2026-01-10",
    "jonas-berg": "joined: 2026-02-20",
    "liis-tamm": "joined: 2026-09-20",
    "kofi-mensah": "joined: unknown",
    "mei-lin-tan": "joined: 2025-11-20",
    "rosa-quispe": "joined: 2026-05-25",
    # in the cohort, active until she left
    "hana-mori": "status: alumni, joined: 2026-01-01, left: 2026-07-01",
    # contributes nothing, and nobody expects it
    "pablo-rivas": "status: paused, joined: unknown",
}

MAPS = """
name: Maps
kind: working-group
status: active
purpose: Draw maps
members:
  - {member: amina-diallo, role: helper, steps: [{step: hello, date: 2026-01-01}, {step: reviews, date: 2026-03-02}]}
  - {member: jonas-berg, role: helper, steps: [{step: hello, date: 2025-12-01}]}
  # the same person in another role
  - {member: jonas-berg, role: scribe, steps: [{step: first, date: 2026-01-01}]}
  - {member: liis-tamm, role: helper, steps: [{step: hello, date: 2026-11-01}, {step: reviews, date: 2026-11-21}]}
  - {member: kofi-mensah, role: helper, steps: [{step: hello, date: 2026-02-01}]}
  - member: mei-lin-tan
    role: helper
    until: 2026-10-01
    steps: [{step: hello, date: 2026-02-01}, {step: reviews, date: 2026-08-01}]
"""
WELLS = """
name: Wells
kind: working-group
status: active
purpose: Dig
members: [{member: kofi-mensah, role: helper, steps: [{step: owns, date: 2025-06-01}]}]
"""

JOINS = {
    "too-early": "received: 2025-11-20, outcome: declined, reason: No time, closed: 2025-12-01",
    # contributed before the record was made
    "amina": """received: 2025-11-21, source: event, owner: liis-tamm, routed: 2025-11-22, first_response: 2025-11-24,
        interests: [maps, wells], onboarding: {call: 2025-12-10, registered: 2026-01-10}, member: amina-diallo,
        outcome: joined, closed: 2026-02-01""",
    # joined without a call on record, and contributed 181 days later
    "jonas": """received: 2026-02-01, owner: liis-tamm, routed: 2026-02-02, outcome: joined, member: jonas-berg,
        interests: [maps], closed: 2026-02-20""",
    # a member already, not yet closed
    "liis": """received: 2026-09-01, owner: liis-tamm, routed: 2026-09-01, first_response: 2026-09-04,
        onboarding: {call: 2026-09-10, registered: 2026-09-20}, member: liis-tamm""",
    "silent": """received: 2026-09-10, owner: liis-tamm, routed: 2026-09-10, first_response: 2026-09-20,
        outcome: no-reply, closed: 2026-11-01""",
    "no": """received: 2026-10-01, owner: liis-tamm, routed: 2026-10-01, first_response: 2026-10-01,
        outcome: declined, reason: No time, closed: 2026-10-02""",
    # closed within the term, nobody had answered
    "later": """received: 2026-10-05, owner: liis-tamm, routed: 2026-10-06, outcome: not-now, reason: Exams,
        closed: 2026-10-09""",
    "new": "received: 2026-11-10",
    "twice": "received: 2026-10-01, outcome: duplicate, closed: 2026-11-01",
    # answered tomorrow
    "tomorrow": "received: 2026-11-12, owner: liis-tamm, routed: 2026-11-12, first_response: 2026-11-21",
}

QUERIES = {
    "ten-days": "received: 2026-03-01, outcome: answered, answer: By road, closed: 2026-03-11",
    "four-days": "received: 2026-11-01, outcome: answered, answer: By sea, closed: 2026-11-05",
    "elsewhere": "received: 2026-04-01, outcome: referred, referred_to: The help desk, closed: 2026-04-02",
    "asked": "received: 2026-11-01, experts: [{member: kofi-mensah, asked: 2026-11-02}]",
    "heard": """received: 2025-11-01,
        experts: [{member: kofi-mensah, asked: 2025-11-02, answered: 2025-11-03}, {member: amina-diallo, asked: 2025-11-02}]""",
    "asked-tomorrow": "received: 2026-11-18, experts: [{member: kofi-mensah, asked: 2026-11-21}]",
    "last-year": "received: 2025-11-20, outcome: answered, answer: By road, closed: 2025-11-21",
}

WORK = {
    "amina-diallo": ["2026-01-05"],
    "jonas-berg": ["2026-08-20"],
    "hana-mori": ["2026-06-01"],
    "mei-lin-tan": ["2026-05-24", "2026-03-01"],
    "kofi-mensah": ["2026-05-25", "2026-11-21"],
}


def _request(kind: str, values: str) -> str:
    source = "" if "source:" in values else ", source: email"
    return f"{{kind: {kind}, summary: Wants something{source}, {values}}}"


REGISTRY = registry_from(
    {
        "community": COMMUNITY,
        "groups/maps": MAPS,
        "groups/wells": WELLS,
        **{
            f"members/{id}": f"{{name: {id.title()}, {values}{'' if 'status' in values else ', status: active'}}}"
            for id, values in MEMBERS.items()
        },
        **{f"requests/join-{id}": _request("join", values) for id, values in JOINS.items()},
        # answered on the last day of the term
        "requests/feedback": _request("feedback", "received: 2026-11-01, first_response: 2026-11-08"),
        # to have come is no contribution
        "meetings/2026-03-01-call": """{series: event, status: held, date: 2026-03-01, mode: online,
            facilitator: liis-tamm, attended: [jonas-berg, liis-tamm]}""",
        **{f"requests/query-{id}": _request("query", values) for id, values in QUERIES.items()},
        **{
            f"activities/{day[:4]}/{day}-contribution-{id}": f"{{kind: contribution, date: {day}, by: liis-tamm, "
            f"members: [{id}], type: docs, text: Wrote a page}}"
            for id, days in WORK.items()
            for day in days
        },
    }
)
NOBODY = registry_from({"community": COMMUNITY})


def test_a_request_of_a_day_knows_nothing_of_later() -> None:
    amina = REGISTRY.requests["join-amina"]
    then = as_of(amina, date(2025, 12, 31))
    assert (then.first_response, then.onboarding and then.onboarding.call) == (date(2025, 11, 24), date(2025, 12, 10))
    assert then.onboarding and then.onboarding.registered is None
    assert (then.outcome, then.closed, then.member, then.owner) == (None, None, None, "liis-tamm")
    assert (as_of(amina, date(2025, 11, 21)).owner, then.id, then.ref) == (None, "join-amina", "requests/join-amina")
    assert as_of(amina, TODAY) == amina
    # what happened on the day itself had happened
    call = as_of(amina, date(2025, 12, 10)).onboarding
    assert call and call.call == date(2025, 12, 10)
    assert (as_of(amina, date(2026, 2, 1)).outcome, as_of(amina, date(2026, 1, 31)).outcome) == ("joined", None)


def test_a_duplicate_counts_until_it_is_found_out() -> None:
    assert "join-twice" not in [request.id for request in requests(REGISTRY, TODAY)]
    assert "join-twice" in [request.id for request in requests(REGISTRY, date(2026, 10, 31))]
    assert (funnel(REGISTRY, TODAY).duplicates, funnel(REGISTRY, date(2026, 10, 31)).duplicates) == (1, 0)


def test_n8_the_funnel_step_by_step() -> None:
    """In Y are amina, jonas, liis, silent, no, later, new and tomorrow; too-early is a day older, twice a duplicate.

    Routed are all but new. Answered are amina, liis, silent, no, and jonas, who joined. The call is amina's, liis' and,
    because he joined, jonas'. All three joined. Amina contributed; jonas did on 2026-08-20, 181 days after 2026-02-20.
    """
    found = funnel(REGISTRY, TODAY)
    assert found.steps == [
        Passed("received", 8, None, waiting=1, lost=0),  # new waits
        Passed("routed", 7, 8, waiting=1, lost=1),  # tomorrow waits, later fell out
        Passed("answered", 5, 7, waiting=0, lost=2),  # silent, no
        Passed("call", 3, 5, waiting=0, lost=0),
        Passed("joined", 3, 3, waiting=1, lost=1),  # liis has time, jonas had it
        Passed("contributed", 1, 3, waiting=0, lost=0),
    ]
    assert [step.share for step in found.steps] == [None, 7 / 8, 5 / 7, 3 / 5, 1.0, 1 / 3]
    assert found.outcomes == {"declined": 1, "no-reply": 1, "not-now": 1}


def test_n8_on_an_earlier_day() -> None:
    """On 2025-12-31 too-early was closed as declined, amina had her call and was no member yet."""
    steps = {step.step: (step.reached, step.waiting, step.lost) for step in funnel(REGISTRY, date(2025, 12, 31)).steps}
    assert steps["received"] == (2, 0, 1)
    assert (steps["call"], steps["joined"], steps["contributed"]) == ((1, 1, 0), (0, 0, 0), (0, 0, 0))


def test_n8_a_first_contribution_has_180_days() -> None:
    """Jonas joined on 2026-02-20 and contributed on 2026-08-20; 2026-08-19 is the 180th day."""

    def lost(day: date) -> list[str | None]:
        return [way.lost for way in ways(REGISTRY, day) if way.request.id == "join-jonas"]

    assert lost(date(2026, 8, 19)) == [None]
    assert lost(date(2026, 8, 20)) == ["no-contribution"]


@pytest.mark.parametrize(("day", "reached"), [("2026-10-31", "joined"), ("2026-11-01", "contributed")])
def test_n8_a_first_contribution_counts_from_the_day_of_the_request(day: str, reached: str) -> None:
    registry = registry_from(
        {
            "community": COMMUNITY,
            "members/amina-diallo": "{name: Amina Diallo, status: active, joined: 2026-11-05}",
            "requests/one": _request(
                "join", "received: 2026-11-01, member: amina-diallo, onboarding: {registered: 2026-11-05}"
            ),
            f"activities/2026/{day}-page": f"{{kind: contribution, date: {day}, by: amina-diallo, type: docs, "
            "members: [amina-diallo], text: Wrote a page}",
        }
    )
    assert [way.reached for way in ways(registry, TODAY)] == [reached]


def test_n8_by_group_and_source() -> None:
    by_group = slices(ways(REGISTRY, TODAY), lambda request: request.interests)
    assert {group: [step.reached for step in steps] for group, steps in by_group.items()} == {
        None: [6, 5, 3, 1, 1, 0],
        "maps": [2, 2, 2, 2, 2, 1],
        "wells": [1, 1, 1, 1, 1, 1],
    }
    by_source = slices(ways(REGISTRY, TODAY, group="maps"), lambda request: [request.source_])
    assert {source: steps[0].reached for source, steps in by_source.items()} == {"email": 1, "event": 1}


def test_n7_first_answers() -> None:
    """Joins in Q: liis after 3 days, silent after 10, no after 0; later, new and tomorrow had no answer.

    Later was closed after 4 days. New waits for 10 days and tomorrow for 8, longer than 7. So 2 of 3 + 2 are in time.
    """
    found = response(REGISTRY, TODAY, kind="join")
    assert found[:4] == (6, 3, 3, 10)
    assert (found.in_time, found.due, found.on_time) == (2, 5, 0.4)


def test_n7_an_answer_on_the_last_day_is_in_time() -> None:
    assert response(REGISTRY, TODAY, kind="feedback") == (1, 1, 7, 7, 1, 1)


def test_n7_the_term_ends_with_its_last_day() -> None:
    """On 2026-11-17 new has waited for exactly 7 days: not past yet."""
    assert response(REGISTRY, date(2026, 11, 17), kind="join").due == 3
    assert response(REGISTRY, date(2026, 11, 18), kind="join").due == 4


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([], 90, None),
        ([4], 90, 4),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90, 9),
        (list(range(1, 12)), 90, 10),
        ([1, 9], 50, 1),
    ],
)
def test_nearest_rank(values: list[int], percent: int, expected: int | None) -> None:
    assert nearest_rank(values, percent) == expected


@given(st.lists(st.integers(0, 400), min_size=1).map(sorted))
def test_nine_of_ten_waited_no_longer_than_the_percentile(values: list[int]) -> None:
    found = nearest_rank(values, 90)
    assert found in values
    assert sum(value <= found for value in values) >= 0.9 * len(values) > sum(value < found for value in values)


def test_n18_queries() -> None:
    """In Y: ten-days, four-days, elsewhere, asked, asked-tomorrow; two are answered, after 10 and 4 days.

    Open are asked, heard and asked-tomorrow; in two of them experts were asked by today, in heard one has answered.
    """
    found = queries(REGISTRY, TODAY)
    assert (found.received, found.answered, found.share, found.median_days) == (5, 2, 0.4, 7)
    assert (found.open, found.with_expert, [q.id for q in found.unanswered]) == (3, 2, ["query-asked"])


def test_n3_levels() -> None:
    """Kofi is core in Wells; Mei Lin's membership is over, Rosa and Pablo have none: no level. Hana is no member."""
    told = {id: level_of(REGISTRY, id, TODAY) for id in MEMBERS}
    assert {id: level for id, level in told.items() if level} == {
        "amina-diallo": "active",
        "jonas-berg": "casual",
        "liis-tamm": "casual",
        "kofi-mensah": "core",
    }
    assert levels(REGISTRY, TODAY) == {"casual": 2, "active": 1, "core": 1, "none": 3}
    assert level_of(REGISTRY, "mei-lin-tan", date(2026, 10, 1)) == "active"


def test_n4_conversion() -> None:
    """First casual in the window: amina, jonas, mei-lin; kofi was core before, liis began this month.

    Amina reviewed after 60 days, mei-lin after 181. First active in the window: amina alone, not core since.
    """
    assert conversions(REGISTRY, TODAY) == [
        Conversion("casual", "active", 3, 1, 60),
        Conversion("active", "core", 1, 0, None),
    ]
    assert [c.dropped for c in conversions(REGISTRY, TODAY)] == [2, 1]


def test_n4_drop_off_of_a_group() -> None:
    """Hello: amina went beyond it after 60 days, jonas made his first contribution after 31; kofi and mei-lin dropped off.

    Kofi's step in Wells is another group's. First: jonas alone; amina skipped it.
    """
    assert drop_off(REGISTRY, REGISTRY.all_groups["maps"], TODAY) == [
        Conversion("hello", "first", 4, 2, 45.5),
        Conversion("first", "reviews", 1, 0, None),
        Conversion("reviews", "owns", 1, 0, None),
    ]


def test_n5_retention_and_tenure() -> None:
    """Joined in the cohort: amina, jonas, mei-lin (on its first day) and hana; active and here is jonas alone.

    Rosa joined a day too late for it. Days since joining: 314, 273, 61, 365 and 179; the median is 273.
    """
    assert retention(REGISTRY, TODAY) == Retention(4, 1)
    assert retention(REGISTRY, TODAY).rate == 0.25
    assert tenure(REGISTRY, TODAY) == Tenure(273 / MONTH, 5)


def test_n6_who_went_quiet() -> None:
    """A contribution of 2026-05-25 is the oldest that counts: kofi's does, mei-lin's of the day before does not."""
    assert quiet(REGISTRY, TODAY) == (["amina-diallo", "liis-tamm", "mei-lin-tan", "rosa-quispe"], ["mei-lin-tan"])


def test_where_there_is_nothing_there_is_nothing_to_divide() -> None:
    assert [step.share for step in funnel(NOBODY, TODAY).steps] == [None] * 6
    assert (response(NOBODY, TODAY).on_time, response(NOBODY, TODAY).slow_days) == (None, None)
    assert (queries(NOBODY, TODAY).share, queries(NOBODY, TODAY).median_days) == (None, None)
    assert (retention(NOBODY, TODAY).rate, tenure(NOBODY, TODAY).median_months) == (None, None)
    assert [c.rate for c in conversions(NOBODY, TODAY)] == [None, None]


def test_a_policy_without_the_term_has_nobody_in_time() -> None:
    off = registry_from(
        {
            "community": COMMUNITY + "policy: {first_response_within: null}\n",
            "members/amina-diallo": "{name: Amina Diallo, status: active}",
            "requests/one": _request("join", "received: 2026-11-01, first_response: 2026-11-03"),
        }
    )
    assert response(off, TODAY)[:4] == (1, 1, 2, 2)
    assert (response(off, TODAY).in_time, response(off, TODAY).due, response(off, TODAY).on_time) == (None, None, None)


@given(st.integers(-400, 200))
def test_no_step_has_more_people_than_the_one_before(days: int) -> None:
    steps = funnel(REGISTRY, TODAY + timedelta(days=days)).steps
    counts = [step.reached for step in steps]
    assert counts == sorted(counts, reverse=True)
    # who reached a step either went on, or waits there, or is lost there
    for step, after in pairwise(steps):
        assert step.reached - after.reached == step.waiting + step.lost
