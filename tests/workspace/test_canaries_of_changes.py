"""Changing a registry leaks nothing: every personal text is a token, and each place holds only those it may.

On her own terminal somebody sees the record that she changes, and what she typed. What stays forever (commits, branches,
the journal of references) holds ids and her own words; of the overlay no command ever shows a value.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Outcome
from tests.workspace.canary_registry import OVERLAY, PLACE, build, git, tokens

Run = Callable[..., Outcome]
OPEN = "registry/members/zqopen-id.yaml"
BIRDS = "registry/groups/birds.yaml"
HELD = "registry/meetings/2026-11-01-meet.yaml"


class Step(NamedTuple):
    """A command, how it ends, and the tokens that it shows (without their `zq`), on stdout and on stderr."""

    line: str
    code: int
    out: str = ""
    err: str = ""


class Hand(NamedTuple):
    """What somebody writes into a file by hand; a file that is not there is made of `new`."""

    path: str
    old: str
    new: str


class Case(NamedTuple):
    """Commands one after the other, and what is done before."""

    steps: Sequence[Step]
    hands: Sequence[Hand] = ()
    sheet: str = ""
    said: str = ""
    """Words that somebody wanted in the history."""


NEIGHBOURS = "open-id openname opengithub openlinkedin"
"""A changed line is shown with the lines beside it, and the one with the handles holds both."""
CONFLICTS = "openname twinname opengithub twingithub openlinkedin twinlinkedin openevidence twinevidence"
MERGED = f"{CONFLICTS} open-id twin-id openotherskill twinotherskill opennick twinnick"
HANDED = "open-id none-id shut-id shutname shutgithub shutlinkedin"

REFUSED = [
    Step("add member name=Zqtypedname region=zqopenregion notes=Zqtypednotes", 2),
    Step("add member name=Zqtypedname region=zqopenregion gender=Zqtypedgender", 2),
    Step("add member zqnew-id name=Zqtyped@canary.example region=zqopenregion", 1, "new-id"),
    Step("add member name=Zqtypedname region=zqtypedwhere", 2, "", "typedwhere"),
    Step("add member 'Zqtyped Name' name=Zqtypedname", 2, "", "typed"),
    Step("set zqopen-id notes=Zqtypednotes", 2, "", "open-id"),
    Step("set zqopen-id notes+=Zqtypednotes", 2, "", "open-id"),
    Step("set zqopen-id 'notes=[Zqtypednotes'", 2, "", "open-id"),
    Step("set zqopen-id gender=Zqtypedgender", 2, "", "open-id"),
    Step("set zqopen-id Zqtypedfield=Zqtypedvalue", 2, "", "typedfield"),
    Step("set zqopen-id 'notes: Zqtypednotes'", 2),
    Step("set zqopen-id availability.hours_per_month=Zqtypedhours", 2, "", "typedhours"),
    Step("set zqopen-id consents.listing=Zqtypedday", 2, "", "typedday"),
    Step("set zqopen-id status=Zqtypedstatus", 2, "", "typedstatus"),
    Step("set zqopen-id links.github=Zqtyped@canary.example", 2),
    Step("set zqopen-id 'other_skills=[Zqtyped, {'", 2),
    Step("set zqopen-id 'skills[openapi].evidence=Zqtyped@canary.example'", 1, "open-id"),
    Step("set zqopen-id 'other_skills+=+49 151 1234567890'", 1, "open-id openotherskill"),
    Step("set zqopen-id country=DE --reason 'write to Zqtyped@canary.example'", 2),
    Step("join zqopen-id birds --role lead", 2, "", "open-id"),
    Step("join zqtwin-id birds --role Zqtypedrole", 2, "", "typedrole"),
    Step("join zqtwin-id birds --role lead --since Zqtypedday", 2, "", "typedday"),
    Step("leave zqtwin-id birds", 2, "", "twin-id"),
    Step("retire zqopen-id", 1, "open-id"),
    Step("retire birds", 2),
    Step("rename zqshut-id zqopen-id", 2, "", "open-id"),
    Step("rename zqshut-id 'Zqtyped@canary.example'", 2),
    Step("merge zqopen-id zqtwin-id", 2, "", CONFLICTS),
    Step("merge zqopen-id zqtwin-id --take joined=keep", 2, "", CONFLICTS),
    Step("merge zqopen-id zqtwin-id --take overlay.notes=Zqtyped", 2, "", "typed"),
    Step("undo", 2),
    Step("save", 0),
    Step("fmt ../overlay/members/zqopen-id.yaml", 2, "", "open-id"),
]
"""Nothing of these is done."""

DONE = {
    "add": Case(
        [
            Step(
                "add member zqnew-id name=Zqtypedname region=zqopenregion joined=today other_skills+=Zqtypedskill",
                0,
                "new-id typedname typedskill",
            )
        ]
    ),
    "set": Case([Step("set zqopen-id links.github=Zqtypedgithub", 0, f"{NEIGHBOURS} typedgithub")]),
    "set and undo": Case(
        [
            Step(
                "set zqopen-id other_skills=Zqtypedskill", 0, "open-id openname openevidence openotherskill typedskill"
            ),
            Step("undo", 0, "open-id openname openevidence openotherskill typedskill"),
        ]
    ),
    "set without a commit": Case(
        [Step("set zqopen-id x-nick=Zqtypednick --no-commit", 0, "open-id openname opennick typednick", "open-id")]
    ),
    "set for nothing": Case(
        [Step("set zqopen-id x-nick=Zqtypednick --dry-run", 0, "open-id openname opennick typednick")]
    ),
    "set with a reason on a branch": Case(
        [
            Step(
                "set zqopen-id country=DE --reason 'Zqtypedreason' --branch zqtopic-id",
                0,
                "open-id openname topic-id",
                "topic-id",
            )
        ],
        said="typedreason",
    ),
    "set in a meeting": Case(
        [
            Step(
                "set meetings/2026-11-01-meet 'actions+={what: Zqtypedaction, who: zqopen-id}'",
                0,
                "open-id openname shut-id none-id gone-id goneaction typedaction",
            )
        ]
    ),
    "join": Case(
        [
            Step(
                "join zqtwin-id birds --role lead --mentor zqshut-id",
                0,
                "twin-id twinname shut-id shutname gone-id",
            )
        ]
    ),
    "leave": Case([Step("leave zqshut-id birds", 0, "shut-id shutname open-id none-id", "open-id")]),
    "retire": Case([Step("retire zqshut-id", 0, HANDED, "open-id")]),
    "retire and hand over": Case([Step("retire zqshut-id --to zqopen-id", 0, f"{HANDED} openname shutaction join")]),
    "retire a group": Case(
        [Step("retire birds --force", 0, "open-id openname shut-id shutname none-id nonename gone-id")]
    ),
    "rename and undo": Case(
        [
            Step("rename zqshut-id zqother-id", 0, "shut-id other-id shutname"),
            Step("undo", 0, "shut-id other-id shutname openname shutaction"),
        ]
    ),
    "merge": Case([Step("merge zqopen-id zqtwin-id --take all=gone", 0, MERGED)]),
    "merge and undo": Case(
        [
            Step(
                "merge zqopen-id zqtwin-id --take all=keep",
                0,
                "open-id twin-id openname openevidence openotherskill "
                "twinname twingithub twinlinkedin twinevidence twinotherskill twinnick opennick",
            ),
            Step(
                "undo",
                0,
                "open-id twin-id openname openevidence openotherskill "
                "twinname twingithub twinlinkedin twinevidence twinotherskill twinnick opennick",
            ),
        ]
    ),
    "merge without a commit": Case([Step("merge zqopen-id zqtwin-id --take all=gone --no-commit", 0, MERGED)]),
    "save a member": Case(
        [
            Step(
                "save",
                0,
                f"{NEIGHBOURS} openevidence openotherskill opennick handgithub handskill handevidence handnick",
            )
        ],
        [
            Hand(OPEN, "Zqopengithub", "Zqhandgithub"),
            Hand(OPEN, "Zqopenotherskill", "Zqhandskill"),
            Hand(OPEN, "Zqopenevidence", "Zqhandevidence"),
            Hand(OPEN, "Zqopennick", "Zqhandnick"),
        ],
    ),
    "save with a message": Case(
        [Step("save -m 'Zqtypedmessage'", 0, f"{NEIGHBOURS} handgithub")],
        [Hand(OPEN, "Zqopengithub", "Zqhandgithub")],
        said="typedmessage",
    ),
    "save with an address as message": Case(
        [Step("save -m 'ask Zqtyped@canary.example'", 2)], [Hand(OPEN, "Zqopengithub", "Zqhandgithub")]
    ),
    "save a new member": Case(
        [Step("save", 0, "new-id handname")],
        [Hand("registry/members/zqnew-id.yaml", "", "name: Zqhandname\nstatus: active\n")],
    ),
    "save a member who is gone": Case(
        [Step("save --force", 0, "twin-id twinname twingithub twinlinkedin twinevidence twinotherskill twinnick")],
        [Hand("registry/members/zqtwin-id.yaml", "all", ""), Hand("../overlay/members/zqtwin-id.yaml", "all", "")],
    ),
    "save a member who is gone, but for the overlay": Case(
        [Step("save --force", 1, "twin-id")], [Hand("registry/members/zqtwin-id.yaml", "all", "")]
    ),
    "save a group": Case(
        [Step("save", 0, "open-id openname shut-id shutname none-id nonename handpurpose")],
        [Hand(BIRDS, "mentor: zqshut-id", "mentor: zqnone-id"), Hand(BIRDS, "Sing", "Zqhandpurpose")],
    ),
    "save a meeting": Case(
        [
            Step(
                "save",
                0,
                "shut-id open-id none-id gone-id gonename gonesummary goneaction handsummary handaction",
            )
        ],
        [Hand(HELD, "Zqgonesummary", "Zqhandsummary"), Hand(HELD, "Zqgoneaction", "Zqhandaction")],
    ),
    "save three kinds": Case(
        [Step("save", 0, "open-id openname handname handmill handabout")],
        [
            Hand("registry/community.yaml", "The Mill", "Zqhandmill"),
            Hand("registry/skills/openapi.yaml", "Describe an API", "Zqhandabout"),
            Hand(OPEN, "Zqopenname", "Zqhandname"),
        ],
    ),
    "save a comment": Case(
        [Step("save", 0, "open-id openotherskill handcomment")], [Hand(OPEN, "verified:", "# Zqhandcomment\nverified:")]
    ),
    "save private fields": Case(
        [Step("save", 1, "open-id")], [Hand(OPEN, "x-nick:", "notes: Zqhandnotes\ngender: Zqhandgender\nx-nick:")]
    ),
    "save a broken overlay into the registry": Case(
        [Step("save", 1)],
        [
            Hand("registry/community.yaml", "../../overlay", "../overlay"),
            Hand("overlay/members/zqopen-id.yaml", "", "notes: [Zqhandnotes\n"),
        ],
    ),
    "save an address": Case([Step("save", 1, "open-id")], [Hand(OPEN, "Zqopenotherskill", "Zqhand@canary.example")]),
    "save what cannot be read": Case([Step("save", 1, "open-id")], [Hand(OPEN, "Zqopenotherskill]", "Zqhandskill")]),
    "save wrong values": Case(
        [Step("save", 1, "open-id handhours handday")],
        [
            Hand(OPEN, "hours_per_month: 6", "hours_per_month: Zqhandhours"),
            Hand(OPEN, "verified: 2026-08-30", "verified: Zqhandday"),
        ],
    ),
    "save beside an edited overlay": Case(
        [Step("save", 0, "open-id openname opennick handnick")],
        [
            Hand("../overlay/members/zqopen-id.yaml", "Zqopennotes", "Zqhandnotes"),
            Hand(OPEN, "Zqopennick", "Zqhandnick"),
        ],
    ),
    "save beside a wrong overlay": Case(
        [Step("save", 0, "open-id openname opennick handnick")],
        [
            Hand("../overlay/members/zqopen-id.yaml", "gender: woman", "gender: Zqhandgender"),
            Hand(OPEN, "Zqopennick", "Zqhandnick"),
        ],
    ),
    "fmt": Case(
        [
            Step(f"fmt --diff {OPEN}", 0, "open-id opengithub openlinkedin openevidence openotherskill opennick"),
            Step("fmt", 0, "open-id shut-id none-id gone-id twin-id"),
            Step("save", 0),
        ]
    ),
    "fmt what cannot be read": Case(
        [Step(f"fmt {OPEN}", 2, "", "open-id")], [Hand(OPEN, "Zqopenotherskill]", "Zqhandskill")]
    ),
}
SHEETS = {
    "country": ("id,name,country\nzqopen-id,Zqcellname,Zqcellcountry\n", 1, "cellcountry", ""),
    "unknown column": ("id,name,e-mail,phone,Zqhead\nzqopen-id,Zqopenname,Zqcell@canary.example,+49 151 1234567890,Zqcell\n", 2, "", "head"),
    "column that is an address": ("name,Zqhead@canary.example\nZqcellname,x\n", 2, "", ""),
    "private columns": ("id,name,gender,notes\nzqopen-id,Zqcellname,Zqcellgender,Zqcellnotes\n", 2, "", ""),
    "address in a text": ("id,name,other_skills\nzqopen-id,Zqcellname,Zqcell@canary.example\n", 1, "", ""),
    "address for a handle": ("id,name,links.github\nzqopen-id,Zqcellname,Zqcell@canary.example\n", 1, "", ""),
    "address for a name": ("name,region\nZqcell@canary.example,zqopenregion\n", 1, "", ""),
    "phone": ("id,name,other_skills\nzqopen-id,Zqcellname,call +49 151 1234567890 Zqcell\n", 1, "", ""),
    "consent": ("id,name,consents.listing\nzqopen-id,Zqcellname,Zqcellconsent\n", 1, "", ""),
    "good": (
        "id,name,other_skills\nzqopen-id,Zqcellname,Zqcellskill\nzqnone-id,Zqnonename,Zqcellother\n",
        0,
        "open-id openname openotherskill none-id noneotherskill cellname cellskill cellother",
        "",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("canaries")).parent


@pytest.fixture
def work(_pattern: Path, tmp_path: Path) -> Path:
    """The work tree of the registry, its overlay beside it."""
    shutil.copytree(_pattern, tmp_path / "place")
    return tmp_path / "place/work"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No temporary file is left over."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield
    assert list(folder.iterdir()) == []


def zq(words: str) -> set[str]:
    return {f"zq{word}" for word in words.split()}


def personal(text: str) -> set[str]:
    """Tokens that are no ids; what looks like one by chance, in bytes or a hash, is none."""
    begun = tuple(zq("open shut none gone twin typed hand cell"))
    return {one for one in tokens(text) if not one.endswith("-id") and one.startswith(begun)}


def addressed(text: str) -> list[str]:
    return [way for way in ("@canary.example", "canary.example", "1234567890") if way in text]


def objects(repository: Path) -> dict[str, list[bytes]]:
    """Every object of a repository, reachable or not, by its kind."""
    data = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch"], cwd=repository, capture_output=True, check=True
    ).stdout
    found: dict[str, list[bytes]] = {"blob": [], "tree": [], "commit": [], "tag": []}
    while data:
        head, _, rest = data.partition(b"\n")
        _, kind, size = head.split()
        found[kind.decode()].append(rest[: int(size)])
        data = rest[int(size) + 1 :]
    return found


def forever(repository: Path) -> str:
    """What git tells of a repository without its files: commits (also those that no branch has), branches, reflogs."""
    told = [data.decode() for kind in ("commit", "tag") for data in objects(repository)[kind]]
    return "\n".join(
        [*told, git(repository, "for-each-ref"), git(repository, "log", "-g", "--all", "--format=%gd %gs %gn")]
    )


def strays(place: Path) -> dict[str, set[str]]:
    """Files beside the records, the sheets and git's objects that hold anything of a person."""
    found = {}
    for path in place.rglob("*"):
        name = path.relative_to(place).as_posix()
        assert not path.name.startswith(".cmtool-tmp-") and path.name not in ("journal.json", "cmtool"), name
        if path.is_file() and "/.git/objects/" not in f"/{name}" and not name.endswith((".yaml", ".csv")):
            found[name] = personal(path.read_bytes().decode("utf-8", "replace"))
    return {name: held for name, held in found.items() if held}


