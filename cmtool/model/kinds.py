"""The kinds of records, by folder. A kind is a file beside this one and a line in `folders.py`."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from cmtool.model.folders import FOLDERS
from cmtool.model.record import Record


def _model(singular: str) -> type[Record]:
    model: type[Record] = getattr(import_module(f"cmtool.model.{singular}"), singular.capitalize())
    return model


KINDS: Final[dict[str, type[Record]]] = {folder: _model(singular) for folder, singular in FOLDERS.items()}
