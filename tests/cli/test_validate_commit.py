"""`validate --commit`: what git keeps is judged, not what a checkout makes of it (safety.md P8, P9, G1)."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA, Outcome

Run = Callable[..., Outcome]
GIT = ("git", "-c", "user.name=Liis Tamm", "-c", "user.email=liis-tamm@users.noreply.github.com", "-c", "init.defaultBranch=main")  # fmt: skip
DAY = ("--today", "2026-11-20")
EVE = "members/eve-holm.yaml"
GOOD = "name: Eve Holm\nstatus: active\n"
BROKEN = "name: Eve Holm\nstatus: activ\n"


def git(folder: Path, *arguments: str, data: bytes = b"") -> str:
    done = subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True, input=data)
    return done.stdout.decode().strip()


def staged(root: Path, path: str, data: bytes, mode: str = "100644") -> None:
    """A file as git shall keep it, whatever lies on disk."""
    blob = git(root, "hash-object", "-w", "--stdin", data=data)
    prefix = git(root, "rev-parse", "--show-prefix")
    git(root, "update-index", "--add", "--cacheinfo", f"{mode},{blob},{prefix}{path}")


def committed(root: Path) -> str:
    git(root, "commit", "--allow-empty", "-m", "as it is")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(registry_of: Callable[..., Path], tmp_path: Path) -> Path:
    """The smallest registry in `registry/` of a repository, committed."""
    root = registry_of()
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    committed(root)
    return root


def codes(outcome: Outcome) -> list[str]:
    """Place and rule of the errors of the form `concise`."""
    assert outcome.code == (1 if " error " in outcome.out else 0), outcome
    return [" ".join(line.split(" ")[:2]) for line in outcome.out.splitlines() if " error " in line]


@pytest.fixture
def errors(cmtool: Run, root: Path) -> Callable[..., list[str]]:
    """The errors of `validate` with some arguments."""
    return lambda *arguments: codes(cmtool("validate", "--format", "concise", *DAY, *arguments, cwd=root))


Errors = Callable[..., list[str]]


def test_commit_and_its_checkout_are_judged_alike(cmtool: Run, demo: Path) -> None:
    for arguments in ([], ["--due"], ["--format", "json"], ["--format", "junit"], ["--format", "sarif", "--due"]):
        assert cmtool("validate", "--commit", "HEAD", *arguments, cwd=demo) == cmtool("validate", *arguments, cwd=demo)


def test_every_broken_registry_is_judged_alike(cmtool: Run, tmp_path: Path) -> None:
    """Whatever rule is broken: a commit and its checkout get the same verdict, byte for byte."""
    shutil.copytree(DATA / "broken", tmp_path / "broken", symlinks=True)
    git(tmp_path, "init")
    git(tmp_path, "add", "--force", ".")
    committed(tmp_path)
    roots = sorted(file.parent for file in (tmp_path / "broken").glob("*/community.yaml"))
    assert len(roots) > 50
    for root in roots:
        arguments = ("validate", "--due", "--private", "--registry", str(root), *DAY)
        assert cmtool(*arguments, "--commit", "HEAD") == cmtool(*arguments), root.name


def test_files_on_disk_do_not_count(errors: Errors, root: Path) -> None:
    (root / EVE).write_text(BROKEN, encoding="utf-8")
    assert errors() == [f"{EVE}:2:9 REF102"]
    assert errors("--commit", "HEAD") == []
    git(root, "add", ".")
    broken = committed(root)
    (root / EVE).unlink()
    assert errors() == []
    assert errors("--commit", broken) == [f"{EVE}:2:9 REF102"]


def test_good_blob_that_a_checkout_makes_unreadable(errors: Errors, root: Path) -> None:
    """A pull request's attributes write UTF-16 to disk: what is merged is fine."""
    staged(root, EVE, GOOD.encode())
    staged(root, ".gitattributes", b"*.yaml working-tree-encoding=UTF-16\n")
    committed(root)
    git(root, "checkout-index", "-f", "--", ".gitattributes", EVE)
    assert (root / EVE).read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert errors() == [f"{EVE}:1:1 YML104"]
    assert errors("--commit", "HEAD") == []


def test_bad_blob_that_a_checkout_makes_good(errors: Errors, root: Path) -> None:
    """The other way round: Chinese characters in git, which as UTF-16 are the bytes of a record."""
    staged(root, EVE, (GOOD + " " * (len(GOOD) % 2)).encode().decode("utf-16-le").encode())
    staged(root, ".gitattributes", b"*.yaml working-tree-encoding=UTF-16LE\n")
    committed(root)
    git(root, "checkout-index", "-f", "--", ".gitattributes", EVE)
    assert (root / EVE).read_text("ascii").rstrip(" ") == GOOD
    assert errors() == []
    assert errors("--commit", "HEAD") == [f"{EVE}:1:5 YML104"]


