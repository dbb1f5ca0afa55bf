"""A new registry out of foreign files: judged as it would be, then written, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cmtool.document.writer import write
from cmtool.errors import CmtoolError
from cmtool.model.folders import CORE, FOLDERS
from cmtool.store.entries import Entry
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.store.load import assemble, load
from cmtool.store.save import refuse_unless_new, save_new
from cmtool.workspace import Report, Workspace, counted


def refuse_taken(into: Path) -> None:
    """Nothing is overwritten; whoever names a registry means to bring it up to date."""
    if (into / COMMUNITY_FILE).is_file() and load(into).registry.community is not None:
        raise CmtoolError(
            f"{into} already holds a registry: to update it, leave --into out and run the command in {into}; "
            "for a new one name a folder that is empty or does not exist yet"
        )
    refuse_unless_new(into)


def make_new(into: Path, records: Mapping[str, Mapping[str, Any]], today: date, *, dry_run: bool) -> Report:
    """Write the records by their paths, and tell what validation will say; `dry_run` only tells."""
    files = {path: write(record).encode() for path, record in records.items()}
    report = _judged(files, into, today)
    if not dry_run:
        save_new(into, files, folders=CORE)
    return report


def _judged(files: Mapping[str, bytes], into: Path, today: date) -> Report:
    """What validation will say; a registry that cannot be read, or that leaks, is not written at all."""
    loaded = assemble(Entry(path, "file", data) for path, data in sorted(files.items()))
    report = Workspace(into, today, lambda zone: today, loaded).validate()
    for finding in report.findings:
        if finding.is_error and finding.code.startswith(("YML", "SCH", "FIL", "REF", "PRV")):
            raise CmtoolError(f"the file gives no good record: {finding.path}, {finding.field_name}: {finding.message}")
    return report


def counts(paths: Iterable[str]) -> list[str]:
    """How many groups and members there are among the records, in words."""
    folders = [path.partition("/")[0] for path in paths]
    return [counted(folders.count(folder), FOLDERS[folder]) for folder in ("groups", "members")]
