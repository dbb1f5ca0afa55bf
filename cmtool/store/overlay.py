"""The overlay: sensitive fields of members, in a folder outside the registry that a community names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from cmtool.document.reader import read
from cmtool.finding import Finding
from cmtool.model.community import Community
from cmtool.model.member import OverlayMember
from cmtool.store.entries import Entry, overlay_entries
from cmtool.store.judge import Past, as_record, misplaced, verdict_on
from cmtool.store.root import work_tree


def overlay_of(root: Path, community: Community | None) -> tuple[dict[str, OverlayMember] | None, list[Finding]]:
    """The sensitive fields of members, from a folder beside the registry; None where it is absent."""
    named = community.privacy.overlay if community else None
    if community is None or not named:
        return None, []
    try:
        problem = _misplaced_overlay(root, named)
        problem = problem or _published(root, named, community)
        if problem is None and not (root / named / "members").is_dir():
            return None, []
    except (OSError, ValueError) as error:  # a name too long, a way that is closed, a character no path may have
        why = error.strerror if isinstance(error, OSError) else "no path"
        hint = "name a folder beside the registry, as '../meridian-private'"
        problem = "FIL101", f"overlay cannot be opened: {why}", hint
    if problem is None:
        return _read_overlay(root, named)
    return None, [_finding(community, problem)]


def published(root: Path, community: Community | None) -> list[Finding]:
    """Where the overlay of a community must not be, for one that is not on disk yet, at the place of one that is."""
    named = community.privacy.overlay if community else None
    if community is None or not named:
        return []
    try:
        problem = _published(root, named, community) or _within(root, named)
    except ValueError:  # no path, or another drive: FIL101 says so where it is loaded
        problem = None
    return [_finding(community, problem)] if problem else []


def _finding(community: Community, problem: tuple[str, str, str]) -> Finding:
    code, message, hint = problem
    return community.finding(code, ("privacy", "overlay"), message, hint=hint, severity="error")


def _published(root: Path, named: str, community: Community) -> tuple[str, str, str] | None:
    """A public registry's overlay in the same git work tree, there or not."""
    top = work_tree(root) if community.privacy.visibility == "public" else None
    if top is None or os.path.commonpath([top, os.path.realpath(root / named)]) != str(top):
        return None
    hint = "move it beside the repository, as a private repository of its own"
    return "PRV104", "overlay lies in the git work tree of a public registry", hint


def _within(root: Path, named: str) -> tuple[str, str, str] | None:
    """An overlay in the registry's own folder, there or not."""
    top, folder = os.path.realpath(root), os.path.realpath(root / named)
    if os.path.commonpath([top, folder]) != top:
        return None
    return "FIL101", "overlay lies inside the registry: its files would be published", "move it beside the registry"


def _misplaced_overlay(root: Path, named: str) -> tuple[str, str, str] | None:
    """Code, message and hint where the folder that a community names cannot be one; a missing one is fine."""
    inside = _within(root, named)
    if inside:
        return inside
    try:
        mode = (root / named).stat().st_mode
    except FileNotFoundError:
        return None
    return None if stat.S_ISDIR(mode) else ("FIL101", "overlay is not a folder", "name a folder beside the registry")


def _read_overlay(root: Path, named: str) -> tuple[dict[str, OverlayMember], list[Finding]]:
    return overlay_members(named, overlay_entries(root, named, "members"))


def overlay_members(
    named: str, entries: Iterable[Entry], past: Past | None = None
) -> tuple[dict[str, OverlayMember], list[Finding]]:
    """The sensitive fields of members from files of an overlay, and what is wrong with them."""
    found: dict[str, OverlayMember] = {}
    findings: list[Finding] = []
    for entry in entries:
        verdict = verdict_on(entry)
        shown = f"{named}/{entry.path}"
        problem = misplaced(entry, verdict, shown, private=True)
        if problem is not None:
            findings.append(problem)
        elif verdict.folder == "members":
            record, problems = _overlay_member(verdict.id, shown, entry.data, past)
            findings += problems
            if record is not None:
                found[verdict.id] = record
    return found, findings


def _overlay_member(id: str, shown: str, data: bytes, past: Past | None) -> tuple[OverlayMember | None, list[Finding]]:
    reading = read(shown, data, record=f"members/{id}", private=True)
    if reading.value is None:
        return None, reading.findings
    record, findings = as_record(OverlayMember, id, reading, past)
    return (record if isinstance(record, OverlayMember) else None), [*reading.findings, *findings]
