"""A text of a request holds the full name of a member: there is no name in the record of a request.

Who asks for something from outside did not agree to stand in this registry, and whoever looks after the request stands
in `owner`, `experts` or `member`, as an id. The rule finds members alone, by all words of their name in any order, in
`summary`, `reason`, `referred_to` and `answer`; a name that nobody knows here it cannot find.

Bad:

    summary: Rosa Quispe from Peru wants to help with registries

Good:

    summary: Registry expert from Peru wants to help

How to fix: say it in general words. The mailbox or the ticket knows the person.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.naming import index, named
from cmtool.model.registry import Registry

CODE = "PRV106"
SEVERITY = "error"
CLOCK = False

_TEXTS = ("summary", "reason", "referred_to", "answer")


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Every text of a request that names a member; the name itself is never repeated."""
    if not registry.requests:
        return
    known = index(registry.members.values())
    given = registry.consent_day(today)
    for request in registry.requests.values():
        for field in _TEXTS:
            for id in dict.fromkeys(named(getattr(request, field) or "", known)):
                member = registry.members[id]
                who = member.ref if member.consents_to("listing", given) else "a member"
                message = f"'{field}' names {who}: no name in a record of a request"
                yield request.finding(CODE, field, message, hint="say it in general words; the mailbox knows the name")
