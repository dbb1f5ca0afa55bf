"""What a review says: who is asked, who is not named any more, and what leaks where nobody looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.repository import File, Made, git, write

Run = Callable[..., Outcome]
Say = Callable[..., dict[str, list[str]]]

COMMUNITY = """schema: 1
name: Friday Garden
contact:
  address: garden@meridian.example
  owner: eve-holm
regions: [europe]
organisations: {garden: {name: The Garden, kind: ngo}}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  gardener: {name: Gardener, scope: group, acts_as: [lead, triage]}
"""
PUBLIC = "privacy: {visibility: public}\n"
PRIVATE = "privacy: {visibility: private}\n"
RULES = """review:
  - {paths: members/*, by: self}
  - {paths: groups/*, by: leads}
  - {paths: skills/*, by: owner}
  - {paths: meetings/*, by: leads}
  - {paths: README.md, by: eve-holm}
"""
BROKEN = "schema: [1\n"
TOMBSTONE = "status: removed\n"
HERE = "status: active\njoined: 2026-01-01\nregion: europe\n"
ADA = f"name: Ada Moreau\n{HERE}roles:\n  - role: manager\n    since: 2026-01-01\n"
BASE: dict[str, File] = {
    "community.yaml": COMMUNITY + RULES + PUBLIC,
    "members/ada-moreau.yaml": ADA,
    "members/bo-lindqvist.yaml": f"name: Bo Lindqvist\n{HERE}",
    "members/eve-holm.yaml": f"name: Eve Holm\n{HERE}",
    "groups/maps.yaml": (
        "name: Maps\nkind: working-group\nstatus: active\npurpose: Draw maps.\nmembers:\n"
        "  - member: bo-lindqvist\n    role: gardener\n    since: 2026-01-01\n"
    ),
    "skills/pruning.yaml": "name: Pruning\ncategory: technical\nabout: To cut trees.\n",
}
LASTING = "a merge keeps it for ever: rewrite the branch without it, or squash"
HINT = "remove it; people are reached through the contact address of community.yaml"


@pytest.fixture
def say(tmp_path: Path, cmtool: Run) -> Say:
    """The lines of each section of the review of a history whose first tree is the base."""

    def run(*trees: Mapping[str, File | None]) -> dict[str, list[str]]:
        made = []
        for number, tree in enumerate(trees):
            files = {path: file for path, file in tree.items() if file is not None}
            made.append(Made(files, 1_780_000_000 + number * 86_400))
        hashes.extend(write(tmp_path / "r", made))
        git(tmp_path / "r", "checkout", "--quiet", hashes[0 if "community.yaml" in trees[0] else -1])
        told = cmtool("review", hashes[0], "main", "--today", "2026-11-20", cwd=tmp_path / "r")
        assert (told.code, told.err) == (0, "")
        parts = told.out.split("<sub>")[0].split("### ")[1:]
        return {title: text.strip().splitlines() for title, text in (part.split("\n", 1) for part in parts)}

    hashes: list[str] = []
    run.hashes = hashes  # type: ignore[attr-defined]
    return run


def commit(say: Say, number: int) -> str:
    found: str = say.hashes[number][:12]  # type: ignore[attr-defined]
    return found


def changed(**files: File | None) -> dict[str, File | None]:
    """The base with some files written anew, or gone."""
    return {**BASE, **files}


# -- who approves


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("members/bo-lindqvist.yaml", "name: Bo L\nstatus: active\n", "`bo-lindqvist` (own record)"),
        ("members/new-one.yaml", "name: New One\nstatus: active\n", "`ada-moreau` (managers: a new record)"),
        ("members/bo-lindqvist.yaml", None, "`ada-moreau` (managers: who had it is gone)"),
        ("groups/maps.yaml", None, "`bo-lindqvist` (in charge of maps)"),
        ("groups/new.yaml", "name: New\n", "`ada-moreau` (managers: a new record)"),
        ("groups/notes.txt", "x\n", "`ada-moreau` (managers)"),
        ("meetings/notes.txt", "x\n", "`ada-moreau` (managers)"),
        ("skills/pruning.yaml", "name: P\ncategory: technical\nabout: To cut.\n", "`eve-holm` (owner)"),
        ("skills/new.yaml", "name: N\ncategory: technical\nabout: To cut.\n", "`eve-holm` (owner)"),
        ("README.md", "Hello\n", "`eve-holm` (named in community.yaml)"),
        ("notes.txt", "Hello\n", "`ada-moreau` (managers)"),
        ("community.yaml", f"{COMMUNITY}{PUBLIC}", "`ada-moreau` (managers)"),
    ],
    ids=lambda value: str(value).partition("\n")[0],
)
def test_the_first_rule_that_matches_a_file_says_who_approves(path: str, text: str | None, line: str, say: Say) -> None:
    assert say(BASE, changed(**{path: text}))["Who approves"] == ["needs:", f"- {line}"]


def test_a_renamed_person_is_asked_under_the_id_of_after_the_change(say: Say) -> None:
    told = say(
        BASE,
        changed(
            **{
                "members/bo-lindqvist.yaml": None,
                "members/bo-berg.yaml": "name: Bo Berg\nstatus: active\nformerly: [bo-lindqvist]\n",
                "groups/maps.yaml": str(BASE["groups/maps.yaml"]).replace("bo-lindqvist", "bo-berg"),
            }
        ),
    )
    assert told["Who approves"] == [
        "needs:",
        "- `bo-berg` (in charge of maps)",
        "- `ada-moreau` (managers: a new record)",
        "- `bo-berg` (own record)",
    ]


@pytest.mark.parametrize("left", [None, TOMBSTONE], ids=["deleted", "tombstone"])
def test_of_several_who_may_approve_those_who_are_gone_are_left_out(left: str | None, say: Say) -> None:
    two = {**BASE, "members/kim-berg.yaml": ADA.replace("Ada Moreau", "Kim Berg")}
    told = say(two, {**two, "members/kim-berg.yaml": left, "notes.txt": "x\n"})
    assert told["Who approves"] == [
        "needs:",
        "- `ada-moreau` (managers: who had it is gone)",
        "- `ada-moreau` (managers)",
    ]
    assert "kim" not in str(told).casefold()


def test_nobody_is_asked_where_the_managers_are_gone_too(say: Say) -> None:
    told = say(BASE, changed(**{"members/ada-moreau.yaml": TOMBSTONE}))
    nobody = "nobody holds that role: ask the community's contact"
    assert told["Who approves"] == ["needs:", f"- {nobody} (managers: who had it is gone)"]


@pytest.mark.parametrize("broken", [BROKEN, "name: no community\n"], ids=["no YAML", "no record"])
def test_where_the_base_cannot_be_read_the_head_names_nobody(broken: str, say: Say) -> None:
    mine = f"{COMMUNITY}review: [{{paths: '*', by: bo-lindqvist}}]\n{PUBLIC}"
    told = say({**BASE, "community.yaml": broken}, changed(**{"community.yaml": mine, "notes.txt": "x\n"}))
    assert told["Who approves"] == [
        "needs:",
        "- nobody can be asked: community.yaml of the base cannot be read; ask a manager",
    ]


def test_the_first_registry_of_a_repository_decides_for_itself(say: Say) -> None:
    told = say({"notes.txt": "x\n"}, {"community.yaml": f"{COMMUNITY}{PRIVATE}", "members/ada-moreau.yaml": ADA})
    assert told["Who approves"] == ["needs:", "- `ada-moreau` (managers)"]
    assert told["Privacy"] == ["- **setting** the repository is declared private now: only those with access read it"]


def test_the_first_registry_is_private_where_it_says_so(say: Say) -> None:
    ada = f"{ADA}x-mail: ada@mail.example\n"
    told = say({"notes.txt": "x\n"}, {"community.yaml": f"{COMMUNITY}{PRIVATE}", "members/ada-moreau.yaml": ada})
    assert told["Privacy"] == ["- **setting** the repository is declared private now: only those with access read it"]


# -- settings of the whole registry


def test_a_community_that_cannot_be_read_any_more_is_said_first_and_every_rule_is_noted(say: Say) -> None:
    told = say(BASE, changed(**{"community.yaml": BROKEN, "members/eve-holm.yaml": "name: Eve\nx-m: e@mail.example\n"}))
    assert told["Privacy"] == [
        "- community.yaml cannot be read after this change: no rule of it holds",
        f"- `members/eve-holm.yaml:2:6` **PRV101** error: mail address in a public registry; {HINT}",
    ]
    assert told["Note"] == [
        "- `review` of community.yaml changes: who approves a change",
        "- `keys` of community.yaml changes: whose signature counts",
        "- `waivers` of community.yaml changes: what is not told any more",
    ]


def test_a_community_that_is_gone_is_said_first(say: Say) -> None:
    told = say(BASE, changed(**{"community.yaml": None}))
    assert told["Privacy"] == ["- community.yaml is gone after this change: no rule of it holds"]
    assert told["Note"][0] == "- `review` of community.yaml changes: who approves a change"


def test_a_community_that_was_not_readable_before_tells_all_that_it_says_of_privacy(say: Say) -> None:
    mine = f"{COMMUNITY}privacy: {{visibility: private, overlay: ../../elsewhere}}\n"
    told = say({**BASE, "community.yaml": BROKEN}, changed(**{"community.yaml": mine}))
    assert told["Privacy"] == [
        "- community.yaml cannot be read before this change: no rule of it holds",
        "- **setting** the repository is declared private now: only those with access read it",
        "- **setting** sensitive fields are kept in the overlay ../../elsewhere",
    ]
    assert told["Note"] == [
        "- `review` of community.yaml changes: who approves a change",
        "- `keys` of community.yaml changes: whose signature counts",
        "- `waivers` of community.yaml changes: what is not told any more",
        "- there was already 1 error before this change",
    ]


def test_errors_of_before_are_counted_in_a_sentence(say: Say) -> None:
    two = {**BASE, "members/eve-holm.yaml": "name: Eve Holm\nstatus: activ\njoined: 2026-13-01\n"}
    assert say(two, {**two, "notes.txt": "x\n"})["Note"] == ["- there were already 2 errors before this change"]


# -- people who are gone


def test_a_leak_in_a_tombstone_is_told_without_the_id(say: Say) -> None:
    told = say(BASE, changed(**{"members/eve-holm.yaml": f"{TOMBSTONE}x-mail: eve.holm@mail.example\n"}))
    assert told["Privacy"] == [f"- `a former member:2:9` **PRV101** error: mail address in a public registry; {HINT}"]
    assert "eve" not in str(told["Privacy"])


def test_a_person_who_only_passed_through_is_not_named(say: Say) -> None:
    passing = "name: Zq Gone\nstatus: active\nx-mail: zq@mail.example\n"
    told = say(BASE, changed(**{"members/zq-gone.yaml": passing, "spotlights/zq-gone.yaml": passing}), BASE)
    assert told["Privacy"] == [
        f"- `a former member` in commit `{commit(say, 1)}` **PRV101** mail address in a public registry; {LASTING}",
        f"- `spotlights/(gone)` in commit `{commit(say, 1)}` **PRV101** mail address in a public registry; {LASTING}",
    ]


def test_a_mended_record_of_somebody_who_is_gone_is_not_counted_as_fixed(say: Say) -> None:
    old = {**BASE, "members/zq-gone.yaml": "name: Zq Gone\nstatus: active\njoined: 2026-01-01\nregion: atlantis\n"}
    told = say(old, BASE)
    assert told == {
        "What changes": ["**a former member**", "- member removed"],
        "Note": ["- there was already 1 error before this change"],
        "Who approves": ["needs:", "- `ada-moreau` (managers: who had it is gone)"],
    }


# -- files that are no record


@pytest.mark.parametrize(
    "path", ["README.md", "notes.txt", "members/README.md", "spotlights/ada-moreau.yaml", "members/Ada Moreau.txt"]
)
def test_an_address_that_a_change_brings_in_a_file_that_is_no_record_is_told(path: str, say: Say) -> None:
    told = say(BASE, changed(**{path: "# Hello\nask ada@mail.example\n"}))
    assert told["Privacy"] == [f"- `{path}:2:5` **PRV101** error: mail address in a public registry; {HINT}"]


def test_an_address_in_a_misnamed_record_is_told_once(say: Say) -> None:
    told = say(BASE, changed(**{"members/Ada.yaml": "name: Ada\nx: ada@mail.example\n"}))
    assert told["Privacy"] == [f"- `members/Ada.yaml:2:4` **PRV101** error: mail address in a public registry; {HINT}"]


def test_an_address_that_stood_in_the_file_before_is_not_new(say: Say) -> None:
    before = {**BASE, "notes.txt": "ask ada@mail.example\n"}
    assert "Privacy" not in say(before, {**before, "notes.txt": "now ask ADA@mail.example\n"})


def test_a_file_that_only_moved_brings_nothing(say: Say) -> None:
    assert "Privacy" not in say(
        {**BASE, "a.txt": "ask ada@mail.example\n"}, {**BASE, "b.txt": "ask ada@mail.example\n"}
    )


def test_files_of_a_private_registry_may_hold_addresses(say: Say) -> None:
    private = {**BASE, "community.yaml": f"{COMMUNITY}{PRIVATE}"}
    assert "Privacy" not in say(private, {**private, "notes.txt": "ada@mail.example\n"}, private)


def test_the_shared_contact_address_is_no_leak_but_another_beside_it_is(say: Say) -> None:
    new = str(BASE["community.yaml"]).replace("garden@meridian.example", "door@meridian.example")
    text = "Garden@meridian.example or door@meridian.example"
    passed = changed(**{"passed.txt": f"{text} or ada@mail.example\n", "fine.txt": f"{text}\n"})
    told = say(BASE, passed, changed(**{"community.yaml": new, "stays.txt": f"{text}!\n"}))
    assert told["Privacy"] == [
        f"- `passed.txt` in commit `{commit(say, 1)}` **PRV101** mail address in a public registry; {LASTING}"
    ]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("photo.bin", b"\x89PNG\x00\xff\xfe ada@mail.example \x00\xff"),
        ("members/zq.txt", "ada@mail.example".encode("utf-16")),
        ("members/anna stone.yaml", b"name: Anna\nx: ada@mail.example\n"),
        ("large.txt", b"ada@mail.example\n" + b"x" * 300_000),
    ],
    ids=["binary", "UTF-16", "misnamed", "large"],
)
def test_bytes_that_passed_through_are_searched_whatever_they_are(path: str, data: bytes, say: Say) -> None:
    told = say(BASE, changed(**{path: data}), BASE)
    assert told["Privacy"] == [
        f"- `{path}` in commit `{commit(say, 1)}` **PRV101** mail address in a public registry; {LASTING}"
    ]


@pytest.mark.parametrize(
    "data",
    ["name: Bo\nx: bo@mail.example\n".encode("utf-16"), b"x: bo@mail.example\n" + b"#" * 300_000],
    ids=["UTF-16", "large"],
)
def test_a_record_that_no_rule_can_read_is_searched_as_bytes(data: bytes, say: Say) -> None:
    told = say(BASE, changed(**{"members/bo-lindqvist.yaml": data}), BASE)
    assert told["Privacy"] == [
        f"- `members/bo-lindqvist.yaml` in commit `{commit(say, 1)}` **PRV101** mail address in a public registry; "
        f"{LASTING}"
    ]


def test_many_addresses_of_one_file_in_one_commit_are_one_line(say: Say) -> None:
    record = "name: Bo Lindqvist\nstatus: active\nx-a: bo@mail.example\nx-b: lind@mail.example\n"
    told = say(BASE, changed(**{"members/bo-lindqvist.yaml": record}), BASE)
    assert told["Privacy"] == [
        f"- `members/bo-lindqvist.yaml` in commit `{commit(say, 1)}` **PRV101** mail address in a public registry; "
        f"{LASTING}"
    ]


def test_how_many_a_finding_is_about_makes_no_new_one_of_it() -> None:
    from cmtool.finding import Finding
    from cmtool.source import Source
    from cmtool.workspace.comparison import new_and_fixed

    def found(message: str) -> Finding:
        return Finding("MEM204", Source("community.yaml"), (), message, record="community", severity="warning")

    one, two, other = (
        found("1 member with unknown region"),
        found("2 members with unknown region"),
        found("2 members gone"),
    )
    assert new_and_fixed([one], [two]) == ([], [])
    assert new_and_fixed([one], [other]) == ([other], [one])
