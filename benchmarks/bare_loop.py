"""The least that reading a registry can cost: each file read, its YAML events asked for, and thrown away.

Prints the processor seconds of the loop, without the start of Python.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from yaml._yaml import CParser


def bare_loop(root: Path) -> float:
    """Processor seconds for all files of a registry."""
    start = time.process_time()
    for path in root.rglob("*.yaml"):
        parser = CParser(path.read_bytes())
        while parser.check_event():
            parser.get_event()
    return time.process_time() - start


if __name__ == "__main__":
    print(bare_loop(Path(sys.argv[1])))
