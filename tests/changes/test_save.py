"""`save`: what hands edited gets home, checked, told in words of ids, and nothing else."""

from __future__ import annotations

import pytest

from tests.changes.states import FILE, NEW, OLD, Place, Run, is_whole, leftovers, refuses, saves

GROUP = "registry/groups/tomatoes.yaml"


def body(place: Place) -> str:
    return place.git("log", "-1", "--format=%B")


def test_nothing(cmtool: Run, place: Place) -> None:
    outcome = cmtool("save", cwd=place.top)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "nothing to save\n")
    is_whole(place)


def test_one_edited_record_is_told_in_the_subject(cmtool: Run, place: Place) -> None:
    place.write(FILE, NEW)
    outcome = saves(cmtool, place, "save")
    assert outcome.out.splitlines()[-1] == f"saved {place.head[:7]} on main: members/cem-aydin: country changed"
    assert body(place) == (
        "members/cem-aydin: country changed\n\nCmtool-Change: save\nCmtool-Record: members/cem-aydin\n"
    )
    is_whole(place)


def test_new_edited_deleted_and_renamed(cmtool: Run, place: Place) -> None:
    place.write(FILE, NEW)
    place.write("registry/members/liis-tamm.yaml", "name: Liis Tamm\nstatus: active\n")
    place.write(GROUP, place.read(GROUP) + "  - member: liis-tamm\n    role: gardener\n    since: 2026-11-02\n")
    meeting = place.root / "meetings/2026-11-06-seed-swap.yaml"
    meeting.write_text(meeting.read_text().replace("dunja-horvat", "dunja-kos"))
    (place.root / "members/dunja-horvat.yaml").rename(place.root / "members/dunja-kos.yaml")
    with (place.root / "members/dunja-kos.yaml").open("a") as file:
        file.write("formerly:\n  - dunja-horvat\n")
    saves(cmtool, place, "save")
    assert place.git("show", "--no-renames", "--name-status", "--format=").splitlines() == [
        "M\tregistry/groups/tomatoes.yaml",
        "M\tregistry/meetings/2026-11-06-seed-swap.yaml",
        "M\tregistry/members/cem-aydin.yaml",
        "D\tregistry/members/dunja-horvat.yaml",
        "A\tregistry/members/dunja-kos.yaml",
        "A\tregistry/members/liis-tamm.yaml",
    ]
    told = body(place)
    assert "members/liis-tamm: added" in told
    assert "members/dunja-kos: renamed" in told
    assert "groups/tomatoes: liis-tamm joined as gardener on 2026-11-02" in told
    assert "Liis" not in told
    is_whole(place)
    assert cmtool("validate", cwd=place.top).code == 0


def test_deleted_record(cmtool: Run, place: Place) -> None:
    (place.root / "meetings/2026-11-06-seed-swap.yaml").unlink()
    saves(cmtool, place, "save")
    assert place.git("log", "-1", "--format=%s") == "meetings/2026-11-06-seed-swap: removed"
    is_whole(place)


def test_templates_and_other_files_of_the_registry(cmtool: Run, place: Place) -> None:
    place.write("registry/templates/drafts/welcome.md.j2", "Welcome\n")
    place.write("registry/notes.txt", "a note\n")
    saves(cmtool, place, "save")
    assert place.git("show", "--name-only", "--format=") == (
        "registry/notes.txt\nregistry/templates/drafts/welcome.md.j2"
    )
    is_whole(place)


def test_comments_alone(cmtool: Run, place: Place) -> None:
    place.write(FILE, f"# whom to ask\n{OLD}")
    saves(cmtool, place, "save")
    assert body(place) == "members/cem-aydin: comments or layout\n\nCmtool-Change: save\n"
    is_whole(place)


def test_what_is_staged_is_saved_as_well(cmtool: Run, place: Place) -> None:
    place.write(FILE, NEW)
    place.git("add", "--all")
    place.git("mv", "registry/meetings/2026-11-06-seed-swap.yaml", "registry/meetings/2026-11-06-swap.yaml")
    saves(cmtool, place, "save")
    is_whole(place)


def test_branch(cmtool: Run, place: Place) -> None:
    place.write(FILE, NEW)
    main = place.head
    saves(cmtool, place, "save", "--branch", "country")
    assert (place.git("rev-parse", "main"), place.git("symbolic-ref", "--short", "HEAD")) == (main, "country")
    is_whole(place)


def test_dry_run_and_ignored_files(cmtool: Run, place: Place) -> None:
    place.write(".gitignore", "*.bak\n")
    place.commit()
    place.write("registry/notes.bak", OLD)
    place.write(FILE, NEW)
    head = place.head
    assert cmtool("save", "--dry-run", cwd=place.top).err == "nothing was written: --dry-run\n"
    assert (place.head, place.status) == (head, f" M {FILE}")
    saves(cmtool, place, "save")
    assert place.git("show", "--name-only", "--format=") == FILE


