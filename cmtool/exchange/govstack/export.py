"""All files of GovStack's registry as ours makes them, out of what they hold already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cmtool.exchange.govstack.editing import Existing, Merged, existing, fields_differ, merged
from cmtool.exchange.govstack.listing import Values, as_there, listing
from cmtool.exchange.govstack.losses import Loss
from cmtool.exchange.govstack.persons import merged_persons
from cmtool.exchange.govstack.shape import KINDS, PERSON, TEAM, WG, is_charter
from cmtool.exchange.note import note
from cmtool.exchange.readable import readable
from cmtool.model.addresses import addresses
from cmtool.model.registry import Registry


class Exported(NamedTuple):
    """The files by name, what people should know, what has no place, and the charters that should lie beside them."""

    files: dict[str, Merged]
    notes: list[str]
    losses: list[Loss]
    charters: dict[str, str]
    """Path of the charter by group."""


def exported(registry: Registry, today: date, paths: Mapping[str, str], data: Mapping[str, bytes]) -> Exported:
    """The files after the export; `paths` are their names for people, `data` those that are there."""
    readable(registry)
    files = {kind: existing(kind, paths[kind.file], data.get(kind.file)) for kind in KINDS}
    groups = {*files[WG].records, *files[TEAM].records}
    found = as_there(listing(registry, today), groups, files[PERSON].records)
    wg, team = _placed(found.wg, files[WG], files[TEAM]), _placed(found.team, files[TEAM], files[WG])
    persons, notes = merged_persons(files[PERSON], found)
    result = {
        WG.file: _groups(files[WG], {**wg[0], **team[1]}),
        TEAM.file: _groups(files[TEAM], {**team[0], **wg[1]}),
        PERSON.file: persons,
    }
    notes += _elsewhere(groups - {*found.wg, *found.team})
    notes += _bad_charters(registry)
    charters = {id: str(group["charter"]) for id, group in found.wg.items() if "charter" in group}
    return Exported(result, notes, found.losses.in_order(), charters)


def _placed(
    groups: Mapping[str, Values], own: Existing, other: Existing
) -> tuple[dict[str, Values], dict[str, Values]]:
    """The groups of a file, and those that stand in the other one: a record never moves."""
    there = {id for id in groups if id in other.records and id not in own.records}
    moved: dict[str, Values] = {id: {name: v for name, v in groups[id].items() if name != "charter"} for id in there}
    return {id: record for id, record in groups.items() if id not in there}, moved


def _groups(file: Existing, groups: Mapping[str, Values]) -> Merged:
    new = [record for id, record in sorted(groups.items()) if id not in file.records]
    return merged(file, new, {id: fields_differ(record) for id, record in groups.items()})


def _elsewhere(ids: set[str]) -> list[str]:
    named = sorted("(an address)" if any(addresses(id)) else id[:64] for id in ids)
    return [note("groups of the files that are not here", named, "left as they are")] if ids else []


def _bad_charters(registry: Registry) -> list[str]:
    """A path that leads out of the folder, or nowhere in it, is not handed on."""
    groups = registry.groups(kind="working-group")
    ids = [g.id for g in groups if g.charter and g.charter.path and not is_charter(g.charter.path)]
    what = "groups whose `charter.path` is not written, as it is no path in a folder like charters/maps-2026.md"
    return [note(what, ids)] if ids else []
