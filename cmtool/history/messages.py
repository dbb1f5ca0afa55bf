"""What a commit says of a change: ids, names of fields and words of ours, for it stays forever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cmtool.errors import CmtoolError
from cmtool.history.identity import Key
from cmtool.history.sentences import sentences
from cmtool.history.trailers import RECORD
from cmtool.model.addresses import addresses
from cmtool.model.change import Change
from cmtool.model.values import Values

CHANGE = "Cmtool-Change"
UNDOES = "Cmtool-Undoes"
REASON = "Reason"
_LONGEST = 72
_MOST = 500
"""Records that the trailers name; of a larger change they would say no more than its subject."""


class Ids:
    """Everything is called by its id."""

    def name(self, target: str, id: str) -> str:
        """The id itself."""
        return id


def message(
    subject: str,
    verb: str,
    records: Sequence[str],
    *,
    reason: str = "",
    undoes: str = "",
    body: Sequence[str] = (),
) -> str:
    """The message of a commit. CmtoolError where somebody wrote an address into what would stay forever."""
    for text in (subject, reason):
        if next(addresses(text), None) is not None:
            raise CmtoolError("a message stays in the history forever: leave the mail address or phone number out")
    trailers = [f"{CHANGE}: {verb}"]
    trailers += [f"{RECORD}: {ref}" for ref in records] if len(records) <= _MOST else []
    trailers += [f"{UNDOES}: {undoes}"] if undoes else []
    trailers += [f"{REASON}: {one_line(reason)}"] if one_line(reason) else []
    paragraphs = [one_line(subject), *(["\n".join(map(one_line, body))] if body else []), "\n".join(trailers)]
    return "\n\n".join(paragraphs) + "\n"


def one_line(text: str) -> str:
    """Text that can neither end its line nor begin another trailer (safety.md G11)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def words(changed: Iterable[tuple[Key, str, Sequence[Change], Values]]) -> tuple[str, list[str]]:
    """Subject and body for changes that somebody made by hand: key, reference, changes and values of each record."""
    told = [f"{ref}: {_told(key, changes, around)}" for key, ref, changes, around in changed if changes]
    if len(told) == 1 and len(told[0]) <= _LONGEST:
        return told[0], []
    refs = [line.partition(":")[0] for line in told]
    short = (
        f"{len(refs)} records changed: {', '.join(refs)}" if len(refs) > 1 else f"{refs[0]}: changed" if refs else ""
    )
    return (short if len(short) <= _LONGEST else f"{len(refs)} records changed"), told


def _told(key: Key, changes: Sequence[Change], around: Values) -> str:
    whole = [change for change in changes if not change.field]
    if whole:
        return "; ".join(dict.fromkeys("renamed" if one.action == "renamed" else one.action for one in whole))
    spoken = [change for change in changes if _is_speakable(key, change)]
    told = [text[0].lower() + text[1:] if text[:2].istitle() else text for text in _spoken(key, spoken, around)]
    silent = (change.field[0] for change in changes if change not in spoken)
    fields = list(dict.fromkeys("own keys" if field.startswith("x-") else field for field in silent))
    return "; ".join([*told, *([f"{', '.join(fields)} changed"] if fields else [])])


def _spoken(key: Key, changes: Sequence[Change], around: Values) -> list[str]:
    return sentences(key.folder, changes, Ids(), around) if changes else []


def _is_speakable(key: Key, change: Change) -> bool:
    """Who is in a group and as what, and where a record stands: words of the registry's own structure."""
    if change.is_hidden:
        return False
    return change.field == ("status",) or (
        key.folder == "groups" and change.field[0] == "members" and _is_plain(change)
    )


def _is_plain(change: Change) -> bool:
    """Nothing of a person but ids and days is in it."""
    return "steps" not in change.field and "mentor" not in change.field
