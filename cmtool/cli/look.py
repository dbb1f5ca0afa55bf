"""`cmtool list`, `show` and `find`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.output import tell_table, write


class Form(StrEnum):
    """Forms of a table."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


_FORMAT = typer.Option(None, "--format", help="Form; the suffix of -o chooses it as well.", show_default="table")
_OUTPUT = typer.Option(None, "-o", "--output", help="Write to a file instead.", show_default=False)
_PRIVATE = typer.Option(False, "--private", help="Private fields as well.")


def list_(
    context: typer.Context,
    kind: str = typer.Argument(help="members, groups, meetings or skills.", autocompletion=complete.kinds),
    where: list[str] = typer.Option(
        [], "--where", metavar="FIELD=VALUE", help="Only records with this value; != for the others."
    ),
    format: Form = _FORMAT,
    output: Path = _OUTPUT,
    private: bool = _PRIVATE,
) -> None:
    """List the records of a kind.

    Example: cmtool list members --where status=active --where region=africa
    """
    from cmtool.workspace.look import listed

    space = context.obj.workspace
    tell_table(context.obj, listed(space.registry, kind, where, space.today, private=private), format, output)


def show(
    context: typer.Context,
    ref: str = typer.Argument(
        metavar="REF", help="folder/id, or an id alone where it is clear.", autocompletion=complete.refs
    ),
    format: Form = typer.Option(Form.TABLE, "--format", help="Form."),
    output: Path = _OUTPUT,
    private: bool = _PRIVATE,
) -> None:
    """Show one record, and what other records say about it.

    Example: cmtool show groups/payments
    """
    from cmtool.formats.json import dumps
    from cmtool.formats.records import lines
    from cmtool.render.escape import visible
    from cmtool.workspace.look import shown

    space = context.obj.workspace
    record, related = shown(space.registry, ref, space.today, private=private)
    if format is Form.JSON:
        write(context.obj, dumps(record), output)
        return
    told = lines({name: value for name, value in record.items() if name != "id"})
    told += [line for name, value in related.items() for line in _also(name, value)]
    write(context.obj, "".join(visible(line) + "\n" for line in told), output)


def find(
    context: typer.Context,
    skill: list[str] = typer.Option(
        [],
        "--skill",
        metavar="SKILL[:LEVEL]",
        help="Confirmed skill, at least this level.",
        autocompletion=complete.skills,
    ),
    group: list[str] = typer.Option([], "--group", help="Member of this group.", autocompletion=complete.groups),
    region: list[str] = typer.Option([], "--region", help="From one of these regions."),
    language: list[str] = typer.Option([], "--language", help="Speaks this language."),
    org: list[str] = typer.Option([], "--org", help="Works for one of these organisations."),
    format: Form = _FORMAT,
    output: Path = _OUTPUT,
) -> None:
    """Find people by what they can do and where they are.

    Example: cmtool find --skill openapi:3 --language fr
    """
    from cmtool.workspace.look import Wanted, find_record, found, wanted_skill
    from cmtool.workspace.vocabulary import known

    space = context.obj.workspace
    registry = space.registry
    wanted = Wanted(
        [wanted_skill(registry, text) for text in skill],
        [find_record(registry, f"groups/{id.removeprefix('groups/')}").id for id in group],
        [known(registry, "regions", id) for id in region],
        language,
        [known(registry, "organisations", id) for id in org],
    )
    table = found(registry, wanted, space.today)
    tell_table(context.obj, table, format, output)
    if not table.rows:
        context.obj.say("nobody; try a lower level or fewer conditions")


def _also(name: str, value: object) -> list[str]:
    if isinstance(value, list):
        return [f"# {name}:", *(f"#   {item}" for item in value)] if value else []
    return [f"# {name}: {value}"]
