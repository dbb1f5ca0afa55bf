"""Scenes: a newcomer comes in by a ticket, a query is answered, a request ends otherwise; and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cmtool.cli import complete
from tests.cli.test_verbs import told, typed
from tests.git import git

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
ID = "2026-11-20-help-512"
PUSH = "next: git remote add origin ADDRESS, then git push -u origin main\n"


@pytest.fixture
def run(cmtool: Run, own_demo: Path) -> Callable[..., tuple[int, str, str]]:
    """A command on a day in the sample community: exit code, the proposal and what was saved, what comes next."""

    def on(day: str, *arguments: str) -> tuple[int, str, str]:
        code, out, err = cmtool(*arguments, "--today", day, cwd=own_demo)
        parts = told(out).split("\n\n")
        return (
            code,
            "\n\n".join(part for part in parts if "received 20" in part or part.startswith("saved ")),
            told(err),
        )

    return on


def arrived(run: Callable[..., tuple[int, str, str]]) -> None:
    """A request by ticket, as the community manager writes it down."""
    words = ("kind=join", "source=ticket", "ticket=HELP-512", "interests=digital-registries", "region=americas")
    summary = "summary=Statistician from the Andes wants to help with address data"
    code, _, err = run("2026-11-20", "add", "request", *words, "languages=[es, qu]", summary)
    assert (code, err) == (0, f"{PUSH}then: cmtool request route {ID} (somebody looks after it, by 2026-11-23)\n")


def test_a_newcomer_comes_in(run: Callable[..., tuple[int, str, str]], own_demo: Path, cmtool: Run) -> None:
    """From the ticket to the last follow-up: every step says what comes next, and by when."""
    arrived(run)
    assert run("2026-11-20", "request", "respond", ID, "--pro-forma") == (
        0,
        f"saved ####### on main: requests/{ID}: acknowledged\n",
        f"{PUSH}then: cmtool request route {ID} (somebody looks after it, by 2026-11-23)\n",
    )
    assert run("2026-11-20", "request", "route", ID) == (
        0,
        f"requests/{ID} (join, received 2026-11-20): kofi-mensah\n"
        "   acts as triage in groups/digital-registries\n\n"
        f"saved ####### on main: requests/{ID}: routed to kofi-mensah\n",
        f"{PUSH}then: cmtool draft forward {ID}\n"
        f"then: cmtool request respond {ID} (first personal answer, by 2026-11-27)\n",
    )
    assert run("2026-11-23", "request", "respond", ID) == (
        0,
        f"saved ####### on main: requests/{ID}: answered\n",
        f"{PUSH}then: cmtool request onboard {ID} --call DAY (onboarding call)\n",
    )
    assert run("2026-12-05", "request", "onboard", ID, "--call", "2026-12-04") == (
        0,
        f"saved ####### on main: requests/{ID}: onboarding: call\n",
        f"{PUSH}then: cmtool add member --from-request {ID} (record of the newcomer)\n"
        f"then: cmtool request onboard {ID} --mailed today (personal mail, by 2026-12-11)\n",
    )
    words = ("name=Nina Calderon", "code_of_conduct=2026-12-04", "consents.listing=2026-12-04")
    assert run("2026-12-05", "add", "member", "--from-request", ID, *words) == (
        0,
        f"saved ####### on main: members/nina-calderon: added, from requests/{ID}\n",
        f"{PUSH}then: cmtool join nina-calderon digital-registries --role contributor\n"
        f"then: cmtool request onboard {ID} --mailed today (personal mail, by 2026-12-11)\n",
    )
    join = ("join", "nina-calderon", "digital-registries", "--role", "contributor", "--mentor", "mei-lin-tan")
    assert run("2026-12-05", *join)[0] == 0
    assert run("2026-12-11", "request", "onboard", ID, "--mailed", "today")[2] == (
        f"{PUSH}then: cmtool request onboard {ID} --followed-up today (follow-up, by 2026-12-18)\n"
    )
    assert run("2026-12-18", "request", "onboard", ID, "--followed-up", "today")[2] == (
        f"{PUSH}then: cmtool request close {ID} --outcome joined (outcome, by 2027-01-19)\n"
    )
    assert run("2026-12-19", "request", "close", ID, "--outcome", "joined") == (
        0,
        f"saved ####### on main: requests/{ID}: closed as joined\n",
        PUSH,
    )
    assert (own_demo / f"registry/requests/{ID}.yaml").read_text() == WRITTEN
    assert (own_demo / "registry/members/nina-calderon.yaml").read_text() == MEMBER
    assert git(
        own_demo, "log", "-10", "--reverse", "--format=%(trailers:key=Cmtool-Change,valueonly,separator=%x2C)"
    ) == ("add\nrespond\nroute\nrespond\nonboard\nadd\njoin\nonboard\nonboard\nclose")
    assert "0 errors" in cmtool("validate", "--today", "2026-12-19", cwd=own_demo).out


WRITTEN = """\
kind: join
received: 2026-11-20
source: ticket
ticket: HELP-512
summary: Statistician from the Andes wants to help with address data
interests:
  - digital-registries
