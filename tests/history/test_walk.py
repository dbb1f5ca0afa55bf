"""Identity is the id and `formerly`, never a similar text: what people and git do to files, and what that is told as."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.archive import Archive
from tests.history.lines import archive_of, lines
from tests.history.repository import File, Link, Made, Program, Submodule, git, write

ADA = "members/ada.yaml"
BEN = "members/ben.yaml"
TEXT = "name: Ada\nstatus: active\njoined: 2025-01-31\nlanguages: [en, fr]\n"


def everything(folder: Path, *commits: dict[str, File] | Made) -> list[str]:
    archive, hashes = archive_of(folder, *commits)
    return lines(archive.everything(), hashes)


def of(folder: Path, ref: str, *commits: dict[str, File] | Made) -> list[str]:
    archive, hashes = archive_of(folder, *commits)
    return lines(archive.of(ref), hashes)


def test_rename_with_formerly_and_a_large_edit_is_one_record(tmp_path: Path) -> None:
    after = "formerly: [ada]\nname: Benedetta\nstatus: paused\n"
    assert of(tmp_path, "ben", {ADA: TEXT}, {BEN: after}) == [
        "0 members/ada: added",
        "1 members/ben: renamed from ada",
        "1 members/ben: name 'Ada' -> 'Benedetta'",
        "1 members/ben: status 'active' -> 'paused'",
        "1 members/ben: joined removed '2025-01-31'",
        "1 members/ben: languages removed ['en', 'fr']",
    ]


def test_remove_one_and_add_a_similar_one_is_two_records(tmp_path: Path) -> None:
    archive, hashes = archive_of(tmp_path, {ADA: TEXT}, {BEN: TEXT.replace("Ada", "Ben")})
    assert b"rename members/{ada.yaml => ben.yaml} (84%)" in git(tmp_path, "log", "-1", "-M", "--summary")
    assert lines(archive.of("ben"), hashes) == ["1 members/ben: added"]
    assert lines(archive.of("ada"), hashes) == ["0 members/ada: added", "1 members/ada: removed"]


def test_a_file_that_is_moved_without_a_word_is_two_records(tmp_path: Path) -> None:
    assert of(tmp_path, "ben", {ADA: TEXT}, {BEN: TEXT}) == ["1 members/ben: added"]


def test_swapped_files_are_changes_of_both(tmp_path: Path) -> None:
    one, two = "name: One\nformerly: [ben]\n", "name: Two\nformerly: [ada]\n"
    assert everything(tmp_path, {ADA: "name: Two\n", BEN: "name: One\n"}, {ADA: one, BEN: two}) == [
        "0 members/ada: added",
        "0 members/ben: added",
        "1 members/ada: name 'Two' -> 'One'",
        "1 members/ada: formerly added ['ben']",
        "1 members/ben: name 'One' -> 'Two'",
        "1 members/ben: formerly added ['ada']",
    ]


def test_an_id_that_comes_back_is_the_same_record(tmp_path: Path) -> None:
    assert of(tmp_path, "ada", {ADA: "name: Ada\n"}, {}, {ADA: "name: Ada II\n"}) == [
        "0 members/ada: added",
        "1 members/ada: removed",
        "2 members/ada: added",
    ]


def test_formerly_that_is_added_later_joins_both_lives(tmp_path: Path) -> None:
    commits = {ADA: "name: Ada\n"}, {BEN: "name: Ben\n"}, {BEN: "name: Ben\nformerly: [ada]\n"}
    assert of(tmp_path, "ben", *commits) == [
        "0 members/ada: added",
        "1 members/ada: removed",
        "1 members/ben: added",
        "2 members/ben: formerly added ['ada']",
    ]


def test_a_chain_of_renames_is_followed_though_the_last_names_only_one(tmp_path: Path) -> None:
    commits = (
        {ADA: "name: A\n"},
        {BEN: "name: A\nformerly: [ada]\n"},
        {"members/cem.yaml": "name: A\nformerly: [ben]\n"},
    )
    assert of(tmp_path, "cem", *commits) == [
        "0 members/ada: added",
        "1 members/ben: renamed from ada",
        "2 members/cem: renamed from ben",
    ]


def test_who_gets_an_id_that_another_had_gets_no_part_of_that_past(tmp_path: Path) -> None:
    group = "groups/tomatoes.yaml"
    commits = (
        {ADA: "name: Ada\n", group: "members: [{member: ada, role: lead}]\n"},
        {BEN: "name: Ada\nformerly: [ada]\n", group: "members: [{member: ben, role: lead}]\n"},
        {BEN: "name: Ada\nformerly: [ada]\n", group: "members: [{member: ben, role: lead}]\n", ADA: "name: Newcomer\n"},
    )
    archive, hashes = archive_of(tmp_path, *commits)
    assert lines(archive.of("ada"), hashes) == ["2 members/ada: added"]
    assert lines(archive.of("ben"), hashes) == [
        "0 groups/tomatoes: members[ada] added {'member': 'ada', 'role': 'lead'}",
        "0 members/ada: added",
        "1 groups/tomatoes: members[ada] removed {'member': 'ada', 'role': 'lead'}",
        "1 groups/tomatoes: members[ben] added {'member': 'ben', 'role': 'lead'}",
        "1 members/ben: renamed from ada",
    ]


def test_references_that_follow_a_rename_are_no_change(tmp_path: Path) -> None:
    group = "groups/tomatoes.yaml"
    before = {ADA: "name: Ada\n", group: "members: [{member: ada}]\n"}
    after = {BEN: "name: Ada\nformerly: [ada]\n", group: "members: [{member: ben}]\n"}
    assert everything(tmp_path, before, after)[2:] == ["1 members/ben: renamed from ada"]


def test_two_records_merged_into_one_are_both_its_past(tmp_path: Path) -> None:
    merged = {"members/cem.yaml": "name: Ada\nformerly: [ada, ben]\n"}
    assert of(tmp_path, "cem", {ADA: "name: Ada\n", BEN: "name: Ben\n"}, merged) == [
        "0 members/ada: added",
        "0 members/ben: added",
        "1 members/cem: renamed from ada",
        "1 members/cem: renamed from ben",
    ]


def test_a_record_that_takes_up_another_stays_itself(tmp_path: Path) -> None:
    before = {ADA: "name: Ada\n", BEN: "name: Ben\n"}
    assert of(tmp_path, "ben", before, {BEN: "name: Ben\nformerly: [ada]\nstatus: active\n"}) == [
        "0 members/ada: added",
        "0 members/ben: added",
        "1 members/ben: renamed from ada",
        "1 members/ben: status added 'active'",
    ]


def test_octopus_a_side_takes_effect_at_its_merge_only(tmp_path: Path) -> None:
    one, two = {ADA: "name: Side one\n"}, {BEN: "name: Side two\n"}
    commits = Made({}, 0), Made(one, 1, (0,)), Made(two, 2, (0,)), Made({}, 3, (0,)), Made({**one, **two}, 4, (3, 1, 2))
    assert everything(tmp_path, *commits) == ["4 members/ada: added", "4 members/ben: added"]


def test_criss_cross_merges_are_read_along_the_first_parents(tmp_path: Path) -> None:
    main, side = {ADA: "name: Main\n"}, {BEN: "name: Side\n"}
    both = {**main, **side}
    commits = Made({}, 0), Made(main, 1, (0,)), Made(side, 2, (0,)), Made(both, 3, (2, 1)), Made(both, 4, (1, 2))
    assert everything(tmp_path, *commits, Made(both, 5, (4, 3))) == ["1 members/ada: added", "4 members/ben: added"]


def test_a_merge_that_takes_the_side_alone_undoes_the_branch(tmp_path: Path) -> None:
    commits = Made({}, 0), Made({ADA: "name: Main\n"}, 1, (0,)), Made({BEN: "name: Side\n"}, 2, (0,))
    assert everything(tmp_path, *commits, Made({BEN: "name: Side\n"}, 3, (1, 2))) == [
        "1 members/ada: added",
        "3 members/ada: removed",
        "3 members/ben: added",
    ]


def test_a_squash_tells_what_a_merge_tells(tmp_path: Path) -> None:
    start, side, end = Made({ADA: "name: A\n"}, 0), Made({ADA: "name: B\n"}, 1, (0,)), {ADA: "name: C\n"}
    squashed = everything(tmp_path / "squash", start, side, Made(end, 3, (0,)))
    merged = everything(tmp_path / "merge", start, side, Made(end, 3, (0, 1)))
    assert squashed == merged == ["0 members/ada: added", "2 members/ada: name 'A' -> 'C'"]


def test_a_revert_is_a_change_back_and_its_blob_an_old_one(tmp_path: Path) -> None:
    assert everything(tmp_path, {ADA: "name: A\n"}, {ADA: "name: B\n"}, {ADA: "name: A\n"}, {ADA: "name: B\n"}) == [
        "0 members/ada: added",
        "1 members/ada: name 'A' -> 'B'",
        "2 members/ada: name 'B' -> 'A'",
        "3 members/ada: name 'A' -> 'B'",
    ]


def test_a_change_picked_twice_happens_once(tmp_path: Path) -> None:
    old, new = {ADA: "name: A\n"}, {ADA: "name: B\n"}
    commits = Made(old, 0), Made(new, 1, (0,)), Made(new, 2, (0,)), Made(new, 3, (2,)), Made(new, 4, (3, 1))
    assert everything(tmp_path, *commits) == ["0 members/ada: added", "2 members/ada: name 'A' -> 'B'"]


def test_commits_that_touch_no_record_are_steps_without_deeds(tmp_path: Path) -> None:
    archive, hashes = archive_of(tmp_path, {ADA: "name: A\n"}, {ADA: "name: A\n"}, {ADA: "name: A\n", "x.txt": "x"})
    assert [step.commit for step in archive.steps()] == hashes
    assert lines(archive.everything(), hashes) == ["0 members/ada: added"]


def test_how_it_is_written_is_no_change(tmp_path: Path) -> None:
    spellings = "name: 'NO'\nlinks: {}\n", '# hand\nname: "NO"\n', "{name: NO}\n", "status:\nname: NO\r\n"
    assert everything(tmp_path, *({ADA: text} for text in spellings)) == ["0 members/ada: added"]


def test_a_file_in_another_sub_folder_is_the_same_record(tmp_path: Path) -> None:
    moved: dict[str, File] = {"members/north/ada.yaml": Program("name: A\n")}
    assert everything(tmp_path, {ADA: "name: A\n"}, moved) == ["0 members/ada: added"]


@pytest.mark.parametrize("broken", ["name: [\n", "", b"\xff", "a: 1\na: 2\n", Link("ben.yaml"), Submodule()])
def test_what_cannot_be_read_is_compared_with_what_could_be_last(broken: File, tmp_path: Path) -> None:
    assert everything(tmp_path, {ADA: "name: A\n"}, {ADA: broken}, {ADA: "name: B\n"}, {ADA: broken}, {}) == [
        "0 members/ada: added",
        "1 members/ada: unreadable",
        "2 members/ada: name 'A' -> 'B'",
        "3 members/ada: unreadable",
        "4 members/ada: removed",
    ]


def test_what_was_removed_is_told_as_it_could_last_be_read(tmp_path: Path) -> None:
    archive, _ = archive_of(tmp_path, {ADA: "name: A\njoined: 2025-01-31\n"}, {ADA: "name: [\n"}, {})
    *_, last = archive.everything()
    assert [(change.action, change.before) for change in last.changes] == [
        ("removed", {"name": "A", "joined": "2025-01-31"})
    ]


def test_of_two_files_of_one_id_neither_is_the_record(tmp_path: Path) -> None:
    twins = {ADA: "name: A\n", "members/north/ada.yaml": "name: B\n"}
    edited = {**twins, ADA: "name: C\n"}
    assert everything(tmp_path, {ADA: "name: A\n"}, twins, edited, {"members/north/ada.yaml": "name: B\n"}) == [
        "0 members/ada: added",
        "1 members/ada: unreadable",
        "3 members/ada: name 'A' -> 'B'",
    ]


def test_a_record_without_fields_is_a_record(tmp_path: Path) -> None:
    assert everything(tmp_path, {ADA: "{}\n"}, {ADA: "name: A\n"}, {ADA: "{}\n"}) == [
        "0 members/ada: added",
        "1 members/ada: name added 'A'",
        "2 members/ada: name removed 'A'",
    ]


def test_a_group_that_cannot_be_read_for_a_while_is_left_by_nobody(tmp_path: Path) -> None:
    group = "groups/tomatoes.yaml"
    people = {ADA: "name: Ada\n", BEN: "name: Ben\n"}
    commits = ({**people, group: text} for text in ("members: [{member: ada}]\n", "[\n", "members: [{member: ada}]\n"))
    assert of(tmp_path, "ada", *commits) == [
        "0 groups/tomatoes: members[ada] added {'member': 'ada'}",
        "0 members/ada: added",
    ]


def test_a_person_whose_file_is_that_of_another_has_a_history_of_her_own(tmp_path: Path) -> None:
    same = {"groups/beds.yaml": "name: Zoe\n", BEN: "name: Zoe\n"}
    commits = same, {**same, ADA: "name: Zoe\n"}, {**same, ADA: "name: Ada\n"}
    assert of(tmp_path, "ada", *commits) == ["1 members/ada: added", "2 members/ada: name 'Zoe' -> 'Ada'"]


def test_a_former_id_that_is_in_use_stands_for_itself(tmp_path: Path) -> None:
    today: dict[str, File] = {BEN: "name: Ben\nformerly: [ada]\n", ADA: Link("ben.yaml")}
    assert of(tmp_path, "ben", {ADA: "name: Ada\n", BEN: "name: Ben\n"}, today) == [
        "0 members/ben: added",
        "1 members/ben: formerly added ['ada']",
    ]


def test_a_newcomer_who_is_gone_was_not_renamed_to_who_had_the_id_before(tmp_path: Path) -> None:
    ben = "name: Ben\nformerly: [ada]\n"
    commits = {ADA: "name: Ben\n"}, {BEN: ben}, {BEN: ben, ADA: "name: Newcomer\n"}, {BEN: f"{ben}status: paused\n"}
    assert everything(tmp_path / "all", *commits)[2:] == [
        "2 members/ada: added",
        "3 members/ada: removed",
        "3 members/ben: status added 'paused'",
    ]
    assert of(tmp_path / "one", "ben", *commits) == [
        "0 members/ada: added",
        "1 members/ben: renamed from ada",
        "3 members/ben: status added 'paused'",
    ]


def test_files_beside_the_records_are_none(tmp_path: Path) -> None:
    odd = (
        "members/Ada.yaml",
        "members/a b.yaml",
        "members/ada.yml",
        "needs/Bad Name.yaml",
        "ada.yaml",
        "members/con.yaml",
    )
    assert everything(tmp_path, dict.fromkeys(odd, "name: A\n")) == []


def test_kinds_that_this_version_does_not_read_are_compared_as_they_are(tmp_path: Path) -> None:
    need = "needs/triage.yaml"
    assert everything(tmp_path, {need: "a: [x, y]\nb: 1\n"}, {need: "a: [y, x]\nb: {c: 1}\n"}) == [
        "0 needs/triage: added",
        "1 needs/triage: a ['x', 'y'] ~> ['y', 'x']",
        "1 needs/triage: b '1' -> {'c': '1'}",
    ]


def test_a_record_that_nobody_ever_heard_of_is_told(tmp_path: Path) -> None:
    archive, _ = archive_of(tmp_path, {ADA: "name: Ada\n"})
    with pytest.raises(CmtoolError, match=r"^no record 'adda', now or in the past; did you mean 'ada'\?$"):
        archive.of("adda")


def test_a_repository_that_holds_no_registry_yet_is_told(tmp_path: Path) -> None:
    write(tmp_path, [Made({"README.md": "soon\n"})])
    with pytest.raises(CmtoolError, match=r"^no commit holds community.yaml yet: git add it, and commit$"):
        Archive(tmp_path).everything()
