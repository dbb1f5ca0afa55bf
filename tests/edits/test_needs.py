"""`need publish`, `ask`, `fill`, `close`: a need on its way, as changes of its record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.edits.ask_need import Asked, asked
from cmtool.edits.close_need import closed
from cmtool.edits.fill_need import filled
from cmtool.edits.publish_need import published
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Insert, Put
from cmtool.model.names import folded
from cmtool.model.registry import Registry
from tests.edits.verbs import COMMUNITY, FEW, TODAY, made, new_errors, small

NEED = "{{title: Reviewers, type: {type}, group: maps, status: {status}, opened: 2026-08-20{more}}}"
CHANNELS = "channels: [{id: newsletter, purpose: News}, {id: chat, purpose: Talk, gathering: true}]\n"


def need(status: str = "open", more: str = "", type: str = "role") -> str:
    return NEED.format(status=status, more=more and ", " + more, type=type)


def registry(text: str, **more: str) -> Registry:
    """A need called `reviewers` of a group with one lead."""
    return small(
        {
            "community": COMMUNITY + CHANNELS,
            "members/mei-lin-tan": "{name: Mei Lin Tan, status: active, roles: [{role: manager, since: 2026-01-01}]}",
            "members/kofi-mensah": "{name: Kofi Mensah, status: active}",
            "members/rosa-quispe": "{name: Rosa Quispe, status: active}",
            "members/amina-diallo": "{name: Amina Diallo, status: paused}",
            "members/jonas-berg": "{name: Jonas Berg, status: alumni, left: 2026-01-31}",
            "members/removed-0007": "{status: removed}",
            "groups/maps": more.get(
                "group",
                "{name: Maps, kind: team, status: active, purpose: Draw, members: [{member: kofi-mensah, role: lead}]}",
            ),
            "needs/reviewers": text,
            **({"requests/help-481": more["request"]} if "request" in more else {}),
        }
    )


def after(before: Registry, change: ChangeSet) -> Registry:
    """The registry after a change, which makes no error."""
    done = made(before, change)
    assert new_errors(before, done) == set()
    return done


# -- publish


def test_a_publication_is_of_today_unless_said_otherwise() -> None:
    before = registry(need())
    change = published(before, "reviewers", "newsletter", TODAY)
    assert change == ChangeSet(
        "need",
        "needs/reviewers: published in newsletter",
        edits={"needs/reviewers": [Insert(("published",), {"channel": "newsletter", "date": TODAY})]},
    )
    url = "https://meridian.example/news"
    change = published(before, "reviewers", "chat", TODAY, date(2026, 8, 22), url)
    (post,) = after(before, change).needs["reviewers"].published
    assert (post.channel, post.date, post.url) == ("chat", date(2026, 8, 22), url)


def test_a_publication_that_is_there_gets_its_address() -> None:
    before = registry(need(more="published: [{channel: chat, date: 2026-11-20}]"))
    url = "https://meridian.example/news"
    change = published(before, "reviewers", "chat", TODAY, None, url)
    assert change.edits == {"needs/reviewers": [Put(("published", 0, "url"), url)]}
    again = published(after(before, change), "reviewers", "chat", TODAY, None, url)
    assert (again.edits, again.subject) == ({}, "needs/reviewers: nothing changed")
    with pytest.raises(CmtoolError, match=r"^needs/reviewers was published in chat on 2026-11-20; nothing to change$"):
        published(before, "reviewers", "chat", TODAY)


@pytest.mark.parametrize(
    ("channel", "note"),
    [
        ("newsleter", "'newsleter' is not one of the channels of community.yaml; did you mean 'newsletter'?"),
        ("fair", "'fair' is not one of the channels of community.yaml; those are: newsletter, chat"),
    ],
)
def test_another_place_than_a_channel_is_noted(channel: str, note: str) -> None:
    change = published(registry(need()), "reviewers", channel, TODAY)
    assert (list(change.notes), len(change.edits["needs/reviewers"])) == ([note], 1)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("draft", "needs/reviewers is a draft: open it first: cmtool set needs/reviewers status=open opened=today"),
        ("filled", "needs/reviewers is filled, it cannot be published; to look again: cmtool set needs/reviewers status=open"),
        ("closed", "needs/reviewers is closed, it cannot be published; to look again: cmtool set needs/reviewers status=open"),
    ],
)  # fmt: skip
def test_only_an_open_need_is_published(status: str, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        published(registry(need(status, "filled_by: [rosa-quispe]")), "reviewers", "chat", TODAY)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("channel", "day", "url", "told"),
    [
        ("chat", date(2026, 11, 21), None, "--on 2026-11-21 lies ahead: write it down when it has happened"),
        ("News Letter", None, None, "'published[0].channel': expected an id of lower-case words joined by hyphens, as amina-diallo; found 'News Letter'"),
        ("ada@meridian.example", None, None, "CHANNEL holds an address: say it in general words, as 'university list, Lima'"),
        ("chat", None, "mailto:ada@meridian.example", "--url holds an address: say it in general words, as 'university list, Lima'"),
    ],
)  # fmt: skip
def test_a_publication_that_cannot_be_is_told(channel: str, day: date | None, url: str | None, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        published(registry(need()), "reviewers", channel, TODAY, day, url)
    assert str(caught.value) == told


# -- ask


def test_the_lead_of_the_group_asked_today_unless_said_otherwise() -> None:
    before = registry(need())
    item = {"date": TODAY, "by": "kofi-mensah", "member": "rosa-quispe", "result": "contacted"}
    assert asked(before, "reviewers", Asked("rosa-quispe"), TODAY) == ChangeSet(
        "need", "needs/reviewers: rosa-quispe asked", edits={"needs/reviewers": [Insert(("outreach",), item)]}
    )
    words = Asked(None, " university list, Lima ", "mei-lin-tan", "interested", date(2026, 8, 23))
    change = asked(before, "reviewers", words, TODAY)
    assert change.subject == "needs/reviewers: a place outside asked"
    (one,) = after(before, change).needs["reviewers"].outreach
    assert (one.date, one.by, one.to, one.member, one.result) == (
        date(2026, 8, 23), "mei-lin-tan", "university list, Lima", None, "interested",
    )  # fmt: skip


ASKED = """outreach: [
{date: 2026-08-23, by: mei-lin-tan, to: 'university list, Lima', result: contacted},
{date: 2026-08-24, by: mei-lin-tan, member: rosa-quispe, result: contacted}]"""


@pytest.mark.parametrize(
    ("words", "edits"),
    [
        (Asked("rosa-quispe", result="declined"), [Put(("outreach", 1, "result"), "declined")]),
        (Asked(to="University List Lima", result="silent"), [Put(("outreach", 0, "result"), "silent")]),
        (Asked("rosa-quispe", day=date(2026, 9, 1)), [Put(("outreach", 1, "date"), date(2026, 9, 1))]),
    ],
)
def test_the_same_person_or_place_gets_another_result(words: Asked, edits: list[Put]) -> None:
    before = registry(need(more=ASKED))
    change = asked(before, "reviewers", words, TODAY)
    assert change.edits == {"needs/reviewers": edits}
    assert change.subject in ("needs/reviewers: what rosa-quispe said", "needs/reviewers: what a place outside said")
    assert len(after(before, change).needs["reviewers"].outreach) == 2


def test_the_same_word_again_changes_nothing() -> None:
    change = asked(registry(need(more=ASKED)), "reviewers", Asked("rosa-quispe", result="contacted"), TODAY)
    assert (change.edits, change.subject) == ({}, "needs/reviewers: nothing changed")


def test_whoever_joins_is_to_be_written_down() -> None:
    change = asked(registry(need()), "reviewers", Asked("rosa-quispe", result="joined"), TODAY)
    assert change.notes == ["who takes it is written down by: cmtool need fill reviewers rosa-quispe"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (Asked(), "whom? Say either --member MEMBER, or --to TEXT for a place outside"),
        (Asked("rosa-quispe", "a list"), "whom? Say either --member MEMBER, or --to TEXT for a place outside"),
        (Asked(to=" "), "--to is empty: say where, as 'university list, Lima'"),
        (Asked(to="ada@lima.example"), "--to holds an address: say it in general words, as 'university list, Lima'"),
        (Asked(to="phone +51 1 2345678"), "--to holds an address: say it in general words, as 'university list, Lima'"),
        (Asked(to="the team of Quispe, Rosa"), "--to names a member: say --member MEMBER instead"),
        (Asked("nobody"), "no record 'members/nobody'"),
        (Asked("removed-0007"), "members/removed-0007 cannot be asked: of a removed person only the id stays; who comes back gets a record of their own: cmtool add member"),
        (Asked("rosa-quispe", by="jonas-berg"), "members/jonas-berg cannot be the one who asks: the status is 'alumni'; if they are back: cmtool set members/jonas-berg status=active left="),
        (Asked("kofi-mensah"), "'kofi-mensah' cannot ask themselves; who takes it on: cmtool need fill reviewers kofi-mensah"),
        (Asked("rosa-quispe", day=date(2026, 11, 21)), "--on 2026-11-21 lies ahead: write it down when it has happened"),
    ],
)  # fmt: skip
def test_an_outreach_that_cannot_be_is_told(words: Asked, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        asked(registry(need()), "reviewers", words, TODAY)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ("[]", "who asked? Say --by MEMBER (groups/maps has no lead)"),
        ("[{member: jonas-berg, role: lead, until: 2026-01-31}]", "who asked? Say --by MEMBER (groups/maps has no lead)"),
        ("[{member: kofi-mensah, role: lead}, {member: mei-lin-tan, role: lead}]", "who asked? Say --by MEMBER (groups/maps has several leads: kofi-mensah, mei-lin-tan)"),
    ],
)  # fmt: skip
def test_who_asked_is_to_be_said_without_one_lead(members: str, told: str) -> None:
    group = f"{{name: Maps, kind: team, status: dormant, purpose: Draw, members: {members}}}"
    with pytest.raises(CmtoolError) as caught:
        asked(registry(need(), group=group), "reviewers", Asked("rosa-quispe"), TODAY)
    assert str(caught.value) == told


# -- fill


def test_who_takes_it_counts_as_joined_where_they_were_asked() -> None:
    before = registry(need(more=ASKED + ", seats: 2"))
    change = filled(before, "reviewers", ["rosa-quispe"], TODAY)
    assert change == ChangeSet(
        "need",
        "needs/reviewers: taken by rosa-quispe",
        edits={
            "needs/reviewers": [
                Insert(("filled_by",), "rosa-quispe"),
                Put(("outreach", 1, "result"), "joined"),
            ]
        },
        notes=[
            "1 of 2 seats are taken; it stays open",
            "the role of 'rosa-quispe' begins by: cmtool join rosa-quispe maps --role ROLE",
        ],
    )
    done = after(before, change)
    more = filled(done, "reviewers", ["rosa-quispe", "kofi-mensah", "kofi-mensah", "mei-lin-tan"], TODAY)
    assert more.edits["needs/reviewers"] == [
        Put(("status",), "filled"),
        Insert(("filled_by",), "kofi-mensah"),
        Insert(("filled_by",), "mei-lin-tan"),
    ]
    assert more.notes[0] == "3 of 2 seats are taken"
    with pytest.raises(CmtoolError, match=r"^needs/reviewers is taken by rosa-quispe already; nothing to change$"):
        filled(done, "reviewers", ["rosa-quispe"], TODAY)


@pytest.mark.parametrize(
    ("status", "member", "told"),
    [
        ("draft", "rosa-quispe", "needs/reviewers is a draft: open it first: cmtool set needs/reviewers status=open opened=today"),
        ("closed", "rosa-quispe", "needs/reviewers is closed, it cannot be filled; to look again: cmtool set needs/reviewers status=open"),
        ("open", "jonas-berg", "members/jonas-berg cannot be the one who takes needs/reviewers: the status is 'alumni'; if they are back: cmtool set members/jonas-berg status=active left="),
        ("open", "rosa", "no record 'members/rosa'"),
    ],
)  # fmt: skip
def test_who_cannot_take_it_is_told(status: str, member: str, told: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        filled(registry(need(status)), "reviewers", [member], TODAY)
    assert str(caught.value).startswith(told)


# -- close

WAITING = "{kind: join, received: 2026-11-19, source: form, summary: Wants to help, need: reviewers}"


def test_a_need_is_closed_with_what_came_of_it_and_who_waits_is_told() -> None:
    before = registry(need(), request=WAITING)
    change = closed(before, "reviewers", TODAY, "Nobody had the time")
    assert change == ChangeSet(
        "need",
        "needs/reviewers: closed",
        edits={"needs/reviewers": [Put(("status",), "closed"), Put(("result",), "Nobody had the time")]},
        notes=["requests/help-481 answers this need and is open: cmtool show requests/help-481"],
    )
    done = after(before, change)
    assert closed(done, "reviewers", TODAY, "Later").edits == {"needs/reviewers": [Put(("result",), "Later")]}
    with pytest.raises(CmtoolError, match=r"^needs/reviewers is already closed; nothing to change$"):
        closed(done, "reviewers", TODAY)


@pytest.mark.parametrize("status", ["draft", "open"])
def test_a_need_may_be_given_up(status: str) -> None:
    before = registry(need(status))
    assert after(before, closed(before, "reviewers", TODAY)).needs["reviewers"].status == "closed"


def test_a_filled_need_has_ended_and_a_challenge_ends_with_its_result() -> None:
    more = "filled_by: [rosa-quispe], starts: 2026-09-01, ends: 2026-09-30"
    with pytest.raises(CmtoolError) as caught:
        closed(registry(need("filled", more)), "reviewers", TODAY)
    assert str(caught.value) == (
        "needs/reviewers is filled, which ends it; what came of it is written down by: "
        "cmtool set needs/reviewers result=TEXT"
    )
    change = closed(registry(need("filled", more, "challenge")), "reviewers", TODAY, "Four chapters")
    assert change.edits == {"needs/reviewers": [Put(("status",), "closed"), Put(("result",), "Four chapters")]}


def test_a_result_holds_no_address() -> None:
    with pytest.raises(CmtoolError, match=r"^--result holds an address: "):
        closed(registry(need()), "reviewers", TODAY, "see ada@lima.example")


# -- in any order

WHO = st.sampled_from(["kofi-mensah", "rosa-quispe", "amina-diallo", "mei-lin-tan"])
ASKING = st.builds(
    Asked,
    member=st.none() | WHO,
    to=st.none() | st.sampled_from(["university list, Lima", "University list Lima", "a school"]),
    by=st.none() | WHO,
    result=st.none() | st.sampled_from(["contacted", "interested", "joined", "declined", "silent"]),
    day=st.none() | st.dates(date(2026, 8, 20), TODAY),
)
STEP = st.one_of(
    st.tuples(st.just("publish"), st.sampled_from(["chat", "newsletter"]), st.none() | st.dates(date(2026, 8, 20), TODAY)),
    st.tuples(st.just("ask"), ASKING, st.none()),
    st.tuples(st.just("fill"), st.lists(WHO, min_size=1, max_size=2), st.none()),
    st.tuples(st.just("close"), st.none() | st.just("It was done"), st.none()),
)  # fmt: skip


@FEW
@given(st.lists(STEP, max_size=6))
def test_whatever_the_order_no_error_is_made_and_everybody_stands_once(
    steps: list[tuple[str, Any, date | None]],
) -> None:
    state = registry(need())
    for verb, what, day in steps:
        try:
            if verb == "publish":
                change = published(state, "reviewers", what, TODAY, day)
            elif verb == "ask":
                change = asked(state, "reviewers", what, TODAY)
            elif verb == "fill":
                change = filled(state, "reviewers", what, TODAY)
            else:
                change = closed(state, "reviewers", TODAY, what)
        except CmtoolError:
            continue
        state = after(state, change)
    found = state.needs["reviewers"]
    asked_ones = [item.member or folded(item.to or "") for item in found.outreach]
    assert len(set(asked_ones)) == len(asked_ones)
    assert len(set(found.filled_by)) == len(found.filled_by)
    assert len({(post.channel, post.date) for post in found.published}) == len(found.published)
