"""Commits, trees and blobs that no hand would make are told as far as they can be, and nothing of them hurts.

The rows are safety.md G7 and P9, and what a tree or a blob can be beyond.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.history import objects
from cmtool.history.objects import commit_from, contents, tree
from cmtool.history.repository import opened
from cmtool.history.snapshots import entries_at
from cmtool.history.timeline import LATEST, moments, step_at, timeline
from cmtool.model.change import Person
from tests.history.asking import everything, happened
from tests.history.plumbing import DAY, FILES, START, Plumbing, small

PROJECT = Path(__file__).parents[2]
RECORD = b"name: Ada Stone\nstatus: active\n"


@pytest.fixture
def made(tmp_path: Path) -> Plumbing:
    return Plumbing(tmp_path / "r")


# G7: forged dates and people


@pytest.mark.parametrize(
    ("when", "committed", "effective"),
    [
        (b"9999999999999 +0000", 9999999999999, LATEST),
        (b"9" * 26 + b" +0000", int("9" * 26), LATEST),
        (b"9" * 40 + b" +0000", 0, START),
        (b"-1 +0000", 0, START),
        (b"0 +0000", 0, START),
        (b"4294967296 +0000", 4294967296, 4294967296),
        (b"%d +9999" % (START + DAY), START + DAY, START + DAY),
        (b"%d -2400" % (START + DAY), START + DAY, START + DAY),
        (b"%d" % (START + DAY), 0, START),
        (b"yesterday +0000", 0, START),
        (b"", 0, START),
        ("١٢٣ +0000".encode(), 0, START),
        (b"1e9 +0000", 0, START),
    ],
)  # fmt: skip
def test_forged_date_is_bounded_and_seen(when: bytes, committed: int, effective: int, made: Plumbing) -> None:
    files = made.tree(FILES)
    first = made.commit(files)
    made.point(made.commit(files, first, committer=b"Ada <ada@example.org> " + when))
    repository = opened(made.top)
    (_, step) = moments(repository, repository.head())
    assert (step.effective, step.is_backwards) == (effective, step.committed != effective)
    assert step.committed == committed
    assert [(s.committed, s.effective) for s in timeline(repository, repository.head())][1] == step[1:3]
    assert step_at([step], date(9999, 12, 31), UTC) == step


def test_clocks_that_run_backwards_hide_no_commit(made: Plumbing) -> None:
    """`--since` of git stops at the first older commit."""
    parent: list[str] = []
    for day in (0, 1_800, -1_500, 3, 1_801):
        files = {**FILES, "members/ada-stone.yaml": RECORD + b"# %d\n" % day}
        parent = [made.commit(made.tree(files), *parent, when=START + day * DAY)]
    made.point(parent[0])
    steps = list(timeline(opened(made.top), parent[0]))
    days = [(step.effective - START) // DAY for step in steps]
    assert days == [0, 1_800, 1_800, 1_800, 1_801]
    assert [step.is_backwards for step in steps] == [False, False, True, True, False]
    assert step_at(steps, date(2029, 12, 6), UTC) == steps[3]


@pytest.mark.parametrize(
    ("head", "author", "authored"),
    [
        (b"author Ada <ada@example.org> 5 +0000", Person("Ada", "ada@example.org"), 5),
        (b"author \xff\xfe <\x80@x> 5 +0000", Person("\ufffd\ufffd", "\ufffd@x"), 5),
        (b"encoding latin-1\nauthor \xc4da <a@x> 5 +0000", Person("Äda", "a@x"), 5),
        (b"encoding no-such-code\nauthor \xc4da <a@x> 5 +0000", Person("\ufffdda", "a@x"), 5),
        (b"encoding utf-16\nauthor A <a@x> 5 +0000", Person("A", "a@x"), 5),
        (b"encoding shift-jis\nauthor \x83A <a@x> 5 +0000", Person("ア", "a@x"), 5),
        (b"encoding hex\nauthor A <a@x> 5 +0000", Person("A", "a@x"), 5),
        (b"encoding rot13\nauthor A <a@x> 5 +0000", Person("A", "a@x"), 5),
        (b"encoding undefined\nauthor A <a@x> 5 +0000", Person("A", "a@x"), 5),
        (b"encoding punycode\nauthor \xc4- <a@x> 5 +0000", Person("\ufffd-", "a@x"), 5),
        (b"encoding idna\nauthor A <a@x> 5 +0000", Person("A", "a@x"), 5),
        (b"encoding unicode_escape\nauthor A\\nB <a@x> 5 +0000", Person("A\\nB", "a@x"), 5),
        (b"encoding \xff\nauthor A <a@x> 5 +0000", Person("A", "a@x"), 5),
        (b"encoding \nauthor A <a@x> 5 +0000", Person("A", "a@x"), 5),
        (b"encoding a\0b\nauthor A <a@x> 5 +0000", Person("A", "a@x"), 5),
        (b"author A <a@x> 5 +0000\nauthor Mallory <m@x> 6 +0000", Person("A", "a@x"), 5),
        (b"", Person("", ""), 0),
        (b"author", Person("", ""), 0),
        (b"author Ada", Person("", ""), 0),
        (b"author Ada 5 +0000", Person("", ""), 0),
        (b"author <> 5 +0000", Person("", ""), 5),
        (b"author Ada ada@example.org> 5 +0000", Person("Ada ada@example.org", ""), 5),
        (b"author A <b> C <c@x> 5 +0000", Person("A", "b> C <c@x"), 5),
        (b"author A <a@x> ninety +0000", Person("A", "a@x"), 0),
        (b"author A <a@x> %s +0000" % (b"9" * 5_000), Person("A", "a@x"), 0),
        (b"author A <a@x>", Person("A", "a@x"), 0),
        (b" author A <a@x> 5 +0000", Person("", ""), 0),
        (b"author A\0B <a@x> 5 +0000", Person("A\0B", "a@x"), 5),
        (b"author A\rB <a@x> 5 +0000", Person("A\rB", "a@x"), 5),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_forged_author_is_read_as_far_as_possible(head: bytes, author: Person, authored: int, made: Plumbing) -> None:
    tree = made.tree(FILES)
    data = b"tree " + tree.encode() + b"\n" + head + b"\n\nmessage\n"
    found = commit_from("0" * 40, data)
    assert found.author == author
    assert found.authored == authored
    hash = made.point(made.raw("commit", data))
    assert list(objects.commits(opened(made.top), [hash])) == [found._replace(id=hash)]
    assert len(happened(made.top)) == 2


@pytest.mark.parametrize(
    "message",
    [b"", b"\n", b"a\0b\0c\n", b"\xff\xfe", b"x" * 3_000_000, b"a\n" * 500_000, b"\n\n\nauthor M <m@x> 1 +0000\n",
     b"\x1b]0;x\x07", b"tree 0000\nparent 1111\n", b"-- \n:100644 000000 a b D\0x\0", b"0" * 40 + b" 5\0"],
    ids=lambda value: repr(value[:20]),
)  # fmt: skip
def test_message_changes_nothing_of_what_happened(message: bytes, made: Plumbing) -> None:
    made.point(made.commit(made.tree(FILES), message=message))
    assert happened(made.top) == ["2025-01-01 community added", "2025-01-01 members/ada-stone added"]
    repository = opened(made.top)
    (commit,) = objects.commits(repository, [repository.head()])
    assert commit.author == Person("Ada Stone", "ada@example.org")
    assert commit.message == message.decode("utf-8", "replace")[: len(commit.message)]


def test_header_that_never_ends_is_no_message(made: Plumbing) -> None:
    found = commit_from("0" * 40, b"author A <a@x> 5 +0000\n" + b"x " * 1_000_000)
    assert (found.author, found.message) == (Person("A", "a@x"), "")


def test_commit_whose_tree_is_missing_is_told(made: Plumbing) -> None:
    made.point(made.commit("1" * 40))
    with pytest.raises(CmtoolError) as told:
        happened(made.top)
    assert str(told.value) == "git ls-tree failed: not a tree object"


def test_commit_whose_parent_is_missing_is_told(made: Plumbing) -> None:
    made.point(made.commit(made.tree(FILES), "1" * 40))
    with pytest.raises(CmtoolError) as told:
        happened(made.top)
    assert str(told.value) == f"git log failed: Failed to traverse parents of commit {made.git('rev-parse', 'HEAD')}"


# Trees


def test_links_and_other_repositories_are_no_records(made: Plumbing) -> None:
    first = made.commit(made.tree(FILES))
    blobs = {path: made.raw("blob", data) for path, data in FILES.items()}
    secret = made.raw("blob", b"/etc/passwd")
    entries = [
        ("100644", blobs["community.yaml"], "community.yaml"),
        ("120000", secret, "members/ada-stone.yaml"),
        ("160000", first, "members/ben-okoro.yaml"),
        ("160000", first, "groups"),
        ("120000", secret, "skills"),
        ("100755", made.raw("blob", RECORD), "members/cy-dale.yaml"),
    ]
    made.point(made.commit(made.listed(entries), first, when=START + DAY))
    made.config("diff.ignoreSubmodules", "all")
    assert happened(made.top) == [
        "2025-01-01 community added",
        "2025-01-01 members/ada-stone added",
        "2025-01-02 members/ada-stone unreadable",
        "2025-01-02 members/ben-okoro unreadable",
        "2025-01-02 members/cy-dale added",
    ]
    found = [(e.path, e.kind, e.data) for e in entries_at(opened(made.top), made.git("rev-parse", "HEAD"))]
    assert found == [
        ("community.yaml", "file", FILES["community.yaml"]),
        ("groups", "repository", b""),
        ("members/ada-stone.yaml", "link", b""),
        ("members/ben-okoro.yaml", "repository", b""),
        ("members/cy-dale.yaml", "file", RECORD),
        ("skills", "link", b""),
    ]


def test_pointer_to_a_large_file_is_no_record_and_is_not_followed(made: Plumbing) -> None:
    first = made.commit(made.tree(FILES))
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22e\nsize 12345\n"
    modules = b'[submodule "x"]\n\tpath = members\n\turl = ext::x\n\tupdate = !x\n'
    special = {".gitmodules": modules, ".lfsconfig": b"[lfs]\n\turl = ext::x\n"}
    made.point(made.commit(made.tree({**FILES, **special, "members/ada-stone.yaml": pointer}), first, when=START + DAY))
    assert happened(made.top)[2:] == ["2025-01-02 members/ada-stone unreadable"]


@pytest.mark.parametrize(
    "name", [b"..", b".", b".git", b"", b"/", b"/etc/passwd", b"../../x.yaml", b"a\\b.yaml", b"\xff.yaml", b"a\nb.yaml", b"-rf"]
)  # fmt: skip
def test_forged_names_in_a_tree_lead_nowhere(name: bytes, made: Plumbing) -> None:
    blob = made.raw("blob", RECORD)
    members = made.forged((b"100644", name, blob), (b"100644", b"ada-stone.yaml", blob))
    community = made.raw("blob", FILES["community.yaml"])
    top = made.forged(
        (b"100644", b"community.yaml", community), (b"40000", b"members", members), (b"100644", name, blob)
    )
    made.point(made.commit(top))
    try:
        found = happened(made.top)
    except CmtoolError as error:
        assert name == b""
        assert str(error) == "git ls-tree failed: empty filename in tree entry"
    else:
        assert found == ["2025-01-01 community added", "2025-01-01 members/ada-stone added"]


def test_file_that_a_tree_holds_twice_is_told_and_is_not_the_record(made: Plumbing) -> None:
    one, two = made.raw("blob", RECORD), made.raw("blob", b"name: Mallory\nstatus: active\n")
    members = made.forged((b"100644", b"ada-stone.yaml", one), (b"100644", b"ada-stone.yaml", two))
    community = made.raw("blob", FILES["community.yaml"])
    made.point(made.commit(made.forged((b"100644", b"community.yaml", community), (b"40000", b"members", members))))
    assert [file.blob for file in tree(opened(made.top), made.git("rev-parse", "HEAD"))] == [community, one, two]


@pytest.mark.parametrize("kind", ["tree", "commit"])
def test_object_of_another_kind_in_place_of_a_record_is_unreadable(kind: str, made: Plumbing) -> None:
    other = made.tree(FILES)
    if kind == "commit":
        other = made.commit(other)
    first = made.commit(made.tree(FILES))
    members = made.forged((b"100644", b"ada-stone.yaml", other))
    community = made.raw("blob", FILES["community.yaml"])
    forged = made.forged((b"100644", b"community.yaml", community), (b"40000", b"members", members))
    made.point(made.commit(forged, first, when=START + DAY))
    assert happened(made.top)[2:] == ["2025-01-02 members/ada-stone unreadable"]


@pytest.mark.parametrize("data", [b"junk", b"100644 a", b"100644 a\0short", b"xyz a\0" + b"1" * 20])
def test_tree_that_is_none_is_told(data: bytes, made: Plumbing) -> None:
    made.point(made.commit(made.raw("tree", data)))
    with pytest.raises(CmtoolError, match=r"^git ls-tree failed: "):
        happened(made.top)


def test_record_a_thousand_folders_deep_is_read(made: Plumbing) -> None:
    members = made.forged((b"100644", b"ada-stone.yaml", made.raw("blob", RECORD)))
    for _ in range(1_000):
        members = loose(made, b"40000 d\0" + bytes.fromhex(members))
    community = made.raw("blob", FILES["community.yaml"])
    made.point(made.commit(made.forged((b"100644", b"community.yaml", community), (b"40000", b"members", members))))
    assert happened(made.top) == ["2025-01-01 community added", "2025-01-01 members/ada-stone added"]


def loose(made: Plumbing, tree: bytes) -> str:
    """A tree written without git, which would take too long for many."""
    data = b"tree %d\0%s" % (len(tree), tree)
    hash = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    path = made.top / ".git/objects" / hash[:2] / hash[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zlib.compress(data))
    return hash


def test_tree_that_grows_without_end_is_refused(made: Plumbing) -> None:
    """Ten names for one folder, eight times over: a hundred million files in ten objects."""
    inner = made.forged(*((b"100644", b"f%d" % number, made.raw("blob", b"x")) for number in range(10)))
    for _ in range(7):
        inner = made.forged(*((b"40000", b"d%d" % number, inner) for number in range(10)))
    community = made.raw("blob", FILES["community.yaml"])
    commit = made.commit(made.forged((b"100644", b"community.yaml", community), (b"40000", b"x", inner)))
    made.point(commit)
    with pytest.raises(CmtoolError) as told:
        entries_at(opened(made.top), commit)
    assert str(told.value) == f"commit {commit[:12]} has more than 100000 files in the registry"


def test_as_many_files_as_a_registry_may_have_are_read(made: Plumbing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MAX_FILES", 2)
    commit = made.commit(made.tree(FILES))
    assert len(tree(opened(made.top), commit)) == 2
    commit = made.commit(made.tree({**FILES, "x": b""}))
    with pytest.raises(CmtoolError) as told:
        tree(opened(made.top), commit)
    assert str(told.value) == f"commit {commit[:12]} has more than 2 files in the registry"


# Blobs


MEASURED = """
import resource, sys
from pathlib import Path
from tests.history.asking import happened
resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))
print(happened(Path(sys.argv[1])))
# not ru_maxrss, which after an exec still holds the peak of the process that started this one
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) < 150 << 10)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 150 << 10)
"""


@pytest.mark.parametrize("is_packed", [False, True])
def test_giant_in_place_of_a_record_takes_no_memory(is_packed: bool, made: Plumbing, tmp_path: Path) -> None:
    """300 MB that a push of 300 kB brings; git hands it on in pieces, and nobody reads it to its end."""
    with (tmp_path / "giant").open("wb") as file:
        file.truncate(300 << 20)
    giant = made.git("-c", "core.bigFileThreshold=1m", "hash-object", "-w", str(tmp_path / "giant"))
    blobs = [("100644", made.raw("blob", data), path) for path, data in FILES.items()]
    first = made.commit(made.listed(blobs))
    entries = [
        blobs[0],
        ("100644", giant, "members/ada-stone.yaml"),
        ("100644", made.raw("blob", RECORD), "members/ben-okoro.yaml"),
    ]
    made.point(made.commit(made.listed(entries), first, when=START + DAY))
    if is_packed:
        made.git("repack", "-a", "-d", "-q")
    command = [sys.executable, "-c", MEASURED, str(made.top)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    expected = ["2025-01-01 community added", "2025-01-01 members/ada-stone added"]
    expected += ["2025-01-02 members/ada-stone unreadable", "2025-01-02 members/ben-okoro added"]
    assert (done.stdout, done.stderr) == (f"{expected}\nTrue\nTrue\n", "")


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 999, 1_000, 1_001, 5_000])
def test_contents_are_cut_and_the_next_ones_are_whole(
    size: int, made: Plumbing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a blob that is larger than what is worth reading, git is taken away and asked anew for the rest."""
    monkeypatch.setattr(objects, "_DRAINED", 990)
    large, small_ = made.raw("blob", b"x" * size), made.raw("blob", b"small\n")
    asked = [small_, large, large, small_, large, small_]
    repository = opened(made.top)
    stream, started = repository.stream, []
    monkeypatch.setattr(repository, "stream", lambda *words, feed: started.append(words) or stream(*words, feed=feed))
    found = list(contents(repository, iter(asked), 10))
    cut = b"x" * min(size, 10)
    assert found == [b"small\n", cut, cut, b"small\n", cut, b"small\n"]
    assert len(started) == (4 if size > 1_000 else 1)


