"""A fictional sigs.yaml with every oddity, and the registry it gives, to the byte."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool.document.reader import read
from tests.conftest import DATA, Outcome

HERE = DATA / "exchange" / "kubernetes-sigs"
FILE = HERE / "sigs.yaml"
SMALL = """\
sigs:
  - dir: sig-maps
    name: Maps
    mission_statement: Covers maps.
    leadership:
      chairs:
        - github: ada-s
          name: Ada Stone
"""
Run = Callable[..., Outcome]


@pytest.fixture
def import_(cmtool: Run, tmp_path: Path) -> Run:
    """Import a file, or a text as one, into `registry`."""

    def run(
        file: Path | str, *more: str, manager: str = "Liis Tamm", contact: str = "hello@meridian.example"
    ) -> Outcome:
        if isinstance(file, str):
            (tmp_path / "sigs.yaml").write_text(file, encoding="utf-8")
            file = Path("sigs.yaml")
        named = ["--into", "registry", "--manager", manager, "--contact", contact, "--today", "2026-11-20"]
        return cmtool("import", "kubernetes-sigs", str(file), *named, *more)

    return run


def files(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.yaml"))}


def test_every_oddity_gives_the_registry_that_is_expected(
    import_: Run, tmp_path: Path, same_as: Callable[[str, Path], None]
) -> None:
    outcome = import_(FILE.read_text("utf-8"))
    made = files(tmp_path / "registry")
    for path, text in made.items():
        same_as(text, HERE / "expected" / path)
    assert set(files(HERE / "expected")) == set(made)
    same_as(outcome.out + outcome.err, HERE / "told.txt")
    assert outcome.code == 0


def test_the_result_validates(import_: Run, cmtool: Run, same_as: Callable[[str, Path], None]) -> None:
    import_(FILE.read_text("utf-8"))
    outcome = cmtool("validate", "--registry", "registry", "--format", "concise", "--today", "2026-11-20")
    same_as(outcome.out, HERE / "validated.txt")
    assert outcome.code == 0
    assert " error " not in outcome.out


def test_no_mail_address_but_the_contact_is_written(import_: Run, tmp_path: Path) -> None:
    import_(FILE.read_text("utf-8"))
    found = {
        address for text in files(tmp_path / "registry").values() for address in re.findall(r"\S+(?:@|%40)\S+", text)
    }
    calendar = "https://calendar.google.com/calendar/embed?src=abc123%40group.calendar.google.com"
    assert found == {"hello@meridian.example", calendar, f"[calendar]({calendar})."}


def test_the_same_file_gives_the_same_bytes(import_: Run, tmp_path: Path) -> None:
    import_(FILE.read_text("utf-8"))
    first = files(tmp_path / "registry")
    (tmp_path / "registry").rename(tmp_path / "first")
    import_(FILE.read_text("utf-8"))
    assert files(tmp_path / "registry") == first


def test_dry_run_tells_the_same_and_writes_nothing(import_: Run, tmp_path: Path) -> None:
    code, out, err = import_(SMALL, "--dry-run")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sigs.yaml"]
    assert (code, err) == (0, "")
    assert out == (
        "would make registry: 1 group, 2 members, 0 meeting series, 0 organisations\n"
        "4 records checked: 0 errors, 2 warnings\n"
    )


def test_the_smallest_file_is_told_in_a_few_lines(import_: Run) -> None:
    assert import_(SMALL) == (
        0,
        "made registry: 1 group, 2 members, 0 meeting series, 0 organisations\n"
        "4 records checked: 0 errors, 2 warnings\n",
        "\nnext: cmtool validate --registry registry\n",
    )


@pytest.mark.parametrize("name", ["Ada Stone", "ada  stone", "ada-s", "Ada-S"])
def test_a_manager_of_the_file_is_that_member(import_: Run, tmp_path: Path, name: str) -> None:
    assert import_(SMALL, manager=name).code == 0
    made = files(tmp_path / "registry")
    assert [path for path in made if path.startswith("members/")] == ["members/ada-s.yaml"]
    assert "  owner: ada-s\n" in made["community.yaml"]
    assert "  - role: community-manager\n    since: 2026-11-20\n" in made["members/ada-s.yaml"]


def test_a_manager_who_only_led_in_the_past_is_active_again(import_: Run, tmp_path: Path) -> None:
    past = SMALL + "      emeritus_leads:\n        - github: bo-l\n          name: Bo Lindqvist\n"
    assert import_(past, manager="Bo Lindqvist").code == 0
    assert files(tmp_path / "registry")["members/bo-l.yaml"].startswith(
        "name: Bo Lindqvist\nstatus: active\njoined: unknown\nregion:"
    )


def test_a_new_manager_whose_id_is_taken_gets_another(import_: Run, tmp_path: Path) -> None:
    code, out, _ = import_(SMALL, manager="Ada, S.")
    assert code == 0
    assert "note: the member 'Ada, S.' has the id 'ada-s-2', because 'ada-s' was taken\n" in out
    assert "  owner: ada-s-2\n" in files(tmp_path / "registry")["community.yaml"]


def test_a_manager_whose_name_has_no_latin_letters_has_an_id(import_: Run, tmp_path: Path) -> None:
    assert import_(SMALL, manager="徐俊杰").code == 0
    assert files(tmp_path / "registry")["members/member.yaml"].startswith("name: 徐俊杰\n")


TWO_OF_A_NAME = SMALL + "        - github: ada-2\n          name: Ada Stone\n"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"manager": " "}, "--manager: expected a name as it is to be shown, as 'Amina Diallo'"),
        ({"manager": "liis@meridian.example"}, "--manager: expected a name as it is to be shown, as 'Amina Diallo'"),
        ({"manager": "Liis\x1b[2J"}, "--manager: expected a name as it is to be shown, as 'Amina Diallo'"),
        ({"contact": "hello"}, "--contact: expected the address of a shared mailbox, as community@meridian.example"),
        (
            {"contact": "a b@c.example"},
            "--contact: expected the address of a shared mailbox, as community@meridian.example",
        ),
        (
            {"manager": "Ada Stone"},
            "--manager: 'Ada Stone' is the name of several people; give a GitHub handle: ada-s, ada-2",
        ),
    ],
)
def test_a_manager_or_contact_of_no_use_is_refused(
    import_: Run, tmp_path: Path, settings: dict[str, str], message: str
) -> None:
    assert import_(TWO_OF_A_NAME, **settings) == (2, "", f"error: {message}\n")
    assert not (tmp_path / "registry").exists()


REPORT = "is this the sigs.yaml of kubernetes/community? If so, its form has changed: please report it"
KINDS = "one of the lists sigs, workinggroups, committees, as in sigs.yaml of kubernetes/community"
AGAIN = SMALL.removeprefix("sigs:\n")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("name: Maps\n", 1, KINDS),
        ("sigs: 3\n", 1, "a list, an item a line: '- ...'"),
        ("sigs:\n  - Maps\n", 2, "fields, one a line: 'name: ...'"),
        (SMALL.replace("sig-maps", "../evil"), 2, "an id of lower-case words joined by hyphens, as sig-apps"),
        (SMALL.replace("sig-maps", "con"), 2, "an id of lower-case words joined by hyphens, as sig-apps"),
        (SMALL.replace("dir: sig-maps", "label: maps"), 2, "a field 'dir'"),
        (SMALL + AGAIN, 9, "an id that no other group has"),
        (SMALL + AGAIN.replace("sig-", "wg-"), 10, "a name that no other group has"),
        (SMALL.replace("Covers maps.", "[Covers, maps]"), 4, "text"),
        (SMALL.replace("Covers maps.", "a" * 2001), 4, "a text of at most 2000 characters"),
        (SMALL.replace("ada-s", "ada@meridian.example"), 7, "a GitHub handle alone, as amina-d"),
        (SMALL.replace("        - github: ada-s\n  ", "        -\n  "), 8, "a field 'github'"),
    ],
)
def test_a_file_of_another_form_is_refused_at_its_place(
    import_: Run, tmp_path: Path, text: str, line: int, expected: str
) -> None:
    assert import_(text) == (2, "", f"error: sigs.yaml:{line}: expected {expected}; {REPORT}\n")
    assert not (tmp_path / "registry").exists()


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("sigs: &all\n  - *all\n", 1, "YML103"),
        ("sigs: []\nsigs: []\n", 2, "YML102"),
        ("sigs: !!python/object/apply:os.system [id]\n", 1, "YML103"),
        ("sigs:\n" + "# \n" * 100_000, 1, "YML105"),
        ("sigs: " + "[" * 20 + "]" * 20, 1, "YML105"),
        ("", 1, "YML101"),
        ("sigs: \x1b\n", 1, "YML104"),
    ],
)
def test_a_file_outside_the_strict_profile_is_refused_with_the_words_of_the_reader(
    import_: Run, text: str, line: int, code: str
) -> None:
    found = read("sigs.yaml", text.encode()).findings[0]
    assert (found.code, found.span.line) == (code, line)
    assert import_(text) == (2, "", f"error: sigs.yaml:{line}: {found.message}; {found.hint}".removesuffix("; ") + "\n")


def test_a_file_that_is_not_utf_8_is_refused(import_: Run, tmp_path: Path) -> None:
    (tmp_path / "sigs.yaml").write_bytes(SMALL.encode("utf-16"))
    found = read("sigs.yaml", SMALL.encode("utf-16")).findings[0]
    assert import_(Path("sigs.yaml")).err == f"error: sigs.yaml:1: {found.message}; {found.hint}\n"


def test_a_file_that_is_no_file_is_refused(import_: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert import_(Path("nowhere")).err == "error: cannot read nowhere: No such file or directory\n"
    assert import_(Path(".")).err == "error: cannot read .: not a plain file\n"
    assert import_(Path("pipe")).err == "error: cannot read pipe: not a plain file\n"


@pytest.mark.parametrize(
    ("name", "problem"), [("notes.txt", "is not empty"), ("community.yaml", "already holds a registry")]
)
def test_a_folder_that_holds_something_is_left_alone(import_: Run, tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / name).write_text("mine")
    assert import_(SMALL) == (2, "", f"error: registry {problem}; name a folder that is empty or does not exist yet\n")
    assert [(path.name, path.read_text()) for path in (tmp_path / "registry").iterdir()] == [(name, "mine")]


def test_a_group_that_nobody_leads_is_imported_and_judged_like_any_other(import_: Run, tmp_path: Path) -> None:
    code, out, _ = import_(SMALL.replace("chairs", "emeritus_leads"))
    assert (code, out.split("\n")[1]) == (0, "4 records checked: 2 errors, 1 warning")
    assert files(tmp_path / "registry")["members/ada-s.yaml"] == (
        "name: Ada Stone\nstatus: alumni\njoined: unknown\nleft: unknown\nregion: unknown\nlinks:\n  github: ada-s\n"
    )
