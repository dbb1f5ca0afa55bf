"""The door to git: which repositories it opens, what it says of the others, and that it leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.objects import contents
from cmtool.history.repository import Repository, opened
from cmtool.history.timeline import timeline
from cmtool.store.root import work_tree
from tests.conftest import Outcome
from tests.history.asking import everything, happened
from tests.history.plumbing import FILES, Plumbing, small

PROJECT = Path(__file__).parents[2]


def refused(root: Path) -> str:
    """Why there is no history, without the folder's own name."""
    with pytest.raises(CmtoolError) as told:
        happened(root)
    return str(told.value)


def git(folder: Path, *arguments: object) -> None:
    subprocess.run(["git", *map(str, arguments)], cwd=folder, check=True, capture_output=True)


# Repositories that it opens


@pytest.mark.parametrize(
    "prefix",
    [
        "", "registry/", "a/b/c/", "with space/", "new\nline/", "tab\there/", "Größe/", "e\u0301/", "[a]*?/", "[a-z]/",
        "*/", "?/", "-x/", "--output=x/", ":x/", ":(glob)**/", ":!x/", ":/", "!x/", "#x/", "'\"/", "\\/", "$(x)/", "%s/",
        "\udcff/", "HEAD/", "a:b/", "{a,b}/",
    ],
)  # fmt: skip
def test_registry_may_lie_in_any_folder(prefix: str, tmp_path: Path) -> None:
    plain = small(tmp_path / "plain")
    files = {**{f"{prefix}{path}": data for path, data in FILES.items()}, "x/community.yaml": b"name: Wrong\n"}
    made = small(tmp_path / "r", prefix)
    made.point(made.commit(made.tree(files), made.git("rev-parse", "HEAD")))
    made.point(made.git("rev-parse", "HEAD~1"))
    assert happened(tmp_path / "r" / prefix) == happened(plain.top)
    assert everything(tmp_path / "r" / prefix)["entries"] == everything(plain.top)["entries"]


@pytest.mark.parametrize(
    "name", ["with space", "new\nline", "Größe", "[a]*", "-x", ":x", "a:b", "\udcff", "'", "$(x)", "\n"]
)
def test_repository_may_have_any_name(name: str, tmp_path: Path) -> None:
    made = small(tmp_path / name, "registry/")
    assert len(happened(made.top / "registry")) == 5
    assert opened(made.top / "registry").git_dir == made.top / ".git"


def test_repository_with_longer_hashes_works(tmp_path: Path) -> None:
    made = small(tmp_path / "r", "", "--object-format=sha256")
    assert happened(made.top) == happened(small(tmp_path / "short").top)
    head = made.git("rev-parse", "HEAD")
    assert len(head) == 64
    assert opened(made.top).resolve(head) == head
    assert opened(made.top).resolve(head[:40]) == head


