"""What an audit points at, told by histories of whole trees."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmtool.history.archive import Archive
from cmtool.history.attribution import Actor
from cmtool.history.flags import Standing, endorsers, in_the_name_of, of_actor, unsettled
from cmtool.history.identity import Key
from cmtool.history.walk import Deed
from cmtool.model.change import Change, Item
from tests.history.repository import Files, Made, write

COMMUNITY = {"community.yaml": "name: Friday Garden\n"}
SWAP = "meetings/2026-11-06-seed-swap.yaml"
HELD = "series: swap\nstatus: held\nattended:\n  - ada-moreau\n  - bo-lindqvist\n"
ADA, BO = Key("members", "ada-moreau"), Key("members", "bo-lindqvist")
ATTENDANCE, NOT_HELD = "attendance of a held meeting changed later", "a held meeting is not held any more"


def walked(folder: Path, history: tuple[Files, ...]) -> tuple[Archive, list[Deed]]:
    write(folder, [Made({**COMMUNITY, **files}, committed=at) for at, files in enumerate(history)])
    archive = Archive(folder)
    return archive, list(archive.everything())


def unsettling(folder: Path, *history: Files) -> list[str]:
    """The flags of all changes, in order."""
    standing, found = Standing(), []
    for deed in walked(folder, history)[1]:
        found += [text for change in deed.changes for text in unsettled(change, standing.rules(deed))]
        standing.note(deed)
    return found


def spoken_for(folder: Path, actor: Actor, *history: Files) -> list[str]:
    """Words in the name of others in the last commit."""
    archive, done = walked(folder, history)
    last = [deed for deed in done if deed.step.commit == archive.head]
    return [
        text
        for deed in last
        for change in deed.changes
        for text in in_the_name_of(deed.key, change, actor, archive.present)
    ]


@pytest.mark.parametrize(
    ("after", "flags"),
    [
        (HELD.replace("  - bo-lindqvist\n", ""), [ATTENDANCE]),
        (HELD + "  - cem-aydin\n", [ATTENDANCE]),
        (HELD.replace("attended:\n  - ada-moreau\n  - bo-lindqvist\n", "attended: 7\n"), [ATTENDANCE]),
        ("series: swap\nstatus: held\n", [ATTENDANCE]),
        (HELD.replace("held", "planned"), [NOT_HELD]),
        (None, [ATTENDANCE]),
        ("{", [ATTENDANCE]),
        (HELD.replace("  - ada-moreau\n  - bo-lindqvist\n", "  - bo-lindqvist\n  - ada-moreau\n"), []),
        (HELD + "notes: https://meridian.example/notes\n", []),
        (f"# read again\n{HELD}", []),
    ],
)
def test_attendance_of_a_held_meeting_is_settled(after: str | None, flags: list[str], tmp_path: Path) -> None:
    assert unsettling(tmp_path / "r", {SWAP: HELD}, {SWAP: after} if after else {}) == flags


@pytest.mark.parametrize("before", [HELD.replace("held", "planned"), "series: swap\nstatus: held\n"])
def test_attendance_that_is_told_for_the_first_time_is_no_change_of_it(before: str, tmp_path: Path) -> None:
    assert unsettling(tmp_path / "r", {SWAP: before}, {SWAP: HELD}) == []


def test_meeting_that_was_renamed_is_still_settled(tmp_path: Path) -> None:
    moved = HELD + "formerly: [2026-11-06-seed-swap]\n"
    other = "meetings/2026-11-07-seed-swap.yaml"
    history = ({SWAP: HELD}, {other: moved}, {other: moved.replace("  - bo-lindqvist\n", "")})
    assert unsettling(tmp_path / "r", *history) == [ATTENDANCE]


def test_meeting_that_is_changed_while_it_is_renamed_is_seen(tmp_path: Path) -> None:
    moved = HELD.replace("  - bo-lindqvist\n", "") + "formerly: [2026-11-06-seed-swap]\n"
    assert unsettling(tmp_path / "r", {SWAP: HELD}, {"meetings/2026-11-07-seed-swap.yaml": moved}) == [ATTENDANCE]


def test_meeting_that_gets_the_id_of_a_renamed_one_is_a_new_meeting(tmp_path: Path) -> None:
    other = {"meetings/2026-11-07-seed-swap.yaml": HELD + "formerly: [2026-11-06-seed-swap]\n"}
    assert unsettling(tmp_path / "r", {SWAP: HELD}, other, {**other, SWAP: HELD.replace("bo", "cem")}) == []


def test_detour_over_another_status_is_seen(tmp_path: Path) -> None:
    planned = HELD.replace("held", "planned")
    history = ({SWAP: HELD}, {SWAP: planned}, {SWAP: planned + "  - cem-aydin\n"}, {SWAP: HELD + "  - cem-aydin\n"})
    assert unsettling(tmp_path / "r", *history) == [NOT_HELD]


@pytest.mark.parametrize(
    ("folder", "open", "closed", "flag"),
    [
        ("decisions", "open", "decided", "a decided decision changed later"),
    ],
)
def test_kinds_of_a_later_version_are_settled_by_their_status(
    folder: str, open: str, closed: str, flag: str, tmp_path: Path
) -> None:
    path = f"{folder}/2026-10-06-ada.yaml"
    texts = [
        f"status: {status}\ntext: {text}\n" for status, text in ((open, "a"), (open, "b"), (closed, "b"), (closed, "c"))
    ]
    history = [{path: text} for text in texts]
    assert unsettling(tmp_path / "r", *history) == [flag]
    assert unsettling(tmp_path / "gone", {path: texts[-1]}, {}) == [flag]


SHOWN = "spotlights/2026-10-06-ada.yaml"
POST = """\
member: ada-moreau
planned: 2026-10-06
status: published
channels:
  - linkedin
