"""Words that somebody took back, or that tell of somebody who was removed, are still in the registry.

A spotlight that was withdrawn keeps its days and posts, and neither answers nor quote nor picture: they were given for
one post. Of a person who was removed no portrait stays, and nothing that they said they need. A registry may be read
by everybody, and the words of a single person tell who it is, with or without the name.

Bad:

    status: withdrawn
    answers:
      who: I keep the cadastre of a mountain province.

Good:

    status: withdrawn

How to fix: take the fields away: `cmtool set spotlights/ID answers= quote= image=`, `cmtool set activities/ID needs=`.
The history of git still holds them: if it is public, ask whoever runs the repository to rewrite it.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "PRV107"
SEVERITY = "warning"
CLOCK = False

_GIVEN = ("answers", "quote", "image")


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Fields of withdrawn spotlights, of those that show who was removed, and needs of who was removed."""
    gone = {member.id for member in registry.members.values() if member.status == "removed"}
    for spotlight in registry.spotlights.values():
        why = "it was withdrawn" if spotlight.status == "withdrawn" else "the person was removed"
        kept = [name for name in _GIVEN if getattr(spotlight, name)]
        if kept and (spotlight.status == "withdrawn" or spotlight.member in gone):
            named = ", ".join(f"'{name}'" for name in kept)
            hint = f"cmtool set {spotlight.ref} {' '.join(f'{name}=' for name in kept)}"
            yield spotlight.finding(CODE, kept[0], f"{why}, but the record still holds {named}", hint=hint, at_key=True)
    for activity in registry.all_activities.values():
        if activity.needs and activity.members and gone.issuperset(activity.members):
            hint = f"cmtool set {activity.ref} needs="
            yield activity.finding(CODE, "needs", "needs of somebody who was removed", hint=hint, at_key=True)