def test_detached_head_works_and_is_told(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    expected = happened(made.top)
    assert not opened(made.top).is_detached
    git(made.top, "checkout", "-q", "--detach", "HEAD~1")
    assert opened(made.top).is_detached
    assert happened(made.top) == expected[:4]


def test_linked_work_tree_has_the_history_of_its_own_branch(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    git(made.top, "worktree", "add", "-q", tmp_path / "linked", "-b", "side", "HEAD~1")
    assert happened(tmp_path / "linked") == happened(made.top)[:4]
    git(made.top, "replace", "HEAD", "HEAD~2")
    assert opened(tmp_path / "linked").replacements() == opened(made.top).replacements() != []


def test_link_to_a_registry_leads_to_its_repository(tmp_path: Path) -> None:
    made = small(tmp_path / "r", "registry/")
    (tmp_path / "shortcut").symlink_to(made.top / "registry")
    assert len(happened(tmp_path / "shortcut")) == 5


def test_link_to_a_repository_works(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    expected = everything(made.top)
    (made.top / ".git").rename(tmp_path / "elsewhere")
    (made.top / ".git").symlink_to(tmp_path / "elsewhere")
    assert everything(made.top) == expected


def test_registry_in_a_submodule_has_the_history_of_the_submodule(tmp_path: Path) -> None:
    small(tmp_path / "inner")
    outer = small(tmp_path / "outer")
    git(outer.top, "-c", "protocol.file.allow=always", "submodule", "-q", "add", tmp_path / "inner", "registry")
    assert (outer.top / "registry/.git").is_file()
    assert len(happened(outer.top / "registry")) == 5
    shutil.move(outer.top / ".git/modules", tmp_path / "moved")
    place = outer.top / "registry/.git"
    assert refused(outer.top / "registry") == (
        f"{place} points to a repository that is not there (a moved work tree, or a submodule outside its project): "
        "repair it with `git worktree repair`, or clone again"
    )


# Repositories that it does not open


def test_folder_without_repository_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path} is in no git repository: history needs git (git init, git add, git commit)"


def test_repository_without_commits_is_told(tmp_path: Path) -> None:
    made = Plumbing(tmp_path / "r")
    assert refused(made.top) == "no commits yet: save the registry first (git add, git commit)"


def test_branch_whose_commit_is_gone_is_told(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    head = made.git("rev-parse", "HEAD")
    (made.top / ".git/objects" / head[:2] / head[2:]).unlink()
    assert refused(made.top) == (
        f"object {head[:12]} is missing: a partial clone or a damaged repository; clone it again as a whole"
    )


def test_registry_that_no_commit_holds_is_told(tmp_path: Path) -> None:
    made = Plumbing(tmp_path / "r")
    made.point(made.commit(made.tree({"readme.md": b"x"})))
    (made.top / "registry").mkdir()
    assert refused(made.top / "registry") == "no commit holds registry/community.yaml yet: git add it, and commit"


@pytest.mark.parametrize("mode", ["100644", "120000", "160000"])
def test_folder_that_is_no_folder_in_the_commit_is_told(mode: str, tmp_path: Path) -> None:
    """On disk it is a folder; in the commit a file, a link, another repository."""
    made = Plumbing(tmp_path / "r")
    first = made.commit(made.tree({"x": b"x"}))
    blob = first if mode == "160000" else made.raw("blob", b"members")
    made.point(made.commit(made.listed([(mode, blob, "registry")]), first))
    (made.top / "registry").mkdir()
    assert refused(made.top / "registry") == "no commit holds registry/community.yaml yet: git add it, and commit"


def test_bare_repository_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "r.git")
    for place in ("r.git", "r.git/objects"):
        assert refused(tmp_path / place) == (
            f"{tmp_path / place} lies in a bare repository, which has no work tree: clone it, and look there"
        )


def dangling_file(place: Path) -> None:
    place.write_text("gitdir: /no/such/place\n")


def file_of_something(place: Path) -> None:
    place.write_text("name: Ada\n")


def folder_of_nothing(place: Path) -> None:
    place.mkdir()


def dangling_link(place: Path) -> None:
    place.symlink_to("/no/such/place")


def loop(place: Path) -> None:
    place.symlink_to(".git")


def pipe(place: Path) -> None:
    os.mkfifo(place)


def file_that_leads_to_itself(place: Path) -> None:
    place.write_text("gitdir: .git\n")


AWAY = (
    "points to a repository that is not there (a moved work tree, or a submodule outside its project): "
    "repair it with `git worktree repair`, or clone again"
)
NONE = "is no repository that git can read: not a git repository (or any of the parent directories): .git"


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (dangling_file, AWAY),
        (file_of_something, AWAY),
        (file_that_leads_to_itself, AWAY),
        (folder_of_nothing, NONE),
        (dangling_link, NONE),
        (loop, NONE),
        (pipe, NONE),
    ],
)
def test_what_is_called_git_and_is_no_repository_is_told(
    build: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    (tmp_path / "r").mkdir()
    build(tmp_path / "r/.git")
    assert refused(tmp_path / "r") == f"{tmp_path}/r/.git {said}"


def test_work_tree_of_somebody_else_is_told_with_the_remedy(tmp_path: Path) -> None:
    """Git asks for trust before it reads a configuration; naming the repository outright would skip that."""
    made = small(tmp_path / "my r")
    try:
        for place in (made.top, made.top / ".git"):
            os.chown(place, 12345, 12345)
    except PermissionError:
        pytest.skip("only root may give files away")
    assert refused(made.top) == (
        f"{made.top} belongs to somebody else, so git does not trust it: "
        f"if you do, run `git config --global --add safe.directory '{made.top}'`"
    )


def test_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    (made.top / ".git").chmod(0)
    if os.access(made.top / ".git", os.R_OK):
        pytest.skip("this user may read everything")
    assert "is no repository that git can read" in refused(made.top)


def test_newer_kind_of_repository_is_told(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    made.config("core.repositoryFormatVersion", "9")
    assert refused(made.top) == (
        f"{made.top}/.git is no repository that git can read: Expected git repo version <= 1, found 9"
    )


def test_linked_work_tree_of_a_repository_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    git(made.top, "worktree", "add", "-q", tmp_path / "linked", "-b", "side")
    made.config("core.abbrev", "many")
    assert refused(tmp_path / "linked") == (
        f"{tmp_path}/linked/.git is no repository that git can read: "
        "bad numeric config value 'many' for 'core.abbrev': invalid unit"
    )


# Without git


@pytest.mark.parametrize("path", ["/no/such/folder", "", "relative/bin"])
def test_missing_git_is_told_and_validate_needs_none(path: str, registry_of: Callable[..., Path]) -> None:
    root = registry_of()
    git(root, "init", "-q")
    settings = {**os.environ, "PATH": path, "PYTHONPATH": str(PROJECT)}

    def run(*arguments: str) -> Outcome:
        command = [sys.executable, "-m", "cmtool", *arguments, "--today", "2026-11-20"]
        done = subprocess.run(command, cwd=root, env=settings, capture_output=True, text=True, check=False)
        return Outcome(done.returncode, done.stdout, done.stderr)

    told = "error: git is not installed, or not on the PATH: history needs git\n"
    assert run("list", "members", "--as-of", "2026-01-01") == (2, "", told)
    assert run("validate").code == 0


def test_missing_gitpython_is_told_and_validate_needs_none(registry_of: Callable[..., Path], tmp_path: Path) -> None:
    root = registry_of()
    git(root, "init", "-q")
    (tmp_path / "path/git").mkdir(parents=True)
    (tmp_path / "path/git/__init__.py").write_text("raise ImportError('not here')\n")
    settings = {**os.environ, "PYTHONPATH": f"{tmp_path}/path{os.pathsep}{PROJECT}"}

    def run(*arguments: str) -> Outcome:
        command = [sys.executable, "-m", "cmtool", *arguments, "--today", "2026-11-20"]
        done = subprocess.run(command, cwd=root, env=settings, capture_output=True, text=True, check=False)
        return Outcome(done.returncode, done.stdout, done.stderr)

    told = "error: GitPython is not installed, which history needs: install cmtool again, or `pip install GitPython`\n"
    assert run("list", "members", "--as-of", "2026-01-01") == (2, "", told)
    assert run("validate").code == 0


def test_work_tree_is_found_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = small(tmp_path / "r", "registry/")
    monkeypatch.setenv("PATH", "/no/such/folder")
    assert work_tree(made.top / "registry") == made.top
    assert work_tree(tmp_path) is None


# What it leaves behind


@pytest.fixture
def traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After the test no process of ours runs or waits to be fetched, no thread works, no temporary file is left."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    threads = threading.active_count()
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert threading.active_count() == threads
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository whose answers are longer than a pipe holds."""
    made = Plumbing(tmp_path_factory.mktemp("much") / "r")
    stream = [b"blob\nmark :1\ndata 200000\n", b"x" * 200_000, b"\n"]
    for number in range(2_000):
        stream.append(
            b"commit refs/heads/main\ncommitter A <a@example.org> %d +0000\ndata 0\nM 100644 :1 members/m%d.yaml\n"
            % (number, number)
        )
    made.git("fast-import", "--quiet", data=b"".join(stream))
    return opened(made.top)


@pytest.mark.usefixtures("traces")
def test_reader_that_stops_early_leaves_nothing(much: Repository) -> None:
    blob = much.line("rev-parse", "HEAD:members/m1.yaml")
    steps = timeline(much, much.head())
    assert next(steps).committed == 0
    steps.close()
    found = contents(much, [blob] * 5_000)
    assert len(next(found)) == 200_000
    found.close()


@pytest.mark.usefixtures("traces")
def test_reader_that_leaves_the_rest_unread_does_not_wait_for_it(much: Repository) -> None:
    blob = much.line("rev-parse", "HEAD:members/m1.yaml").encode()
    with much.stream("cat-file", "--batch", feed=[b"%s\n" % blob] * 5_000) as output:
        assert output.readline() == b"%s blob 200000\n" % blob


@pytest.mark.usefixtures("traces")
@pytest.mark.parametrize("trouble", [ZeroDivisionError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_trouble_of_the_reader_leaves_nothing(trouble: type[BaseException], much: Repository) -> None:
    blob = much.line("rev-parse", "HEAD:members/m1.yaml").encode()
    with pytest.raises(trouble), much.stream("cat-file", "--batch", feed=[b"%s\n" % blob] * 5_000) as output:
        output.readline()
        raise trouble


@pytest.mark.usefixtures("traces")
def test_interrupt_while_git_answers_leaves_nothing(much: Repository) -> None:
    blob = much.line("rev-parse", "HEAD:members/m1.yaml")
    with pytest.raises(KeyboardInterrupt):
        for number, _ in enumerate(contents(much, [blob] * 5_000)):
            if number == 10:
                signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("traces")
def test_failure_of_git_is_told_and_leaves_nothing(much: Repository) -> None:
    with pytest.raises(CmtoolError) as told:
        list(timeline(much, "0" * 40))
    assert str(told.value) == f"git log failed: bad object {'0' * 40}"
    with pytest.raises(CmtoolError) as told:
        much.run("log", "a\0b")
    assert str(told.value) == "a NUL character is in no name that git knows"
    with pytest.raises(CmtoolError) as told:
        much.run("log", "a" * 200_000)
    assert str(told.value) == f"git cannot be run in {much.top}: Argument list too long"
