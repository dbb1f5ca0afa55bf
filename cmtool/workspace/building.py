"""`build`: everything that is made from the registry, what the public may see apart from what nobody approved yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cmtool import reports
from cmtool.store.output import Changes, put
from cmtool.workspace import Workspace
from cmtool.workspace.agendas import agendas_of
from cmtool.workspace.calendars import calendars
from cmtool.workspace.rendering import draft_texts, prepared, renderer, report

FORMS = ("md", "html", "json")

Progress = Callable[[str], None]
"""Told what is being made."""


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
    made = (_public, _calendars, _agendas, _spotlights)
    files = {path: text for make in made for path, text in make(space, progress).items()}
    progress(f"writing {folder}")
    return Built(errors, put(folder, {path: text.encode("utf-8") for path, text in files.items()}, dry_run=dry_run))


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


def _spotlights(space: Workspace, progress: Progress) -> dict[str, str]:
    """A spotlight on each member who consented to one."""
    day = space.today
    current = [m for m in space.registry.members.values() if m.is_current and m.name]
    members = [m.id for m in current if m.consents_to("spotlight", space.registry.consent_day(day))]
    progress(f"{len(members)} spotlights")
    texts = draft_texts(renderer(space), [prepared(space, "spotlight", id) for id in members])
    return {f"drafts/spotlights/{id}.txt": text for id, text in zip(members, texts, strict=True)}
