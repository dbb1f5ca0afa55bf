"""`undo` takes the last change of cmtool back in a new commit, and leaves alone what came later, and what is not its own."""

from __future__ import annotations

import pytest

from tests.changes.states import FILE, NEW, OLD, Place, Run, is_whole, refuses, saves


def tree(place: Place, commit: str = "HEAD") -> str:
    """The registry of a commit."""
    return place.git("rev-parse", f"{commit}:registry")


def undoes(cmtool: Run, place: Place) -> None:
    """The registry is as it was before the last commit, to the byte, and the commit names what it takes back."""
    last, before = place.head, tree(place, "HEAD^")
    outcome = cmtool("undo", cwd=place.top)
    assert outcome.code == 0, outcome.err
    assert tree(place) == before
    assert place.git("log", "-1", "--format=%(trailers:key=Cmtool-Undoes,valueonly)").strip() == last
    assert place.git("log", "-1", "--format=%s") == f"undo {last[:7]}: {place.git('log', '-1', '--format=%s', last)}"
    is_whole(place)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "member", "name=Liis Tamm", "region=europe"),
        ("set", "cem-aydin", "country=TR"),
        ("join", "dunja-horvat", "tomatoes", "--role", "gardener"),
        ("leave", "cem-aydin", "tomatoes"),
        ("rename", "cem-aydin", "cem-kaya"),
        ("retire", "dunja-horvat"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_each_verb(cmtool: Run, place: Place, arguments: tuple[str, ...]) -> None:
    saves(cmtool, place, *arguments)
    undoes(cmtool, place)


def test_save_of_several_files(cmtool: Run, place: Place) -> None:
    place.write(FILE, NEW)
    place.write("registry/members/liis-tamm.yaml", "name: Liis Tamm\nstatus: active\n")
    place.write("registry/groups/tomatoes.yaml", place.read("registry/groups/tomatoes.yaml").replace("August", "July"))
    saves(cmtool, place, "save")
    undoes(cmtool, place)


def test_import_of_several(cmtool: Run, place: Place) -> None:
    place.write("../people.csv", "id,name,status\nliis-tamm,Liis Tamm,active\nmei-lin-tan,Mei Lin Tan,active\n")
    outcome = cmtool("import", "csv", "../people.csv", "--apply", cwd=place.top)
    assert outcome.code == 0, outcome.err
    assert place.git("show", "--name-status", "--format=") == (
        "A\tregistry/members/liis-tamm.yaml\nA\tregistry/members/mei-lin-tan.yaml"
    )
    refuses(cmtool, place, "this removes 2 of 6 members, more than a quarter: repeat it with --force", "undo")
    outcome = cmtool("undo", "--force", cwd=place.top)
    assert outcome.code == 0
    assert tree(place) == tree(place, "HEAD~2")
    is_whole(place)


def test_second_undo_takes_the_change_before(cmtool: Run, place: Place) -> None:
    saves(cmtool, place, "set", "cem-aydin", "country=TR")
    first = place.head
    saves(cmtool, place, "set", "dunja-horvat", "country=HR")
    second = place.head
    saves(cmtool, place, "set", "bo-lindqvist", "country=SE")
    third = place.head
    for undone in (third, second, first):
        saves(cmtool, place, "undo")
        assert place.git("log", "-1", "--format=%(trailers:key=Cmtool-Undoes,valueonly)").strip() == undone
    assert tree(place) == tree(place, f"{first}^")
    refuses(cmtool, place, "no change of cmtool is there to undo", "undo")


def test_change_after_an_undo_is_the_next(cmtool: Run, place: Place) -> None:
    saves(cmtool, place, "set", "cem-aydin", "country=TR")
    saves(cmtool, place, "undo")
    saves(cmtool, place, "set", "cem-aydin", "country=DE")
    undoes(cmtool, place)
    refuses(cmtool, place, "no change of cmtool is there to undo", "undo")


class TestLaterChanges:
    def test_in_the_same_lines_are_in_the_way(self, cmtool: Run, place: Place) -> None:
        saves(cmtool, place, "set", "cem-aydin", "country=TR")
        last = place.head
        place.write(FILE, f"{OLD}country: DE\n")
        place.commit("by hand")
        refuses(
            cmtool,
            place,
            f"members/cem-aydin.yaml was changed since {last[:7]} (members/cem-aydin: country changed) in the same "
            "lines, so it cannot be taken back alone: edit the file by hand, then `cmtool save`",
            "undo",
        )

    def test_in_other_lines_of_the_same_file_stay(self, cmtool: Run, place: Place) -> None:
        text = "\n".join(f"# line {number}" for number in range(9))
        place.write(FILE, f"# above\n{text}\n{OLD}")
        place.commit("lines")
        saves(cmtool, place, "set", "cem-aydin", "country=TR")
        place.write(FILE, place.read(FILE).replace("# above", "# above, by hand"))
        place.commit("by hand")
        saves(cmtool, place, "undo")
        assert place.read(FILE) == f"# above, by hand\n{text}\n{OLD}"
        is_whole(place)

    def test_of_other_files_stay(self, cmtool: Run, place: Place) -> None:
        saves(cmtool, place, "set", "cem-aydin", "country=TR")
        place.write("registry/members/liis-tamm.yaml", "name: Liis Tamm\nstatus: active\n")
        place.write("README.md", "by hand\n")
        place.commit("by hand")
        saves(cmtool, place, "undo")
        assert place.git("show", "--name-status", "--format=") == f"M\t{FILE}"
        assert place.read(FILE) == OLD
        is_whole(place)

    def test_file_deleted_since_is_in_the_way(self, cmtool: Run, place: Place) -> None:
        saves(cmtool, place, "add", "member", "name=Liis Tamm", "region=europe")
        saves(cmtool, place, "set", "liis-tamm", "country=EE")
        last = place.head
        (place.root / "members/liis-tamm.yaml").unlink()
        place.commit("by hand")
        refuses(
            cmtool,
            place,
            f"members/liis-tamm.yaml was changed since {last[:7]} (members/liis-tamm: country changed) in the same "
            "lines, so it cannot be taken back alone: edit the file by hand, then `cmtool save`",
            "undo",
        )

    def test_that_are_not_saved_stay(self, cmtool: Run, place: Place) -> None:
        saves(cmtool, place, "set", "cem-aydin", "country=TR")
        place.write(FILE, f"# by hand\n{NEW}")
        refuses(
            cmtool,
            place,
            f"{FILE} has changes that are not saved: take them out of the file, then `cmtool undo` again; or save them, but then the first `cmtool undo` takes that back, and the second one this",
            "undo",
        )

    def test_what_needs_the_change_makes_it_stay(self, cmtool: Run, place: Place) -> None:
        """The state after an undo is judged like any other."""
        saves(cmtool, place, "add", "member", "name=Liis Tamm")
        place.write(
            "registry/groups/tomatoes.yaml",
            place.read("registry/groups/tomatoes.yaml") + "  - member: liis-tamm\n    role: gardener\n",
        )
        place.commit("by hand")
        head, files = place.head, place.files()
        outcome = cmtool("undo", cwd=place.top)
        assert outcome.code == 1
        assert "unknown member 'liis-tamm'" in outcome.out
        assert outcome.err.startswith("error: this would make 1 error: nothing was changed")
        assert (place.head, place.files(), place.status) == (head, files, "")


def test_never_touches_files_of_others(cmtool: Run, place: Place) -> None:
    """Somebody amended the commit so that it holds a file beside the registry."""
    saves(cmtool, place, "set", "cem-aydin", "country=TR")
    place.write("README.md", "by hand\n")
    place.git("add", "--all")
    place.git("commit", "--quiet", "--amend", "--no-edit")
    saves(cmtool, place, "undo")
    assert place.git("show", "--name-only", "--format=") == FILE
    assert place.read("README.md") == "by hand\n"
    is_whole(place)


def test_first_commit_has_nothing_before_it(cmtool: Run, place: Place) -> None:
    place.git("update-ref", "-d", "HEAD")
    place.git("read-tree", "--empty")
    assert cmtool("save", cwd=place.top).code == 0
    first = place.head
    refuses(cmtool, place, f"{first[:7]} is the first commit: there is no state before it", "undo")


def test_nothing_to_undo(cmtool: Run, place: Place) -> None:
    refuses(cmtool, place, "no change of cmtool is there to undo", "undo")


def test_on_a_branch_and_dry(cmtool: Run, place: Place) -> None:
    saves(cmtool, place, "set", "cem-aydin", "country=TR")
    head = place.head
    assert cmtool("undo", "--dry-run", cwd=place.top).code == 0
    assert (place.head, place.read(FILE)) == (head, NEW)
    saves(cmtool, place, "undo", "--branch", "back")
    assert place.git("rev-parse", "main") == head
    is_whole(place)


def test_change_with_an_address_in_its_subject_is_not_repeated(cmtool: Run, place: Place) -> None:
    saves(cmtool, place, "set", "cem-aydin", "country=TR")
    message = place.git("log", "-1", "--format=%B").replace("country changed", "amina@meridian.example told us")
    place.git("commit", "--quiet", "--amend", "--message", message)
    last = place.head
    saves(cmtool, place, "undo")
    assert place.git("log", "-1", "--format=%s") == f"undo {last[:7]}"


def test_change_that_was_reverted_by_hand_is_passed_over(cmtool: Run, place: Place) -> None:
    saves(cmtool, place, "set", "dunja-horvat", "country=HR")
    saves(cmtool, place, "set", "cem-aydin", "country=TR")
    place.git("revert", "--no-edit", "HEAD")
    saves(cmtool, place, "undo")
    assert place.git("log", "-1", "--format=%s").endswith(": members/dunja-horvat: country changed")
    outcome = cmtool("undo", cwd=place.top)
    assert (outcome.code, outcome.err) == (2, "error: no change of cmtool is there to undo\n")


def test_change_of_somebody_else_is_taken_back_only_by_force(cmtool: Run, place: Place) -> None:
    saves(cmtool, place, "set", "cem-aydin", "country=TR")
    place.git(
        "commit", "--quiet", "--amend", "--no-edit", "--author", "Jonas Berg <2+jonas-berg@users.noreply.github.com>"
    )
    head = place.head
    outcome = cmtool("undo", cwd=place.top)
    assert outcome.code == 2
    assert outcome.err == (
        f"error: the last change, {head[:7]} (members/cem-aydin: country changed), is by Jonas Berg: "
        "--force takes it back\n"
    )
    assert place.head == head
    saves(cmtool, place, "undo", "--force")
    assert "country" not in place.read(FILE)