region: americas
languages:
  - es
  - qu
acknowledged: 2026-11-20
owner: kofi-mensah
routed: 2026-11-20
first_response: 2026-11-23
onboarding:
  call: 2026-12-04
  registered: 2026-12-05
  mailed: 2026-12-11
  followed_up: 2026-12-18
outcome: joined
member: nina-calderon
closed: 2026-12-19
"""
MEMBER = """\
name: Nina Calderon
status: active
joined: 2026-12-04
region: americas
languages:
  - es
  - qu
code_of_conduct: 2026-12-04
consents:
  listing: 2026-12-04
"""


def test_on_a_terminal_what_a_newcomer_has_to_say_is_asked(
    run: Callable[..., tuple[int, str, str]], own_demo: Path
) -> None:
    """The region is known by the request; consents are each asked for. One undo takes all of it back."""
    arrived(run)
    before = git(own_demo, "rev-parse", "HEAD^{tree}")
    answers = ["Nina Calderon", "PE", "today", "today", "declined", "", "soon", "today"]
    out = told(typed(own_demo, ["add", "member", "--from-request", ID], answers))
    assert "Region" not in out and "Day of joining" not in out
    for question in (
        "Day on which the person agreed to the code of conduct (or nothing): ",
        "Day on which the person agreed that the name is published, or declined (or nothing): ",
        "Day on which the person agreed to be shown in a spotlight, or declined (or nothing): ",
        "Day on which the person agreed to be counted in statistics of sensitive data, or declined (or nothing): ",
        "Day on which the person agreed that pictures of them are shown, or declined (or nothing): ",
    ):
        assert question in out
    assert f"saved ####### on main: members/nina-calderon: added, from requests/{ID}" in out
    assert (own_demo / "registry/members/nina-calderon.yaml").read_text() == (
        "name: Nina Calderon\nstatus: active\njoined: 2026-11-20\nregion: americas\ncountry: PE\n"
        "languages:\n  - es\n  - qu\ncode_of_conduct: 2026-11-20\n"
        "consents:\n  listing: 2026-11-20\n  spotlight: declined\n  photo: 2026-11-20\n"
    )
    assert run("2026-11-20", "undo")[0] == 0
    assert git(own_demo, "rev-parse", "HEAD^{tree}") == before


# -- a small community without git

MAPS = """\
name: Maps
kind: working-group
status: active
purpose: Maps that everybody can read
members:
  - member: cem-aydin
    role: gardener
  - member: bo-lindqvist
    role: gardener
