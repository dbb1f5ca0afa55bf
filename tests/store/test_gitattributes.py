"""A pull request's `.gitattributes` changes what a checkout holds, not what the commit holds (safety.md P8).

What lies on disk is judged as it lies there: never read as something else, never passed over.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome

GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")


def checked_out(root: Path, attributes: str) -> Path:
    """The registry committed as it is, then its members checked out anew under these attributes."""

    def git(*arguments: str) -> None:
        subprocess.run([*GIT, *arguments], cwd=root, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "as it was")
    (root / ".gitattributes").write_text(attributes, encoding="utf-8")
    for path in (root / "members").iterdir():
        path.unlink()
    git("checkout", "--", "members")
    return root


def test_files_that_git_turns_into_utf_16_are_refused_one_by_one(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    root = checked_out(registry_of(), "*.yaml working-tree-encoding=UTF-16\n")
    assert (root / "members" / "ada-moreau.yaml").read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
    code, out, _ = cmtool("validate", "members", "--format", "concise", "--today", "2026-11-20", cwd=root)
    assert code == 1
    assert [line.split(" ")[:3] for line in out.splitlines()] == [
        [f"members/{id}.yaml:1:1", "YML104", "error"]
        for id in ("ada-moreau", "bo-lindqvist", "cem-aydin", "dunja-horvat")
    ]


def test_line_ends_and_stamps_of_git_change_no_value(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    files: dict[str, str | None] = {"members/eve-holm.yaml": "# $Id$\nname: Eve Holm\nstatus: active\n"}
    root = checked_out(registry_of(files), "*.yaml eol=crlf ident\n")
    text = (root / "members" / "eve-holm.yaml").read_bytes()
    assert text.startswith(b"# $Id: ")
    assert text.endswith(b"status: active\r\n")
    code, out, _ = cmtool("show", "eve-holm", "--format", "json", "--today", "2026-11-20", cwd=root)
    assert code == 0
    assert out == (
        '{\n  "ref": "members/eve-holm",\n  "id": "eve-holm",\n  "name": "Eve Holm",\n  "status": "active"\n}\n'
    )
    assert cmtool("validate", "--today", "2026-11-20", cwd=root).code == 0
