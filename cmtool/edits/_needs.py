"""What the verbs of a need share: the need in a state in which somebody is looked for, and the words that it takes."""

from __future__ import annotations

from datetime import date

from cmtool.edits._assigned import Subject, judge
from cmtool.edits._records import found, values_of
from cmtool.edits._words import holds_address
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, applied
from cmtool.model.need import Need
from cmtool.model.registry import Registry


def need_of(registry: Registry, id: str) -> Need:
    """A need, whatever the status."""
    found(registry, f"needs/{id}")
    return registry.needs[id]


def sought(registry: Registry, id: str, what: str) -> Need:
    """A need for which somebody is looked for, to be `what`; of others the message says what to do."""
    need = need_of(registry, id)
    if need.status == "draft":
        raise CmtoolError(f"{need.ref} is a draft: open it first: cmtool set {need.ref} status=open opened=today")
    if need.status in ("filled", "closed"):
        remedy = f"to look again: cmtool set {need.ref} status=open"
        raise CmtoolError(f"{need.ref} is {need.status}, it cannot be {what}; {remedy}")
    return need


def require_past(option: str, day: date, today: date) -> None:
    """What is written down has happened."""
    if day > today:
        raise CmtoolError(f"{option} {day} lies ahead: write it down when it has happened")


def refuse_address(option: str, text: str) -> None:
    """No mail address and no phone number gets into a record."""
    if holds_address(text):
        raise CmtoolError(f"{option} holds an address: say it in general words, as 'university list, Lima'")


def change_of(
    registry: Registry, need: Need, done: str, edits: list[Edit], today: date, notes: list[str] | None = None
) -> ChangeSet:
    """The edits of a need, judged by the schema; without edits nothing has changed."""
    if not edits:
        return ChangeSet("need", f"{need.ref}: nothing changed")
    judge(Subject(registry, Need, need.id, today), applied(values_of(need), edits))
    return ChangeSet("need", f"{need.ref}: {done}", edits={need.ref: edits}, notes=notes or ())


def unanswered(registry: Registry, need: Need) -> list[str]:
    """The open requests that a need which ends leaves behind, for who has to answer them."""
    waiting = [request for request in registry.requests.values() if request.need == need.id and request.is_open]
    return [f"{request.ref} answers this need and is open: cmtool show {request.ref}" for request in waiting]
