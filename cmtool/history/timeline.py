"""The past in order: the first-parent chain of the checked-out branch, its times, and the files each commit touched.

A side branch takes effect at its merge. Committers' clocks may run backwards, so the effective time of a commit is the
greatest committer time up to it. One `git log` tells it all; no blob is read here.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import IO, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.harmless import WHOLE
from cmtool.history.repository import Repository

LATEST = int(datetime(2999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
"""A time after this one is a broken or forged clock; it counts as this one."""
_CHUNK = 1 << 20
_FILE = ("100644", "100755")


class NoData(CmtoolError):
    """A day before the first commit."""


class Touch(NamedTuple):
    """A file that a commit touched: its path from the registry, and its blobs; None where there is no file.

    What is there but no regular file (a link, a submodule) has the blob `NO_FILE`.
    """

    path: str
    before: str | None
    after: str | None


NO_FILE = "-"


class Step(NamedTuple):
    """A commit on the chain: its raw and its effective time in seconds, and what it touched in the registry."""

    commit: str
    committed: int
    effective: int
    touches: tuple[Touch, ...] = ()

    @property
    def is_backwards(self) -> bool:
        """The committer's clock was behind that of a commit before, or is no clock at all."""
        return self.committed != self.effective


def timeline(repository: Repository, head: str, folder: str | None = None) -> Iterator[Step]:
    """The steps up to a commit, oldest first, with what they touched in the registry, or in one path of it.

    Every commit is a step, also one that touched nothing.
    """
    repository.refuse_shallow()
    # a limit on the whole registry would cost git more than it saves
    limits = ["--sparse", head, "--", f"{repository.prefix}{folder}"] if folder else [head]
    command = [
        "log", "--first-parent", "--diff-merges=first-parent", "--root", "--reverse", "--raw", *WHOLE, "-z",
        "--format=%H %ct", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-show-signature",
        "--no-notes", "--no-color", *limits,
    ]  # fmt: skip
    with repository.stream(*command) as output:
        yield from _steps(tokens(output), repository.prefix)


def between(repository: Repository, base: str, head: str) -> Iterator[Step]:
    """Every commit that `head` has and `base` has not, side branches too, with what it touched in the registry."""
    repository.refuse_shallow()
    command = [
        "log", "--diff-merges=separate", "--root", "--raw", *WHOLE, "-z", "--format=%H %ct", "--no-abbrev",
        "--no-renames", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-notes", "--no-color",
        head, f"^{base}",
    ]  # fmt: skip
    with repository.stream(*command) as output:
        yield from _steps(tokens(output), repository.prefix)


def tokens(output: IO[bytes]) -> Iterator[bytes]:
    """The parts of an output that are parted by NUL characters."""
    rest = b""
    while chunk := output.read(_CHUNK):
        *tokens, rest = (rest + chunk).split(b"\0")
        yield from tokens
    if rest:
        yield rest


def _steps(tokens: Iterator[bytes], prefix: str) -> Iterator[Step]:
    """Tokens of `git log --raw -z`: `hash time`, then pairs of `:modes blobs letter` and a path."""
    commit, committed, effective = "", 0, 0
    touches: list[Touch] = []
    for token in tokens:
        token = token.lstrip(b"\n")
        if token.startswith(b":"):
            old_mode, new_mode, old, new, _letter = token[1:].decode("ascii").split(" ")
            path = os.fsdecode(next(tokens))
            if path.startswith(prefix):
                touches.append(Touch(path[len(prefix) :], _blob(old_mode, old), _blob(new_mode, new)))
        elif token:
            if commit:
                yield Step(commit, committed, effective, tuple(touches))
            header = token.decode("ascii", "replace").split(" ")
            commit, committed = header[0], seconds(header[1] if len(header) > 1 else "")
            effective = max(effective, min(committed, LATEST))
            touches = []
    if commit:
        yield Step(commit, committed, effective, tuple(touches))


def _blob(mode: str, blob: str) -> str | None:
    if mode == "000000":
        return None
    return blob if mode in _FILE else NO_FILE


def seconds(text: str) -> int:
    """A time as a commit tells it; what is no number is 0."""
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 40 else 0


def end_of(day: date, zone: tzinfo) -> int:
    """The last second of a day in a time zone."""
    if day >= date(2999, 12, 31):
        return LATEST
    return int(datetime.combine(day + timedelta(days=1), time(), zone).timestamp()) - 1


def day_of(moment: int, zone: tzinfo) -> date:
    """The day of an effective time in a time zone."""
    return at(moment, zone).date()


def at(moment: int, zone: tzinfo) -> datetime:
    """An effective time as date and time in a time zone."""
    return datetime.fromtimestamp(max(0, min(moment, LATEST - 86_400)), zone)


def step_at(steps: list[Step], day: date, zone: tzinfo) -> Step:
    """The last step whose effective time is not after the end of a day; CmtoolError before the first."""
    found = bisect_right(steps, end_of(day, zone), key=lambda step: step.effective)
    if not found:
        first = day_of(steps[0].effective, zone)
        raise NoData(f"no data on {day}: the first commit is of {first}")
    return steps[found - 1]


def moments(repository: Repository, head: str) -> list[Step]:
    """The steps up to a commit without what they touched."""
    repository.refuse_shallow()
    told = repository.run("log", "--first-parent", "--reverse", "--format=%H %ct", "--no-show-signature", head)
    return list(_steps(iter(told.split(b"\n")), ""))
