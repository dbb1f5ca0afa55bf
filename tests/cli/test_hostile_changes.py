"""Whatever is written on the line of a command that changes a registry: a message, and nothing but what was asked for.

The second half lets the registry itself be hostile: links, pipes, attributes of git, foreign repositories, a journal.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from cmtool.workspace import changing
from tests.changes.states import Place, begun, leftovers
from tests.conftest import Outcome
from tests.history.naughty_revisions import BROKEN, OPTIONS, SYNTAX
from tests.history.plumbing import Trap
from tests.render.naughty import NAUGHTY as TEXTS

Run = Callable[..., Outcome]

TODAY = ("--today", "2026-11-20")
WORDS = [
    *OPTIONS,
    *SYNTAX,
    *BROKEN,
    *TEXTS,
    "../../evil",
    "/OUTSIDE",
    "members/../../evil",
    "members/",
    "a=b",
    "=",
    "x" * 300,
]
BO, TOMATOES = "members/bo-lindqvist", "groups/tomatoes"
COMMANDS = [
    ["add", "--", "WORD"],
    ["add", "--", "member", "WORD", "name=Dara Quinn", "joined=today"],
    ["add", "--", "WORD", "name=Dara Quinn"],
    ["add", "--", "member", "name=WORD", "joined=today"],
    ["add", "--", "member", "dara-quinn", "name=Dara Quinn", "WORD"],
    ["set", "--", "WORD", "country=SN"],
    ["set", "--", "members/WORD", "country=SN"],
    ["set", "--", BO, "WORD"],
    ["set", "--", BO, "WORD=x"],
    ["set", "--", BO, "links[WORD].x+=x"],
    ["set", "--", BO, "links.WORD=x"],
    ["set", "--", BO, "name=WORD"],
    ["set", "--", BO, "links.github=WORD"],
    ["set", "--", BO, "other_skills+=WORD"],
    ["set", "--", BO, "other_skills=[WORD]"],
    ["set", "--", TOMATOES, "members+={member: WORD, role: gardener}"],
    ["set", BO, "country=SN", "--branch=WORD"],
    ["set", BO, "country=SN", "--reason=WORD"],
    ["set", BO, "country=SN", "--registry=WORD"],
    ["set", BO, "country=SN", "--today=WORD"],
    ["join", "--role=gardener", "--", "WORD", "tomatoes"],
    ["join", "--role=gardener", "--", "ada-moreau", "WORD"],
    ["join", "--role=WORD", "ada-moreau", "tomatoes"],
    ["join", "--role=gardener", "--since=WORD", "ada-moreau", "tomatoes"],
    ["join", "--role=gardener", "--mentor=WORD", "bo-lindqvist", "tomatoes"],
    ["leave", "--", "WORD", "tomatoes"],
    ["leave", "--force", "--", "bo-lindqvist", "WORD"],
    ["leave", "--force", "--until=WORD", "bo-lindqvist", "tomatoes"],
    ["leave", "--force", "--role=WORD", "bo-lindqvist", "tomatoes"],
    ["retire", "--", "WORD"],
    ["retire", "--force", "--to=WORD", BO],
    ["rename", "--", "WORD", "eve-long"],
    ["rename", "--", BO, "WORD"],
    ["merge", "--take=all=keep", "--", "WORD", BO],
    ["merge", "--take=all=keep", "--", BO, "WORD"],
    ["merge", "--take=WORD", BO, "cem-aydin"],
    ["merge", "--take=all=keep", "--take=WORD=gone", BO, "cem-aydin"],
    ["undo", "--branch=WORD"],
    ["save", "--message=WORD"],
    ["save", "--branch=WORD"],
    ["fmt", "--", "WORD"],
    ["import", "csv", "--apply", "--", "WORD"],
    ["import", "csv", "../../people.csv", "--apply", "--map=WORD"],
    ["import", "csv", "../../people.csv", "--apply", "--kind=WORD"],
    ["import", "csv", "../../people.csv", "--apply", "--default=WORD"],
    ["import", "csv", "../../people.csv", "--apply", "--default=other_skills=WORD"],
    ["import", "csv", "../../people.csv", "--apply", "--branch=WORD"],
    ["import", "kubernetes-sigs", "--", "WORD"],
    ["export", "csv", "--", "WORD"],
]
SHEET = "id,name,status,other_skills\nbo-lindqvist,Bo Lindqvist,active,\ndara-quinn,Dara Quinn,active,weaving\n"
OF_RECORDS = tuple(f"garden/registry/{name}" for name in ("members/", "groups/", "meetings/", "community.yaml"))
OF_GIT = ("objects/", "refs/heads/", "logs/", "index/", "HEAD/")
"""What a commit changes below `.git`; settings and hooks are not among it."""


def tree(folder: Path) -> dict[str, tuple[int, bytes | str]]:
    """Everything below a folder, with modes and bytes."""
    found: dict[str, tuple[int, bytes | str]] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = (0, str(path.readlink()))
        else:
            found[name] = (path.lstat().st_mode, path.read_bytes() if path.is_file() else "")
    return found


def changed(before: dict[str, tuple[int, bytes | str]], after: dict[str, tuple[int, bytes | str]]) -> set[str]:
    return {name for name in {**before, **after} if before.get(name) != after.get(name)}


def check_told(given: Sequence[str], outcome: Outcome) -> None:
    """An exit code that is promised, a message where it cannot go on, and no character that a terminal obeys."""
    code, out, err = outcome
    assert code in (0, 1, 2), (given, err)
    assert "Traceback" not in out + err, given
    assert not [c for c in out + err if (c < " " and c != "\n") or "\x7f" <= c < "\xa0" or c in "\u202e\u2028"], given
    assert err or code != 2, given


class Try:
    """A registry with something to save, that is put back after every command that changed it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = begun(folder / "garden")
        (folder / "people.csv").write_text(SHEET)
        edited = self.place.root / "members/dunja-horvat.yaml"
        edited.write_text(f"{edited.read_text()}country: HR\n")
        shutil.copytree(folder, folder.parent / "kept", symlinks=True)
        self.before = tree(folder)
        self.head = self.place.head

    def again(self) -> None:
        """As it was."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.folder.parent / "kept", self.folder, symlinks=True)

    def check(self, given: Sequence[str], outcome: Outcome, cmtool: Run) -> None:
        """What holds of every command, and of what it has changed."""
        differing = changed(self.before, tree(self.folder))
        try:
            check_told(given, outcome)
            if differing:
                self.check_changed(given, outcome.code, differing, cmtool)
        finally:
            if differing:
                self.again()

    def check_changed(self, given: Sequence[str], code: int, differing: set[str], cmtool: Run) -> None:
        """Records alone, in a sound repository, and no new errors; nothing but objects where the command failed."""
        below = {name.removeprefix("garden/.git/") for name in differing if name.startswith("garden/.git/")}
        own = {name for name in differing if not f"{name}/".startswith("garden/.git/")}
        assert all(name.startswith(OF_RECORDS) for name in own), (given, own)
        assert all(f"{name}/".startswith(OF_GIT) for name in below), (given, below)
        if code:
            assert (own, self.place.head) == (set(), self.head), given
        assert self.place.git("fsck", "--strict", "--no-dangling", "--no-progress") == "", given
        judged = cmtool("validate", "-q", *TODAY, cwd=self.place.root)
        assert judged.code == 0, (given, judged.out)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Try:
    return Try(tmp_path_factory.mktemp("line") / "here")


def test_fmt_of_a_name_that_is_too_long(tried: Try, cmtool: Run) -> None:
    given = ["fmt", "x" * 300]
    tried.check(given, cmtool(*given, cwd=tried.place.root), cmtool)


def test_branch_whose_name_turns_the_line_around(tried: Try, cmtool: Run) -> None:
    given = ["set", BO, "country=SN", "--branch=\u202ecommit"]
    tried.check(given, cmtool(*given, *TODAY, cwd=tried.place.root), cmtool)


def naughty(tried: Try, command: list[str], words: Sequence[str], cmtool: Run) -> None:
    """Run a command with each word in its place."""
    outside = str(tried.folder / "outside")
    for word in words:
        given = [part.replace("WORD", word.replace("OUTSIDE", outside)) for part in command]
        days = [] if any(part.startswith("--today") for part in given) else list(TODAY)
        at = 2 if given[0] in ("import", "export") else 1
        outcome = cmtool(*given[:at], *days, *given[at:], cwd=tried.place.root.parent / "registry")
        tried.check(given, outcome, cmtool)


FEW = 3
"""Words for a command in the short form; all commands together try every word."""


@pytest.mark.parametrize("at", range(len(COMMANDS)), ids=[" ".join(command) for command in COMMANDS])
def test_naughty_word_ends_with_a_message_or_a_whole_commit(at: int, tried: Try, cmtool: Run) -> None:
    step = len(WORDS) // FEW
    naughty(tried, COMMANDS[at], WORDS[at % step :: step], cmtool)


GOOD = {
    "eve-long": (["add", "--", "member", "WORD", "name=Dara Quinn", "joined=today"], ["rename", "--", BO, "WORD"]),
    "members/cem-aydin": (
        ["set", "--", "WORD", "links.github=cem"],
        ["merge", "--take=all=keep", "--", BO, "WORD"],
        ["merge", "--take=all=keep", "--", "WORD", BO],
    ),
    "all=keep": (["merge", "--take=WORD", BO, "cem-aydin"],),
    "Bo Quinn": (["set", "--", BO, "name=WORD"], ["save", "--message=WORD"]),
    "topic": tuple([*command, "--branch=WORD"] for command in (["set", BO, "country=SN"], ["save"])),
    "cem-aydin": (["leave", "--force", "--", "WORD", "tomatoes"],),
    "members": (["import", "csv", "../../people.csv", "--apply", "--kind=WORD"],),
}


@pytest.mark.parametrize("word", GOOD)
def test_good_word_makes_a_commit(word: str, tried: Try, cmtool: Run) -> None:
    """What is tried below comes to where words have their effect."""
    for command in GOOD[word]:
        given = [part.replace("WORD", word) for part in command]
        code, out, err = cmtool(*given, *([] if "--" in given else TODAY), cwd=tried.place.root)
        assert code == 0, (given, out, err)
        assert tried.place.head != tried.head
        tried.again()


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_naughty_word(command: list[str], tried: Try, cmtool: Run) -> None:
    naughty(tried, command, WORDS, cmtool)


CHANGES = [
    ["set", BO, "country=SN"],
    ["add", "member", "dara-quinn", "name=Dara Quinn"],
    ["join", "ada-moreau", "tomatoes", "--role", "gardener"],
    ["leave", "bo-lindqvist", "tomatoes", "--force"],
    ["retire", BO, "--force"],
    ["rename", BO, "dara-quinn"],
    ["merge", BO, "members/dunja-horvat", "--take", "all=keep", "--force"],
    ["import", "csv", "../../people.csv", "--apply"],
    ["undo"],
    ["save", "--force"],
    ["fmt"],
]
SECRET = "name: Outside\nstatus: active\n"


class World:
    """A registry whose last change is one of cmtool, a folder outside of it, and a trap."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = begun(folder / "garden")
        self.members = self.place.root / "members"
        self.outside = folder / "outside"
        (self.outside / "members").mkdir(parents=True)
        for name in ("bo-lindqvist.yaml", "members/bo-lindqvist.yaml", "members/ada-moreau.yaml"):
            (self.outside / name).write_text(SECRET)
        (folder / "people.csv").write_text(SHEET)
        self.place.write("registry/members/bo-lindqvist.yaml", "name: Bo Lindqvist\nstatus: active\ncountry: SE\n")
        self.place.git("commit", "--quiet", "-am", "members/bo-lindqvist: country changed\n\nCmtool-Change: set")
        self.trap = Trap(self.outside)


