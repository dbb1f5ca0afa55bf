"""The clocks of requests: each obligation with its day, who settles it, and how; future ones too."""

from __future__ import annotations

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
name: Requests
contact: {address: community@meridian.example, owner: liis-tamm}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager], description: Keeps it going, does: [Answers mail]}
policy: {%s}
privacy: {visibility: private}
"""
LIIS = "{name: Liis Tamm, status: active, joined: 2026-01-05, region: north}"
SARA = LIIS.replace("Liis Tamm", "Sara Lind").replace("}", ", roles: [{role: manager, since: 2026-01-05}]}")
KOFI = LIIS.replace("Liis Tamm", "Kofi Mensah")
ROSA = KOFI.replace("Kofi Mensah", "Rosa Quispe")
OWNED = "owner: kofi-mensah, routed: 2026-11-03"
CALL = f"{OWNED}, first_response: 2026-11-04, onboarding: {{call: 2026-11-10}}"
MAIL = f"{OWNED}, first_response: 2026-11-04, onboarding: {{call: 2026-11-10, mailed: 2026-11-18}}"
EXPERTS = (
    "experts: [{member: rosa-quispe, asked: 2026-11-05, answered: 2026-11-06}, {member: rosa-q, asked: 2026-11-18}]"
)


def findings(more: str = "", kind: str = "join", policy: str = "", **files: str) -> list[Finding]:
    request = f"{{kind: {kind}, received: 2026-11-02, source: email, summary: Wants to help{more and f', {more}'}}}"
    texts: Mapping[str, str] = {
        "community": COMMUNITY % policy,
        "members/liis-tamm": LIIS,
        "members/sara-lind": SARA,
        "members/kofi-mensah": KOFI,
        "members/rosa-quispe": ROSA,
        "requests/help": request,
    }
    own = {name.replace("__", "/").replace("_", "-"): text for name, text in files.items()}
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in {**texts, **own}.items())
    return [finding for finding in check(loaded.registry, TODAY) if finding.code.startswith("REQ")]


def told(more: str = "", kind: str = "join", policy: str = "", **files: str) -> list[tuple[str, ...]]:
    """Code, message, day, who, and the command of each obligation."""
    return [
        (f.code, f.message, f"{f.due.date}", ", ".join(f.due.who), f.due.command)
        for f in findings(more, kind, policy, **files)
        if f.due
    ]


def codes(more: str = "", kind: str = "join", policy: str = "", **files: str) -> list[str]:
    return [line[0] for line in told(more, kind, policy, **files)]


OPEN = ("REQ204", "received on 2026-11-02, still open", "2027-01-01", "kofi-mensah", "cmtool request close help")


def test_what_nobody_has_is_the_task_of_who_reads_the_mailbox() -> None:
    assert told() == [
        (
            "REQ201",
            "received on 2026-11-02, nobody looks after it yet",
            "2026-11-05",
            "liis-tamm",
            "cmtool request route help",
        ),
        (
            "REQ202",
            "received on 2026-11-02, no personal answer yet",
            "2026-11-09",
            "liis-tamm",
            "cmtool request respond help",
        ),
        ("REQ204", "received on 2026-11-02, still open", "2027-01-01", "liis-tamm", "cmtool request close help"),
        (
            "REQ206",
            "received on 2026-11-02, no word yet that it has arrived",
            "2026-11-04",
            "liis-tamm",
            "cmtool request respond help --pro-forma",
        ),
    ]


def test_who_got_it_answers_and_goes_along() -> None:
    assert told(OWNED) == [
        (
            "REQ202",
            "received on 2026-11-02, no personal answer yet",
            "2026-11-09",
            "kofi-mensah",
            "cmtool request respond help",
        ),
        OPEN,
    ]
    assert told(CALL) == [
        (
            "REQ203",
            "onboarding call on 2026-11-10, no personal mail yet",
            "2026-11-17",
            "kofi-mensah",
            "cmtool request onboard help --mailed today",
        ),
        OPEN,
    ]
    assert told(MAIL) == [
        (
            "REQ203",
            "personal mail on 2026-11-18, no follow-up yet",
            "2026-11-25",
            "kofi-mensah",
            "cmtool request onboard help --followed-up today",
        ),
        OPEN,
    ]


def test_where_the_owner_left_the_mailbox_has_it_again() -> None:
    left = KOFI.replace("active", "alumni").replace("}", ", left: 2026-11-10}")
    assert {line[3] for line in told(CALL, members__kofi_mensah=left)} == {"liis-tamm"}
    both = {"members__kofi_mensah": left, "members__liis_tamm": LIIS.replace("active", "removed")}
    assert {line[3] for line in told(CALL, **both)} == {"sara-lind"}


def test_an_expert_who_was_asked_is_reminded_and_so_is_who_asked() -> None:
    query = told(f"{OWNED}, first_response: 2026-11-04, {EXPERTS}".replace("rosa-q,", "liis-tamm,"), "query")
    assert query[1] == (
        "REQ205",
        "expert 'liis-tamm' was asked on 2026-11-18, no answer yet",
        "2026-11-25",
        "kofi-mensah, liis-tamm",
        "cmtool request respond help --answered liis-tamm",
    )


def test_an_overdue_answer_about_personal_data_is_an_error() -> None:
    (finding,) = [f for f in findings(f"{OWNED}, first_response: 2026-11-04", "privacy") if f.due]
    assert (finding.severity, finding.message, finding.due and str(finding.due.date)) == (
        "error",
        "data-protection request received on 2026-11-02, still open",
        "2026-12-02",
    )
    assert [f.severity for f in findings(f"{OWNED}, first_response: 2026-11-04", "query")] == ["warning"]


@pytest.mark.parametrize(
    ("more", "kind", "cadence", "code"),
    [
        ("", "join", "route_within", "REQ201"),
        ("", "join", "first_response_within", "REQ202"),
        (CALL, "join", "follow_up_within", "REQ203"),
        ("", "join", "close_within", "REQ204"),
        ("", "privacy", "privacy_within", "REQ204"),
        (EXPERTS.replace("rosa-q,", "liis-tamm,"), "query", "expert_within", "REQ205"),
        ("", "join", "acknowledge_within", "REQ206"),
    ],
)
def test_cadence_of_null_is_off(more: str, kind: str, cadence: str, code: str) -> None:
    before = codes(more, kind)
    assert codes(more, kind, f"{cadence}: null") == [other for other in before if other != code] != before


def test_what_is_closed_is_over() -> None:
    for outcome in ("answered", "withdrawn", "no-reply", "duplicate"):
        assert findings(f"{CALL}, {EXPERTS}, outcome: {outcome}, closed: 2026-11-19") == []
    joined = f"{CALL}, outcome: joined, member: rosa-quispe, closed: 2026-11-19"
    came = ROSA.replace("2026-01-05", "2026-11-10")
    assert codes(joined, members__rosa_quispe=came) == ["REQ203"]


def test_nothing_is_said_of_a_member_that_nobody_can_read() -> None:
    """That the file cannot be read is told once, where it stands."""
    joined = f"{MAIL}, outcome: joined, member: rosa-quispe, closed: 2026-11-19"
    assert [f.code for f in findings(joined)] == ["REQ102", "REQ203"]
    assert [f.code for f in findings(joined, members__rosa_quispe="name: [")] == ["REQ203"]


def test_no_message_tells_what_the_request_is_about() -> None:
    every = [*findings(), *findings(CALL), *findings("outcome: joined"), *findings("closed: 2026-11-03")]
    assert not [f for f in every if "Wants" in f.message + f.hint + (f.due.command if f.due else "")]


@pytest.mark.parametrize("kind", ["join", "query", "feedback", "privacy"])
def test_a_term_may_end_after_the_last_day_of_the_calendar(kind: str) -> None:
    far = f"{{kind: {kind}, received: 2999-12-31, source: email, summary: Wants to help}}"
    days = [
        f.due.date
        for f in findings(policy="close_within: 9999999, privacy_within: 9999999", requests__help=far)
        if f.due
    ]
    assert date.max in days
