"""Forms that people and programs damaged on the way: refused with the line, or read as a careful person reads them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cmtool.edits.close_meeting import closed
from cmtool.errors import CmtoolError
from cmtool.exchange.minutes import Filled, Unreadable
from cmtool.model.edit import Put
from tests.edits.verbs import small
from tests.exchange.minutes import FILES, ID, filled, form, read

JONAS = "- [x] Jonas Berg (jonas-berg)"
TEXT = filled(action="| Write to Lima | Jonas Berg | 2026-12-08 | |", said="They pay by phone.")


def damaged(before: str, after: str) -> Filled:
    """What a form says in which some words were replaced."""
    assert TEXT.count(before) == 1, before
    return read(TEXT.replace(before, after))


def troubles(before: str, after: str) -> list[str]:
    """What is told of it; nothing is read then."""
    with pytest.raises(Unreadable) as error:
        damaged(before, after)
    return [trouble.text for trouble in error.value.troubles]


@pytest.mark.parametrize("item", ["-[x]", "*[x]", "–  [x]", "— [x]", "1.[x]", "- [x]"])
def test_a_box_is_seen_behind_any_mark_of_a_list(item: str) -> None:
    assert damaged(JONAS, f"{item} Jonas Berg (jonas-berg)").values["attended"] == ["amina-diallo", "jonas-berg"]


@pytest.mark.parametrize("line", ["a) [x] Jonas Berg", "> - [x] Jonas Berg", "| [x] | Jonas Berg |", "Jonas Berg [x]"])
def test_a_tick_that_is_no_item_of_the_list_is_not_lost(line: str) -> None:
    assert troubles(JONAS, line) == [f"'{line}': write an item of a list, as - [x] Name (id)"]


def test_two_boxes_say_nothing() -> None:
    assert troubles(JONAS, "- [ ] [x] Jonas Berg") == ["two boxes before '[x] Jonas Berg': leave one"]


def test_a_name_and_an_id_that_contradict_each_other() -> None:
    assert troubles(JONAS, "- [x] Rosa Quispe (jonas-berg)") == [
        "'Rosa Quispe' is not 'jonas-berg' but 'rosa-quispe': write the one that is meant"
    ]
    assert damaged(JONAS, "- [x] JB (jonas-berg)").values["attended"] == ["amina-diallo", "jonas-berg"]
    assert "sara-lind-2" in damaged(JONAS, "- [x] Sara Lind (sara-lind-2)").values["attended"]


def test_a_guest_promises_nothing() -> None:
    told = troubles("| Write to Lima | Jonas Berg |", "| Write to Lima | Zed (guest) |")
    assert told == ["'Zed' is a guest: name a member here"]


def test_a_label_that_says_two_things_says_neither() -> None:
    led = "- Facilitator: Jonas Berg (jonas-berg)\n"
    assert troubles(led, f"{led}- Facilitator: Rosa Quispe\n") == [
        "a second 'facilitator', and it says something else: leave one of them"
    ]
    assert damaged(led, led * 2).values["facilitator"] == "jonas-berg"
    by = "- By: Amina Diallo (amina-diallo)\n"
    assert troubles(by, f"{by}- By: Rosa Quispe\n") == ["a second 'by', and it says something else: leave one of them"]


@pytest.mark.parametrize("mark", ["", "###", "   "])
def test_the_heading_of_a_slot_that_lost_its_mark_still_begins_it(mark: str) -> None:
    heading = "2. Fees: who pays? (discussion, 20 min)"
    found = damaged(f"### {heading}", f"{mark}{heading}")
    assert [item.get("summary") for item in found.values["agenda"]] == ["They pay by phone.", None, None, None]
    assert found.missing == []


def test_a_heading_that_hides_rows_is_told() -> None:
    told = "and '{}' is missing: if it is this one, write that; else put it back, empty or not"
    assert troubles("## Actions", "## Action") == [f"no section 'Action' in a form, {told.format('Actions')}"]
    assert troubles("## Who came", "## Anwesend") == [f"no section 'Anwesend' in a form, {told.format('Who came')}"]


def test_what_was_cut_off_is_told() -> None:
    assert read(TEXT).missing == []
    assert read(TEXT[: TEXT.index("### 2.")]).missing == [
        "Decisions", "Actions", "Fees: who pays?", "New role names", "One word for today",
    ]  # fmt: skip


def test_the_same_action_is_promised_once() -> None:
    row = "| Write to Lima | Jonas Berg | 2026-12-08 | |"
    line = TEXT[: TEXT.index(row)].count("\n") + 1
    assert troubles(row, f"{row}\n{row}") == [f"the same action as in line {line}: make one of them"]
    assert len(damaged(row, f"{row}\n{row.replace('Jonas Berg', 'Rosa Quispe')}").values["actions"]) == 3


def test_who_has_an_action_already_keeps_its_day() -> None:
    row = "| Book the interpreters | Liis Tamm (liis-tamm) | 2026-11-24 |  |"
    found = damaged(row, f"| Book the interpreters | Rosa Quispe | | |\n{row}").values["actions"]
    assert [(item["who"], str(item.get("due"))) for item in found if item["what"].startswith("Book")] == [
        ("liis-tamm", "2026-11-24"), ("rosa-quispe", "None"),
    ]  # fmt: skip


def test_votes_that_cannot_be_read_are_told_once() -> None:
    empty = "## Decisions\n\n| What was decided | For | Against |\n|---|---|---|\n"
    told = troubles(empty, f"{empty}| We meet in Lima | five | 1 |\n")
    assert told == ["votes for 'five': write a number, as 4"]


@pytest.mark.parametrize(("length", "told"), [("0", "in a meeting of 0: correct"), ("99999", "99999: at most 10080")])
def test_a_length_that_no_meeting_has(length: str, told: str) -> None:
    assert told in troubles("- Length in minutes: 90", f"- Length in minutes: {length}")[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_of_another_width_is_one_trouble(encoding: str) -> None:
    with pytest.raises(CmtoolError, match=r"^(the file holds no text that can be read|line \d+ is not UTF-8)"):
        read(TEXT.encode(encoding))


@pytest.mark.parametrize(
    "way",
    ["ann\\@example.org", "ann&#64;example.org", "<ann@example.org>", "[Ann](mailto:ann@example.org)", "ann@\u200bexample.org",
     "ann@**example**.org", "ann%40example.org", "+49 170\u00a01234567", "\\+49 170 1234567"],
)  # fmt: skip
def test_a_way_to_a_person_is_seen_through_its_marks(way: str) -> None:
    (told,) = troubles("They pay by phone.", f"Write to {way} now")
    assert told.endswith("everybody can read this registry, so take it out (PRV101)")
    assert "ann" not in told.replace("can", "")


@pytest.mark.parametrize(
    "title", ["Added: x (discussion, 5 min)", "✅ Actions | Decisions", "12. y (ritual, 3 min)", "- [x] #1"]
)
@pytest.mark.parametrize(
    "place", ["title: Payments update", "name: Payments", "name: Amina Diallo", "what: Book the interp"]
)
def test_a_form_of_odd_names_comes_back_as_it_was(place: str, title: str) -> None:
    files = {path: text.replace(place, place.partition(": ")[0] + f': "{title}"') for path, text in FILES.items()}
    made = small({path: text.replace('"reters', ' reters"') for path, text in files.items()})
    text = re.sub(r"^- \[ \] (.*\((?:amina-diallo|payments)\))$", r"- [x] \1", form(made), flags=re.MULTILINE)
    found, meeting = read(text, made), made.all_meetings[ID]
    assert (found.values["attended"], found.values["regrets"]) == (["amina-diallo"], ["payments"])
    assert (found.left_out, found.missing, found.not_listed) == ("", [], [])
    edits = closed(meeting, found.values, date(2026, 11, 27)).edits[f"meetings/{ID}"]
    assert edits == [Put(("status",), "held"), Put(("attended",), ["amina-diallo"]), Put(("regrets",), ["payments"])]
