"""A need lacks what its status or type asks for: who took it, when a challenge runs, who was asked.

A need that is `filled` says by whom. A challenge has a first and a last day. Each item of `outreach` says whom: a
`member`, or with `to` a place outside, and not both.

Bad:

    type: challenge
    status: open
    outreach:
      - date: 2026-08-23
        by: liis-tamm
        result: contacted

Good:

    type: challenge
    status: open
    starts: 2026-09-01
    ends: 2026-09-30
    outreach:
      - date: 2026-08-23
        by: liis-tamm
        to: university list, Lima
        result: contacted

How to fix: `cmtool need fill ID MEMBER` and `cmtool need ask ID` write it whole; or add the field that is missing.
"""

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.need import Need
from cmtool.model.registry import Registry

CODE = "NED101"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """What needs lack."""
    for need in registry.needs.values():
        yield from _lacks(need)


def _lacks(need: Need) -> Iterator[Finding]:
    if need.status == "filled" and not need.filled_by:
        hint = f"cmtool need fill {need.id} MEMBER"
        yield need.finding(CODE, "status", "filled, but 'filled_by' does not say by whom", hint=hint)
    missing = [name for name in ("starts", "ends") if getattr(need, name) is None]
    if need.type == "challenge" and missing:
        message = f"challenge without {' and '.join(repr(name) for name in missing)}"
        yield need.finding(CODE, "type", message, hint="add its first and its last day")
    for index, item in enumerate(need.outreach):
        if (item.to is None) == (item.member is None):
            said = "neither 'member' nor 'to'" if item.to is None else "both 'member' and 'to'"
            hint = "name the member, or with 'to' a place outside"
            yield need.finding(CODE, ("outreach", index), f"outreach says {said}", hint=hint)
