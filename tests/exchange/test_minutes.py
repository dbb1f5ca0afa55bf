"""Filled forms of minutes, whatever an editor made of them, as values of the meeting's record."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from cmtool.document.editor import edited
from cmtool.document.screen import refused
from cmtool.edits.close_meeting import closed
from cmtool.errors import CmtoolError
from cmtool.exchange.minutes import MAX_BYTES, Unreadable
from cmtool.exchange.minutes.desk import likeness
from cmtool.exchange.minutes.people import named
from cmtool.model.addresses import addresses
from cmtool.model.meeting import Meeting
from cmtool.render.escape import escape_md
from cmtool.render.markdown_text import to_text
from tests.edits.verbs import FEW, small
from tests.exchange.minutes import FILES, ID, MEETING, SAMPLES, community, filled, form, line_of, read, titles

INTERPRETERS = {"what": "Book the interpreters", "who": "liis-tamm", "due": date(2026, 11, 24)}
PAYMENTS = {"title": "Payments update", "kind": "update", "minutes": 5, "by": "amina-diallo", "group": "payments"}

SAMPLE = {
    "facilitator": "jonas-berg",
    "notes_by": "liis-tamm",
    "notes": "https://docs.meridian.example/notes/2026_11_26",
    "opening": "Who helped me this month",
    "closing": "One word for today",
    "attended": ["amina-diallo", "jonas-berg", "sara-lind-2", "rosa-quispe"],
    "guests": 3,
    "regrets": ["identity"],
    "agenda": [
        PAYMENTS | {"summary": 'The draft 2.1 is open - "at last".'},
        {
            "title": "Fees: who pays?",
            "kind": "discussion",
            "minutes": 25,
            "summary": "Two ways were named:\n\n- the provider pays_all\n- the state pays",
        },
        {
            "title": "A word from the field",
            "kind": "field-report",
            "minutes": 10,
            "by": "rosa-quispe",
            "summary": "The market's queue is shorter.",
        },
        {"title": "New role names", "kind": "decision", "minutes": 10, "summary": "Decided: 4 for, 0 against"},
        {"title": "The newsletter stays", "kind": "decision", "minutes": 0, "summary": "Decided"},
        {"title": "One word for today", "kind": "ritual", "minutes": 5},
    ],
    "actions": [
        INTERPRETERS | {"done": date(2026, 11, 26)},
        {"what": "Ask for the fee table", "who": "mei-lin-tan", "due": date(2026, 12, 8)},
    ],
}
"""What tests/data/exchange/minutes/ says, whichever editor wrote it."""


def told(text: str | bytes, **more: Any) -> list[str]:
    """What stands in the way of reading a form, as `line: text`."""
    with pytest.raises(Unreadable) as error:
        read(text, **more)
    return [f"{line}: {text}" for line, text in error.value.troubles]


def test_a_filled_form_is_the_record_of_a_held_meeting() -> None:
    found = read((SAMPLES / "form.md").read_bytes())
    assert found.values == SAMPLE
    assert (found.left_out, found.not_listed) == ("", [])


@pytest.mark.parametrize(
    ("sample", "left_out"),
    [("google-docs", ""), ("google-docs-plain", ""), ("hackmd", "lines 20 and 23-24"), ("word-processor", "")],
)
def test_what_an_editor_makes_of_the_page_does_not_count(sample: str, left_out: str) -> None:
    """Bullets, escapes, anchors, bold headings, boxes as letters, quotes, no-break spaces, a comment, front matter."""
    data = (SAMPLES / f"{sample}.md").read_bytes()
    straight = data.decode("utf-8").translate(str.maketrans("“”’", '""\''))
    found = read(straight)
    assert (found.values, found.left_out) == (SAMPLE, left_out)
    assert read(data).values["attended"] == SAMPLE["attended"]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_and_encodings_do_not_count(ending: str, encoding: str) -> None:
    text = (SAMPLES / "form.md").read_text("utf-8").replace("\n", ending)
    assert read(text.encode(encoding)).values == SAMPLE


def test_an_empty_form_of_a_held_meeting_changes_nothing() -> None:
    held = MEETING.replace("planned", "held") + "attended: [jonas-berg, amina-diallo]\nguests: 2\nregrets: [identity]\n"
    registry = small(FILES | {f"meetings/{ID}": held})
    values = read(form(registry), registry).values
    assert values["attended"] == ["jonas-berg", "amina-diallo"]
    assert (values["guests"], values["regrets"], values["actions"]) == (2, ["identity"], [INTERPRETERS])
    assert values["agenda"][0] == PAYMENTS


def test_without_their_section_regrets_stay_as_they_are() -> None:
    assert "regrets" not in read(filled().replace("## Regrets", "## Remarks")).values


# -- who came


def test_members_are_found_by_the_id_in_brackets_by_id_and_by_name() -> None:
    extra = "- [x] Somebody else (rosa-quispe)\n- [x] liis-tamm\n- [x] TAN, Mei-Lin\n- [x] Ines Carvalho (she/her)"
    came = read(filled(came="amina-diallo", extra=extra)).values["attended"]
    assert came == ["amina-diallo", "rosa-quispe", "liis-tamm", "mei-lin-tan", "ines-carvalho"]


def test_who_is_not_known_is_told_at_once_and_nobody_is_guessed() -> None:
    extra = "- [x] Amina Dialo\n- [ ] Nadia Okafor\n- [x] Rosa\n- [x] Rosa Quispe (rosa-quispee)\n- [x] Liis Tamm (liis-tamm), late\n- [x] Sara Lind"
    text = filled(extra=extra, action="| Call them | Ms Tan | | |")
    first = line_of(text, "Amina Dialo")
    assert told(text) == [
        f"{first}: no member 'Amina Dialo'; did you mean 'amina-diallo'?",
        f"{first + 1}: no member 'Nadia Okafor'; of somebody from outside write (guest) behind the name",
        f"{first + 2}: no member 'Rosa'; did you mean 'rosa-quispe'?",
        f"{first + 3}: no member 'rosa-quispee'; did you mean 'rosa-quispe'?",
        f"{first + 4}: no member 'Liis Tamm (liis-tamm), late'; did you mean 'liis-tamm'?",
        f"{first + 5}: 'Sara Lind' is the name of 'sara-lind' and of 'sara-lind-2': "
        "write the id behind it, as Sara Lind (sara-lind)",
        f"{line_of(text, 'Call them')}: no member 'Ms Tan'",
    ]


def test_guests_are_only_those_who_are_said_to_be() -> None:
    extra = "- [x] Ada Example (guest)\n- [ ] Bo Example (guest)\n- [x] Cleo Example (Guest)"
    assert read(filled(extra=extra)).values["guests"] == 2
    assert read(filled(extra=extra, guests="5")).values["guests"] == 5
    text = filled(extra=extra, guests="1")
    assert told(text) == [f"{line_of(text, 'Guests in all')}: 2 guests are ticked by name, and here it says 1 in all"]


def test_a_number_of_members_where_names_are_not_kept() -> None:
    number = form().replace("names are not kept:", "names are not kept: 42")
    assert read(number).values["attended"] == 42
    both = filled().replace("names are not kept:", "names are not kept: 42")
    line = line_of(both, "names are not kept")
    assert told(both) == [f"{line}: 2 are ticked, and here it says 42: leave one of them out"]


def test_boxes_say_yes_or_no() -> None:
    text = filled(extra="- [?] Rosa Quispe\n- Liis Tamm")
    line = line_of(text, "[?]")
    assert told(text) == [
        f"{line}: the box holds '?': write [x] or [ ]",
        f"{line + 1}: 'Liis Tamm' has no box: write [x] before it, or [ ], or take it out",
    ]


def test_somebody_came_and_somebody_led_through_it() -> None:
    registry = small(FILES | {f"meetings/{ID}": MEETING.replace("facilitator: jonas-berg  # since the summer\n", "")})
    assert told(form(registry), registry=registry) == [
        "4: who led through the meeting? Name one member behind 'Facilitator:'",
        f"{line_of(form(), '## Who came')}: nobody is ticked under 'Who came': write [x] before who came, or how many "
        "came behind 'Members in all'",
    ]


def test_who_was_removed_and_stands_in_the_record_may_stay_there_and_nobody_else() -> None:
    held = MEETING.replace("planned", "held") + "attended: [jonas-berg, gone]\n"
    registry = small(FILES | {f"meetings/{ID}": held})
    assert "- [x] a former member (gone)" in form(registry)
    assert read(form(registry), registry).values["attended"] == ["jonas-berg", "gone"]
    text = filled(extra="- [x] gone")
    assert told(text) == [
        f"{line_of(text, '[x] gone')}: no member 'gone'; of somebody from outside write (guest) behind the name"
    ]


# -- the agenda


def test_what_was_said_is_plain_text_line_by_line() -> None:
    said = "**Open**, see [the draft](https://a.example/x_y), `x=1` &amp; 2 \\* 3\n\n\n* one\n\n+ two\n\n#### A question\nwhy?"
    summary = read(filled(said=said)).values["agenda"][0]["summary"]
    assert summary == ("Open, see the draft (https://a.example/x_y), x=1 & 2 * 3\n\n- one\n- two\n\nA question\nwhy?")


def test_who_gave_it_its_kind_and_its_length_may_be_corrected() -> None:
    text = filled().replace("- By: Amina Diallo (amina-diallo)", "- By: Rosa Quispe")
    text = text.replace("(update, 5 min)", "(contribution, 12 minutes)")
    assert read(text).values["agenda"][0] == PAYMENTS | {"by": "rosa-quispe", "kind": "contribution", "minutes": 12}


def test_added_slots_stand_where_they_took_place() -> None:
    added = "### Added: What else? (discussion, 10 min)\n\nSummary: Tea"
    text = filled(added="### 5. Added: Last (celebrate, 1 min)").replace("### 2. Fees", f"{added}\n\n### 2. Fees")
    found = read(text)
    assert titles(found) == [
        "Payments update",
        "What else?",
        "Fees: who pays?",
        "New role names",
        "One word for today",
        "Last",
    ]
    assert found.values["agenda"][1] == {"title": "What else?", "kind": "discussion", "minutes": 10, "summary": "Tea"}


def test_slots_that_nobody_knows_are_told() -> None:
    added = (
        "### Added: Tea\n\n### Added: Cake (brake, 10 min)\n\n### 7. Payment update (update, 5 min)\n\n"
        "### Something\n\n### 2. Fees: who pays?\n\n### Added: Long (break, 99999 min)"
    )
    text = filled(added=added)
    first = line_of(text, "### Added: Tea")
    assert told(text) == [
        f"{first}: what kind of slot, and how long? write 'Added: Tea (discussion, 10 min)'",
        f"{first + 2}: no kind of slot 'brake'; did you mean 'break'?",
        f"{first + 4}: no slot 'Payment update' on the agenda; did you mean 'Payments update'?",
        f"{first + 6}: no slot 'Something' on the agenda; one that was not planned begins with 'Added:'",
        f"{first + 8}: the same slot as in line {line_of(text, '(discussion, 20 min)')}: make one of them",
        f"{first + 10}: 99999 minutes: a slot takes at most 10080",
    ]


def test_slots_of_one_name_are_told_by_their_numbers() -> None:
    registry = small(FILES | {f"meetings/{ID}": MEETING.replace("New role names", "Payments update")})
    text = form(registry).replace("- [ ] Jonas", "- [x] Jonas")
    third = "### 3. Payments update (decision, 10 min)\n\n- By:\n\nSummary:"
    agenda = read(text.replace(third, f"{third} Both"), registry).values["agenda"]
    assert [item.get("summary") for item in agenda] == [None, None, "Both", None]
    unnumbered = text.replace("### 3. Payments", "### Payments")
    line = line_of(unnumbered, "(decision, 10 min)")
    assert told(unnumbered, registry=registry) == [
        f"{line}: several slots are called 'Payments update': write its number before it"
    ]


def test_the_slots_fit_into_the_meeting() -> None:
    text = filled(added="### Added: Long talk (discussion, 60 min)")
    line = line_of(text, "Length in minutes")
    assert told(text) == [
        f"{line}: the slots take 100 minutes in a meeting of 90: correct them, or the length (MTG102)"
    ]
    assert read(text.replace("minutes: 90", "minutes: 100")).values["minutes"] == 100


# -- decisions and actions


def test_what_is_told_twice_is_told_once() -> None:
    added = "### Added: Tea (break, 10 min)\n\n### Added: Tea! (break, 10 min)"
    text = filled(added=added, decision="| Stay | 1 | 0 |\n| stay. | 1 | 1 |")
    assert told(text) == [
        f"{line_of(text, 'Tea!')}: the same slot as in line {line_of(text, 'Tea (')}: make one of them",
        f"{line_of(text, 'stay.')}: the same decision as in line {line_of(text, 'Stay')}: make one of them",
    ]


def test_a_decision_is_a_slot_that_decides() -> None:
    agenda = read(filled(decision="| We meet in May | 12 | 1 |")).values["agenda"]
    assert agenda[3] == {
        "title": "We meet in May",
        "kind": "decision",
        "minutes": 0,
        "summary": "Decided: 12 for, 1 against",
    }
    said = filled(decision="| new role names | 3 | |").replace("### 4.", "Long talk\n\n### 4.")
    assert read(said).values["agenda"][2]["summary"] == "Decided: 3 for, 0 against\nLong talk"


def test_a_decision_may_be_written_into_its_slot_as_well() -> None:
    slot = "### 3. New role names (decision, 10 min)\n\n- By:\n\nSummary:"
    text = filled().replace(slot, f"{slot} Decided: 12 for, 1 against\nAfter a long talk")
    summary = read(text).values["agenda"][2]["summary"]
    assert summary == "Decided: 12 for, 1 against\nAfter a long talk"
    held = MEETING.replace("minutes: 10", f"minutes: 10\n  summary: {json.dumps(summary)}").replace("planned", "held")
    registry = small(FILES | {f"meetings/{ID}": held + "attended: [jonas-berg]\n"})
    for page in (text, form(registry)):
        assert read(page, registry).values["agenda"][2]["summary"] == summary
    shorter = form(registry).replace("After a long talk", "After a talk")
    assert read(shorter, registry).values["agenda"][2]["summary"] == "Decided: 12 for, 1 against\nAfter a talk"


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        ("| | 3 | 1 |", "votes, but not what was decided: write it, or empty the row"),
        ("| Stay | many | 1 |", "votes for 'many': write a number, as 4"),
        ("| Stay | | 1 |", "votes against it, but none for 'Stay': write how many"),
        ("We stay", "no row of the table: write it as | what | for | against |, or take it out"),
        ("| a | b | 1 | 2 |", "4 cells under 3 headings: write \\| for a bar that belongs to a text"),
    ],
)
def test_rows_of_decisions_that_cannot_be_read(row: str, trouble: str) -> None:
    text = filled(decision=row)
    assert f"{line_of(text, row)}: {trouble}" in told(text)


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        ("| Call | | 2026-12-08 | |", "nobody does 'Call': write one person under Who"),
        ("| | Rosa Quispe | | |", "an action without words: write what is to be done, or empty the row"),
        ("| Call | Rosa Quispe | 8 Dec | |", "due '8 Dec': write a date, as 2026-03-01"),
        ("| Call | Rosa Quispe | 2026-02-30 | |", "due '2026-02-30': write a day that exists, as 2026-03-01"),
        ("| Call | Rosa Quispe | | yes |", "done 'yes': write a date, as 2026-03-01"),
        (
            "| Call | Rosa Quispe | | 2026-11-25 |",
            "done on 2026-11-25, before the meeting: write the day of the meeting, 2026-11-26, or none (REF105)",
        ),
        ("| Call | Rosa Quispe, Liis Tamm | | |", "no member 'Rosa Quispe, Liis Tamm'"),
    ],
)
def test_rows_of_actions_that_cannot_be_read(row: str, trouble: str) -> None:
    text = filled(action=row)
    assert told(text) == [f"{line_of(text, row)}: {trouble}"]


def test_columns_may_stand_in_another_order() -> None:
    text = (
        filled()
        .replace("| What | Who | Due | Done |", "| Due | **Who** | What |")
        .replace(
            "| Book the interpreters | Liis Tamm (liis-tamm) | 2026-11-24 |  |",
            "2026–12–08 | @rosa-quispe | Sow \\| reap |",
        )
    )
    found = read(text)
    assert found.values["actions"] == [
        INTERPRETERS,
        {"what": "Sow | reap", "who": "rosa-quispe", "due": date(2026, 12, 8)},
    ]
    assert found.not_listed == ["Book the interpreters"]


def test_the_same_action_is_corrected_and_not_added() -> None:
    text = filled().replace("2026-11-24 |  |", "2026-11-25 | 2026-11-27 |")
    corrected = {"due": date(2026, 11, 25), "done": date(2026, 11, 27)}
    assert read(text).values["actions"] == [INTERPRETERS | corrected]


# -- what does not belong there


def test_what_is_not_read_is_told() -> None:
    text = filled(added="## Photos\n\nThree of them\n\nand one more").replace("- Facilitator", "Draft!\n- Facilitator")
    first = line_of(text, "## Photos")
    assert read(text).left_out == f"lines 4, {first}, {first + 2} and {first + 4}"


def test_the_form_of_another_meeting_is_refused() -> None:
    with pytest.raises(
        CmtoolError, match=r"^these are the minutes of the meeting '2026-01-01-meet', not of '2026-11-26-meet'$"
    ):
        read(filled().replace(f"Meeting: {ID}", "Meeting: 2026-01-01-meet"))
    with pytest.raises(
        CmtoolError, match=r"^no form of minutes: no line says 'Meeting: 2026-11-26-meet'; cmtool minutes 2026"
    ):
        read("# My notes\n\nWe met.\n")


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", "no form of minutes"),
        (
            b"PK\x03\x04rest",
            "the file is a Word or LibreOffice document, not Markdown: in Google Docs use File, Download, M",
        ),
        (b"<!DOCTYPE html>", "the file is a web page"),
        (b"# a\n\nInes Carvalh\xf5", "line 3 is not UTF-8: save the file as UTF-8"),
        (b"# a\n\x1b[2J", "line 2: a control character: take it out"),
        (b"# a\n" + b"x" * 10_001, "line 2: longer than 10000 characters: break it"),
        (b"\n" * 20_001, "the file has more than 20000 lines: no minutes are that long"),
        (b"x" * (MAX_BYTES + 1), "the file is larger than 1 MiB: no minutes are that long"),
    ],
    ids=range(8),
)
def test_files_that_are_no_form(data: bytes, trouble: str) -> None:
    with pytest.raises(CmtoolError) as error:
        read(data)
    assert str(error.value).startswith(trouble)


def test_no_way_to_reach_a_person_gets_into_a_public_registry() -> None:
    text = filled(said="Write to ann@people.example", action="| Call +49 170 1234567 | Rosa Quispe | | |")
    troubles = told(text)
    assert troubles == [
        f"{line_of(text, 'Write to')}: a mail address: everybody can read this registry, so take it out (PRV101)",
        f"{line_of(text, 'Call')}: a phone number: everybody can read this registry, so take it out (PRV101)",
    ]
    assert read(filled(said="Write to small@meridian.example")).values["agenda"][0]["summary"].endswith("example")
    private = small(FILES | {"community": FILES["community"].replace("public", "private")})
    assert read(text, private).values["actions"][1]["what"] == "Call +49 170 1234567"


def test_notes_are_an_address_of_the_web() -> None:
    for words in ("[here](https://docs.example/a_b)", "<https://docs.example/a_b>", "https://docs.example/a_b"):
        assert read(filled().replace("- Notes:", f"- Notes: {words}")).values["notes"] == "https://docs.example/a_b"
    text = filled().replace("- Notes:", "- Notes: [here](javascript:alert(1))")
    assert told(text) == [
        "6: '[here](javascript:alert(1))' is no address: write one, as https://docs.example.org/minutes"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "<!--" * 2_000,
        "[" * 5_000,
        "(" * 5_000,
        "*a" * 5_000,
        "- " * 5_000,
        "|" * 9_000,
        "`" * 9_000,
        "# " + "( a" * 3_000,
        "- [x] " + "a (" * 3_000,
        "&#" * 5_000,
        " " * 9_000 + "x",
        "# " + " " * 9_000 + "x",
        "**" + " " * 9_000 + "x",
        "{#" * 4_000,
    ],
    ids=range(14),
)
def test_hostile_lines_take_no_time(line: str) -> None:
    text = filled(said="\n".join([line] * 20), extra=line)
    begun = time.perf_counter()
    try:
        read(text)
    except Unreadable as error:
        assert all(len(text) < 400 for _, text in error.troubles)
    assert time.perf_counter() - begun < 4


def test_unknown_names_by_the_thousand_are_told_in_bounded_words() -> None:
    extra = "\n".join(f"- [x] Nobody Number {number}" for number in range(10_000))
    begun = time.perf_counter()
    with pytest.raises(Unreadable) as error:
        read(filled(extra=extra))
    assert time.perf_counter() - begun < 8
    assert str(error.value).endswith("\nand 9940 more")
    assert len(str(error.value).splitlines()) == 61


def test_a_record_and_a_form_as_large_as_they_may_be_take_seconds() -> None:
    slots = "".join(f"- {{title: slot {n}, kind: decision, minutes: 0, summary: Decided}}\n" for n in range(1_500))
    actions = "".join(f"- {{what: do {n}, who: rosa-quispe}}\n" for n in range(1_500))
    held = f"{MEETING[: MEETING.index('agenda:')]}agenda:\n{slots}actions:\n{actions}"
    registry = small(FILES | {f"meetings/{ID}": held})
    added = "".join(f"### Added: tea {n} (break, 0 min)\n" for n in range(3_000))
    many = "".join(f"### 9. what {n}?\n" for n in range(2_000))
    text = form(registry).replace("- [ ] Jonas", "- [x] Jonas").replace("## Decisions", f"{added}\n## Decisions")
    begun = time.perf_counter()
    found = read(text, registry)
    assert (len(found.values["agenda"]), len(found.values["actions"])) == (4_500, 1_500)
    assert len(told(text.replace("## Decisions", f"{many}## Decisions"), registry=registry)) == 2_000
    assert time.perf_counter() - begun < 10


# -- any text

WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and refused(text) is None)
)


@given(WORDS)
@FEW
def test_what_a_page_escapes_is_read_back(words: str) -> None:
    assert to_text(escape_md(words)) == words


@given(WORDS.filter(lambda text: next(addresses(text), None) is None))
@FEW
def test_a_summary_that_the_form_shows_is_read_back_as_it_was(said: str) -> None:
    summary = f"  group: payments\n  summary: {json.dumps(said, ensure_ascii=False)}\n"
    held = MEETING.replace("  group: payments\n", summary).replace("planned", "held") + "attended: [jonas-berg]\n"
    registry = small(FILES | {f"meetings/{ID}": held})
    assert read(form(registry), registry).values["agenda"][0] == PAYMENTS | {"summary": said}


JUNK = [
    "|",
    "\\",
    "#",
    "- [x] ",
    "**",
    "\u200b",
    "\x00",
    "](",
    "### Added: ",
    "(a, 5 min)",
    "<!--",
    "-->",
    "`",
    "\n",
    "\n\n",
    "By:",
]
PAGES = [(SAMPLES / f"{name}.md").read_text("utf-8") for name in ("form", "google-docs", "google-docs-plain", "hackmd")]


@given(st.sampled_from(PAGES), st.lists(st.tuples(st.sampled_from(JUNK), st.integers(0, 3_000)), max_size=6))
@FEW
def test_a_damaged_page_is_read_or_refused_in_words(page: str, damages: list[tuple[str, int]]) -> None:
    for junk, at in damages:
        page = page[:at] + junk + page[at:]
    try:
        values = read(page).values
    except CmtoolError as error:
        assert str(error)
    else:
        planned = [item["title"] for item in values["agenda"] if item["title"] in MEETING]
        assert values["attended"] and "Payments update" in planned


# -- there and back again

MANY = ["amina-diallo", "ines-carvalho", "jonas-berg", "mei-lin-tan", "rosa-quispe", "sara-lind-2"]
LINE = st.text(st.sampled_from("ab é.:#*_|-[]()<>&`~!1"), min_size=1, max_size=20).map(lambda t: " ".join(t.split()))
TEXT = LINE.filter(lambda text: text.strip("-*_ ") != "")


def escaped(text: str) -> str:
    """A text as a careful person writes it in Markdown: a backslash before every mark."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


