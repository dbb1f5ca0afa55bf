"""The words that a field may hold: vocabularies and ids with their names, and which given ones nobody knows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from cmtool.catalogue import countries, languages, timezones
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
from cmtool.model.fields import Shape
from cmtool.model.kinds import KINDS
from cmtool.model.member import Member
from cmtool.model.registry import Registry
from cmtool.model.vocabularies import NOUNS, vocabularies
from cmtool.suggestion import did_you_mean, nearest

_LONG = 12
"""A message lists the known words up to this number."""


def choices(registry: Registry, folder: str, shape: Shape) -> dict[str, str]:
    """The words for a field of a kind, each with its name (empty if it has none); empty where any text will do.

    Languages and time zones are not listed: a person types the tag or the city. People who have left are not either.
    """
    found = dict.fromkeys(shape.words, "")
    if shape.ref == "countries":
        found |= {code: country.name for code, country in countries.countries().items()}
    elif shape.ref is not None:
        words = _words(registry, folder, shape.ref)
        found |= {word: _name(known) for word, known in words if not isinstance(known, Member) or known.is_current}
    return found


def _name(known: object) -> str:
    return str(getattr(known, "name", None) or "")


def _words(registry: Registry, folder: str, target: str) -> Iterable[tuple[str, object]]:
    if target in KINDS:
        return registry.records[target].items()
    if registry.community is None:
        return ()
    words = vocabularies(registry, registry.community, folder).get(target, {})
    return _with_names(registry, words) if target == "series" else words.items()


def _with_names(registry: Registry, series: Iterable[str]) -> Iterator[tuple[str, object]]:
    """Meeting series with what has their name: those of the community themselves, those of a group their group."""
    named: Mapping[str, object] = {**registry.all_groups, **(registry.community.series if registry.community else {})}
    for id in series:
        yield id, named.get(id.partition("/")[0])


def require_known(registry: Registry, folder: str, field: str, mentioned: Iterable[tuple[str, str]]) -> None:
    """CmtoolError for the first id that nobody knows, with what was probably meant."""
    for target, id in sorted(mentioned):
        known = _known(registry, folder, target)
        if known is not None and id not in known and not _may_be_known(registry, target, id):
            noun = NOUNS.get(target.rstrip("?"), target)
            raise CmtoolError(f"'{field}': unknown {noun} {shown(id)}{_advice(registry, folder, target, id)}")


def _known(registry: Registry, folder: str, target: str) -> Container[str] | None:
    """The ids of a target; None where nobody can tell."""
    if target == "countries":
        return countries.countries()
    if target == "languages":
        return languages.Languages()
    if target == "timezones":
        return timezones.names()
    if target not in KINDS and registry.community is None:
        return None
    return dict(_words(registry, folder, target)) if target.rstrip("?") in NOUNS else None


def _may_be_known(registry: Registry, target: str, id: str) -> bool:
    """A file that cannot be read may hold the word."""
    if target in KINDS:
        return registry.is_unreadable(target, id)
    if target == "reviewers":
        return registry.is_unreadable("members", id)
    return target == "series" and "/" in id and registry.is_unreadable("groups", id.partition("/")[0])


def _advice(registry: Registry, folder: str, target: str, id: str) -> str:
    if target == "countries":
        return countries.advice(id) or did_you_mean(countries.code_of(id)) or "; write its ISO 3166-1 code, as SN"
    if target == "languages":
        return languages.advice(id) or "; write its BCP 47 tag, as en, pt-BR or zh-Hant"
    if target == "timezones":
        return timezones.advice(id) or "; write its IANA name, as Africa/Dakar or UTC"
    words: Mapping[str, object] = dict(_words(registry, folder, target))
    renamed = registry.formerly(target, id) if target in KINDS else None
    if renamed is not None:
        return f"; it was renamed: write '{renamed.id}'"
    guess = nearest(id, words)
    if guess:
        return did_you_mean(guess)
    return f"; known: {', '.join(words) or '(nothing yet)'}" if len(words) <= _LONG else ""
