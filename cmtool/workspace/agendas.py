"""Agendas of meetings: record, context, template, text."""

from __future__ import annotations

from cmtool.drafts import agenda as agendas
from cmtool.formats.json import dumps
from cmtool.render.renderer import Job
from cmtool.workspace import Workspace
from cmtool.workspace.rendering import Form, as_page, named, renderer, subject

AGENDA = "agendas/meeting.md.j2"


def agenda(space: Workspace, ref: str, form: Form) -> str:
    """The agenda of a meeting in a form."""
    named(space)
    context = agendas.context(space.registry, subject(space, "meetings", ref).id, space.today)
    if form == "json":
        return dumps(context)
    press = renderer(space)
    text = press.render(AGENDA, context)
    return text if form == "md" else as_page(press, f"{context['title']}, {context['date']}", text)


def agendas_of(space: Workspace, ids: list[str]) -> list[str]:
    """The agendas of some meetings as Markdown."""
    jobs = [Job(AGENDA, agendas.context(space.registry, id, space.today)) for id in ids]
    return renderer(space).render_all(jobs)
