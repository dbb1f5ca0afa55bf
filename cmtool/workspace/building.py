"""`build`: everything that is made from the registry, what the public may see apart from what nobody approved yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from cmtool import reports
from cmtool.store.output import Changes, put
from cmtool.workspace import Workspace, counted
from cmtool.workspace.agendas import agendas_of
from cmtool.workspace.calendars import calendars
from cmtool.workspace.rendering import report
from cmtool.workspace.spotlight_folders import folders, under_way

FORMS = ("md", "html", "json")

Progress = Callable[[str], None]
"""Told what is being made."""
Make = Callable[[Workspace, Progress], Mapping[str, str | bytes]]


class Built(NamedTuple):
    """What a build changed; nothing while the registry has errors."""

    errors: int
    changes: Changes | None


def build(space: Workspace, folder: Path, *, keep_going: bool, dry_run: bool, progress: Progress) -> Built:
    """Make `public/` and `drafts/` in a folder. Everything is made before anything is written."""
    progress("checking the registry")
    errors = sum(finding.is_error for finding in space.validate().findings)
    if errors and not keep_going:
        return Built(errors, None)
    made: tuple[Make, ...] = (_public, _calendars, _agendas, _spotlights)
    files = {path: _bytes(data) for make in made for path, data in make(space, progress).items()}
    progress(f"writing {folder}")
    return Built(errors, put(folder, files, dry_run=dry_run))


def _bytes(data: str | bytes) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data


def _public(space: Workspace, progress: Progress) -> dict[str, str]:
    made: dict[str, str] = {}
    for name in reports.public_names():
        progress(f"report {name}")
        made |= {f"public/{name}.{form}": report(space, name, form, private=False) for form in FORMS}  # type: ignore[arg-type]
    return made


def _calendars(space: Workspace, progress: Progress) -> dict[str, str]:
    """The calendar of everything, and one of each group that meets."""
    progress("calendars")
    made = calendars(space)
    return {f"public/calendars/{group}.ics" if group else "public/calendar.ics": text for group, text in made.items()}


def _agendas(space: Workspace, progress: Progress) -> dict[str, str]:
    """The agenda of each meeting that is planned from today on."""
    meetings = [m.id for m in space.registry.meetings(status="planned") if m.date >= space.today]
    progress(f"{len(meetings)} agendas")
    texts = agendas_of(space, meetings)
    return {f"drafts/agendas/{id}.md": text for id, text in zip(meetings, texts, strict=True)}


def _spotlights(space: Workspace, progress: Progress) -> dict[str, str | bytes]:
    """The folder of each spotlight that is neither out nor withdrawn."""
    refs = under_way(space)
    progress(counted(len(refs), "spotlight"))
    made = folders(space, refs)
    return {f"drafts/{ref}/{name}": data for ref, files in made.items() for name, data in files.items()}
