"""Planning the next meeting of a series: candidates, and the one that is chosen as a change."""

from __future__ import annotations

from datetime import date
from typing import Any

from cmtool.edits._records import community_of
from cmtool.edits.plan_meeting import Place, check_words, planned
from cmtool.errors import CmtoolError
from cmtool.formats.json import dumps
from cmtool.model.addresses import shown
from cmtool.model.community import Community
from cmtool.model.registry import Registry
from cmtool.model.vocabularies import vocabularies
from cmtool.model.wording import in_words
from cmtool.schedule.proposal import Candidate, Proposal, Wish, of_community, of_group
from cmtool.suggestion import did_you_mean, nearest
from cmtool.workspace import Workspace
from cmtool.workspace.changing import Plan

_FEW = 12
"""Series that a message lists."""


def propose(space: Workspace, series: str, wish: Wish, region: str | None, count: int) -> Proposal:
    """Candidates for the next meeting of a series of the community or of a group."""
    registry, today = space.registry, space.today
    community = community_of(registry)
    check_words(registry, wish.tz, region)
    if series in community.series:
        _check_day(series, wish, today)
        return of_community(registry, series, community.series[series], today, wish, count)
    group_id, _, own = series.partition("/")
    group = registry.all_groups.get(group_id)
    found = next((one for one in group.meets if one.id == own), None) if group else None
    if group is None or found is None:
        raise _unknown(registry, community, series)
    _check_day(series, wish, today)
    return of_group(registry, group, found, today, wish, count)


def _check_day(series: str, wish: Wish, today: date) -> None:
    """CmtoolError for a day that is over, with how such a meeting gets into the registry."""
    if wish.day and wish.day < today:
        add = f"cmtool add meeting series={series} date={wish.day} mode={wish.mode or 'online'} status=planned"
        raise CmtoolError(f"{wish.day} is over: write it down with {add}, then close it: cmtool minutes")


def _unknown(registry: Registry, community: Community, series: str) -> CmtoolError:
    """Why a series cannot be planned, and what was probably meant."""
    if series == "event":
        return CmtoolError("a single event has no rhythm: cmtool add meeting series=event title=.. date=.. mode=..")
    group_id = series.partition("/")[0]
    if registry.is_unreadable("groups", group_id):
        return CmtoolError(f"groups/{group_id} cannot be read: run cmtool validate")
    known = [name for name in vocabularies(registry, community)["series"] if name != "event"]
    own = [name for name in known if name.startswith(f"{group_id}/")]
    if own:
        return CmtoolError(f"no series {shown(series)}; '{group_id}' has: {', '.join(own)}")
    if group_id in registry.all_groups:
        return CmtoolError(f"no series {shown(series)}: '{group_id}' has none, see `meets` of groups/{group_id}")
    if not known:
        return CmtoolError(f"no series {shown(series)}: there is none yet, add it to `series` of community.yaml")
    guess = did_you_mean(nearest(series, known))
    listed = ", ".join(known if len(known) <= _FEW else community.series)
    others = "" if len(known) <= _FEW else ", and GROUP/SERIES of the groups"
    return CmtoolError(f"no series {shown(series)}{guess or f'; known: {listed}{others}'}")


def plan(proposal: Proposal, candidate: Candidate, place: Place) -> Plan:
    """The candidate as a change, judged anew in the registry under the lock."""
    return lambda space, _: planned(space.registry, proposal, candidate, place, space.today)


def id_of(space: Workspace, proposal: Proposal, candidate: Candidate, place: Place) -> str:
    """The id that the planned meeting gets."""
    (ref,) = planned(space.registry, proposal, candidate, place, space.today).new
    return ref.partition("/")[2]


def json(proposal: Proposal) -> str:
    """Candidates for a program."""
    due = proposal.in_person
    return dumps(
        {
            "series": proposal.series,
            "name": proposal.name,
            "basis": proposal.basis,
            "mode": proposal.mode,
            "in_person_due": due and due.due,
            "candidates": [_row(candidate) for candidate in proposal.candidates],
        }
    )


def _row(candidate: Candidate) -> dict[str, Any]:
    return {
        "date": candidate.day,
        "start": candidate.start,
        "tz": candidate.tz,
        "minutes": candidate.minutes,
        "for": list(candidate.reasons),
        "against": list(candidate.against),
        "local_hours": [
            {
                "region": region,
                "name": in_words(region),
                "clock": hour.clock,
                "days": hour.days,
                "night": hour.is_night,
                "members": hour.members,
            }
            for region, hour in candidate.hours.items()
        ],
    }