def test_links_and_submodules_are_seen_in_the_tree(errors: Errors, root: Path) -> None:
    staged(root, "members/eve-holm.yaml", b"/etc/passwd", "120000")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{git(root, 'rev-parse', 'HEAD')},registry/groups/sub")
    committed(root)
    assert errors() == []
    assert errors("--commit", "HEAD") == ["groups/sub:1:1 FIL102", f"{EVE}:1:1 FIL102"]


def test_folder_of_a_kind_may_be_a_link_or_a_submodule(errors: Errors, root: Path) -> None:
    git(root, "rm", "-r", "-q", "--cached", "skills", "--ignore-unmatch")
    staged(root, "skills", b"../elsewhere", "120000")
    committed(root)
    assert "skills:1:1 FIL102" in errors("--commit", "HEAD")


def test_links_and_submodules_beside_the_registry_are_not_its_business(errors: Errors, root: Path) -> None:
    head = git(root, "rev-parse", "HEAD")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{head},registry/theme")
    staged(root, "README.md", b"docs/README.md", "120000")
    staged(root, "docs/latest", b"v1", "120000")
    committed(root)
    assert errors("--commit", "HEAD") == []


def test_what_is_nearly_a_folder_of_records_is_told(errors: Errors, root: Path) -> None:
    staged(root, "member/eve-holm.yaml", GOOD.encode())
    staged(root, "member/fay-aho.yaml", GOOD.encode())
    staged(root, "groups.yaml", GOOD.encode())
    committed(root)
    git(root, "checkout-index", "-f", "-a")
    on_disk = errors()
    assert errors("--commit", "HEAD") == on_disk == ["groups.yaml:1:1 FIL101", "member:1:1 FIL101"]


def test_folder_of_nearly_that_name_may_be_a_link_or_a_submodule(errors: Errors, root: Path) -> None:
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{git(root, 'rev-parse', 'HEAD')},registry/member")
    staged(root, "group", b"../elsewhere", "120000")
    committed(root)
    git(root, "checkout-index", "-f", "-a")
    (root / "member").mkdir(exist_ok=True)  # as `git checkout` does, whose submodules are empty at first
    on_disk = errors()
    assert errors("--commit", "HEAD") == on_disk == ["group:1:1 FIL102", "member:1:1 FIL101"]


def test_overlay_within_a_public_repository_is_told(errors: Errors, root: Path) -> None:
    text = (root / "community.yaml").read_text("utf-8")
    staged(root, "community.yaml", f"{text}  overlay: ../private\n".encode())
    committed(root)
    assert [found.split(" ")[1] for found in errors("--commit", "HEAD")] == ["PRV104"]


