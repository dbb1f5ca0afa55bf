"""What a meeting series says of its dates does not go together: the calendar would show other days than people expect.

An exception is about one of the series' own dates, and moves it to a day that is none of them. `starts` is a day of
its `month_rule`, which counts with `every` monthly, quarterly or yearly alone. Exceptions from before `starts` say
nothing any more; an end before the start is REF105. Series that have ended, and those of dormant or closed groups, are
left alone.

Bad:

    meets:
      - id: monthly-call
        every: monthly
        month_rule: first-thu
        starts: 2026-02-05
        time: "11:00"
        except:
          - date: 2026-08-07
            why: Summer break

Good:

    meets:
      - id: monthly-call
        every: monthly
        month_rule: first-thu
        starts: 2026-02-05
        time: "11:00"
        except:
          - date: 2026-08-06
            why: Summer break

How to fix: correct the date that the message names, or the rhythm.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.group import AWAKE, MeetingSeries
from cmtool.model.registry import Registry
from cmtool.schedule.rhythm import month_day, rhythm

CODE = "GRP210"
SEVERITY = "warning"
CLOCK = False

_Defect = tuple[tuple[str | int, ...], str, str]
"""The field of the series, what is wrong, and what to do."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Series whose fields contradict each other."""
    for group in registry.groups(status=AWAKE):
        for index, series in enumerate(group.meets):
            if series.ends and series.ends < today:
                continue
            for field, message, hint in (*_of_rule(series), *_of_exceptions(series)):
                yield group.finding(CODE, ("meets", index, *field), f"series '{series.id}': {message}", hint=hint)


def _of_rule(series: MeetingSeries) -> Iterator[_Defect]:
    rule, starts = series.month_rule, series.starts
    if rule is None:
        return
    if series.every.endswith("d"):
        message = f"'{rule}' is a day of a month, but the series meets every {series.every}"
        yield ("month_rule",), message, "remove 'month_rule', or set 'every' to monthly, quarterly or yearly"
    elif starts and (usual := month_day(rule).of(starts.year, starts.month)) != starts:
        message = f"starts on {starts}, but '{rule}' of that month is {usual}"
        yield ("starts",), message, "set 'starts' to the first date of the series"


def _of_exceptions(series: MeetingSeries) -> Iterator[_Defect]:
    found = rhythm(series) if series.except_ else None
    if found is None:
        return
    dates, days = (Counter(values) for values in zip(*((e.date, e.moved_to) for e in series.except_), strict=True))
    for index, exception in enumerate(series.except_):
        day, moved_to = exception.date, exception.moved_to
        if day >= found.first and found.turn(day) is None:
            message = f"exception of {day}, which is none of its dates; nearest: {found.nearest(day)}"
            yield ("except", index, "date"), message, "name the usual date, or remove the exception"
        elif dates[day] > 1:
            yield ("except", index, "date"), f"two exceptions of {day}", "keep one of them"
        if moved_to is None:
            continue
        if moved_to == day or (found.turn(moved_to) is not None and moved_to not in dates):
            message = f"moved to {moved_to}, on which it meets anyway"
            yield ("except", index, "moved_to"), message, "choose another day, or leave the date out: no 'moved_to'"
        elif days[moved_to] > 1:
            yield ("except", index, "moved_to"), f"two dates are moved to {moved_to}", "choose another day for one"
