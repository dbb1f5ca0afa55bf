"""Two records bear the same name: probably they are one person.

Upper and lower case, accents, punctuation and the order of the words do not matter: `Diallo, Amina` is `Amina Diallo`.

Bad:

    # members/zoe-marin.yaml
    name: Zoë Marin

    # members/marin-zoe.yaml
    name: MARIN Zoe

Good:

    # members/zoe-marin.yaml
    name: Zoë Marin
    formerly:
      - marin-zoe

How to fix: keep one record and add the id of the other to its `formerly`. For two people of one name, add a waiver in
`community.yaml`.
"""

import re
from collections.abc import Iterator
from datetime import date
from unicodedata import combining, normalize

from cmtool.finding import Finding
from cmtool.model.member import Member
from cmtool.model.registry import Registry

CODE = "MEM203"
SEVERITY = "warning"
CLOCK = False

_APOSTROPHES = re.compile("['`´ʻʼ‘’]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~¡-¿‐-⁞]+")


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Records whose name another record before them bears."""
    first: dict[str, Member] = {}
    for member in registry.members.values():
        if member.name is None:
            continue
        other = first.setdefault(_person(member.name), member)
        if other is not member:
            hint = "if so, keep one record and add the other id to its 'formerly'; if not, waive it"
            yield member.finding(CODE, "name", f"probably the same person as {other.ref}", hint=hint)


def _person(name: str) -> str:
    """What a name has in common with its other spellings."""
    if not name.isascii():
        name = "".join(letter for letter in normalize("NFKD", name) if not combining(letter))
    words = name.casefold()
    if not words.replace(" ", "").isalpha():
        words = _PUNCTUATION.sub(" ", _APOSTROPHES.sub("", words))
    return " ".join(sorted(words.split())) or name
