"""Completion for the shell: names of files and rules, without reading a record or loading the models."""

from __future__ import annotations

import os
from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.model.folders import FOLDERS


def kinds(incomplete: str) -> list[str]:
    """Folders."""
    return [folder for folder in FOLDERS if folder.startswith(incomplete)]


def codes(incomplete: str) -> list[str]:
    """Rule codes."""
    from cmtool.checks import codes as all_codes

    return [code for code in all_codes() if code.startswith(incomplete.upper())]


def refs(incomplete: str) -> list[str]:
    """References of all records, with their folder."""
    return [ref for folder in FOLDERS for id in _ids(folder) if (ref := f"{folder}/{id}").startswith(incomplete)]


def members(incomplete: str) -> list[str]:
    """Member ids."""
    return [id for id in _ids("members") if id.startswith(incomplete)]


def groups(incomplete: str) -> list[str]:
    """Group ids."""
    return [id for id in _ids("groups") if id.startswith(incomplete)]


def meetings(incomplete: str) -> list[str]:
    """Meeting ids."""
    return [id for id in _ids("meetings") if id.startswith(incomplete)]


def skills(incomplete: str) -> list[str]:
    """Skill ids."""
    return [id for id in _ids("skills") if id.startswith(incomplete)]


def requests(incomplete: str) -> list[str]:
    """Request ids."""
    return [id for id in _ids("requests") if id.startswith(incomplete)]


def needs(incomplete: str) -> list[str]:
    """Need ids."""
    return [id for id in _ids("needs") if id.startswith(incomplete)]


def spotlights(incomplete: str) -> list[str]:
    """Spotlight ids."""
    return [id for id in _ids("spotlights") if id.startswith(incomplete)]


def activity_kinds(incomplete: str) -> list[str]:
    """What can be noted."""
    from typing import get_args

    from cmtool.model.activity import ActivityKind

    return [kind for kind in get_args(ActivityKind) if kind.startswith(incomplete)]


def _ids(folder: str) -> list[str]:
    from cmtool.cli.context import root_of
    from cmtool.store.entries import ids

    named = os.environ.get("CMTOOL_REGISTRY")
    try:
        return ids(root_of(Path(named) if named else None), folder)
    except CmtoolError:
        return []


def reports(incomplete: str) -> list[str]:
    """Reports."""
    from cmtool.reports import names

    return [name for name in names() if name.startswith(incomplete)]


def drafts(incomplete: str) -> list[str]:
    """Drafts."""
    from cmtool.drafts import names

    return [name for name in names() if name.startswith(incomplete)]


def templates(incomplete: str) -> list[str]:
    """Built-in templates."""
    from cmtool.render.library import Library
    from cmtool.store.packaged import templates_folder

    return [name for name in Library(templates_folder()).builtin if name.startswith(incomplete)]
