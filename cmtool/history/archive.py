"""The archive of a registry: its repository with the branch that is checked out, today's tree, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.history.concerning import concerning
from cmtool.history.git import opened
from cmtool.history.identity import COMMUNITY, Key, Present, key_of, values_of
from cmtool.history.snapshots import entries_at, has_registry, present_in
from cmtool.history.timeline import Step, timeline
from cmtool.history.walk import Deed, deeds
from cmtool.model.folders import FOLDERS, LATER
from cmtool.model.values import Values
from cmtool.schedule.zones import zone
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.suggestion import did_you_mean, nearest


class Archive:
    """What git knows of a registry up to the commit that is checked out."""

    def __init__(self, root: Path) -> None:
        self.repository = opened(root)
        self.head = self.repository.head()

    @cached_property
    def present(self) -> Present:
        """The registry as it lies in the last commit: names, ids, and which ids became which."""
        files = entries_at(self.repository, self.head)
        if not has_registry(files):
            folder = self.repository.prefix or "the repository"
            raise CmtoolError(f"no commit holds {folder}community.yaml yet: git add it, and commit")
        return present_in(files)

    @cached_property
    def zone(self) -> tzinfo:
        """The community's time zone, in which a day ends."""
        named = (self.present.values(COMMUNITY) or {}).get("timezone")
        return zone(named if isinstance(named, str) else "UTC")

    def steps(self, folder: str | None = None) -> Iterator[Step]:
        """The commits, oldest first, with what they touched in one path of the registry; everywhere by default."""
        return timeline(self.repository, self.head, folder)

    def everything(self) -> Iterator[Deed]:
        """Every change of every record."""
        return self._deeds(self.steps(), lambda key: True)

    def of(self, ref: str) -> Iterator[Deed]:
        """What happened to one record; to a person in the records of others as well. CmtoolError if nobody knows it."""
        key = self._key(ref)
        mine = self.present.lineage(key)
        if key.folder == "members":
            return self._of_person(list(self.steps()), mine)
        return self._deeds(self.steps(key.folder or COMMUNITY_FILE), lambda other: other in mine)

    def lineage(self, ref: str) -> set[Key]:
        """The record that a reference means, under all ids it ever had. CmtoolError if nobody knows it."""
        return self.present.lineage(self._key(ref))

    def _of_person(self, steps: list[Step], mine: set[Key]) -> Iterator[Deed]:
        """A record whose file does not even hold one of the ids names nobody of them."""
        marks = [key.id.encode("ascii") for key in mine]

        def read(key: Key, data: bytes) -> Values | None:
            return values_of(key, data) if key in mine or any(mark in data for mark in marks) else {}

        now = {self.present.now(key) for key in mine}
        for deed in self._deeds(steps, lambda key: True, read):
            if deed.key in mine:
                yield deed
                continue
            found = [part for change in deed.changes for part in concerning(deed.key, change, now | mine)]
            if found:
                yield deed._replace(changes=found)

    def _deeds(
        self,
        steps: Iterable[Step],
        wanted: Callable[[Key], bool],
        read: Callable[[Key, bytes], Values | None] = values_of,
    ) -> Iterator[Deed]:
        rename = self.present.now_id if self.present.has_renamed else None
        return deeds(self.repository, steps, wanted, read, rename)

    def _key(self, ref: str) -> Key:
        """The record that is meant, today's or else one of the past."""
        if ref == "community":
            return COMMUNITY
        kind, slash, id = ref.rpartition("/")
        folders = [_folder(kind)] if slash else [*FOLDERS, *LATER]
        asked = [Key(folder, id) for folder in folders]
        found = [key for key in asked if self.present.knows(key)]
        if not found:
            seen = {key_of(touch.path) for step in self.steps() for touch in step.touches}
            found = [key for key in asked if key in seen]
        if len(found) > 1:
            raise CmtoolError(f"'{id}' is ambiguous: {' or '.join(key.ref for key in found)}")
        if not found:
            living = [key.id for key in self.present.keys if key.folder in folders]
            raise CmtoolError(f"no record '{ref}', now or in the past{did_you_mean(nearest(id, living))}")
        return found[0]


def _folder(kind: str) -> str:
    words = {**{folder: folder for folder in (*FOLDERS, *LATER)}, **{one: many for many, one in FOLDERS.items()}}
    if kind.lower() in words:
        return words[kind.lower()]
    raise CmtoolError(f"no kind '{kind}'{did_you_mean(nearest(kind, words))}; kinds: {', '.join(FOLDERS)}")
