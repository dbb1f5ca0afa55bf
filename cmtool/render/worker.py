"""The child process that fills in a registry's own templates: JSON in, JSON out, bounds set before it reads."""

from __future__ import annotations

import sys
from typing import Any

from cmtool.errors import CmtoolError
from cmtool.render.plain import dumps, loads
from cmtool.render.templates import Press

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 5

if sys.platform == "win32":  # pragma: no cover

    def _bound() -> None:
        """Windows has no such bounds; the parent's clock remains."""

    def _more_time() -> None:
        """Nothing to extend."""

else:
    import resource

    def _bound() -> None:
        """Memory, no file written, few files open, no core dump."""
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))

    def _more_time() -> None:
        """Each template has its own seconds of computing."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(usage.ru_utime + usage.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    """Answer the question on standard input."""
    _bound()
    sys.stdout.buffer.write(_answer(loads(sys.stdin.buffer.read())))


def _answer(question: dict[str, Any]) -> bytes:
    press = Press(question["templates"].get)
    texts = []
    for template, context in question["jobs"]:
        _more_time()
        try:
            if context is None:
                press.read(template)
                texts.append("")
            else:
                texts.append(press.fill(template, context))
        except CmtoolError as error:
            return dumps({"trouble": str(error)})
    return dumps({"texts": texts})
