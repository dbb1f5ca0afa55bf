"""Changes told in words, as the person who made them would write them.

Each subject of a kind (a group's members, a meeting's course) has a teller in `telling/`; what no teller knows is told
plainly, so that every change is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cmtool.history.telling import (
    agenda,
    communities,
    evaluations,
    groups,
    meetings,
    members,
    memberships,
    needs,
    products,
    records,
    requests,
    safeguards,
    series,
    spotlights,
    stages,
)
from cmtool.history.telling.plain import hidden, plain
from cmtool.history.telling.scene import Scene, Teller, Told
from cmtool.model.change import Change, Names
from cmtool.model.values import Values

title = records.title

_TELLERS: Final[Mapping[str, Mapping[str, Teller]]] = {
    "groups": {
        "name": groups.called,
        "kind": groups.kind,
        "status": groups.status,
        "since": groups.status,
        "purpose": groups.purpose,
        "members": memberships.memberships,
        "products": products.products,
        "meets": series.series,
        "charter": groups.charter,
        "partners": groups.partners,
        "lifecycle": stages.lifecycle,
        "pathway": stages.pathway,
    },
    "members": {
        "name": groups.called,
        "status": members.status,
        "left": members.status,
        "joined": members.status,
        "consents": members.consents,
        "affiliations": members.affiliations,
        "roles": members.roles,
        "skills": evaluations.skills,
        "availability": members.availability,
        "links": members.links,
        "code_of_conduct": members.agreed,
    },
    "meetings": {
        "status": meetings.course,
        "date": meetings.course,
        "start": meetings.course,
        "attended": meetings.course,
        "guests": meetings.course,
        "regrets": meetings.regrets,
        "facilitator": meetings.run,
        "notes_by": meetings.run,
        "agenda": agenda.agenda,
        "actions": agenda.actions,
    },
    "skills": {"name": groups.called, "status": groups.status, "levels": groups.levels},
    "requests": {
        "acknowledged": requests.acknowledged,
        "owner": requests.routed,
        "routed": requests.routed,
        "first_response": requests.answered,
        "onboarding": requests.onboarding,
        "experts": requests.experts,
        "outcome": requests.ended,
        "member": requests.ended,
        "referred_to": requests.ended,
        "reason": requests.ended,
        "closed": requests.ended,
    },
    "needs": {
        "status": needs.status,
        "filled_by": needs.status,
        "published": needs.published,
        "outreach": needs.outreach,
    },
    "spotlights": {
        "planned": spotlights.planned,
        "answers": spotlights.answers,
        "consent": spotlights.consent,
        "status": spotlights.course,
        "approved_by": spotlights.course,
        "published": spotlights.course,
    },
    "": {
        "name": groups.called,
        "privacy": safeguards.privacy,
        "roles": communities.vocabulary,
        "organisations": communities.vocabulary,
        "series": communities.vocabulary,
        "review": safeguards.review,
        "waivers": safeguards.waivers,
        "contact": communities.contact,
        "channels": communities.channels,
        "sensitivities": communities.sensitivities,
        "lifecycle": stages.lifecycle,
        "pathway": stages.pathway,
        "policy": communities.policy,
        "today": communities.settings,
        "keys": communities.settings,
    },
}
"""By kind and field, in the order in which they are told."""

_SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "requests": ("summary", "answer", "reason"),
    "activities": ("text", "needs", "next_step"),
    "spotlights": ("quote", "image"),
}
"""What somebody said: that it changed is told and not what it says, for a comment on a proposal outlives the record."""


def sentence(folder: str, change: Change, names: Names, around: Values) -> str:
    """One change of a record of a kind, to stand beside the record's name.

    `around` are the values of the record after the change; before it, where the record was removed.
    """
    return "; ".join(one.text for one in told(folder, [change], names, around))


def sentences(folder: str, changes: Sequence[Change], names: Names, around: Values) -> list[str]:
    """All changes of a record in one step; what belongs together is one sentence."""
    return [one.text for one in told(folder, changes, names, around)]


def told(folder: str, changes: Sequence[Change], names: Names, around: Values) -> Iterator[Told]:
    """The sentences, each with the changes that it tells: what happened to the whole first, confirmations last."""
    scene = Scene(folder, names, around)
    whole = [change for change in changes if not change.field]
    yield from (Told(records.record(scene, change), [change]) for change in whole)
    said = [change for change in changes if _is_said(folder, change)]
    open_ones = [change for change in changes if change.field and not change.is_hidden and not _is_said(folder, change)]
    by_field: defaultdict[str, list[Change]] = defaultdict(list)
    for change in open_ones:
        by_field[change.field[0]].append(change)
    late = [] if _is_erased(scene) else by_field.pop("verified", [])
    for teller, found in _by_teller(scene, by_field):
        yield from _completed(scene, teller, found)
    yield from (Told(plain(scene, one._replace(before=None, after=None, is_hidden=True)), [one]) for one in said)
    yield from hidden([change for change in changes if change.field and change.is_hidden])
    yield from _completed(scene, members.verified, late)


def _is_said(folder: str, change: Change) -> bool:
    return bool(change.field) and not change.is_hidden and change.field[0] in _SAID.get(folder, ())


def _by_teller(scene: Scene, by_field: defaultdict[str, list[Change]]) -> Iterator[tuple[Teller | None, list[Change]]]:
    """The changes by who tells them; last those that nobody knows more of."""
    tellers = _TELLERS.get(scene.folder, {})
    if _is_erased(scene):
        tellers = {"status": members.status, **{field: members.erased for field in by_field if field != "status"}}
    known: dict[Teller, list[Change]] = {}
    for field in [field for field in (by_field if len(by_field) == 1 else tellers) if field in by_field]:
        if field in tellers:
            known.setdefault(tellers[field], []).extend(by_field.pop(field))
    yield from known.items()
    rest = [change for found in by_field.values() for change in found]
    if rest:
        yield None, rest


def _is_erased(scene: Scene) -> bool:
    """The person was removed: nothing of what is gone is repeated."""
    return scene.folder == "members" and scene.text("status") == "removed"


def _completed(scene: Scene, teller: Teller | None, changes: Sequence[Change]) -> Iterator[Told]:
    """What a teller tells, and plainly what it leaves."""
    known: set[int] = set()
    usual = [change for change in changes if not (_is_blank(change.before) or _is_blank(change.after))]
    for one in teller(scene, usual) if teller and usual else ():
        known.update(map(id, one.covers))
        yield one
    yield from (Told(plain(scene, change), [change]) for change in changes if id(change) not in known)


def _is_blank(value: object) -> bool:
    """A text that says nothing, which no sentence can be made of."""
    return isinstance(value, str) and not value.strip()
