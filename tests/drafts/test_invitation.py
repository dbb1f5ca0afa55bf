"""Invitations: a mail to each kind of reader, that names nobody who did not consent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cmtool.drafts import invitation
from cmtool.drafts.invitation.readers import addressed
from cmtool.errors import CmtoolError
from cmtool.model.registry import Registry
from cmtool.render.plain import require_plain
from cmtool.store.load import load
from tests.conftest import SAMPLE, Outcome
from tests.drafts.agendas import COMMUNITY, FILES, TODAY, registry_with

GOLDEN = Path(__file__).parents[1] / "golden" / "drafts"
MEET = "2027-02-11-communitymeet"

ROLES = COMMUNITY.replace(
    "roles: {lead: {name: Lead, scope: group, acts_as: [lead]}}",
    """
roles:
  lead: {name: Lead, scope: group, acts_as: [lead]}
  greeter: {name: Greeter, scope: group, acts_as: [triage]}
  guest: {name: Guest, scope: group}
  friend: {name: Friend, scope: community}
tone: Warm.
sensitivities:
  - {starts: 2026-11-25, ends: 2026-11-26, note: Nobody writes}
  - {starts: 2026-12-01, ends: 2026-12-01, note: Nobody meets}
  - {starts: 2027-01-01, ends: 2027-01-02, note: Later}
""",
)
GROUPS = {
    "community": ROLES,
    "groups/maps": """
name: Maps
kind: working-group
status: active
purpose: Draw
members:
  - {member: ada, role: lead, since: 2026-10-01}
  - {member: ada, role: greeter}
  - {member: eve, role: guest, since: 2026-10-01}
