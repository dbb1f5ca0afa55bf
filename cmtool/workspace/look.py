"""Looking at records: lists, and one record with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.formats.records import row, values_at
from cmtool.formats.table import Table
from cmtool.model.addresses import shown as shown_text
from cmtool.model.fields import fields
from cmtool.model.folders import FOLDERS
from cmtool.model.kinds import KINDS, folder_of
from cmtool.model.record import Record, Visibility
from cmtool.model.registry import Registry
from cmtool.suggestion import did_you_mean, nearest
from cmtool.workspace.columns import ANY, COLUMNS
from cmtool.workspace.related import related


def find_record(registry: Registry, ref: str) -> Record:
    """The record of a reference: `folder/id`, `kind/id`, `community`, or a bare id where only one kind has it.

    The path of its file is a reference too, as a shell completes it.
    """
    ref = _without_path(ref)
    if ref == "community":
        if registry.community is None:
            raise CmtoolError("community.yaml cannot be read: run cmtool validate")
        return registry.community
    kind, slash, id = ref.rpartition("/")
    folders = [folder_of(kind)] if slash else list(FOLDERS)
    found = [record for folder in folders if (record := registry.records[folder].get(id)) is not None]
    if len(found) > 1:
        raise CmtoolError(f"'{id}' is ambiguous: {' or '.join(record.ref for record in found)}")
    if found:
        return found[0]
    for folder in folders:
        if registry.is_unreadable(folder, id):
            raise CmtoolError(f"{folder}/{id} cannot be read: run cmtool validate")
        renamed = registry.formerly(folder, id)
        if renamed is not None:
            return renamed
    guess = nearest(id, [known for folder in folders for known in registry.records[folder]])
    raise CmtoolError(f"no record {shown_text(ref)}{did_you_mean(guess)}")


def _without_path(ref: str) -> str:
    """`members/amina-diallo` of `registry/members/amina-diallo.yaml`."""
    *_, folder, name = ("", *ref.rsplit("/", 2))
    id = name.removesuffix(".yaml")
    if id == name:
        return ref
    if folder in FOLDERS:
        return f"{folder}/{id}"
    return id if id == "community" or "/" not in ref else ref


SHOWN_FOR_NOTHING = {("requests", "outcome", "open")}
"""Words that `list` shows where a field is empty: who reads them there may ask for them."""


class Condition(NamedTuple):
    """A condition of `--where`: a dotted field, whether it must differ, and the value."""

    path: tuple[str, ...]
    differs: bool
    value: str

    def holds(self, data: dict[str, Any]) -> bool:
        """Some value at the field is the wanted one, an empty one where there is none; `!=` asks that none is."""
        return (self.value in (values_at(data, self.path) or [""])) != self.differs


def condition(folder: str, text: str) -> Condition:
    """`field=value` or `field!=value`; the field must exist in the kind."""
    name, sign, value = text.partition("=")
    path = tuple(name.removesuffix("!").split("."))
    if not sign or not path[0]:
        raise CmtoolError(f"'{text}' is not a condition; expected field=value, as status=active")
    known = fields(KINDS[folder])
    if path[0] not in known and path[0] != "id":
        raise CmtoolError(f"{folder} have no field '{path[0]}'{did_you_mean(nearest(path[0], known))}")
    if path[0] in known and known[path[0]].visibility >= Visibility.SENSITIVE:
        raise CmtoolError(f"'{path[0]}' is never shown for single people; see the reports")
    return Condition(path, name.endswith("!"), "" if (folder, *path, value) in SHOWN_FOR_NOTHING else value)


def listed(registry: Registry, kind: str, where: Iterable[str], today: date, *, private: bool = False) -> Table:
    """The records of a kind that meet all conditions."""
    folder = folder_of(kind)
    limit = Visibility.PRIVATE if private else Visibility.MEMBERS
    conditions = [condition(folder, text) for text in where]
    rows = [(record, row(record, limit)) for record in registry.records[folder].values()]
    kept = [(record, data) for record, data in rows if all(c.holds(data) for c in conditions)]
    headers, columns = COLUMNS.get(folder, ANY)
    return Table(headers, [columns(registry, record, today) for record, _ in kept], [data for _, data in kept])


def shown(registry: Registry, ref: str, today: date, *, private: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record as written, and what other records say about it."""
    record = find_record(registry, ref)
    return row(record, Visibility.PRIVATE if private else Visibility.MEMBERS), related(registry, record, today)
