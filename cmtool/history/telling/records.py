"""A whole record: new, gone, renamed, unreadable; and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from cmtool.history.telling import activities, needs, requests, spotlights
from cmtool.history.telling.meetings import attendance
from cmtool.history.telling.scene import Scene
from cmtool.history.telling.words import SHORT, joined, line, spoken, text_at, was
from cmtool.model.audience import FORMER
from cmtool.model.change import Change, Names
from cmtool.model.folders import FOLDERS
from cmtool.model.values import Values


def record(scene: Scene, change: Change) -> str:
    """What happened to the record as a whole."""
    kind = FOLDERS.get(scene.folder) or ("record" if scene.folder else "registry")
    before, after = change.before, change.after
    if change.action == "renamed":
        ids = isinstance(before, str) and isinstance(after, str)
        return f"renamed from {line(before, SHORT)} to {line(after, SHORT)}" if ids else "renamed"
    if change.action == "unreadable":
        return "the file cannot be read"
    if change.action == "removed":
        status = text_at(before, "status") if text_at(before, "status") != "removed" else None
        return f"{kind} removed{was(status and spoken(status))}"
    if scene.folder == "activities" and isinstance(after, dict) and (deed := activities.essence(scene, after)):
        return deed
    notes = _essence(scene, after) if isinstance(after, dict) else []
    return f"new {kind}{': ' if notes else ''}{', '.join(notes)}"


def _essence(scene: Scene, values: dict[str, Any]) -> list[str]:
    told = _ESSENCE.get(scene.folder, _other)(scene, values)
    return [note for note in told if note]


def _texts(values: dict[str, Any], *names: str) -> list[str]:
    return [spoken(found) for name in names if (found := text_at(values, name)) is not None]


def _group(scene: Scene, values: dict[str, Any]) -> list[str]:
    since = text_at(values, "since")
    people = _people(scene, values.get("members"))
    return [
        " ".join([*_texts(values, "kind")]),
        " ".join([*_texts(values, "status"), *([f"since {line(since)}"] if since else [])]),
        f"with {people}" if people else "",
    ]


def _people(scene: Scene, members: Any) -> str:
    """The first few with their role."""
    entries = [one for one in members if text_at(one, "member")] if isinstance(members, list) else []
    roles: dict[str, list[str]] = {}
    for one in entries:
        if one.get("until") is None:
            roles.setdefault(scene.person(one["member"]), []).append(scene.name("roles", one.get("role")))
    return joined([f"{who} ({joined(held)})" for who, held in roles.items()], 4)


def _member(scene: Scene, values: dict[str, Any]) -> list[str]:
    region, day = text_at(values, "region"), text_at(values, "joined")
    affiliations = values.get("affiliations")
    orgs = [text_at(one, "org") for one in affiliations] if isinstance(affiliations, list) else []
    return [
        *_texts(values, "status"),
        scene.name("regions", region) if region and region != "unknown" else "",
        joined([scene.name("organisations", org) for org in orgs if org], 3),
        f"joined on {line(day)}" if day and day != "unknown" else "",
    ]


def _meeting(scene: Scene, values: dict[str, Any]) -> list[str]:
    status, date, start, place = (text_at(values, name) for name in ("status", "date", "start", "place"))
    verb = {"planned": "planned for", "held": "held on"}.get(status or "", spoken(status) if status else "")
    at = f" at {line(start)}" if start and status == "planned" else ""
    came = attendance(scene, Change(("attended",), "added", None, values.get("attended")))
    return [
        f"{verb} {line(date)}{at}".strip() if date else verb,
        f"in {line(place, SHORT)}" if place else spoken(text_at(values, "mode") or ""),
        came or "",
    ]


def _other(scene: Scene, values: dict[str, Any]) -> list[str]:
    return _texts(values, "category", "status") if scene.folder else [line(values["name"])] if "name" in values else []


_ESSENCE: Final[Mapping[str, Callable[[Scene, Values], list[str]]]] = {
    "groups": _group,
    "members": _member,
    "meetings": _meeting,
    "requests": requests.essence,
    "needs": needs.essence,
    "spotlights": spotlights.essence,
}


def title(folder: str, id: str, names: Names, values: Values) -> str:
    """The heading of a record: its name, a meeting's series and day, else its reference."""
    scene = Scene(folder, names, values)
    reference = line(f"{folder}/{id}" if folder else id)
    if not folder:
        return "Community"
    if folder == "members" and names.name(folder, id) == FORMER:
        return FORMER
    if folder == "meetings":
        return _meeting_title(scene) or reference
    if folder == "spotlights" and (who := spotlights.whom(scene, values)):
        return f"Spotlight of {who}"
    own = scene.text("name") or scene.text("title")
    if own:
        return line(own)
    known = names.name(folder, id)
    return reference if known == id else line(known)


def _meeting_title(scene: Scene) -> str:
    """`CommunityMeet 2026-09-10`, `Payments Working Group, fortnightly call 2026-11-03`."""
    series, date = scene.text("series"), scene.text("date")
    name = scene.text("title") or text_at(scene.part("event"), "name")
    if not scene.text("title") and series and series != "event":
        name = scene.name("series", series)
    return " ".join(line(part) for part in (name, date) if part) if name else ""
