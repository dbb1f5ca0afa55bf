"""The `sigs.yaml` of the Kubernetes community, read into a new registry or into one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cmtool.document.foreign import read_foreign
from cmtool.document.reader import Reading
from cmtool.document.screen import MAX_BYTES
from cmtool.errors import CmtoolError
from cmtool.exchange.kubernetes_sigs import Loss, Misshaped, registry_of, told, undated
from cmtool.exchange.kubernetes_sigs.update import updated
from cmtool.formats.left_behind import Losses
from cmtool.source import Field, Source
from cmtool.store.foreign import read_file
from cmtool.workspace import Report, counted
from cmtool.workspace.changing import Plan
from cmtool.workspace.new_registry import counts, make_new, refuse_taken


class Made(NamedTuple):
    """A new registry: counts in words, the series that wait for a date, notices, losses, what validation says."""

    counts: list[str]
    undated: list[tuple[str, str]]
    notices: list[str]
    losses: Losses
    report: Report


class Update(NamedTuple):
    """What an import would change in a registry, for the door that all changes take, and what was left behind."""

    plan: Plan
    losses: Losses


def import_kubernetes_sigs(file: Path, into: Path, *, manager: str, contact: str, today: date, dry_run: bool) -> Made:
    """A new registry in `into`; `dry_run` only tells what it makes."""
    refuse_taken(into)
    reading, unseen = _read(file)
    with _shaped(reading.source):
        imported = registry_of(reading.value or {}, manager=manager, contact=contact, today=today)
    report = make_new(into, imported.records, today, dry_run=dry_run)
    losses = _losses(imported.losses, reading.source, unseen)
    return Made(_counts(imported.records), undated(imported.records), imported.notices, losses, report)


def update_kubernetes_sigs(file: Path) -> Update:
    """What the file tells otherwise than a registry that is there."""
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


def _losses(losses: Iterable[Loss], source: Source, unseen: Sequence[int]) -> Losses:
    found = [(loss.kind, loss.number, source.path, _line(source, loss.field)) for loss in losses]
    return [*found, ("invisible characters", len(unseen), source.path, unseen[0])] if unseen else found


def _counts(records: Mapping[str, Mapping[str, Any]]) -> list[str]:
    series = sum(len(record.get("meets", [])) for record in records.values())
    organisations = len(records["community.yaml"]["organisations"])
    return [*counts(records), f"{series} meeting series", counted(organisations, "organisation")]


def _line(source: Source, field: Field) -> int:
    return source.span(*source.locate(field)).line


def _told(source: Source, line: int, text: str) -> str:
    return f"{source.path}:{line}: {text.removesuffix('; ')}"
