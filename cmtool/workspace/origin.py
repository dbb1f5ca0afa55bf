"""Where others get the cmtool that runs here, asked of its installer and its checkout; and where a repository lies."""

from __future__ import annotations

from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed
from cmtool.history.repository import Repository, opened
from cmtool.starter.origin import Origin, origin, public_address
from cmtool.starter.parts import GITHUB, GITLAB
from cmtool.store.installed import installed
from cmtool.store.root import work_tree


def known_origin() -> Origin | None:
    """The address and the commit; None where nobody else could get what runs here."""
    found = installed()
    if found.commit:
        return _origin(found.url, found.commit)
    if found.folder is None:
        return None
    try:
        repository = opened(found.folder)
        return _origin(_address(repository), _published(repository))
    except CmtoolError:
        return None


def likely_platform(top: Path) -> str:
    """Where changes of a repository are reviewed: as the files of a platform tell, else as its address does."""
    if (top / ".github/workflows/cmtool.yml").is_file():
        return GITHUB
    return GITLAB if (top / ".gitlab-ci.yml").is_file() or "gitlab" in _host(top) else GITHUB


def _host(top: Path) -> str:
    try:
        address = public_address(_address(opened(top))) if work_tree(top) else None
    except CmtoolError:
        return ""
    return address.split("/")[2] if address else ""


def _origin(url: str, commit: str) -> Origin | None:
    address = public_address(url)
    if address is None or not commit:
        return None
    try:
        return origin(f"{address}@{commit}")
    except CmtoolError:
        return None


def _address(repository: Repository) -> str:
    try:
        return repository.line("config", "--get", "remote.origin.url")
    except Failed:
        return ""


def _published(repository: Repository) -> str:
    """The commit that is checked out, if the branches that were fetched hold it; else others would look in vain."""
    head = repository.head()
    return head if repository.line("for-each-ref", "--count=1", f"--contains={head}", "refs/remotes/origin/") else ""
