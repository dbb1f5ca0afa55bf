"""The steps of a member do not fit the pathway, or somebody is their own mentor.

A step is one of the group's `pathway`, or of the community's if the group has none. Its day is not before the day of a
step that comes earlier in the pathway; steps may be left out.

Bad:

    members:
      - member: ben-okoro
        role: contributor
        mentor: ben-okoro
        steps:
          - step: first-coment
            date: 2026-03-01

Good:

    members:
      - member: ben-okoro
        role: contributor
        mentor: ada-stone
        steps:
          - step: first-comment
            date: 2026-03-01

How to fix: use the ids of the pathway, correct the days, or name somebody else as mentor.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from cmtool.finding import Finding
from cmtool.model.group import Group, StepReached
from cmtool.model.registry import Registry
from cmtool.suggestion import did_you_mean, nearest

CODE = "GRP105"
SEVERITY = "error"
CLOCK = False

_LONG = 12
"""A hint lists this many steps; of a longer pathway as many."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Steps outside the pathway or before an earlier one, and members who mentor themselves."""
    for group in registry.all_groups.values():
        place = {step.id: number for number, step in enumerate(registry.pathway(group))}
        for index, entry in enumerate(group.members):
            if entry.mentor == entry.member:
                message = f"'{entry.member}' is listed as their own mentor"
                hint = "name somebody else, or leave 'mentor' out"
                yield group.finding(CODE, ("members", index, "mentor"), message, hint=hint)
            if entry.steps and (place or registry.community):
                yield from _wrong(group, index, entry.steps, place)


def _wrong(group: Group, index: int, steps: list[StepReached], place: Mapping[str, int]) -> Iterator[Finding]:
    if not place:
        hint = "add a 'pathway' to the group or to community.yaml"
        yield group.finding(CODE, ("members", index, "steps"), "steps without a pathway", hint=hint, at_key=True)
        return
    more = f" and {len(place) - _LONG} more" if len(place) > _LONG else ""
    hint = f"steps of the pathway: {', '.join(list(place)[:_LONG])}{more}"
    for number, step in enumerate(steps):
        if step.step not in place:
            message = f"the pathway has no step '{step.step}'{did_you_mean(nearest(step.step, place))}"
            field = ("members", index, "steps", number, "step")
            yield group.finding(CODE, field, message, hint=hint)
    yield from _first_too_early(group, index, steps, place)


def _first_too_early(group: Group, index: int, steps: list[StepReached], place: Mapping[str, int]) -> Iterator[Finding]:
    """The first step before an earlier one of the pathway; one wrong day may make all that follow look wrong."""
    known = sorted((place[step.step], number) for number, step in enumerate(steps) if step.step in place)
    wrong: list[tuple[int, StepReached]] = []
    before: StepReached | None = None
    for _, same in groupby(known, key=lambda one: one[0]):
        here = [number for _, number in same]
        if before:
            wrong += [(number, before) for number in here if before.date > steps[number].date]
        before = max([*([before] if before else []), *(steps[number] for number in here)], key=lambda one: one.date)
    for number, other in sorted(wrong, key=lambda one: one[0])[:1]:
        message = f"step '{steps[number].step}' on {steps[number].date} is before '{other.step}' on {other.date}"
        field = ("members", index, "steps", number, "date")
        yield group.finding(CODE, field, message, hint="correct a day: the pathway has it the other way round")
