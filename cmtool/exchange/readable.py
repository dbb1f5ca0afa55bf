"""What foreign files are compared with: a registry of which everything that matters can be read."""

from __future__ import annotations

from cmtool.errors import CmtoolError
from cmtool.model.community import Community
from cmtool.model.registry import Registry

_COMPARED = ("members/", "groups/")


def community_of(registry: Registry) -> Community:
    """The community. CmtoolError where its file cannot be read."""
    if registry.community is None:
        raise CmtoolError("community.yaml cannot be read, and its words are needed: run cmtool validate")
    return registry.community


def readable(registry: Registry) -> Community:
    """The community, where all members and groups can be read as well: else they might be those of the files."""
    community = community_of(registry)
    unread = [ref for ref in sorted(registry.unreadable) if ref.startswith(_COMPARED)]
    unread += [folder for folder in _COMPARED if folder.removesuffix("/") in registry.closed]
    if unread:
        raise CmtoolError(f"{unread[0]} cannot be read, so nobody can tell what differs: run cmtool validate")
    return community
