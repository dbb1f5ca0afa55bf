"""A spotlight is approved by nobody or by the person it shows, or its posts do not fit where it stands.

Somebody else reads the text before it goes out: whoever is praised in it is no judge of it. Whatever is published says
where and when, so that it can be found, counted and taken down; whatever is posted is published.

Bad:

    member: amina-diallo
    status: approved
    approved_by: amina-diallo

Good:

    member: amina-diallo
    status: approved
    approved_by: liis-tamm

How to fix: `cmtool spotlight approve REF --by MEMBER`, and `cmtool spotlight publish REF --url URL`, which write it
down in the right order.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight

CODE = "SPO102"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Who approved, and whether it is out where it says so."""
    for spotlight in registry.spotlights.values():
        yield from _approval(spotlight)
        yield from _posts(spotlight)


def _approval(spotlight: Spotlight) -> Iterator[Finding]:
    again = f"cmtool spotlight approve {spotlight.id} --by MEMBER, by somebody else"
    if spotlight.approved_by is not None and spotlight.approved_by == spotlight.member:
        yield spotlight.finding(CODE, "approved_by", "approved by the person shown", hint=again)
    elif spotlight.approved_by is None and spotlight.status in ("approved", "published"):
        hint = again if spotlight.status == "approved" else "say in `approved_by` who approved it"
        yield spotlight.finding(CODE, "status", f"{spotlight.status}, but approved by nobody", hint=hint)


def _posts(spotlight: Spotlight) -> Iterator[Finding]:
    if spotlight.status == "published" and not spotlight.published:
        hint = f"cmtool set {spotlight.ref} status=approved, then: cmtool spotlight publish {spotlight.id} --url URL"
        yield spotlight.finding(CODE, "status", "published, but nobody can tell where: no post", hint=hint)
    elif spotlight.published and spotlight.status not in ("published", "withdrawn"):
        hint = f"take `published` out until it is, or withdraw it: cmtool spotlight withdraw {spotlight.id}"
        yield spotlight.finding(CODE, "published", f"posted, but only {spotlight.status}", hint=hint, at_key=True)
