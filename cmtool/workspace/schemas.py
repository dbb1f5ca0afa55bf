"""The JSON Schemas that lie in a registry for editors: what they should be, which are behind, and who follows whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from cmtool.errors import CmtoolError
from cmtool.formats.json_schema import MODELS, file_of, schemas_of
from cmtool.model.community import Community
from cmtool.model.folders import FOLDERS
from cmtool.store.entries import is_linked
from cmtool.store.journal import Written, held
from cmtool.store.layout import COMMUNITY_FILE, SCHEMAS
from cmtool.workspace import Workspace


def path_of(kind: str) -> str:
    """The path of a schema from the registry."""
    return f"{SCHEMAS}/{file_of(kind)}"


PATHS: Final = tuple(path_of(kind) for kind in MODELS)
"""All of them."""


def folder(root: Path) -> Path:
    """Where they lie."""
    return root / SCHEMAS


def made(space: Workspace) -> dict[str, bytes]:
    """The schemas by their path from the registry. CmtoolError while `community.yaml` cannot be read."""
    community = space.registry.community
    if community is None:
        raise CmtoolError("community.yaml cannot be read, and the schemas are made from its words: run cmtool validate")
    return schemas_of(community)


def stale(root: Path, files: dict[str, bytes]) -> list[Written]:
    """The files that are missing in a folder, or hold something else; line ends do not count."""
    found = [Written(path, held(root, path), data) for path, data in files.items()]
    return [file for file in found if not _is_same(file.before, file.after)]


def following(root: Path, community: Community | None, changed: Collection[str]) -> list[Written]:
    """The schemas that a change of these files leaves behind, where `community.yaml` is one of them.

    Those that nobody made are not begun, and links are left alone.
    """
    there = [path for path in PATHS if (root / path).is_file() and not is_linked(root, path)]
    if COMMUNITY_FILE not in changed or community is None or not there:
        return []
    files = schemas_of(community)
    return stale(root, {path: files[path] for path in there})


def with_following(files: Sequence[Written], following: Sequence[Written]) -> list[Written]:
    """The files of a change, and the schemas that follow it instead of what was to become of them."""
    paths = {file.path for file in following}
    return [*(file for file in files if file.path not in paths), *following]


def first_line(root: Path, kind: str) -> str:
    """The line by which editors find the schema of a new record of a folder; empty where there is none.

    `kind` is the folder, or empty for the community.
    """
    return line(kind) if (folder(root) / _name(kind)).is_file() else ""


def line(kind: str) -> str:
    """That line, for a registry that will have schemas."""
    return f"# yaml-language-server: $schema={'../' if kind else ''}{SCHEMAS}/{_name(kind)}\n"


def _name(kind: str) -> str:
    return file_of(FOLDERS[kind] if kind else "community")


def _is_same(before: bytes | None, after: bytes | None) -> bool:
    return before is not None and before.replace(b"\r\n", b"\n") == after