"""
JOIN = "kind: join\nreceived: 2026-11-02\nsource: email\nsummary: Wants to help with maps\ninterests:\n  - maps\n"
QUERY = "kind: query\nreceived: 2026-11-03\nsource: chat\nsummary: Which seeds are early?\ninterests:\n  - tomatoes\n"
EARLIER = "name: Elif Demir\nstatus: active\njoined: 2026-10-31\nregion: europe\n"
FILES = {"groups/maps.yaml": MAPS, "requests/help.yaml": JOIN, "requests/seeds.yaml": QUERY}


@pytest.fixture
def garden(registry_of: Callable[..., Path]) -> Path:
    return registry_of(FILES)


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def garden_run(cmtool: Run, garden: Path, *arguments: str) -> Outcome:
    return cmtool(*arguments, "--today", "2026-11-20", cwd=garden)


def test_of_two_the_one_with_fewer_open_requests_is_proposed(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    garden = registry_of(FILES | {"requests/other.yaml": JOIN + "owner: bo-lindqvist\nrouted: 2026-11-02\n"})
    code, out, err = garden_run(cmtool, garden, "request", "route", "help", "--dry-run")
    assert (code, err) == (0, "nothing was written: --dry-run\n")
    assert out.startswith(
        "requests/help (join, received 2026-11-02): cem-aydin\n"
        "   acts as triage in groups/maps\n"
        "   has the fewest open requests: 0\n"
        "   the others: bo-lindqvist (1 open)\n\n"
    )


def test_what_is_due_is_what_comes_next(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    """Each step settles what was due for it, and makes the next one due for who looks after it."""
    garden = registry_of(FILES | {"requests/help.yaml": JOIN.replace("2026-11-02", "2026-11-20")})

    def due(day: str) -> list[str]:
        listed = cmtool("due", "--within", "0", "--format", "csv", "--today", day, cwd=garden).out
        return sorted(line.split(",")[1] for line in listed.splitlines() if "requests/help" in line)

    def step(day: str, verb: str, *options: str) -> None:
        assert cmtool("request", verb, "help", *options, "--today", day, cwd=garden).code == 0

    assert (due("2026-11-21"), due("2026-11-22"), due("2026-11-23")) == ([], ["REQ206"], ["REQ201", "REQ206"])
    step("2026-11-23", "route")
    assert (due("2026-11-23"), due("2026-11-27")) == ([], ["REQ202"])
    step("2026-11-27", "respond")
    assert due("2027-01-18") == []
    step("2026-12-04", "onboard", "--call", "today")
    assert (due("2026-12-10"), due("2026-12-11")) == ([], ["REQ203"])
    step("2026-12-11", "onboard", "--mailed", "today")
    assert (due("2026-12-17"), due("2026-12-18"), due("2027-01-19")) == ([], ["REQ203"], ["REQ203", "REQ204"])
    step("2026-12-18", "onboard", "--followed-up", "today")
    assert due("2027-01-18") == []
    step("2026-12-18", "close", "--outcome", "withdrawn")
    assert due("2027-06-30") == []


def test_on_a_terminal_the_outcome_is_asked(garden: Path) -> None:
    out = told(typed(garden, ["request", "close", "help", "--today", "2026-11-20"], ["gone", "no-reply"]))
    assert "How did it end (joined, answered, referred, not-now, declined, no-reply, withdrawn, duplicate): " in out
    assert (garden / "requests/help.yaml").read_text() == JOIN + "outcome: no-reply\nclosed: 2026-11-20\n"


def test_a_query_is_answered_with_the_help_of_an_expert(cmtool: Run, garden: Path) -> None:
    ask = garden_run(cmtool, garden, "request", "respond", "seeds", "--ask", "cem-aydin", "--on", "2026-11-04")
    assert ask.code == 0
    answer = ("--answered", "cem-aydin", "--answer", "Stupice, sown in March")
    code, _, err = garden_run(cmtool, garden, "request", "respond", "seeds", *answer, "--on", "2026-11-06")
    assert (code, err.splitlines()[-1]) == (
        0,
        "then: cmtool request close seeds --outcome answered (outcome, by 2027-01-02)",
    )
    code, _, err = garden_run(cmtool, garden, "request", "close", "seeds", "--outcome", "answered")
    assert (code, [line for line in err.splitlines() if "still open" in line]) == (0, [])
    assert (garden / "requests/seeds.yaml").read_text() == QUERY + (
        "first_response: 2026-11-06\nexperts:\n  - member: cem-aydin\n    asked: 2026-11-04\n    answered: 2026-11-06\n"
        "answer: Stupice, sown in March\noutcome: answered\nclosed: 2026-11-20\n"
    )


def test_the_reason_of_an_outcome_stands_in_the_record_alone(
    run: Callable[..., tuple[int, str, str]], own_demo: Path
) -> None:
    arrived(run)
    reason = ("--reason", "No time before spring")
    assert run("2026-11-21", "request", "close", ID, "--outcome", "not-now", *reason)[0] == 0
    assert "reason: No time before spring\n" in (own_demo / f"registry/requests/{ID}.yaml").read_text()
    assert "spring" not in git(own_demo, "log", "-1", "--format=%B")


@pytest.mark.parametrize(
    "arguments",
    [
        ("request", "route", "help"),
        ("request", "respond", "help"),
        ("request", "respond", "help", "--pro-forma"),
        ("request", "respond", "seeds", "--ask", "cem-aydin", "--answered", "cem-aydin", "--answer", "Stupice"),
        ("request", "onboard", "help", "--call", "today", "--mailed", "today", "--followed-up", "today"),
        ("request", "close", "help", "--outcome", "no-reply"),
        ("add", "member", "--from-request", "help", "name=Elif Demir"),
    ],
)
def test_a_dry_run_writes_nothing_and_says_nothing_to_type(
    cmtool: Run, garden: Path, arguments: tuple[str, ...]
) -> None:
    before = contents(garden)
    code, out, err = garden_run(cmtool, garden, *arguments, "--dry-run")
    assert (code, err) == (0, "nothing was written: --dry-run\n")
    assert "\n+" in out
    assert contents(garden) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("route", "helq"), "no record 'requests/helq'; did you mean 'help'?"),
        (("route", "members/ada-moreau"), "'members/ada-moreau' is not in requests/"),
        (("route", "broken"), "requests/broken cannot be read: run cmtool validate"),
        (("route", "help", "--to", "ada-morau"), "no record 'members/ada-morau'; did you mean 'ada-moreau'?"),
        (("route", "help", "--group", "map"), "no record 'groups/map'; did you mean 'maps'?"),
        (("route", "help", "--on", "2026-11-21"), "--on: 2026-11-21 has not come yet; write down what took place"),
        (("route", "help", "--on", "2026-11-01"), "--on: 2026-11-01 is before 2026-11-02, when the request came"),
        (("respond", "help", "--on", "2026-11"), "--on '2026-11': expected a date, as 2026-03-01, or today"),
        (
            ("respond", "help", "--on", "2026-11-31"),
            "--on '2026-11-31': expected a day that exists, as 2026-03-01, or today",
        ),
        (("respond", "help", "--ask", "cem-aydin"), "--ask is for queries, and requests/help is of kind 'join'"),
        (
            ("respond", "seeds", "--answered", "cem-aydin"),
            "'cem-aydin' was not asked about requests/seeds: add --ask cem-aydin, or name who was",
        ),
        (
            ("respond", "seeds", "--pro-forma", "--answer", "Stupice"),
            "--answer is a personal answer, --pro-forma none: leave one out",
        ),
        (
            ("respond", "seeds", "--answer", "Ask cem@garden.example"),
            "--answer: it holds a mail address or a phone number, which stand nowhere in a registry; "
            "the mailbox or the ticket knows the person",
        ),
        (
            ("respond", "seeds", "--answer", "Stupice\u202e"),
            "'--answer': invisible character U+202E (right-to-left override); remove it; it cannot be seen in a review",
        ),
        (("respond", "seeds", "--answer", ""), "'answer': expected text that is not empty; found ''"),
        (
            ("onboard", "help"),
            "what took place? Say --call, --registered, --mailed or --followed-up, each with its day",
        ),
        (
            ("onboard", "seeds", "--call", "today"),
            "requests/seeds is of kind 'query': only who wants to join is onboarded",
        ),
        (
            ("onboard", "help", "--mailed", "today"),
            "--mailed: first comes the day on which the onboarding call was: cmtool request onboard help --call DAY",
        ),
        (
            ("onboard", "help", "--followed-up", "today", "--call", "today"),
            "--followed-up: first comes the day on which the personal mail was sent: "
            "cmtool request onboard help --mailed DAY",
        ),
        (
            ("onboard", "help", "--call", "2026-11-12", "--mailed", "2026-11-11"),
            "--mailed: 2026-11-11 is before 2026-11-12, when the onboarding call was",
        ),
        (
            ("onboard", "help", "--call", "2026-12-01"),
            "--call: 2026-12-01 has not come yet; write down what took place",
        ),
        (
            ("close", "help"),
            "how did it end? Say --outcome with one of: joined, answered, referred, not-now, declined, no-reply, "
            "withdrawn, duplicate",
        ),
        (("close", "help", "--outcome", "answerd"), "no outcome 'answerd'; did you mean 'answered'?"),
        (
            ("close", "help", "--outcome", "joined"),
            "outcome 'joined' needs the member: cmtool add member --from-request help; or name them with --member",
        ),
        (
            ("close", "help", "--outcome", "joined", "--member", "elif-demir"),
            "'elif-demir' joined on 2026-10-31, before requests/help came on 2026-11-02: name another member, "
            "or correct the day that is wrong",
        ),
        (
            ("close", "help", "--outcome", "referred", "--reason", "A school asks"),
            "outcome 'referred' needs where to: --referred-to TEXT, a place and no person",
        ),
        (
            ("close", "help", "--outcome", "declined", "--reason", "Call +90 212 555 01 02"),
            "--reason: it holds a mail address or a phone number, which stand nowhere in a registry; "
            "the mailbox or the ticket knows the person",
        ),
    ],
)
def test_what_cannot_be_is_told_with_what_to_do(
    cmtool: Run, registry_of: Callable[..., Path], arguments: tuple[str, ...], message: str
) -> None:
    garden = registry_of(FILES | {"requests/broken.yaml": "kind: [\n", "members/elif-demir.yaml": EARLIER})
    before = contents(garden)
    assert garden_run(cmtool, garden, "request", *arguments) == (2, "", f"error: {message}\n")
    assert contents(garden) == before


def test_only_members_come_by_a_request(cmtool: Run, garden: Path) -> None:
    code, out, err = garden_run(cmtool, garden, "add", "group", "--from-request", "help", "name=Seeds")
    told = "error: --from-request makes a member: cmtool add member --from-request REQUEST\n"
    assert (code, out, err) == (2, "", told)


def test_the_shell_completes_ids(garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(garden)
    ids = complete.requests
    assert (ids("h"), ids(""), ids("x")) == (["help"], ["help", "seeds"], [])
