"""No name of a commit, however it is written, becomes an option of git or makes anything (safety.md G1)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.repository import opened
from tests.history.naughty_revisions import NAUGHTY
from tests.history.plumbing import Plumbing, small, untouched
from tests.render.naughty import NAUGHTY as TEXTS

LOST = "name a branch, a tag or a hash"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Plumbing:
    return small(tmp_path_factory.mktemp("names") / "r")


@pytest.mark.parametrize("name", [*NAUGHTY, *TEXTS, "HEAD\0", "\0", "a" * 200_000], ids=lambda name: repr(name)[:40])
def test_naughty_name_is_no_commit_and_makes_nothing(name: str, made: Plumbing) -> None:
    name = name.replace("OUTSIDE", str(made.top.parent / "outside"))
    with untouched(made.top.parent):
        with pytest.raises(CmtoolError) as told:
            opened(made.top).resolve(name)
        assert str(told.value) == f"no commit '{name[:100]}': {LOST}"


@pytest.mark.parametrize(
    "name", ["--output=x", "-c", "--", "-", "--all", "x;y", "$(x)", "a'b", "a|b", "é", "HEAD", "main@", "ab"]
)
def test_branch_with_a_naughty_name_is_a_branch(name: str, tmp_path: Path) -> None:
    """Only plumbing makes such branches; a clone brings them."""
    made = small(tmp_path / "r")
    first = made.git("rev-parse", "HEAD~2")
    made.point(first, f"refs/heads/{name}")
    with untouched(tmp_path):
        repository = opened(made.top)
        assert repository.resolve(f"refs/heads/{name}") == first
        if name != "HEAD":
            assert repository.resolve(name) == first
        assert repository.head() == made.git("rev-parse", "refs/heads/main")


@pytest.mark.parametrize("kind", ["blob", "tree", "tag of a tree"])
def test_hash_of_another_object_is_no_commit(kind: str, made: Plumbing) -> None:
    tree = made.git("rev-parse", "HEAD^{tree}")
    blob = made.git("rev-parse", "HEAD:community.yaml")
    tag = made.raw("tag", f"object {tree}\ntype tree\ntag x\ntagger A <a@example.org> 0 +0000\n\nx\n".encode())
    hash = {"blob": blob, "tree": tree, "tag of a tree": tag}[kind]
    with pytest.raises(CmtoolError) as told:
        opened(made.top).resolve(hash)
    assert str(told.value) == f"no commit '{hash}': {LOST}"


def test_tag_object_stands_for_its_commit(made: Plumbing) -> None:
    head = made.git("rev-parse", "HEAD")
    tag = made.raw("tag", f"object {head}\ntype commit\ntag x\ntagger A <a@example.org> 0 +0000\n\nx\n".encode())
    assert opened(made.top).resolve(tag) == head


def test_path_that_ends_like_our_question_is_no_commit(tmp_path: Path) -> None:
    """`HEAD:x` is asked for as `HEAD:x^{commit}`, and a file may be called that."""
    made = Plumbing(tmp_path / "r")
    made.point(made.commit(made.tree({"x^{commit}": b"x"})))
    with pytest.raises(CmtoolError) as told:
        opened(made.top).resolve("HEAD:x")
    assert str(told.value) == f"no commit 'HEAD:x': {LOST}"


def test_name_of_a_branch_and_of_another_tag_is_refused(tmp_path: Path) -> None:
    """Git takes the tag, with a warning: who may push a tag would say what `main` is."""
    made = small(tmp_path / "r")
    made.point(made.git("rev-parse", "HEAD~2"), "refs/tags/main")
    made.config("core.warnAmbiguousRefs", "false")
    for name in ("main", "main~1", "main^{commit}"):
        with pytest.raises(CmtoolError) as told:
            opened(made.top).resolve(name)
        assert str(told.value) == f"'{name}' is ambiguous: say refs/heads/main or refs/tags/main"
    assert opened(made.top).resolve("refs/heads/main") == made.git("rev-parse", "HEAD")
    assert opened(made.top).head() == made.git("rev-parse", "HEAD")


def test_branch_that_is_called_like_a_hash_does_not_stand_for_it(made: Plumbing) -> None:
    head = made.git("rev-parse", "HEAD")
    made.point(made.git("rev-parse", "HEAD~1"), f"refs/heads/{head}")
    assert opened(made.top).resolve(head) == head


def test_beginning_of_several_hashes_asks_for_more(made: Plumbing) -> None:
    who = b"A <a@example.org> 0 +0000"
    head = b"tree %s\nauthor %s\ncommitter %s\n" % (made.git("rev-parse", "HEAD^{tree}").encode(), who, who)
    seen: dict[str, bytes] = {}
    for number in range(65_537):
        data = b"%s\n%d\n" % (head, number)
        start = hashlib.sha1(b"commit %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()[:4]
        if start in seen:
            break
        seen[start] = data
    alike = [made.raw("commit", data) for data in (seen[start], data)]
    with pytest.raises(CmtoolError) as told:
        opened(made.top).resolve(start)
    assert str(told.value) == f"'{start}' is the beginning of several hashes: give more of it"
    assert [opened(made.top).resolve(hash) for hash in alike] == alike


@pytest.mark.parametrize("name", ["HEAD", "@", "main", "heads/main", "refs/heads/main", "HEAD~0", "HEAD^0", "main^{}"])
def test_good_names_are_commits(name: str, made: Plumbing) -> None:
    head = made.git("rev-parse", "HEAD")
    assert opened(made.top).resolve(name) == head
    assert opened(made.top).resolve(head[:12]) == head
    assert opened(made.top).resolve(head.upper()) == head
