"""The clocks of a request, and who is invited to the onboarding call."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.model.policy import Policy
from cmtool.model.registry import Registry
from cmtool.model.request import Request
from cmtool.schedule import intake
from cmtool.schedule.intake import Step
from tests.registries import registry_from

COMMUNITY = """
schema: 1
name: Requests
contact: {address: community@meridian.example, owner: liis-tamm}
regions: [north]
organisations: {}
roles: {manager: {name: Manager, scope: community, acts_as: [manager]}}
privacy: {visibility: private}
"""
LIIS = "{name: Liis Tamm, status: active}"
KOFI = "{name: Kofi Mensah, status: active, roles: [{role: manager, since: 2026-01-01}]}"
POLICY = Policy()


def registry(requests: dict[str, str], **members: str) -> Registry:
    """A registry with requests by id; Liis reads the mailbox, Kofi is the manager."""
    known = {"liis-tamm": LIIS, "kofi-mensah": KOFI} | {id.replace("_", "-"): text for id, text in members.items()}
    return registry_from(
        {"community": COMMUNITY}
        | {f"members/{id}": text for id, text in known.items()}
        | {f"requests/{id}": text for id, text in requests.items()}
    )


def request(more: str = "", kind: str = "join", received: str = "2026-09-02") -> Request:
    text = f"{{kind: {kind}, received: {received}, source: email, summary: Wants to help{more and f', {more}'}}}"
    return registry({"help": text}).requests["help"]


DAY = date(2026, 9, 2)
ROUTED = "owner: kofi-mensah, routed: 2026-09-03"
ANSWERED = f"{ROUTED}, first_response: 2026-09-05"


def called(more: str) -> str:
    return f"{ANSWERED}, onboarding: {{call: 2026-09-18{more and f', {more}'}}}"


@pytest.mark.parametrize(
    ("more", "steps"),
    [
        ("", [Step("somebody looks after it", date(2026, 9, 5), "cmtool request route help")]),
        ("acknowledged: 2026-09-02", [Step("somebody looks after it", date(2026, 9, 5), "cmtool request route help")]),
        (ROUTED, [Step("first personal answer", date(2026, 9, 9), "cmtool request respond help")]),
        (ANSWERED, [Step("onboarding call", None, "cmtool request onboard help --call DAY")]),
        (
            called(""),
            [
                Step("record of the newcomer", None, "cmtool add member --from-request help"),
                Step("personal mail", date(2026, 9, 25), "cmtool request onboard help --mailed today"),
            ],
        ),
        (
            called("registered: 2026-09-18") + ", member: liis-tamm",
            [Step("personal mail", date(2026, 9, 25), "cmtool request onboard help --mailed today")],
        ),
        (
            called("mailed: 2026-09-27") + ", member: liis-tamm",
            [Step("follow-up", date(2026, 10, 4), "cmtool request onboard help --followed-up today")],
        ),
        (
            called("mailed: 2026-09-27, followed_up: 2026-10-04") + ", member: liis-tamm",
            [Step("outcome", date(2026, 11, 1), "cmtool request close help --outcome joined")],
        ),
        # some are registered without a mail between call and follow-up: nothing is asked for any more
        (
            called("followed_up: 2026-10-04") + ", member: liis-tamm",
            [Step("outcome", date(2026, 11, 1), "cmtool request close help --outcome joined")],
        ),
        # who joined still hears from us when the request is closed, nobody else does
        (
            called("") + ", member: liis-tamm, outcome: joined, closed: 2026-09-19",
            [Step("personal mail", date(2026, 9, 25), "cmtool request onboard help --mailed today")],
        ),
        (called("") + ", outcome: not-now, reason: Later, closed: 2026-09-19", []),
        ("outcome: duplicate, closed: 2026-09-03", []),
    ],
)
def test_what_comes_next_for_who_wants_to_join(more: str, steps: list[Step]) -> None:
    assert intake.next_steps(request(more), POLICY) == steps


@pytest.mark.parametrize(
    ("kind", "day"), [("query", date(2026, 11, 1)), ("feedback", date(2026, 11, 1)), ("privacy", date(2026, 10, 2))]
)
def test_other_requests_are_answered_and_closed(kind: str, day: date) -> None:
    (step,) = intake.next_steps(request(ANSWERED, kind), POLICY)
    assert step == Step("outcome", day, "cmtool request close help")


def test_a_question_whose_answer_is_written_down_is_closed_next_whoever_looked_after_it() -> None:
    answered = request("first_response: 2026-09-05, answer: Chapter 4", "query")
    assert [step.command for step in intake.next_steps(answered, POLICY)] == [
        "cmtool request close help --outcome answered"
    ]


@pytest.mark.parametrize(
    ("more", "is_wanted"),
    [
        ("", True),
        ("acknowledged: 2026-09-02", False),
        (ROUTED, False),
        ("routed: 2026-09-03", False),
        ("first_response: 2026-09-05", False),
        ("outcome: duplicate, closed: 2026-09-03", False),
    ],
)
def test_a_pro_forma_reply_is_wanted_while_nothing_else_was_done(more: str, is_wanted: bool) -> None:
    step = Step("pro-forma reply", date(2026, 9, 4), "cmtool request respond help --pro-forma")
    assert intake.acknowledging(request(more), POLICY) == (step if is_wanted else None)


def test_each_expert_who_was_asked_answers_in_a_week() -> None:
    asked = "experts: [{member: liis-tamm, asked: 2026-09-03, answered: 2026-09-04}, {member: kofi-mensah, asked: 2026-09-05}]"
    found = list(intake.asking(request(asked, "query"), POLICY))
    assert [(at, expert.member, step) for at, expert, step in found] == [
        (
            1,
            "kofi-mensah",
            Step("answer of an expert", date(2026, 9, 12), "cmtool request respond help --answered kofi-mensah"),
        )
    ]
    assert list(intake.asking(request(f"{asked}, outcome: no-reply, closed: 2026-09-06", "query"), POLICY)) == []


def test_a_term_that_is_off_leaves_the_step_without_a_day() -> None:
    policy = POLICY.model_copy(update={"route_within": None})
    assert intake.routing(request(), policy) == Step("somebody looks after it", None, "cmtool request route help")


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    received=DAYS,
    within=st.one_of(st.none(), st.integers(0, 400)),
    member=st.booleans(),
    days=st.lists(DAYS, max_size=4),
)
def test_every_day_is_the_term_after_the_step_before(
    received: date, within: int | None, member: bool, days: list[date]
) -> None:
    """Whatever was written down, in whatever order: a term counts from the step that it follows, and nothing else."""
    names = ("call", "registered", "mailed", "followed_up")
    way = ", ".join(f"{name}: {day}" for name, day in zip(names, days, strict=False))
    more = f"onboarding: {{{way}}}" + (", member: liis-tamm" if member else "")
    policy = POLICY.model_copy(update={"follow_up_within": within, "close_within": within})
    found = request(more, received=f"{received}")
    expected = {
        "personal mail": intake.onboarding(found).call,
        "follow-up": intake.onboarding(found).mailed,
        "outcome": received,
    }
    for step in (intake.mailing(found, policy), intake.following_up(found, policy), intake.closing(found, policy)):
        since = expected[step.what] if step else None
        assert step is None or (since and step.by == (None if within is None else since + timedelta(within)))


# -- the monthly call


def join(received: str, more: str = "") -> str:
    return f"{{kind: join, received: {received}, source: email, summary: Wants to help{more and f', {more}'}}}"


def test_to_the_call_come_those_of_the_last_ninety_days_who_were_in_none() -> None:
    found = registry(
        {
            "too-old": join("2026-08-21"),
            "oldest": join("2026-08-22"),
            "in-a-call": join("2026-09-01", "onboarding: {call: 2026-09-18}"),
            "answered": join("2026-09-02", ANSWERED),
            "gone": join("2026-09-03", "outcome: withdrawn, closed: 2026-09-04"),
            "query": join("2026-09-04").replace("join", "query"),
            "b-today": join("2026-11-20"),
            "a-today": join("2026-11-20"),
            "tomorrow": join("2026-11-21"),
        }
    )
    invited = [request.id for request in intake.to_invite(found, date(2026, 11, 20))]
    assert invited == ["oldest", "answered", "a-today", "b-today"]
    assert intake.to_invite(found, date.min) == []


# -- whose task it is


@pytest.mark.parametrize(
    ("owner", "members", "who"),
    [
        ("mei-lin-tan", {"mei_lin_tan": "{name: Mei Lin Tan, status: active}"}, ("mei-lin-tan",)),
        ("mei-lin-tan", {"mei_lin_tan": "{name: Mei Lin Tan, status: paused}"}, ("mei-lin-tan",)),
        ("mei-lin-tan", {"mei_lin_tan": "{name: Mei Lin Tan, status: alumni, left: 2026-10-01}"}, ("liis-tamm",)),
        ("", {}, ("liis-tamm",)),
        ("", {"liis_tamm": "{name: Liis Tamm, status: alumni, left: 2026-10-01}"}, ("kofi-mensah",)),
    ],
)
def test_a_request_is_its_owners_task_else_theirs_who_read_the_mailbox(
    owner: str, members: dict[str, str], who: tuple[str, ...]
) -> None:
    found = registry({"help": join("2026-11-02", f"owner: {owner}" if owner else "")}, **members)
    assert intake.responsible(found, found.requests["help"], date(2026, 11, 20)) == who
