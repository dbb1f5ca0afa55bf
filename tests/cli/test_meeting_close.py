"""A CommunityMeet is held: the form of its minutes, filled in, becomes its record, in one commit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.git import git

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
ID = "2026-11-26-communitymeet"
DAY = ("--today", "2026-11-27")


@pytest.fixture
def form(cmtool: Run, own_demo: Path) -> str:
    """The form of the CommunityMeet in Nairobi."""
    assert cmtool("minutes", ID, "-o", "minutes.md", cwd=own_demo).code == 0
    return (own_demo / "minutes.md").read_text("utf-8")


def tick(text: str, *ids: str) -> str:
    """The form with the boxes of some members or groups ticked."""
    for id in ids:
        assert text.count(f"({id})\n") >= 1, id
        text = re.sub(rf"^- \[ \] (.*\({id}\))$", r"- [x] \1", text, flags=re.MULTILINE)
    return text


def put(text: str, before: str, words: str) -> str:
    """The form with words behind some that are there."""
    assert before in text
    return text.replace(before, before + words, 1)


def filled(text: str) -> str:
    """The form as Joseph fills it in."""
    text = tick(text, "amina-diallo", "jonas-berg", "thandiwe-nkosi", "joseph-mugisha", "liis-tamm", "ux")
    text = put(text, "- Notes:", " https://docs.meridian.example/notes/2026-11-26")
    text = put(text, "- Guests in all:", " 12")
    text = put(text, "\n- Guests in all:", "").replace("\n- Guests", "- [x] Rosa Quispe\n\n- Guests", 1)
    text = put(text, "- By: Amina Diallo (amina-diallo)\n\nSummary:", "\n2.1: out in May\n\n- four tests are red\n")
    text = put(text, "### 14.", "").replace(
        "### 14.", "### Added: The bus is late (discussion, 5 min)\n\nSummary: We wait # really\n\n### 14.", 1
    )
    text = put(text, "|---|---|---|\n", "| We meet in Lima in 2027 | 5 | 1 |\n")
    return put(text, "2026-11-24 |", " 2026-11-26").replace(
        "| | | | |\n", "| Write to Lima: ask for a hall | Rosa Quispe | 2026-12-08 | |\n", 1
    )


def close(cmtool: Run, folder: Path, text: str, *more: str) -> Outcome:
    """Read minutes back."""
    (folder / "minutes.md").write_text(text, "utf-8")
    return cmtool("meeting", "close", ID, "--minutes", "minutes.md", *(more or DAY), cwd=folder)


def record(folder: Path) -> Any:
    """The record as another reader of YAML sees it."""
    return YAML(typ="safe").load(folder / f"registry/meetings/{ID}.yaml")


def test_the_filled_form_becomes_the_record_of_a_held_meeting(cmtool: Run, own_demo: Path, form: str) -> None:
    before = record(own_demo)
    done = close(cmtool, own_demo, filled(form))
    assert (done.code, done.err) == (
        0,
        "note: 6 of 37 who may decide\nnext: git remote add origin ADDRESS, then git push -u origin main\n",
    )
    now = record(own_demo)
    assert now == before | {
        "status": "held",
        "notes": "https://docs.meridian.example/notes/2026-11-26",
        "attended": ["amina-diallo", "jonas-berg", "joseph-mugisha", "liis-tamm", "thandiwe-nkosi", "rosa-quispe"],
        "guests": 12,
        "regrets": ["ux"],
        "agenda": [
            *before["agenda"][:2],
            before["agenda"][2] | {"summary": "2.1: out in May\n\n- four tests are red"},
            *before["agenda"][3:13],
            {"title": "The bus is late", "kind": "discussion", "minutes": 5, "summary": "We wait # really"},
            before["agenda"][13],
            {
                "title": "We meet in Lima in 2027",
                "kind": "decision",
                "minutes": 0,
                "summary": "Decided: 5 for, 1 against",
            },
            before["agenda"][14],
        ],
        "actions": [
            before["actions"][0] | {"done": date(2026, 11, 26)},
            {"what": "Write to Lima: ask for a hall", "who": "rosa-quispe", "due": date(2026, 12, 8)},
        ],
    }
    assert git(own_demo, "log", "-1", "--format=%s%n%n%b").strip() == (
        f"meetings/{ID}: held\n\nCmtool-Change: close\nCmtool-Record: meetings/{ID}"
    )
    assert cmtool("validate", *DAY, cwd=own_demo).code == 0


def test_the_next_agenda_carries_what_is_open(cmtool: Run, own_demo: Path, form: str) -> None:
    close(cmtool, own_demo, filled(form))
    agenda = cmtool("agenda", "2027-02-11-communitymeet", *DAY, cwd=own_demo).out
    assert "Write to Lima: ask for a hall: Rosa Quispe, due 8 December 2026" in agenda
    assert "Book the interpreters" not in agenda


def test_the_same_minutes_again_change_nothing(cmtool: Run, own_demo: Path, form: str) -> None:
    close(cmtool, own_demo, filled(form))
    head = git(own_demo, "rev-parse", "HEAD")
    assert close(cmtool, own_demo, filled(form)).err == "note: 6 of 37 who may decide\nnothing to change\n"
    again = cmtool("minutes", ID, "--form", cwd=own_demo).out
    assert close(cmtool, own_demo, again).err == "note: 6 of 37 who may decide\nnothing to change\n"
    assert git(own_demo, "rev-parse", "HEAD") == head


def test_minutes_are_corrected_by_their_form(cmtool: Run, own_demo: Path, form: str) -> None:
    close(cmtool, own_demo, filled(form))
    again = cmtool("minutes", ID, "--form", cwd=own_demo).out
    again = tick(again, "hana-mori").replace("[x] Jonas", "[ ] Jonas").replace("[x] User", "[ ] User")
    again = again.replace("| 5 | 1 |", "| 4 | 2 |").replace("out in May", "out in June")
    done = close(cmtool, own_demo, again, *DAY, "--reason", "Jonas was on the train")
    assert [line for line in done.out.splitlines() if re.match(r"[+-][^+-]", line)] == [
        "-      2.1: out in May",
        "+      2.1: out in June",
        '-    summary: "Decided: 5 for, 1 against"',
        '+    summary: "Decided: 4 for, 2 against"',
        "-  - jonas-berg",
        "+  - hana-mori",
        "-regrets:",
        "-  - ux",
    ]
    assert git(own_demo, "log", "-1", "--format=%s") == f"meetings/{ID}: minutes changed"


def test_comments_and_the_rest_of_the_file_stay(cmtool: Run, own_demo: Path, form: str) -> None:
    path = own_demo / f"registry/meetings/{ID}.yaml"
    path.write_text(path.read_text("utf-8").replace("place: ", "# The small hall is taken\nplace: "), "utf-8")
    git(own_demo, "commit", "-qam", "a comment")
    before = path.read_text("utf-8").splitlines()
    close(cmtool, own_demo, filled(form))
    after = path.read_text("utf-8").splitlines()
    assert [line for line in before if line not in after] == ["status: planned"]


def test_what_cannot_be_read_is_told_and_nothing_is_written(cmtool: Run, own_demo: Path, form: str) -> None:
    text = filled(form).replace("- [x] Rosa Quispe\n", "- [x] Rosa Quispee\n- [x] Ann Nobody\n")
    text = text.replace("| 2026-12-08 |", "| 8.12. |")
    before = git(own_demo, "rev-parse", "HEAD")
    lines = {words: text.split("\n").index(line) + 1 for words in ("Quispee", "Ann", "8.12.")
             for line in text.split("\n") if words in line and "Anna" not in line}  # fmt: skip
    done = close(cmtool, own_demo, text)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "error: nothing was changed: mend these lines, then repeat the command",
        f"minutes.md: line {lines['Quispee']}: no member 'Rosa Quispee'; did you mean 'rosa-quispe'?",
        f"minutes.md: line {lines['Ann']}: no member 'Ann Nobody'; of somebody from outside write (guest) behind the name",
        f"minutes.md: line {lines['8.12.']}: due '8.12.': write a date, as 2026-03-01",
    ]
    assert git(own_demo, "rev-parse", "HEAD") == before
    assert git(own_demo, "status", "--porcelain", "--untracked-files=no") == ""


def test_what_the_minutes_leave_open_is_noted(cmtool: Run, own_demo: Path, form: str) -> None:
    path = own_demo / f"registry/meetings/{ID}.yaml"
    path.write_text(path.read_text("utf-8").replace("facilitator:", "quorum: 10\nfacilitator:"), "utf-8")
    git(own_demo, "commit", "-qam", "a quorum")
    text = filled(form).replace("[x] Thandiwe", "[ ] Thandiwe").replace("| Book the interpreters", "| Book a hall")
    text = put(text, "## Decisions", "").replace("## Decisions", "## Photos\nThree\n\n## Decisions")
    at = text.split("\n").index("## Photos") + 1
    done = close(cmtool, own_demo, text)
    assert done.err.splitlines()[:-1] == [
        f"note: not read: lines {at}-{at + 1}",
        "note: 1 action of the record is not in the minutes, and kept",
        "note: new, and due before the meeting: 'Book a hall'",
        "note: 'thandiwe-nkosi' led through the meeting, but is not ticked",
        "note: 5 of 37 who may decide; quorum 10 not reached",
        "note: decisions are recorded below quorum: decide again where enough are present",
    ]
    told = cmtool("minutes", ID, cwd=own_demo).out
    assert "5 of 37 who could decide; quorum 10 **not reached**." in told
    assert "**Below quorum:** 5 of 10. Decide again where enough are present." in told


def test_minutes_that_were_cut_off_say_so(cmtool: Run, own_demo: Path, form: str) -> None:
    text = tick(form, "jonas-berg", "thandiwe-nkosi")
    done = close(cmtool, own_demo, text[: text.index("### 15.")])
    assert done.err.splitlines()[:2] == [
        "note: 1 action of the record is not in the minutes, and kept",
        "note: not in the minutes, and kept as it is: 'Decisions', 'Actions', 'One word for today'; is the file whole?",
    ]


def test_who_was_no_member_that_day_is_told_and_kept(cmtool: Run, own_demo: Path, form: str) -> None:
    done = close(cmtool, own_demo, put(tick(form, "jonas-berg"), "## Who came\n\n", "- [x] Arun Pillai\n"))
    assert done.code == 0
    assert "MTG110 warning attended by 'arun-pillai', who was not a member on that day: left 2025-12-31" in done.out
    assert "note: 1 of 37 who may decide\n" in done.err
    assert record(own_demo)["attended"] == ["arun-pillai", "jonas-berg"]


def test_what_the_rules_refuse_is_not_written(cmtool: Run, own_demo: Path, form: str) -> None:
    text = tick(form, "jonas-berg").replace("(contribution, 20 min)", "(discussion, 20 min)")
    done = close(cmtool, own_demo, text)
    assert (done.code, done.err) == (1, "error: this would make 1 error: nothing was changed\n")
    assert "MTG103 error CommunityMeet without a contribution from a workstream" in done.out
    assert record(own_demo)["status"] == "planned"


def test_a_meeting_ahead_or_called_off_has_no_minutes(cmtool: Run, own_demo: Path, form: str) -> None:
    ahead = close(cmtool, own_demo, filled(form), "--today", "2026-11-25")
    assert (ahead.code, ahead.err) == (
        2,
        f"error: meetings/{ID} is on 2026-11-26, and today is 2026-11-25: its minutes are read back from that day on; "
        f"if the day is wrong: cmtool set meetings/{ID} date=2026-11-25\n",
    )
    assert cmtool("retire", f"meetings/{ID}", cwd=own_demo).code == 0
    off = close(cmtool, own_demo, filled(form))
    assert off.code == 2
    assert off.err == (
        f"error: meetings/{ID} is cancelled and has no minutes; if it was held: "
        f"cmtool set meetings/{ID} status=planned\n"
    )
    assert cmtool("minutes", ID, cwd=own_demo).err == f"error: 'meetings/{ID}' is cancelled and has no minutes\n"


def test_a_dry_run_and_a_branch(cmtool: Run, own_demo: Path, form: str) -> None:
    before = git(own_demo, "rev-parse", "HEAD")
    done = close(cmtool, own_demo, filled(form), *DAY, "--dry-run")
    assert done.err.endswith("nothing was written: --dry-run\n")
    assert (git(own_demo, "rev-parse", "HEAD"), record(own_demo)["status"]) == (before, "planned")
    close(cmtool, own_demo, filled(form), *DAY, "--branch", "minutes")
    assert git(own_demo, "rev-parse", "--abbrev-ref", "HEAD") == "minutes"


LOOKS = ["a: b # c", "- x: [1, 2}", "!!python/object:os.system", "'", '"', "%TAG", "null", "2026-01-01", "{{ 7*7 }}"]


def test_text_that_looks_like_something_else_stays_text(cmtool: Run, own_demo: Path, form: str) -> None:
    text = tick(form, "jonas-berg")
    for said in LOOKS:
        text = text.replace("\nSummary:\n\n", f"\nSummary:\n{said}\n\n", 1)
    assert close(cmtool, own_demo, text).code == 0
    assert [item["summary"] for item in record(own_demo)["agenda"][: len(LOOKS)]] == LOOKS


def test_files_that_are_none(cmtool: Run, own_demo: Path) -> None:
    for name, trouble in (("none.md", "cannot read none.md: No such file"), (".git", "cannot read .git: ")):
        done = cmtool("meeting", "close", ID, "--minutes", name, *DAY, cwd=own_demo)
        assert done.code == 2 and done.err.startswith(f"error: {trouble}")
    assert cmtool("meeting", "close", "2026-11-27-nothing", "--minutes", "x", cwd=own_demo).code == 2
