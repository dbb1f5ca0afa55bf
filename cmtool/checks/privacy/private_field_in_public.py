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
from cmtool.source import Source

CODE = "PRV102"
SEVERITY = "error"
CLOCK = False

_FIELDS = ("gender", "notes")


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Overlay-only fields of members in a public registry, in files with other errors too."""
    if not registry.is_public:
        return
    for member in registry.members.values():
        if member.gender is None and member.notes is None:
            continue
        for field in _FIELDS:
            if getattr(member, field) is not None:
                yield _leak(member.source, member.ref, field)
    for ref, source in registry.unread_sources:
        if ref.startswith("members/") and source.spans:
            yield from (_leak(source, ref, field) for field in _FIELDS if _has(source, field))


def _has(source: Source, field: str) -> bool:
    """The file has that key at its top; one that is not there is located somewhere else."""
    start, end = source.locate((field,), key=True)
    return source.text[start:end].strip("'\"") == field


def _leak(source: Source, ref: str, field: str) -> Finding:
    message = f"overlay-only field '{field}' in a public registry"
    return Finding(CODE, source, (field,), message, f"move it to {ref}.yaml of the overlay", ref, at_key=True)
