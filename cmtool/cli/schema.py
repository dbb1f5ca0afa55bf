"""`cmtool schema`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cmtool.cli.context import Context
from cmtool.cli.output import write
from cmtool.cli.writing import how_of, told
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.store.journal import Written
    from cmtool.workspace import Workspace
    from cmtool.workspace.changing import Done, How

_NOTHING = "the schemas are up to date"


def _kinds_like(incomplete: str) -> list[str]:
    return [kind for kind in _kinds() if kind.startswith(incomplete)]


def schema(
    context: typer.Context,
    kind: str = typer.Argument(
        None,
        metavar="KIND",
        help="Only one: member, group, meeting, skill, request, need, activity, spotlight or community. Printed, "
        "unless -o or --check is given.",
        autocompletion=_kinds_like,
        show_default=False,
    ),
    output: Path = typer.Option(
        None, "-o", "--output", metavar="DIR", help="Write them into this folder; no commit.", show_default=False
    ),
    check: bool = typer.Option(False, "--check", help="Write nothing; exit code 1 if one is missing or behind."),
) -> None:
    """Bring the JSON Schemas of the registry up to date: by them editors complete fields and words, and mark errors.

    They lie in schemas/ and are made from the record format and the words of community.yaml, which they follow from
    then on. Where no registry is, KIND and -o give schemas that take any id for a word of a community.

    Exit code 0: done; 1: --check found one that is missing or behind; 2: cannot go on.

    Example: cmtool schema

    Example: cmtool schema member
    """
    shared = context.obj
    if check:
        _check(shared, kind, output)
    elif output is not None:
        _write_into(shared, kind, output, is_dry=how_of(context).is_dry)
    elif kind is not None:
        write(shared, "".join(data.decode() for data in _wanted(shared, kind).values()))
    else:
        told(context, lambda space, how: _up_to_date(shared, space, how), _NOTHING, is_shown=False)


def _kinds() -> list[str]:
    from cmtool.model.folders import FOLDERS

    return [*FOLDERS.values(), "community"]


def _wanted(shared: Context, kind: str | None) -> dict[str, bytes]:
    """The schema of a kind, named in singular or plural; all of them for none."""
    from cmtool.model.folders import FOLDERS
    from cmtool.suggestion import did_you_mean, nearest
    from cmtool.workspace import schemas

    if kind is None:
        return _made(shared)
    single = FOLDERS.get(kind.lower(), kind.lower())
    if single not in _kinds():
        guess = did_you_mean(nearest(kind, [*_kinds(), *FOLDERS]))
        raise CmtoolError(f"no schema of '{kind}'{guess}; kinds: {', '.join(_kinds())}")
    path = schemas.path_of(single)
    return {path: _made(shared)[path]}


def _made(shared: Context) -> dict[str, bytes]:
    from cmtool.formats.json_schema import schemas_of
    from cmtool.store.root import NoRegistry
    from cmtool.workspace import schemas

    try:
        return schemas.made(shared.workspace)
    except NoRegistry:
        shared.say("note: no registry here, so any id is taken for a region, role or organisation")
        return schemas_of(None)


def _behind(shared: Context, kind: str | None, folder: Path | None) -> list[Written]:
    """The schemas that are missing or behind: in the registry, or alone in a folder."""
    from cmtool.workspace import schemas

    files = _wanted(shared, kind)
    if folder is None:
        return schemas.stale(shared.root, files)
    return schemas.stale(folder, {Path(path).name: data for path, data in files.items()})


def _named(shared: Context, path: str, folder: Path | None = None) -> str:
    from cmtool.render.escape import visible

    return visible(shared.shown(path) if folder is None else str(folder / path))


def _check(shared: Context, kind: str | None, folder: Path | None) -> None:
    behind = _behind(shared, kind, folder)
    states = {True: "missing", False: "behind community.yaml, or this version of cmtool"}
    write(shared, "".join(f"{_named(shared, file.path, folder)}: {states[file.before is None]}\n" for file in behind))
    if behind:
        shared.say(f"next: cmtool schema{f' -o {shlex.quote(str(folder))}' if folder is not None else ''}")
        raise typer.Exit(1)
    shared.say(_NOTHING)


def _write_into(shared: Context, kind: str | None, folder: Path, *, is_dry: bool) -> None:
    """Schemas into any folder, where they take no record's place."""
    from cmtool.store.save import make_folder, save

    behind = _behind(shared, kind, folder)
    for file in behind:
        shared.refuse_record(folder / file.path)
        if not is_dry and file.after is not None:
            make_folder(folder)
            save(folder / file.path, file.after)
    write(shared, "".join(f"{_named(shared, file.path, folder)}\n" for file in behind))
    if is_dry or not behind:
        shared.say("nothing was written: --dry-run" if behind else _NOTHING)


def _up_to_date(shared: Context, space: Workspace, how: How) -> Done:
    """The schemas in the registry, by the door of all changes."""
    from cmtool.workspace import counted, schemas
    from cmtool.workspace.changing import change
    from cmtool.workspace.proposing import Proposal

    def plan(fresh: Workspace, _: object) -> Proposal:
        behind = schemas.stale(fresh.root, schemas.made(fresh))
        return Proposal("schema", f"schemas: {counted(len(behind), 'file')} brought up to date", behind, ())

    done = change(space, plan, how)
    write(shared, "".join(f"{_named(shared, path)}\n" for path in done.paths))
    return done
