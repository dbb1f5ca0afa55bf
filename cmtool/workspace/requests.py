"""The verbs of requests as plans, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from cmtool.edits._records import values_of
from cmtool.edits.add import added
from cmtool.edits.close_request import Ending, closed
from cmtool.edits.from_request import added_from, place_for
from cmtool.edits.onboard_request import onboarded, option
from cmtool.edits.respond_request import Response, responded
from cmtool.edits.route_request import Wish, proposal, routed
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
from cmtool.model.edit import ChangeSet, applied
from cmtool.model.request import Request
from cmtool.model.scalars import to_day
from cmtool.model.values import Values
from cmtool.schedule.intake import Step, next_steps, readers
from cmtool.schedule.routing import Routing
from cmtool.source import Source
from cmtool.store.entries import Entry
from cmtool.store.schema import to_record
from cmtool.workspace import Workspace
from cmtool.workspace.subjects import identified

Changing = Callable[[Workspace, Sequence[Entry]], ChangeSet]
"""A plan that is made of records alone."""


def request_of(space: Workspace, text: str) -> Request:
    """The request that somebody names, with its folder or without."""
    return space.registry.requests[identified(space.registry, "requests", text)]


def propose(space: Workspace, id: str, wish: Wish) -> Routing:
    """Who gets the request, and why."""
    return proposal(space.registry, id, _known(space, wish), space.today)


def routing(id: str, wish: Wish, on: str) -> Changing:
    """Somebody gets a request."""
    return lambda space, _: routed(space.registry, id, _known(space, wish), day(space, "--on", on), space.today)


def _known(space: Workspace, wish: Wish) -> Wish:
    """The member and the group as the registry knows them."""
    return Wish(_named(space, "members", wish.to), _named(space, "groups", wish.group))


def is_reader(space: Workspace, member: str) -> bool:
    """The person reads the shared mailbox: nothing has to be forwarded to them."""
    return member in readers(space.registry, space.today)


def responding(id: str, response: Response, on: str) -> Changing:
    """What was said to the person, or asked for them."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        asked = [identified(space.registry, "members", one) for one in response.ask]
        answered = [identified(space.registry, "members", one) for one in response.answered]
        known = response._replace(ask=asked, answered=answered)
        return responded(space.registry, id, known, day(space, "--on", on), space.today)

    return plan


def onboarding(id: str, given: Mapping[str, str | None]) -> Changing:
    """Steps of a newcomer, by day."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        days = {step: day(space, option(step), text) for step, text in given.items() if text is not None}
        return onboarded(space.registry, id, days, space.today)

    return plan


def closing(id: str, ending: Ending, on: str) -> Changing:
    """How a request ended."""

    def plan(space: Workspace, _: Sequence[Entry]) -> ChangeSet:
        known = ending._replace(member=_named(space, "members", ending.member))
        return closed(space.registry, id, known, day(space, "--on", on), space.today)

    return plan


def adding(request: str, member: str | None, assignments: Sequence[str]) -> Changing:
    """Who asked to join becomes a member."""
    return lambda space, _: added_from(space.registry, request, member, assignments, space.today)


def next_of(space: Workspace, id: str, plan: Changing) -> list[Step]:
    """What comes next for a request once a plan is carried out; nothing where all is done."""
    request = space.registry.requests[id]
    edits = plan(space, ()).edits.get(request.ref, ())
    return _next(space, id, applied(values_of(request), edits))


def next_of_new(space: Workspace, id: str | None, assignments: Sequence[str]) -> list[Step]:
    """What comes next for a request that is just being written down."""
    ((ref, values),) = added(space.registry, "request", id, assignments, space.today).new.items()
    return _next(space, ref.partition("/")[2], values)


def _next(space: Workspace, id: str, values: Values) -> list[Step]:
    request, _ = to_record(Request, id, values, Source("", ""))
    return next_steps(request, space.registry.policy) if isinstance(request, Request) else []


def joining(space: Workspace, id: str, plan: Changing) -> str:
    """The command by which a newcomer, who becomes a member by the plan, gets into the group they asked for."""
    (ref,) = plan(space, ()).new
    group, role = place_for(space.registry, space.registry.requests[id], space.today)
    return f"cmtool join {ref.partition('/')[2]} {group} --role {role}"


def day(space: Workspace, name: str, text: str) -> date:
    """The day that an option names: a date, or today. A month is no day on which something took place."""
    if text == "today":
        return space.today
    try:
        return to_day(text)
    except ValueError as error:
        expected = getattr(error, "message", lambda: "a date, as 2026-03-01")()
        raise CmtoolError(f"{name} {shown(text)}: expected {expected}, or today") from None


def _named(space: Workspace, folder: str, text: str | None) -> str | None:
    return identified(space.registry, folder, text) if text else None
