"""What happened: the changes of a record, a person or the whole registry, as rows for the formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import NamedTuple

from cmtool.history.archive import Archive
from cmtool.history.identity import Present
from cmtool.history.objects import commits
from cmtool.history.selection import is_selected, selection
from cmtool.history.sentences import sentence, sentences
from cmtool.history.shown import shown
from cmtool.history.timeline import Step, at
from cmtool.history.walk import Deed
from cmtool.model.change import Change, Commit, Line, Path, Row
from cmtool.model.record import Visibility
from cmtool.schedule import days
from cmtool.workspace import Workspace


class Told(NamedTuple):
    """A change as a reader may see it, with the sentence for it."""

    step: Step
    record: str
    change: Change
    text: str


class History(NamedTuple):
    """What happened, before it is told; it can be told once, and no version of a record outlives its sentence."""

    archive: Archive
    deeds: Iterator[Deed]
    fields: list[Path]
    limit: Visibility

    def rows(self) -> list[Row]:
        """A row for each change."""
        told = [one for deed in self.deeds for one in tell(self._asked(deed), self.archive.present, self.limit)]
        by_hash = self._commits(one.step for one in told)
        return [
            Row(at(step.effective, self.archive.zone), by_hash[step.commit], record, change, text)
            for step, record, change, text in told
        ]

    def lines(self) -> list[Line]:
        """A line for each sentence: what belongs together stands in one."""
        present = self.archive.present
        told = [
            (deed.step, present.shown_ref(deed.key), text)
            for deed in map(self._asked, self.deeds)
            for seen in ([shown(deed.key, change, present, self.limit) for change in deed.changes],)
            for text in sentences(deed.key.folder, seen, present, deed.around)
        ]
        by_hash = self._commits(step for step, _, _ in told)
        return [
            Line(at(step.effective, self.archive.zone), by_hash[step.commit], record, text)
            for step, record, text in told
        ]

    def _asked(self, deed: Deed) -> Deed:
        """The deed with the changes that are asked for."""
        return deed._replace(changes=[change for change in deed.changes if is_selected(change, self.fields)])

    def _commits(self, steps: Iterable[Step]) -> dict[str, Commit]:
        hashes = list(dict.fromkeys(step.commit for step in steps))
        return dict(zip(hashes, commits(self.archive.repository, hashes), strict=True))


def history(
    space: Workspace, ref: str | None, *, fields: Iterable[str] = (), since: str | None = None, private: bool = False
) -> History:
    """What happened to a record, oldest first; to all records without one."""
    archive = Archive(space.root)
    start = _start(space, archive, since)
    found = archive.of(ref) if ref else archive.everything()
    limit = Visibility.PRIVATE if private else Visibility.MEMBERS
    return History(archive, (deed for deed in found if deed.step.effective >= start), selection(fields), limit)


def _start(space: Workspace, archive: Archive, since: str | None) -> int:
    if since is None:
        return 0
    day = days.since(since, lambda: space.today)
    return int(datetime.combine(day, time(), archive.zone).timestamp())


def tell(deed: Deed, present: Present, limit: Visibility = Visibility.MEMBERS) -> list[Told]:
    """Every change of a deed for a reader, in words."""
    record, folder = present.shown_ref(deed.key), deed.key.folder
    seen = [shown(deed.key, change, present, limit) for change in deed.changes]
    return [Told(deed.step, record, change, sentence(folder, change, present, deed.around)) for change in seen]
