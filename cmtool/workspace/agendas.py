"""Agendas of meetings and invitations to them: record, its past, context, template, text."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from cmtool.document.writer import write
from cmtool.drafts import agenda as agendas
from cmtool.drafts import invitation
from cmtool.drafts.invitation.readers import addressed, reader
from cmtool.errors import CmtoolError
from cmtool.formats.json import dumps
from cmtool.model.registry import Registry
from cmtool.render.escape import one_line
from cmtool.render.mail import laid_out
from cmtool.render.renderer import Job
from cmtool.schedule.occurrences import occurrences
from cmtool.store.root import work_tree
from cmtool.workspace import Workspace
from cmtool.workspace.rendering import Draft, Form, as_page, draft_texts, named, renderer
from cmtool.workspace.subjects import identified

AGENDA = "agendas/meeting.md.j2"
HACKMD = "agendas/meeting-hackmd.md.j2"
PLAIN = "agendas/meeting-plain.txt.j2"
GDOCS = "agendas/gdocs.html.j2"
SEPARATOR = f"\n{'=' * 72}\n\n"
"""Between two invitations."""

Target = Literal["gdocs", "hackmd", "plain"]
"""Where an agenda is pasted or imported."""


def agenda(space: Workspace, ref: str, form: Form | Target) -> str:
    """The agenda of a meeting in a form, or as a place to work on it takes it."""
    named(space)
    context = _context(space, meeting_id(space, ref), {})
    if form == "json":
        return dumps(context)
    press, title = renderer(space), f"{context['title']}, {context['date']}"
    if form == "hackmd":
        return _front_matter(title, context["community"]) + press.render(HACKMD, context)
    if form == "plain":
        return laid_out(press.render(PLAIN, context))
    text = press.render(AGENDA, context)
    if form == "gdocs":
        return press.render(GDOCS, {"title": title, "text": text})
    return text if form == "md" else as_page(press, title, text)


def agendas_of(space: Workspace, ids: list[str]) -> list[str]:
    """The agendas of some meetings as Markdown."""
    known: dict[date, Registry | None] = {}
    return renderer(space).render_all([Job(AGENDA, _context(space, id, known)) for id in ids])


def meeting_id(space: Workspace, ref: str) -> str:
    """The id of a meeting that is written down. CmtoolError with the remedy for one that is only computed."""
    bare = ref.removeprefix("meetings/")
    series = _series(space.registry, bare)
    if series is None:
        return identified(space.registry, "meetings", ref)
    planned = [m.id for m in space.registry.meetings(status="planned", series=series) if m.date >= space.today]
    if planned and bare == series:
        raise CmtoolError(f"'{bare}' is a series; its next meeting is {planned[0]}")
    day = bare[:10]
    if bare != series and day < space.today.isoformat():
        add = f"cmtool add meeting series={series} date={day} mode=online status=planned"
        raise CmtoolError(f"'{bare}' was never written down; {add} does that, then it can be closed")
    raise CmtoolError(f"'{bare}' is not written down yet; cmtool meeting next {series} plans the next meeting")


def _series(registry: Registry, ref: str) -> str | None:
    """The series that a reference names instead of a meeting, or that has a computed meeting where it points."""
    if ref in registry.all_meetings:
        return None
    own = [f"{group.id}/{series.id}" for group in registry.all_groups.values() for series in group.meets]
    everywhere = registry.community.series if registry.community else {}
    named = next((name for name in (*own, *everywhere) if ref == name or ref.startswith(f"{name}/")), None)
    return named or _computed(registry, ref)


def _computed(registry: Registry, ref: str) -> str | None:
    """The series of a computed meeting, by an id as records have it: `2026-12-01-payments`."""
    try:
        day, group = date.fromisoformat(ref[:10]), ref[11:]
    except ValueError:
        return None
    computed = (o for o in occurrences(registry, day, day) if o.status == "computed")
    return next((o.series for o in computed if group in (*o.groups, o.series.replace("/", "-"))), None)


def _context(space: Workspace, id: str, known: dict[date, Registry | None]) -> dict[str, Any]:
    """The data of an agenda; `known` are registries of the past that were read already."""
    day = agendas.compared_with(space.registry, id)
    if day is not None and day not in known:
        known[day] = _before(space, day)
    return agendas.context(space.registry, id, space.today, known[day] if day else None)


def _before(space: Workspace, day: date) -> Registry | None:
    """The registry at the end of a day; None where no history reaches so far."""
    if work_tree(space.root) is None:
        return None
    from cmtool.workspace.past import before

    return before(space, day)


def _front_matter(title: str, community: str) -> str:
    """What HackMD reads above a note."""
    tags = ", ".join(("agenda", "-".join(one_line(community).casefold().replace(",", " ").split())))
    return f"---\n{write({'title': one_line(title), 'tags': tags})}---\n\n"


def invitations(space: Workspace, ref: str, role: str | None = None) -> str:
    """Invitations to a meeting, each under its notes: for one role, or one for every kind of reader who is asked."""
    named(space)
    id = meeting_id(space, ref)
    meeting = agendas.meeting_of(space.registry, id)
    wanted = reader(space.registry, role) if role else None
    day = agendas.compared_with(space.registry, id)
    before = _before(space, day) if day else None
    made = [
        Draft("invitation", id, invitation.context(space.registry, id, space.today, name, to=ids, before=before))
        for name, ids in addressed(space.registry, meeting, wanted).items()
    ]
    if not made:
        raise CmtoolError(f"'meetings/{id}' has nobody to invite: none of its groups has a member")
    return SEPARATOR.join(laid_out(text) for text in draft_texts(renderer(space), made))