def _linked_file(world: World) -> None:
    _swap(world.members / "bo-lindqvist.yaml", world.outside / "bo-lindqvist.yaml")


def _linked_folder(world: World) -> None:
    shutil.rmtree(world.members)
    world.members.symlink_to(world.outside / "members")


def _linked_folder_that_is_committed(world: World) -> None:
    _linked_folder(world)
    world.place.commit()


def _linked_group(world: World) -> None:
    _swap(world.place.root / "groups/tomatoes.yaml", world.outside / "bo-lindqvist.yaml")


def _linked_community(world: World) -> None:
    community = world.place.root / "community.yaml"
    shutil.copy(community, world.outside / "community.yaml")
    _swap(community, world.outside / "community.yaml")


def _dangling_link_for_a_new_record(world: World) -> None:
    (world.members / "dara-quinn.yaml").symlink_to(world.outside / "made.yaml")


def _pipe(world: World) -> None:
    os.mkfifo(world.members / "pipe.yaml")


def _pipe_for_a_record(world: World) -> None:
    (world.members / "bo-lindqvist.yaml").unlink()
    os.mkfifo(world.members / "bo-lindqvist.yaml")


def _folder_for_a_record(world: World) -> None:
    (world.members / "dara-quinn.yaml").mkdir()


def _huge_file(world: World) -> None:
    (world.members / "huge.yaml").write_text("name: " + "x" * 3_000_000)


