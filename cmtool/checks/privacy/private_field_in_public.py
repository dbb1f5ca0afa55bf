"""A public registry holds a person's gender or private notes: they belong into the overlay.

Everybody can read a public registry, and its history keeps what once stood in it. Gender, which the community only
counts, and notes about a person live in a second, private folder with the same paths: the overlay, named by
`privacy.overlay` of `community.yaml`. A registry of `visibility: private` may hold them. This rule is never waived.

Bad:

    name: Amina Diallo         # members/amina-diallo.yaml
    status: active
    gender: woman

Good:

    gender: woman              # members/amina-diallo.yaml of the overlay

How to fix: move the line to the file of the same name in the overlay, before you push. If it is pushed already, tell
the person: a new commit does not take it out of the history.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "PRV102"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Overlay-only fields of members in a public registry."""
    if not registry.is_public:
        return
    for member in registry.members.values():
        if member.gender is None and member.notes is None:
            continue
        for field, value in (("gender", member.gender), ("notes", member.notes)):
            if value is not None:
                message = f"overlay-only field '{field}' in a public registry"
                hint = f"move it to members/{member.id}.yaml of the overlay"
                yield member.finding(CODE, field, message, hint=hint, at_key=True)