def said_forever(work: Path) -> set[str]:
    """Tokens and addresses that stay in either history; ids may."""
    told = forever(work) + forever(work.parent / "overlay")
    assert addressed(told) == []
    return personal(told)


OF_THE_OVERLAY = {one for text in OVERLAY.values() for one in tokens(text)}
assert len(OF_THE_OVERLAY) == 10


def hand(work: Path, path: str, old: str, new: str) -> None:
    """Somebody edits, makes (`old` is empty) or removes (`all`) a file."""
    file = work / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if old == "all":
        file.unlink()
    elif not old:
        file.write_text(new)
    else:
        assert file.read_text().count(old) == 1, (path, old)
        file.write_text(file.read_text().replace(old, new))


def check(step: Step, outcome: Outcome) -> None:
    """A command shows these tokens, no more and no less, and nothing of the overlay."""
    assert outcome.code == step.code, outcome
    assert tokens(outcome.out) == zq(step.out), step.line
    assert tokens(outcome.err) == zq(step.err), step.line
    assert not (tokens(outcome.out + outcome.err) & OF_THE_OVERLAY)
    assert addressed(outcome.out + outcome.err) == [], step.line


def test_refused_commands_repeat_no_private_value_and_keep_none(work: Path, cmtool: Run) -> None:
    both = (work, work.parent / "overlay")
    before = [git(repository, "rev-parse", "HEAD") for repository in both]
    for step in REFUSED:
        check(step, cmtool(*shlex.split(step.line), *PLACE, cwd=work))
        assert [git(repository, "rev-parse", "HEAD") for repository in both] == before, step.line
    assert [git(repository, "status", "--porcelain") for repository in both] == ["", ""]
    assert (said_forever(work), strays(work.parent)) == (set(), {})
    assert [data for data in objects(work)["blob"] if b"zqtyped" in data.lower()] == []


