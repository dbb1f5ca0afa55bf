"""A registry from its files: every file is read once, every problem of every file is found in one run."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cmtool.document.reader import read
from cmtool.document.screen import decode
from cmtool.errors import CmtoolError
from cmtool.finding import Finding
from cmtool.model.community import Community
from cmtool.model.folders import LATER
from cmtool.model.kinds import KINDS
from cmtool.model.member import OverlayMember
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.source import Source
from cmtool.store.entries import Entry, entries, is_folder
from cmtool.store.judge import Past, as_record, at_path, misplaced, verdict_on
from cmtool.store.layout import COMMUNITY_FILE, Place, folded, likely_id
from cmtool.store.overlay import overlay_of


class Loaded(NamedTuple):
    """A registry and what was found while reading it."""

    registry: Registry
    findings: list[Finding]


def load(root: Path) -> Loaded:
    """The registry in a folder with its overlay. Paths of findings are relative to the folder."""
    try:
        (root / COMMUNITY_FILE).lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise CmtoolError(f"no registry in {root}: it holds no {COMMUNITY_FILE}") from None
    except OSError as error:
        raise CmtoolError(f"cannot read {root}: {error.strerror}") from None
    with _collector_off():
        assembly = _Assembly(entries(root))
        folders = tuple(folder for folder in LATER if is_folder(root / folder))
        overlay, findings = overlay_of(root, assembly.community)
        loaded = assembly.finish(overlay, folders)
        return Loaded(loaded.registry, loaded.findings + findings)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Loading makes many objects and no garbage; the collector would walk them over and over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def assemble(
    files: Iterable[Entry],
    *,
    past: Past | None = None,
    overlay: Mapping[str, OverlayMember] | None = None,
    unread_folders: Sequence[str] = (),
    is_public: bool | None = None,
) -> Loaded:
    """A registry from any source of files: a folder, a git tree, a test.

    With `past` it is read leniently: what does not fit a field of today is left out, and the record stays.
    `unread_folders` are those of later kinds; `is_public` overrides what the registry says of itself.
    """
    with _collector_off():
        return _Assembly(files, past).finish(overlay, unread_folders, is_public=is_public)


class _Assembly:
    """What has been read so far."""

    def __init__(self, files: Iterable[Entry], past: Past | None = None) -> None:
        self.past = past
        self.community: Community | None = None
        self.records: dict[str, dict[str, Record]] = {folder: {} for folder in KINDS}
        self.unreadable: set[str] = set()
        self.closed: set[str] = set()
        self.unread_sources: list[tuple[str, Source]] = []
        self.findings: list[Finding] = []
        self.paths: defaultdict[str, list[str]] = defaultdict(list)
        self.misnamed: list[tuple[Place, str]] = []
        for entry in files:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Judge and read one file."""
        verdict = verdict_on(entry)
        problem = misplaced(entry, verdict, entry.path)
        if problem is None:
            if verdict.folder is not None:
                self._read(verdict, entry)
            return
        self._close(verdict, entry)
        if problem.code == "REF104":
            self.misnamed.append((verdict, entry.path))
        else:
            self.findings.append(problem)

    def _close(self, verdict: Place, entry: Entry) -> None:
        """What cannot be read is still a known id: nothing that points at it is wrong."""
        folder = entry.path.partition("/")[0]
        if verdict.folder is not None:
            ref = f"{verdict.folder}/{likely_id(verdict.id)}" if verdict.folder else verdict.id
            self.unreadable.add(ref)
            self.unread_sources.append((ref, Source(entry.path, decode(entry.data)[0])))
        elif verdict.id in KINDS or (entry.kind != "file" and folder in KINDS):
            self.closed.add(folder if folder in KINDS else verdict.id)

    def _read(self, verdict: Place, entry: Entry) -> None:
        folder, id = verdict.folder or "", verdict.id
        ref = f"{folder}/{id}" if folder else id
        reading = read(entry.path, entry.data, record=ref)
        self.findings += reading.findings
        self.paths[ref].append(entry.path)
        record = None
        if reading.value is not None:
            record, findings = as_record(KINDS[folder] if folder else Community, id, reading, self.past)
            self.findings += findings
        if isinstance(record, Community):
            self.community = record
        elif record is None or self.records[folder].setdefault(id, record) is not record:
            self.unread_sources.append((ref, reading.source))
            if record is None:
                self.unreadable.add(ref)

    def finish(
        self,
        overlay: Mapping[str, OverlayMember] | None = None,
        unread_folders: Sequence[str] = (),
        *,
        is_public: bool | None = None,
    ) -> Loaded:
        """The registry, with what only shows when all files are known."""
        findings = [*self.findings, *self._used_twice(), *self._misnamed()]
        self._forget_twins()
        records = {folder: {id: found[id] for id in sorted(found)} for folder, found in self.records.items()}
        registry = Registry(
            self.community,
            records,
            unreadable=frozenset(self.unreadable),
            closed=frozenset(self.closed),
            unread_sources=self.unread_sources,
            overlay=overlay,
            unread_folders=unread_folders,
            is_past=self.past is not None,
            is_public=is_public,
        )
        return Loaded(registry, findings)

    def _forget_twins(self) -> None:
        """Which of two files of one name is meant, nobody knows: the id is known, the record is not."""
        for ref, paths in self.paths.items():
            folder, _, id = ref.partition("/")
            if len(paths) > 1 and (record := self.records.get(folder, {}).pop(id, None)) is not None:
                self.unreadable.add(ref)
                self.unread_sources.append((ref, record.source))

    def _used_twice(self) -> Iterator[Finding]:
        for ref, paths in self.paths.items():
            for path in paths[1:]:
                message = f"file name used twice: '{ref}' is also {paths[0]}"
                yield at_path("REF104", path, message, "ids are unique in a kind: rename one of the files", ref)

    def _misnamed(self) -> Iterator[Finding]:
        """Ids that no record may have; those that a file system may take for another id are told as FIL103."""
        alike = {ref: ref.partition("/")[2] for ref in self.paths}
        for verdict, path in self.misnamed:
            other = alike.setdefault(f"{verdict.folder}/{folded(verdict.id)}", verdict.id)
            if other == verdict.id:
                yield at_path("REF104", path, verdict.problem, verdict.hint)
            else:
                message = f"id '{verdict.id}' differs from '{other}' only by case or Unicode form"
                yield at_path(
                    "FIL103", path, message, "Windows and macOS keep one file of the two: rename or remove it"
                )
