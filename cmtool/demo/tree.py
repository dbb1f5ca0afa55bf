"""The files of the sample on a day: each record as it was, no reference leads nowhere, canonical text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from cmtool.demo.course import INVITED, spotlight
from cmtool.demo.cut import cut, versions, without_unknown
from cmtool.demo.past import Past, Values, values_of
from cmtool.document.writer import write
from cmtool.model.community import Community
from cmtool.model.fields import fields
from cmtool.model.kinds import KINDS
from cmtool.model.record import Part
from cmtool.model.values import mentioned, renamed

Files = Mapping[str, bytes]
Tree = dict[str, Values]
"""Values of records by reference, `folder/id`; of the community, by `community`."""

_PLANNED = ("attended", "guests", "actions", "notes", "regrets", "decisions")
"""What nobody knows of a meeting before it is held."""
_ANNOUNCED = {True: timedelta(days=14), False: timedelta(days=60)}
"""How long before it a meeting is written down: one of a group, and one of the whole community."""
_WORDS = ("organisations", "roles")
"""Vocabularies of the community that grow with their use."""
_BEGINS = {"requests": "received", "needs": "opened", "activities": "date", "meetings": "date", "spotlights": "planned"}
"""The field with the first day of a record, by folder."""


def ref_of(path: str) -> str:
    """The reference of a record by the path of its file."""
    return path.removesuffix(".yaml")


def model_of(ref: str) -> type[Part]:
    """The model of a record by its reference."""
    return Community if "/" not in ref else KINDS[ref.partition("/")[0]]


def tree_on(files: Files, past: Past, day: date) -> dict[str, bytes]:
    """The files of the registry on a day; one whose values are those of today, byte for byte."""
    today = {ref_of(path): values_of(path, data) for path, data in files.items()}
    ids = {ref: past.id(ref, day) for ref in today}
    tree = _complete({ref: found for ref in today if (found := _on(ref, past.values(ref, today[ref], day), day))})
    made = {}
    for ref, values in tree.items():
        path = f"{ref.rpartition('/')[0]}/{ids[ref]}.yaml".removeprefix("/")
        values = renamed(model_of(ref), values, lambda target, id: ids.get(f"{target}/{id}", id))
        if ids[ref] != ref.rpartition("/")[2]:
            values.pop("formerly", None)
        made[path] = files[f"{ref}.yaml"] if values == today[ref] else write(values).encode()
    return made


def _on(ref: str, values: Values, day: date) -> Values | None:
    """A record on a day, by its own dates; None before its first one. Skills come with the first who has them."""
    if _first_day(ref, values) > day + _ahead(ref, values):
        return None
    values = cut(model_of(ref), values, day)
    if ref.startswith("members/") and values["status"] == "alumni" and "left" not in values:
        values["status"] = "active"
    elif ref.startswith("groups/") and "products" in values:
        values["products"] = versions(values["products"], day)
    elif ref.startswith("meetings/") and values["date"] > day:
        values = _planned(values)
    elif ref.startswith("spotlights/"):
        values = spotlight(values, day)
    return {name: values[name] for name in fields(model_of(ref)) if values.get(name, []) != []}


def _first_day(ref: str, values: Values) -> date:
    """The day from which there is a record: of a group, the first of its status and its memberships."""
    found: list[date] = [date.min]
    if ref.startswith("groups/"):
        found = [values["since"], *(entry["since"] for entry in values["members"])]
    elif ref.partition("/")[0] in _BEGINS:
        found = [values[_BEGINS[ref.partition("/")[0]]]]
    elif "joined" in values:
        found = [values["joined"]]
    return min(found)


def _ahead(ref: str, values: Values) -> timedelta:
    if ref.startswith("spotlights/"):
        return INVITED
    return _ANNOUNCED["/" in values["series"]] if ref.startswith("meetings/") else timedelta(0)


def _planned(meeting: Values) -> Values:
    agenda = [{name: value for name, value in item.items() if name != "summary"} for item in meeting["agenda"]]
    known = {name: value for name, value in meeting.items() if name not in _PLANNED}
    return {**known, "status": "planned", "agenda": agenda}


def _complete(tree: Tree) -> Tree:
    """The records without references to what is not there yet: people, groups, skills, words, steps of a pathway."""
    used = _named(tree)
    tree = {ref: values for ref, values in tree.items() if not ref.startswith("skills/") or ref in used}
    known = {folder: {ref.partition("/")[2] for ref in tree if ref.startswith(f"{folder}/")} for folder in KINDS}
    tree = {ref: found for ref, values in tree.items() if (found := without_unknown(model_of(ref), values, known))}
    used = _named(tree)
    community = tree["community"]
    for word in _WORDS:
        community[word] = {id: value for id, value in community[word].items() if f"{word}/{id}" in used}
    for ref, values in tree.items():
        if ref.startswith("groups/"):
            values["members"] = list(_on_pathway(values, community))
    return tree


def _named(tree: Tree) -> set[str]:
    """What the records mention, as `target/id`; what the community's own words mention does not count."""
    found = set()
    for ref, values in tree.items():
        known = fields(model_of(ref))
        for name, value in values.items():
            if ref != "community" or name not in _WORDS:
                found |= {f"{target}/{id}" for target, id in mentioned(known[name].shape, value)}
    return found


def _on_pathway(group: Values, community: Values) -> Iterator[Values]:
    """The memberships, with steps of the pathway that the group has; nobody notes steps before there is one."""
    pathway: list[Values] = group.get("pathway") or community.get("pathway") or []
    ids = {step["id"] for step in pathway}
    for entry in group["members"]:
        steps = [step for step in entry.get("steps", []) if step["step"] in ids]
        yield {name: value for name, value in {**entry, "steps": steps}.items() if value or name != "steps"}
