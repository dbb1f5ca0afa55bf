"""The past in order: the chain of first parents, times that only go forward, and the commit that a day ends with."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.repository import Repository, opened
from cmtool.history.timeline import LATEST, NO_FILE, NoData, Step, at, day_of, end_of, moments, step_at, timeline
from cmtool.schedule.zones import zone
from tests.history.repository import Link, Made, Program, Submodule, git, write

BERLIN = zone("Europe/Berlin")


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def dated(folder: Path, *committed: int | str) -> tuple[Repository, list[str]]:
    """A repository with one commit for each date."""
    hashes = write(folder, [Made({"x": str(number)}, when) for number, when in enumerate(committed)])
    return opened(folder), hashes


def steps_of(folder: Path, *committed: int | str) -> list[Step]:
    repository, hashes = dated(folder, *committed)
    found = moments(repository, repository.head())
    assert [step.commit for step in found] == hashes
    assert found == [step._replace(touches=()) for step in timeline(repository, repository.head())]
    return found


def numbers(steps: list[Step], *days: date, in_zone: tzinfo = UTC) -> list[int]:
    """The position of the commit that each day ends with."""
    return [steps.index(step_at(steps, day, in_zone)) for day in days]


def test_a_clock_that_ran_ahead_holds_back_all_that_follow(tmp_path: Path) -> None:
    y2020, y2030, y2021 = (seconds(f"{year}-01-01T00:00:00Z") for year in (2020, 2030, 2021))
    steps = steps_of(tmp_path, y2020, y2030, y2021)
    assert [step.effective for step in steps] == [y2020, y2030, y2030]
    assert [step.is_backwards for step in steps] == [False, False, True]
    assert numbers(steps, date(2020, 1, 1), date(2029, 12, 31), date(2030, 1, 1)) == [0, 0, 2]


@pytest.mark.parametrize("forged", ["9999999999999 +0000", "9999999999999999999 +0000", LATEST + 1])
def test_a_time_that_no_calendar_knows_is_the_latest_of_all(forged: int | str, tmp_path: Path) -> None:
    steps = steps_of(tmp_path, 100, forged, 200)
    assert [step.effective for step in steps] == [100, LATEST, LATEST]
    assert [step.is_backwards for step in steps] == [False, True, True]
    assert numbers(steps, date(2999, 12, 30), date(2999, 12, 31)) == [0, 2]


def test_a_time_before_1970_is_1970(tmp_path: Path) -> None:
    steps = steps_of(tmp_path, "-86400 +0000", 100)
    assert [(step.committed, step.effective) for step in steps] == [(0, 0), (100, 100)]
    assert numbers(steps, date(1970, 1, 1)) == [1]


def test_of_equal_times_the_last_commit_holds(tmp_path: Path) -> None:
    assert numbers(steps_of(tmp_path, 100, 100, 100), date(1970, 1, 1)) == [2]


def test_the_committers_own_time_zone_and_the_author_do_not_count(tmp_path: Path) -> None:
    write(tmp_path, [Made({}, "1700000000 +1400"), Made({}, "1700000000 -1200", authored=5, author=b"Zo\xeb <x>")])
    repository = opened(tmp_path)
    assert [step.effective for step in moments(repository, repository.head())] == [1_700_000_000, 1_700_000_000]


def test_a_day_ends_with_its_last_second_in_the_time_zone_of_the_community(tmp_path: Path) -> None:
    last, first = seconds("2024-06-10T23:59:59+02:00"), seconds("2024-06-11T00:00:00+02:00")
    steps = steps_of(tmp_path, 0, last, first)
    assert numbers(steps, date(2024, 6, 9), date(2024, 6, 10), date(2024, 6, 11), in_zone=BERLIN) == [0, 1, 2]
    assert numbers(steps, date(2024, 6, 9), date(2024, 6, 10), date(2024, 6, 11)) == [0, 2, 2]


@pytest.mark.parametrize(
    ("day", "offset", "hours"),
    [("2024-03-31", "+02:00", 23), ("2024-10-27", "+01:00", 25), ("2024-06-10", "+02:00", 24)],
)
def test_the_days_on_which_clocks_change_have_23_and_25_hours(
    day: str, offset: str, hours: int, tmp_path: Path
) -> None:
    last = seconds(f"{day}T23:59:59{offset}")
    steps = steps_of(tmp_path, last - hours * 3_600, last, last + 1)
    assert numbers(steps, date.fromisoformat(day), in_zone=BERLIN) == [1]
    assert end_of(date.fromisoformat(day), BERLIN) == last
    assert day_of(last - hours * 3_600, BERLIN) < day_of(last - hours * 3_600 + 1, BERLIN) == date.fromisoformat(day)


def test_a_midnight_that_does_not_exist_ends_the_day_when_clocks_jump() -> None:
    assert end_of(date(2018, 11, 3), zone("America/Sao_Paulo")) == seconds("2018-11-04T01:00:00-02:00") - 1


def test_before_the_first_commit_there_is_no_data(tmp_path: Path) -> None:
    steps = steps_of(tmp_path, seconds("2024-06-10T23:30:00Z"))
    with pytest.raises(NoData, match=r"^no data on 2024-06-09: the first commit is of 2024-06-10$"):
        step_at(steps, date(2024, 6, 9), UTC)
    with pytest.raises(NoData, match=r"^no data on 2024-06-10: the first commit is of 2024-06-11$"):
        step_at(steps, date(2024, 6, 10), BERLIN)


def test_a_forged_time_can_still_be_printed() -> None:
    assert at(LATEST, zone("Pacific/Kiritimati")).year == 2999
    assert at(-5, zone("America/New_York")) == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_side_branch_takes_effect_at_its_merge(tmp_path: Path) -> None:
    commits = [
        Made({"a": "1"}, 0),
        Made({"a": "2"}, 50, (0,)),
        Made({"a": "1", "b": "1"}, 99, (0,)),
        Made({"a": "2", "b": "1"}, 200, (2, 1)),
    ]
    hashes = write(tmp_path, commits)
    found = list(timeline(opened(tmp_path), hashes[-1]))
    assert [(hashes.index(step.commit), [touch.path for touch in step.touches]) for step in found] == [
        (0, ["a"]), (2, ["b"]), (3, ["a"])
    ]  # fmt: skip


def test_an_octopus_is_compared_with_its_first_parent(tmp_path: Path) -> None:
    sides = [Made({"a": "1", name: "1"}, 9, (0,)) for name in ("b", "c", "d")]
    hashes = write(tmp_path, [Made({"a": "1"}), *sides, Made({"a": "2", "b": "1", "c": "1"}, 20, (2, 1, 3, 0))])
    found = list(timeline(opened(tmp_path), hashes[-1]))
    assert [(hashes.index(step.commit), [touch.path for touch in step.touches]) for step in found] == [
        (0, ["a"]), (2, ["c"]), (4, ["a", "b"])
    ]  # fmt: skip


def test_a_rebase_keeps_the_author_and_counts_from_the_committer(tmp_path: Path) -> None:
    commits = [Made({"a": "1"}, 100), Made({"a": "2"}, 300, authored=50), Made({"a": "3"}, 301, authored=40)]
    hashes = write(tmp_path, commits)
    assert [(step.commit, step.effective) for step in timeline(opened(tmp_path), hashes[-1])] == list(
        zip(hashes, (100, 300, 301), strict=True)
    )


def test_what_was_touched_is_told_from_the_registry_with_its_blobs(tmp_path: Path) -> None:
    blob = git(tmp_path, "hash-object", "--stdin", data=b"1").decode().strip()
    trees = [
        {"registry/a": "1", "other/a": "1", "a": "1", "registry2/a": "1"},
        {"registry/a": Program("1"), "other/a": "2"},
        {"registry/a": Link("1"), "registry/b": Submodule()},
        {"registry/b": "1"},
    ]
    hashes = write(tmp_path, [Made(tree, number) for number, tree in enumerate(trees)])
    found = timeline(opened(tmp_path / "registry"), hashes[-1])
    assert [[tuple(touch) for touch in step.touches] for step in found] == [
        [("a", None, blob)],
        [("a", blob, blob)],
        [("a", blob, NO_FILE), ("b", None, NO_FILE)],
        [("a", NO_FILE, None), ("b", NO_FILE, blob)],
    ]


def test_every_commit_is_a_step_also_where_one_folder_is_asked_for(tmp_path: Path) -> None:
    trees = [
        {"members/a": "1", "groups/a": "1"},
        {"members/a": "1", "groups/a": "2"},
        {"members/a": "2"},
        {"members/a": "2"},
    ]
    commits = [Made(tree, number) for number, tree in enumerate(trees)]
    merge = Made({"members/a": "2", "groups/b": "1"}, 9, (3, 1))
    hashes = write(tmp_path, [*commits, merge])
    found = timeline(opened(tmp_path), hashes[-1], "groups")
    assert [(step.commit, [touch.path for touch in step.touches]) for step in found] == list(
        zip(hashes, [["groups/a"], ["groups/a"], ["groups/a"], [], ["groups/b"]], strict=True)
    )


def test_names_are_kept_byte_by_byte(tmp_path: Path) -> None:
    names = ["\nline", ":100644 000000 x", "a\tb", 'quo"te', "back\\slash", "Zoë", " "]
    hashes = write(tmp_path, [Made({**dict.fromkeys(names, "1"), b"\xff": "1"})])
    (step,) = timeline(opened(tmp_path), hashes[-1])
    assert sorted(touch.path for touch in step.touches) == sorted([*names, "\udcff"])


def test_a_shallow_clone_is_refused(tmp_path: Path) -> None:
    dated(tmp_path / "whole", 0, 1, 2)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path / 'whole'}", "cut")
    repository = opened(tmp_path / "cut")
    for ask in (moments, lambda *asked: list(timeline(*asked))):
        with pytest.raises(CmtoolError, match=r"^this clone is shallow, its history is cut off: .*`fetch-depth: 0`$"):
            ask(repository, repository.head())
