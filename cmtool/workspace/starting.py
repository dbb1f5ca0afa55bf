"""`init`: where it begins, and the parts of a repository with a registry that are not there yet."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cmtool import __version__
from cmtool.errors import CmtoolError
from cmtool.formats.json_schema import schemas_of
from cmtool.model.community import Community
from cmtool.model.folders import CORE, FOLDERS
from cmtool.starter.answers import Answers
from cmtool.starter.origin import Origin
from cmtool.starter.parts import PLATFORMS, Part, Setting, parts
from cmtool.starter.records import records
from cmtool.store.entries import Entry
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.store.load import Loaded, assemble, load
from cmtool.store.root import find_root, is_left, work_tree
from cmtool.workspace import Workspace
from cmtool.workspace.door import mended
from cmtool.workspace.schemas import line

REGISTRY = "registry"
"""The folder of a new registry, and what the part is called."""


class Place(NamedTuple):
    """Where something is begun: the top of the repository, the registry's folder in it, and the community if known."""

    top: Path
    prefix: str
    """From the top, with a slash at the end; empty where it is the top."""
    community: Community | None = None


def place_of(folder: Path) -> Place:
    """Where `init FOLDER` begins. CmtoolError where it would write among things that are somebody else's."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CmtoolError(f"{folder} is not a folder: name a new one, or an empty one")
    here = Path(os.path.realpath(folder))
    if is_left(here):  # of one that was killed: what is half there would be taken for the whole
        mended(here)
    top = work_tree(here)
    root = _registry_above(here, top)
    if root is None:
        _refuse_foreign(folder, here, top)
        return Place(here, f"{REGISTRY}/")
    community = load(root).registry.community
    if community is None:
        raise CmtoolError(f"{root / COMMUNITY_FILE} cannot be read: mend it first, `cmtool validate` tells")
    whole = top or (root.parent if root.name == REGISTRY else root)
    prefix = root.relative_to(whole).as_posix()
    return Place(whole, "" if prefix == "." else f"{prefix}/", community)


def _registry_above(here: Path, top: Path | None) -> Path | None:
    """The registry in a folder, or above it in the same work tree."""
    try:
        root = find_root(here)
    except CmtoolError:
        return None
    return root if root in (here, here / REGISTRY) or (top is not None and work_tree(root) == top) else None


def _refuse_foreign(folder: Path, here: Path, top: Path | None) -> None:
    if top is not None and top != here:
        raise CmtoolError(
            f"{folder} lies in the git repository {top}: run `cmtool init {top}`, which begins {REGISTRY}/ there, or "
            "name a folder outside of it"
        )
    if top is None and here.is_dir() and any(here.iterdir()):
        raise CmtoolError(
            f"{folder} is not empty, and no git repository: name a new folder, an empty one, or the top of a repository"
        )
    own = here / REGISTRY
    if own.is_symlink() or own.is_file() or (own.is_dir() and any(own.iterdir())):
        raise CmtoolError(
            f"{folder / REGISTRY} is there already, and no registry: give it another name, or begin in a repository "
            "of its own"
        )


def new_registry(place: Place, answers: Answers, today: date) -> tuple[Part, Community]:
    """The records of a new registry, as validation accepts them."""
    files = records(
        answers, today, {folder: line(f"{folder}/id.yaml" if folder else "community.yaml") for folder in ("", *FOLDERS)}
    )
    loaded = assemble(Entry(path, "file", data) for path, data in sorted(files.items()))
    _refuse_errors(place, loaded, today)
    for folder in CORE:
        if not any(path.startswith(f"{folder}/") for path in files):
            files[f"{folder}/.gitkeep"] = b""
    assert loaded.registry.community is not None  # noqa: S101 - else there were errors
    whole = {f"{place.prefix}{path}": data for path, data in files.items()}
    return Part(REGISTRY, "the community, its people and groups", whole), loaded.registry.community


def _refuse_errors(place: Place, loaded: Loaded, today: date) -> None:
    space = Workspace(place.top / place.prefix, today, lambda zone: today, loaded)
    for finding in space.validate().findings:
        if finding.is_error:
            raise CmtoolError(f"these answers make no good record: {finding.path}: {finding.message}; {finding.hint}")


def around(place: Place, community: Community, origin: Origin | None, platform: str) -> list[Part]:
    """The parts around a registry, with the files that are not there yet; those of other platforms are left out."""
    setting = _setting(place, community, schemas_of(community), origin)
    wanted = [part for name, part in parts(setting).items() if name not in PLATFORMS or name == platform]
    return [lacking for part in wanted if (lacking := part._replace(files=_not_there(place.top, part.files))).files]


def left_alone(place: Place, community: Community, origin: Origin | None, platform: str) -> list[tuple[str, str]]:
    """Files of parts around the registry that somebody has already, with other words perhaps; and of which part."""
    setting = _setting(place, community, {}, origin)
    wanted = [part for name, part in parts(setting).items() if name not in PLATFORMS or name == platform]
    found = [(_there(place.top, path), part.name) for part in wanted for path in part.files]
    return [(path, name) for path, name in found if path]


def _setting(place: Place, community: Community, schemas: Mapping[str, bytes], origin: Origin | None) -> Setting:
    return Setting(community.name, next(iter(community.regions), ""), place.prefix, schemas, origin, __version__)


def _not_there(top: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not _there(top, path)}


def _there(top: Path, path: str) -> str:
    """The file that has a path or is in its way, as `readme.md`, the same file on many disks, or another README."""
    folder, slash, name = path.rpartition("/")
    if os.path.lexists(top / path):
        return path
    names = sorted(one.name for one in (top / folder).iterdir()) if (top / folder).is_dir() else []
    same = [one for one in names if one.casefold() == name.casefold()]
    same += [one for one in names if path == "README.md" and one.casefold().partition(".")[0] == "readme"]
    return f"{folder}{slash}{same[0]}" if same else ""
