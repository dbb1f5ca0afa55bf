"""Tools for tests of spreadsheets: the sample community, and a plan out of a text."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from cmtool.exchange.spreadsheet import Plan, planned
from cmtool.exchange.spreadsheet.mapfile import MapFile, read_map
from cmtool.exchange.spreadsheet.reading import read_table
from cmtool.model.edit import applied
from cmtool.model.registry import Registry
from cmtool.model.values import plain_text
from cmtool.store.entries import Entry, entries
from cmtool.store.load import assemble, load
from tests.conftest import SAMPLE

TODAY = date(2026, 11, 20)


@cache
def meridian() -> Registry:
    """The sample community."""
    return load(SAMPLE).registry


def plan(sheet: str | bytes, map_: str = "", registry: Registry | None = None, **more: Any) -> Plan:
    """What a sheet would change in the sample community, or in another registry."""
    data = sheet.encode() if isinstance(sheet, str) else sheet
    said = read_map("map.yaml", map_.encode()) if map_ else MapFile()
    return planned(registry or meridian(), read_table(data), said, TODAY, **more)


def told(plan: Plan) -> list[str]:
    """Problems as `row column: text`."""
    return [f"{p.row} {p.column}: {p.text}".replace(" :", ":") for p in plan.problems]


def changed(plan: Plan) -> dict[str, list[str]]:
    """Changes by record as `field: before -> after`."""
    return {
        one.ref: [f"{c.field}: {c.before} -> {c.after}" for c in one.changes]
        for one in plan.differences
        if one.new is None
    }


def new(plan: Plan) -> dict[str, Any]:
    """New records as plain texts."""
    return {ref: plain_text(values) for ref, values in plan.change_set.new.items()}


def after(plan: Plan) -> Registry:
    """The sample community once the plan is carried out."""
    from cmtool.document.reader import read
    from cmtool.document.writer import write

    files = {entry.path: entry for entry in entries(SAMPLE)}
    for ref, edits in plan.change_set.edits.items():
        path = f"{ref}.yaml"
        values = applied(read(path, files[path].data).value or {}, edits)
        files[path] = Entry(path, "file", write(values).encode())
    for ref, values in plan.change_set.new.items():
        files[f"{ref}.yaml"] = Entry(f"{ref}.yaml", "file", write(values).encode())
    loaded = assemble(files.values())
    assert [f.message for f in loaded.findings if f.code.startswith(("YML1", "SCH", "REF")) and f.is_error] == []
    return loaded.registry
