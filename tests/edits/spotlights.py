"""What tests of spotlights share: a small community with people of every kind of consent, and a change made at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cmtool.document.reader import read
from cmtool.document.writer import write
from cmtool.edits._records import values_of
from cmtool.model.edit import ChangeSet, applied
from cmtool.model.kinds import KINDS
from cmtool.model.registry import Registry
from cmtool.model.spotlight import Spotlight
from cmtool.store.judge import as_record
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Meridian Stack
contact: {address: community@meridian.example, owner: liis-tamm}
regions: [africa, americas, europe]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager], description: Keeps it going, does: [Answers mail]}
  lead: {name: Lead, scope: group, acts_as: [lead, triage], description: Leads, does: [Chairs]}
channels: [{id: chat, url: "https://chat.meridian.example", purpose: Talk, gathering: true}]
sensitivities: [{starts: 2026-12-20, ends: 2027-01-05, note: Holidays}]
spotlight: {questions: {who: Who are you?, proud: What are you proud of?}}
privacy: {visibility: public}
"""
LIIS = """
{name: Liis Tamm, status: active, joined: 2024-01-01, region: europe, roles: [{role: manager, since: 2024-01-01}],
 consents: {listing: 2024-01-01, spotlight: 2024-01-01}}
"""
AMINA = """
{name: Amina Diallo, status: active, joined: 2025-03-04, region: africa,
 consents: {listing: 2025-03-04, spotlight: 2026-02-01}}
"""
JONAS = "{name: Jonas Berg, status: active, joined: 2024-06-01, region: europe, consents: {listing: 2024-06-01}}"
ROSA = "{name: Rosa Quispe, status: active, joined: 2025-09-01, region: americas, consents: {listing: 2025-09-01}}"
KOFI = "{name: Kofi Mensah, status: active, joined: 2024-10-21, region: africa, consents: {spotlight: declined}}"
PAYMENTS = """
{name: Payments, kind: working-group, status: active, since: 2024-01-01, purpose: Pay,
 members: [{member: amina-diallo, role: lead, since: 2025-03-04}, {member: jonas-berg, role: lead, since: 2024-06-01}]}
"""
PEOPLE = {
    "members/liis-tamm": LIIS,
    "members/amina-diallo": AMINA,
    "members/jonas-berg": JONAS,
    "members/rosa-quispe": ROSA,
    "members/kofi-mensah": KOFI,
}
ID = "2026-12-01-amina-diallo"


def small(files: Mapping[str, str] | None = None) -> Registry:
    """The small community with some records more, or other ones."""
    return registry_from({"community": COMMUNITY, **PEOPLE, "groups/payments": PAYMENTS, **(files or {})})


def spotlight(status: str, *more: str, member: str = "amina-diallo", planned: str = "2026-12-01") -> str:
    """A spotlight for a post on LinkedIn."""
    whom = f"member: {member}" if member else "group: payments"
    return "{" + ", ".join([whom, f"planned: {planned}", f"status: {status}", "channels: [linkedin]", *more]) + "}"


ANSWERS = "answers: {who: A nurse}"
CONSENT = "consent: {given: 2026-11-18, channels: [linkedin], text_seen: true}"
APPROVED = "approved_by: liis-tamm"
POST = "published: [{channel: linkedin, date: 2026-11-19, url: 'https://social.example/p/1'}]"


def with_spotlight(status: str, *more: str, id: str = ID, member: str = "amina-diallo") -> tuple[Registry, Spotlight]:
    """The small community with one spotlight, and that one."""
    registry = small({f"spotlights/{id}": spotlight(status, *more, member=member)})
    return registry, registry.spotlights[id]


def made(registry: Registry, change: ChangeSet) -> Registry:
    """The registry after a change; only the records that it touches are read again."""
    values = {ref: applied(values_of(_known(registry, ref)), edits) for ref, edits in change.edits.items()}
    records = {folder: dict(known) for folder, known in registry.records.items()}
    for ref, own in {**values, **change.new}.items():
        folder, _, id = ref.partition("/")
        record, findings = as_record(KINDS[folder], id, read(f"{ref}.yaml", write(own).encode(), record=ref), None)
        assert record is not None and findings == [], [finding.message for finding in findings]
        records[folder][id] = record
    return Registry(registry.community, records)


def _known(registry: Registry, ref: str):  # type: ignore[no-untyped-def]
    record = registry.get(ref)
    assert record is not None
    return record
