"""The verbs of requests as change sets: `route`, `respond`, `onboard`, `close`, and `add member --from-request`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.edits.close_request import OUTCOMES, Ending, closed
from cmtool.edits.from_request import added_from, place_for, words
from cmtool.edits.onboard_request import onboarded
from cmtool.edits.respond_request import Response, responded
from cmtool.edits.route_request import Wish, proposal, routed
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Insert, Put
from cmtool.model.registry import Registry
from tests.edits.verbs import FEW, TODAY, made, new_errors, small

COMMUNITY = """\
schema: 1
name: Small
contact: {address: small@meridian.example, owner: liis-tamm}
code_of_conduct: https://meridian.example/coc
regions: [americas]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  lead: {name: Lead, scope: group, acts_as: [lead]}
  welcomer: {name: Welcomer, scope: group, acts_as: [triage]}
  owner: {name: Product owner, scope: group}
  contributor: {name: Contributor, scope: group}
privacy: {visibility: private}
"""
LIIS = "{name: Liis Tamm, status: active, joined: 2025-01-01, roles: [{role: manager, since: 2025-01-01}]}"
MEI = "{name: Mei Lin Tan, status: active, joined: 2025-01-01}"
KOFI = "{name: Kofi Mensah, status: active, joined: 2025-01-01}"
ROSA = "{name: Rosa Quispe, status: onboarding, joined: 2026-11-10}"
MAPS = """\
name: Maps
kind: team
status: active
purpose: Maps
members:
- {member: mei-lin-tan, role: lead}
- {member: kofi-mensah, role: welcomer}
- {member: liis-tamm, role: contributor}
"""
DAY = date(2026, 11, 12)
WEEK_AGO = date(2026, 11, 13)


def registry(request: str = "", kind: str = "join", **files: str) -> Registry:
    """A small community with one request."""
    head = f"kind: {kind}\nreceived: 2026-11-05\nsource: email\nsummary: Wants to help\ninterests: [maps]\n"
    base = {"community": COMMUNITY, "members/liis-tamm": LIIS, "members/mei-lin-tan": MEI, "members/kofi-mensah": KOFI}
    own = {"members/rosa-quispe": ROSA, "groups/maps": MAPS, "requests/help": head + request}
    return small(base | own | {name.replace("__", "/").replace("_", "-"): text for name, text in files.items()})


def told(act: object) -> str:
    with pytest.raises(CmtoolError) as caught:
        act()  # type: ignore[operator]
    return str(caught.value)


def edits(change: ChangeSet) -> Sequence[object]:
    (ref,) = change.edits
    assert ref == "requests/help"
    return change.edits[ref]


# -- route


def test_the_owner_and_the_day_are_written_down() -> None:
    change = routed(registry(), "help", Wish(), DAY, TODAY)
    assert (change.verb, change.subject) == ("route", "requests/help: routed to kofi-mensah")
    assert edits(change) == [Put(("owner",), "kofi-mensah"), Put(("routed",), DAY)]
    after = made(registry(), change)
    assert (after.requests["help"].owner, after.requests["help"].routed) == ("kofi-mensah", DAY)
    assert new_errors(registry(), after) == set()


def test_who_is_named_gets_it_with_what_speaks_against() -> None:
    def notes(to: str, kind: str = "join", **files: str) -> Sequence[str]:
        return routed(registry(kind=kind, **files), "help", Wish(to), DAY, TODAY).notes

    assert notes("kofi-mensah") == ()
    assert notes("mei-lin-tan") == ("'mei-lin-tan' does not act as triage in groups/maps",)
    assert notes("rosa-quispe") == (
        "'rosa-quispe' is new",
        "'rosa-quispe' does not act as triage in groups/maps",
    )
    assert notes("liis-tamm", "privacy") == ()
    assert notes("kofi-mensah", "privacy") == (
        "a data-protection request is mostly looked after by who reads the shared mailbox: liis-tamm",
    )


def test_a_request_that_somebody_has_is_only_passed_on_by_word() -> None:
    held = registry("owner: kofi-mensah\nrouted: 2026-11-06\n")
    assert told(lambda: routed(held, "help", Wish(), DAY, TODAY)) == (
        "requests/help is with 'kofi-mensah' since 2026-11-06; to pass it on: --to MEMBER"
    )
    assert told(lambda: routed(held, "help", Wish("kofi-mensah"), DAY, TODAY)) == (
        "requests/help is with 'kofi-mensah' since 2026-11-06 already: nothing to change"
    )
    passed_on = routed(held, "help", Wish("mei-lin-tan"), DAY, TODAY)
    assert edits(passed_on) == [Put(("owner",), "mei-lin-tan"), Put(("routed",), DAY)]


def test_a_request_of_somebody_who_is_gone_is_proposed_anew() -> None:
    left = KOFI.replace("active", "alumni").replace("}", ", left: 2026-11-10}")
    held = registry("owner: kofi-mensah\nrouted: 2026-11-06\n", members__kofi_mensah=left)
    assert proposal(held, "help", Wish(), TODAY).reasons == [
        "after 'kofi-mensah', who has left",
        "nobody who is active acts as triage in groups/maps",
        "leads groups/maps",
    ]
    assert proposal(held, "help", Wish(), TODAY).owner == "mei-lin-tan"


def test_what_cannot_be_routed() -> None:
    closed_one = registry("outcome: duplicate\nclosed: 2026-11-06\n")
    assert told(lambda: routed(closed_one, "help", Wish(), DAY, TODAY)) == (
        "requests/help is closed since 2026-11-06: duplicate; "
        "to open it again: cmtool set requests/help outcome= closed="
    )
    assert told(lambda: proposal(registry(kind="privacy"), "help", Wish(None, "maps"), TODAY)) == (
        "a data-protection request is no group's: leave --group out, or name somebody with --to"
    )
    own = registry("member: rosa-quispe\n")
    assert told(lambda: proposal(own, "help", Wish("rosa-quispe"), TODAY)) == (
        "'rosa-quispe' came by requests/help: somebody else looks after it"
    )
    paused = {
        f"members__{id}": text.replace("active", "paused")
        for id, text in (("liis_tamm", LIIS), ("mei_lin_tan", MEI), ("kofi_mensah", KOFI))
    }
    assert told(lambda: proposal(registry(**paused), "help", Wish(), TODAY)).endswith(
        "no community manager is active. Name somebody: --to MEMBER"
    )


# -- respond


def respond(found: Registry, response: Response, day: date = DAY) -> ChangeSet:
    return responded(found, "help", response, day, TODAY)


def test_an_answer_in_person_and_a_pro_forma_reply_are_different_things() -> None:
    assert edits(respond(registry(), Response())) == [Put(("first_response",), DAY)]
    assert edits(respond(registry(), Response(is_pro_forma=True))) == [Put(("acknowledged",), DAY)]


def test_the_first_answer_stays() -> None:
    answered = registry("first_response: 2026-11-07\n")
    assert respond(answered, Response()) == ChangeSet(
        "respond",
        "requests/help: nothing changed",
        notes=(
            "requests/help was first answered on 2026-11-07, which stays; "
            "to correct it: cmtool set requests/help first_response=DAY",
        ),
    )
    assert respond(answered, Response(), date(2026, 11, 7)).notes == ()


def test_asking_an_expert_is_no_answer_and_the_answer_is_one() -> None:
    query = registry(kind="query")
    asking = respond(query, Response(ask=["mei-lin-tan"]))
    assert edits(asking) == [Insert(("experts",), {"member": "mei-lin-tan", "asked": DAY})]
    asked = made(query, asking)
    answering = respond(asked, Response(answered=["mei-lin-tan"], answer="Chapter 4"), WEEK_AGO)
    assert edits(answering) == [
        Put(("first_response",), WEEK_AGO),
        Put(("answer",), "Chapter 4"),
        Put(("experts", 0, "answered"), WEEK_AGO),
    ]
    assert answering.subject == "requests/help: answered, answer written down, expert answered"
    after = made(asked, answering)
    assert [evidence.member for evidence in after.evidence] == ["mei-lin-tan"]
    again = respond(after, Response(ask=["mei-lin-tan"], answered=["mei-lin-tan"], answer="Chapter 5"), TODAY)
    assert edits(again) == [Put(("answer",), "Chapter 5")]
    assert again.notes == (
        "'mei-lin-tan' was asked on 2026-11-12, which stays",
        "'mei-lin-tan' answered on 2026-11-13, which stays",
    )


def test_an_expert_is_here_and_answers_after_being_asked() -> None:
    left = MEI.replace("active", "alumni").replace("}", ", left: 2026-11-10}")
    assert told(lambda: respond(registry(kind="query", members__mei_lin_tan=left), Response(ask=["mei-lin-tan"]))) == (
        "members/mei-lin-tan cannot be asked about requests/help: the status is 'alumni'; "
        "if they are back: cmtool set members/mei-lin-tan status=active left="
    )
    asked = registry("experts: [{member: mei-lin-tan, asked: 2026-11-13}]\n", kind="query")
    assert told(lambda: respond(asked, Response(answered=["mei-lin-tan"]))) == (
        "--answered mei-lin-tan: 2026-11-12 is before 2026-11-13, when they were asked"
    )
    paused = registry(kind="query", members__mei_lin_tan=MEI.replace("active", "paused"))
    assert respond(paused, Response(ask=["mei-lin-tan"])).notes == ("'mei-lin-tan' is paused",)


# -- onboard


def test_steps_are_written_down_in_any_number() -> None:
    days = {"call": DAY, "mailed": WEEK_AGO}
    change = onboarded(registry(), "help", days, TODAY)
    assert edits(change) == [Put(("onboarding", "call"), DAY), Put(("onboarding", "mailed"), WEEK_AGO)]
    assert change.subject == "requests/help: onboarding: call, mailed"
    again = onboarded(made(registry(), change), "help", {"call": WEEK_AGO, "followed_up": TODAY}, TODAY)
    assert edits(again) == [Put(("onboarding", "followed_up"), TODAY)]
    assert again.notes == (
        "the onboarding call was on 2026-11-12, which stays; "
        "to correct it: cmtool set requests/help onboarding.call=2026-11-13",
    )


def test_a_record_made_by_hand_wants_its_member_named() -> None:
    change = onboarded(registry(), "help", {"registered": DAY}, TODAY)
    assert change.notes == ("whose record? cmtool set requests/help member=MEMBER",)


def test_who_joined_is_still_accompanied_and_nobody_else() -> None:
    way = "onboarding: {call: 2026-11-10}\n"
    joined = registry(f"{way}member: rosa-quispe\noutcome: joined\nclosed: 2026-11-11\n")
    assert edits(onboarded(joined, "help", {"mailed": DAY}, TODAY)) == [Put(("onboarding", "mailed"), DAY)]
    gone = registry(f"{way}outcome: withdrawn\nclosed: 2026-11-11\n")
    assert told(lambda: onboarded(gone, "help", {"mailed": DAY}, TODAY)).startswith(
        "requests/help is closed since 2026-11-11: withdrawn; to open it again: "
    )


# -- close


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_makes_a_sound_record(outcome: str) -> None:
    words = {"joined": {"member": "rosa-quispe"}, "referred": {"referred_to": "Help desk of the ministry"}}
    reason = {"reason": "No time before spring"} if outcome in ("not-now", "declined") else {}
    before = registry()
    change = closed(before, "help", Ending(outcome, **words.get(outcome, reason)), DAY, TODAY)
    after = made(before, change)
    assert (after.requests["help"].outcome, after.requests["help"].closed) == (outcome, DAY)
    assert new_errors(before, after) == set()
    assert change.subject == f"requests/help: closed as {outcome}"


def test_what_is_still_open_is_told() -> None:
    found = registry("member: rosa-quispe\nonboarding: {call: 2026-11-10, registered: 2026-11-10}\n")
    change = closed(found, "help", Ending("joined"), TODAY, TODAY)
    assert edits(change) == [Put(("outcome",), "joined"), Put(("closed",), TODAY)]
    assert change.notes == (
        "no personal answer was written down: cmtool set requests/help first_response=DAY",
        "still open: the personal mail: cmtool request onboard help --mailed DAY",
        "still open: a group: cmtool join rosa-quispe GROUP --role ROLE",
        "members/rosa-quispe is still 'onboarding': cmtool set members/rosa-quispe status=active, once all is agreed",
    )
    settled = registry(
        "first_response: 2026-11-06\nmember: rosa-quispe\n"
        "onboarding: {call: 2026-11-10, mailed: 2026-11-12, followed_up: 2026-11-19}\n",
        members__rosa_quispe=ROSA.replace("onboarding", "active"),
        groups__maps=MAPS + "- {member: rosa-quispe, role: contributor, mentor: mei-lin-tan}\n",
    )
    assert closed(settled, "help", Ending("joined"), TODAY, TODAY).notes == ()
    alone = registry(
        "first_response: 2026-11-06\nmember: rosa-quispe\nonboarding: {call: 2026-11-10, mailed: 2026-11-12}\n",
        members__rosa_quispe=ROSA.replace("onboarding", "active"),
        groups__maps=MAPS + "- {member: rosa-quispe, role: contributor}\n",
    )
    assert closed(alone, "help", Ending("joined"), TODAY, TODAY).notes == (
        "still open: the follow-up: cmtool request onboard help --followed-up DAY",
        "still open: a mentor: cmtool set groups/maps 'members[rosa-quispe].mentor=MEMBER'",
    )


def test_an_answered_query_was_answered_and_a_silent_expert_is_told() -> None:
    query = registry("experts: [{member: mei-lin-tan, asked: 2026-11-06}]\n", kind="query")
    change = closed(query, "help", Ending("answered"), DAY, TODAY)
    assert edits(change) == [Put(("outcome",), "answered"), Put(("closed",), DAY), Put(("first_response",), DAY)]
    assert change.notes == (
        "'mei-lin-tan' was asked on 2026-11-06, and gave no answer",
        "no answer was written down, so 2026-11-12 is the day of the first one",
    )


@pytest.mark.parametrize(
    ("request_", "ending", "message"),
    [
        ("", Ending("not-now"), "outcome 'not-now' needs a reason: --reason TEXT, in general words"),
        ("", Ending("answered", member="rosa-quispe"), "--member is for outcome 'joined', not 'answered'"),
        ("", Ending("answered", referred_to="A school"), "--referred-to is for outcome 'referred', not 'answered'"),
        ("", Ending("joined", member="mei-lin-tan"), "'mei-lin-tan' joined on 2025-01-01, before requests/help came on "
         "2026-11-05: name another member, or correct the day that is wrong"),
        ("member: rosa-quispe\n", Ending("joined", member="liis-tamm"),
         "'rosa-quispe' came by requests/help, not 'liis-tamm': leave --member out"),
        ("", Ending("fine"), "no outcome 'fine'; one of: joined, answered, referred, not-now, declined, no-reply, "
         "withdrawn, duplicate"),
        ("first_response: 2026-11-13\n", Ending("no-reply"),
         "--on: 2026-11-12 is before 2026-11-13, when it was answered"),
        ("onboarding: {call: 2026-11-13}\n", Ending("no-reply"),
         "--on: 2026-11-12 is before 2026-11-13, when the onboarding call was"),
        ("outcome: no-reply\n", Ending("answered"), "requests/help is closed: no-reply; to open it again: "
         "cmtool set requests/help outcome= closed="),
    ],
)  # fmt: skip
def test_what_cannot_be_closed(request_: str, ending: Ending, message: str) -> None:
    assert told(lambda: closed(registry(request_), "help", ending, DAY, TODAY)) == message


# -- add member --from-request


def test_the_member_and_the_request_change_together() -> None:
    found = registry("region: americas\nlanguages: ['no', es]\nonboarding: {call: 2026-11-12}\n")
    change = added_from(found, "help", None, ["name=Nina Calderon", "code_of_conduct=today"], TODAY)
    assert change.subject == "members/nina-calderon: added, from requests/help"
    assert edits(change) == [Put(("member",), "nina-calderon"), Put(("onboarding", "registered"), TODAY)]
    after = made(found, change)
    member = after.members["nina-calderon"]
    assert (member.status, member.joined, member.region, member.languages) == ("active", DAY, "americas", ["no", "es"])
    assert new_errors(found, after) == set()


def test_without_a_call_and_an_agreement_it_is_today_and_onboarding() -> None:
    after = made(registry(), added_from(registry(), "help", "nina", ["name=Nina Calderon"], TODAY))
    assert (after.members["nina"].joined, after.members["nina"].status) == (TODAY, "onboarding")


def test_what_somebody_says_counts_more_than_the_request() -> None:
    found = registry("region: americas\nonboarding: {call: 2026-11-12, registered: 2026-11-13}\n")
    assert words(found, "help", ["joined=2026-11-14", "region=unknown"], TODAY) == [
        "joined=2026-11-14",
        "region=unknown",
    ]
    change = added_from(found, "help", None, ["name=Nina Calderon", "joined=2026-11-14"], TODAY)
    assert edits(change) == [Put(("member",), "nina-calderon")]
    more = registry("languages: [es]\n")
    after = made(more, added_from(more, "help", None, ["name=Nina Calderon", "languages+=qu"], TODAY))
    assert after.members["nina-calderon"].languages == ["es", "qu"]


@pytest.mark.parametrize(
    ("request_", "kind", "given", "message"),
    [
        ("", "query", [], "requests/help is of kind 'query': nobody asks to join by it"),
        ("outcome: withdrawn\nclosed: 2026-11-06\n", "join", [],
         "requests/help is closed since 2026-11-06: withdrawn; nobody joins by it any more"),
        ("member: rosa-quispe\n", "join", [],
         "'rosa-quispe' came by requests/help already: cmtool show members/rosa-quispe"),
        ("", "join", ["name=Nina", "joined=2026-11-04"], "joined: 2026-11-04 is before 2026-11-05, when the request came"),
        ("", "join", [], "a member needs more: name=.. (As the person wants it shown)"),
    ],
)  # fmt: skip
def test_who_cannot_come_by_a_request(request_: str, kind: str, given: list[str], message: str) -> None:
    assert told(lambda: added_from(registry(request_, kind), "help", None, given, TODAY)) == message


def test_the_place_for_a_newcomer_is_the_group_and_the_role_that_most_people_have_there() -> None:
    found = registry()
    assert place_for(found, found.requests["help"], TODAY) == ("maps", "contributor")
    owners = registry(groups__maps=MAPS.replace("role: contributor", "role: owner"))
    assert place_for(owners, owners.requests["help"], TODAY) == ("maps", "owner")
    dormant = registry(groups__maps=MAPS.replace("active", "dormant"))
    assert place_for(dormant, dormant.requests["help"], TODAY) == ("GROUP", "contributor")


# -- whatever order the commands come in

A_DAY = st.sampled_from([date(2026, 11, day) for day in (4, 8, 10, 12, 14, 16, 18, 20, 21)])
A_STEP = st.sampled_from(["call", "registered", "mailed", "followed_up"])
AN_ENDING = st.one_of(
    st.builds(Ending, st.just("joined"), st.sampled_from([None, "rosa-quispe", "mei-lin-tan"])),
    st.builds(
        Ending, st.sampled_from(OUTCOMES), reason=st.just("No time"), referred_to=st.sampled_from([None, "A school"])
    ),
)
SOMEBODY = st.lists(st.sampled_from(["mei-lin-tan", "rosa-quispe"]), max_size=2)
A_RESPONSE = st.one_of(
    st.just(Response()),
    st.just(Response(is_pro_forma=True)),
    st.builds(Response, st.just(False), SOMEBODY, SOMEBODY, st.sampled_from([None, "Chapter 4"])),
)
Act = Callable[[Registry], ChangeSet]
AN_ACT: st.SearchStrategy[Act] = st.one_of(
    st.builds(
        lambda to, day: lambda found: routed(found, "help", Wish(to), day, TODAY),
        st.none() | st.just("mei-lin-tan"),
        A_DAY,
    ),
    st.builds(lambda what, day: lambda found: responded(found, "help", what, day, TODAY), A_RESPONSE, A_DAY),
    st.builds(
        lambda days: lambda found: onboarded(found, "help", days, TODAY), st.dictionaries(A_STEP, A_DAY, max_size=3)
    ),
    st.builds(lambda ending, day: lambda found: closed(found, "help", ending, day, TODAY), AN_ENDING, A_DAY),
    st.just(lambda found: added_from(found, "help", None, ["name=Nina Calderon"], TODAY)),
)


@FEW
@given(st.sampled_from(["join", "join", "query", "privacy"]), st.lists(AN_ACT, min_size=1, max_size=8))
def test_whatever_order_the_commands_come_in_no_rule_is_broken(kind: str, acts: list[Act]) -> None:
    """A command is refused with a word, or leaves a registry without an error; what was written down first stays."""
    found = registry(kind=kind)
    for act in acts:
        try:
            after = made(found, act(found))
        except CmtoolError:
            continue
        assert new_errors(found, after) == set()
        before, now = found.requests["help"], after.requests["help"]
        for field in ("acknowledged", "first_response", "onboarding", "outcome", "member", "closed"):
            kept, there = getattr(before, field), getattr(now, field)
            if field == "onboarding":
                assert kept is None or kept.model_dump(exclude_none=True).items() <= there.model_dump().items()
            else:
                assert kept in (None, there)
        found = after