def _huge_record(world: World) -> None:
    (world.members / "bo-lindqvist.yaml").write_text("name: Bo\nstatus: active\n" + "# x\n" * 200_000)


def _bare_repository(world: World) -> None:
    """With a file monitor, which git starts wherever it takes this for its repository."""
    folder = world.members / "inner"
    for name in ("objects", "refs/heads"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / "config").write_text(f"[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = {world.trap.program}\n")


def _repository_inside(world: World) -> None:
    _bare_repository(world)
    (world.members / "inner").rename(world.members / ".git")


def _attributes(line: str) -> Callable[[World], None]:
    def build(world: World) -> None:
        world.place.write(".gitattributes", f"{line}\n")
        world.place.git("add", ".gitattributes")
        world.place.git("commit", "--quiet", "--message", "attributes")

    return build


HOSTILE: dict[str, Callable[[World], None]] = {
    **{
        build.__name__.strip("_").replace("_", " "): build
        for build in (
            *(_linked_file, _linked_folder, _linked_folder_that_is_committed, _linked_group, _linked_community),
            *(_dangling_link_for_a_new_record, _pipe, _pipe_for_a_record, _folder_for_a_record, _huge_file),
            *(_huge_record, _bare_repository, _repository_inside),
        )
    },
    **{
        line: _attributes(line)
        for line in (
            "*.yaml filter=evil diff=evil merge=evil",
            "*.yaml text eol=crlf",
            "*.yaml working-tree-encoding=UTF-16",
            "*.yaml ident export-ignore",
            "*.yaml -text -diff binary",
        )
    },
}