def test_forged_tree_hides_no_file(errors: Errors, root: Path) -> None:
    """A tree that climbs out with `..`, which no git would check out: what lies there is judged all the same."""

    def raw(revision: str) -> bytes:
        return subprocess.run(["git", "cat-file", "tree", revision], cwd=root, check=True, capture_output=True).stdout

    def written(tree: bytes) -> bytes:
        return bytes.fromhex(git(root, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", data=tree))

    blob = bytes.fromhex(git(root, "hash-object", "-w", "--stdin", data=BROKEN.encode()))
    above = b"100644 eve-holm.yaml\0" + blob
    for _ in range(3):
        above = b"40000 ..\0" + written(above)
    top = above + raw("HEAD:registry/members")
    for revision, name in (("HEAD:registry", b"members"), ("HEAD:", b"registry")):
        before = raw(revision)
        start = before.index(b"40000 " + name + b"\0") + len(name) + 7
        top = before[:start] + written(top) + before[start + 20 :]
    commit = git(root, "commit-tree", "-m", "forged", written(top).hex())
    assert errors("--commit", commit) == ["../../eve-holm.yaml:2:9 REF102"]


def test_executable_record_is_a_record(errors: Errors, root: Path) -> None:
    staged(root, EVE, BROKEN.encode(), "100755")
    committed(root)
    assert errors("--commit", "HEAD") == [f"{EVE}:2:9 REF102"]


def test_pointer_of_large_file_storage_is_no_record(errors: Errors, root: Path) -> None:
    staged(root, EVE, b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n")
    committed(root)
    assert errors("--commit", "HEAD") != []


def test_day_is_that_of_the_commit(cmtool: Run, root: Path) -> None:
    """`today:` of the commit counts as it would after a checkout; --today counts before it."""
    text = (root / "community.yaml").read_text("utf-8")
    staged(root, "community.yaml", f"today: 2031-01-01\n{text}".encode())
    committed(root)

    def due(*arguments: str) -> int:
        rows = json.loads(cmtool("validate", "--due", "--format", "json", *arguments, cwd=root).out)
        return sum(row["due"] is not None for row in rows)

    assert due("--commit", "HEAD") > due("--commit", "HEAD", *DAY) == due(*DAY)


def test_overlay_is_not_looked_at(errors: Errors, root: Path) -> None:
    text = (root / "community.yaml").read_text("utf-8")
    (root / "community.yaml").write_text(text + "  overlay: ../../private\n", encoding="utf-8")
    private = root.parent.parent / "private" / "members" / "ada-moreau.yaml"
    private.parent.mkdir(parents=True, exist_ok=True)
    private.write_text("gender: womn\n", encoding="utf-8")
    git(root, "add", ".")
    committed(root)
    assert errors() == ["../../private/members/ada-moreau.yaml:1:9 REF102"]
    assert errors("--commit", "HEAD") == []


def test_paths_are_those_of_the_commit(errors: Errors, cmtool: Run, root: Path) -> None:
    staged(root, EVE, BROKEN.encode())
    staged(root, "members/fay-aho.yaml", b"name: Fay Aho\nstatus: activ\n")
    commit = committed(root)
    assert errors("--commit", "HEAD", EVE) == [f"{EVE}:2:9 REF102"]
    assert len(errors("--commit", "HEAD", "members")) == len(errors("--commit", "HEAD", str(root))) == 2
    assert errors("--commit", "HEAD", "groups") == []
    (root / "members" / "new.yaml").write_text(BROKEN, encoding="utf-8")
    assert cmtool("validate", "--commit", "HEAD", "members/new.yaml", *DAY, cwd=root) == (
        2,
        "",
        f"error: no file or folder members/new.yaml in commit {commit[:12]}\n",
    )
    assert len(errors("--commit", "HEAD", "../..")) == 2
    (root.parent / "link").symlink_to(root)
    assert len(errors("--commit", "HEAD", "../link")) == len(errors("--commit", "HEAD", "../link/members")) == 2
    assert cmtool("validate", "--commit", "HEAD", "/etc", *DAY, cwd=root) == (
        2,
        "",
        f"error: /etc lies outside the registry {root}\n",
    )


def test_only_what_is_new_since_another_commit(errors: Errors, root: Path) -> None:
    staged(root, EVE, BROKEN.encode())
    before = committed(root)
    staged(root, "members/fay-aho.yaml", b"name: Fay Aho\nstatus: activ\n")
    committed(root)
    assert errors("--commit", "HEAD", "--since", before) == ["members/fay-aho.yaml:2:9 REF102"]
    assert errors("--commit", before, "--since", "HEAD") == []


def test_both_commits_are_judged_on_the_day_of_the_first(cmtool: Run, root: Path) -> None:
    """Else the clock would be asked, which no test may."""
    text = (root / "community.yaml").read_text("utf-8")
    staged(root, "community.yaml", f"today: 2026-11-20\n{text}".encode())
    committed(root)
    assert cmtool("validate", "--commit", "HEAD", "--since", "HEAD~1", "--format", "concise", cwd=root) == (0, "", "")


def test_name_of_a_branch_turns_no_terminal_around(cmtool: Run, root: Path) -> None:
    git(root, "branch", "a\u202eb")
    told = cmtool("validate", "--commit", "HEAD", "--since", "a\u202eb", *DAY, cwd=root).out
    assert told.endswith("no findings that a\\u{202e}b has not\n")


def test_commit_without_a_registry_is_said_as_a_folder_without_one(cmtool: Run, root: Path) -> None:
    git(root, "rm", "-q", "--cached", "community.yaml")
    commit = committed(root)
    assert cmtool("validate", "--commit", "HEAD", *DAY, cwd=root) == (
        2,
        "",
        f"error: no registry in commit {commit[:12]}: it holds no community.yaml in registry/\n",
    )


def test_community_that_cannot_be_read_is_a_finding(cmtool: Run, root: Path) -> None:
    staged(root, "community.yaml", b"name: [\n")
    committed(root)
    code, out, err = cmtool("validate", "--commit", "HEAD", "--format", "concise", *DAY, cwd=root)
    assert (code, out.split(" ")[0]) == (1, "community.yaml:1:7")
    assert err.startswith("note: community.yaml cannot be read: ")


def test_folders_of_later_kinds_are_told_as_on_disk(cmtool: Run, root: Path) -> None:
    (root / "plans").mkdir()
    (root / "plans" / "a.yaml").write_text("x: y\n", encoding="utf-8")
    git(root, "add", ".")
    committed(root)
    told = cmtool("validate", *DAY, cwd=root)
    assert told.err == "note: not read by this version: plans/\n"
    assert cmtool("validate", "--commit", "HEAD", *DAY, cwd=root) == told


@pytest.mark.parametrize(
    "revision", ["--output=found", "--upload-pack=touch found", "-cfoo", "HEAD:members", "", "^HEAD", "nobody", "a b"]
)
def test_revision_that_is_none_or_looks_like_an_option(revision: str, cmtool: Run, root: Path) -> None:
    code, out, err = cmtool("validate", f"--commit={revision}", *DAY, cwd=root)
    assert (code, out) == (2, "")
    assert err == f"error: no commit '{revision}': name a branch, a tag or a hash\n"
    assert not list(root.rglob("found"))


def test_outside_git_there_is_no_commit(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    root = registry_of(name="plain")
    code, out, err = cmtool("validate", "--commit", "HEAD", *DAY, cwd=root)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {root} is in no git repository")
