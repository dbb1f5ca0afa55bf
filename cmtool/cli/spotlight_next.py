"""`cmtool spotlight next`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cmtool.cli import complete
from cmtool.cli.context import Context
from cmtool.cli.form import RecordForm, tell_omissions
from cmtool.cli.output import paint, write
from cmtool.cli.writing import make, then
from cmtool.errors import CmtoolError

if TYPE_CHECKING:
    from cmtool.workspace.showing import Proposal


def next_(
    context: typer.Context,
    member: str = typer.Option(
        None,
        "--member",
        metavar="MEMBER",
        help="Show this member, whoever's turn it is.",
        autocompletion=complete.members,
        show_default="the first of the queue",
    ),
    group: str = typer.Option(
        None,
        "--group",
        metavar="GROUP",
        help="Show a group instead.",
        autocompletion=complete.groups,
        show_default=False,
    ),
    on: str = typer.Option(
        None, "--on", metavar="DAY", help="Plan it for this day.", show_default="by policy.spotlight_every"
    ),
    channel: list[str] = typer.Option(
        None, "--channel", metavar="CHANNEL", help="Where it shall be posted.", show_default="as the last one"
    ),
    count: int = typer.Option(3, "--count", min=1, max=50, metavar="N", help="Show so many of the queue."),
    only_list: bool = typer.Option(False, "--list", help="Only list the queue; write nothing."),
    format: RecordForm = typer.Option(
        None, "--format", help="Form of the queue; json writes nothing else.", show_default="text"
    ),
) -> None:
    """Say whose turn it is to be shown and why, and write the invitation.

    Who was never shown comes first, then who was not for longest; then whose region and groups were shown less than
    their share; then who has consented already. Nobody who declined is ever in the queue.

    Example: cmtool spotlight next --list

    Somebody you choose: cmtool spotlight next --member rosa-quispe --on 2027-01-12
    """
    from cmtool.schedule.showing_queue import nobody
    from cmtool.workspace import showing

    shared: Context = context.obj
    proposal = showing.propose(shared.workspace, member, group, on, channel or [], count)
    if format is RecordForm.JSON:
        write(shared, showing.json(proposal))
        return
    if not only_list and not proposal.candidates and not proposal.group:
        raise CmtoolError(nobody(shared.workspace.registry, proposal.planned.day))
    write(shared, _told(shared, proposal))
    tell_omissions(shared)
    if only_list:
        return
    plan = showing.inviting(proposal)
    id = showing.id_of(shared.workspace, plan)
    write(shared, "\n")
    make(context, plan)
    then(context, f"cmtool draft consent {id}")


def _told(shared: Context, proposal: Proposal) -> str:
    """The day and the first of the queue, each with what speaks for and against."""
    from cmtool.render.escape import visible
    from cmtool.schedule.showing_queue import nobody

    style, when = paint(shared), proposal.planned
    lines = [("place", f"planned for {when.day}, in {', '.join(proposal.channels)}")]
    lines += [("", line) for line in when.basis]
    if when.caution and proposal.group:
        window = when.caution
        lines.append(("hint", f"- in a time for caution, {window.starts} to {window.ends}: {window.note}"))
    for number, one in enumerate(proposal.candidates, 1):
        lines += [("", ""), ("place", f"{number}  {one.member.name} ({one.member.id})")]
        lines += [("good", f"   + {reason}") for reason in one.reasons]
        lines += [("hint", f"   - {reason}") for reason in one.against]
    if not proposal.candidates and not proposal.group:
        lines += [("", ""), ("hint", nobody(shared.workspace.registry, when.day))]
    left = proposal.waiting - len(proposal.candidates)
    if len(proposal.candidates) > 1 and left > 0:
        more = f"{left} more wait: --count shows them" if left > 1 else "1 more waits: --count shows it"
        lines += [("", ""), ("dim", more)]
    return "".join(style(kind, visible(line)) + "\n" for kind, line in lines)
