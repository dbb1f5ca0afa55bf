"""A small registry in a repository of its own, and what must hold of it whenever a change has ended."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.conftest import DATA, Outcome

Run = Callable[..., Outcome]

TODAY = "2026-11-20"
BEGUN = {"GIT_AUTHOR_DATE": "@1750000000 +0000", "GIT_COMMITTER_DATE": "@1750000000 +0000"}

CHANGE = ("set", "cem-aydin", "country=TR")
FILE = "registry/members/cem-aydin.yaml"
OLD = "name: Cem Aydın\nstatus: active\n"
NEW = f"{OLD}country: TR\n"


class Place:
    """A work tree with a registry in it."""

    def __init__(self, top: Path, prefix: str = "registry") -> None:
        self.top = top
        self.root = top / prefix

    def git(self, *arguments: str, data: bytes | None = None, **environment: str) -> str:
        """What git prints."""
        settings = {**os.environ, **environment}
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, input=data, capture_output=True, check=False, env=settings
        )
        assert not done.returncode, f"git {' '.join(arguments)}: {os.fsdecode(done.stderr)}"
        return os.fsdecode(done.stdout).removesuffix("\n")

    @property
    def git_dir(self) -> Path:
        return Path(self.git("rev-parse", "--absolute-git-dir"))

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    @property
    def status(self) -> str:
        """What git says that is not saved."""
        return self.git("status", "--porcelain", "--untracked-files=all")

    def write(self, path: str, text: str) -> Path:
        """A file of the work tree."""
        place = self.top / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        return place

    def read(self, path: str) -> str:
        return (self.top / path).read_text()

    def hook(self, name: str, script: str) -> Path:
        """A hook of the repository, in shell."""
        place = self.git_dir / "hooks" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\n{script}\n")
        place.chmod(0o755)
        return place

    def commit(self, message: str = "a change by hand") -> str:
        """Commit everything by hand."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", message)
        return self.head

    def files(self) -> dict[str, bytes]:
        """Every file of the work tree with its bytes."""
        there = (path for path in self.top.rglob("*") if path.is_file() and ".git" not in path.parts)
        return {path.relative_to(self.top).as_posix(): path.read_bytes() for path in there}

    def index(self) -> str:
        """What is staged."""
        return self.git("ls-files", "--stage")


def begun(top: Path, files: Mapping[str, str] | None = None, prefix: str = "registry") -> Place:
    """A repository with the smallest registry, and more files, in its first commit."""
    place = unborn(top, prefix)
    for path, text in (files or {}).items():
        place.write(path, text)
    place.git("add", "--all")
    place.git("commit", "--quiet", "--message", "the beginning", **BEGUN)
    return place


def unborn(top: Path, prefix: str = "registry", *options: str) -> Place:
    """A repository with the smallest registry and no commit yet."""
    place = Place(top, prefix)
    shutil.copytree(DATA / "smallest", place.root)
    community = place.root / "community.yaml"
    community.write_text(f"{community.read_text()}today: {TODAY}\n")
    place.git("init", "--quiet", "--initial-branch=main", *options)
    place.git("config", "user.name", "Jonas Berg")
    place.git("config", "user.email", "jonas.berg@meridian.example")
    return place


def leftovers(place: Place) -> list[str]:
    """What a change must not leave behind: its folder, files half written, locks."""
    common = Path(place.git("rev-parse", "--path-format=absolute", "--git-common-dir"))
    there = [*place.top.rglob("*"), *(() if common.is_relative_to(place.top) else common.rglob("*"))]
    ours = (path for path in there if path.name.startswith(".cmtool-tmp-") or path.suffix == ".lock")
    return [str(path) for path in (*ours, *(path for path in there if path.name == "cmtool"))]


def is_whole(place: Place) -> None:
    """Work tree, index and commit say the same, the repository is sound, and nothing is left over."""
    assert leftovers(place) == []
    assert place.git("diff-index", "--cached", "--name-status", "HEAD") == ""
    assert place.status == ""
    assert place.git("fsck", "--strict", "--no-dangling", "--no-progress") == ""


def state(place: Place) -> tuple[object, ...]:
    """All that a refused change must leave as it was."""
    refs = place.git("for-each-ref"), (place.git_dir / "HEAD").read_text()
    modes = {path: (place.top / path).stat().st_mode for path in place.files()}
    return place.files(), modes, place.index(), place.status, refs


def refuses(cmtool: Run, place: Place, message: str, *arguments: str, code: int = 2) -> None:
    """A change is refused with this message, and nothing is different afterwards."""
    before = state(place)
    outcome = cmtool(*(arguments or CHANGE), cwd=place.top)
    assert (outcome.err, outcome.out, outcome.code) == (f"error: {message}\n", "", code)
    assert state(place) == before
    assert not (place.git_dir / "cmtool").exists()


def saves(cmtool: Run, place: Place, *arguments: str) -> Outcome:
    """A change becomes one commit on top of the last, and nothing is left over."""
    before = place.head
    outcome = cmtool(*(arguments or CHANGE), cwd=place.top)
    assert outcome.code == 0, outcome.err
    assert place.git("rev-parse", "HEAD^") == before
    assert leftovers(place) == []
    return outcome
