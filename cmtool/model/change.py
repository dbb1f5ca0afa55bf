"""Changes as plain data: who committed what, and what that did to a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol

Action = Literal["added", "removed", "changed", "reordered", "renamed", "unreadable"]
"""What happened to a record or a field.

`added`: it is there now; `removed`: it is not any more; `reordered`: the same items in another order; `renamed`: the
record has another id, and names the old one in `formerly`; `unreadable`: the file is no record any more.
"""


class Item(str):
    """A part of a path that names an item of a list by what identifies it: `amina-diallo` in `members`."""

    __slots__ = ()


Path = tuple[str, ...]
"""The way to a value that does not depend on positions: `("members", Item("amina-diallo"), "role")`; a plain text is
the name of a field or the key of a mapping. The empty path is the record itself."""
_PART = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


def path_of(text: str) -> Path:
    """A path as people write it: `members[amina-diallo].role`."""
    return tuple(Item(item) if item else name for item, name in _PART.findall(text))


class Change(NamedTuple):
    """What differs between two versions of a record at one place.

    Values are plain: text, lists and dicts of text, None where there is nothing. For a list of texts and for
    `reordered` they are whole lists. Where `is_hidden`, both are None: they are not for this reader.
    """

    field: Path
    action: Action
    before: Any = None
    after: Any = None
    is_hidden: bool = False

    @property
    def field_name(self) -> str:
        """The place as people write it: `members[amina-diallo].role`."""
        text = ""
        for part in self.field:
            text += f"[{part}]" if isinstance(part, Item) else f".{part}" if text else part
        return text


class Person(NamedTuple):
    """A name and a mail address as a commit claims them; git checks neither."""

    name: str
    mail: str

    def __str__(self) -> str:
        return f"{self.name} <{self.mail}>" if self.name else f"<{self.mail}>"


class Commit(NamedTuple):
    """A commit as git keeps it, nothing interpreted. Times are seconds since 1970, as the committers' clocks said.

    `signature` is the kind of signature that the commit carries, unchecked: `ssh`, `openpgp`, `x509`, or empty.
    """

    id: str
    parents: tuple[str, ...]
    author: Person
    authored: int
    committer: Person
    committed: int
    message: str
    signature: str = ""


class Row(NamedTuple):
    """A change as outputs tell it: when it took effect and by which commit, if it has one; today's reference."""

    when: datetime | None
    commit: Commit | None
    record: str
    change: Change
    text: str


class Line(NamedTuple):
    """A sentence about a record with the commit that brought it."""

    when: datetime
    commit: Commit
    record: str
    text: str


class Names(Protocol):
    """How people and things are called."""

    def name(self, target: str, id: str) -> str:
        """The name of what a reference means (`members`, `groups`, `roles`, ...), else the id itself.

        A person whom today's registry does not know is "a former member".
        """


class Story(NamedTuple):
    """What happened to one record, in sentences: its reference, how it is called, and a sentence for each fact."""

    record: str
    title: str
    sentences: list[str]


class NewCommit(NamedTuple):
    """A commit to write: the whole tree as files by path. `offset` is the time zone in minutes east of UTC."""

    author: Person
    seconds: int
    offset: int
    message: str
    files: Mapping[str, bytes]
