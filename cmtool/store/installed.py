"""How this cmtool was installed, as its installer wrote it down (PEP 610)."""

from __future__ import annotations

import json
import os
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname


class Installed(NamedTuple):
    """The address it came from and the commit of it, where it came from git; or the folder that it was made from."""

    url: str = ""
    commit: str = ""
    folder: Path | None = None


def installed() -> Installed:
    """What is known of it; nothing where it came from an index, or nobody wrote it down."""
    try:
        told = json.loads(distribution("cmtool").read_text("direct_url.json") or "{}")
        url, vcs = str(told.get("url", "")), told.get("vcs_info") or {}
        if vcs.get("vcs") == "git":
            return Installed(url, str(vcs.get("commit_id", "")))
        parts = urlsplit(url)
    except (PackageNotFoundError, OSError, ValueError, AttributeError):
        return Installed()
    if parts.scheme != "file":
        return Installed()
    return Installed(folder=Path(os.path.normpath(url2pathname(unquote(parts.path)))))
