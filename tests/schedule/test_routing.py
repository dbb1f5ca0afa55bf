"""Who gets a request, and the reasons, in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.schedule.routing import Routing, proposed
from cmtool.store.entries import Entry
from cmtool.store.load import assemble
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Requests
contact: {address: community@meridian.example, owner: liis-tamm}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  lead: {name: Lead, scope: group, acts_as: [lead]}
  welcomer: {name: Welcomer, scope: group, acts_as: [triage]}
  member: {name: Member, scope: group}
privacy: {visibility: private}
"""
LIIS = "{name: Liis Tamm, status: active}"
SARA = "{name: Sara Lind, status: active, roles: [{role: manager, since: 2026-01-01}]}"
ACTIVE = "{name: Somebody, status: active}"
PEOPLE = ("amina-diallo", "jonas-berg", "kofi-mensah", "mei-lin-tan")
MAPS = "{name: Maps, kind: working-group, status: active, purpose: Maps, members: [%s]}"
TRIAGE = ", ".join(f"{{member: {id}, role: welcomer}}" for id in ("kofi-mensah", "amina-diallo"))
LEADS = "{member: jonas-berg, role: lead}"
NOBODY = "nobody who is active acts as triage in groups/maps"
NO_LEAD = "nobody who is active leads groups/maps"
TO_MANAGER = ["so a community manager finds a place for it", "is a community manager"]


def texts(files: dict[str, str]) -> dict[str, str]:
    base = {"community": COMMUNITY, "members/liis-tamm": LIIS, "members/sara-lind": SARA}
    people = {f"members/{id}": ACTIVE for id in PEOPLE}
    return base | people | {"groups/maps": MAPS % f"{TRIAGE}, {LEADS}", "requests/help": asked("maps")} | files


def asked(*groups: str, more: str = "", kind: str = "join") -> str:
    head = f"kind: {kind}, received: 2026-11-18, source: email, summary: Wants to help"
    return f"{{{head}, interests: [{', '.join(groups)}]{more and f', {more}'}}}"


def routing(files: dict[str, str], group: str | None = None) -> Routing:
    registry = registry_from(texts(files))
    return proposed(registry, registry.requests["help"], TODAY, group)


def owned(owner: str, routed: str, *, is_open: bool) -> str:
    ending = "" if is_open else ", outcome: answered, closed: 2026-11-19"
    return (
        f"{{kind: query, received: {routed}, source: email, summary: Asks, owner: {owner}, routed: {routed}{ending}}}"
    )


def test_who_acts_as_triage_in_the_first_group_gets_it() -> None:
    one = {"groups/maps": MAPS % f"{{member: amina-diallo, role: welcomer}}, {LEADS}"}
    assert routing(one) == Routing("amina-diallo", ["acts as triage in groups/maps"])


@pytest.mark.parametrize(
    ("others", "owner", "reason"),
    [
        (
            {"requests/one": owned("amina-diallo", "2026-11-01", is_open=True)},
            "kofi-mensah",
            "has the fewest open requests: 0",
        ),
        (
            {"requests/one": owned("amina-diallo", "2026-11-01", is_open=False)},
            "kofi-mensah",
            "has no more open requests than others (0), and never got one",
        ),
        (
            {
                "requests/one": owned("amina-diallo", "2026-10-01", is_open=False),
                "requests/two": owned("kofi-mensah", "2026-11-01", is_open=False),
            },
            "amina-diallo",
            "has no more open requests than others (0), and got the last one on 2026-10-01, longest ago",
        ),
        ({}, "amina-diallo", "has as many open requests as others (0), and comes first by id"),
    ],
)
def test_of_several_the_one_with_the_fewest_then_longest_without_then_by_id(
    others: dict[str, str], owner: str, reason: str
) -> None:
    found = routing(others)
    (other,) = {"amina-diallo", "kofi-mensah"} - {owner}
    count = sum(owner not in text and "answered" not in text for text in others.values())
    assert found == Routing(owner, ["acts as triage in groups/maps", reason, f"the others: {other} ({count} open)"])


def test_where_nobody_acts_as_triage_a_lead_gets_it() -> None:
    gone = {
        "members/amina-diallo": "{name: Amina Diallo, status: paused}",
        "members/kofi-mensah": "{name: Kofi Mensah, status: alumni, left: 2026-11-01}",
    }
    assert routing(gone) == Routing(
        "jonas-berg",
        [
            "not 'kofi-mensah', who has left",
            "not 'amina-diallo', who is paused",
            NOBODY,
            "leads groups/maps",
        ],
    )


