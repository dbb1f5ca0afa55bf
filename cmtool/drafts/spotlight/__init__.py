"""A post about a member or a group for LinkedIn: hook, answers, call to action, hashtags; a draft until it is approved.

Facts come from fields that the public may see. What was not answered yet stands as a bracket.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.drafts._letter import above, cautions, community_of, record_of
from cmtool.drafts.spotlight import linkedin, standing
from cmtool.drafts.spotlight.hashtags import hashtags
from cmtool.drafts.spotlight.shown import Shown, of_group, of_member
from cmtool.errors import CmtoolError
from cmtool.model.addresses import addresses
from cmtool.model.community import SpotlightSettings
from cmtool.model.outside import Outside, without_addresses
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight

SUBJECTS = ("spotlights", "members")
BRACKET = "[answer]"


def context(registry: Registry, ref: str, today: date) -> dict[str, Any]:
    """The data of a spotlight; of a member where none is written down yet."""
    community = community_of(registry)
    spotlight = record_of(registry, ref, Spotlight) if ref.startswith("spotlights/") else None
    shown = shown_in(registry, ref, today)
    settings = community.spotlight or SpotlightSettings()
    outside = Outside(registry, today)
    answers = _answers(spotlight, settings)
    facts = {
        "ref": ref,
        "name": shown.name,
        "line": shown.line,
        "community": community.name,
        "hook": shown.hook(),
        "quote": outside.told(spotlight.quote) if spotlight and spotlight.quote else "",
        "facts": [{"text": fact.text, "where": fact.where} for fact in shown.facts],
        "answers": outside.told(answers),
        "left_out": [id for id in settings.questions if answers and id not in {item["id"] for item in answers}],
        "hashtags": hashtags(spotlight.hashtags if spotlight else (), settings.hashtags, shown.topics),
        "banner": _banner(registry, spotlight, shown, today),
        "standing": standing.standing(registry, spotlight, today) if spotlight else "no consent",
        "planned": spotlight.planned if spotlight else None,
        "remarks": [*_remarks(answers, spotlight), *outside.notes()],
        "tone": community.tone,
        "cautions": cautions(community, today, *([spotlight.planned] if spotlight else [])),
        "mentions": [
            {"name": member.name, "url": linkedin.profile(handle)}
            for member in shown.people
            if (handle := member.links.get("linkedin"))
        ],
    }
    plain = without_addresses(facts)
    return {"draft": "spotlight", **plain, "contact": community.contact.address, "max_chars": settings.max_chars}


def shown_in(registry: Registry, ref: str, today: date) -> Shown:
    """Who is shown in a spotlight, or the member whom a reference names."""
    if not ref.startswith("spotlights/"):
        return of_member(registry, ref.removeprefix("members/"), today)
    spotlight = record_of(registry, ref, Spotlight)
    if spotlight.group:
        return of_group(registry, spotlight.group, today)
    if spotlight.member:
        return of_member(registry, spotlight.member, today)
    raise CmtoolError(f"'{ref}' names neither a member nor a group: see cmtool validate")


def notes(context: dict[str, Any], text: str) -> list[str]:
    """What the editor should know, above the text and not part of it."""
    post = text.strip()
    return [
        *context["banner"],
        *linkedin.lengths(post, context["max_chars"]),
        *linkedin.hashtags(post),
        *_unanswered(context),
        *context["remarks"],
        *above(context),
        *(f"to mention {one['name']}, type @ and choose: {one['url']}" for one in context["mentions"]),
    ]


def _banner(registry: Registry, spotlight: Spotlight | None, shown: Shown, today: date) -> list[str]:
    if spotlight is None:
        lines = standing.banner_of_person(shown.record, registry, today)
    else:
        lines = standing.banner(registry, spotlight, today)
    return [*lines, *([standing.DECLINED] if standing.has_declined(shown.record) else [])]


def _answers(spotlight: Spotlight | None, settings: SpotlightSettings) -> list[dict[str, Any]]:
    """The questions in their order with the answers below them; an answer to a question that was taken away, last.

    Once somebody answered, questions without an answer are left out: the text is ready to be seen as it is.
    """
    given = spotlight.answers if spotlight else {}
    asked = {**settings.questions, **{id: "" for id in given if id not in settings.questions}}
    if any(text.strip() for text in given.values()):
        asked = {id: question for id, question in asked.items() if given.get(id, "").strip()}
    return [
        {"id": id, "question": question, "lines": linkedin.paragraphs(given.get(id, ""))}
        for id, question in asked.items()
    ]


def _unanswered(context: dict[str, Any]) -> Iterator[str]:
    open_ones = [item["id"] for item in context["answers"] if not item["lines"]]
    if open_ones and len(open_ones) == len(context["answers"]):
        yield "The questions stand where the answers go; replace the brackets."
    elif context["left_out"]:
        yield f"not answered, and left out: {', '.join(context['left_out'])}"


def _remarks(answers: list[dict[str, Any]], spotlight: Spotlight | None) -> Iterator[str]:
    """What a reader of LinkedIn would stumble over, and what was left out, with its place."""
    texts = {f"answers.{item['id']}": item["lines"] for item in answers}
    if spotlight and spotlight.quote:
        texts["quote"] = [spotlight.quote]
    for place, lines in texts.items():
        for number, line in enumerate(lines, 1):
            for found in addresses(line):
                yield f"{place}, line {number}: a {found.what} was left out"
        for number, what in linkedin.told(without_addresses(lines)):
            yield f"{place}, line {number}: {what}"
