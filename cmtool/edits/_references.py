"""References that have to follow a record which gets another id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from re import escape, sub
from typing import NamedTuple

from cmtool.model.community import Community
from cmtool.model.edit import Edit, Put, RenameKey
from cmtool.model.record import Part, Record
from cmtool.model.references import Mention, mentions
from cmtool.model.vocabularies import REVIEWERS


class Renaming(NamedTuple):
    """A record of a folder that gets another id."""

    folder: str
    old: str
    new: str

    def of(self, target: str, text: str) -> str:
        """What a reference to `target` says from now on."""
        if target == self.folder and text == self.old:
            return self.new
        if target == "*" and text == f"{self.folder}/{self.old}":
            return f"{self.folder}/{self.new}"
        if target == "reviewers" and self.folder == "members" and text == self.old and text not in REVIEWERS:
            return self.new
        if target == "series" and self.folder == "groups" and text.startswith(f"{self.old}/"):
            return f"{self.new}/{text.partition('/')[2]}"
        return text


class Hit(NamedTuple):
    """A reference that changes, and what it says then."""

    mention: Mention
    text: str


def hits(record: Part, renaming: Renaming) -> list[Hit]:
    """The references of a record that change."""
    told = ((mention, renaming.of(mention.target, mention.id)) for mention in mentions(record))
    return [Hit(mention, text) for mention, text in told if text != mention.id]


def replaced(found: Iterable[Hit]) -> list[Edit]:
    """The edits that write what the references say: keys last and the inner ones first, as ways lead over keys."""
    found = list(found)
    values: list[Edit] = [Put(hit.mention.field, hit.text) for hit in found if not hit.mention.is_key]
    keys = [RenameKey(hit.mention.field, hit.text) for hit in found if hit.mention.is_key]
    return [*values, *reversed(keys)]


def everywhere(records: Iterable[Record], renaming: Renaming) -> Iterator[tuple[Record, list[Hit]]]:
    """Records with references that change."""
    for record in records:
        found = hits(record, renaming)
        if found:
            yield record, found


class Paths(NamedTuple):
    """What becomes of the rules of `review` that are about a record's file."""

    edits: list[Edit]
    notes: list[str]


def review_paths(community: Community, old: str, new: str) -> Paths:
    """Rules that name a file by its id follow it; told is when another rule than before decides on it."""
    before = [rule.paths for rule in community.review]
    after = [_following(rule, old, new) if fnmatchcase(old, rule) else rule for rule in before]
    edits: list[Edit] = [Put(("review", at, "paths"), rule) for at, rule in enumerate(after) if rule != before[at]]
    was, now = _deciding(before, old), _deciding(after, new)
    if was == now:
        return Paths(edits, [])
    first, then = (f"'{before[at]}'" if at is not None else "no rule" for at in (was, now))
    return Paths(edits, [f"community.yaml: review: {first} decided on {old}, {then} decides on {new}"])


def _following(rule: str, old: str, new: str) -> str:
    """A path rule with the id in its last part replaced, where it is a whole word there."""
    folder, slash, name = rule.rpartition("/")
    id, other = (path.rpartition("/")[2].removesuffix(".yaml") for path in (old, new))
    return folder + slash + sub(rf"(?<![a-z0-9-]){escape(id)}(?![a-z0-9-])", other, name)


def _deciding(rules: list[str], path: str) -> int | None:
    """The first rule that matches."""
    return next((at for at, rule in enumerate(rules) if fnmatchcase(path, rule)), None)
