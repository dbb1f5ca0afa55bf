"""`cmtool due`: a check list for an issue, a calendar with reminders, and commands that settle what they stand beside."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from markdown_it import MarkdownIt

from cmtool.formats.due import Task, markdown
from cmtool.formats.due_ics import ics
from tests.conftest import DATA, SAMPLE, Outcome
from tests.render.naughty import NAUGHTY

Run = Callable[..., Outcome]
Build = Callable[..., Path]

TODAY = ("--today", "2026-11-20")
SWAP = """series: event
status: held
date: 2026-11-06
mode: online
facilitator: dunja-horvat
attended: 4
actions:
  - what: Print labels
    who: bo-lindqvist
    due: 2026-11-13
  - what: {second}
    who: cem-aydin
    due: {due}
"""
WALK = """series: event
status: planned
date: 2027-01-10
mode: online
"""


def garden(build: Build, name: str = "registry", second: str = "Sow peas", due: str = "2026-11-27") -> Path:
    return build(
        {
            "meetings/2026-11-06-seed-swap.yaml": SWAP.format(second=second, due=due),
            "meetings/2027-01-10-walk.yaml": WALK,
        },
        name,
    )


def test_check_list_for_an_issue(cmtool: Run, registry_of: Build) -> None:
    root = garden(registry_of)
    code, out, err = cmtool("due", "--within", "60d", "--format", "markdown", *TODAY, cwd=root)
    assert (code, err) == (0, "")
    assert out == (
        "### Due in Friday Garden, 2026-11-20\n"
        "\n"
        "#### Overdue\n"
        "\n"
        "- [ ] 2026-11-13 **meetings/2026-11-06-seed-swap: action overdue since 2026-11-13: 'Print labels'"
        " (bo-lindqvist)**: `cmtool set meetings/2026-11-06-seed-swap 'actions[Print labels].done=today'`\n"
        "\n"
        "#### Within a week\n"
        "\n"
        "- [ ] 2026-11-27 **meetings/2026-11-06-seed-swap: action due on 2026-11-27: 'Sow peas' (cem-aydin)**:"
        " `cmtool set meetings/2026-11-06-seed-swap 'actions[Sow peas].done=today'`\n"
        "\n"
        "#### Later\n"
        "\n"
        "- [ ] 2027-01-11 **meetings/2027-01-10-walk: planned for 2027-01-10, to be closed after it** (ada-moreau):"
        " `cmtool minutes 2027-01-10-walk -o 2027-01-10-walk.md`\n"
    )


def test_both_names_of_markdown_and_the_suffix_mean_the_same(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    root, file = garden(registry_of), tmp_path / "due.md"
    texts = [cmtool("due", "--format", name, *TODAY, cwd=root).out for name in ("md", "markdown")]
    assert cmtool("due", "-o", str(file), *TODAY, cwd=root).code == 0
    assert {*texts, file.read_text("utf-8")} == {texts[0]}


def test_check_list_of_nothing_says_so(cmtool: Run, registry_of: Build) -> None:
    assert cmtool("due", "--format", "md", *TODAY, cwd=registry_of()).out == (
        "### Due in Friday Garden, 2026-11-20\n\nNothing is due.\n"
    )


def test_thing_without_a_command_tells_what_to_do(cmtool: Run) -> None:
    out = cmtool("due", "--format", "md", "--for", "liis-tamm", cwd=SAMPLE).out
    assert out.splitlines()[-1] == (
        "- [ ] 2026-10-17 **members/nurlan-sadykov: no evidence of activity since 2026-04-20** (liis-tamm):"
        " talk with the person, then set 'status' in members/nurlan-sadykov.yaml to paused or alumni"
    )


@pytest.mark.parametrize("foreign", NAUGHTY)
def test_foreign_text_does_nothing_in_a_check_list(foreign: str) -> None:
    def skeleton(words: str) -> tuple[list[str], list[str]]:
        task = Task(date(2026, 11, 20), "MTG204", "meetings/talk", ("ada",), words, "", words, "key")
        tokens = MarkdownIt("commonmark").enable("strikethrough").parse(markdown([task], words, date(2026, 11, 20)))
        inline = [child.type for token in tokens for child in token.children or []]
        return [token.type for token in tokens], [kind for kind in inline if not kind.startswith("text")]

    assert skeleton(foreign) == skeleton("words")


def test_check_list_fits_into_a_comment() -> None:
    day = date(2026, 11, 20)
    tasks = [Task(day, "MTG204", f"meetings/m{n}", ("ada",), "ö" * 200, "", "do it", str(n)) for n in range(500)]
    told = markdown(tasks, "Garden", day)
    assert len(told.encode()) < 60_000
    shown = told.count("- [ ]")
    assert told.splitlines()[-1] == f"... and {500 - shown} more: `cmtool due` tells them all"


# -- the calendar


def calendar(run: Run, root: Path, *more: str) -> str:
    code, out, err = run("due", "--within", "60d", "--format", "ics", *more, *TODAY, cwd=root)
    assert (code, err) == (0, "")
    return out


def events(text: str) -> dict[str, tuple[date, str]]:
    """Day and title of each event by its UID, as icalendar reads them."""
    found = [(str(event["uid"]), event.decoded("dtstart"), str(event["summary"])) for event in _events(text)]
    assert len({uid for uid, *_ in found}) == len(found)
    return {uid: (day, title) for uid, day, title in found}


def _events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_calendar_has_a_free_day_with_two_reminders_for_each_thing(cmtool: Run, registry_of: Build) -> None:
    text = calendar(cmtool, garden(registry_of))
    swap = "(meetings/2026-11-06-seed-swap)"
    assert list(events(text).values()) == [
        (date(2026, 11, 20), f"action overdue since 2026-11-13: 'Print labels' (bo-lindqvist) {swap}"),
        (date(2026, 11, 27), f"action due on 2026-11-27: 'Sow peas' (cem-aydin) {swap}"),
        (date(2027, 1, 11), "planned for 2027-01-10, to be closed after it (meetings/2027-01-10-walk)"),
    ]
    for event in _events(text):
        assert (event["transp"], event["class"]) == ("TRANSPARENT", "PRIVATE")
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert event.decoded("dtstamp").isoformat() == "2026-11-20T00:00:00+00:00"
        alarms = [(str(alarm["action"]), alarm.decoded("trigger")) for alarm in event.walk("VALARM")]
        assert alarms == [("DISPLAY", timedelta(hours=9, days=-3)), ("DISPLAY", timedelta(hours=9))]
    assert str(_events(text)[1]["description"]).splitlines() == [
        "Due on 2026-11-27 (MTG204).",
        "For: cem-aydin",
        "set 'done' in meetings/2026-11-06-seed-swap.yaml, or another 'due'",
        "cmtool set meetings/2026-11-06-seed-swap 'actions[Sow peas].done=today'",
    ]


def test_calendar_of_nothing_is_one_all_the_same(cmtool: Run, registry_of: Build) -> None:
    text = calendar(cmtool, registry_of())
    assert events(text) == {}
    assert IcsCalendarStream.calendar_from_ics(text).events == []


@pytest.mark.parametrize("foreign", [*NAUGHTY, "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:a@b.example"])
def test_foreign_text_does_nothing_in_a_calendar(foreign: str) -> None:
    def skeleton(words: str) -> list[tuple[str, list[str]]]:
        task = Task(date(2026, 11, 20), "MTG204", "meetings/talk", ("ada",), words, words, words, "key")
        text = ics([task], words, "meridian.example", date(2026, 11, 20))
        assert not [one for one in text.replace("\r\n", "") if ord(one) < 32]
        assert len(IcsCalendarStream.calendar_from_ics(text).events) == 1
        return [(part.name or "", sorted(part)) for part in Calendar.from_ical(text).walk()]

    assert skeleton(foreign) == skeleton("words")


def test_another_reader_sees_the_same_days(cmtool: Run, registry_of: Build) -> None:
    text = calendar(cmtool, garden(registry_of))
    read = IcsCalendarStream.calendar_from_ics(text)
    assert {event.uid: (event.dtstart, event.summary) for event in read.events} == events(text)
    triggers = {alarm.trigger for event in read.events for alarm in event.alarm}
    assert triggers == {timedelta(hours=9), timedelta(hours=9, days=-3)}


def test_lines_are_folded_as_the_standard_asks(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    root, file = (
        garden(registry_of, second="Größere Töpfe für Paprika aus dem Süden holen und beschriften"),
        tmp_path / "due.ics",
    )
    assert cmtool("due", "--within", "60d", "-o", str(file), *TODAY, cwd=root).code == 0
    text = file.read_bytes().decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")


def test_thing_keeps_its_identity_while_the_registry_changes(cmtool: Run, registry_of: Build) -> None:
    def ids(text: str, words: str) -> list[str]:
        return [uid for uid, (_, title) in events(text).items() if words in title]

    before = calendar(cmtool, garden(registry_of))
    later = garden(registry_of, "later", due="2026-12-18")
    swap = later / "meetings" / "2026-11-06-seed-swap.yaml"
    text = swap.read_text("utf-8").replace("actions:\n", "actions:\n  - what: Dig\n    who: cem-aydin\n")
    swap.rename(swap.with_name("seed-fair.yaml")).write_text(f"{text}formerly:\n  - 2026-11-06-seed-swap\n", "utf-8")
    after = calendar(cmtool, later)
    assert "(meetings/seed-fair)" in str(events(after))
    for words in ("Print labels", "Sow peas", "planned for"):
        assert len(ids(before, words)) == 1
        assert ids(before, words) == ids(after, words)


def test_same_promise_twice_is_two_things(cmtool: Run, registry_of: Build) -> None:
    assert len(events(calendar(cmtool, garden(registry_of, second="Print labels")))) == 3


def test_calendar_of_one_member_has_what_this_member_should_do(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    root, file = garden(registry_of), tmp_path / "due.ics"
    assert cmtool("due", "--within", "60d", "--for", "cem-aydin", "-o", str(file), *TODAY, cwd=root).code == 0
    text = file.read_bytes().decode()
    assert Calendar.from_ical(text)["name"] == "Friday Garden: due of cem-aydin"
    assert [day for day, _ in events(text).values()] == [date(2026, 11, 27)]


def test_address_in_a_promise_is_in_no_calendar(cmtool: Run, registry_of: Build) -> None:
    text = calendar(cmtool, garden(registry_of, second="Write to bo@lindqvist.example"))
    assert "lindqvist.example" not in text


def test_calendar_is_the_same_wherever_it_is_made(
    cmtool: Run, registry_of: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = garden(registry_of)
    texts = set()
    for zone in ("Pacific/Kiritimati", "America/Lima"):
        monkeypatch.setenv("TZ", zone)
        texts.add(calendar(cmtool, root))
    assert len(texts) == 1


# -- commands


@pytest.mark.parametrize(
    "what",
    ["Sow peas", '"Say it\'s done"', '"Tidy [again]"', '"a = b"', '"$(touch x)"', '"7"', "Öl für Bärbel", '"-x"'],
)
def test_command_settles_what_it_stands_beside(cmtool: Run, registry_of: Build, what: str) -> None:
    root = garden(registry_of, second=what, due="2026-11-20")
    due = json.loads(cmtool("due", "--format", "json", *TODAY, cwd=root).out)
    (command,) = [task["command"] for task in due if task["who"] == ["cem-aydin"]]
    program, *words = shlex.split(command)
    assert program == "cmtool"
    assert cmtool(*words, "--no-commit", *TODAY, cwd=root).code == 0
    left = json.loads(cmtool("due", "--format", "json", *TODAY, cwd=root).out)
    assert [task["who"] for task in left] == [["bo-lindqvist"]]


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_only_a_calendar_needs_the_calendar_library(form: str) -> None:
    script = (
        "import sys; from cmtool.cli.app import app\n"
        f"try: app(['--registry', {str(SAMPLE)!r}, 'due', '--format', {form!r}])\n"
        "except SystemExit: pass\n"
        "print(sorted({'icalendar', 'git', 'dateutil'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_whom_to_thank_is_told_to_those_who_look_after_people_and_in_no_list_for_others(cmtool: Run) -> None:
    """A finding of a private rule names a person: it stands in no issue and in no check of a pull request."""
    root = str(DATA / "broken" / "ACT203")
    for ask, is_told in (
        (("due",), True),
        (("due", "--format", "markdown"), False),
        (("validate", "--due"), False),
        (("validate", "--due", "--private"), True),
        (("validate", "--due", "--private", "--format", "concise"), True),
    ):
        done = cmtool(*ask, "--registry", root, *TODAY)
        assert ("ACT203" in done.out) is is_told, ask
    told = cmtool("due", "--format", "markdown", "--registry", root, *TODAY).err
    assert told == "note: left out of the list: 2 private tasks; see cmtool due\n"
