"""What `add` still has to ask: the fields that a record needs, then the few that a manager mostly knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from cmtool.edits._choices import choices
from cmtool.edits._leads import LEAD, active_members
from cmtool.edits.add import missing_fields
from cmtool.model.change import path_of
from cmtool.model.fields import FieldOf, Shape, fields
from cmtool.model.kinds import KINDS, folder_of
from cmtool.model.registry import Registry
from cmtool.model.values import Values, text_at

_WANTED: Final[Mapping[str, tuple[str, ...]]] = {
    "members": ("joined", "region", "country", "code_of_conduct", "consents.listing"),
    "groups": ("since", "url"),
    "meetings": ("title", "start", "url", "facilitator"),
    "skills": (),
    "requests": ("ticket", "interests", "region", "funnel"),
    "needs": ("skills", "closes"),
    "activities": ("members", "groups"),
    "spotlights": ("member",),
}
"""What a record may lack, and is worth a question."""

_DEFAULTS: Final[Mapping[tuple[str, str], str]] = {
    ("members", "joined"): "today",
    ("groups", "kind"): "working-group",
    ("groups", "since"): "today",
    ("meetings", "status"): "held",
    ("meetings", "mode"): "online",
}
"""Answers that are proposed; a meeting whose status is asked lies behind."""

_PROMPTS: Final[Mapping[str, str]] = {
    "country": "Country, as its ISO 3166 code",
    "joined": "Day of joining, or unknown",
    "start": "Start, time of day",
    "url": "Address of the web page",
    "consents.listing": "Day on which the person agreed that the name is published, or declined",
    "code_of_conduct": "Day on which the person agreed to the code of conduct",
}
"""Questions where the name of the field and its description say too little to a person."""


class Question(NamedTuple):
    """A question on the terminal; the answer comes back as the assignment `field=answer`.

    `choices` are the words that the field takes with their names, none where any text will do.
    """

    field: str
    prompt: str
    choices: Mapping[str, str]
    is_required: bool
    default: str = ""


def missing(registry: Registry, kind: str, values: Values) -> list[Question]:
    """The questions for a record with these values (see `add.given`), required ones first."""
    folder = folder_of(kind)
    needed = missing_fields(registry, folder, values)
    wanted = [field for field in _wanted(registry, folder) if not _is_told(values, field)]
    return [_question(registry, folder, field, is_required=field in needed) for field in [*needed, *wanted]]


def _wanted(registry: Registry, folder: str) -> list[str]:
    has_code = registry.community is not None and registry.community.code_of_conduct is not None
    return [field for field in _WANTED.get(folder, ()) if field != "code_of_conduct" or has_code]


def _is_told(values: Values, field: str) -> bool:
    return field in values or text_at(values, *path_of(field)) is not None


def _question(registry: Registry, folder: str, name: str, *, is_required: bool) -> Question:
    if (folder, name) == ("groups", LEAD):
        return Question(LEAD, "Who leads it, a member", active_members(registry), is_required=True)
    field = _described(folder, name)
    default = _DEFAULTS.get((folder, name), "")
    prompt = _PROMPTS.get(name) or _worded(name, (field.info.description or "").rstrip("."))
    return Question(name, prompt, _choices(registry, folder, field.shape), is_required, default)


def _worded(name: str, told: str) -> str:
    """The field in words and what it means: `Purpose, one sentence`."""
    words = name.replace("_", " ").capitalize()
    if not told or told.startswith(words):
        return told or words
    return f"{words}, {told if told[1:2].isupper() else told[0].lower() + told[1:]}".replace("`", "")


def _described(folder: str, name: str) -> FieldOf:
    return fields(KINDS[folder])[path_of(name)[0]]


def _choices(registry: Registry, folder: str, shape: Shape) -> dict[str, str]:
    """The words of a field; not those that stand beside a date, which is no choice among words."""
    return {} if shape.scalars and not shape.ref else choices(registry, folder, shape)
