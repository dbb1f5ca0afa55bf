"""What an auditor should look at twice: records changed after they were settled, words put into somebody's mouth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cmtool.history.attribution import Actor
from cmtool.history.identity import Key, Present
from cmtool.history.walk import Deed
from cmtool.model.change import Change, Path
from cmtool.model.values import Values, plain_text


class Settled(NamedTuple):
    """A record of a folder with this status, and with a field `needs` if one is named, is not changed any more.

    `fields` are the fields that this is about, all of them if none is named; what is added to those in `growing` is
    normal. Whoever sets the status `released` in the same step may change all.
    """

    folder: str
    status: str
    needs: str
    fields: tuple[str, ...]
    text: str
    growing: tuple[str, ...] = ()
    released: str = ""


_SHOWN = ("member", "group", "channels", "answers", "quote", "image", "approved_by", "published")
"""What a person agreed to, who approved it and where it is out."""

SETTLED = (
    Settled("meetings", "held", "attended", ("attended",), "attendance of a held meeting changed later"),
    Settled("meetings", "held", "attended", ("status",), "a held meeting is not held any more"),
    Settled("spotlights", "published", "", _SHOWN, "a published spotlight changed later", ("published",), "withdrawn"),
    Settled("decisions", "decided", "", (), "a decided decision changed later"),
)
_FOLDERS = {rule.folder for rule in SETTLED}
_HARMLESS = ("renamed", "reordered")
"""Another id, or the same names in another order."""


class Standing:
    """Which rules hold for which record, as it is before the next change."""

    def __init__(self) -> None:
        self._rules: dict[Key, tuple[Settled, ...]] = {}

    def rules(self, deed: Deed) -> tuple[Settled, ...]:
        """The rules for a record before this change of it."""
        olds = (Key(deed.key.folder, change.before) for change in deed.changes if _is_whole(change, "renamed"))
        found = next((self._rules[key] for key in (deed.key, *olds) if key in self._rules), ())
        status = plain_text(deed.around.get("status")) if any(rule.released for rule in found) else None
        return tuple(rule for rule in found if not rule.released or rule.released != status)

    def note(self, deed: Deed) -> None:
        """Take a change in."""
        if deed.key.folder not in _FOLDERS:
            return
        for change in deed.changes:
            if _is_whole(change, "renamed"):
                self._rules.pop(Key(deed.key.folder, change.before), None)
        is_gone = any(_is_whole(change, "removed") for change in deed.changes)
        found = () if is_gone else tuple(_holding(deed.key.folder, deed.around))
        if found:
            self._rules[deed.key] = found
        else:
            self._rules.pop(deed.key, None)


def _is_whole(change: Change, action: str) -> bool:
    return not change.field and change.action == action


def _holding(folder: str, values: Values) -> Iterator[Settled]:
    status = plain_text(values.get("status"))
    for rule in SETTLED:
        if rule.folder == folder and rule.status == status and (not rule.needs or values.get(rule.needs) is not None):
            yield rule


def unsettled(change: Change, rules: Iterable[Settled]) -> Iterator[str]:
    """The rules that a change breaks; with the whole record its fields are gone as well."""
    if change.action in _HARMLESS:
        return
    if change.field:
        yield from (rule.text for rule in rules if _is_about(rule, change))
    else:
        yield from (rule.text for rule in list(rules)[:1])


def _is_about(rule: Settled, change: Change) -> bool:
    """A change of a field that the rule settles."""
    name = change.field[0]
    if change.action == "added" and name in rule.growing:
        return False
    return not rule.fields or name in rule.fields


def in_the_name_of(key: Key, change: Change, actor: Actor, present: Present) -> Iterator[str]:
    """Consents and endorsements that somebody else committed than the person whose word they are."""
    if key.folder != "members":
        return
    who = actor.member
    by = present.shown_id("members", who.id) if who else "somebody unknown"
    if _is_consent(change) and not _is_same(key, who, present):
        yield f"consent of {present.shown_id('members', key.id)} committed by {by}"
    for id in endorsers(change):
        if not _is_same(Key("members", id), who, present):
            yield f"endorsement by {present.shown_id('members', id)} committed by {by}"


def _is_same(key: Key, who: Key | None, present: Present) -> bool:
    return who is not None and present.now(key) == present.now(who)


def _is_consent(change: Change) -> bool:
    if not change.field:
        return change.action == "added" and bool((change.after or {}).get("consents"))
    return change.field[0] == "consents"


_WAY = ("skills", "", "endorsed")
"""The way to the endorsements in a member's values; an empty name stands for every item."""


def endorsers(change: Change) -> list[str]:
    """Whose endorsements a change brings or alters, each once, in the order of the file."""
    path = change.field
    if change.action in ("removed", "reordered") and len(path) <= len(_WAY):
        return []
    if any(name and part != name for part, name in zip(path, _WAY, strict=False)):
        return []
    if len(path) > len(_WAY):
        is_taken_back = change.action == "removed" and len(path) == len(_WAY) + 1
        return [] if is_taken_back else [path[len(_WAY)]]
    found = (one.get("by") for one in _endorsements(change.after, path))
    return list(dict.fromkeys(id for id in found if isinstance(id, str)))


def _endorsements(value: Any, path: Path) -> Iterator[dict[str, Any]]:
    """The endorsements in the value at a path."""
    found = [plain_text(value)]
    for name in _WAY[len(path) :]:
        if name:
            found = [one[name] for one in found if isinstance(one, dict) and name in one]
        else:
            found = [item for one in found if isinstance(one, list) for item in one]
    yield from (item for one in found if isinstance(one, list) for item in one if isinstance(item, dict))


def of_actor(actor: Actor, present: Present) -> Iterator[str]:
    """Where author and signer of a commit are not the same person, or may not be."""
    if actor.signer and actor.author and not _is_same(actor.author, actor.signer, present):
        yield "author is not the signer"
    elif actor.is_disputed:
        yield "author is not the committer, who signed"
