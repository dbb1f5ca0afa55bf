"""Headers that people write, and the fields that they mean; an agreement is never told by its header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final
from unicodedata import normalize

from cmtool.exchange.spreadsheet.targets import MEMBERS, Target, target_of, targets
from cmtool.model.names import folded
from cmtool.suggestion import did_you_mean, nearest

PRIVATE: Final = ("notes", "gender")
"""Fields that no sheet brings in or takes out."""
_AGREEMENT_HEADER = re.compile(r"consent|agree|permission|publicly|code of conduct|privacy|photo", re.IGNORECASE)
_SYNONYMS: Final[Mapping[str, str]] = {
    "name": "full name; your name; your full name; display name; first and last name; name and surname",
    "joined": "member since; date joined; joining date; join date; joined on; start date",
    "country": "country of residence; your country",
    "timezone": "time zone; tz",
    "languages": "language; languages spoken; spoken languages; your languages",
    "org": "organisation; organization; organisations; affiliation; affiliations; company; employer; institution",
    "links.github": "github; github handle; github username; github account; github profile; github id",
    "links.linkedin": "linkedin; linkedin handle; linkedin profile",
    "links.gitlab": "gitlab; gitlab handle; gitlab username",
    "availability.hours_per_month": "hours per month; hours a month; availability",
    "availability.mentoring": "mentoring; mentor newcomers; would mentor",
    "region": "world region; your region",
    "id": "member id; identifier; slug; key",
    "timestamp": "submitted at; submission date; completion time; submitted on",
    "category": "skill category",
    "about": "description",
    "aliases": "also known as; other names; synonyms",
    "group": "working group; team; group id; wg",
    "member": "person; member id; name; full name",
    "role": "position",
    "since": "from; start; start date; joined",
    "until": "to; end; end date; left",
    "skill": "skill id; skill name",
    "date": "evaluated on; day",
}


def question(header: str) -> str:
    """A header for comparison: case, spaces and what form makers put behind a question do not count."""
    return " ".join(normalize("NFC", header).split()).rstrip(" *:?.").casefold()


def named_target(kind: str, header: str) -> Target | None:
    """The field that a header names: its dotted name, or a synonym; agreements by their exact name alone."""
    exact = target_of(kind, header)
    if exact is not None:
        return exact
    word = folded(header)
    for name, target in targets(kind).items():
        if not target.is_agreement and not name.endswith(".*") and word in _named_so(name):
            return target
    return _linked(kind, word)


@cache
def _named_so(field: str) -> set[str]:
    """Headers that mean a field, folded: its name and the synonyms."""
    return {folded(word) for word in (field, *_SYNONYMS.get(field, "").split("; ")) if word}


def _linked(kind: str, word: str) -> Target | None:
    """`GitHub handle` is `links.github`, which no model names."""
    for name in _SYNONYMS:
        if name.startswith("links.") and word in _named_so(name):
            return target_of(kind, name)
    return None


def advice(kind: str, header: str) -> str:
    """The end of a message about a header that means no field."""
    if kind == MEMBERS and header.casefold() in PRIVATE:
        return ": what is private never comes in by a sheet; leave it out with 'field: null' in a map file"
    if kind == MEMBERS and _AGREEMENT_HEADER.search(header):
        return ": an agreement is never told by a column's name; say in a map file what each answer means"
    known = {word: name for name in targets(kind) for word in _named_so(name)}
    guess = nearest(folded(header), known)
    return f"{did_you_mean(known[guess] if guess else None)}; map it to a field or to null, or use --ignore-unknown"