@pytest.mark.parametrize("case", DONE.values(), ids=DONE)
def test_change_is_shown_to_who_makes_it_and_leaves_ids_alone_behind(case: Case, work: Path, cmtool: Run) -> None:
    for one in case.hands:
        hand(work, *one)
    for step in case.steps:
        check(step, cmtool(*shlex.split(step.line), *PLACE, cwd=work))
    assert said_forever(work) == zq(case.said)
    kept = {name: held - zq(case.said) for name, held in strays(work.parent).items()}
    assert {name for name, held in kept.items() if held} == set()
    for data in objects(work)["blob"]:
        assert not (tokens(data.decode()) & OF_THE_OVERLAY)
    assert git(work, "fsck", "--strict", "--no-dangling", "--no-progress") == ""


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_is_told_without_what_is_refused(name: str, work: Path, cmtool: Run) -> None:
    text, code, out, err = SHEETS[name]
    (work.parent / "people.csv").write_text(text)
    line = "import csv ../people.csv"
    check(Step(line, code, out, err), cmtool(*shlex.split(line), *PLACE, cwd=work))
    given = cmtool(*shlex.split(line), "--apply", *PLACE, cwd=work)
    check(Step(f"{line} --apply", code, out, err or ""), given)
    assert (said_forever(work), strays(work.parent)) == (set(), {})
    assert git(work, "log", "-1", "--format=%s") == ("the beginning" if code else "import csv: 2 members changed")


