"""`merge`: two records of one person, or of one thing, become one; every reference to the other follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cmtool.edits._merging import followed, self_mentions, told_of_itself
from cmtool.edits._records import GONE, found, values_of
from cmtool.edits._references import Renaming, review_paths
from cmtool.edits._steps import Choose, Conflict, Joined, Side
from cmtool.edits._union import united
from cmtool.edits._words import cut, holds_address
from cmtool.edits.rename import out_of_reach
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
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
    own = _own(ours, theirs, renaming, choose)
    overlay = _overlay(registry, renaming, choose)
    conflicts = [*own.conflicts, *overlay.conflicts]
    _check_settled(settled, conflicts)
    left = [conflict for conflict in conflicts if conflict.chosen is None]
    if left:
        return Merge(None, left)
    others = [record for record in registry.all_records() if record.ref not in (ours.ref, theirs.ref)]
    following = {record.ref: made for record in others if (made := followed(record, renaming)).edits}
    changed = {ref: made.edits for ref, made in following.items()}
    if registry.community is not None:
        paths = review_paths(registry.community, theirs.source.path, ours.source.path)
        changed |= {"community": [*changed.get("community", []), *paths.edits]} if paths.edits else {}
    lost = [*own.notes, *(note for made in following.values() for note in made.notes), *overlay.notes]
    change_set = ChangeSet(
        "merge",
        f"{theirs.ref}: merged into {ours.id}",
        edits={ours.ref: [*own.edits, *_remembered(ours, theirs)], **changed},
        removed=[theirs.ref],
        notes=[*lost, *_endorsements(registry, renaming), *out_of_reach(registry, renaming)],
        overlay=overlay.edits,
        overlay_moved=overlay.moved,
        overlay_removed=overlay.removed,
    )
    return Merge(change_set)


def _endorsements(registry: Registry, renaming: Renaming) -> list[str]:
    """A colleague's word on one skill is one on the other, as they are the same: that is said."""
    if renaming.folder != "skills":
        return []
    holders = [
        id
        for id, member in registry.members.items()
        if any(skill.skill == renaming.old and skill.endorsed for skill in member.skills)
    ]
    what = f"endorsements of '{renaming.old}' count for '{renaming.new}' from now on"
    return [f"{what}: {', '.join(holders)}"] if holders else []


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
            name = "FIELD" if _field(field) != f"'{field}'" else field
            raise CmtoolError(f"{shown(side)} settles nothing: write {name}=keep or {name}=gone")

    def choose(label: str) -> Side | None:
        ways = sorted((field for field in settled if _leads_to(field, label)), key=len)
        return _SIDES[settled[ways[-1]]] if ways else _SIDES.get(settled.get(ALL, ""))

    return choose


def _field(name: str) -> str:
    """The name of a field for a message: cut, and no address."""
    return "a field that holds an address" if holds_address(name) else cut(name)


def _leads_to(field: str, label: str) -> bool:
    return label == field or label.startswith((f"{field}.", f"{field}["))


def _check_settled(settled: Mapping[str, str], conflicts: Sequence[Conflict]) -> None:
    """Every word of the caller settles something."""
    fields = [conflict.field for conflict in conflicts]
    for field in settled:
        if field != ALL and not any(_leads_to(field, label) for label in fields):
            told = did_you_mean(nearest(field, fields)) or f"; conflicts: {', '.join(fields) or 'none'}"
            raise CmtoolError(f"the records do not differ in {_field(field)}{told}")


class _Own(NamedTuple):
    """What the record that stays takes over from the other, where the two differ, and what is not kept unasked."""

    edits: list[Edit]
    conflicts: list[Conflict]
    notes: list[str]


def _own(ours: Record, theirs: Record, renaming: Renaming, choose: Choose, label: str = "") -> _Own:
    model = type(ours)
    first = followed(ours, renaming)
    own = applied(values_of(ours), first.edits)
    other: Values = renamed(model, values_of(theirs), renaming.of)
    selves = self_mentions(ours, other)
    other = applied(other, [Drop(field) for field in selves])
    steps = united(model, own, other, choose, label)
    edits = [step for step in steps if not isinstance(step, Conflict | Joined)]
    notes = [*first.notes, *told_of_itself(theirs, selves)]
    notes += [f"{ours.ref}: {step.field} is one entry now: {step.text}" for step in steps if isinstance(step, Joined)]
    if isinstance(ours, Member):
        if _has_left(own, other) and applied(own, edits)["status"] != "alumni":
            notes.append(f"{ours.ref}: the last day is dropped, as the status is not alumni")
        edits = _without_last_day(own, edits)
    return _Own([*first.edits, *edits], [step for step in steps if isinstance(step, Conflict)], notes)


def _has_left(*records: Values) -> bool:
    return any(values.get("left") is not None for values in records)


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
    notes: list[str]


def _overlay(registry: Registry, renaming: Renaming, choose: Choose) -> _Overlay:
    """The same for the sensitive fields, which no message repeats."""
    records: Mapping[str, OverlayMember] = registry.overlay or {}
    following = {record.ref: made for record in records.values() if (made := followed(record, renaming)).edits}
    edits = {ref: made.edits for ref, made in following.items()}
    notes = {ref: made.notes for ref, made in following.items()}
    theirs = records.get(renaming.old) if renaming.folder == "members" else None
    ours = records.get(renaming.new)
    if theirs is None or ours is None:
        moved = {theirs.ref: f"members/{renaming.new}"} if theirs else {}
        return _Overlay(edits, moved, [], [], [note for told in notes.values() for note in told])
    for ref in (ours.ref, theirs.ref):
        edits.pop(ref, None)
        notes.pop(ref, None)
    own = _own(ours, theirs, renaming, choose, "overlay")
    edits |= {ours.ref: own.edits} if own.edits else {}
    told = [note for notes_of in notes.values() for note in notes_of]
    return _Overlay(edits, {}, [theirs.ref], own.conflicts, [*told, *own.notes])


__all__ = ["ALL", "Conflict", "Merge", "merged"]
