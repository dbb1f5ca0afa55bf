"""The registry as it lay in a commit, read from git's objects without a checkout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cmtool.history.identity import REVIEWERS, Key, Present, by_key, former_ids, key_of
from cmtool.history.objects import blobs, tree
from cmtool.history.redaction import redacted_record, unnamed
from cmtool.history.repository import Repository
from cmtool.history.timeline import NO_FILE
from cmtool.model.audience import FORMER
from cmtool.model.community import Community
from cmtool.model.member import Member, OverlayMember
from cmtool.model.record import Record
from cmtool.model.values import Values, renamed
from cmtool.store.entries import Entry
from cmtool.store.layout import COMMUNITY_FILE, place

_PSEUDONYM = re.compile(r"former-member-[0-9]+", re.ASCII)
_KEPT_OF_FORMER = ("status", "joined", "left", "region", "affiliations")
"""What counts need of a person who is gone; nothing else of the record is told."""


def entries_at(repository: Repository, commit: str, folder: str = "") -> list[Entry]:
    """The files of the registry in a commit, as the store judges those on disk."""
    files = tree(repository, commit, folder)
    read = [file.blob for file in files if file.blob != NO_FILE and _is_read(file.path)]
    data = blobs(repository, read)
    return [_entry(path, mode, data.get(blob, b"")) for path, mode, blob in files]


def _is_read(path: str) -> bool:
    return path == COMMUNITY_FILE or place(path).folder is not None or key_of(path) is not None


def _entry(path: str, mode: str, data: bytes) -> Entry:
    if mode == "120000":
        return Entry(path, "link")
    return Entry(path, "repository") if mode == "160000" else Entry(path, "file", data)


def has_registry(entries: list[Entry]) -> bool:
    """A community stands at the top."""
    return any(entry.path == COMMUNITY_FILE for entry in entries)


def present_in(*states: Iterable[Entry]) -> Present:
    """Files as today's registry; of several states that count as today the first one that has a record tells it."""
    files: dict[Key, bytes] = {}
    known: set[Key] = set()
    for state in states:
        entries = list(state)
        single = by_key((entry.path, entry.data) for entry in entries if entry.kind == "file")
        files |= {key: data for key, data in single.items() if key not in known}
        known |= {key for entry in entries if (key := key_of(entry.path)) is not None}
    return Present(files, unread=known - files.keys())


class Past:
    """A past tree in the words of today: today's ids and consents, and people who are gone without their names."""

    def __init__(self, entries: list[Entry], present: Present) -> None:
        self._present = present
        then = {key for entry in entries if (key := key_of(entry.path)) is not None}
        self._became = Counter(present.now(key) for key in then)
        gone = sorted({self._own(key).id for key in then if present.is_former(key)})
        self._former = {id: f"former-member-{number}" for number, id in enumerate(gone, 1)}
        self.entries = [entry._replace(path=self._path(entry.path)) for entry in entries]

    def id(self, target: str, id: str) -> str:
        """The id that stands for one of then."""
        key = Key("members" if target == "reviewers" and id not in REVIEWERS else target, id)
        own = self._own(key).id
        if self._present.is_former(key):
            return self._former.setdefault(own, f"former-member-{len(self._former) + 1}")
        return own

    def _own(self, key: Key) -> Key:
        """The record under its id of today; records that were merged since stand for themselves."""
        now = self._present.now(key)
        return key if self._became[now] > 1 else now

    def values(self, model: type[Record], id: str, values: Values) -> Values:
        """The values of a past version; `id` is already that of today."""
        told = renamed(model, redacted_record(model, values), self.id)
        names = former_ids(self._present.values(Key(model.folder, id))) if model is not OverlayMember else []
        if names:  # who knows a record by an id that it had before finds it
            told["formerly"] = names
        if model is Community and "review" in told:
            told["review"] = unnamed(told["review"], lambda id: self.id("members", id))
        if model is not Member:
            return told
        if _PSEUDONYM.fullmatch(id) and not self._present.knows(Key("members", id)):
            return {"name": FORMER, **{name: told[name] for name in _KEPT_OF_FORMER if name in told}}
        today = self._present.values(self._present.now(Key("members", id))) or {}
        given = today.get("consents")
        consents = given if isinstance(given, dict) else {}
        return {**told, "consents": consents} if consents or "consents" in told else told

    def _path(self, path: str) -> str:
        key = key_of(path)
        if key is None or not key.folder:
            return path
        now = self.id(key.folder, key.id)
        return path if now == key.id else f"{key.folder}/{now}.yaml"


def overlay_entries_at(repository: Repository, commit: str, past: Past) -> Iterator[Entry]:
    """The files of an overlay in a commit, under the ids of today."""
    for entry in entries_at(repository, commit, "members"):
        key = key_of(entry.path)
        if key is not None and key.folder == "members":
            yield entry._replace(path=f"members/{past.id('members', key.id)}.yaml")
