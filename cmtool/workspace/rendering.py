"""Reports and drafts: registry, context, template, text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any, Literal, NamedTuple

from cmtool import drafts, reports
from cmtool.errors import CmtoolError
from cmtool.formats.json import dumps
from cmtool.formats.table import Table, csv
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.render.library import Library
from cmtool.render.renderer import Job, Renderer
from cmtool.store.packaged import templates_folder
from cmtool.store.root import work_tree
from cmtool.suggestion import did_you_mean, nearest
from cmtool.workspace import Workspace, counted
from cmtool.workspace.look import find_record

Form = Literal["md", "html", "json"]
ReportForm = Literal["md", "html", "json", "csv", "ics"]

PAGE = "page.html.j2"
NOTES = "drafts/_notes.txt.j2"


class Draft(NamedTuple):
    """A draft before it is filled in: its module, its record, its data."""

    name: str
    id: str
    context: dict[str, Any]


def renderer(space: Workspace) -> Renderer:
    """Templates of the registry and ours."""
    return Renderer(Library(templates_folder(), space.root / "templates"))


def report(
    space: Workspace,
    name: str,
    form: ReportForm,
    *,
    private: bool,
    options: Mapping[str, Any] | None = None,
    past: bool = False,
) -> str:
    """A report in a form; HTML is its own page where it has one, else made from its Markdown.

    `past`: the workspace is that of an earlier day.
    """
    given = _options(space, name, form, options or {})
    space.notes += reports.notes(name, space.registry, **given)
    if form == "ics":
        from cmtool.workspace.calendars import calendar

        return calendar(space, group=given.get("group"), past=past)
    context = reports.context(name, space.registry, space.today, private=private, before=_before(space, name), **given)
    if form == "json":
        return dumps(context)
    if form == "csv":
        headers, rows = reports.table(name, context)
        return csv(Table(tuple(headers), [tuple(map(_cell, row)) for row in rows], []))
    press = renderer(space)
    page = f"reports/{name}.html.j2"
    if form == "html" and page in press.library:
        return press.render(page, context)
    text = press.render(f"reports/{name}.md.j2", context)
    return text if form == "md" else as_page(press, f"{named(space)}: {name}", text)


def _cell(value: Any) -> Any:
    """A value in a table: a time of day without its seconds."""
    return f"{value:%H:%M}" if isinstance(value, time) else value


def report_forms(name: str) -> tuple[str, ...]:
    """The forms of a report; CmtoolError where there is none of this name."""
    known = reports.names()
    if name not in known:
        raise CmtoolError(f"no report '{name}'{did_you_mean(nearest(name, known))}; reports: {', '.join(known)}")
    return reports.forms(name)


def _options(space: Workspace, name: str, form: ReportForm, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given, if the report takes them and has the form."""
    forms = report_forms(name)
    if form not in forms:
        raise CmtoolError(f"report {name} has no form '{form}'; it has {', '.join(forms)}")
    named(space)
    given = {option: value for option, value in options.items() if value is not None}
    for option in given:
        if option not in reports.options(name):
            raise CmtoolError(f"report {name} takes no --{option}")
    if form == "ics" and "within" in given:
        raise CmtoolError("an .ics file holds all meetings, past and future: leave --within out")
    if "group" in given:
        given["group"] = subject(space, "groups", given["group"]).id
    return given


def _before(space: Workspace, name: str) -> Registry | None:
    """The registry that a report compares with; None where no history reaches so far."""
    day = reports.compared_with(name, space.today)
    if day is None or work_tree(space.root) is None:
        return None
    from cmtool.workspace.past import before

    return before(space, day)


def draft(space: Workspace, name: str, ref: str) -> str:
    """A draft under its notes to the editor."""
    if name not in drafts.names():
        known = drafts.names()
        raise CmtoolError(f"no draft '{name}'{did_you_mean(nearest(name, known))}; drafts: {', '.join(known)}")
    named(space)
    id = subject(space, drafts.module(name).SUBJECT, ref).id
    return draft_texts(renderer(space), [prepared(space, name, id)])[0]


def prepared(space: Workspace, name: str, id: str) -> Draft:
    """The data of a draft on a record."""
    return Draft(name, id, drafts.module(name).context(space.registry, id, space.today))


def draft_texts(press: Renderer, wanted: list[Draft]) -> list[str]:
    """Drafts filled in, each under its notes."""
    texts = press.render_all([Job(f"drafts/{draft.name}.txt.j2", draft.context) for draft in wanted])
    noted = [
        Job(NOTES, {"notes": drafts.module(draft.name).notes(draft.context, text)})
        for draft, text in zip(wanted, texts, strict=True)
    ]
    return [notes + text for notes, text in zip(press.render_all(noted), texts, strict=True)]


def omissions(space: Workspace) -> list[str]:
    """What an output leaves out because it could not be read, for stderr."""
    lost = len(space.registry.unreadable)
    verb = "is" if lost == 1 else "are"
    unread = [f"{counted(lost, 'record')} could not be read and {verb} left out: see cmtool validate"] if lost else []
    return [*unread, *dict.fromkeys(space.notes)]


def subject(space: Workspace, folder: str, ref: str) -> Record:
    """The record of a folder that a reference means, with or without the folder. CmtoolError if it is another one."""
    record = find_record(space.registry, ref if "/" in ref else f"{folder}/{ref}")
    if record.folder != folder:
        raise CmtoolError(f"'{record.ref}' is not in {folder}/")
    return record


def named(space: Workspace) -> str:
    """The community's name; without its file nothing can be told."""
    if space.registry.community is None:
        raise CmtoolError("community.yaml cannot be read: see cmtool validate")
    return space.registry.community.name


def as_page(press: Renderer, title: str, text: str) -> str:
    """A Markdown text as an HTML page."""
    return press.render(PAGE, {"title": title, "text": text})