def _swap(file: Path, target: Path) -> None:
    """A link in place of a file."""
    file.unlink()
    file.symlink_to(target)


@pytest.fixture(scope="module")
def _world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return World(tmp_path_factory.mktemp("world") / "here").folder


@pytest.fixture
def world(_world: Path, tmp_path: Path) -> World:
    world = object.__new__(World)
    world.folder = Path(shutil.copytree(_world, tmp_path / "here", symlinks=True))
    world.place = Place(world.folder / "garden")
    world.members, world.outside = world.place.root / "members", world.folder / "outside"
    world.trap = Trap(world.outside)
    return world


@contextmanager
def nothing_outside(world: World) -> Iterator[None]:
    """Whatever is done, it is done in the work tree and its git folder, soon, and runs no foreign program."""
    beside = tree(world.outside), (world.folder / "people.csv").read_bytes(), sorted(os.listdir(world.folder))
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 20
    assert (tree(world.outside), (world.folder / "people.csv").read_bytes(), sorted(os.listdir(world.folder))) == beside
    assert world.trap.sprung == ""


@pytest.mark.parametrize("at", range(len(HOSTILE)), ids=HOSTILE)
def test_hostile_registry_is_changed_inside_or_not_at_all(at: int, world: World, cmtool: Run) -> None:
    HOSTILE[list(HOSTILE)[at]](world)
    change(world, CHANGES[at % 3 :: 3], cmtool)


