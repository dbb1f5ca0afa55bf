"""What tests of verbs share: small registries from YAML, and the registry that a change set leads to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from hypothesis import settings

from cmtool import checks
from cmtool.document.reader import read
from cmtool.document.writer import write
from cmtool.edits._records import values_of
from cmtool.model.edit import ChangeSet, applied
from cmtool.model.member import OverlayMember
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.model.values import Values
from cmtool.store.entries import Entry
from cmtool.store.judge import as_record
from cmtool.store.load import Loaded, assemble, load
from tests.conftest import SAMPLE

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)

FEW = settings(max_examples=max(20, settings.default.max_examples // 5), deadline=None)  # type: ignore[union-attr]
"""Each example makes a whole registry and asks every rule: a fifth of what is usual."""

COMMUNITY = """\
schema: 1
name: Small
contact: {address: small@meridian.example, owner: mei-lin-tan}
regions: []
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  lead: {name: Lead, scope: group, acts_as: [lead, triage]}
  contributor: {name: Contributor, scope: group}
privacy: {visibility: private}
"""


@cache
def sample() -> Registry:
    """The sample community."""
    return load(SAMPLE).registry


def small(files: Mapping[str, str], overlay: Mapping[str, str] | None = None) -> Registry:
    """A registry from the texts of its records by reference; the community is there by default."""
    found = assembled({"community": COMMUNITY, **files}, overlay)
    wrong = [f"{f.path} {f.message}" for f in found.findings if f.is_error]
    assert wrong == []
    return found.registry


def assembled(files: Mapping[str, str], overlay: Mapping[str, str] | None = None) -> Loaded:
    """A registry with what was found while reading it."""
    entries = [Entry(f"{ref}.yaml", "file", text.encode()) for ref, text in files.items()]
    own = None if overlay is None else {ref.partition("/")[2]: _overlay(ref, text) for ref, text in overlay.items()}
    return assemble(entries, overlay=own)


def _overlay(ref: str, text: str) -> OverlayMember:
    record, findings = as_record(OverlayMember, ref.partition("/")[2], read(ref, text.encode(), record=ref), None)
    assert isinstance(record, OverlayMember), findings
    return record


def all_values(registry: Registry) -> dict[str, Values]:
    """The values of every record as its file writes them."""
    return {record.ref: values_of(record) for record in registry.all_records()}


def made(registry: Registry, change: ChangeSet) -> Registry:
    """The registry after a change; it has to be readable."""
    values = _made(all_values(registry), change.edits, change.moved, change.removed)
    overlay = None
    if registry.overlay is not None:
        own: dict[str, Record] = {record.ref: record for record in registry.overlay.values()}
        overlay = _made(
            {ref: values_of(record) for ref, record in own.items()},
            change.overlay,
            change.overlay_moved,
            change.overlay_removed,
        )
    found = assembled(_texts({**values, **change.new}), overlay and _texts(overlay))
    wrong = [f"{f.path} {f.message}" for f in found.findings if f.is_error]
    assert wrong == []
    return found.registry


def _made(values: dict[str, Values], edits: Mapping, moved: Mapping, removed: object) -> dict[str, Values]:  # type: ignore[type-arg]
    assert set(edits) | set(moved) | set(removed) <= set(values)  # type: ignore[call-overload]
    after = {ref: applied(own, edits.get(ref, ())) for ref, own in values.items()}
    return {moved.get(ref, ref): own for ref, own in after.items() if ref not in removed}  # type: ignore[operator]


def _texts(values: Mapping[str, Values]) -> dict[str, str]:
    return {ref: write(own) for ref, own in values.items()}


def errors(registry: Registry, day: date = TODAY) -> set[str]:
    """What the rules call wrong, without what is only due."""
    return {f"{f.record} {f.code} {f.message}" for f in checks.check(registry, day) if f.due is None and f.is_error}


def new_errors(before: Registry, after: Registry, day: date = TODAY) -> set[str]:
    """Errors that a change has made."""
    return errors(after, day) - errors(before, day)
