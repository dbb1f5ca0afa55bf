"""`spotlight answer`: what the person wrote comes in, and their consent to be shown at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cmtool.edits._records import community_of, member_of
from cmtool.edits._spotlights import put, refuse_address, refuse_ahead, refuse_withdrawn, stepped
from cmtool.errors import CmtoolError
from cmtool.model.addresses import shown
from cmtool.model.community import SpotlightSettings
from cmtool.model.edit import ChangeSet, Drop, Edit, Put
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.schedule.showing_balance import declined
from cmtool.suggestion import did_you_mean, nearest


def questions_of(registry: Registry) -> dict[str, str]:
    """The community's questions by key."""
    return dict((community_of(registry).spotlight or SpotlightSettings()).questions)


def answered(
    registry: Registry,
    spotlight: Spotlight,
    answers: Mapping[str, str],
    quote: str | None,
    consent: date | None,
    today: date,
    notes: tuple[str, ...] = (),
) -> ChangeSet:
    """The answers in the record, empty ones taken out; with the first one it is answered.

    Another text than the one that was approved has to be seen and approved again: the consent to it is taken out.
    """
    refuse_withdrawn(spotlight)
    if spotlight.status == "published" and (answers or quote is not None):
        raise CmtoolError(
            f"{spotlight.ref} is published: its text was seen and approved as it is; correct the post by hand, or "
            f"take it back: cmtool spotlight withdraw {spotlight.id}"
        )
    others = _consenting(registry, spotlight, consent, today) if consent else {}
    _refuse_declined(registry, spotlight, answers)
    edits = [*_said(registry, spotlight, answers), *_quoted(registry, spotlight, quote)]
    after = {**spotlight.answers, **answers}
    told = [*notes, *(_unanswered(registry, after) if answers else [])]
    if answers and consent is None and not _is_consented(registry, spotlight, today):
        yes = f"cmtool spotlight answer {spotlight.id} --consent DAY"
        told.append(f"a yes to be shown is not written down; if they said it: {yes}")
    if edits and _approvals(spotlight):
        edits += _approvals(spotlight)
        told += ["the text is another one now: show it again, and approve it with the day of the consent to it"]
    status = "answered" if any(text.strip() for text in after.values()) else "invited"
    if edits or spotlight.status == "invited":
        edits += put(spotlight, "status", status)
    return stepped(registry, spotlight, edits, "answered" if edits else "consent", today, notes=told, others=others)


def _refuse_declined(registry: Registry, spotlight: Spotlight, answers: Mapping[str, str]) -> None:
    """CmtoolError where the person said no: nothing more is written down of them."""
    member = registry.members.get(spotlight.member or "")
    what = declined(member) if member else None
    if what and any(text.strip() for text in answers.values()):
        raise CmtoolError(
            f"members/{spotlight.member} declined {what}: nothing more is taken in; cmtool spotlight withdraw "
            f"{spotlight.id}, or, if they say yes by themselves, cmtool set members/{spotlight.member} "
            f"consents.{what}=DAY"
        )


def _is_consented(registry: Registry, spotlight: Spotlight, today: date) -> bool:
    """The person agreed to be shown at all; a group is asked by no consent of its own."""
    member = registry.members.get(spotlight.member or "")
    return member is None or member.consents_to("spotlight", registry.consent_day(today))


def _approvals(spotlight: Spotlight) -> list[Edit]:
    """Takes out what was said of the text before; that a consent was withdrawn stays."""
    consent = spotlight.consent
    gone = [("consent",)] if consent is not None and consent.withdrawn is None else []
    return [Drop(field) for field in (*gone, *([("approved_by",)] if spotlight.approved_by else []))]


def _said(registry: Registry, spotlight: Spotlight, answers: Mapping[str, str]) -> list[Edit]:
    questions, edits = questions_of(registry), list[Edit]()
    for key, text in answers.items():
        if key not in questions and (text.strip() or key not in spotlight.answers):
            known = ", ".join(questions) or "none yet: `spotlight.questions` of community.yaml"
            raise CmtoolError(f"no question {shown(key)}{did_you_mean(nearest(key, questions))}; questions: {known}")
        refuse_address(registry, f"the answer to '{key}'", text)
        if text.strip() and spotlight.answers.get(key) != text.strip():
            edits.append(Put(("answers", key), text.strip()))
        elif not text.strip() and key in spotlight.answers:
            edits.append(Drop(("answers", key)))
    return edits


def _quoted(registry: Registry, spotlight: Spotlight, quote: str | None) -> list[Edit]:
    if quote is None or quote.strip() == (spotlight.quote or ""):
        return []
    refuse_address(registry, "the quote", quote)
    return [Put(("quote",), " ".join(quote.split()))] if quote.strip() else [Drop(("quote",))]


def _unanswered(registry: Registry, answers: Mapping[str, str]) -> list[str]:
    left = [key for key in questions_of(registry) if not answers.get(key, "").strip()]
    return [f"not answered: {', '.join(left)}"] if left else []


def _consenting(registry: Registry, spotlight: Spotlight, day: date, today: date) -> dict[str, list[Edit]]:
    """The consent of the person to be shown, where there is none yet; a refusal is never overwritten."""
    refuse_ahead("--consent", day, today)
    if spotlight.member is None:
        raise CmtoolError("a group is asked for the text alone: cmtool spotlight approve REF --by MEMBER --consent DAY")
    member = member_of(registry, spotlight.member)
    given = member.consents.get("spotlight")
    if given == "declined":
        by_hand = f"cmtool set {member.ref} consents.spotlight={day}"
        raise CmtoolError(f"{member.ref} declined to be shown; if they changed their mind by themselves: {by_hand}")
    return {} if isinstance(given, date) else {member.ref: [Put(("consents", "spotlight"), day)]}
