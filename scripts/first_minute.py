"""`make demo`: what cmtool does in a minute, on the sample community, in less than 40 lines of terminal.

Prints it; with `--readme FILE` writes it between the markers of that file instead.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROWS = 38
COLUMNS = 80
"""What it may take of a terminal; `make` says one line more while it sets up."""
OVERVIEW = 7
DRAFT = 6
COMMUNITY = "try/meridian-stack"
MARKER = ".cmtool-build"
"""The list of what a build made; what else lies in its folder does not count."""
CUT = "--- cut here ---"
BEGINS = "<!-- first minute: begin -->"
ENDS = "<!-- first minute: end -->"
SLIP = ("registry/groups/digital-registries.yaml", "mentor: mei-lin-tan", "mentor: mei-ling-tan")
"""A file of the sample, and what a hand that types too fast makes of a line of it."""


def first_minute(home: Path) -> str:
    """The terminal after `make demo` in a folder; fills its `build/`. The sample is made aside, and gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        made = list(_made(Path(folder)))
        stack = Path(folder) / COMMUNITY
        cmtool(stack, "build", "-o", str(home.absolute() / "build"))
        parts = (made, _overview(stack), _history(stack), _broken(stack), _draft(stack), _rest(home))
        return "".join(f"{line}\n" for part in parts for line in part)


def cmtool(cwd: Path, *arguments: str, exit_code: int = 0) -> list[str]:
    """The lines that a command prints, as on a terminal without colour."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("CMTOOL_")}
    settings |= {"COLUMNS": str(COLUMNS), "NO_COLOR": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "cmtool", *arguments]
    result = subprocess.run(command, cwd=cwd, env=settings, capture_output=True, encoding="utf-8")
    if result.returncode != exit_code:
        raise SystemExit(f"cmtool {' '.join(arguments)} ended with {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout.splitlines()


def _made(folder: Path) -> Iterator[str]:
    yield f"$ cmtool demo try && cd {COMMUNITY}"
    yield from cmtool(folder, "demo", "try")
    yield ""


def _overview(stack: Path) -> Iterator[str]:
    yield "$ cmtool report overview"
    yield from _start(cmtool(stack, "report", "overview"), OVERVIEW)


def _history(stack: Path) -> Iterator[str]:
    yield "$ cmtool history groups/gis --field status"
    yield from (_cut(line) for line in cmtool(stack, "history", "groups/gis", "--field", "status")[1:])
    yield ""


def _broken(stack: Path) -> Iterator[str]:
    """What is said of a slip."""
    path, good, bad = SLIP
    record = stack / path
    text = record.read_text("utf-8")
    record.write_text(text.replace(good, bad, 1), encoding="utf-8")
    said = cmtool(stack, "validate", path, exit_code=1)
    record.write_text(text, encoding="utf-8")
    yield f"$ cmtool validate {path}"
    yield from said[: said.index("")]
    yield ""


def _draft(stack: Path) -> Iterator[str]:
    """What the text says, without the advice above it."""
    said = cmtool(stack, "draft", "spotlight", "amina-diallo")
    yield "$ cmtool draft spotlight amina-diallo"
    yield from _start(said[said.index(CUT) :], DRAFT)


def _rest(home: Path) -> Iterator[str]:
    made = (home / "build" / MARKER).read_text("utf-8").splitlines()
    public, drafts = (sum(path.startswith(part) for path in made) for part in ("public/", "drafts/"))
    yield f"Now look at build/public/overview.html, one of {public} files to publish; what nobody"
    yield f"has approved yet, {drafts} files, lies in build/drafts/. Then try: cmtool demo try"


def _start(lines: list[str], count: int) -> Iterator[str]:
    """The first lines that say something, cut to the terminal, and how many follow."""
    told = [_cut(line) for line in lines if line]
    yield from told[:count]
    yield f"... and {len(told) - count} more lines"
    yield ""


def _cut(line: str) -> str:
    return line if len(line) <= COLUMNS else f"{line[: COLUMNS - 1].rstrip()}…"


def between_markers(text: str, shown: str) -> str:
    """A page with what is shown put between its markers."""
    before, begins, rest = text.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not begins or not ends:
        raise SystemExit(f"no markers: the page needs the lines\n{BEGINS}\n{ENDS}")
    return f"{before}{BEGINS}\n```console\n{shown}```\n{ENDS}{after}"


def main() -> None:
    """Print the first minute, or write it into a page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--readme", type=Path, metavar="FILE")
    readme: Path | None = options.parse_args().readme
    shown = first_minute(Path.cwd())
    if readme is None:
        sys.stdout.buffer.write(shown.encode("utf-8"))
    else:
        readme.write_text(between_markers(readme.read_text("utf-8"), shown), encoding="utf-8")


if __name__ == "__main__":
    main()
