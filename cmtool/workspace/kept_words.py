"""What people said of a spotlight is kept: no other text under their consent, and no consent back that they took away.

No rule can see this in one state of the registry, so it is found where two are compared: at each change and review.
"""

from __future__ import annotations

from collections.abc import Iterator

from cmtool.finding import Finding
from cmtool.model.registry import Registry
from cmtool.model.showing import fingerprint
from cmtool.model.spotlight import Spotlight, SpotlightConsent


def overridden(before: Registry, after: Registry) -> Iterator[Finding]:
    """Spotlights of a later state that go against what was said in an earlier one."""
    for id, now in after.spotlights.items():
        then = before.spotlights.get(id)
        if then is None or then.consent is None or now.consent is None or now.status == "withdrawn":
            continue
        if then.member in after.members and then.member != now.member:
            message = f"it shows somebody else now, but the consent of {now.consent.given} stands"
            yield now.finding("SPO101", "consent", message, hint="begin one of their own", severity="error")
        else:
            yield from _of_one(then, then.consent, now, now.consent)


def _of_one(then: Spotlight, said: SpotlightConsent, now: Spotlight, kept: SpotlightConsent) -> Iterator[Finding]:
    if said.withdrawn is not None and kept.withdrawn is None and kept.given <= said.withdrawn:
        message = f"the consent that was withdrawn on {said.withdrawn} is taken for given again"
        hint = "a no stays; if they changed their mind, ask anew with a spotlight of its own: cmtool spotlight next"
        yield now.finding("SPO103", "consent", message, hint=hint, severity="error")
    elif kept.given == said.given and kept.text != fingerprint(now):
        is_same = fingerprint(now) == fingerprint(then)
        if not is_same or (said.text is not None and kept.text is None):
            told = "which text was seen is not told any more" if is_same else "the text is not the one that was seen"
            message = f"{told}, but the consent of {kept.given} stands"
            hint = f"take the answers in with cmtool spotlight answer {now.id}, then show the text and approve it anew"
            yield now.finding("SPO101", "consent", message, hint=hint, severity="error")
