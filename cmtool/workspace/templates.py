"""Templates: which there are, a copy of one to change, and whether a registry's own can be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice, zip_longest
from pathlib import Path
from types import ModuleType
from typing import Any

from cmtool import drafts, reports
from cmtool.drafts import agenda as agendas
from cmtool.drafts import minutes as written
from cmtool.errors import CmtoolError
from cmtool.formats.table import Table
from cmtool.model.registry import Registry
from cmtool.render.library import Library, is_partial
from cmtool.render.renderer import Job, run_confined
from cmtool.schedule.term import days_after
from cmtool.store.load import load
from cmtool.store.packaged import sample_folder, templates_folder
from cmtool.store.save import make_folder, save
from cmtool.suggestion import did_you_mean, nearest
from cmtool.workspace import Workspace
from cmtool.workspace.agendas import AGENDA, GDOCS, HACKMD, PLAIN
from cmtool.workspace.minutes import FORM, TEXT
from cmtool.workspace.rendering import NOTES, PAGE
from cmtool.workspace.spotlight_folders import samples as spotlight_samples

MOST_SAMPLES = 4
"""Records with which the template of a draft is tried."""
A_YEAR = 365


def listed(space: Workspace) -> Table:
    """Every template, and whose it is."""
    library = _library(space)
    names = sorted({*library.builtin, *library.own})
    whose = [("own" if name in library.own else "built in", name in library.builtin) for name in names]
    rows = [(name, owner) for name, (owner, _) in zip(names, whose, strict=True)]
    objects = [
        {"name": n, "own": owner == "own", "built_in": ours} for n, (owner, ours) in zip(names, whose, strict=True)
    ]
    return Table(("name", "from"), rows, objects)


def copy(space: Workspace, name: str, *, dry_run: bool) -> Path:
    """Put a copy of one of our templates into the registry, to be changed there; the path of the copy."""
    library = _library(space)
    full = name if name.endswith(".j2") else f"{name}.j2"
    text = library.builtin_source(full)
    if text is None:
        raise CmtoolError(f"no template '{name}'{did_you_mean(nearest(full, library.builtin))}; cmtool templates list")
    target = space.root / "templates" / full
    try:
        _refuse_unless_free(target, len(Path(full).parts))
    except OSError as error:
        raise CmtoolError(f"cannot read {error.filename or target}: {error.strerror}") from None
    if not dry_run:
        make_folder(target.parent)
        save(target, text.encode("utf-8"))
    return target


def _refuse_unless_free(target: Path, depth: int) -> None:
    """A copy takes nobody's place, and lands in the registry."""
    folders = [target.parent, *target.parent.parents][:depth]
    if any(folder.is_symlink() or (folder.exists() and not folder.is_dir()) for folder in folders):
        raise CmtoolError(f"{target} leads through a link or a file")
    if target.exists() or target.is_symlink():
        raise CmtoolError(f"{target} exists already; it is not overwritten")


def problems(space: Workspace) -> list[str]:
    """What is wrong with the registry's own templates, each filled in with the sample community in a child process."""
    library = _library(space)
    found = list(library.problems)
    if not library.own:
        return found
    try:
        sources = library.sources()
    except CmtoolError as error:
        return [*found, str(error)]
    for jobs in _jobs(library):
        try:
            run_confined(sources, jobs)
        except CmtoolError as error:
            found.append(str(error))
    unused = [name for name in library.own if not is_partial(name) and name not in library.builtin]
    found += [f"template '{name}': no output uses it{did_you_mean(nearest(name, library.builtin))}" for name in unused]
    return list(dict.fromkeys(found))


def own_count(space: Workspace) -> int:
    """How many templates the registry has of its own."""
    return len(_library(space).own)


def _jobs(library: Library) -> list[list[Job]]:
    """Each own template with its sample data; a piece of others is read, and everything that may use it filled in."""
    samples = _samples()
    wanted = [name for name in library.own if name in samples]
    if any(is_partial(name) for name in library.own):
        wanted = list(samples)
    alone = [[Job(name, None)] for name in library.own if name not in wanted]
    return alone + [[Job(name, context) for context in samples[name]] or [Job(name, None)] for name in wanted]


def _samples() -> dict[str, list[dict[str, Any]]]:
    """Data for each template that an output uses, made from the sample community."""
    registry = load(sample_folder()).registry
    community = registry.community
    if community is None or community.today is None:
        raise CmtoolError("the sample community that comes with cmtool cannot be read")
    today = community.today
    found: dict[str, list[dict[str, Any]]] = {PAGE: [{"title": community.name, "text": f"# {community.name}\n"}]}
    found[NOTES] = [{"notes": ["DRAFT", "a note"]}]
    meetings = [*registry.meetings(status="held")[-1:], *registry.meetings(status="planned")]
    plans = [agendas.context(registry, meeting.id, today) for meeting in meetings]
    found |= {AGENDA: plans, HACKMD: plans, PLAIN: plans, GDOCS: found[PAGE]}
    found[FORM] = [written.form(registry, meeting.id) for meeting in meetings]
    found[TEXT] = [written.context(registry, meetings[0].id)]
    for name in reports.names():
        made = [reports.context(name, registry, today, private=private) for private in (False, True)]
        found |= {f"reports/{name}.{form}.j2": made for form in ("md", "html")}
    for name in drafts.names():
        found[f"drafts/{name}.txt.j2"] = list(_drafts(registry, name, today))
    return found | spotlight_samples(registry, today)


def _drafts(registry: Registry, name: str, today: date) -> Iterable[dict[str, Any]]:
    """Data of a draft as unlike each other as the sample has it; of some of its records there is no draft."""
    draft = drafts.module(name)
    if drafts.takes_since(name):
        days = (draft.usual_since(registry, today), days_after(today, -A_YEAR))
        return [draft.context(registry, "", today, since=day, before=None) for day in days]
    made = (_made(draft, registry, ref, today) for ref in _subjects(registry, draft.SUBJECTS))
    shapes = {_shape(context): context for context in made if context is not None}
    return islice(shapes.values(), MOST_SAMPLES)


def _shape(context: dict[str, Any]) -> tuple[Any, ...]:
    """What tells data apart that a template fills in on other ways: its kind, and which of it is there."""
    return context.get("kind"), *(bool(context[key]) for key in sorted(context))


def _made(draft: ModuleType, registry: Registry, ref: str, today: date) -> dict[str, Any] | None:
    """The data of a draft; None where it is refused."""
    try:
        return draft.context(registry, ref, today)  # type: ignore[no-any-return]
    except CmtoolError:
        return None


def _subjects(registry: Registry, folders: tuple[str, ...]) -> list[str]:
    """References of the records that a draft may be about, of each folder by turns."""
    rows = zip_longest(*(registry.records[folder].values() for folder in folders))
    return [record.ref for row in rows for record in row if record is not None]


def _library(space: Workspace) -> Library:
    return Library(templates_folder(), space.root / "templates")