@pytest.mark.parametrize(
    ("files", "reasons"),
    [
        ({"groups/maps": (MAPS % TRIAGE).replace("active", "dormant")}, ["groups/maps is dormant"]),
        ({"groups/maps": (MAPS % TRIAGE).replace("active", "closed")}, ["groups/maps is closed"]),
        ({"groups/maps": (MAPS % "").replace("active", "forming")}, [NOBODY, NO_LEAD]),
        ({"groups/maps": MAPS % "{member: jonas-berg, role: member}"}, [NOBODY, NO_LEAD]),
        (
            {
                "groups/maps": MAPS % "{member: jonas-berg, role: welcomer, until: 2026-11-19}",
            },
            [NOBODY, NO_LEAD],
        ),
        (
            {
                "groups/maps": MAPS % "{member: jonas-berg, role: welcomer}",
                "members/jonas-berg": "{name: Jonas Berg, status: onboarding}",
            },
            ["not 'jonas-berg', who is new", NOBODY, NO_LEAD],
        ),
    ],
)
def test_where_no_group_can_take_it_a_manager_gets_it(files: dict[str, str], reasons: list[str]) -> None:
    assert routing(files) == Routing("sara-lind", [*reasons, *TO_MANAGER])


def test_a_group_that_nobody_knows_or_can_read_leaves_it_to_a_manager() -> None:
    registry = registry_from(texts({}))
    assert proposed(registry, registry.requests["help"], TODAY, "mops") == Routing(
        "sara-lind", ["there is no group 'mops'", *TO_MANAGER]
    )
    broken = texts({"groups/maps": "name: ["})
    registry = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in broken.items()).registry
    assert proposed(registry, registry.requests["help"], TODAY) == Routing(
        "sara-lind", ["groups/maps cannot be read", *TO_MANAGER]
    )


def test_the_next_wanted_group_is_asked_before_a_manager() -> None:
    files = {
        "groups/maps": (MAPS % TRIAGE).replace("active", "dormant"),
        "groups/seeds": MAPS.replace("Maps", "Seeds") % "{member: mei-lin-tan, role: lead}",
        "requests/help": asked("maps", "seeds"),
    }
    assert routing(files) == Routing(
        "mei-lin-tan",
        [
            "groups/maps is dormant",
            "nobody who is active acts as triage in groups/seeds",
            "leads groups/seeds",
        ],
    )
    assert routing(files, "maps") == Routing("sara-lind", ["groups/maps is dormant", *TO_MANAGER])


def test_who_answers_a_need_goes_to_its_group() -> None:
    need = "{title: Two readers, type: task, group: maps, status: open, opened: 2026-11-01}"
    files = {"needs/readers": need, "requests/help": asked(more="need: readers")}
    assert routing(files).reasons[0] == "acts as triage in groups/maps"


def test_a_request_about_no_group_stays_where_it_came() -> None:
    told = "it names no group: it stays with who reads the shared mailbox"
    assert routing({"requests/help": asked()}) == Routing("liis-tamm", [told])
    paused = {"requests/help": asked(), "members/liis-tamm": "{name: Liis Tamm, status: paused}"}
    assert routing(paused) == Routing("sara-lind", [told, "not 'liis-tamm', who is paused", "is a community manager"])


def test_personal_data_are_no_matter_of_a_group() -> None:
    told = "a data-protection request goes to who reads the shared mailbox"
    assert routing({"requests/help": asked("maps", kind="privacy")}) == Routing("liis-tamm", [told])


def test_nobody_looks_after_their_own_request() -> None:
    found = routing({"requests/help": asked("maps", more="member: amina-diallo")})
    assert found == Routing(
        "kofi-mensah", ["not 'amina-diallo', who came by this request", "acts as triage in groups/maps"]
    )


def test_where_nobody_is_here_nobody_is_proposed() -> None:
    paused = {f"members/{id}": "{name: Somebody, status: paused}" for id in (*PEOPLE, "liis-tamm")}
    paused["members/sara-lind"] = SARA.replace("active", "paused")
    found = routing(paused)
    assert found.owner == ""
    assert found.reasons[-1] == "no community manager is active"


def test_without_a_manager_who_reads_the_mailbox_gets_it() -> None:
    files = {
        "members/sara-lind": "{name: Sara Lind, status: active}",
        "groups/maps": (MAPS % TRIAGE).replace("active", "closed"),
    }
    assert routing(files).reasons[-2:] == ["no community manager is active", "reads the shared mailbox"]
    assert routing(files).owner == "liis-tamm"


OWNERS = st.lists(st.tuples(st.sampled_from(["amina-diallo", "kofi-mensah"]), st.booleans()), max_size=6)


@given(OWNERS)
def test_the_one_who_is_proposed_never_has_more_to_do_than_the_other(owners: list[tuple[str, bool]]) -> None:
    files = {
        f"requests/r{at}x": owned(owner, f"2026-11-{at + 1:02}", is_open=is_open)
        for at, (owner, is_open) in enumerate(owners)
    }
    found = routing(files)
    counts = {id: owners.count((id, True)) for id in ("amina-diallo", "kofi-mensah")}
    assert counts[found.owner] == min(counts.values())


def test_requests_that_come_one_after_the_other_are_spread_evenly() -> None:
    files: dict[str, str] = {}
    for number in range(6):
        owner = routing(files).owner
        files[f"requests/r{number}x"] = owned(owner, f"2026-11-{number + 1:02}", is_open=True)
    owners = [text.partition("owner: ")[2].partition(",")[0] for text in files.values()]
    assert owners == ["amina-diallo", "kofi-mensah"] * 3
