"""What a branch would bring: the files it touches, and what its commits held on the way."""

from __future__ import annotations

from pathlib import Path

from cmtool.history.proposal import Brought, Proposal, brought, passing, proposal
from cmtool.history.repository import opened
from tests.history.repository import Files, Link, Made, git, write

COMMUNITY = {"community.yaml": "name: Garden\n"}


def branch(folder: Path, *trees: Files, dates: tuple[int, ...] = ()) -> tuple[Proposal, list[str]]:
    """The proposal of all trees against the first one, and the hashes."""
    when = dates or tuple(1_780_000_000 + number for number in range(len(trees)))
    hashes = write(folder, [Made({**COMMUNITY, **tree}, day) for tree, day in zip(trees, when, strict=True)])
    return proposal(opened(folder), hashes[0], "main"), hashes


def test_a_proposal_is_told_against_the_commit_where_it_left_its_base(tmp_path: Path) -> None:
    made = [
        Made(COMMUNITY),
        Made({**COMMUNITY, "later.txt": "x"}, 1),
        Made({**COMMUNITY, "members/a.yaml": "x", ".mailmap": "x"}, 2, parents=(0,)),
    ]
    hashes = write(tmp_path, made)
    found = proposal(opened(tmp_path), hashes[1], hashes[2])
    assert found == Proposal(hashes[0], hashes[2], [".mailmap", "members/a.yaml"], [])
    assert found.special == [".mailmap"]


def test_without_a_common_commit_the_base_itself_is_compared(tmp_path: Path) -> None:
    hashes = write(tmp_path, [Made(COMMUNITY), Made({**COMMUNITY, "members/a.yaml": "x"}, 1, parents=())])
    found = proposal(opened(tmp_path), hashes[0], hashes[1])
    assert found == Proposal(hashes[0], hashes[1], ["members/a.yaml"], [])


def test_files_outside_the_registry_are_told_apart(tmp_path: Path) -> None:
    registry = {"registry/community.yaml": "name: Garden\n"}
    hashes = write(tmp_path, [Made(registry), Made({**registry, "src/a.py": "x", "registry/members/a.yaml": "x"}, 1)])
    found = proposal(opened(tmp_path / "registry"), hashes[0], hashes[1])
    assert (found.paths, found.others) == (["members/a.yaml"], ["src/a.py"])


def test_what_passed_through_is_told_of_the_oldest_commit_that_held_it(tmp_path: Path) -> None:
    found, hashes = branch(tmp_path, {}, {"a.txt": "leak"}, {}, {"a.txt": "leak"}, {})
    assert [(one.commit, one.entry.path, one.entry.data) for one in passing(opened(tmp_path), found)] == [
        (hashes[1], "a.txt", b"leak")
    ]


def test_a_forged_clock_makes_no_other_commit_the_oldest(tmp_path: Path) -> None:
    found, hashes = branch(
        tmp_path, {}, {"a.txt": "leak"}, {}, {"a.txt": "leak"}, {}, dates=(500, 1_900_000_000, 20, 1, 0)
    )
    assert [one.commit for one in passing(opened(tmp_path), found)] == [hashes[1]]


def test_every_version_that_passed_through_is_told_and_what_stays_is_not(tmp_path: Path) -> None:
    found, hashes = branch(
        tmp_path, {"old.txt": "0"}, {"old.txt": "1", "b.txt": "stays"}, {"old.txt": "2"}, {"c.txt": "stays"}
    )
    told = {(one.entry.path, one.entry.data, one.commit) for one in passing(opened(tmp_path), found)}
    assert told == {("old.txt", b"1", hashes[1]), ("old.txt", b"2", hashes[2])}


def test_a_side_branch_that_was_merged_and_undone_is_looked_into(tmp_path: Path) -> None:
    made = [
        Made(COMMUNITY),
        Made({**COMMUNITY, "a.txt": "leak"}, 1, parents=(0,)),
        Made({**COMMUNITY, "b.txt": "x"}, 2, parents=(0,)),
        Made({**COMMUNITY, "b.txt": "x"}, 3, parents=(2, 1)),
    ]
    hashes = write(tmp_path, made)
    found = proposal(opened(tmp_path), hashes[0], hashes[3])
    assert [(one.commit, one.entry.path) for one in passing(opened(tmp_path), found)] == [(hashes[1], "a.txt")]


def test_links_that_passed_through_hold_nothing(tmp_path: Path) -> None:
    found, _ = branch(tmp_path, {}, {"a.txt": Link("community.yaml")}, {})
    assert list(passing(opened(tmp_path), found)) == []


def test_what_a_change_writes_is_told_with_what_stood_there_before(tmp_path: Path) -> None:
    before = {"a.txt": "old", "b.txt": "moved", "link": Link("a.txt"), "gone.txt": "x"}
    after = {"a.txt": "new", "c.txt": "moved", "d.txt": "fresh", "link": "a file now", "e": Link("a.txt"), "no": "x y"}
    found, _ = branch(tmp_path, before, after)
    assert list(brought(opened(tmp_path), found, lambda path: path != "no")) == [
        Brought("a.txt", b"old", b"new"),
        Brought("d.txt", None, b"fresh"),
        Brought("link", None, b"a file now"),
    ]


def test_of_a_large_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    found, _ = branch(tmp_path, {}, {"a.txt": "x" * 400_000, "b.txt": "y"}, {"c.txt": "z" * 400_000})
    repository = opened(tmp_path)
    assert sorted(len(one.entry.data) for one in passing(repository, found)) == [1, 256 * 1024 + 1]
    assert [len(one.after) for one in brought(repository, found, lambda path: True)] == [256 * 1024 + 1]


def test_names_of_files_are_told_as_git_keeps_them(tmp_path: Path) -> None:
    found, _ = branch(tmp_path, {}, {b"a\nb`\xff.txt": "x"})
    assert found.paths == ["a\nb`\udcff.txt"]
    assert git(tmp_path, "rev-parse", "main").decode().strip() == found.head