@pytest.mark.slow
@pytest.mark.parametrize("state", HOSTILE)
def test_every_change_of_a_hostile_registry(state: str, world: World, cmtool: Run) -> None:
    HOSTILE[state](world)
    change(world, CHANGES, cmtool)


def change(world: World, commands: Sequence[list[str]], cmtool: Run) -> None:
    """Commands one after the other, none of which may do harm."""
    for command in commands:
        head = world.place.head
        with nothing_outside(world):
            code, out, err = cmtool(*command, *TODAY, cwd=world.place.root)
        assert code in (0, 1, 2), (command, out, err)
        assert "Outside" not in out + err, command
        assert (world.place.head == head) or code == 0, command
        assert leftovers(world.place) == [], command
    assert world.place.git("fsck", "--strict", "--no-dangling", "--no-progress") == ""


@pytest.mark.parametrize("state", ["linked file", "linked folder", "pipe for a record", "huge record"])
def test_record_that_is_no_plain_file_is_not_changed(state: str, world: World, cmtool: Run) -> None:
    HOSTILE[state](world)
    before = world.place.head
    code, _, err = cmtool("set", BO, "country=SN", *TODAY, cwd=world.place.root)
    assert code == 2
    assert err.startswith("error: ")
    assert world.place.head == before


@pytest.mark.parametrize("swapped", ["file", "folder"])
@pytest.mark.parametrize("commits", [[], ["--no-commit"]], ids=["commit", "no commit"])
def test_file_that_becomes_a_link_before_it_is_written_is_not_followed(
    swapped: str, commits: list[str], world: World, cmtool: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = changing.judged

    def swap(*arguments: object, **more: object) -> object:
        (_linked_file if swapped == "file" else _linked_folder)(world)
        return judged(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(changing, "judged", swap)
    before = world.place.head
    with nothing_outside(world):
        code, _, err = cmtool("set", BO, "country=SN", *commits, *TODAY, cwd=world.place.root)
    assert code == 2
    assert "link" in err or "changes that are not saved" in err
    assert world.place.head == before
    assert cmtool("validate", *TODAY, cwd=world.place.root).code == 1


def test_committed_bytes_are_those_that_were_checked_whatever_the_attributes_say(world: World, cmtool: Run) -> None:
    """A filter that the repository's own settings define is git's; it may refuse, but never leave a mixed state."""
    for state in (one for one in HOSTILE if one.startswith("*")):
        HOSTILE[state](world)
        code, _, _ = cmtool("set", BO, f"country={'SN' if 'ident' in state else 'FR'}", *TODAY, cwd=world.place.root)
        assert code in (0, 1, 2)
        if code == 0:
            blob = world.place.git("cat-file", "blob", "HEAD:registry/members/bo-lindqvist.yaml")
            assert "country: " in blob and "\r" not in blob


def put_journal(world: World, text: str) -> None:
    folder = world.place.git_dir / "cmtool"
    folder.mkdir()
    (folder / "journal.json").write_text(text)


def journal(path: str = "x.yaml", **facts: object) -> str:
    """A journal that lets a file be made."""
    made = {"path": path, "before": "RVZJTA==", "after": None}
    return json.dumps({"version": 1, "files": [made] if path else [], "facts": {"commit": None, **facts}})


JOURNALS = {
    "not JSON": "\0\x01",
    "a list": "[]",
    "a way out": journal("../../outside/evil"),
    "a folder that is not there": journal("members/../../../outside/evil"),
    "an absolute path": journal("/tmp/cmtool-evil"),
    "a backslash": journal("..\\..\\evil"),
    "the settings of git": journal("../.git/hooks/pre-commit"),
    "an option for a commit": journal("", commit="--output=evil", ref="HEAD", staged={}),
    "an option for a branch": journal("", commit="HEAD", ref="--output=evil", staged={}),
    "a number": '{"files": [], "facts": {"commit": ' + "9" * 5_000 + "}}",
    "facts are a list": '{"files": [], "facts": []}',
    "path is a number": '{"files": [{"path": 3, "before": null, "after": "QQ=="}], "facts": {"commit": null}}',
}
MALFORMED = {
    "facts are missing": '{"files": [], "facts": {}}',
    "path with a null": journal("a\0b"),
    "path that is not Unicode": journal("\ud800"),
    "commit is a number": journal("", commit=3, ref="HEAD", staged={}),
    "nothing staged": journal("", commit="HEAD", ref="HEAD"),
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize(
    "name",
    [
        *JOURNALS,
        *MALFORMED,
    ],
)
@pytest.mark.parametrize("command", [["list", "members"], CHANGES[0]], ids=lambda command: command[0])
def test_foreign_journal_makes_nothing(name: str, command: list[str], world: World, cmtool: Run) -> None:
    put_journal(world, {**JOURNALS, **MALFORMED}[name])
    before = tree(world.folder / "garden")
    with nothing_outside(world):
        code, out, err = cmtool(*command, *TODAY, cwd=world.place.root)
    assert code in (0, 2), (out, err)
    assert not Path("/tmp/cmtool-evil").exists()
    own = {name for name in changed(before, tree(world.folder / "garden")) if not name.startswith(".git")}
    assert own <= ({"registry/members/bo-lindqvist.yaml"} if command[0] == "set" else set())
    assert not (world.place.git_dir / "hooks/pre-commit").exists()


def test_journal_removes_no_lock_outside_of_git(world: World, cmtool: Run) -> None:
    put_journal(world, journal("", ref="../../outside/victim"))
    (world.outside / "victim.lock").write_text("")
    with nothing_outside(world):
        cmtool("list", "members", *TODAY, cwd=world.place.root)


def test_journal_writes_nothing_into_git_itself(tmp_path: Path, cmtool: Run) -> None:
    place = begun(tmp_path / "garden", prefix=".")
    (place.git_dir / "cmtool").mkdir()
    (place.git_dir / "cmtool/journal.json").write_text(journal(".git/hooks/pre-commit"))
    cmtool("list", "members", *TODAY, cwd=place.root)
    assert not (place.git_dir / "hooks/pre-commit").exists()


def test_folder_of_the_journal_is_no_link(world: World, cmtool: Run) -> None:
    (world.place.git_dir / "cmtool").symlink_to(world.outside)
    with nothing_outside(world):
        cmtool(*CHANGES[0], *TODAY, cwd=world.place.root)


class Late(BaseException):
    """Somebody waits for what never comes; nothing catches it."""


def test_journal_that_is_a_pipe_is_not_waited_for(world: World, cmtool: Run) -> None:
    def late(*_: object) -> None:
        raise Late

    (world.place.git_dir / "cmtool").mkdir()
    os.mkfifo(world.place.git_dir / "cmtool/journal.json")
    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 3)
    try:
        assert cmtool("list", "members", *TODAY, cwd=world.place.root).code in (0, 2)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
