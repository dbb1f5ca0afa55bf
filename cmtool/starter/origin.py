"""Where cmtool comes from: what a recipe must name, to get on another machine what is used on this one."""

from __future__ import annotations

import re
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.render.escape import visible

_PATH = r"(?P<path>[A-Za-z0-9._~/-]+?)(?:\.git)?/?"
_ADDRESS = re.compile(rf"https://(?P<host>[A-Za-z0-9.-]+(?::[0-9]+)?)/{_PATH}", re.ASCII)
_SSH = re.compile(rf"(?:ssh://)?git@(?P<host>[A-Za-z0-9.-]+)[:/]{_PATH}", re.ASCII)
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_ACTION = re.compile(r"https://github\.com/([A-Za-z0-9-]+/[A-Za-z0-9._-]+)", re.ASCII)


class Origin(NamedTuple):
    """The address of cmtool's repository, and the commit of it; never a name alone, which an index may give another."""

    url: str
    commit: str

    @property
    def action(self) -> str | None:
        """The repository as GitHub's workflows name an action; None where it is not at GitHub."""
        found = _ACTION.fullmatch(self.url)
        return found[1] if found else None


def origin(text: str) -> Origin:
    """An origin as somebody writes it: `https://github.com/OWNER/cmtool@COMMIT`."""
    address, at, commit = text.strip().rpartition("@")
    url = public_address(address)
    if not at or url is None or not _COMMIT.fullmatch(commit):
        raise CmtoolError(
            f"'{visible(text)[:200]}' is no origin of cmtool; expected its https address and a whole commit hash, as "
            "https://github.com/OWNER/cmtool@3f0c...e9 (40 digits)"
        )
    return Origin(url, commit)


def public_address(address: str) -> str | None:
    """The https address of a repository, without user or password; None for what is none, as a folder."""
    found = _ADDRESS.fullmatch(address) or _SSH.fullmatch(address)
    return f"https://{found['host']}/{found['path']}" if found and ".." not in found["path"] else None
