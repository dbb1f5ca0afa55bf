"""Where others get the cmtool that runs here: asked of its installer, and of the checkout that it was made from."""

from __future__ import annotations

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed
from cmtool.history.repository import Repository, opened
from cmtool.starter.origin import Origin, origin, public_address
from cmtool.store.installed import installed


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
