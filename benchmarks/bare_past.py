"""The least that reading a past can cost: `git log --raw`, each distinct blob from `git cat-file --batch`, its events.

Prints the processor seconds of all of it, git included, without the start of Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from yaml._yaml import CParser


def bare_past(root: Path) -> float:
    """Processor seconds for the whole past of a repository."""
    start = sum(os.times()[:4])
    log = subprocess.run(
        ["git", "log", "--raw", "--no-abbrev", "--no-renames", "--format=%H %ct"],
        cwd=root,
        check=True,
        capture_output=True,
    ).stdout
    blobs = dict.fromkeys(line.split()[3] for line in log.splitlines() if line.startswith(b":"))
    blobs.pop(b"0" * 40, None)
    asked = b"".join(blob + b"\n" for blob in blobs)
    told = subprocess.run(
        ["git", "cat-file", "--batch", "--buffer"], cwd=root, check=True, input=asked, capture_output=True
    ).stdout
    at = 0
    for _ in blobs:
        end = told.index(b"\n", at)
        size = int(told[at:end].rpartition(b" ")[2])
        parser = CParser(told[end + 1 : end + 1 + size])
        while parser.check_event():
            parser.get_event()
        at = end + size + 2
    return sum(os.times()[:4]) - start


if __name__ == "__main__":
    print(bare_past(Path(sys.argv[1])))
