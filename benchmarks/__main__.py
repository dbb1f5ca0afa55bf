"""`make bench`: every promise of speed and memory as a ratio of two measurements of this run, with its limit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import generate
from benchmarks.measure import Cost, medians, run
from benchmarks.past import long_past
from benchmarks.rewrite import dumped, reference_error, rewrite, schema_error

HERE = Path(__file__).parent
DATA = HERE.parent / ".bench"
BIN = Path(sys.executable).parent
ROUNDS = 7
ROUNDS_OF_PAST = 3
"""Each takes a minute: 20 000 commits are told four times."""


class Promise(NamedTuple):
    """A number and the most it may be."""

    work: str
    against: str
    measured: float
    limit: float

    @property
    def is_kept(self) -> bool:
        return self.measured <= self.limit

    def __str__(self) -> str:
        verdict = "kept" if self.is_kept else "BROKEN"
        return f"{self.work:<42}{self.against:<44}{self.measured:>7.2f}  {self.limit:>6.2f}  {verdict}"


def prepare() -> None:
    """Generate the registries that are measured."""
    shutil.rmtree(DATA, ignore_errors=True)
    generate(DATA / "clean", 10_000)
    rewrite(DATA / "clean", DATA / "schema", schema_error)
    rewrite(DATA / "clean", DATA / "reference", reference_error)
    rewrite(DATA / "clean", DATA / "dumped", dumped)
    generate(DATA / "large", 25_000)
    long_past(DATA / "past")
    for setting in (("user.name", "Somebody"), ("user.email", "1+somebody@users.noreply.github.com")):
        subprocess.run(["git", "config", *setting], cwd=DATA / "past", check=True)


_hours = count(100)


def change() -> float:
    """A whole `cmtool set`, cold: load, edit, judge, commit."""
    registry = str(DATA / "past" / "registry")
    edit = f"availability.hours_per_month={next(_hours)}"
    return run([str(BIN / "cmtool"), "set", "members/chiara-abara", edit, "--registry", registry]).processor


def validate(registry: str, exit_code: int = 0) -> Cost:
    """A whole `cmtool validate`, cold."""
    return run([str(BIN / "cmtool"), "validate", "--registry", str(DATA / registry)], exit_code)


def bare_loop(registry: str) -> float:
    """The loop over parser events, measured inside its process."""
    return float(run([sys.executable, str(HERE / "bare_loop.py"), str(DATA / registry)]).output)


def past(*arguments: str) -> float:
    """A whole command over the registry with 20 000 commits, cold."""
    return run([str(BIN / "cmtool"), *arguments, "--registry", str(DATA / "past" / "registry")]).processor


def bare_past() -> float:
    """Git's log and blobs with the events of each, measured inside its process."""
    return float(run([sys.executable, str(HERE / "bare_past.py"), str(DATA / "past")]).output)


def promises_of_past() -> list[Promise]:
    """Measure what is asked of git."""
    works: dict[str, Callable[[], float]] = {
        "bare": bare_past,
        "whole": lambda: past("history", "--format", "json"),
        "group": lambda: past("history", "groups/working-group-07"),
        "person": lambda: past("history", "members/chiara-abara"),
        "as of": lambda: past("list", "groups", "--as-of", "2021-06-30"),
    }
    took = medians(works, ROUNDS_OF_PAST)
    bare = "git log, cat-file, each blob parsed once"
    return [
        Promise("history of everything, 20 000 commits", bare, took["whole"] / took["bare"], 1.5),
        Promise("history of one person", "the same", took["person"] / took["bare"], 1.0),
        Promise("history of one group", "the same", took["group"] / took["bare"], 0.25),
        Promise("list groups --as-of", "the same", took["as of"] / took["bare"], 0.5),
    ]


def promises() -> list[Promise]:
    """Measure everything."""
    works: dict[str, Callable[[], float]] = {
        "version": lambda: run([str(BIN / "cmtool"), "--version"]).processor,
        "typer": lambda: run([sys.executable, "-c", "import typer"]).processor,
        "bare": lambda: bare_loop("clean"),
        "clean": lambda: validate("clean").processor,
        "change": change,
        "bare dumped": lambda: bare_loop("dumped"),
        "dumped": lambda: validate("dumped").processor,
        "schema": lambda: validate("schema", 1).processor,
        "reference": lambda: validate("reference", 1).processor,
    }
    took = medians(works, ROUNDS)
    clock = validate("clean").wall
    members = DATA / "clean" / "members"
    yamale = run([str(BIN / "yamale"), "-s", str(HERE / "member.yamale.yaml"), str(members)]).wall
    files = [str(path) for path in members.iterdir()]
    schema = run([str(BIN / "check-jsonschema"), "--schemafile", str(HERE / "member.schema.json"), *files]).wall
    return [
        Promise("cmtool --version", "python -c 'import typer'", took["version"] / took["typer"], 1.5),
        Promise(
            "validate 10 000 members", "reading and parsing the files, nothing else", took["clean"] / took["bare"], 2.5
        ),
        Promise("the same as yaml.safe_dump writes it", "the same", took["dumped"] / took["bare dumped"], 2.5),
        Promise("validate 10 000 members", "yamale, members only", clock / yamale, 1.0),
        Promise("validate 10 000 members", "check-jsonschema, members only", clock / schema, 1.0),
        Promise("the same, a schema error in every file", "without errors", took["schema"] / took["clean"], 2.0),
        Promise("the same, a reference error in every file", "without errors", took["reference"] / took["clean"], 2.0),
        Promise("change one of 10 000 members, committed", "validate", took["change"] / took["clean"], 2.5),
        Promise("validate 25 000 members, peak memory", "400 MiB", validate("large").mebibytes / 400, 1.0),
    ]


def main() -> int:
    """Print the table; 1 if a promise is broken."""
    print("generating registries of 10 000 and 25 000 members, and one of 20 000 commits ...", file=sys.stderr)
    prepare()
    print(f"measuring, the median of {ROUNDS} interleaved rounds ...", file=sys.stderr)
    table = promises() + promises_of_past()
    print(f"{'work':<42}{'against':<44}{'ratio':>7}  {'limit':>6}")
    print(*table, sep="\n")
    return 0 if all(promise.is_kept for promise in table) else 1


if __name__ == "__main__":
    sys.exit(main())
