"""Templates: which there are, a copy of one to change, and whether a registry's own can be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cmtool import drafts, reports
from cmtool.drafts import agenda as agendas
from cmtool.drafts import minutes as written
from cmtool.errors import CmtoolError
from cmtool.formats.table import Table
from cmtool.model.registry import Registry
from cmtool.render.library import Library, is_partial
from cmtool.render.renderer import Job, run_confined
from cmtool.store.load import load
from cmtool.store.packaged import sample_folder, templates_folder
from cmtool.store.save import make_folder, save
from cmtool.suggestion import did_you_mean, nearest
from cmtool.workspace import Workspace
from cmtool.workspace.agendas import AGENDA, GDOCS, HACKMD, PLAIN
from cmtool.workspace.minutes import FORM, TEXT
from cmtool.workspace.rendering import NOTES, PAGE


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
    for job in _jobs(library):
        try:
            run_confined(sources, [job])
        except CmtoolError as error:
            found.append(str(error))
    unused = [name for name in library.own if not is_partial(name) and name not in library.builtin]
    found += [f"template '{name}': no output uses it{did_you_mean(nearest(name, library.builtin))}" for name in unused]
    return list(dict.fromkeys(found))


def own_count(space: Workspace) -> int:
    """How many templates the registry has of its own."""
    return len(_library(space).own)


def _jobs(library: Library) -> list[Job]:
    """Each own template with sample data; a piece of others is read, and everything that may use it filled in."""
    samples = _samples()
    wanted = [name for name in library.own if name in samples]
    if any(is_partial(name) for name in library.own):
        wanted = list(samples)
    alone = [Job(name, None) for name in library.own if name not in wanted]
    return alone + [Job(name, context) for name in wanted for context in samples[name]]


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
        draft = drafts.module(name)
        found[f"drafts/{name}.txt.j2"] = [
            draft.context(registry, id, today) for id in _subjects(registry, draft.SUBJECT)
        ]
    return found


def _subjects(registry: Registry, folder: str) -> list[str]:
    """Ids of some records of which a draft may be made."""
    if folder == "meetings":
        return [meeting.id for meeting in registry.meetings(status="planned")]
    return [member.id for member in registry.members.values() if member.is_current][:3]


def _library(space: Workspace) -> Library:
    return Library(templates_folder(), space.root / "templates")
