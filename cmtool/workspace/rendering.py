"""Reports and drafts: registry, context, template, text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Literal, NamedTuple

from cmtool import drafts, reports
from cmtool.errors import CmtoolError
from cmtool.formats.json import dumps
from cmtool.formats.table import Table, csv
from cmtool.model.kinds import KINDS
from cmtool.model.registry import Registry
from cmtool.render.library import Library
from cmtool.render.mail import laid_out
from cmtool.render.renderer import Job, Renderer
from cmtool.schedule.term import days_after
from cmtool.store.packaged import templates_folder
from cmtool.store.root import work_tree
from cmtool.suggestion import did_you_mean, nearest
from cmtool.workspace import Workspace, counted
from cmtool.workspace.subjects import identified, subject

Form = Literal["md", "html", "json"]
ReportForm = Literal["md", "html", "json", "csv", "ics"]

PAGE = "page.html.j2"
NOTES = "drafts/_notes.txt.j2"


class Draft(NamedTuple):
    """A draft before it is filled in: its module, its record, its data."""

    name: str
    ref: str
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
    if reports.is_private(name) and not private:
        raise CmtoolError(f"report {name} tells of persons: it is for those who run the community, with --private")
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
        given["group"] = identified(space.registry, "groups", given["group"])
    return given


def _before(space: Workspace, name: str) -> Registry | None:
    """The registry that a report compares with; None where no history reaches so far."""
    day = reports.compared_with(name, space.today)
    return registry_before(space, day) if day else None


def draft(space: Workspace, name: str, ref: str | None, since: date | None = None) -> str:
    """A draft under its notes to the editor; `ref` is the record that it is about, if it is about one."""
    if name not in drafts.names():
        known = drafts.names()
        raise CmtoolError(f"no draft '{name}'{did_you_mean(nearest(name, known))}; drafts: {', '.join(known)}")
    named(space)
    made = prepared(space, name, _subject_of(space, name, ref), since)
    return draft_texts(renderer(space), [made])[0]


def _subject_of(space: Workspace, name: str, ref: str | None) -> str:
    """The full reference of what a draft is about; empty for the whole community."""
    folders: tuple[str, ...] = drafts.module(name).SUBJECTS
    if not folders and ref is not None:
        raise CmtoolError(f"draft {name} is about the whole community and takes no SUBJECT")
    if folders and ref is None:
        told = " or ".join(KINDS[folder].singular for folder in folders)
        raise CmtoolError(f"draft {name} needs a SUBJECT, the id of a {told}: cmtool draft {name} ID")
    return subject(space.registry, folders, ref).ref if ref is not None else ""


def prepared(space: Workspace, name: str, ref: str, since: date | None = None) -> Draft:
    """The data of a draft on a record, told since a day where the draft has one."""
    module = drafts.module(name)
    if not drafts.takes_since(name):
        if since is not None:
            raise CmtoolError(f"draft {name} takes no --since")
        return Draft(name, ref, module.context(space.registry, ref, space.today))
    day = module.usual_since(space.registry, space.today) if since is None else since
    if day > space.today:
        raise CmtoolError(f"--since {day} lies ahead: today is {space.today}")
    before = registry_before(space, days_after(day, -1))
    return Draft(name, ref, module.context(space.registry, ref, space.today, since=day, before=before))


def registry_before(space: Workspace, day: date) -> Registry | None:
    """The registry at the end of a day; None where no history reaches so far."""
    if work_tree(space.root) is None:
        return None
    from cmtool.workspace.past import before

    return before(space, day)


def draft_texts(press: Renderer, wanted: list[Draft]) -> list[str]:
    """Drafts filled in, each under its notes."""
    texts = press.render_all([Job(f"drafts/{draft.name}.txt.j2", draft.context) for draft in wanted])
    noted = [
        Job(NOTES, {"notes": drafts.module(draft.name).notes(draft.context, text)})
        for draft, text in zip(wanted, texts, strict=True)
    ]
    above = press.render_all(noted)
    return [
        notes + (laid_out(text) if drafts.is_mail(draft.name) else text)
        for draft, notes, text in zip(wanted, above, texts, strict=True)
    ]


def omissions(space: Workspace) -> list[str]:
    """What an output leaves out because it could not be read, for stderr."""
    lost = len(space.registry.unreadable)
    verb = "is" if lost == 1 else "are"
    unread = [f"{counted(lost, 'record')} could not be read and {verb} left out: see cmtool validate"] if lost else []
    return [*unread, *dict.fromkeys(space.notes)]


def named(space: Workspace) -> str:
    """The community's name; without its file nothing can be told."""
    if space.registry.community is None:
        raise CmtoolError("community.yaml cannot be read: see cmtool validate")
    return space.registry.community.name


def as_page(press: Renderer, title: str, text: str) -> str:
    """A Markdown text as an HTML page."""
    return press.render(PAGE, {"title": title, "text": text})