def test_blob_that_many_names_share_is_read_once(made: Plumbing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand names for one large file would be 25 GB to read, and are 10 kB to push."""
    one, two = made.raw("blob", b"one"), made.raw("blob", b"two")
    asked: list[list[str]] = []

    def watched(repository: objects.Repository, hashes: list[str]) -> Iterator[bytes]:
        asked.append(hashes)
        return contents(repository, hashes)

    monkeypatch.setattr(objects, "contents", watched)
    assert objects.blobs(opened(made.top), [one, two, one] * 1_000) == {one: b"one", two: b"two"}
    assert asked == [[one, two]]


def test_more_than_a_registry_may_hold_is_not_kept(made: Plumbing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MAX_TOTAL", 2 << 20)
    hashes = [made.raw("blob", b"%d" % number + b" " * 262_143) for number in range(9)]
    assert len(objects.blobs(opened(made.top), hashes[:8])) == 8
    with pytest.raises(CmtoolError) as told:
        objects.blobs(opened(made.top), hashes)
    assert str(told.value) == "the registry in that commit is too large: it may have at most 2 MiB"


def test_nothing_asked_is_nothing_told(made: Plumbing, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = opened(made.top)
    monkeypatch.setattr(repository, "stream", None)
    assert list(contents(repository, [])) == []


def test_answer_is_the_same_with_objects_of_another_repository(tmp_path: Path) -> None:
    """Objects may lie in a repository that `alternates` names; what they are called is what they are."""
    made = small(tmp_path / "r")
    expected = everything(made.top)
    other = Plumbing(tmp_path / "other")
    other.config("core.fsmonitor", "/no/such/program")
    (made.top / ".git/objects/info").mkdir(exist_ok=True)
    (made.top / ".git/objects/info/alternates").write_text(f"{other.top}/.git/objects\n/no/such/folder\n")
    assert everything(made.top) == expected
