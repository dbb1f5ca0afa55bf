"""A text of a request, or a public text of a need, holds the full name of a member who is not to be named there.

Who asks for something from outside did not agree to stand in this registry, and whoever looks after the request stands
in `owner`, `experts` or `member`, as an id. The rule finds members alone, by all words of their name in any order, in
`summary`, `reason`, `referred_to` and `answer`; a name that nobody knows here it cannot find. A need is for everybody:
its `title`, `about`, `persona` and `result` name nobody who did not consent to listing.

Bad:

    summary: Rosa Quispe from Peru wants to help with registries

Good:

    summary: Registry expert from Peru wants to help

How to fix: say it in general words. The mailbox or the ticket knows the person.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.naming import Index, index, named
from cmtool.model.registry import Registry

CODE = "PRV106"
SEVERITY = "error"
CLOCK = False

_TEXTS = ("summary", "reason", "referred_to", "answer")
_PUBLIC = ("title", "about", "persona", "result")
"""Texts of a need, which everybody reads."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Every text of a request that names a member, and of a need that names one without consent to listing."""
    if not (registry.requests or registry.needs):
        return
    known = index(registry.members.values())
    yield from _in_needs(registry, known, today)
    given = registry.consent_day(today)
    for request in registry.requests.values():
        for field in _TEXTS:
            for id in dict.fromkeys(named(getattr(request, field) or "", known)):
                member = registry.members[id]
                who = member.ref if member.consents_to("listing", given) else "a member"
                message = f"'{field}' names {who}: no name in a record of a request"
                yield request.finding(CODE, field, message, hint="say it in general words; the mailbox knows the name")


def _in_needs(registry: Registry, known: Index, today: date) -> Iterator[Finding]:
    given = registry.consent_day(today)
    for need in registry.needs.values():
        for field in _PUBLIC:
            for id in dict.fromkeys(named(getattr(need, field) or "", known)):
                if not registry.members[id].consents_to("listing", given):
                    message = f"'{field}' names a member who did not consent to listing"
                    yield need.finding(CODE, field, message, hint="say it in general words, or ask the person")
