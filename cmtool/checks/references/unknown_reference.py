"""A record names a member, group, meeting or skill that the registry does not hold.

A reference is the name of a file: `members/amina-diallo.yaml` is `amina-diallo` wherever a member is asked for. Most
often it is a typing error, a file that was never added, or a record that was renamed. Nothing is said about a record
that exists and cannot be read: its own finding comes first. An overlay file needs a record of the same name as well.

Bad:

    members:
      - member: amina-dialo
        role: lead

Good:

    members:
      - member: amina-diallo
        role: lead

How to fix: write the id as the file is named, or add the file. Somebody who left is never deleted but set to `alumni`
or, on request, `removed`; so old meetings stay true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from cmtool.finding import Finding
from cmtool.model.activity import Activity
from cmtool.model.folders import LATER
from cmtool.model.kinds import KINDS
from cmtool.model.record import Record
from cmtool.model.references import Mention, unknown
from cmtool.model.registry import Registry
from cmtool.suggestion import Suggestions, did_you_mean, nearest

CODE = "REF101"
SEVERITY = "error"
CLOCK = False


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """References to records that do not exist, in the registry and in its overlay."""
    kinds = {folder: _Kind(registry, folder) for folder in KINDS}
    overlay = registry.overlay or {}
    community = [registry.community] if registry.community else []
    for records in (community, *(registry.records[folder].values() for folder in KINDS), overlay.values()):
        for record, mention in unknown(records, registry.records):
            if not registry.is_known(mention.target, mention.id):
                yield kinds[mention.target].finding(record, mention)
    for activity in registry.all_activities.values():
        yield from _unknown_about(registry, kinds, activity)
    for id, record in overlay.items():
        if not registry.is_known("members", id):
            message = f"overlay file of an unknown member '{id}'{did_you_mean(kinds['members'].nearest(id))}"
            yield record.finding(CODE, "", message, hint="name it as the public record is named, or remove it")


def _unknown_about(registry: Registry, kinds: Mapping[str, _Kind], activity: Activity) -> Iterator[Finding]:
    """References of any kind, with their folder; folders of kinds that are not read yet are not judged."""
    for index, ref in enumerate(activity.about):
        folder, _, id = ref.partition("/")
        if folder in kinds:
            if not registry.is_known(folder, id):
                yield kinds[folder].finding(activity, Mention(("about", index), folder, id))
        elif folder not in LATER:
            message = f"no kind '{folder}'{did_you_mean(nearest(folder, (*kinds, *LATER)))}"
            yield activity.finding(CODE, ("about", index), message, hint=f"kinds: {', '.join((*kinds, *LATER))}")


class _Kind:
    """The ids of one folder as far as a message about an unknown one needs them; made at the first question."""

    def __init__(self, registry: Registry, folder: str) -> None:
        self.folder = folder
        self.singular = KINDS[folder].singular
        self._registry = registry

    def finding(self, record: Record, mention: Mention) -> Finding:
        """What is wrong with one mention."""
        id, renamed = mention.id, self._renamed.get(mention.id)
        guess = None if renamed else self.nearest(id)
        hint = f"correct the id, or add {self.folder}/{id}.yaml"
        if renamed:
            hint = f"it was renamed: write '{renamed}'"
        message = f"unknown {self.singular} '{id}'{did_you_mean(guess)}"
        return record.finding(CODE, mention.field, message, hint=hint, at_key=mention.is_key)

    def nearest(self, id: str) -> str | None:
        """The known id that was probably meant."""
        return self._suggestions.nearest(id)

    @cached_property
    def _suggestions(self) -> Suggestions:
        prefix = f"{self.folder}/"
        unreadable = [ref.removeprefix(prefix) for ref in self._registry.unreadable if ref.startswith(prefix)]
        return Suggestions([*self._registry.records[self.folder], *unreadable])

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        return {old: record.id for record in self._registry.records[self.folder].values() for old in record.formerly}
