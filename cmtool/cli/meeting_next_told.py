"""How `cmtool meeting next` shows its candidates, and asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cmtool.cli.asking import answered, is_asked
from cmtool.cli.context import Context
from cmtool.cli.output import paint
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.schedule.hours import LocalHour
    from cmtool.schedule.proposal import Candidate, InPerson, Proposal

_MOST_REGIONS = 3


def candidates(shared: Context, proposal: Proposal) -> str:
    """The candidates, the best first, with the local hours and what speaks for and against each."""
    from cmtool.render.escape import visible

    style = paint(shared)
    lines = [("place", f"{proposal.name}: {proposal.basis}")]
    due = proposal.in_person
    lines += [("", line) for line in _in_person(due)] if due and (due.is_now or proposal.mode == "in-person") else []
    for number, candidate in enumerate(proposal.candidates, 1):
        lines += [("", ""), ("place", f"{number}  {when(candidate)}, {proposal.mode.replace('-', ' ')}")]
        lines += [("good", f"   + {reason}") for reason in candidate.reasons]
        lines += [("hint", f"   - {reason}") for reason in candidate.against]
        lines += [("", f"   {line}") for line in _local(candidate)]
    return "".join(style(kind, visible(line)) + "\n" for kind, line in lines)


def when(candidate: Candidate) -> str:
    """`Thu 2027-05-13, 16:00 Europe/Tallinn, 90 minutes`."""
    from cmtool.schedule.days import WEEKDAYS

    day = f"{WEEKDAYS[candidate.day.weekday()][:3]} {candidate.day}"
    return f"{day}, {candidate.start:%H:%M} {candidate.tz}, {candidate.minutes} minutes"


def _local(candidate: Candidate) -> Iterator[str]:
    """The clock of each region, on one line."""
    from cmtool.model.wording import in_words

    if candidate.hours:
        yield "local: " + ", ".join(f"{in_words(region)} {_clock(hour)}" for region, hour in candidate.hours.items())


def _clock(hour: LocalHour) -> str:
    days = f" {hour.days:+d} day" if hour.days else ""
    return f"{hour.clock:%H:%M}{days}{' (night)' if hour.is_night else ''}"


def _in_person(due: InPerson) -> Iterator[str]:
    """Since when a meeting in person is due, and where there was none lately."""
    from cmtool.model.wording import in_words

    last = f"the last one: {due.last.date}" if due.last else "there was none yet"
    yield f"in person: due {due.due} ({last}), within a larger event (--event)"
    if due.regions:
        told = (f"{in_words(region)} ({day or 'never'})" for region, day in due.regions[:_MOST_REGIONS])
        yield f"regions longest without one: {', '.join(told)}"


def check_choice(proposal: Proposal, choice: int | None) -> None:
    """CmtoolError for a number that no candidate has."""
    known = len(proposal.candidates)
    if choice is not None and not 1 <= choice <= known:
        numbers = f"numbers 1 to {known}" if known > 1 else "one candidate only"
        raise CmtoolError(f"--choose {choice}: there is no such candidate, but {numbers}; --count shows more")


def chosen(shared: Context, proposal: Proposal, choice: int | None) -> Candidate | None:
    """The candidate by its number: the one that is named, else what somebody answers, else the best. None for none."""
    known = proposal.candidates
    if choice is None and len(known) > 1 and is_asked(shared):
        numbers = [str(number) for number in range(len(known) + 1)]
        choice = int(answered(shared, f"Which one, 1 to {len(known)} (0: none)", default="1", choices=numbers))
        if choice == 0:
            return None
    return known[(choice or 1) - 1]
