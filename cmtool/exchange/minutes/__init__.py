"""A filled form of `cmtool minutes` as values of the meeting's record. Nothing is guessed and nothing silently dropped.

What an editor may do to the page does not count: bullets, escapes, levels of headings, quotes, blank lines, the width
of tables. What cannot be read is told all at once, line by line, and then nothing is read at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.exchange.minutes.attendance import attendance, regrets
from cmtool.exchange.minutes.desk import Desk, kept
from cmtool.exchange.minutes.headings import by_title
from cmtool.exchange.minutes.page import MAX_BYTES, Line, read_page
from cmtool.exchange.minutes.people import groups, members
from cmtool.exchange.minutes.promises import promises
from cmtool.exchange.minutes.sections import Section, labelled, missing, sections, stray
from cmtool.exchange.minutes.slots import agenda
from cmtool.exchange.minutes.tables import actions, decisions
from cmtool.exchange.minutes.trouble import Unreadable
from cmtool.model.addresses import shown
from cmtool.model.meeting import Meeting
from cmtool.model.registry import Registry
from cmtool.model.scalars import LONGEST

__all__ = ["MAX_BYTES", "Filled", "Unreadable", "read_minutes"]

_TEXTS = ("opening", "closing")
_PEOPLE = {"facilitator": "facilitator", "notes by": "notes_by"}


class Filled(NamedTuple):
    """What the record says once the minutes are read: whole values of its fields, and what was not read."""

    values: dict[str, Any]
    left_out: str
    """`lines 40-44 and 52`, empty where everything was read."""
    not_listed: list[str]
    """Actions of the record that the minutes do not name; they stay."""
    missing: list[str]
    """Sections and slots that every form has and this one has not; what the record says of them stays."""


def read_minutes(registry: Registry, meeting: Meeting, data: bytes) -> Filled:
    """The values of a filled form; `Unreadable` with every line that cannot be read."""
    page = read_page(data)
    shared = registry.community.contact.address.casefold() if registry.community else ""
    known = members(registry, meeting), groups(registry, meeting)
    desk = Desk(meeting, *known, shared if registry.is_public else None, [], list(page.left_out))
    titles = by_title(meeting.agenda)
    found = sections(page, titles)
    values = _head(desk, found)
    values |= attendance(desk, _lines(found, "who"))
    if any(section.heading.part == "regrets" for section in found):
        values["regrets"] = regrets(desk, _lines(found, "regrets"))
    votes = list(decisions(desk, _lines(found, "decisions")))
    slots = [section for section in found if section.heading.part in ("slot", "added")]
    values["agenda"] = agenda(desk, titles, slots, votes)
    values["actions"], not_listed = promises(desk, list(actions(desk, _lines(found, "actions"))))
    _leave_out_unknown(desk, found)
    _require(desk, found, values)
    if desk.troubles:
        raise Unreadable(desk.troubles)
    said = {name: value for name, value in values.items() if value is not None}
    return Filled(said, _told(desk.left_out), not_listed, missing(found, meeting.agenda))


def _lines(found: Iterable[Section], part: str) -> list[Line]:
    return [line for section in found if section.heading.part == part for line in section.lines]


def _head(desk: Desk, found: Sequence[Section]) -> dict[str, Any]:
    """The labels above the first section. A form of another meeting is refused before anything else is told of it."""
    meeting, values, said = desk.meeting, dict[str, Any](), ""

    def keep(name: str, value: Any, line: Line, label: str) -> None:
        values[name] = desk.once(values.get(name), value, line.number, label)

    for line in _lines(found, "head"):
        label, value = labelled(line.bullet if line.bullet is not None else line.words)
        if label == "meeting":
            said = value.casefold().removeprefix("meetings/")
        elif label in _PEOPLE:
            keep(_PEOPLE[label], desk.member(value, line.number), line, label)
        elif label in _TEXTS:
            keep(label, kept(getattr(meeting, label), desk.text(value, line.number)), line, label)
        elif label == "notes":
            keep("notes", desk.url(value, line.number), line, label)
        elif label == "length in minutes":
            keep("minutes", desk.number(value, line.number, "length", most=LONGEST), line, label)
        else:
            desk.leave_out([line])
    if not said:
        form = f"cmtool minutes {meeting.id} writes one"
        raise CmtoolError(f"no form of minutes: no line says 'Meeting: {meeting.id}'; {form}")
    if said not in (meeting.id, *meeting.formerly):
        raise CmtoolError(f"these are the minutes of the meeting {shown(said)}, not of '{meeting.id}'")
    return values


def _leave_out_unknown(desk: Desk, found: Iterable[Section]) -> None:
    """What stands under headings that a form does not know, and between those it knows. Its own advice is a list."""
    gone = missing(found)
    for section in found:
        if section.heading.part == "unknown" and gone and stray(section):
            told = f"no section {shown(section.heading.title)} in a form, and '{gone[0]}' is missing"
            desk.trouble(section.heading.line, f"{told}: if it is this one, write that; else put it back, empty or not")
        if section.heading.part == "unknown":
            desk.left_out.append(section.heading.line)
        if section.heading.part in ("unknown", "said"):
            desk.leave_out(section.lines)
        if section.heading.part == "help":
            desk.leave_out(line for line in section.lines if line.bullet is None)


def _require(desk: Desk, found: Sequence[Section], values: dict[str, Any]) -> None:
    """A held meeting has somebody who led through it and somebody who came (MTG101)."""
    told = {trouble.line for trouble in desk.troubles}
    lines = {labelled(line.bullet or line.words)[0]: line.number for line in _lines(found, "head")}
    line = lines.get("facilitator", 1)
    if not values.get("facilitator") and not desk.meeting.facilitator and line not in told:
        desk.trouble(line, "who led through the meeting? Name one member behind 'Facilitator:'")
    length, passed = values.get("minutes"), sum(item["minutes"] for item in values["agenda"])
    length = desk.meeting.minutes if length is None else length
    if length is not None and passed > length and not told:
        line = lines.get("length in minutes", 1)
        desk.trouble(
            line, f"the slots take {passed} minutes in a meeting of {length}: correct them, or the length (MTG102)"
        )
    who = [section for section in found if section.heading.part == "who"]
    around = {line.number for section in who for line in section.lines} or told
    if not values["attended"] and told.isdisjoint(around):
        remedy = "write [x] before who came, or how many came behind 'Members in all'"
        desk.trouble(who[0].heading.line if who else 1, f"nobody is ticked under 'Who came': {remedy}")


def _told(numbers: Iterable[int]) -> str:
    """Lines in words, those that follow each other as one."""
    told = [str(first) if first == last else f"{first}-{last}" for first, last in _runs(sorted(set(numbers)))]
    if not told:
        return ""
    word = "line" if len(told) == 1 and told[0].isdigit() else "lines"
    return f"{word} {' and '.join(filter(None, (', '.join(told[:-1]), told[-1])))}"


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number > last + 1:
            yield first, last
            first = number
        first, last = number if first is None else first, number
    if first is not None and last is not None:
        yield first, last
