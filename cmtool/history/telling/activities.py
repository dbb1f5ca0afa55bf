"""An activity: what somebody did for the community, or the community for somebody. What was said is not repeated."""

from __future__ import annotations

from cmtool.history.telling.scene import Scene
from cmtool.history.telling.words import line, spoken, text_at
from cmtool.model.values import Values

_DONE = {
    "thanks": "{whom} {were} thanked by {by}",
    "recognition": "{whom} {were} recognised by {by}",
    "checkin": "{by} checked in with {whom}",
    "connect": "{by} connected {whom}",
    "learning": "{whom} learned something",
    "advocacy": "{by} spoke up for {whom}",
}
_BY = {
    "thanks": "thanks by {by}",
    "recognition": "recognition by {by}",
    "update": "{by} told {audience} what became of their work",
    "story": "{by} wrote a story",
    "learning": "{by} learned something",
    "renewal": "{by} renewed how we work",
}


def essence(scene: Scene, values: Values) -> str:
    """`Amina Diallo was thanked by Liis Tamm on 2026-09-12`."""
    kind, by, day = (text_at(values, name) for name in ("kind", "by", "date"))
    if not kind or not by:
        return ""
    found = values.get("members")
    ids = [id for id in found if isinstance(id, str)] if isinstance(found, list) else []
    said = _contribution(scene, values, ids) if kind == "contribution" else _said(scene, values, kind, by, ids)
    return said + (f" on {line(day)}" if day else "")


def _contribution(scene: Scene, values: Values, ids: list[str]) -> str:
    """`contribution of Amina Diallo to Payments (review)`; the groups by name."""
    type, groups = text_at(values, "type"), values.get("groups")
    names = [scene.name("groups", id) for id in groups] if isinstance(groups, list) else []
    what = f"{spoken(type)} " if type else ""
    whose = f" of {scene.people(ids)}" if ids else ""
    return f"{what}contribution{whose}{f' to {scene.persons(names)}' if names else ''}"


def _said(scene: Scene, values: Values, kind: str, by: str, ids: list[str]) -> str:
    audience = text_at(values, "audience")
    words = {
        "by": scene.person(by),
        "whom": scene.people(ids),
        "were": "was" if len(ids) == 1 else "were",
        "audience": spoken(audience) if audience else "people",
    }
    pattern = _DONE.get(kind) if ids and ids != [by] else None
    pattern = pattern or _BY.get(kind) or f"{spoken(kind).replace('{', '').replace('}', '')} by {{by}}"
    return pattern.format(**words) + (f" for {words['audience']}" if kind == "story" and audience else "")
