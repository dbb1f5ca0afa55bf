"""`cmtool set`, `join`, `leave`, `retire`, `rename`, `merge`, `undo` and `save`."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from cmtool.cli import complete
from cmtool.cli.asking import answered, is_asked
from cmtool.cli.writing import how_of, make, told
from cmtool.errors import CmtoolError
from cmtool.model.addresses import named

_REF = typer.Argument(metavar="REF", help="folder/id, or an id alone where it is clear.", autocompletion=complete.refs)
_MEMBER = typer.Argument(metavar="MEMBER", help="A member.", autocompletion=complete.members)
_GROUP = typer.Argument(metavar="GROUP", help="A group.", autocompletion=complete.groups)


def set_(
    context: typer.Context,
    ref: str = _REF,
    assignments: list[str] = typer.Argument(
        metavar="FIELD=VALUE", help=r"field=value, field.key=value, field\[item].key=value; += adds, -= takes away."
    ),
) -> None:
    r"""Change values of a record, and nothing else in its file. An empty value takes the field away.

    Example: cmtool set amina-diallo country=SN languages+=en 'skills\[openapi].level=5'
    """
    from cmtool.workspace import verbs

    make(context, verbs.set_(ref, assignments))


def join(
    context: typer.Context,
    member: str = _MEMBER,
    group: str = _GROUP,
    role: str = typer.Option(
        None, "--role", metavar="ROLE", help="A role of groups; asked for on a terminal if missing.", show_default=False
    ),
    since: str = typer.Option(None, "--since", metavar="DAY", help="First day; today by default.", show_default=False),
    mentor: str = typer.Option(None, "--mentor", metavar="MEMBER", help="Who goes along.", show_default=False),
) -> None:
    """Put a member into a group.

    Example: cmtool join rosa-quispe digital-registries --role contributor --mentor mei-lin-tan
    """
    from cmtool.workspace import verbs

    if role is None:
        known = verbs.group_roles(context.obj.workspace)
        if not is_asked(context.obj):
            raise CmtoolError(f"as what? Say --role with one of: {', '.join(known)}")
        role = answered(context.obj, f"As what ({', '.join(known)})", choices=known)
    make(context, verbs.join(member, group, role, since, mentor))


def leave(
    context: typer.Context,
    member: str = _MEMBER,
    group: str = _GROUP,
    role: str = typer.Option(
        None, "--role", metavar="ROLE", help="Only this role; all by default.", show_default=False
    ),
    until: str = typer.Option(None, "--until", metavar="DAY", help="Last day; today by default.", show_default=False),
) -> None:
    """End what a member is in a group. The entry stays, with its last day.

    Example: cmtool leave rosa-quispe digital-registries --until 2026-11-30
    """
    from cmtool.workspace import verbs

    make(context, verbs.leave(member, group, role, until, is_forced=how_of(context).is_forced))


def retire(
    context: typer.Context,
    ref: str = _REF,
    to: str = typer.Option(
        None, "--to", metavar="MEMBER", help="Who gets what the member looks after.", show_default=False
    ),
) -> None:
    """End a member's roles and memberships, close a group, retire a skill or cancel a meeting. Nothing is deleted.

    What a member looks after is listed; on a terminal you are asked who gets it.

    Example: cmtool retire nurlan-sadykov --to jonas-berg
    """
    from cmtool.workspace import verbs

    if to is None and is_asked(context.obj) and not how_of(context).is_dry:
        verbs.retire(ref, None, is_forced=how_of(context).is_forced)(context.obj.workspace, ())  # refused before asking
        to = _heir(context, ref)
    make(context, verbs.retire(ref, to, is_forced=how_of(context).is_forced))


def _heir(context: typer.Context, ref: str) -> str | None:
    """Who takes over, asked for where there is anything to take over."""
    from cmtool.workspace.verbs import owned_by

    held = owned_by(context.obj.workspace, ref)
    if not held:
        return None
    for one in held:
        context.obj.complain(f"  {one.ref}: {one.text}")
    return answered(context.obj, "Who takes this over (a member; nothing: nobody yet)") or None


def rename(
    context: typer.Context,
    ref: str = _REF,
    new: str = typer.Argument(metavar="NEW", help="The new id."),
) -> None:
    """Give a record another id. Every reference follows, and the record remembers its old id.

    Example: cmtool rename members/amina-diallo amina-sow
    """
    from cmtool.workspace import verbs

    make(context, verbs.renaming(ref, new))


def merge(
    context: typer.Context,
    keep: str = typer.Argument(metavar="KEEP", help="The record that stays.", autocompletion=complete.refs),
    gone: str = typer.Argument(metavar="GONE", help="The one that becomes part of it.", autocompletion=complete.refs),
    take: list[str] = typer.Option(
        [], "--take", metavar="FIELD=keep|gone", help="Whose value, where both differ; `all` for the rest."
    ),
) -> None:
    """Make one record out of two of the same person. Every reference follows; where they differ, you choose.

    Example: cmtool merge members/amina-diallo members/a-diallo --take joined=gone --take all=keep
    """
    from cmtool.workspace import verbs

    settled = dict(_choice(text) for text in take)
    try:
        make(context, verbs.merge(keep, gone, settled))
    except verbs.Unsettled as error:
        _show_conflicts(context, error.conflicts)
        if not is_asked(context.obj):
            raise
        make(context, verbs.merge(keep, gone, settled | _chosen(context, error.conflicts)))


def _choice(text: str) -> tuple[str, str]:
    field, sign, side = text.partition("=")
    if not sign or side not in ("keep", "gone"):
        raise CmtoolError(f"{named(text)} chooses nothing; expected FIELD=keep or FIELD=gone, as joined=keep")
    return field, side


Conflicts = Sequence[tuple[str, str | None, str | None]]


def _show_conflicts(context: typer.Context, conflicts: Conflicts) -> None:
    hidden = "(not shown)"
    for field, keep, gone in conflicts:
        ours, theirs = (hidden if value is None else value for value in (keep, gone))
        context.obj.complain(f"  {field}: keep {ours} | gone {theirs}")


def _chosen(context: typer.Context, conflicts: Conflicts) -> dict[str, str]:
    return {
        field: answered(context.obj, f"{field}: keep or gone", default="keep", choices=("keep", "gone"))
        for field, _, _ in conflicts
    }


def undo(context: typer.Context) -> None:
    """Take the last change of cmtool back, in a new commit. What came later stays; what would be in its way is told.

    Example: cmtool undo
    """
    from cmtool.workspace.undoing import undo as plan

    make(context, lambda space, _: plan(space, is_forced=how_of(context).is_forced))


def save(
    context: typer.Context,
    message: str = typer.Option(
        "",
        "-m",
        "--message",
        metavar="TEXT",
        help="What to say of it; told by default.",
        show_default=False,
    ),
) -> None:
    """Commit what you edited by hand: checked, told in words, and nothing but the registry's files.

    Example: cmtool save -m "Minutes of the November meeting"
    """
    from cmtool.workspace.saving import save as saved

    told(context, lambda space, how: saved(space, how._replace(message=message)), "nothing to save")
