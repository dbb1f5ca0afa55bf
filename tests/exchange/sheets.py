"""Tools for tests of spreadsheets: the sample community, and a plan out of a text."""

from __future__ import annotations

from typing import Any

from cmtool.exchange.spreadsheet import Plan, planned
from cmtool.exchange.spreadsheet.mapfile import MapFile, read_map
from cmtool.exchange.spreadsheet.reading import read_table
from cmtool.model.registry import Registry
from cmtool.model.values import plain_text
from tests.edits.verbs import TODAY, made, sample

__all__ = ["TODAY", "after", "changed", "new", "plan", "sample", "told"]


def plan(sheet: str | bytes, map_: str = "", registry: Registry | None = None, **more: Any) -> Plan:
    """What a sheet would change in the sample community, or in another registry."""
    data = sheet.encode() if isinstance(sheet, str) else sheet
    said = read_map("map.yaml", map_.encode()) if map_ else MapFile()
    return planned(registry or sample(), read_table(data), said, TODAY, **more)


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
    return made(sample(), plan.change_set)