@given(
    came=st.sets(st.sampled_from(MANY), min_size=1),
    guests=st.none() | st.integers(0, 99),
    said=st.lists(TEXT, max_size=3),
    promised=st.lists(
        st.tuples(TEXT, st.sampled_from(MANY), st.none() | st.dates(date(2026, 1, 1), date(2030, 1, 1))),
        unique_by=lambda row: (likeness(row[0]), row[1]),
    ),
)
@FEW
def test_what_is_filled_in_stands_in_the_file_and_comes_back(
    came: set[str], guests: int | None, said: list[str], promised: list[tuple[str, str, date | None]]
) -> None:
    text = filled(came=" ".join(came), guests="" if guests is None else str(guests), said="\n".join(map(escaped, said)))
    rows = [f"| {escaped(what)} | {who} | {due or ''} | |\n" for what, who, due in promised]
    text = text.replace("|---|---|---|---|\n", "|---|---|---|---|\n" + "".join(rows))
    meeting = community().all_meetings[ID]

    change = closed(meeting, read(text).values, date(2026, 11, 27))
    file = edited(meeting.source.text.encode(), change.edits[meeting.ref], Meeting).decode()
    there = YAML(typ="safe").load(file)
    assert there["status"] == "held"
    assert sorted(there["attended"]) == sorted(came)
    assert there.get("guests") == guests
    assert there["agenda"][0].get("summary", "") == "\n".join(said)
    assert [(one["what"], one["who"], one.get("due")) for one in there["actions"][1:]] == promised
    assert file.startswith("# Written by hand\n") and "facilitator: jonas-berg  # since the summer\n" in file

    after = small(FILES | {meeting.ref: file})
    held = after.all_meetings[ID]
    assert closed(held, read(form(after), after).values, date(2026, 11, 27)).edits == {}
    assert closed(held, read(text, after).values, date(2026, 11, 27)).edits == {}


def test_a_name_that_an_editor_struck_out_as_done_is_that_name() -> None:
    assert named("~~João Brito (joao-brito)~~") == named("João Brito (joao-brito)")
