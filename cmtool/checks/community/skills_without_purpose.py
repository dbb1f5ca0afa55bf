"""Skills are collected, but `skills_purpose` does not say why: people do not know what their answers are for.

Somebody who evaluates the own skills asks first: who reads this, and what happens with it? The answer is agreed on and
written down once, in `community.yaml`, and stands on top of every skills form.

Bad:

    schema: 1
    name: Meridian Stack       # no skills_purpose, and members have skills

Good:

    skills_purpose: Find help, plan learning, credit experts. Not a test.

How to fix: agree on the purpose with the people who are asked, and add it to `community.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.registry import Registry

CODE = "CFG105"
SEVERITY = "warning"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Whether a purpose is written down once somebody has evaluated skills."""
    community = registry.community
    if community is None or community.skills_purpose:
        return
    overlay = registry.overlay or {}
    if any(member.skills for member in registry.members.values()) or any(own.skills for own in overlay.values()):
        message = "skills are collected, but skills_purpose does not say why"
        hint = "add 'skills_purpose: ...' with what the answers are used for"
        yield community.finding(CODE, "skills_purpose", message, hint=hint, at_key=True)
