"""The kinds of records, by folder. A kind is a file beside this one and a line in `folders.py`."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from cmtool.errors import CmtoolError
from cmtool.model.folders import FOLDERS
from cmtool.model.record import Record
from cmtool.suggestion import did_you_mean, nearest


def _model(singular: str) -> type[Record]:
    model: type[Record] = getattr(import_module(f"cmtool.model.{singular}"), singular.capitalize())
    return model


KINDS: Final[dict[str, type[Record]]] = {folder: _model(singular) for folder, singular in FOLDERS.items()}


def folder_of(kind: str) -> str:
    """The folder of a kind, named in singular or plural."""
    words = {**{folder: folder for folder in FOLDERS}, **{singular: folder for folder, singular in FOLDERS.items()}}
    if kind.lower() in words:
        return words[kind.lower()]
    raise CmtoolError(f"no kind '{kind}'{did_you_mean(nearest(kind, words))}; kinds: {', '.join(FOLDERS)}")