answers:
  who: I plant.
consent:
  given: 2026-10-01
  channels:
    - linkedin
approved_by: bo-lindqvist
published:
  - channel: linkedin
    date: 2026-10-06
    url: https://l.example/1
"""
POST_CHANGED = "a published spotlight changed later"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("who: I plant.", "who: I sell."),
        ("member: ada-moreau", "member: cem-aydin"),
        ("channels:\n  - linkedin\nanswers", "channels:\n  - forum\nanswers"),
        ("approved_by: bo-lindqvist", "approved_by: cem-aydin"),
        ("example/1", "example/2"),
        ("date: 2026-10-06\n    url", "date: 2026-10-07\n    url"),
        ("answers:\n  who: I plant.\n", ""),
    ],
)
def test_what_a_published_spotlight_shows_is_settled(old: str, new: str, tmp_path: Path) -> None:
    assert POST.count(old) == 1
    assert unsettling(tmp_path / "r", {SHOWN: POST}, {SHOWN: POST.replace(old, new)}) == [POST_CHANGED]


def test_a_published_spotlight_that_is_gone_is_seen(tmp_path: Path) -> None:
    approved = POST[: POST.index("published:")].replace("published", "approved")
    assert unsettling(tmp_path / "r", {SHOWN: approved}, {SHOWN: POST}, {}) == [POST_CHANGED]


TAKEN_DOWN = POST + "    taken_down: 2026-11-04\n"


@pytest.mark.parametrize(
    "after",
    [
        TAKEN_DOWN,
        TAKEN_DOWN.replace("status: published", "status: withdrawn"),
        TAKEN_DOWN.replace("status: published", "status: withdrawn").replace("answers:\n  who: I plant.\n", ""),
        POST.replace("given: 2026-10-01", "given: 2026-10-01\n  withdrawn: 2026-11-03"),
        POST + "  - channel: newsletter\n    date: 2026-10-09\n    url: https://n.example\n",
    ],
    ids=["taken down", "withdrawn", "withdrawn with its words", "consent taken back", "out in a second channel"],
)
def test_taking_back_and_publishing_on_are_normal(after: str, tmp_path: Path) -> None:
    assert unsettling(tmp_path / "r", {SHOWN: POST}, {SHOWN: after}) == []


def test_the_consent_to_a_text_lies_in_the_mailbox_so_anybody_may_write_it_down(tmp_path: Path) -> None:
    bo = Actor(author=BO, signer=None)
    before = POST[: POST.index("consent:")]
    people = {"members/ada-moreau.yaml": "name: Ada\n", "members/bo-lindqvist.yaml": "name: Bo\n"}
    assert spoken_for(tmp_path / "r", bo, {**people, SHOWN: before}, {**people, SHOWN: POST}) == []


MEMBER = "members/ada-moreau.yaml"
PEOPLE = {"members/bo-lindqvist.yaml": "name: Bo\n"}


def skilled(*endorsed: tuple[str, int]) -> str:
    given = "".join(f"      - by: {by}\n        date: 2026-09-01\n        level: {level}\n" for by, level in endorsed)
    return "name: Ada\nskills:\n  - skill: seeds\n    level: 3\n" + (f"    endorsed:\n{given}" if given else "")


def test_consent_is_the_word_of_its_owner(tmp_path: Path) -> None:
    before, after = (
        {MEMBER: "name: Ada\n", **PEOPLE},
        {MEMBER: "name: Ada\nconsents:\n  listing: 2026-01-01\n", **PEOPLE},
    )
    assert spoken_for(tmp_path / "own", Actor(ADA), before, after) == []
    assert spoken_for(tmp_path / "other", Actor(BO), before, after) == [
        "consent of ada-moreau committed by bo-lindqvist"
    ]
    assert spoken_for(tmp_path / "nobody", Actor(), before, after) == [
        "consent of ada-moreau committed by somebody unknown"
    ]


@pytest.mark.parametrize("consents", ["consents:\n  listing: declined\n", "consents: {}\n", ""])
def test_consent_that_is_withdrawn_or_taken_out_is_the_word_of_its_owner_too(consents: str, tmp_path: Path) -> None:
    before, after = ({MEMBER: f"name: Ada\n{told}"} for told in ("consents:\n  listing: 2026-01-01\n", consents))
    assert spoken_for(tmp_path / "r", Actor(BO), before, after) == [
        "consent of ada-moreau committed by a former member"
    ]


def test_consents_that_come_with_a_new_record_are_seen_and_those_that_go_with_it_are_not(tmp_path: Path) -> None:
    there = {MEMBER: "name: Ada\nconsents:\n  listing: 2026-01-01\n"}
    assert spoken_for(tmp_path / "new", Actor(), {}, there) == ["consent of ada-moreau committed by somebody unknown"]
    assert spoken_for(tmp_path / "gone", Actor(), there, {}) == []


def test_owner_who_is_gone_is_not_named(tmp_path: Path) -> None:
    archive, done = walked(tmp_path / "r", ({}, {MEMBER: "name: Ada\nconsents:\n  listing: 2026-01-01\n"}, {}))
    found = [list(in_the_name_of(deed.key, deed.changes[0], Actor(), archive.present)) for deed in done]
    assert found == [[], ["consent of a former member committed by somebody unknown"], []]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (skilled(), skilled(("bo-lindqvist", 4))),
        ("name: Ada\n", skilled(("bo-lindqvist", 4))),
        (skilled(("bo-lindqvist", 3)), skilled(("bo-lindqvist", 4))),
        (skilled(("ada-moreau", 3)), skilled(("ada-moreau", 3), ("bo-lindqvist", 4))),
        ("{", skilled(("bo-lindqvist", 4))),
        (None, skilled(("bo-lindqvist", 4))),
        ("name: Ada\nskills: some\n", skilled(("bo-lindqvist", 4))),
        (skilled().replace("level: 3", "endorsed: none"), skilled(("bo-lindqvist", 4))),
    ],
)
def test_endorsement_is_the_word_of_who_gives_it(before: str | None, after: str, tmp_path: Path) -> None:
    history = ({**PEOPLE, **({MEMBER: before} if before else {})}, {**PEOPLE, MEMBER: after})
    assert spoken_for(tmp_path / "ada", Actor(ADA), *history) == ["endorsement by bo-lindqvist committed by ada-moreau"]
    assert spoken_for(tmp_path / "bo", Actor(BO), *history) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (skilled(("bo-lindqvist", 4)), skilled()),
        (skilled(("bo-lindqvist", 4)), "name: Ada\n"),
        (skilled(("bo-lindqvist", 4)), None),
        (skilled(("bo-lindqvist", 4), ("ada-moreau", 2)), skilled(("ada-moreau", 2), ("bo-lindqvist", 4))),
        (skilled(("bo-lindqvist", 4)), skilled(("bo-lindqvist", 4)).replace("level: 3", "level: 5")),
    ],
)
def test_endorsement_that_goes_or_stays_is_nobodys_new_word(before: str, after: str | None, tmp_path: Path) -> None:
    history = ({**PEOPLE, MEMBER: before}, {**PEOPLE, **({MEMBER: after} if after else {})})
    assert spoken_for(tmp_path / "r", Actor(), *history) == []


def test_endorser_under_an_id_of_before_is_the_same_person(tmp_path: Path) -> None:
    people = {"members/bo-stone.yaml": "name: Bo\nformerly: [bo-lindqvist]\n"}
    history = ({**people, MEMBER: skilled()}, {**people, MEMBER: skilled(("bo-lindqvist", 4))})
    assert spoken_for(tmp_path / "r", Actor(BO), *history) == []
    assert spoken_for(tmp_path / "other", Actor(ADA), *history) == ["endorsement by bo-stone committed by ada-moreau"]


def test_field_of_an_endorsement_that_is_taken_out_changes_it() -> None:
    path = ("skills", Item("seeds"), "endorsed", Item("bo-lindqvist"))
    assert endorsers(Change((*path, "level"), "removed", "4", None)) == ["bo-lindqvist"]
    assert endorsers(Change(path, "removed", {"by": "bo-lindqvist"}, None)) == []


def test_signer_who_is_not_the_author_is_told(tmp_path: Path) -> None:
    archive, _ = walked(tmp_path / "r", ({},))
    assert list(of_actor(Actor(ADA, BO), archive.present)) == ["author is not the signer"]
    assert list(of_actor(Actor(ADA, ADA), archive.present)) == []
    assert list(of_actor(Actor(ADA), archive.present)) == []
    assert list(of_actor(Actor(None, BO, is_disputed=True), archive.present)) == [
        "author is not the committer, who signed"
    ]
