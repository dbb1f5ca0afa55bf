"""Ids behind the words of cells: people, groups, roles, organisations, places, languages, by id or by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from cmtool.catalogue import countries, languages, timezones
from cmtool.catalogue.language_names import tag_of
from cmtool.model.addresses import shown
from cmtool.model.names import folded, person
from cmtool.model.registry import Registry
from cmtool.model.vocabularies import NOUNS
from cmtool.suggestion import Suggestions, did_you_mean

Names = Mapping[str, Iterable[str]]
"""Ids with the names that stand for each."""

_FEW = 15


class Unknown(ValueError):
    """A word that names nothing, or several things; the text says which and what was probably meant."""


class Words:
    """The registry's words and the catalogue's, asked by what a field refers to."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._lists: dict[str, _List] = {}

    def id_of(self, target: str, text: str) -> str:
        """The id, code or tag that the text names; `Unknown` where it names none, or several."""
        if target == "countries":
            return self._country(text)
        if target == "languages":
            return self._language(text)
        if target == "timezones":
            return self._timezone(text)
        if target == "regions?":
            return "unknown" if text.casefold() == "unknown" else self._list("regions").id_of(text)
        if target not in self._names:
            return text
        return self._list(target).id_of(text)

    def role(self, text: str, scope: str) -> str:
        """A role of `group` or `community`."""
        return self._list(f"roles of scope {scope}").id_of(text)

    def ids(self, target: str, text: str) -> list[str]:
        """Every id that the text names."""
        return self._list(target).ids(text)

    def _list(self, target: str) -> _List:
        if target not in self._lists:
            self._lists[target] = _List(NOUNS.get(target, "role"), self._names[target])
        return self._lists[target]

    @cached_property
    def _names(self) -> Mapping[str, Names]:
        registry, community = self._registry, self._registry.community
        roles = community.roles if community else {}
        found: dict[str, Names] = {
            "members": {m.id: (m.name or "", *m.formerly) for m in registry.members.values()},
            "groups": {g.id: (g.name, *g.formerly) for g in registry.all_groups.values()},
            "skills": {s.id: (s.name, *s.aliases, *s.formerly) for s in registry.skills.values()},
            "meetings": {m.id: m.formerly for m in registry.all_meetings.values()},
            "roles": {id: (role.name,) for id, role in roles.items()},
        }
        for scope in ("group", "community"):
            found[f"roles of scope {scope}"] = {id: (role.name,) for id, role in roles.items() if role.scope == scope}
        if community is not None:
            found["regions"] = dict.fromkeys(community.regions, ())
            found["organisations"] = {id: (org.name,) for id, org in community.organisations.items()}
            found["skill_categories"] = dict.fromkeys(community.skill_categories, ())
        return found

    def _country(self, text: str) -> str:
        code = countries.code_of(text)
        if code:
            return code
        guess = countries.names().get(self._countries.nearest(folded(text)) or "")
        advice = f"; did you mean {countries.countries()[guess].name} ({guess})?" if guess else ""
        raise Unknown(f"unknown country {shown(text)}{advice or countries.advice(text)}")

    @cached_property
    def _countries(self) -> Suggestions:
        return Suggestions(countries.names())

    def _language(self, text: str) -> str:
        first = text.replace("_", "-").partition("-")[0]
        tag = tag_of(text) or (languages.canonical(text) if len(first) <= 3 else "")
        if tag:
            return tag
        advice = languages.advice(text) or "; write its tag, as fr, pt-BR or zh-Hant"
        raise Unknown(f"unknown language {shown(text)}{advice}")

    def _timezone(self, text: str) -> str:
        wanted = text.replace(" ", "_")
        if wanted in timezones.names():
            return wanted
        found = self._zones.get(wanted.casefold())
        if found is None:
            raise Unknown(f"unknown time zone {shown(text)}{timezones.advice(text)}")
        return found

    @cached_property
    def _zones(self) -> dict[str, str]:
        return {name.casefold(): name for name in timezones.names()}


class _List:
    """Ids of one kind of thing, found by id or by a name."""

    def __init__(self, noun: str, names: Names) -> None:
        self._noun = noun
        self._all = names
        self._ids: dict[str, list[str]] = {}
        fold = person if noun == "member" else folded
        self._fold = fold
        for id, others in names.items():
            for word in dict.fromkeys((fold(id), *(fold(other) for other in others if other))):
                self._ids.setdefault(word, []).append(id)
        self._suggestions = Suggestions(self._ids)
        self._told: dict[str, str] = {}

    def ids(self, text: str) -> list[str]:
        """Every id that the text names: the one that it is, else those of this name."""
        return [text] if text in self._all else self._ids.get(self._fold(text), [])

    def id_of(self, text: str) -> str:
        """The one id that the text names."""
        found = self.ids(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise Unknown(f"{shown(text)} may be {' or '.join(found)}: write the id")
        if text not in self._told:
            self._told[text] = self._unknown(text)
        raise Unknown(self._told[text])

    def _unknown(self, text: str) -> str:
        near = self._suggestions.nearest(self._fold(text))
        advice = did_you_mean(self._ids[near][0] if near else None)
        if not advice and self._noun not in ("member", "meeting") and len(self._all) <= _FEW:
            advice = f"; known: {', '.join(self._all) or 'none'}"
        return f"unknown {self._noun} {shown(text)}{advice}"
