"""A text that looks for people: what for, where, by when, what it takes, how to answer. It goes outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cmtool.catalogue.language_names import name_of
from cmtool.drafts._letter import letter, record_of
from cmtool.drafts._letter import notes as notes
from cmtool.drafts._people import roles_in, skills
from cmtool.errors import CmtoolError
from cmtool.model.audience import Audience
from cmtool.model.need import Need
from cmtool.model.registry import Registry
from cmtool.model.wording import in_words
from cmtool.render.escape import safe_url

SUBJECTS = ("needs",)
MAIL = True


def context(registry: Registry, ref: str, today: date) -> dict[str, Any]:
    """The data of a text about a need."""
    need = record_of(registry, ref, Need)
    if need.status in ("filled", "closed"):
        raise CmtoolError(f"'{ref}' is {need.status}: nobody is looked for any more")
    group = registry.all_groups.get(need.group)
    facts = {
        "title": need.title,
        "type": need.type,
        "group": registry.group_name(need.group),
        "purpose": group.purpose.strip() if group else None,
        "url": safe_url(group.url) if group else None,
        "about": need.about and need.about.strip(),
        "seats": need.seats,
        "skills": skills(registry, need.skills),
        "languages": [name_of(tag) for tag in need.languages],
        "regions": [in_words(region) for region in need.regions],
        "persona": need.persona,
        "closes": need.closes,
        "starts": need.starts,
        "ends": need.ends,
        "leads": _leads(registry, need, today),
    }
    return letter(registry, "outreach", today, facts, editor=_editor(need, today), leaves=True)


def _leads(registry: Registry, need: Need, today: date) -> list[dict[str, Any]]:
    """Leads of the group who may be named, with their role in it."""
    group = registry.all_groups.get(need.group)
    ids = [m.member for m in registry.acting(group, "lead", today)] if group else []
    named = Audience(registry, today, private=False).people(ids)["named"]
    return [{**one, "role": roles_in(registry, one["id"], [need.group], today)[0]["role"]} for one in named]


def _editor(need: Need, today: date) -> Iterator[str]:
    if need.status == "draft":
        yield "the need is a draft: it is not open yet"
    if need.closes and need.closes < today:
        yield f"it closed on {need.closes}: name another day, or leave the text"
    if not need.about:
        yield "the record does not say what there is to do (about): fill in the bracket"
    for one in need.outreach:
        yield f"asked already, {one.date}: {one.member or one.to}, {one.result}"
    for post in need.published:
        yield f"published already, {post.date}: {post.channel}"
    yield f"members who fit: cmtool find --need {need.id}"
    yield f'once it is sent: cmtool need ask {need.id} --to "WHERE", or cmtool need publish {need.id} CHANNEL'
