"""`cmtool` and `python -m cmtool`."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """Run the command line; `--version` alone answers without loading it."""
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # closed by whoever called us: nobody wants the talk
    if sys.stdout is None:
        sys.stderr.write("error: standard output is closed\n")
        os._exit(2)
    if sys.argv[1:] == ["--version"]:
        from cmtool import __version__

        print(f"cmtool {__version__}")
        return
    gc.disable()  # a command ends soon and leaves little garbage; the collector would walk all records again and again
    from cmtool.cli.app import app

    try:
        app(prog_name="cmtool")
    except SystemExit as end:
        _leave(end)


def _leave(end: SystemExit) -> None:
    """End at once: the system frees 10 000 records in no time; taking them apart costs a tenth of the whole run."""
    if not isinstance(end.code, int):
        raise end
    code = end.code
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # a full disk or a closed pipe: the reader did not get all of it
        code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()
