"""The child process that draws cards: SVG texts in, PNG pictures out, bounds set before it reads.

A template of the registry may come from a stranger, and a few lines of SVG can take hours, all memory, or the process.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from typing import Any

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 8

if sys.platform == "win32":  # pragma: no cover

    def _bound(number: int) -> None:
        """Windows has no such bounds; the parent's clock remains."""

else:
    import resource

    def _bound(number: int) -> None:
        """Memory, seconds of computing, no file written, no core dump."""
        seconds = CPU_SECONDS + number - 1
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer the question on standard input."""
    question: dict[str, Any] = json.loads(sys.stdin.buffer.read())
    _bound(len(question["cards"]))
    sys.stdout.write(json.dumps(_answer(question)))


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    import resvg_py

    drawn = []
    for svg, (width, height) in question["cards"]:
        try:
            picture = resvg_py.svg_to_bytes(
                svg_string=svg,
                width=width,
                height=height,
                skip_system_fonts=True,
                font_files=question["fonts"],
                font_family=question["family"],
                sans_serif_family=question["family"],
            )
        except ValueError as error:
            return {"trouble": str(error)}
        drawn.append(b64encode(bytes(picture)).decode("ascii"))
    return {"pictures": drawn}