def test_rows_that_are_left_out_are_in_no_object(work: Path, cmtool: Run) -> None:
    (work.parent / "people.csv").write_text(
        "id,name,other_skills\nzqopen-id,Zqopenname,Zqcellskill\nzqnone-id,Zqnonename,Zqcellmail@canary.example\n"
    )
    outcome = cmtool("import", "csv", "../people.csv", "--apply", "--skip-bad-rows", *PLACE, cwd=work)
    check(Step("import", 0, "open-id openotherskill cellskill"), outcome)
    held = [tokens(data.decode()) for data in objects(work)["blob"]]
    assert any("zqcellskill" in one for one in held)
    assert not any("zqcellmail" in one for one in held)


EXPORTS = {
    "members": "open-id openname opengithub openlinkedin",
    "memberships": "open-id",
    "meetings": "join",
    "groups": "",
    "skills": "",
}
EVERYBODY = [
    f"{who}{what}"
    for who in ("open", "shut", "none", "gone", "twin")
    for what in ("-id", "name", "github", "linkedin", "otherskill")
]
PRIVATE_EXPORTS = {
    "members": " ".join(EVERYBODY),
    "memberships": "open-id shut-id none-id gone-id",
    "member-skills": " ".join(f"{who}-id {who}evidence" for who in ("open", "shut", "none", "gone", "twin")),
    "meetings": "join open-id shut-id none-id",
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_table_for_everybody_holds_who_consented_and_public_fields(kind: str, work: Path, cmtool: Run) -> None:
    check(Step(kind, 0, EXPORTS[kind]), cmtool("export", "csv", kind, *PLACE, cwd=work))
    check(Step(kind, 0), cmtool("export", "csv", kind, "-o", "../table.csv", *PLACE, cwd=work))
    assert tokens((work.parent / "table.csv").read_text("utf-8-sig")) == zq(EXPORTS[kind])


@pytest.mark.parametrize("kind", PRIVATE_EXPORTS)
def test_table_for_members_holds_nothing_of_the_overlay(kind: str, work: Path, cmtool: Run) -> None:
    outcome = cmtool("export", "csv", kind, "--private", *PLACE, cwd=work)
    check(Step(kind, 0, PRIVATE_EXPORTS[kind]), outcome)
    assert "what only members may see" in outcome.err


PRIVATE = [
    Step("save", 0, "open-id openname openmemo opennick twin-id twinname twinmemo twinnick"),
    Step("set zqopen-id notes=Zqtypedmemo", 0, "open-id openname openmemo typedmemo"),
    Step("set zqopen-id gender=Zqtypedgender", 2),
    Step("set zqopen-id notes+=Zqtypedother", 2),
    Step("add member zqnew-id name=Zqtypedname gender=Zqtypedgender", 2),
    Step("merge zqopen-id zqtwin-id", 2, "", CONFLICTS),
    Step("undo", 0, "open-id openname openmemo typedmemo"),
    Step("export csv members", 0, "open-id openname opengithub openlinkedin"),
    Step("export csv members --private", 0, PRIVATE_EXPORTS["members"]),
]


def test_private_notes_in_a_private_registry_are_shown_and_never_said(work: Path, cmtool: Run) -> None:
    """There `gender` and `notes` may stand in the member's file; messages and errors still do not repeat them."""
    hand(work, "registry/community.yaml", "public, overlay: ../../overlay", "private")
    for who in ("open", "twin"):
        hand(work, f"registry/members/zq{who}-id.yaml", "x-nick", f"notes: Zq{who}memo\ngender: woman\nx-nick")
    for step in PRIVATE:
        check(step, cmtool(*shlex.split(step.line), *PLACE, cwd=work))
    assert said_forever(work) == set()
    assert strays(work.parent) == {}


def test_branch_is_not_called_by_an_address(work: Path, cmtool: Run) -> None:
    cmtool("set", "zqopen-id", "country=DE", "--branch", "ask-zqtyped@canary.example", *PLACE, cwd=work)
    assert said_forever(work) == set()


def test_free_keys_are_not_said(work: Path, cmtool: Run) -> None:
    hand(work, OPEN, "x-nick:", "x-zqtypedword: 1\nx-nick:")
    assert cmtool("save", *PLACE, cwd=work).code == 0
    assert said_forever(work) == set()


def test_sensitive_fields_never_stay_behind_under_an_id_that_is_free_again(work: Path, cmtool: Run) -> None:
    hand(work, "../overlay/members/zqopen-id.yaml", "notes: ", "notes: [")
    outcome = cmtool("rename", "zqopen-id", "zqother-id", *PLACE, cwd=work)
    assert outcome.code == 2 or not (work.parent / "overlay/members/zqopen-id.yaml").exists()


def test_choice_that_is_an_address_is_not_repeated(work: Path, cmtool: Run) -> None:
    outcome = cmtool("merge", "zqopen-id", "zqtwin-id", "--take", "x=Zqtyped@canary.example", *PLACE, cwd=work)
    assert addressed(outcome.err) == []
