"""Foreign files and registries: read, convert, judge the result, then write it, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cmtool.document.foreign import read_foreign
from cmtool.document.reader import Reading
from cmtool.document.screen import MAX_BYTES
from cmtool.document.writer import write
from cmtool.errors import CmtoolError
from cmtool.exchange.kubernetes_sigs import Imported, Loss, Misshaped, registry_of, told, undated
from cmtool.exchange.kubernetes_sigs.update import updated
from cmtool.model.folders import FOLDERS
from cmtool.source import Source
from cmtool.store.entries import Entry
from cmtool.store.foreign import read_file
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.store.load import assemble, load
from cmtool.store.save import refuse_unless_new, save_new
from cmtool.workspace import Report, Workspace, counted
from cmtool.workspace.changing import Plan


class Made(NamedTuple):
    """What an import made: counts in words, the series that wait for a date, notices, losses (kind, number, line)."""

    counts: list[str]
    undated: list[tuple[str, str]]
    notices: list[str]
    losses: list[tuple[str, int, int]]
    report: Report


class Update(NamedTuple):
    """What an import would change in a registry, for the door that all changes take, and what was left behind."""

    plan: Plan
    losses: list[tuple[str, int, int]]


def import_kubernetes_sigs(file: Path, into: Path, *, manager: str, contact: str, today: date, dry_run: bool) -> Made:
    """A new registry in `into` from the `sigs.yaml` of the Kubernetes community; `dry_run` only tells what it makes."""
    refuse_registry(into)
    refuse_unless_new(into)
    reading, unseen = _read(file)
    with _shaped(reading.source):
        imported = registry_of(reading.value or {}, manager=manager, contact=contact, today=today)
    files = {path: write(record).encode() for path, record in imported.records.items()}
    report = judged(files, into, today)
    if not dry_run:
        save_new(into, files, folders=FOLDERS)
    losses = _losses(imported.losses, reading.source, unseen)
    return Made(_counts(imported), undated(imported.records), imported.notices, losses, report)


def update_kubernetes_sigs(file: Path) -> Update:
    """What the `sigs.yaml` of the Kubernetes community tells otherwise than a registry that is there."""
    reading, unseen = _read(file)
    with _shaped(reading.source):
        found = told(reading.value or {})
    losses = _losses(found.losses, reading.source, unseen)
    return Update(lambda space, _: updated(space.registry, found, space.today), losses)


def _read(file: Path) -> tuple[Reading, list[int]]:
    """The file, which is refused where it is none that can be read; and the lines of characters nobody sees."""
    reading, unseen = read_foreign(str(file), read_file(file, MAX_BYTES))
    if reading.value is None:
        raise CmtoolError(
            "\n".join(_told(f.source, f.span.line, f"{f.message}; {f.hint}") for f in reading.findings[:5])
        )
    return reading, unseen


@contextmanager
def _shaped(source: Source) -> Iterator[None]:
    """A file of another form is told with the line."""
    try:
        yield
    except Misshaped as error:
        hint = "is this the sigs.yaml of kubernetes/community? If so, its form has changed: please report it"
        raise CmtoolError(_told(source, _line(source, error.field), f"expected {error.expected}; {hint}")) from None


def _losses(losses: Iterable[Loss], source: Source, unseen: Sequence[int]) -> list[tuple[str, int, int]]:
    found = [(loss.kind, loss.number, _line(source, loss.field)) for loss in losses]
    return [*found, ("invisible characters", len(unseen), unseen[0])] if unseen else found


def refuse_registry(into: Path) -> None:
    """A registry is never overwritten; whoever names one means to bring it up to date."""
    if (into / COMMUNITY_FILE).is_file() and load(into).registry.community is not None:
        raise CmtoolError(
            f"{into} already holds a registry: to update it, leave --into out and run the command in {into}; "
            "for a new one name a folder that is empty or does not exist yet"
        )


def judged(files: dict[str, bytes], into: Path, today: date) -> Report:
    """What validation will say; a registry that cannot be read, or that leaks, is not written at all."""
    loaded = assemble(Entry(path, "file", data) for path, data in sorted(files.items()))
    space = Workspace(into, today, lambda zone: today, loaded)
    report = space.validate()
    for finding in report.findings:
        if finding.is_error and finding.code.startswith(("YML", "SCH", "FIL", "REF", "PRV")):
            raise CmtoolError(f"the file gives no good record: {finding.path}, {finding.field_name}: {finding.message}")
    return report


def _counts(imported: Imported) -> list[str]:
    records = imported.records
    series = sum(len(record.get("meets", [])) for record in records.values())
    return [
        counted(sum(path.startswith("groups/") for path in records), "group"),
        counted(sum(path.startswith("members/") for path in records), "member"),
        f"{series} meeting series",
        counted(len(records["community.yaml"]["organisations"]), "organisation"),
    ]


def _line(source: Source, field: tuple[str | int, ...]) -> int:
    return source.span(*source.locate(field)).line


def _told(source: Source, line: int, text: str) -> str:
    return f"{source.path}:{line}: {text.removesuffix('; ')}"
