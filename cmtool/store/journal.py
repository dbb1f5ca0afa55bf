"""Several files written together: a journal says what was there and what shall be, until all of it is done.

A process that is killed half way leaves the journal behind. Whoever comes next finishes what it tells, or takes it
back; a file that holds neither the old nor the new bytes was edited meanwhile, and stays as it is.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.store.entries import is_linked, opened_file
from cmtool.store.save import clear, make_folder, remove, save, settle, sweep

_NAME = "journal.json"


class Written(NamedTuple):
    """A file by its path from the registry: its bytes before and after; None where it is not there.

    They are equal where somebody wrote the file by hand already.
    """

    path: str
    before: bytes | None
    after: bytes | None


class Journal(NamedTuple):
    """What a change writes, and facts about the commit that it becomes."""

    files: list[Written]
    facts: dict[str, Any]


def opened_work(folder: Path, process: int) -> None:
    """Begin to work: the folder, and in it who does."""
    refuse_link(folder)
    make_folder(folder)
    save(folder / "process", f"{process}\n".encode())


def begin(folder: Path, journal: Journal) -> None:
    """Put the journal down, or a later state of it: from now on the change is finished or taken back."""
    files = [{"path": f.path, "before": _packed(f.before), "after": _packed(f.after)} for f in journal.files]
    text = json.dumps({"version": 1, "files": files, "facts": journal.facts})
    make_folder(folder)
    save(folder / _NAME, text.encode("ascii"))
    settle(folder.parent)


def begun(folder: Path) -> Journal | None:
    """The journal that lies in a folder; None where there is none.

    CmtoolError for one that no command of ours has written: it decides which files are written, also when somebody
    only reads.
    """
    refuse_link(folder)
    data = opened_file(folder / _NAME)
    if data is None:
        return None
    try:
        told = json.loads(data)
        files = [Written(_inside(f["path"]), _unpacked(f["before"]), _unpacked(f["after"])) for f in told["files"]]
        return Journal(files, _checked(told["facts"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise CmtoolError(
            f"{folder / _NAME} cannot be read, so an interrupted change cannot be taken back: "
            "look at the files with `git status`, then remove it"
        ) from None


def refuse_link(folder: Path) -> None:
    """The folder of a change lies where it seems to lie."""
    if folder.is_symlink():
        raise CmtoolError(f"{folder} is a symbolic link, which no command of ours made: remove it")


_REF = re.compile(r"HEAD|refs/heads/[^\x00-\x20\x7f~^:?*\[\\]+")
_HASH = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as a change writes them down; ValueError or TypeError for any others."""
    prefix, ref, made = facts.get("prefix"), facts.get("ref", "HEAD"), facts["commit"]
    staged = facts.get("staged", {})
    if prefix:
        _inside(prefix.removesuffix("/"))
    if not _REF.fullmatch(ref) or {"", ".", ".."} & set(ref.split("/")) or not (made is None or _HASH.fullmatch(made)):
        raise ValueError(ref)
    if not all(isinstance(blob, str | None) for blob in staged.values()):
        raise ValueError(staged)
    return facts


def _inside(path: str) -> str:
    """A path that stays in the registry and out of git's own folder; ValueError for any other."""
    os.fsencode(path)
    parts = path.split("/")
    if "\\" in path or "\0" in path or {"", ".", "..", ".git"} & {part.casefold() for part in parts}:
        raise ValueError(path)
    return path


def end(folder: Path) -> None:
    """The change is done or taken back: nothing of it is left over."""
    clear(folder)


def put(root: Path, files: Iterable[Written]) -> None:
    """Write every file as it shall be."""
    for file in files:
        _write(root, file.path, file.after)


def finish(root: Path, files: Iterable[Written]) -> list[str]:
    """Write what is not written yet; the paths of files that somebody edited meanwhile."""
    return _moved(root, [(file, file.before, file.after) for file in files])


def take_back(root: Path, files: Iterable[Written], *, is_sure: bool = False) -> list[str]:
    """Write every file as it was; the paths of those that somebody edited meanwhile, which `is_sure` rules out."""
    return _moved(root, [(file, file.after, file.before) for file in files], is_sure=is_sure)


def _moved(
    root: Path, steps: Iterable[tuple[Written, bytes | None, bytes | None]], *, is_sure: bool = False
) -> list[str]:
    edited = []
    for file, old, new in steps:
        if file.before == file.after:
            continue
        sweep((root / file.path).parent)
        found = held(root, file.path)
        if found == old or (is_sure and found != new):
            _write(root, file.path, new)
        elif found != new:
            edited.append(file.path)
    return edited


def held(root: Path, path: str) -> bytes | None:
    """The bytes of a file of the registry; None where it is not there.

    CmtoolError for what is no plain file: nothing is written through a link.
    """
    if is_linked(root, path):
        raise CmtoolError(f"{root / path} is reached over a symbolic link, which is never followed: remove the link")
    return opened_file(root / path)


def _write(root: Path, path: str, data: bytes | None) -> None:
    if held(root, path) == data:
        return
    target = root / path
    if data is None:
        remove(target, root)
        return
    make_folder(target.parent)
    save(target, data)


def _packed(data: bytes | None) -> str | None:
    return None if data is None else b64encode(data).decode("ascii")


def _unpacked(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text, validate=True)
