"""Findings for the tests of their forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.finding import Due, Finding
from cmtool.source import Source

TEXT = "name: Ada Moreau\nstatus: active\nregion: mars\n"
SEASON = Due(date(2026, 11, 1), ("ada-moreau",), "cmtool show members/ada-moreau")


def finding(message: str = "has not agreed to the code of conduct", **other: Any) -> Finding:
    """A finding about the second line of a member's file."""
    path = other.pop("path", "members/ada-moreau.yaml")
    source = Source(path, other.pop("text", TEXT), private=other.pop("private", False))
    given = {
        "code": "MEM102",
        "field": ("status",),
        "record": "members/ada-moreau",
        "severity": "error",
        "offsets": (25, 31),
    }
    return Finding(**(given | other), source=source, message=message)


def under(path: str) -> str:
    """A path of the registry from the top of its repository."""
    return f"registry/{path}"
