"""What has changed since an earlier day: the registry of then beside that of now, group by group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cmtool.metrics.activity import activity
from cmtool.metrics.membership import leads_of, members, members_of
from cmtool.model.audience import Audience
from cmtool.model.group import Group
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.reports._groups import by_name


def since(before: Registry, registry: Registry, audience: Audience, day: date, today: date) -> dict[str, Any]:
    """The numbers of then and now, and the groups in which something changed since the end of `day`."""
    told = (_group(before, registry, audience, group, day, today) for group in by_name(registry.all_groups.values()))
    return {
        "since": day + timedelta(days=1),
        "members": {"before": len(members(before, day)), "now": len(members(registry, today))},
        "active_contributors": {"before": activity(before, day).active, "now": activity(registry, today).active},
        "living_groups": {
            "before": sum(1 for _ in before.living_groups()),
            "now": sum(1 for _ in registry.living_groups()),
        },
        "groups": [group for group in told if group is not None],
    }


def _group(
    before: Registry, registry: Registry, audience: Audience, group: Group, day: date, today: date
) -> dict[str, Any] | None:
    then = before.all_groups.get(group.id)
    here, leads = members_of(registry, group, today), leads_of(registry, group, today)
    there, led = (members_of(before, then, day), leads_of(before, then, day)) if then else ([], [])
    stage, stage_then = (one.lifecycle.stage if one and one.lifecycle else None for one in (group, then))
    facts: dict[str, Any] = {
        "is_new": then is None,
        "status": {"before": then.status, "now": group.status} if then and then.status != group.status else None,
        "stage": {"before": stage_then, "now": stage} if then and stage != stage_then else None,
        "versions": list(_versions(then, group)),
        "joined": audience.people(id for id in here if id not in there) if then else None,
        "left": audience.people(id for id in there if id not in here),
        "leads": audience.people(id for id in leads if id not in led) if then else None,
    }
    if not any(_says_something(fact) for fact in facts.values()):
        return None
    return {"id": group.id, "name": group.name, "url": safe_url(group.url), "members": len(here), **facts}


def _says_something(fact: Any) -> bool:
    return bool(fact["named"] or fact["more"]) if isinstance(fact, dict) and "more" in fact else bool(fact)


def _versions(then: Group | None, now: Group) -> Iterator[dict[str, Any]]:
    """Versions that are new, or stand elsewhere than then."""
    known = {(p.name, v.version): v.status for p in then.products for v in p.versions} if then else {}
    for product in now.products:
        for version in product.versions:
            if known.get((product.name, version.version)) != version.status:
                yield {
                    "product": product.name,
                    "version": version.version,
                    "status": version.status,
                    "date": version.date,
                    "due": version.due,
                }
