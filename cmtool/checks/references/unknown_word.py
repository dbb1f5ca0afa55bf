"""A field holds a word that is not one of those it may hold.

Regions, organisations, roles, skill categories and meeting series are the community's own words and stand in
`community.yaml`. A role has a scope: one of scope `group` is held in the `members` of a group, one of scope `community`
in the `roles` of a member. Countries are codes of ISO 3166-1, languages tags of BCP 47, time zones names of the IANA
list. Fixed words, as a status, are found while loading; all others when the whole registry is known.

Bad:

    region: afrika

Good:

    region: africa

How to fix: write one of the words that the message lists. If yours is missing, add it to `community.yaml` first.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from datetime import date

from cmtool.catalogue import countries, languages, timezones
from cmtool.finding import Finding
from cmtool.model.addresses import shown
from cmtool.model.kinds import KINDS
from cmtool.model.record import Record
from cmtool.model.references import Mention, unknown
from cmtool.model.registry import Registry
from cmtool.model.vocabularies import REVIEWERS, SCOPES, vocabularies
from cmtool.suggestion import did_you_mean, nearest

CODE = "REF102"
SEVERITY = "error"
CLOCK = False

_LONG = 12
"""A message lists this many words; of a longer list as many."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Words outside the vocabularies; those of `community.yaml` are not judged while it cannot be read."""
    community = registry.community
    known: dict[str, Container[str]] = {
        "countries": countries.countries(),
        "languages": languages.Languages(),
        "timezones": timezones.names(),
    }
    kinds: list[tuple[str, Collection[Record]]] = [("", [community] if community else [])]
    kinds += [(folder, registry.records[folder].values()) for folder in KINDS]
    for folder, records in kinds:
        own = vocabularies(registry, community, folder) if community else {}
        for record, mention in unknown(records, {**known, **own}):
            if not _may_be_known(registry, mention):
                message, hint = _told(registry, folder, mention, own.get(mention.target, {}))
                yield record.finding(CODE, mention.field, message, hint=hint, at_key=mention.is_key)


def _may_be_known(registry: Registry, mention: Mention) -> bool:
    """A file that cannot be read may hold the word."""
    if mention.target == "reviewers":
        return registry.is_unreadable("members", mention.id)
    group, slash, _ = mention.id.partition("/")
    return mention.target == "series" and slash == "/" and registry.is_unreadable("groups", group)


def _told(registry: Registry, folder: str, mention: Mention, words: Mapping[str, object]) -> tuple[str, str]:
    """Message and hint."""
    target, word = mention.target, mention.id
    if target == "countries":
        return f"{shown(word)} is not a country{countries.advice(word)}", "write its ISO 3166-1 code, as SN"
    if target == "languages":
        return (
            f"{shown(word)} is not a language{languages.advice(word)}",
            "write its BCP 47 tag, as en, pt-BR or zh-Hant",
        )
    if target == "timezones":
        return (
            f"{shown(word)} is not a time zone{timezones.advice(word)}",
            "write its IANA name, as Africa/Dakar or UTC",
        )
    if target == "reviewers":
        guess = nearest(word, words)
        hint = f"write '{guess}'" if guess else "write one of these words, or the id of a member"
        return _not_one_of(word, (*REVIEWERS, "or a member"), words), hint
    if target == "roles" and registry.community and word in registry.community.roles:
        return _out_of_scope(word, folder, words)
    if target == "series" and word.partition("/")[0] in registry.all_groups:
        group = word.partition("/")[0]
        own = [known for known in words if known.startswith(f"{group}/")]
        told = _not_one_of(word, own, own) if own else f"'{word}' is not known: groups/{group} has no meeting series"
        return told, f"correct it, or add the series to `meets` of groups/{group}"
    vocabulary = target.rstrip("?")
    return _not_one_of(word, words, words), f"correct it, or add it to `{vocabulary}` of community.yaml"


def _not_one_of(word: str, listed: Collection[str], words: Collection[str]) -> str:
    told = ", ".join(list(listed)[:_LONG]) or "(nothing yet)"
    more = f" and {len(listed) - _LONG} more" if len(listed) > _LONG else ""
    return f"'{word}' is not one of: {told}{more}{did_you_mean(nearest(word, words))}"


def _out_of_scope(role: str, folder: str, words: Collection[str]) -> tuple[str, str]:
    """A role that exists, in the wrong place."""
    wanted = SCOPES[folder]
    other, place = ("group", "`members` of a group") if wanted == "community" else ("community", "`roles` of a member")
    message = f"role '{role}' is of scope {other}: it is held in {place}, not here"
    return message, f"move it there, or use a role of scope {wanted}: {', '.join(list(words)[:_LONG]) or 'none yet'}"
