"""Members who fit a need, as `find --need` shows them: each with the wishes that are met, and those that are not."""

from __future__ import annotations

from datetime import date

from cmtool.errors import CmtoolError
from cmtool.formats.records import row
from cmtool.formats.table import Table
from cmtool.metrics.fit import asked_already, fitting, leading, says_whom
from cmtool.model.need import Need
from cmtool.model.registry import Registry
from cmtool.workspace.people import HEADERS, Wanted, evaluation, found_row, matches, rank
from cmtool.workspace.subjects import identified


def need_of(registry: Registry, text: str) -> Need:
    """A need that says whom it looks for."""
    need = registry.needs[identified(registry, "needs", text)]
    if not says_whom(need):
        example = f"cmtool set {need.ref} skills.SKILL=3 languages+=es regions+=REGION"
        raise CmtoolError(f"{need.ref} does not say whom it looks for: {example}")
    return need


def found(registry: Registry, need: Need, wanted: Wanted, today: date) -> Table:
    """Those who meet most wishes first, then as `find` does: by endorsements, level, freshness and time."""
    shown = wanted._replace(skills=[*wanted.skills, *((id, 1) for id in need.skills if id not in dict(wanted.skills))])
    kept = [fit for fit in fitting(registry, need, today) if matches(registry, fit.member, wanted, today)]
    ranked = sorted(
        kept,
        key=lambda fit: (
            -len(fit.fits),
            rank(fit.member, [held for id, _ in shown.skills if (held := evaluation(fit.member, id))]),
            fit.member.id,
        ),
    )
    rows = [(*found_row(fit.member, shown), fit.fits, fit.lacks) for fit in ranked]
    objects = [{**row(fit.member), "fits": fit.fits, "lacks": fit.lacks} for fit in ranked]
    return Table((*HEADERS, "fits", "lacks"), rows, objects)


def remarks(registry: Registry, need: Need, today: date) -> list[str]:
    """What the reader of the list should know beside it."""
    told = [] if need.is_open else [f"{need.ref} is {need.status}"]
    asked = asked_already(need)
    if asked:
        told.append(f"left out, as they were asked already: {', '.join(sorted(asked))}")
    if leads := leading(registry, need, today) - asked:
        told.append(f"left out, as they lead groups/{need.group}: {', '.join(sorted(leads))}")
    return told
