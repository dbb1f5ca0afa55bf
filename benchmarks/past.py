"""A registry with a long past: every commit edits a record or two, as a community does in years.

One pack of a few minutes of `git fast-import`; every tenth commit edits a group or a meeting, the others a member.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import generate

START = 1_600_000_000
HOUR = 3_600
_HOURS = re.compile(r"hours_per_month: [0-9]+")


def long_past(root: Path, members: int = 10_000, commits: int = 20_000) -> None:
    """A git repository with `registry/` in it: one commit that founds it, the others each an edit."""
    generate(root / "registry", members)
    _git(root, "init", "--quiet", "--initial-branch=main", "--template=")
    importing = subprocess.Popen(["git", "fast-import", "--quiet", "--done"], cwd=root, stdin=subprocess.PIPE)
    assert importing.stdin is not None
    for piece in _stream(root, commits):
        importing.stdin.write(piece)
    importing.stdin.close()
    if importing.wait():
        raise SystemExit("git fast-import failed")
    shutil.rmtree(root / "registry")
    _git(root, "checkout", "--quiet", "main")
    _git(root, "repack", "--quiet", "-ad")


def _stream(root: Path, commits: int) -> Iterator[bytes]:
    files = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.yaml"))}
    people = [path for path in files if "/members/" in path]
    others = [path for path in files if "/groups/" in path or "/meetings/" in path]
    yield _commit(0, files)
    for number in range(1, commits):
        place = others[number // 10 % len(others)] if number % 10 == 0 else people[number * 7919 % len(people)]
        files[place] = _edited(files[place], number)
        yield _commit(number, {place: files[place]})
    yield b"done\n"


def _edited(text: str, number: int) -> str:
    """A small change that a person might make."""
    if "hours_per_month" in text:
        return _HOURS.sub(f"hours_per_month: {number % 90 + 1}", text, count=1)
    return re.sub(
        r"(?m)^(verified: .*|mode: .*)$", rf"\1\nx-note: edit {number}", re.sub(r"\nx-note: .*", "", text), count=1
    )


def _commit(number: int, files: dict[str, str]) -> bytes:
    who = f"Somebody <1+somebody@users.noreply.github.com> {START + number * HOUR} +0000\n"
    message = f"edit {number}"
    lines = [f"commit refs/heads/main\nauthor {who}committer {who}data {len(message)}\n{message}\n".encode()]
    for path, text in files.items():
        data = text.encode()
        lines += [f"M 100644 inline {path}\ndata {len(data)}\n".encode(), data, b"\n"]
    return b"".join(lines)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True)
