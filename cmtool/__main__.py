"""`cmtool` and `python -m cmtool`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; `--version` alone answers without loading it."""
    if sys.argv[1:] == ["--version"]:
        from cmtool import __version__

        print(f"cmtool {__version__}")
        return
    from cmtool.cli.app import app

    app(prog_name="cmtool")


if __name__ == "__main__":
    main()