""",
    "groups/seeds": "{name: Seeds, kind: working-group, status: forming, purpose: Keep, members: [{member: finn, role: lead}]}",
    "groups/teach": "{name: Teach, kind: workstream, status: active, purpose: Teach, members: [{member: gus, role: lead}]}",
    "members/eve": "{name: Eve, status: active, joined: 2026-10-01}",
    "members/finn": "{name: Finn, status: active, roles: [{role: friend, since: 2026-01-01}]}",
    "members/gus": "{name: Gus, status: active}",
}


def registry(text: str = "series: meet", **more: str | None) -> Registry:
    """A planned meeting in a community with roles."""
    meeting = f"{{status: planned, date: 2026-12-01, mode: online, {text}}}"
    return registry_with(**{**GROUPS, "meetings/next": meeting, **more})


def context(found: Registry, role: str = "member", **more: Any) -> dict[str, Any]:
    made = invitation.context(found, "next", TODAY, role, **more)
    require_plain(made)
    return made


def test_invitation_to_each_kind_of_reader_is_as_accepted(
    cmtool: Callable[..., Outcome], same_as: Callable[[str, Path], None]
) -> None:
    outcome = cmtool("draft", "invitation", MEET, cwd=SAMPLE)
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"invitation-{MEET}.txt")


def test_invitation_for_one_role_is_as_accepted(
    cmtool: Callable[..., Outcome], same_as: Callable[[str, Path], None]
) -> None:
    meeting = "2026-11-26-communitymeet"
    outcome = cmtool("draft", "invitation", meeting, "--for", "triage-lead", cwd=SAMPLE)
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"invitation-{meeting}-triage-lead.txt")


def test_everybody_who_is_asked_gets_one_text(cmtool: Callable[..., Outcome]) -> None:
    out = cmtool("draft", "invitation", MEET, cwd=SAMPLE).out
    lists = re.findall(
        r"^for [^:]+ \((\d+)\): (.+?)(?=\n(?:still|at night|tone|caution|for))", out, re.DOTALL | re.MULTILINE
    )
    ids = [id for _, found in lists for id in found.replace("\n", " ").split(", ")]
    asked = [m.id for m in load(SAMPLE).registry.members.values() if m.status in ("onboarding", "active")]
    assert sorted(ids) == sorted(asked)
    assert sum(int(number) for number, _ in lists) == len(asked)


def test_text_names_nobody_but_who_may_be_named(cmtool: Callable[..., Outcome]) -> None:
    """What goes out says people in numbers; ids stand above the cut line, for the editor."""
    found = load(SAMPLE).registry
    texts = cmtool("draft", "invitation", MEET, cwd=SAMPLE).out.split("=" * 72)
    sent = [text.split("--- cut here ---")[1] for text in texts]
    told = {m.id for m in found.members.values() if any((m.name and m.name in text) or m.id in text for text in sent)}
    assert told == {"ines-carvalho"}  # she leads through the meeting, and consented to listing
    assert found.members["ines-carvalho"].consents_to("listing", date(2026, 11, 20))


def test_facilitator_who_did_not_consent_is_not_named() -> None:
    assert context(registry("series: meet, facilitator: ada"))["facilitator"] is None
    known = "{name: Ada, status: active, consents: {listing: 2026-01-01}}"
    named = context(registry("series: meet, facilitator: ada", **{"members/ada": known}))["facilitator"]
    assert named == {"id": "ada", "name": "Ada"}


def test_readers_by_the_text_that_fits_best() -> None:
    found = registry()
    assert addressed(found, found.all_meetings["next"], None) == {
        "workstream": ["gus"],
        "greeter": ["ada"],
        "lead": ["finn"],
        "member": ["cleo", "eve"],
    }
    assert addressed(found, found.all_meetings["next"], "lead") == {"lead": ["ada", "finn", "gus"]}
    assert addressed(found, found.all_meetings["next"], "friend") == {"friend": ["finn"]}
    of_maps = registry("series: calls, groups: [maps]")
    assert addressed(of_maps, of_maps.all_meetings["next"], None) == {"greeter": ["ada"], "member": ["eve"]}


def test_leads_are_asked_for_the_update_of_their_group_and_told_what_is_known() -> None:
    found = context(registry(), "lead", to=["ada"])
    update = found["updates"][0]
    assert [u["group"]["id"] for u in found["updates"]] == ["maps"]
    assert (update["minutes"], update["facts"]["joined"], update["facts"]["who_joined"]) == (5, 1, [])
    assert context(registry())["updates"] == []


def test_triage_hears_how_many_newcomers_there_are() -> None:
    assert context(registry(), "greeter")["newcomers"] == 1
    assert context(registry(), "lead")["newcomers"] is None


def test_workstream_is_asked_or_told_when() -> None:
    asked = context(registry(), "workstream")["contribution"]
    assert asked == {
        "minutes": 15,
        "title": "Contribution of a workstream",
        "group": {"id": "teach", "name": "Teach"},
        "proposed": True,
        "at": None,
        "last": None,
    }
    own = "agenda: [{title: How we draw, kind: contribution, minutes: 20, group: talk, by: eve}]"
    found = registry(f"series: meet, start: '10:00', {own}")
    told = context(found, "workstream")
    assert (told["contribution"]["title"], told["contribution"]["proposed"], told["to"]) == (
        "How we draw",
        False,
        ["eve"],
    )
    short = context(registry("series: meet, minutes: 5"), "workstream")["contribution"]
    assert (short["at"], short["minutes"]) == (None, 15)  # it does not fit yet


def test_what_is_only_proposed_is_not_announced() -> None:
    items = "{title: Money, kind: decision, minutes: 5}, {title: Tea, kind: break, minutes: 5}, {title: Maps, kind: discussion, minutes: 5}"
    told = context(registry(f"series: meet, quorum: 3, agenda: [{items}]"))
    assert [item["title"] for item in told["hear"]] == ["Maps"]
    assert (told["decisions"], told["quorum"], told["opening"], told["update_count"]) == (["Money"], 3, None, 2)
    assert context(registry("series: meet, opening: Two"))["opening"] == "Two"
    first = "agenda: [{title: One, kind: ritual, minutes: 5}]"
    assert context(registry(f"series: meet, {first}"))["opening"] == "One"


def test_meeting_without_a_contribution_asks_no_workstream() -> None:
    assert context(registry("series: calls"), "workstream")["contribution"] is None
    assert context(registry("series: calls"), "workstream")["to"] == []


def test_notes_tell_the_editor_what_is_open() -> None:
    found = context(registry(), "lead")
    assert invitation.notes(found, "text") == [
        "DRAFT, not sent",
        "for Lead (3): ada, finn, gus",
        "still open: the hour",
        "still open: the address",
        "tone: Warm.",
        "caution, 2026-11-25 to 2026-11-26: Nobody writes",
        "caution, 2026-12-01 to 2026-12-01: Nobody meets",
        "for calendars, attach: cmtool report calendar -o calendar.ics",
    ]


def test_proposed_contribution_is_agreed_before_others_are_invited() -> None:
    notes = invitation.notes(context(registry(), "workstream"), "text")
    assert "The contribution is a proposal: ask before the others are invited." in notes


def test_invitation_says_at_night_for_whom() -> None:
    ada = "{name: Ada, status: active, region: north, timezone: America/Lima}"
    found = context(registry("series: meet, start: '08:00', tz: Europe/Berlin", **{"members/ada": ada}))
    assert "at night for North: say how they hear of it afterwards" in invitation.notes(found, "text")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["invitation", MEET, "--for", "triage-leed"],
            "no role 'triage-leed'; did you mean 'triage-lead'?; roles: community-manager, ",
        ),
        (["spotlight", "amina-diallo", "--for", "lead"], "draft spotlight takes no --for\n"),
        (
            ["invitation", "2026-11-03-payments"],
            "'meetings/2026-11-03-payments' is held: people are invited only to a planned meeting\n",
        ),
        (["invitation", "payments/fortnightly-call"], "'payments/fortnightly-call' is not written down yet; cmtool"),
        (["invitation", "amina-diallo"], "no record 'meetings/amina-diallo'"),
    ],
)
def test_what_is_no_invitation_is_told(arguments: list[str], said: str, cmtool: Callable[..., Outcome]) -> None:
    outcome = cmtool("draft", *arguments, cwd=SAMPLE)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error: {said}")


def test_meeting_of_nobody_has_nobody_to_invite(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    files = {
        "groups/empty.yaml": "name: Empty\nkind: team\nstatus: active\npurpose: None\nmembers: []\n",
        "meetings/2026-12-04-empty.yaml": "series: event\nstatus: planned\ndate: 2026-12-04\nmode: online\ngroups: [empty]\n",
        "meetings/2026-12-05-all.yaml": "series: event\nstatus: planned\ndate: 2026-12-05\nmode: online\n",
    }
    where = ("--registry", str(registry_of(files)), "--today", "2026-11-20")
    said = "error: 'meetings/2026-12-04-empty' has nobody to invite: none of its groups has a member\n"
    assert cmtool("draft", "invitation", "2026-12-04-empty", *where) == (2, "", said)
    told = cmtool("draft", "invitation", "2026-12-05-all", *where)
    assert (told.code, told.err) == (0, "")
    assert [line for line in told.out.splitlines() if line.startswith("for ")] == [
        "for Gardener (2): bo-lindqvist, cem-aydin",
        "for calendars, attach: cmtool report calendar -o calendar.ics",
        "for member (2): ada-moreau, dunja-horvat",
        "for calendars, attach: cmtool report calendar -o calendar.ics",
    ]


def test_nobody_is_invited_to_a_cancelled_meeting() -> None:
    with pytest.raises(CmtoolError, match="is cancelled and has no agenda"):
        context(registry("series: meet", **{"meetings/next": FILES["meetings/other"].replace("held", "cancelled")}))


def test_newcomers_are_invited_to_their_call() -> None:
    """Those who asked to join in the last 90 days and were in no call; the ticket knows who they are."""
    join = "kind: join, source: ticket, summary: Wants to help"
    requests = {
        "requests/new": f"{{{join}, received: 2026-11-10, ticket: HELP-481}}",
        "requests/mail": f"{{{join}, received: 2026-11-11}}",
        "requests/old": f"{{{join}, received: 2026-08-01}}",
        "requests/met": f"{{{join}, received: 2026-11-01, onboarding: {{call: 2026-11-05}}}}",
    }
    said = "to invite, who asked to join: requests/new (HELP-481), requests/mail"
    for text in ("series: calls, purposes: [onboarding]", "series: onboarding"):
        community = ROLES.replace("  calls: {name: Calls}", "  calls: {name: Calls}\n  onboarding: {name: Welcome}")
        found = registry(text, **requests, community=community)
        assert said in invitation.notes(context(found), "text")
    assert said not in invitation.notes(context(registry("series: calls", **requests)), "text")
