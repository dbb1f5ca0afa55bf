"""The JSON Schemas that lie in a registry for editors: what they should be, which are behind, and who follows whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cmtool.errors import CmtoolError
from cmtool.formats.json_schema import MODELS, file_of, schemas_of
from cmtool.history.repository import Repository
from cmtool.history.worktree import ignored_paths
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


def with_schemas(space: Workspace, repository: Repository | None, files: Sequence[Written]) -> list[Written]:
    """The files of a change that leads to `space`, and the schemas that follow `community.yaml`, if that is among them.

    Schemas that hands edited are brought right as well: they are made, not written. Those that nobody made are not
    begun; links, and what git is told to keep out, are left alone.
    """
    community = space.registry.community
    there = [path for path in PATHS if (space.root / path).is_file() and not is_linked(space.root, path)]
    if community is None or not there or not {COMMUNITY_FILE, *PATHS} & {file.path for file in files}:
        return list(files)
    ignored = ignored_paths(repository) if repository else ()
    schemas = schemas_of(community)
    behind = stale(space.root, {path: schemas[path] for path in there if path not in ignored})
    paths = {file.path for file in behind}
    return [*(file for file in files if file.path not in paths), *behind]


def first_line(root: Path, path: str) -> str:
    """The line by which editors find the schema of a new record at a path; empty where there is none."""
    return line(path) if (root / SCHEMAS / _name(path)).is_file() else ""


def line(path: str) -> str:
    """That line, for a registry that will have schemas; of the community's own file at its top."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{SCHEMAS}/{_name(path)}\n"


def _name(path: str) -> str:
    folder = path.rpartition("/")[0].partition("/")[0]
    return file_of(FOLDERS[folder] if folder else "community")


def _is_same(before: bytes | None, after: bytes | None) -> bool:
    return before is not None and before.replace(b"\r\n", b"\n") == after
