"""Spreadsheets as CSV, in and out: pure, from the bytes of a table to a change set, and from records to a table.

`reading` makes a table of bytes, `mapping` says which column is which field, `cells` what a cell means, `records` and
`entries` compare with the registry, `planning` joins them, `writing` is the way back. Nothing is guessed: what a cell
does not say plainly is a problem with its row and column.
"""

from __future__ import annotations

from cmtool.exchange.spreadsheet.planning import Difference, Plan, Problem, planned
from cmtool.exchange.spreadsheet.writing import EXPORTS, Export, exported

__all__ = ["EXPORTS", "Difference", "Export", "Plan", "Problem", "exported", "planned"]