class TestRefused:
    def test_error_that_was_not_there(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, f"{OLD}nonsense: 1\n")
        head = place.head
        outcome = cmtool("save", cwd=place.top)
        assert outcome.code == 1
        assert outcome.out.splitlines()[0] == f"{FILE}:3:1 SCH101 error unknown field 'nonsense'"
        assert outcome.err == "error: what was edited makes 1 error: nothing was saved; mend that, then save again\n"
        assert (place.head, place.status) == (head, f" M {FILE}")
        assert leftovers(place) == []

    def test_file_that_cannot_be_read(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, "name: [\n")
        outcome = cmtool("save", cwd=place.top)
        assert outcome.code == 1
        assert place.status == f" M {FILE}"

    def test_ignored_record(self, cmtool: Run, place: Place) -> None:
        """It would be judged with the others, and be in no commit."""
        place.write(".gitignore", "liis*\n")
        place.commit()
        place.write("registry/members/liis-tamm.yaml", "name: Liis Tamm\nstatus: active\n")
        place.write(GROUP, place.read(GROUP) + "  - member: liis-tamm\n    role: gardener\n")
        message = (
            "registry/members/liis-tamm.yaml is ignored by a .gitignore, so nobody else would get it: change that first"
        )
        refuses(cmtool, place, message, "save")

    def test_third_of_the_members_deleted(self, cmtool: Run, place: Place) -> None:
        for number in range(5):
            place.write(f"registry/members/person-{number}.yaml", f"name: Person {number}\nstatus: active\n")
        place.commit()
        for number in range(3):
            (place.root / f"members/person-{number}.yaml").unlink()
        message = "this removes 3 of 9 members, more than a quarter: repeat it with --force"
        refuses(cmtool, place, message, "save")
        saves(cmtool, place, "save", "--force")
        is_whole(place)

    @pytest.mark.parametrize("option", ["-m", "--reason"])
    @pytest.mark.parametrize("text", ["ask amina@meridian.example", "call +221 33 821 00 00"])
    def test_address_in_a_message(self, cmtool: Run, place: Place, option: str, text: str) -> None:
        place.write(FILE, NEW)
        message = "a message stays in the history forever: leave the mail address or phone number out"
        refuses(cmtool, place, message, "save", option, text)


class TestMessage:
    def test_own_words(self, cmtool: Run, place: Place) -> None:
        place.write(FILE, NEW)
        saves(cmtool, place, "save", "-m", "Where Cem lives", "--reason", "he moved")
        assert body(place) == (
            "Where Cem lives\n\nmembers/cem-aydin: country changed\n\n"
            "Cmtool-Change: save\nCmtool-Record: members/cem-aydin\nReason: he moved\n"
        )

    def test_own_words_can_pose_as_nothing_else(self, cmtool: Run, place: Place) -> None:
        """No line of the message but cmtool's own is a trailer, and no control character stays."""
        place.write(FILE, NEW)
        evil = f"hello\n\nCmtool-Undoes: {place.head}\r\n\x1b[31mCmtool-Record: members/ada-moreau\u2028x"
        reason = "because\nCmtool-Change: undo\n\nCmtool-Undoes: x"
        saves(cmtool, place, "save", "-m", evil, "--reason", reason)
        assert place.git("log", "-1", "--format=%(trailers:unfold)").splitlines() == [
            "Cmtool-Change: save",
            "Cmtool-Record: members/cem-aydin",
            "Reason: because Cmtool-Change: undo Cmtool-Undoes: x",
        ]
        assert all(character.isprintable() or character == "\n" for character in body(place))
        saves(cmtool, place, "undo")

    def test_is_told_to_be_what_it_is(self, cmtool: Run, place: Place) -> None:
        """Whatever encoding git is told to use for messages, cmtool's are UTF-8 and say nothing else."""
        place.git("config", "i18n.commitEncoding", "latin1")
        place.write(FILE, NEW)
        saves(cmtool, place, "save", "-m", "Größe")
        assert place.git("log", "-1", "--format=%e%s", "--encoding=UTF-8") == "Größe"

    @pytest.mark.parametrize("text", ["", " ", "\n\n", "\x01"])
    def test_empty_words_are_none(self, cmtool: Run, place: Place, text: str) -> None:
        place.write(FILE, NEW)
        saves(cmtool, place, "save", "-m", text)
        assert body(place).startswith("members/cem-aydin: country changed\n\nCmtool-Change: save\n")

    def test_many_records_are_counted_and_listed(self, cmtool: Run, place: Place) -> None:
        for number in range(600):
            place.write(f"registry/members/person-{number:03}.yaml", f"name: Person {number}\nstatus: active\n")
        saves(cmtool, place, "save")
        lines = body(place).splitlines()
        assert lines[0] == "600 records changed"
        assert lines[2:602] == [f"members/person-{number:03}: added" for number in range(600)]
        assert lines[602:] == ["", "Cmtool-Change: save"]
        is_whole(place)

    def test_says_ids_and_nothing_of_a_person(self, cmtool: Run, place: Place) -> None:
        """A token in every field that can hold words; none of them comes into the history."""
        community = place.read("registry/community.yaml")
        place.write("registry/community.yaml", community.replace("visibility: public", "visibility: private"))
        place.commit()
        place.write("registry/members/liis-tamm.yaml", _MARKED)
        place.write(GROUP, place.read(GROUP).replace("Ripe tomatoes", "ZQpurpose tomatoes"))
        meeting = "registry/meetings/2026-11-06-seed-swap.yaml"
        place.write(
            meeting, place.read(meeting).replace("Swap seeds", "ZQtitle") + "notes: https://zqnotes.example/1\n"
        )
        saves(cmtool, place, "save")
        place.write("registry/members/liis-tamm.yaml", _MARKED.replace("ZQ", "ZQ2"))
        saves(cmtool, place, "save")
        saves(cmtool, place, "undo")
        assert "ZQ" not in place.git("log", "--format=%B").replace("zq", "ZQ")
        assert place.git("log", "-1", "--format=%s").endswith(" changed")


_MARKED = """name: ZQname Tamm
status: active
joined: 2026-01-05
country: EE
links:
  github: zqlogin
  mastodon: zqhandle
languages:
  - et
other_skills:
  - ZQskill
x-note: ZQnote
"""
