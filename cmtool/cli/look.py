"""`cmtool list`, `show` and `find`."""

from __future__ import annotations

from pathlib import Path

import typer

from cmtool.cli import complete
from cmtool.cli.form import AS_OF, OUTPUT, RECORD_FORM, TABLE_FORM, RecordForm, TableForm, chosen, tell_table
from cmtool.cli.output import write

_PRIVATE = typer.Option(False, "--private", help="Private fields as well.")


def list_(
    context: typer.Context,
    kind: str = typer.Argument(
        metavar="KIND",
        help="members, groups, meetings, skills, requests, needs, activities or spotlights.",
        autocompletion=complete.kinds,
    ),
    where: list[str] = typer.Option(
        [], "--where", metavar="FIELD=VALUE", help="Only records with this value; != for the others."
    ),
    format: TableForm = TABLE_FORM,
    output: Path = OUTPUT,
    as_of: str = AS_OF,
    private: bool = _PRIVATE,
) -> None:
    """List the records of a kind.

    Example: cmtool list members --where status=active --where region=africa
    """
    from cmtool.workspace.look import listed

    space = context.obj.at(as_of)
    table = listed(space.registry, kind, where, space.today, private=private)
    tell_table(context.obj, table, format, output)
    if not table.rows:
        context.obj.say("no record" + (" with these values" if where else ""))


def show(
    context: typer.Context,
    ref: str = typer.Argument(
        metavar="REF", help="folder/id, or an id alone where it is clear.", autocompletion=complete.refs
    ),
    format: RecordForm = RECORD_FORM,
    output: Path = OUTPUT,
    as_of: str = AS_OF,
    private: bool = _PRIVATE,
) -> None:
    """Show one record, and what other records say about it.

    Example: cmtool show groups/payments
    """
    from cmtool.formats.json import dumps
    from cmtool.formats.records import told
    from cmtool.workspace.look import shown

    space = context.obj.at(as_of)
    record, related = shown(space.registry, ref, space.today, private=private)
    is_json = chosen(format, output, RecordForm.TEXT) is RecordForm.JSON
    write(context.obj, dumps(record) if is_json else told(record, related), output)


def find(
    context: typer.Context,
    skill: list[str] = typer.Option(
        [],
        "--skill",
        metavar="SKILL[:LEVEL]",
        help="Confirmed skill, at least this level.",
        autocompletion=complete.skills,
    ),
    group: list[str] = typer.Option(
        [], "--group", metavar="GROUP", help="Member of this group.", autocompletion=complete.groups
    ),
    region: list[str] = typer.Option([], "--region", metavar="REGION", help="From one of these regions."),
    language: list[str] = typer.Option([], "--language", metavar="TAG", help="Speaks this language."),
    org: list[str] = typer.Option([], "--org", metavar="ORG", help="Works for one of these organisations."),
    need: str = typer.Option(
        None,
        "--need",
        metavar="NEED",
        help="Fits this need, and was not asked for it yet.",
        show_default=False,
        autocompletion=complete.needs,
    ),
    format: TableForm = TABLE_FORM,
    output: Path = OUTPUT,
    as_of: str = AS_OF,
) -> None:
    """Find people by what they can do and where they are.

    With `--need` each comes with the wishes of the need that are met (fits), and those that are not (lacks).

    Example: cmtool find --skill openapi:3 --language fr

    Example: cmtool find --need registry-reviewers --region americas
    """
    from cmtool.workspace import fitting
    from cmtool.workspace.people import found, wanted

    space = context.obj.at(as_of)
    sought = wanted(space.registry, skill, group, region, language, org)
    remarks: list[str] = []
    if need is None:
        table = found(space.registry, sought, space.today)
    else:
        wish = fitting.need_of(space.registry, need)
        table = fitting.found(space.registry, wish, sought, space.today)
        remarks = fitting.remarks(space.registry, wish, space.today)
    tell_table(context.obj, table, format, output)
    for remark in remarks:
        context.obj.say(f"note: {remark}")
    if not table.rows:
        context.obj.say("nobody; try a lower level or fewer conditions")
