"""The record that a command line names, where only some kinds will do."""

from __future__ import annotations

from cmtool.errors import CmtoolError
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.suggestion import nearest
from cmtool.workspace.look import find_record


def identified(registry: Registry, folder: str, text: str) -> str:
    """The id of a record of a folder, named with it or without."""
    return subject(registry, folder, text).id


def subject(registry: Registry, folders: str | tuple[str, ...], text: str) -> Record:
    """The record of a folder, or of the first of several that has it, named with its folder or without.

    CmtoolError if it is another one.
    """
    wanted = (folders,) if isinstance(folders, str) else folders
    found = find_record(registry, text if "/" in text else f"{_folder_of(registry, wanted, text)}/{text}")
    if found.folder not in wanted:
        raise CmtoolError(f"'{found.ref}' is not in {' or '.join(f'{folder}/' for folder in wanted)}")
    return found


def _folder_of(registry: Registry, wanted: tuple[str, ...], text: str) -> str:
    """The first of some folders that has an id, or had it; else the first with one that is much like it."""
    id = text.removesuffix(".yaml")
    having = (f for f in wanted if registry.is_known(f, id) or registry.formerly(f, id))
    like = (f for f in wanted if nearest(id, registry.records[f]))
    return next(having, None) or next(like, wanted[-1])
