"""`rename`: a record gets another id, and every reference follows; the old id stays in `formerly`, if it is no name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cmtool.edits._ids import refuse_phone, without_folder
from cmtool.edits._records import found
from cmtool.edits._references import Paths, Renaming, everywhere, replaced, review_paths
from cmtool.edits._words import cut
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet, Drop, Edit, Insert, Put
from cmtool.model.folders import BEARING_NAMES
from cmtool.model.kinds import KINDS
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.vocabularies import REVIEWERS
from cmtool.store.layout import bad_id


def renamed(registry: Registry, ref: str, new_id: str) -> ChangeSet:
    """The record under its new id, its references everywhere, and what no reader of ours can follow."""
    record = found(registry, ref)
    new_id = without_folder(record.folder, new_id) if record.folder in KINDS else new_id
    _check(registry, record, new_id)
    renaming = Renaming(record.folder, record.id, new_id)
    edits = {other.ref: replaced(hits) for other, hits in everywhere(registry.all_records(), renaming)}
    edits[record.ref] = [*edits.get(record.ref, []), *_remembered(record, new_id)]
    paths = _review(registry, record, new_id)
    if paths.edits:
        edits.setdefault("community", []).extend(paths.edits)
    overlay = registry.overlay or {} if record.folder in ("members", "skills") else {}
    return ChangeSet(
        "rename",
        f"{record.ref}: renamed to {new_id}",
        edits=edits,
        moved={record.ref: f"{record.folder}/{new_id}"},
        notes=[*paths.notes, *out_of_reach(registry, renaming)],
        overlay={other.ref: replaced(hits) for other, hits in everywhere(overlay.values(), renaming)},
        overlay_moved=_overlay_moved(overlay, record, new_id),
    )


def _check(registry: Registry, record: Record, new_id: str) -> None:
    if record.folder not in KINDS:
        raise CmtoolError("the community has no id: set its `name`")
    folder = record.folder
    if new_id == record.id:
        raise CmtoolError(f"{record.ref} is already called '{new_id}'; nothing to change")
    refuse_phone(folder, new_id)
    if bad_id(new_id)[0]:
        form = "2 to 64 lower-case letters (a-z), digits and single hyphens, and no name that Windows keeps for itself"
        raise CmtoolError(f"{cut(new_id)} cannot be an id: {form}")
    if folder == "members" and new_id in REVIEWERS:
        raise CmtoolError(f"'{new_id}' cannot be the id of a member: in `review` the word means something else")
    if registry.is_known(folder, new_id):
        raise CmtoolError(f"{folder}/{new_id} exists already: choose another id, or cmtool merge the two")
    other = registry.formerly(folder, new_id)
    if other is not None and other is not record:
        raise CmtoolError(f"'{new_id}' is a former id of {other.ref}, which old references mean: choose another id")


def _remembered(record: Record, new_id: str) -> Iterator[Edit]:
    """The old id in `formerly`; a former id of its own that comes back makes room for it.

    Ids that may bear the name of a person are not kept: who renames such a record mostly wants the name gone.
    """
    if record.folder in BEARING_NAMES:
        return
    places = [at for at, id in enumerate(record.formerly) if id == new_id]
    for at in reversed(places[1:]):
        yield Drop(("formerly", at))
    yield Put(("formerly", places[0]), record.id) if places else Insert(("formerly",), record.id)


def _review(registry: Registry, record: Record, new_id: str) -> Paths:
    if registry.community is None:
        return Paths([], [])
    path = record.source.path
    folder, slash, _ = path.rpartition("/")
    return review_paths(registry.community, path, f"{folder}{slash}{new_id}.yaml")


def _overlay_moved(overlay: Mapping[str, Record], record: Record, new_id: str) -> dict[str, str]:
    is_there = record.folder == "members" and record.id in overlay
    return {record.ref: f"members/{new_id}"} if is_there else {}


def out_of_reach(registry: Registry, renaming: Renaming) -> Sequence[str]:
    """Where the old id may stand and no reference of ours leads: a person has to look."""
    folder, old, new = renaming
    notes = [f"{ref} cannot be read: it may name '{old}', look there by hand" for ref in sorted(registry.unreadable)]
    notes += _bearing(registry, old) if folder == "members" else []
    community = registry.community
    if folder == "members" and community and community.keys:
        notes.append(f"{community.keys}: a principal '{old}' there becomes '{new}'")
    if folder in ("members", "skills") and community and community.privacy.overlay and registry.overlay is None:
        notes.append(f"the overlay is not here: '{old}' becomes '{new}' there as well, in file names and values")
    if registry.unread_folders:
        where = ", ".join(f"{name}/" for name in registry.unread_folders)
        notes.append(f"not read by this version, '{old}' may stand there: {where}")
    return notes


def _bearing(registry: Registry, old: str) -> Iterator[str]:
    """Records that are called after the person, and keep that id."""
    refs = [
        record.ref
        for record in registry.all_records()
        if record.folder in BEARING_NAMES and f"-{old}-" in f"-{record.id}-"
    ]
    if refs:
        yield f"'{old}' stays in the ids of {', '.join(refs)}: cmtool rename them too, if nobody may know it"
