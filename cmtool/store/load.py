"""A registry from its files: every file is read once, every problem of every file is found in one run."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, NamedTuple

from cmtool.document.reader import read
from cmtool.errors import CmtoolError
from cmtool.finding import Finding
from cmtool.model.community import Community
from cmtool.model.folders import LATER
from cmtool.model.kinds import KINDS
from cmtool.model.member import OverlayMember
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.source import Source
from cmtool.store.entries import Entry, entries
from cmtool.store.layout import COMMUNITY_FILE, Place, folder_place, place
from cmtool.store.schema import to_record

_OUT_OF_PLACE = {
    "link": ("symbolic link", "put the file itself here; links are never followed"),
    "special": ("neither a file nor a folder", "remove it"),
    "repository": ("this folder holds a git repository", "move it out of the registry"),
    "closed": ("cannot be opened", "check the permissions of the file"),
}


class Loaded(NamedTuple):
    """A registry and what was found while reading it."""

    registry: Registry
    findings: list[Finding]


def load(root: Path) -> Loaded:
    """The registry in a folder with its overlay. Paths of findings are relative to the folder."""
    if not (root / COMMUNITY_FILE).exists() and not (root / COMMUNITY_FILE).is_symlink():
        raise CmtoolError(f"no registry in {root}: it holds no {COMMUNITY_FILE}")
    with _collector_off():
        loaded = assemble(entries(root))
        folders = tuple(folder for folder in LATER if (root / folder).is_dir())
        overlay, findings = _overlay(root, loaded.registry)
        registry = loaded.registry
        full = Registry(
            registry.community, registry.records, unreadable=registry.unreadable, overlay=overlay, unread_folders=folders
        )
        return Loaded(full, loaded.findings + findings)


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


def assemble(files: Iterable[Entry]) -> Loaded:
    """A registry from any source of files: a folder, a git tree, a test."""
    assembly = _Assembly()
    for entry in files:
        assembly.add(entry)
    return assembly.finish()


class _Assembly:
    """What has been read so far."""

    def __init__(self) -> None:
        self.community: Community | None = None
        self.records: dict[str, dict[str, Record]] = {folder: {} for folder in KINDS}
        self.unreadable: set[str] = set()
        self.findings: list[Finding] = []
        self.paths: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        """Judge and read one file."""
        shown = entry.path
        verdict = folder_place(entry.path) if entry.kind == "folder" else place(entry.path)
        if entry.kind in _OUT_OF_PLACE:
            self._out_of_place(verdict, entry, shown)
        elif verdict.problem:
            self.findings.append(_at_path(verdict.code, shown, verdict.problem, verdict.hint))
            if verdict.folder:
                self._unread(verdict)
        elif verdict.folder is not None:
            self._read(verdict, shown, entry.data)

    def _out_of_place(self, verdict: Place, entry: Entry, shown: str) -> None:
        what, remedy = _OUT_OF_PLACE[entry.kind]
        self.findings.append(_at_path("FIL102", shown, what, remedy))
        if verdict.folder is not None:
            self._unread(verdict)

    def _unread(self, verdict: Place) -> None:
        """What cannot be read is still a known id: nothing that points at it is wrong."""
        self.unreadable.add(f"{verdict.folder}/{verdict.id}" if verdict.folder else verdict.id)

    def _read(self, verdict: Place, shown: str, data: bytes) -> None:
        folder, id = verdict.folder or "", verdict.id
        model = KINDS[folder] if folder else Community
        reading = read(shown, data, record=f"{folder}/{id}" if folder else id)
        self.findings += reading.findings
        self.paths[f"{folder}/{id}"].append(shown)
        record = None
        if reading.value is not None:
            record, findings = to_record(model, id, reading.value, reading.source)
            self.findings += findings
        if record is None:
            self._unread(verdict)
        elif isinstance(record, Community):
            self.community = record
        else:
            self.records[folder].setdefault(id, record)

    def finish(self) -> Loaded:
        """The registry, with what only shows when all files are known."""
        self.findings += self._used_twice()
        records = {folder: {id: found[id] for id in sorted(found)} for folder, found in self.records.items()}
        registry = Registry(self.community, records, unreadable=frozenset(self.unreadable))
        return Loaded(registry, self.findings)

    def _used_twice(self) -> Iterator[Finding]:
        for ref, paths in self.paths.items():
            for path in paths[1:]:
                yield _at_path("REF104", path, f"file name used twice, also by {paths[0]}", "ids are unique in a kind: rename one", ref)


def _at_path(code: str, path: str, message: str, hint: str, record: str = "") -> Finding:
    return Finding(code, Source(path), (), message, hint, record, "error")


def _overlay(root: Path, registry: Registry) -> tuple[dict[str, OverlayMember] | None, list[Finding]]:
    """The sensitive fields of members, from a folder beside the registry; None where it is absent."""
    named = registry.community.privacy.overlay if registry.community else None
    if not named or not (root / named / "members").is_dir():
        return None, []
    found: dict[str, OverlayMember] = {}
    findings: list[Finding] = []
    for entry in entries(root / named):
        verdict = place(entry.path)
        shown = f"{named}/{entry.path}"
        if entry.kind != "file" or verdict.problem or verdict.folder != "members":
            if entry.kind in _OUT_OF_PLACE or verdict.problem:
                what, remedy = _OUT_OF_PLACE.get(entry.kind, (verdict.problem, verdict.hint))
                findings.append(Finding("FIL102" if entry.kind != "file" else verdict.code, Source(shown, private=True), (), what, remedy, severity="error"))
            continue
        reading = read(shown, entry.data, record=f"members/{verdict.id}", private=True)
        findings += reading.findings
        if reading.value is not None:
            record, more = to_record(OverlayMember, verdict.id, reading.value, reading.source)
            findings += more
            if isinstance(record, OverlayMember):
                found[verdict.id] = record
    return found, findings
