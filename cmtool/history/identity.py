"""Which record a path or an old id stands for: identity is the id and the ids in `formerly`, never a similar text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from cmtool.document.reader import read
from cmtool.model.audience import FORMER
from cmtool.model.folders import BEARING_NAMES, LATER
from cmtool.model.kinds import KINDS
from cmtool.model.record import Record
from cmtool.model.values import Values, text_at
from cmtool.store.layout import COMMUNITY_FILE, bad_id, place


class Key(NamedTuple):
    """A record as a commit knows it: the folder of its kind, empty for the community, and the id of that time."""

    folder: str
    id: str

    @property
    def ref(self) -> str:
        """The full reference."""
        return f"{self.folder}/{self.id}" if self.folder else self.id


COMMUNITY = Key("", "community")
UNKNOWN = "an unknown member"
REVIEWERS = ("self", "leads", "owner", "manager")
"""What `review[].by` may say besides a member's id."""


@lru_cache(maxsize=100_000)
def key_of(path: str) -> Key | None:
    """The record that a path from the registry holds; None for all other files. Sub-folders do not count."""
    if path == COMMUNITY_FILE:
        return COMMUNITY
    folder, _, rest = path.partition("/")
    if folder in LATER:
        stem = rest.rpartition("/")[2].removesuffix(".yaml")
        return Key(folder, stem) if rest.endswith(".yaml") and not bad_id(stem)[0] else None
    found = place(path)
    return Key(found.folder, found.id) if found.folder and not found.problem else None


def model_of(folder: str) -> type[Record] | None:
    """The model of a kind; None for kinds that this version does not read."""
    if not folder:
        from cmtool.model.community import Community

        return Community
    return KINDS.get(folder)


def values_of(key: Key, data: bytes) -> Values | None:
    """The values of a file; None where it is not readable."""
    return read(key.ref, data).value


def former_ids(values: Values | None) -> list[str]:
    """The ids that a record had before."""
    found = (values or {}).get("formerly")
    return [id for id in found if isinstance(id, str) and not bad_id(id)[0]] if isinstance(found, list) else []


class Present:
    """Today's registry as the past is told by it: which ids it knows, how it calls people and things."""

    def __init__(
        self,
        files: Mapping[Key, bytes],
        *,
        unread: Collection[Key] = (),
        older: Mapping[Key, bytes] | None = None,
        today: Present | None = None,
    ) -> None:
        """`files` are record files by record; where they are not those of today, `today` says who is gone.

        `unread` are ids that are in use, though no one file tells what they stand for: a link, two files of one id.
        With `older` files, those that these replaced, who stands in neither of them is unknown, not gone.
        """
        self._files = {**older, **files} if older else files
        self._ever = None if older is None else {*self._files, *unread}
        self._today = today or self
        self._known = {*files, *unread}
        self._values: dict[Key, Values | None] = {}
        self._now = {
            Key(key.folder, old): key
            for key, data in files.items()
            if b"formerly" in data
            for old in former_ids(self.values(key))
            if Key(key.folder, old) not in self._known
        }
        if today is not None:
            self._now |= today._now

    def values(self, key: Key) -> Values | None:
        """Today's values of a record."""
        if key not in self._values:
            data = self._files.get(key)
            self._values[key] = values_of(key, data) if data is not None else None
        return self._values[key]

    @property
    def keys(self) -> Collection[Key]:
        """The records of today."""
        return self._files.keys()

    @property
    def renamed(self) -> Mapping[Key, Key]:
        """Records under ids that they had before, and under those of today."""
        return self._now

    @property
    def has_renamed(self) -> bool:
        """Some record had another id."""
        return bool(self._now)

    def knows(self, key: Key) -> bool:
        """The record is there today, under this id or another."""
        known = self._today._known
        return key in known or self._now.get(key) in known

    def now(self, key: Key) -> Key:
        """The record under its id of today."""
        return self._now.get(key, key)

    def lineage(self, key: Key) -> set[Key]:
        """The record under all ids it ever had."""
        mine = self.now(key)
        return {mine, key, *(old for old, new in self._now.items() if new == mine)}

    def now_id(self, target: str, id: str) -> str:
        """The id of today for an id of then, in references to `target`."""
        return self._now.get(Key(target, id), Key(target, id)).id

    def is_former(self, key: Key) -> bool:
        """A person whom today's registry does not know, or knows as removed only."""
        return key.folder == "members" and (not self.knows(key) or self.now(key) in self._today._removed)

    @cached_property
    def _removed(self) -> frozenset[Key]:
        """Members of whom only a tombstone is left; a file that does not even hold the word is none."""
        likely = (key for key, data in self._files.items() if key.folder == "members" and b"removed" in data)
        return frozenset(key for key in likely if text_at(self.values(key), "status") == "removed")

    def shown_id(self, target: str, id: str) -> str:
        """The id as it is printed: of a person who is gone it is not. `*` is a whole reference."""
        if target == "*":
            folder, slash, rest = id.partition("/")
            return f"{folder}/{self.shown_id(folder, rest)}" if slash else id
        if target == "reviewers" and id not in REVIEWERS:
            target = "members"
        key = self.now(Key(target, id))
        if target in BEARING_NAMES and not self.knows(key):
            return "(gone)"
        return self._gone(key) if self.is_former(key) else key.id

    def _gone(self, key: Key) -> str:
        return FORMER if self._ever is None or key in self._ever else UNKNOWN

    def shown_ref(self, key: Key) -> str:
        """The reference as it is printed. Some kinds may bear the name of a person, so those that are gone do not."""
        if key.folder in BEARING_NAMES and not self.knows(key):
            return f"{key.folder}/(gone)"
        return FORMER if self.is_former(key) else self.now(key).ref

    def name(self, target: str, id: str) -> str:
        """The name of what a reference means, else its id (see `Names`)."""
        target = target.removesuffix("?")
        if target in ("organisations", "roles", "series"):
            return _named(_at(self.values(COMMUNITY), target, id)) or id
        if target == "pathway":
            steps = (self.values(COMMUNITY) or {}).get("pathway")
            found = (step for step in steps if isinstance(step, dict)) if isinstance(steps, list) else ()
            return next((_named(step) or id for step in found if text_at(step, "id") == id), id)
        key = self.now(Key(target, id))
        if self.is_former(key):
            return self._gone(key)
        return _named(self.values(key)) or id


def _at(values: Values | None, name: str, key: str) -> object:
    found = (values or {}).get(name)
    return found.get(key) if isinstance(found, dict) else None


def _named(values: object) -> str | None:
    """The name or title in the values of a record or of an entry of a vocabulary."""
    if not isinstance(values, dict):
        return None
    found = values.get("name") or values.get("title")
    return " ".join(found.split()) if isinstance(found, str) else None


def by_key(paths: Iterable[tuple[str, bytes]]) -> dict[Key, bytes]:
    """Files by record; of two files with the same id neither is the record."""
    found: dict[Key, bytes] = {}
    twice: set[Key] = set()
    for path, data in paths:
        key = key_of(path)
        if key is not None:
            if key in found:
                twice.add(key)
            found[key] = data
    return {key: data for key, data in found.items() if key not in twice}
