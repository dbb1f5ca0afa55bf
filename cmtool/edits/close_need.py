"""`need close`: nobody is looked for any more."""

from __future__ import annotations

from datetime import date

from cmtool.edits._needs import change_of, need_of, refuse_address, unanswered
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Edit, Put
from cmtool.model.registry import Registry


def closed(registry: Registry, id: str, today: date, result: str | None = None) -> ChangeSet:
    """The end of a need that nobody took, or of a challenge, with what came of it."""
    need = need_of(registry, id)
    refuse_address("--result", result or "")
    if need.status == "filled" and need.type != "challenge":
        remedy = f"what came of it is written down by: cmtool set {need.ref} result=TEXT"
        raise CmtoolError(f"{need.ref} is filled, which ends it; {remedy}")
    if need.status == "closed" and (result is None or result == need.result):
        raise CmtoolError(f"{need.ref} is already closed; nothing to change")
    edits: list[Edit] = [Put(("status",), "closed")] if need.status != "closed" else []
    edits += [Put(("result",), result)] if result else []
    return change_of(registry, need, "closed", edits, today, unanswered(registry, need))
