"""Languages as BCP 47 tags: two-letter subtags of ISO 639-1, three-letter ones on trust, regions of ISO 3166."""

from __future__ import annotations

import re
from typing import Final

from cmtool.catalogue.countries import countries
from cmtool.suggestion import did_you_mean

_LISTED = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it "
    "iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt "
    "my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
    "sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo "
    "za zh zu "
)

TWO_LETTERS: Final = frozenset(_LISTED.split())
"""ISO 639-1, without withdrawn codes."""

_TAG = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(?:-([A-Z]{2}|[0-9]{3}))?", re.ASCII)

_MISTAKEN: Final = {
    "al": "sq", "at": "de", "by": "be", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "ge": "ka", "gr": "el",
    "ir": "fa", "iw": "he", "ji": "yi", "jp": "ja", "jw": "jv", "kz": "kk", "mo": "ro", "np": "ne", "pk": "ur",
    "rs": "sr", "sh": "sr", "sp": "es", "tj": "tg", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip
"""Country codes and withdrawn codes that people write for a language."""

_OTHER_REGIONS: Final = frozenset({"EU", "UN"})


class Languages:
    """The well-formed tags that name a language, as a collection: `'pt-BR' in Languages()`."""

    def __contains__(self, tag: object) -> bool:
        return tag in TWO_LETTERS or (isinstance(tag, str) and _is_language(tag))


def _is_language(tag: str) -> bool:
    found = _TAG.fullmatch(tag)
    if found is None:
        return False
    language, _, region = found.groups()
    known = len(language) == 3 or language in TWO_LETTERS
    return known and (region is None or region.isdigit() or region in countries() or region in _OTHER_REGIONS)


def advice(tag: str) -> str:
    """The end of a message about an unknown tag: what was probably meant."""
    language, dash, rest = tag.partition("-")
    if language in _MISTAKEN:
        return did_you_mean(_MISTAKEN[language])
    if language in TWO_LETTERS and rest.endswith("UK"):
        return did_you_mean(f"{language}{dash}{rest[:-2]}GB")
    return did_you_mean(language) if language in TWO_LETTERS else ""


def canonical(text: str) -> str:
    """A tag in its canonical case and with hyphens, as `pt-BR` for `PT_br`; empty if that names no language."""
    language, *rest = text.strip().replace("_", "-").split("-")
    tag = "-".join(
        [language.lower(), *(part.title() if len(part) == 4 else part.upper().replace("UK", "GB") for part in rest)]
    )
    return tag if tag in Languages() else ""
