"""What tests of GovStack's registry share: its files as bytes, and what an import or export makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cmtool.document.editor import edited
from cmtool.document.writer import write
from cmtool.exchange.govstack.export import Exported, exported
from cmtool.exchange.govstack.losses import Loss
from cmtool.exchange.govstack.reading import records_of
from cmtool.exchange.govstack.registry import Imported, Owner, registry_of
from cmtool.exchange.govstack.shape import KINDS
from cmtool.exchange.govstack.told import Told, told
from cmtool.exchange.govstack.update import updated
from cmtool.model.edit import ChangeSet
from cmtool.model.registry import Registry
from tests.edits.verbs import assembled

TODAY = date(2026, 11, 20)
FOLDER = Path(__file__).parents[1] / "data" / "exchange" / "govstack"
FILES = {kind.file: (FOLDER / kind.file).read_bytes() for kind in KINDS}
PATHS = {kind.file: kind.file for kind in KINDS}
OWNER = Owner("Meridian Stack", "Liis Tamm", "hello@meridian.example")


def told_of(files: Mapping[str, bytes]) -> Told:
    """What the files say."""
    return told(records_of(kind, kind.file, files[kind.file]) for kind in KINDS if kind.file in files)


def new(files: Mapping[str, bytes] = FILES) -> tuple[Imported, list[Loss]]:
    """The new registry that the files make, and what was left behind."""
    found = told_of(files)
    return registry_of(found, OWNER, TODAY, found.losses), found.losses.in_order()


def loaded(imported: Imported) -> Registry:
    """The registry of values of records."""
    return assembled({path.removesuffix(".yaml"): write(values) for path, values in imported.records.items()}).registry


def update(registry: Registry, files: Mapping[str, bytes]) -> tuple[ChangeSet, list[Loss]]:
    """What the files change in a registry, and what was left behind."""
    found = told_of(files)
    return updated(registry, found, TODAY, found.losses), found.losses.in_order()


def after(registry: Registry, change: ChangeSet) -> dict[str, str]:
    """The texts of the records that a change edits or makes, as its door writes them."""
    texts = {ref: write(values) for ref, values in change.new.items()}
    for ref, edits in change.edits.items():
        record = registry.get(ref)
        assert record is not None
        texts[ref] = edited(record.source.text.encode(), edits, type(record)).decode()
    return texts


def export(registry: Registry, files: Mapping[str, bytes]) -> tuple[dict[str, bytes], Exported]:
    """The files after an export, and what it tells."""
    found = exported(registry, TODAY, PATHS, files)
    return {name: file.data for name, file in found.files.items() if file.data is not None}, found
