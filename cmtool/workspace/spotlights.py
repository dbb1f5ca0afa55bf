"""The steps of a spotlight as plans, from the answers to the post; who is next says `showing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from cmtool.edits.answer_spotlight import answered, questions_of
from cmtool.edits.approve_spotlight import approved
from cmtool.edits.publish_spotlight import published
from cmtool.edits.withdraw_spotlight import withdrawn
from cmtool.errors import CmtoolError
from cmtool.exchange.answers import MAX_BYTES, read_answers
from cmtool.model.addresses import shown
from cmtool.model.edit import ChangeSet
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.render.escape import visible
from cmtool.schedule.days import until
from cmtool.schedule.showing_queue import planned
from cmtool.schedule.showing_steps import next_command
from cmtool.store.foreign import read_file
from cmtool.workspace import Workspace
from cmtool.workspace.changing import Plan
from cmtool.workspace.subjects import identified


def answering(ref: str, words: Sequence[str], file: Path | None, quote: str | None, consent: str | None) -> Plan:
    """Answers of a file, then those of the command line, which say it better."""

    def make(space: Workspace, spotlight: Spotlight) -> ChangeSet:
        given = _assigned(words)
        notes: tuple[str, ...] = ()
        if file is not None:
            found, notes = _read(space.registry, file)
            given = {**found, **given}
        if not given and quote is None and consent is None:
            form = f"cmtool draft consent {spotlight.id} writes a form, --from FILE reads it back"
            raise CmtoolError(f"no answer is given: KEY=TEXT for {', '.join(questions_of(space.registry))}; {form}")
        day = day_of(space, consent) if consent else None
        return answered(space.registry, spotlight, given, quote, day, space.today, notes)

    return _step(ref, make)


def open_questions(space: Workspace, ref: str) -> dict[str, str]:
    """The questions that are not answered yet, by key."""
    answers = spotlight_of(space.registry, ref).answers
    return {key: text for key, text in questions_of(space.registry).items() if not answers.get(key)}


def approving(ref: str, by: str, consent: str | None, channels: Sequence[str]) -> Plan:
    """The approval, with the consent to the text if it is given here."""

    def make(space: Workspace, spotlight: Spotlight) -> ChangeSet:
        day = day_of(space, consent) if consent else None
        who = identified(space.registry, "members", by)
        return approved(space.registry, spotlight, who, day, channels, space.today)

    return _step(ref, make)


def publishing(ref: str, url: str, channel: str | None, on: str | None) -> Plan:
    """A post that is out."""

    def make(space: Workspace, spotlight: Spotlight) -> ChangeSet:
        day = day_of(space, on) if on else space.today
        return published(space.registry, spotlight, url, channel, day, space.today)

    return _step(ref, make)


def withdrawing(ref: str, on: str | None, taken_down: Sequence[str]) -> Plan:
    """A spotlight that is taken back."""

    def make(space: Workspace, spotlight: Spotlight) -> ChangeSet:
        day = day_of(space, on) if on else space.today
        return withdrawn(space.registry, spotlight, day, taken_down, space.today)

    return _step(ref, make)


def then(space: Workspace, ref: str) -> list[str]:
    """What to type next for a spotlight as it is now; where its text is shown or posted, how to get that first."""
    fresh = Workspace(space.root, space.given_day, space.clock)
    spotlight = spotlight_of(fresh.registry, ref)
    command = next_command(fresh.registry, spotlight, fresh.today)
    made = f"cmtool draft spotlight {spotlight.id} --folder DIR"
    if spotlight.status == "answered":
        return [f"{made} (text and cards, to be seen by who is shown)", f"{command} (once they said yes to them)"]
    if spotlight.status == "approved":
        return [f"{made} (text and cards, to be posted)", f"{command} (once it is posted)"]
    return [command]


def next_due(space: Workspace) -> date:
    """The day for which the next spotlight is planned best."""
    fresh = Workspace(space.root, space.given_day, space.clock)
    return planned(fresh.registry, fresh.today).day


def spotlight_of(registry: Registry, ref: str) -> Spotlight:
    """A spotlight by its id, with or without the folder, or the path of its file."""
    return registry.spotlights[identified(registry, "spotlights", ref)]


def _step(ref: str, make: Callable[[Workspace, Spotlight], ChangeSet]) -> Plan:
    return lambda space, _: make(space, spotlight_of(space.registry, ref))


def _assigned(words: Sequence[str]) -> dict[str, str]:
    """Answers of the command line: `who=..`."""
    found: dict[str, str] = {}
    for word in words:
        key, sign, text = word.partition("=")
        if not sign:
            raise CmtoolError(f"an answer is KEY=TEXT, as who='I keep registers'; {shown(key)} has no '='")
        if key in found:
            raise CmtoolError(f"{shown(key)} is given twice: which of them?")
        found[key] = text
    return found


def _read(registry: Registry, file: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    name = visible(str(file))
    try:
        answers = read_answers(read_file(file, MAX_BYTES), questions_of(registry))
    except CmtoolError as error:
        raise CmtoolError(f"{name}: {error}") from None
    return answers.values, tuple(f"not read, no question of ours: {title}" for title in answers.unknown)


def day_of(space: Workspace, text: str) -> date:
    """A day as people write it."""
    return until(text, lambda: space.today)
