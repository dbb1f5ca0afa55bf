"""`merge`: two records of one person, or of one thing, become one; every reference to the other follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cmtool.edits._merging import followed, self_mentions
from cmtool.edits._records import GONE, found, values_of
from cmtool.edits._references import Renaming, review_paths
from cmtool.edits._union import Choose, Conflict, Side, united
from cmtool.edits.rename import out_of_reach
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Drop, Edit, Insert, applied
from cmtool.model.kinds import KINDS
from cmtool.model.member import Member, OverlayMember
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.values import Values, renamed
from cmtool.suggestion import did_you_mean, nearest

ALL = "all"
"""Settles every conflict that nothing else settles."""
_SIDES: Mapping[str, Side] = {"keep": "keep", "gone": "gone"}


class Merge(NamedTuple):
    """The change, or, where somebody has to choose, the conflicts that are left."""

    change_set: ChangeSet | None
    conflicts: Sequence[Conflict] = ()


def merged(registry: Registry, keep: str, gone: str, settled: Mapping[str, str]) -> Merge:
    """One record of two: that of `keep`, with what only `gone` says, and `settled` where both say something else.

    A conflict is settled by its field, `joined`, by what it stands in, `skills`, or by `all`; with `keep` or `gone`.
    """
    ours, theirs = found(registry, keep), found(registry, gone)
    _check(ours, theirs)
    renaming = Renaming(ours.folder, theirs.id, ours.id)
    choose = _choice(settled)
    edits, conflicts = _own(ours, theirs, renaming, choose)
    overlay = _overlay(registry, renaming, choose)
    conflicts += overlay.conflicts
    _check_settled(settled, conflicts)
    left = [conflict for conflict in conflicts if conflict.chosen is None]
    if left:
        return Merge(None, left)
    changed = {
        record.ref: own
        for record in registry.all_records()
        if record.ref not in (ours.ref, theirs.ref) and (own := followed(record, renaming))
    }
    if registry.community is not None:
        paths = review_paths(registry.community, theirs.source.path, ours.source.path)
        changed |= {"community": [*changed.get("community", []), *paths.edits]} if paths.edits else {}
    change_set = ChangeSet(
        "merge",
        f"{theirs.ref}: merged into {ours.id}",
        edits={ours.ref: [*edits, *_remembered(ours, theirs)], **changed},
        removed=[theirs.ref],
        notes=out_of_reach(registry, renaming),
        overlay=overlay.edits,
        overlay_moved=overlay.moved,
        overlay_removed=overlay.removed,
    )
    return Merge(change_set)


def _check(ours: Record, theirs: Record) -> None:
    if ours.folder not in KINDS or ours.folder != theirs.folder:
        raise CmtoolError(
            f"{ours.ref} and {theirs.ref} are not of one kind: only two members, two groups, .. are merged"
        )
    if ours is theirs:
        raise CmtoolError(f"{ours.ref} is one record already: name the other one")
    for record in (ours, theirs):
        if isinstance(record, Member) and record.status == "removed":
            raise CmtoolError(f"{record.ref} cannot be merged: {GONE}")


def _choice(settled: Mapping[str, str]) -> Choose:
    """The side chosen for a field: by its own name, by the longest way that leads to it, else for all."""
    for field, side in settled.items():
        if side not in _SIDES:
            raise CmtoolError(f"'{side}' settles nothing: write {field}=keep or {field}=gone")

    def choose(label: str) -> Side | None:
        ways = sorted((field for field in settled if _leads_to(field, label)), key=len)
        return _SIDES[settled[ways[-1]]] if ways else _SIDES.get(settled.get(ALL, ""))

    return choose


def _leads_to(field: str, label: str) -> bool:
    return label == field or label.startswith((f"{field}.", f"{field}["))


def _check_settled(settled: Mapping[str, str], conflicts: Sequence[Conflict]) -> None:
    """Every word of the caller settles something."""
    fields = [conflict.field for conflict in conflicts]
    for field in settled:
        if field != ALL and not any(_leads_to(field, label) for label in fields):
            told = did_you_mean(nearest(field, fields)) or f"; conflicts: {', '.join(fields) or 'none'}"
            raise CmtoolError(f"the records do not differ in '{field}'{told}")


def _own(
    ours: Record, theirs: Record, renaming: Renaming, choose: Choose, label: str = ""
) -> tuple[list[Edit], list[Conflict]]:
    """What the record that stays takes over from the other, and where the two differ."""
    model = type(ours)
    first = followed(ours, renaming)
    own = applied(values_of(ours), first)
    other: Values = renamed(model, values_of(theirs), renaming.of)
    other = applied(other, [Drop(field) for field in self_mentions(ours, other)])
    steps = united(model, own, other, choose, label)
    edits = [step for step in steps if not isinstance(step, Conflict)]
    if isinstance(ours, Member):
        edits = _without_last_day(own, edits)
    return [*first, *edits], [step for step in steps if isinstance(step, Conflict)]


def _without_last_day(own: Values, edits: list[Edit]) -> list[Edit]:
    """Who is still here has not left, whatever one of the records said."""
    if applied(own, edits)["status"] == "alumni":
        return edits
    stay = [edit for edit in edits if edit.field != ("left",)]
    return [*stay, Drop(("left",))] if "left" in own else stay


def _remembered(ours: Record, theirs: Record) -> list[Edit]:
    """The ids that lead to the record from now on."""
    known = {ours.id, *ours.formerly}
    return [Insert(("formerly",), id) for id in dict.fromkeys((theirs.id, *theirs.formerly)) if id not in known]


class _Overlay(NamedTuple):
    edits: dict[str, list[Edit]]
    moved: dict[str, str]
    removed: list[str]
    conflicts: list[Conflict]


def _overlay(registry: Registry, renaming: Renaming, choose: Choose) -> _Overlay:
    """The same for the sensitive fields, which no message repeats."""
    records: Mapping[str, OverlayMember] = registry.overlay or {}
    edits = {record.ref: own for record in records.values() if (own := followed(record, renaming))}
    result = _Overlay(edits, {}, [], [])
    theirs = records.get(renaming.old) if renaming.folder == "members" else None
    if theirs is None:
        return result
    ours = records.get(renaming.new)
    if ours is None:
        return result._replace(moved={theirs.ref: f"members/{renaming.new}"})
    edits.pop(theirs.ref, None)
    own, conflicts = _own(ours, theirs, renaming, choose, "overlay")
    edits |= {ours.ref: own} if own else {}
    return result._replace(removed=[theirs.ref], conflicts=conflicts)


__all__ = ["ALL", "Conflict", "Merge", "merged"]
