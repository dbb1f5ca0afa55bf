"""What a schema says of a field that names something: the words of the community, or the form of an id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cmtool.catalogue.countries import countries
from cmtool.catalogue.languages import TWO_LETTERS
from cmtool.catalogue.timezones import ABBREVIATIONS
from cmtool.model.community import Community
from cmtool.model.folders import FOLDERS
from cmtool.model.record import Record
from cmtool.model.vocabularies import REVIEWERS, SCOPES

Schema = dict[str, Any]
Words = Mapping[str, Schema]
"""Schemas by the target of a `Ref`, which hold beside the form of the text."""

_ZONE: Final = rf"^(?!(?:{'|'.join(ABBREVIATIONS)})$)[A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*$"
"""The form of a name in the IANA list, which itself changes with the machine."""
_NO_TAG: Final = "Expected a language tag, as en, pt-BR or zh-Hant"
_NO_ZONE: Final = "Expected the IANA name of a time zone, as Africa/Dakar"


def words(community: Community | None, model: type[Record]) -> Words:
    """The words that a field of a kind of record may hold, or among which it mostly chooses.

    In `community.yaml` its own words stand beside those who use them: a list would be behind while somebody types.
    """
    codes = _one_of({code: country.name for code, country in countries().items()})
    zone = community.timezone if community else "UTC"
    found: dict[str, Schema] = {
        "countries": {**codes, "errorMessage": "Expected an ISO 3166-1 code of two capitals, as SN"},
        "languages": {"anyOf": [{"enum": sorted(TWO_LETTERS), "errorMessage": _NO_TAG}, {"pattern": "^[a-z]{3}$|-"}]},
        "reviewers": {"anyOf": [{"enum": list(REVIEWERS)}, {}]},
        "timezones": {"pattern": _ZONE, "patternErrorMessage": _NO_ZONE, "examples": [zone]},
    }
    for folder, singular in FOLDERS.items():
        found[folder] = {"patternErrorMessage": f"Expected the id of a {singular}: the name of its file in {folder}/"}
    if community is None or model is Community:
        return found
    return {**found, **_own(community, model.folder)}


def _own(community: Community, folder: str) -> Words:
    """The community's own words. A series may be that of a group, which is not listed here."""
    regions = dict.fromkeys(community.regions, "")
    scope = SCOPES.get(folder)
    roles = {id: role.name for id, role in community.roles.items() if scope in (None, role.scope)}
    series = {id: one.name for id, one in community.series.items()}
    of_group = {"pattern": "/", "patternErrorMessage": "Expected a series of community.yaml, or <group>/<series>"}
    return {
        "regions": _one_of(regions),
        "regions?": _one_of({**regions, "unknown": ""}),
        "organisations": _one_of({id: one.name for id, one in community.organisations.items()}),
        "roles": _one_of(roles),
        "skill_categories": _one_of(dict.fromkeys(community.skill_categories, "")),
        "series": {"anyOf": [_one_of({**series, "event": "A single event."}), of_group]},
    }


def _one_of(meanings: Mapping[str, str]) -> Schema:
    """One of these words; any id where the community has none yet."""
    if not meanings:
        return {}
    described = {"enumDescriptions": list(meanings.values())} if any(meanings.values()) else {}
    return {"enum": list(meanings), **described}
