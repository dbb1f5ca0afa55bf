"""N14 by hand. The day is 2026-11-20."""

from __future__ import annotations

from datetime import date

from cmtool.metrics.actions import promises
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

TODAY = date(2026, 11, 20)


def registry(*actions: str, status: str = "held", day: str = "2026-09-01") -> Registry:
    listed = "".join(f"\n  - {{{action}, who: ada}}" for action in actions)
    meeting = f"series: event\nstatus: {status}\ndate: {day}\nmode: online\nactions:{listed or ' []'}\n"
    return assemble([Entry("meetings/one.yaml", "file", meeting.encode())]).registry


def test_open_overdue_and_done() -> None:
    found = promises(
        registry(
            "what: no term",
            "what: due today, due: 2026-11-20",
            "what: late, due: 2026-11-19",
            "what: later, due: 2026-11-01",
            "what: ahead, due: 2026-12-01",
            "what: done late, due: 2026-10-01, done: 2026-10-11",
            "what: done tomorrow, due: 2026-10-01, done: 2026-11-21",
            "what: done early, due: 2026-12-01, done: 2026-09-11",
            "what: done without a term, done: 2026-09-02",
        ),
        TODAY,
    )
    assert found.open == 6
    assert [p.action.what for p in found.overdue] == ["done tomorrow", "later", "late"]
    # due up to today: due today, late, later, done late, done tomorrow; one of them is done
    assert (found.due, found.done, found.rate) == (5, 1, 0.2)
    # 40, 10 and 1 days
    assert found.median_days == 10


def test_only_the_last_year_is_judged_and_all_time_is_open() -> None:
    old = registry(
        "what: old, due: 2025-11-20", "what: kept, due: 2025-11-20, done: 2025-11-20", "what: x, done: 2025-11-21",
        day="2025-11-01",
    )  # fmt: skip
    found = promises(old, TODAY)
    assert (found.open, len(found.overdue), found.due, found.done, found.rate) == (1, 1, 0, 0, None)
    assert found.median_days == 20
    assert promises(old, date(2025, 11, 20)).rate == 0.5


def test_promises_of_meetings_that_were_not_held_do_not_count() -> None:
    for other in (registry("what: a", status="planned"), registry("what: a", day="2026-11-21")):
        found = promises(other, TODAY)
        assert (found.open, found.overdue, found.due, found.median_days) == (0, [], 0, None)
