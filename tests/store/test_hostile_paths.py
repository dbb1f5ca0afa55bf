"""No name and no kind of file makes `validate` follow a link, wait, leave the registry, or pass something unreported.

The rows are those of safety.md 2.2 that concern reading. What lies outside holds a canary that no output may show.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cmtool.errors import CmtoolError
from cmtool.store import entries
from cmtool.store.layout import bad_id, place
from cmtool.store.load import load
from tests.conftest import DATA
from tests.sandbox import IS_POSSIBLE, Run, outcomes

CANARY = "CANARY-7f3a"
SECRET = f"name: {CANARY}\nstatus: active\n{CANARY}: x\n"
RECORD = "name: Hostile Test\nstatus: active\n"
LINK = "a symbolic link: links are never followed"
SPECIAL = "neither a file nor a folder, but a device, pipe or socket"
REPOSITORY = "this folder holds a git repository, so nothing in it is read"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22e\nsize 12345\n"


class Case(NamedTuple):
    """A row of safety.md, what is built into the registry, and what is said of it: `path CODE message`."""

    row: str
    name: str
    build: Callable[[Path, Path], object]
    said: list[str]


def link(path: str, target: str = "") -> Callable[[Path, Path], object]:
    """A link in the registry to a target outside (or as given), in place of what was there."""

    def build(root: Path, outside: Path) -> None:
        where = root / path
        if where.is_dir():
            shutil.rmtree(where)
        where.unlink(missing_ok=True)
        where.symlink_to(target.replace("OUTSIDE", str(outside)))

    return build


def named(*names: str | bytes) -> Callable[[Path, Path], object]:
    """Good records under these names."""

    def build(root: Path, _outside: Path) -> None:
        for name in names:
            with open(os.path.join(os.fsencode(root / "members"), os.fsencode(name)), "w") as file:
                file.write(RECORD)

    return build


def written(path: str, text: str) -> Callable[[Path, Path], object]:
    def build(root: Path, _outside: Path) -> None:
        (root / path).parent.mkdir(exist_ok=True, parents=True)
        (root / path).write_text(text)

    return build


def together(*builders: Callable[[Path, Path], object]) -> Callable[[Path, Path], object]:
    return lambda root, outside: [builder(root, outside) for builder in builders]


def pipe(path: str) -> Callable[[Path, Path], object]:
    def build(root: Path, _outside: Path) -> None:
        (root / path).unlink(missing_ok=True)
        os.mkfifo(root / path)

    return build


def listener(root: Path, _outside: Path) -> None:
    here = os.getcwd()
    os.chdir(root / "members")  # the address of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("hostile.yaml")
    finally:
        os.chdir(here)


def stairs(root: Path, _outside: Path) -> None:
    """Folders nested deeper than Python calls, a record at the bottom."""
    here = os.getcwd()
    os.chdir(root / "members")
    try:
        for _ in range(1100):
            os.mkdir("d")
            os.chdir("d")
        Path("ada-moreau.yaml").write_text(RECORD)
    finally:
        os.chdir(here)


def hole(root: Path, _outside: Path) -> None:
    with (root / "members" / "hostile.yaml").open("wb") as file:
        file.truncate(1 << 34)


def folder_for_file(root: Path, _outside: Path) -> None:
    (root / "community.yaml").unlink()
    (root / "community.yaml").mkdir()


def file_for_folder(root: Path, _outside: Path) -> None:
    shutil.rmtree(root / "meetings")
    (root / "meetings").write_text(RECORD)


def overlay(path: str) -> Callable[[Path, Path], object]:
    def build(root: Path, _outside: Path) -> None:
        with (root / "community.yaml").open("a") as file:
            file.write(f"  overlay: {path}\n")

    return build


def no_id(name: str, shown: str = "") -> str:
    return f"members/{shown or name}.yaml REF104 file name '{shown or name}' is not an id"


def reserved(name: str) -> str:
    return f"members/{name}.yaml REF104 '{name}' cannot be a file name on Windows"


CASES = [
    Case(
        "P1",
        "link to a file outside",
        link("members/x-x.yaml", "OUTSIDE/members/x-x.yaml"),
        [f"members/x-x.yaml FIL102 {LINK}"],
    ),
    Case("P1", "link to passwd", link("members/x-x.yaml", "/etc/passwd"), [f"members/x-x.yaml FIL102 {LINK}"]),
    Case(
        "P1", "link to zeroes without end", link("members/x-x.yaml", "/dev/zero"), [f"members/x-x.yaml FIL102 {LINK}"]
    ),
    Case("P1", "link to a neighbour", link("members/x-x.yaml", "ada-moreau.yaml"), [f"members/x-x.yaml FIL102 {LINK}"]),
    Case("P1", "link to nothing", link("members/x-x.yaml", "nowhere"), [f"members/x-x.yaml FIL102 {LINK}"]),
    Case("P1", "link to itself", link("members/x-x.yaml", "x-x.yaml"), [f"members/x-x.yaml FIL102 {LINK}"]),
    Case(
        "P1", "link that is no record", link("members/README.md", "/etc/passwd"), [f"members/README.md FIL102 {LINK}"]
    ),
    Case("P1", "link to a folder outside", link("members/sub", "OUTSIDE/members"), [f"members/sub FIL102 {LINK}"]),
    Case("P1", "link to the folder above", link("members/sub", ".."), [f"members/sub FIL102 {LINK}"]),
    Case("P1", "link for a whole kind", link("meetings", "OUTSIDE/members"), [f"meetings FIL102 {LINK}"]),
    Case(
        "P1",
        "link for the community",
        link("community.yaml", "OUTSIDE/community.yaml"),
        [f"community.yaml FIL102 {LINK}"],
    ),
    Case("P1", "link that is nothing of ours", link("photos", "/etc"), []),
    Case(
        "P1",
        "link for the overlay",
        together(link("private", "OUTSIDE"), overlay("private")),
        [f"private/members FIL102 {LINK}"],
    ),
    Case(
        "P1",
        "link on the way to the overlay",
        together(link("private", "OUTSIDE"), overlay("private/deeper")),
        [f"private/deeper/members FIL102 {LINK}"],
    ),
    Case(
        "P1",
        "link in an overlay of the registry's own",
        together(
            written("private/community.yaml", "x"), link("private/members", "OUTSIDE/members"), overlay("private")
        ),
        ["community.yaml FIL101 overlay lies inside the registry: its files would be published"],
    ),
    Case(
        "P2",
        "names that are no ids",
        named(
            "-rf.yaml",
            ".yaml",
            "..yaml",
            ".git.yaml",
            "a b.yaml",
            "x.yaml",
            "x" * 200 + ".yaml",
            "a\\b.yaml",
            "~root.yaml",
        ),
        [
            no_id("-rf"),
            no_id("."),
            no_id(".git"),
            no_id(""),
            no_id("a b"),
            no_id("a\\b"),
            no_id("x"),
            no_id("x" * 200),
            no_id("~root"),
        ],
    ),
    Case(
        "P2",
        "references that climb",
        written(
            "groups/hostile.yaml",
            "name: x\nkind: team\nstatus: closed\npurpose: x\nmembers:\n"
            "  - {member: ../../outside/members/x-x, role: gardener}\n  - {member: /etc/passwd, role: gardener}\n",
        ),
        [
            "groups/hostile.yaml SCH103 field 'member': expected an id of lower-case words joined by hyphens, "
            f"as amina-diallo; found '{path}'"
            for path in ("../../outside/members/x-x", "/etc/passwd")
        ],
    ),
    Case(
        "P3",
        "two names but for case",
        named("Ann-x.yaml", "ann-x.yaml"),
        ["members/Ann-x.yaml FIL103 id 'Ann-x' differs from 'ann-x' only by case or Unicode form"],
    ),
    Case(
        "P3",
        "two names but for Unicode form",
        named("\u00e1x.yaml", "a\u0301x.yaml"),
        [
            no_id("a\u0301x"),
            "members/\u00e1x.yaml FIL103 id '\u00e1x' differs from 'a\u0301x' only by case or Unicode form",
        ],
    ),
    Case("P3", "dot and space at the end", named("ann-x..yaml", "ann-x .yaml"), [no_id("ann-x "), no_id("ann-x.")]),
    Case(
        "P3",
        "suffix in capitals",
        named("ann-x.YAML"),
        ["members/ann-x.YAML FIL101 not a record: members/ holds .yaml files"],
    ),
    Case(
        "P4",
        "names of devices",
        named("con.yaml", "nul.yaml", "com1.yaml"),
        [reserved("com1"), reserved("con"), reserved("nul")],
    ),
    Case(
        "P4",
        "signs in names",
        named("a:b.yaml", "a?.yaml", 'quo"te.yaml', "it's.yaml", "a*.yaml"),
        [no_id("a*"), no_id("a:b"), no_id("a?"), no_id("it's"), no_id('quo"te')],
    ),
    Case(
        "P4",
        "names that write on a terminal or to a runner",
        named("new\nline.yaml", "\x1b[2J.yaml", "::error::x.yaml", "\u202egro.yaml"),
        [
            no_id("", "\\u{1b}[2J"),
            no_id("::error::x"),
            no_id("", "new\\u{a}line"),
            no_id("", "\\u{202e}gro"),
        ],
    ),
    Case("P4", "name that is not UTF-8", named(b"\xff.yaml"), [no_id("", "\\u{dcff}")]),
    Case("P5", "Cyrillic letter", named("\u0430dmin.yaml"), [no_id("\u0430dmin")]),
    Case("P6", "pipe", pipe("members/hostile.yaml"), [f"members/hostile.yaml FIL102 {SPECIAL}"]),
    Case("P6", "pipe for the community", pipe("community.yaml"), [f"community.yaml FIL102 {SPECIAL}"]),
    Case(
        "P6",
        "pipe that is no record",
        pipe("members/x.txt"),
        ["members/x.txt FIL101 not a record: members/ holds .yaml files"],
    ),
    Case("P6", "socket", listener, [f"members/hostile.yaml FIL102 {SPECIAL}"]),
    Case("P6", "16 GiB of nothing", hole, ["members/hostile.yaml YML105 the file is larger than 256 KiB"]),
    Case(
        "P6", "folder for the community", folder_for_file, ["community.yaml FIL101 a folder where a file was expected"]
    ),
    Case("P6", "file for a kind", file_for_folder, ["meetings FIL101 a file where a folder was expected"]),
    Case(
        "P6",
        "folders deeper than Python calls",
        stairs,
        [
            "members/" + "d/" * 1100 + "ada-moreau.yaml REF104 file name used twice: "
            "'members/ada-moreau' is also members/ada-moreau.yaml"
        ],
    ),
    Case("P9", "repository inside", written("members/sub/.git/HEAD", "x"), [f"members/sub FIL102 {REPOSITORY}"]),
    Case("P9", "submodule", written("members/sub/.git", "gitdir: /"), [f"members/sub FIL102 {REPOSITORY}"]),
    Case(
        "P9", "repository in place of a kind", written("meetings/.git", "gitdir: /"), [f"meetings FIL102 {REPOSITORY}"]
    ),
    Case(
        "P9",
        "bare repository",
        together(*(written(f"members/sub/{name}", "x") for name in ("HEAD", "objects/x", "refs/x", "config"))),
        [f"members/sub FIL102 {REPOSITORY}"],
    ),
    Case(
        "P9",
        "large file pointer",
        written("members/hostile.yaml", POINTER),
        ["members/hostile.yaml YML101 the file holds one text where fields were expected"],
    ),
]

SECONDS = 2.0
CLOSED = ("members/hostile.yaml", "FIL102", "cannot be opened")
LOADING = ("FIL", "YML", "SCH", "REF")
"""Codes of what is compared. Rules may miss a record that cannot be read."""
_FINDING = re.compile(r"^.*?/registry/(.*?):[0-9]+:[0-9]+ ([A-Z]{3}[0-9]{3}) (?:error|warning) (.*)$", re.MULTILINE)

needs_fork = pytest.mark.skipif(not IS_POSSIBLE, reason="this system cannot fork")


def built(folder: Path) -> list[Path]:
    """A registry for each case, beside a folder that nobody may look into."""
    roots = []
    for number, case in enumerate(CASES):
        root, outside = folder / str(number) / "registry", folder / str(number) / "outside"
        shutil.copytree(DATA / "smallest", root)
        (outside / "members").mkdir(parents=True)
        (outside / "deeper/members").mkdir(parents=True)
        for path in ("members/x-x.yaml", "deeper/members/ada-moreau.yaml", "community.yaml"):
            (outside / path).write_text(SECRET)
        case.build(root, outside)
        roots.append(root)
    return roots


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    roots = built(tmp_path_factory.mktemp("paths"))
    yield roots
    for root in roots:
        flatten(root / "members/d")


def flatten(folder: Path) -> None:
    """Take stairs away step by step: `shutil.rmtree` is as recursive as what they test."""
    aside = folder.with_name("aside")
    while (folder / "d").is_dir():
        (folder / "d").rename(aside)
        folder.rmdir()
        aside.rename(folder)


def validated(roots: list[Path], form: str) -> dict[str, Run]:
    arguments = ("--today", "2026-11-20", "--format", form)
    runs = outcomes([(root, ("validate", "-q", "--registry", str(root), *arguments)) for root in roots])
    return dict(zip((case.name for case in CASES), runs, strict=True))


@pytest.fixture(scope="module")
def concise(roots: list[Path]) -> dict[str, Run]:
    return validated(roots, "concise")


def said(run: Run) -> list[str]:
    """What loading found, as the table writes it."""
    return [f"{found[1]} {found[2]} {found[3]}" for found in _FINDING.finditer(run.out) if found[2].startswith(LOADING)]


@needs_fork
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.row} {case.name}")
def test_hostile_path_ends_in_findings(case: Case, concise: dict[str, Run]) -> None:
    run = concise[case.name]
    assert (run.code, run.err, run.outside) == (1 if case.said else 0, "", [])
    assert said(run) == case.said
    assert run.seconds <= SECONDS


@needs_fork
@pytest.mark.parametrize("form", ["text", "json", "github", "concise"])
def test_no_form_shows_what_lies_outside(form: str, roots: list[Path]) -> None:
    for name, run in validated(roots, form).items():
        assert (name, run.code in (0, 1), run.err, run.outside) == (name, True, "", [])
        assert CANARY not in run.out, name
        assert "root:" not in run.out, name


def test_every_row_on_reading_has_cases() -> None:
    assert sorted({case.row for case in CASES}) == ["P1", "P2", "P3", "P4", "P5", "P6", "P9"]


def test_device_is_not_opened(registry_of: Callable[..., Path]) -> None:
    root = registry_of()
    try:
        os.mknod(root / "members/hostile.yaml", 0o020600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root may make a device")
    assert [(f.path, f.code) for f in load(root).findings] == [("members/hostile.yaml", "FIL102")]


def test_file_without_permission_is_told(registry_of: Callable[..., Path]) -> None:
    root = registry_of({"members/hostile.yaml": RECORD})
    (root / "members/hostile.yaml").chmod(0)
    if os.access(root / "members/hostile.yaml", os.R_OK):
        pytest.skip("this user may read everything")
    assert [(f.path, f.code, f.message) for f in load(root).findings] == [CLOSED]


def test_folder_without_permission_is_told(registry_of: Callable[..., Path]) -> None:
    root = registry_of()
    (root / "skills").mkdir(mode=0)
    if os.access(root / "skills", os.R_OK):
        pytest.skip("this user may read everything")
    assert [(f.path, f.code, f.message) for f in load(root).findings] == [("skills", *CLOSED[1:])]


@pytest.mark.parametrize("call", ["open", "read"])
def test_file_that_the_system_refuses_is_told(
    call: str, registry_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As without permission, but also where the user may read everything, and for a disk that fails."""
    root = registry_of({"members/hostile.yaml": RECORD})
    handles: list[int] = []
    original = os.open

    def opened(path: str, flags: int) -> int:
        if call == "open" and path.endswith("hostile.yaml"):
            raise PermissionError(errno.EACCES, "Permission denied")
        handles.append(original(path, flags))
        if call == "read" and path.endswith("hostile.yaml"):
            os.dup2(original(os.devnull, os.O_WRONLY), handles[-1])
            monkeypatch.setattr(entries.stat, "S_ISREG", lambda mode: True)
            monkeypatch.setattr(entries.os, "fstat", lambda handle: os.stat(path))
        return handles[-1]

    monkeypatch.setattr(entries.os, "open", opened)
    assert [(f.path, f.code, f.message) for f in load(root).findings] == [CLOSED]


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_file_swapped_after_the_check_is_not_read(
    kind: str, registry_of: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = registry_of({"members/hostile.yaml": RECORD})
    (tmp_path / "outside.yaml").write_text(SECRET)
    original = os.open

    def swapped_open(path: str, flags: int) -> int:
        if path.endswith("hostile.yaml"):
            os.unlink(path)
            os.symlink(tmp_path / "outside.yaml", path) if kind == "link" else os.mkfifo(path)
        return original(path, flags)

    monkeypatch.setattr(entries.os, "open", swapped_open)
    loaded = load(root)
    assert [(f.path, f.code) for f in loaded.findings] == [("members/hostile.yaml", "FIL102")]
    assert CANARY not in "".join(f.source.text + f.message for f in loaded.findings)
    assert "hostile" not in loaded.registry.members


def test_too_many_files_are_refused(registry_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = registry_of()
    monkeypatch.setattr(entries, "MAX_FILES", 6)
    with pytest.raises(CmtoolError, match="is too large: a registry has at most 6 files and 512 MiB"):
        load(root)


NAUGHTY = [
    "../../x",
    "/etc/x",
    "a/b",
    ".",
    "..",
    ".git",
    "-rf",
    "",
    "a" * 300,
    "a\0b",
    "con",
    "a--b",
    "a-",
    "аdmin",
    "a\n",
]


@given(st.text(max_size=80) | st.from_regex(r"[a-z0-9./\\-]{0,70}", fullmatch=True))
@example("ab")
def test_an_id_is_a_file_name_and_nothing_more(id: str) -> None:
    if not bad_id(id)[0]:
        path = os.path.normpath(os.path.join("/registry/members", f"{id}.yaml"))
        assert path == f"/registry/members/{id}.yaml"
        assert (place(f"members/{id}.yaml").id, place(f"members/{id}.yaml").problem) == (id, "")
        assert id.isascii()
        assert 2 <= len(id) <= 64


@pytest.mark.parametrize("id", NAUGHTY, ids=repr)
def test_naughty_ids_are_refused(id: str) -> None:
    assert bad_id(id)[2] == "REF104"
