"""What an auditor asks for, and which changes answer it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.archive import Archive
from cmtool.history.attribution import Actor, login_of
from cmtool.history.concerning import concerning
from cmtool.history.identity import Key, key_of
from cmtool.history.lineage import closed, traced
from cmtool.history.selection import is_selected, selection
from cmtool.history.timeline import LATEST, Step, end_of
from cmtool.history.walk import Deed, deeds
from cmtool.model.change import Change, Commit
from cmtool.schedule import days
from cmtool.workspace import Workspace


class Question(NamedTuple):
    """What the auditor asks for; all of it together, everything where nothing is asked."""

    record: str | None = None
    person: str | None = None
    fields: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    is_flagged: bool = False


class Candidate(NamedTuple):
    """What may be an answer, with the ids that the record and the person asked for had then; None if none is."""

    deed: Deed
    record: set[Key] | None
    person: set[Key] | None


class Asked:
    """A question put to an archive. CmtoolError where it names what nobody knows."""

    def __init__(self, space: Workspace, archive: Archive, question: Question) -> None:
        self._archive = archive
        self._fields = selection(question.fields)
        self._since, self._until = _period(space, archive, question)
        self._record = archive.key(question.record) if question.record else None
        self._person = archive.key(_member(question.person)) if question.person else None

    def candidates(
        self, steps: list[Step], commits: Mapping[str, Commit], principals: Iterable[str]
    ) -> Iterable[Candidate]:
        """The changes that may be answers, and those that tell who authors and signers of the answers are."""
        done = self._deeds(steps, commits, {Key("members", id) for id in principals})
        if self._record is None and self._person is None:
            return (Candidate(deed, None, None) for deed in done)
        kept = list(done)
        ids = (self._ids(kept, key) for key in (self._record, self._person))
        return [Candidate(*found) for found in zip(kept, *ids, strict=True)]

    def _ids(self, done: list[Deed], key: Key | None) -> Iterable[set[Key] | None]:
        """The ids of a record at the time of each deed."""
        if key is None:
            return [None] * len(done)
        return (ids for _, ids in traced(done, self._archive.present.lineage(key), key))

    def _deeds(self, steps: list[Step], commits: Mapping[str, Commit], signers: set[Key]) -> Iterable[Deed]:
        repository, present = self._archive.repository, self._archive.present
        rename = present.now_id if present.has_renamed else None
        if self._record is None or self._person is not None:
            return deeds(repository, steps, rename=rename)
        people = {key for signer in signers for key in present.lineage(signer)}

        def of(mine: set[Key]) -> Iterator[Deed]:
            """Of other members only those that signed, or whose file holds a login of an author, can matter."""
            known, logins = mine | people, _logins(steps, commits, mine)

            def about(key: Key, data: bytes) -> bool:
                return key in known or b"\\" in data or logins.search(data.lower()) is not None

            return deeds(repository, steps, lambda key: key in mine or key.folder == "members", rename, about)

        return closed(present.lineage(self._record), of)[1]

    def changes(self, candidate: Candidate, actor: Actor) -> list[Change]:
        """The changes, or parts of them, that are asked for."""
        deed, record, _ = candidate
        if not self._since <= deed.step.effective <= self._until or not (record is None or deed.key in record):
            return []
        return [change for change in _of_person(candidate, actor) if is_selected(change, self._fields)]


def _of_person(candidate: Candidate, actor: Actor) -> list[Change]:
    """What concerns a person, and all that the person committed."""
    deed, _, person = candidate
    if person is None or deed.key in person or actor.member in person:
        return deed.changes
    return [part for change in deed.changes for part in concerning(deed.key, change, person)]


def _logins(steps: list[Step], commits: Mapping[str, Commit], mine: set[Key]) -> re.Pattern[bytes]:
    """What finds a GitHub login of those who touched some records, in lower case; nothing, where there is none."""
    authors = {commits[step.commit].author.mail for step in steps if any(key_of(t.path) in mine for t in step.touches)}
    logins = sorted({login for mail in authors if (login := login_of(mail))})
    return re.compile("|".join(logins).encode("ascii") if logins else rb"(?!)")


def _period(space: Workspace, archive: Archive, question: Question) -> tuple[int, int]:
    """First and last second that count."""
    start = days.since(question.since, lambda: space.today) if question.since else None
    end = days.until(question.until, lambda: space.today) if question.until else None
    first = int(datetime.combine(start, time(), archive.zone).timestamp()) if start else 0
    return first, end_of(end, archive.zone) if end else LATEST


def _member(person: str) -> str:
    kind, slash, id = person.rpartition("/")
    if slash and kind.lower() not in ("members", "member"):
        raise CmtoolError(f"'{person}' is no person: name a member, as members/{id or 'amina-diallo'}")
    return f"members/{id}"
