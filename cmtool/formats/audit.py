"""Audited changes as a table, JSON or CSV: who is claimed, who signed, and what to look at twice; the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cmtool.formats.events import event
from cmtool.formats.table import Table
from cmtool.model.change import Row

_HEADERS = ("date", "commit", "record", "what", "author", "committer", "signature", "member", "flags")


class Audited(NamedTuple):
    """A change with what is known of its commit.

    `checked` is the state of its signature, None where it was not checked; `member` is who answers for it.
    """

    row: Row
    checked: str | None
    member: str
    flags: list[str]


def table(audited: Sequence[Audited], hash_length: int = 8) -> Table:
    """A line for each change; author and committer as the commit claims them, `.mailmap` aside."""
    return Table(_HEADERS, [_cells(one, hash_length) for one in audited], [_object(one) for one in audited])


def _cells(one: Audited, hash_length: int) -> tuple[str, ...]:
    told = event(one.row)
    day, hash = told["when"][:10], told["commit"][:hash_length]
    claimed = f"{told['signature']}, not checked" if told["signature"] else "unsigned"
    people, state, flags = (told["author"], told["committer"]), one.checked or claimed, "; ".join(one.flags)
    return day, hash, told["record"], told["text"], *people, state, one.member, flags


def _object(one: Audited) -> dict[str, Any]:
    told = event(one.row)
    return {**told, "signature": one.checked or told["signature"], "member": one.member, "flags": one.flags}
