"""A record of today cut at a day by its own dates: what had not begun is not there, what had not ended has no end."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date, timedelta
from typing import Any

from cmtool.demo.past import Values
from cmtool.model.community import CautionWindow, Channel
from cmtool.model.fields import fields
from cmtool.model.group import Charter, Exception_, Group, MeetingSeries, Membership, StepReached
from cmtool.model.meeting import Action
from cmtool.model.member import Affiliation, CommunityRole, Endorsement, Member, MemberSkill
from cmtool.model.need import Outreach, Publication
from cmtool.model.record import Part
from cmtool.model.request import ExpertAsked, Onboarding, Request
from cmtool.model.shared import Lifecycle
from cmtool.model.spotlight import Post, Spotlight, SpotlightConsent

_BEGINS: dict[type[Part], tuple[str, int]] = {
    Affiliation: ("since", 0),
    CommunityRole: ("since", 0),
    MemberSkill: ("date", 0),
    Endorsement: ("date", 0),
    Membership: ("since", 0),
    StepReached: ("date", 0),
    Charter: ("starts", 0),
    MeetingSeries: ("starts", 0),
    Exception_: ("date", 60),
    Lifecycle: ("since", 0),
    CautionWindow: ("starts", 90),
    ExpertAsked: ("asked", 0),
    Publication: ("date", 0),
    Outreach: ("date", 0),
    SpotlightConsent: ("given", 0),
    Post: ("date", 0),
}
"""Parts that begin on a day, and how many days before it they are written down."""
_FACTS: dict[type[Part], tuple[str, ...]] = {
    Member: ("left", "code_of_conduct", "consents", "verified"),
    Affiliation: ("until",),
    CommunityRole: ("until",),
    Group: ("verified",),
    Membership: ("until",),
    Lifecycle: ("milestones",),
    Action: ("done",),
    Channel: ("reviewed",),
    Request: ("acknowledged", "routed", "first_response", "closed"),
    Onboarding: ("call", "registered", "mailed", "followed_up"),
    ExpertAsked: ("answered",),
    SpotlightConsent: ("withdrawn",),
    Post: ("taken_down",),
}
"""Days, and mappings of days, that tell what has happened; other days are plans, known before they come."""
_LAST = ("left", "until")
"""Last days: they are told once they are over."""
_TOGETHER: dict[type[Part], dict[str, tuple[str, ...]]] = {
    Request: {
        "routed": ("owner",),
        "onboarding": ("member",),
        "closed": ("outcome", "referred_to", "reason", "answer"),
    },
    Spotlight: {"consent": ("approved_by",)},
}
"""What is told with something else of the same record, and not before it."""
_LISTED = 400
"""Days before its release or due day at which a version is listed."""


def cut(model: type[Part], values: Values, day: date) -> Values:
    """The values of a part on a day."""
    known = fields(model)
    made = {}
    for name, value in values.items():
        shape = known[name].shape
        if name in _FACTS.get(model, ()):
            value = _happened(value, day - timedelta(days=1) if name in _LAST else day)
        elif shape.part and shape.container == "list":
            value = [cut(shape.part, item, day) for item in value if _has_begun(shape.part, item, day)]
        elif shape.part and shape.container == "dict":
            value = {key: cut(shape.part, item, day) for key, item in value.items()}
        elif shape.part:
            value = cut(shape.part, value, day) if _has_begun(shape.part, value, day) else None
        if value is not None and (value or not values[name]):
            made[name] = value
    for first, others in _TOGETHER.get(model, {}).items():
        if first in values and first not in made:
            made = {name: value for name, value in made.items() if name not in others}
    return _required(model, values, made)


def _required(model: type[Part], values: Values, made: Values) -> Values:
    """A list that must be there stays, empty."""
    empty = {name for name, field in fields(model).items() if field.info.is_required() and name in values}
    return {name: made.get(name, []) for name in values if name in made or name in empty}


def _has_begun(model: type[Part], values: Values, day: date) -> bool:
    name, ahead = _BEGINS.get(model, ("", 0))
    begins = values.get(name)
    return begins is None or begins - timedelta(days=ahead) <= day


def _happened(value: Any, day: date) -> Any:
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if _happened(item, day) is not None}
    return None if isinstance(value, date) and value > day else value


def versions(products: list[Values], day: date) -> list[Values]:
    """The versions of products on a day: those released by then, and the next one once its day is in sight."""
    made = []
    for product in products:
        released = [v for v in product["versions"] if v.get("date", date.max) <= day]
        found = [{**v, "status": "released" if v is released[-1] else v["status"]} for v in released]
        ahead = [v for v in product["versions"] if v not in released]
        found += [_ahead(v) for v in ahead[:1] if v.get("date", v.get("due", day)) - day <= timedelta(days=_LISTED)]
        if found:
            made.append({**product, "versions": found})
    return made


def _ahead(version: Values) -> Values:
    """A version before its release: planned for the day on which it came, with nobody to credit yet."""
    status = "planned" if version["status"] == "planned" else "in-development"
    due = version.get("date", version.get("due"))
    made = {"version": version["version"], "status": status}
    return {**made, "due": due} if due else made


def without_unknown(model: type[Part], values: Values, known: Mapping[str, Container[str]]) -> Values | None:
    """A part without references to what does not exist; None where it cannot be without one."""
    made = {}
    for name, value in values.items():
        field = fields(model)[name]
        shape, ids = field.shape, known.get(field.shape.ref or "")
        keys = known.get(shape.key_ref or "")
        if keys is not None:
            value = {key: item for key, item in value.items() if key in keys}
        if isinstance(value, list):
            value = [item for item in value if ids is None or item in ids]
            if shape.part:
                found = [without_unknown(shape.part, item, known) for item in value]
                value = [item for item in found if item is not None]
        elif shape.part and shape.container == "dict":
            value = {key: without_unknown(shape.part, item, known) for key, item in value.items()}
        elif shape.part:
            value = without_unknown(shape.part, value, known)
        elif ids is not None and value not in ids:
            value = None
        if value is None and field.info.is_required():
            return None
        if value is not None and (value or not values[name]):
            made[name] = value
    return _required(model, values, made)
