"""The archive of a registry: its repository with the branch that is checked out, today's tree, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from functools import cached_property
from pathlib import Path

from cmtool.errors import CmtoolError
from cmtool.history.blobs import About
from cmtool.history.concerning import concerning
from cmtool.history.identity import COMMUNITY, Key, Present, key_of
from cmtool.history.lineage import closed, traced
from cmtool.history.objects import tree
from cmtool.history.repository import opened
from cmtool.history.snapshots import present_in
from cmtool.history.timeline import Step, timeline
from cmtool.history.walk import Deed, deeds
from cmtool.model.folders import FOLDERS, LATER
from cmtool.model.values import text_at
from cmtool.schedule.zones import zone
from cmtool.store.entries import record_files
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.suggestion import did_you_mean, nearest


class Archive:
    """What git knows of a registry up to the commit that is checked out."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.repository = opened(root)
        self.head = self.repository.head()

    @cached_property
    def present(self) -> Present:
        """The registry of today, as it lies on disk: names, ids, and which ids became which."""
        if not tree(self.repository, self.head, COMMUNITY_FILE):
            raise CmtoolError(f"no commit holds {self.repository.prefix}{COMMUNITY_FILE} yet: git add it, and commit")
        return present_in(record_files(self.root))

    @cached_property
    def zone(self) -> tzinfo:
        """The community's time zone, in which a day ends."""
        return zone(text_at(self.present.values(COMMUNITY), "timezone") or "UTC")

    def steps(self, folder: str | None = None) -> Iterator[Step]:
        """The commits, oldest first, with what they touched in one path of the registry; everywhere by default."""
        return timeline(self.repository, self.head, folder)

    def everything(self) -> Iterator[Deed]:
        """Every change of every record."""
        return self._deeds(self.steps(), lambda key: True)

    def of(self, ref: str) -> Iterator[Deed]:
        """What happened to one record; to a person in the records of others as well. CmtoolError if nobody knows it."""
        key = self._key(ref)
        today = self.present.lineage(key)
        if key.folder == "members":
            return self._of_person(list(self.steps()), today, self.present.now(key))
        steps = list(self.steps(key.folder or COMMUNITY_FILE))
        _, found = closed(today, lambda mine: self._deeds(steps, lambda other: other in mine))
        return (deed for deed, ids in traced(found, today, self.present.now(key)) if deed.key in ids)

    def key(self, ref: str) -> Key:
        """The record that a reference means, under its id of today. CmtoolError if nobody knows it."""
        return self.present.now(self._key(ref))

    def _of_person(self, steps: list[Step], today: set[Key], now: Key) -> Iterator[Deed]:
        """A record whose file does not even hold one of the ids names nobody of them."""

        def naming(mine: set[Key]) -> Iterator[Deed]:
            marks = [key.id.encode("ascii") for key in mine]
            return self._deeds(
                steps, lambda key: True, lambda key, data: key in mine or any(mark in data for mark in marks)
            )

        _, found = closed(today, naming)
        for deed, ids in traced(found, today, now):
            if deed.key in ids:
                yield deed
                continue
            parts = [part for change in deed.changes for part in concerning(deed.key, change, ids)]
            if parts:
                yield deed._replace(changes=parts)

    def _deeds(
        self, steps: Iterable[Step], wanted: Callable[[Key], bool], about: About | None = None
    ) -> Iterator[Deed]:
        rename = self.present.now_id if self.present.has_renamed else None
        return deeds(self.repository, steps, wanted, rename, about)

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
