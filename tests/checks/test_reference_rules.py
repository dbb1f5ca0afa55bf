"""References, words and dates: what the samples of REF101-105 cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cmtool.checks import check, rules
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: References
contact: {address: community@meridian.example, owner: ada-stone}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager], description: Keeps it going, does: [Answers mail]}
  lead: {name: Lead, scope: group, acts_as: [lead], description: Leads, does: [Chairs]}
series: {meet: {name: Meet}}
channels: [{id: chat, purpose: Talk, gathering: true}]
privacy: {visibility: public}
"""
ADA = (
    "{name: Ada Stone, status: active, joined: 2026-09-01, region: north, roles: [{role: manager, since: 2026-09-01}]}"
)
BEN = "name: Ben Okoro\nstatus: active\njoined: 2026-09-01\nregion: north\n"
TEAM = "name: Maps\nkind: team\nstatus: active\npurpose: Draw\n"
CALL = "series: event\nstatus: planned\ndate: 2026-12-01\nmode: online\n"
SOUND = {"community": COMMUNITY, "members/ada-stone": ADA, "members/ben-okoro": BEN}


def registry(files: Mapping[str, str]) -> Registry:
    texts = SOUND | files
    return assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items()).registry


def told(code: str, files: Mapping[str, str]) -> list[tuple[str, str]]:
    found = rules()[code].check(registry(files), TODAY)
    return [(f"{finding.record} {finding.field_name}: {finding.message}", finding.hint) for finding in found]


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (
            BEN.replace("2026-09-01", "2026-11-21"),
            ["members/ben-okoro joined: 'joined' is in the future: 2026-11-21"],
        ),
        (BEN.replace("2026-09-01", "2026-11-20"), []),
        (BEN.replace("active", "onboarding").replace("2026-09-01", "2026-11-21"), []),
        (
            BEN + "left: 2026-11-19\n",
            ["members/ben-okoro left: left on 2026-11-19, but the status is 'active'"],
        ),
        (BEN + "left: 2026-11-20\n", []),
    ],
)
def test_status_and_days_of_a_member_agree(member: str, expected: list[str]) -> None:
    assert [message for message, _ in told("REF105", {"members/ben-okoro": member})] == expected


def test_removed_member_keeps_no_key_of_the_community_either() -> None:
    assert [message for message, _ in told("MEM101", {"members/ben-okoro": "status: removed\nx-was: Ben\n"})] == [
        "members/ben-okoro status: removed member keeps more than the status: 'x-was'"
    ]


def test_renamed_record_is_named_by_its_old_id() -> None:
    files = {
        "members/ben-okoro": BEN + "formerly: [ben]\n",
        "groups/maps": TEAM + "members: [{member: ben, role: lead}]\n",
    }
    assert told("REF101", files) == [
        ("groups/maps members[0].member: unknown member 'ben'", "it was renamed: write 'ben-okoro'")
    ]


def test_unknown_id_is_told_where_it_stands_even_as_a_key() -> None:
    community = COMMUNITY.replace("acts_as: [lead],", "acts_as: [lead], baseline: {drawing: 3},")
    assert told("REF101", {"community": community}) == [
        ("community roles.lead.baseline.drawing: unknown skill 'drawing'", "correct the id, or add skills/drawing.yaml")
    ]


def test_decisions_are_not_judged_while_no_folder_of_that_kind_is_read() -> None:
    assert told("REF101", {"meetings/call": CALL + "decisions: [one-name]\n"}) == []


@pytest.mark.parametrize(
    "entry",
    [
        Entry("members", "link"),
        Entry("members", "closed"),
        Entry("members", "file", b"Ada\n"),
        Entry("members/2026", "link"),
        Entry("members/2026", "repository"),
        Entry("member", "folder"),
        Entry("members/cy-lee.yml", "file", b"name: Cy Lee\n"),
        Entry("members/Cy_Lee.yaml", "file", b"name: Cy Lee\n"),
        Entry("members/cy-lee.yaml", "link"),
    ],
    ids=lambda entry: f"{entry.kind} {entry.path}",
)
def test_what_could_not_be_read_may_hold_the_id(entry: Entry) -> None:
    files = SOUND | {"groups/maps": TEAM + "members: [{member: cy-lee, role: lead}, {member: ada-stone, role: lead}]\n"}
    loaded = assemble([*(Entry(f"{path}.yaml", "file", text.encode()) for path, text in files.items()), entry])
    standing = [finding for finding in check(loaded.registry, TODAY) if finding.due is None]
    assert [finding.path for finding in loaded.findings] == [entry.path]
    assert standing == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"groups/maps": TEAM + "members: [{member: ada-stone, role: manager}]\n"},
            (
                "groups/maps members[0].role: role 'manager' is of scope community: "
                "it is held in `roles` of a member, not here",
                "move it there, or use a role of scope group: lead",
            ),
        ),
        (
            {"members/ben-okoro": BEN + "roles: [{role: lead, since: 2026-09-01}]\n"},
            (
                "members/ben-okoro roles[0].role: role 'lead' is of scope group: "
                "it is held in `members` of a group, not here",
                "move it there, or use a role of scope community: manager",
            ),
        ),
        (
            {"members/ben-okoro": BEN + "affiliations: [{org: acme}]\n"},
            (
                "members/ben-okoro affiliations[0].org: 'acme' is not one of: (nothing yet)",
                "correct it, or add it to `organisations` of community.yaml",
            ),
        ),
        (
            {"meetings/call": CALL.replace("event", "meat")},
            (
                "meetings/call series: 'meat' is not one of: meet, event; did you mean 'meet'?",
                "correct it, or add it to `series` of community.yaml",
            ),
        ),
        (
            {"meetings/call": CALL.replace("event", "maps/call"), "groups/maps": TEAM + "members: []\n"},
            (
                "meetings/call series: 'maps/call' is not known: groups/maps has no meeting series",
                "correct it, or add the series to `meets` of groups/maps",
            ),
        ),
        (
            {
                "meetings/call": CALL.replace("event", "maps/cal"),
                "groups/maps": TEAM + "members: []\nmeets: [{id: call, every: 7d, time: 12:30}]\n",
            },
            (
                "meetings/call series: 'maps/cal' is not one of: maps/call; did you mean 'maps/call'?",
                "correct it, or add the series to `meets` of groups/maps",
            ),
        ),
        (
            {"community": COMMUNITY + "review: [{paths: '*', by: leader}, {paths: '*', by: ada-ston}]\n"},
            (
                "community review[0].by: 'leader' is not one of: self, leads, owner, manager, or a member; "
                "did you mean 'leads'?",
                "write 'leads'",
            ),
        ),
        (
            {"community": COMMUNITY + "review: [{paths: '*', by: lead}]\n"},
            (
                "community review[0].by: 'lead' is not one of: self, leads, owner, manager, or a member; "
                "did you mean 'leads'?",
                "write 'leads'",
            ),
        ),
        (
            {"community": COMMUNITY + "review: [{paths: '*', by: everybody}]\n"},
            (
                "community review[0].by: 'everybody' is not one of: self, leads, owner, manager, or a member",
                "write one of these words, or the id of a member",
            ),
        ),
        (
            {"members/ben-okoro": BEN + 'timezone: "ben@okoro.example"\n'},
            (
                "members/ben-okoro timezone: a text of 17 characters is not a time zone",
                "write its IANA name, as Africa/Dakar or UTC",
            ),
        ),
    ],
)
def test_word_outside_its_vocabulary(files: Mapping[str, str], expected: tuple[str, str]) -> None:
    assert told("REF102", files)[0] == expected


def test_long_vocabulary_is_cut() -> None:
    regions = ", ".join(f"region-{n:02}" for n in range(20))
    community = COMMUNITY.replace("[north]", f"[{regions}]")
    message, _ = told("REF102", {"community": community, "members/ada-stone": ADA, "members/ben-okoro": BEN})[-1]
    listed = ", ".join(f"region-{n:02}" for n in range(12))
    assert message == f"members/ben-okoro region: 'north' is not one of: {listed} and 9 more"


@pytest.mark.parametrize(
    "files",
    [
        {"members/ben-okoro": BEN.replace("north", "unknown")},
        {"meetings/call": CALL.replace("event", "maps/call"), "groups/maps": "name: ["},
        {"community": COMMUNITY + "review: [{paths: '*', by: cy-lee}]\n", "members/cy-lee": "name: ["},
        {"community": "name: ["},
    ],
)
def test_word_that_is_right_or_may_be_is_left_alone(files: Mapping[str, str]) -> None:
    assert told("REF102", files) == []


def test_catalogues_are_asked_even_if_the_community_cannot_be_read() -> None:
    files = {"community": "name: [", "members/ben-okoro": BEN + "country: UK\n"}
    assert told("REF102", files) == [
        (
            "members/ben-okoro country: 'UK' is not a country; did you mean 'GB' (United Kingdom)?",
            "write its ISO 3166-1 code, as SN",
        )
    ]


GONE = BEN.replace("active", "alumni") + "left: 2026-10-01\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "groups/maps": TEAM
                + "members: []\nlifecycle: {stage: starting, since: 2026-09-01, activator: ben-okoro}\n"
            },
            "groups/maps lifecycle.activator: orphaned: activator 'ben-okoro' is not active any more",
        ),
        (
            {"community": COMMUNITY + "lifecycle: {stage: starting, since: 2026-09-01, partner: ben-okoro}\n"},
            "community lifecycle.partner: orphaned: partner 'ben-okoro' is not active any more",
        ),
        (
            {"groups/maps": TEAM + "members: [{member: ben-okoro, role: lead}]\n"},
            "groups/maps members[0].member: orphaned: lead 'ben-okoro' is not active any more",
        ),
        (
            {"meetings/call": CALL + "facilitator: ben-okoro\n"},
            "meetings/call facilitator: orphaned: facilitator 'ben-okoro' is not active any more",
        ),
        (
            {"community": COMMUNITY + "review: [{paths: '*', by: ben-okoro}]\n"},
            "community review[0].by: orphaned: reviewer 'ben-okoro' is not active any more",
        ),
    ],
)
def test_what_hangs_on_somebody_who_left_is_orphaned(files: Mapping[str, str], expected: str) -> None:
    assert told("REF103", files) == []
    assert [message for message, _ in told("REF103", {**files, "members/ben-okoro": GONE})] == [expected]
    assert told("REF103", {**files, "members/ben-okoro": BEN.replace("active", "paused")}) == []


QUERY = "kind: query\nreceived: 2026-11-01\nsource: form\nsummary: Which map\n"
SPOTLIGHT = "member: ben-okoro\nplanned: 2026-12-01\nchannels: [linkedin]\nstatus: "
CLOSED = "outcome: answered\nclosed: 2026-11-05\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"requests/map": QUERY + "owner: ben-okoro\n"},
            "requests/map owner: orphaned: owner 'ben-okoro' is not active any more",
        ),
        (
            {"requests/map": QUERY + "experts: [{member: ben-okoro, asked: 2026-11-02}]\n"},
            "requests/map experts[0].member: orphaned: expert asked 'ben-okoro' is not active any more",
        ),
        (
            {"spotlights/ben": SPOTLIGHT + "invited\n"},
            "spotlights/ben member: orphaned: spotlight on 'ben-okoro' is not active any more",
        ),
    ],
)
def test_requests_and_spotlights_are_orphaned_too(files: Mapping[str, str], expected: str) -> None:
    assert told("REF103", files) == []
    assert [message for message, _ in told("REF103", {**files, "members/ben-okoro": GONE})] == [expected]


@pytest.mark.parametrize(
    "files",
    [
        {"requests/map": QUERY + "owner: ben-okoro\n" + CLOSED},
        {"requests/map": QUERY + "experts: [{member: ben-okoro, asked: 2026-11-02, answered: 2026-11-03}]\n"},
        {"requests/map": QUERY + "experts: [{member: ben-okoro, asked: 2026-11-02}]\n" + CLOSED},
        {"spotlights/ben": SPOTLIGHT + "published\n"},
        {"spotlights/ben": SPOTLIGHT + "withdrawn\n"},
        {"groups/maps": TEAM + "members: []\n", "needs/rivers": "title: Rivers\ntype: task\ngroup: maps\nstatus: open\nopened: 2026-09-01\n"
         "outreach: [{date: 2026-09-02, by: ben-okoro, member: ben-okoro, result: silent}]\n"},
        {"activities/thanks": "kind: thanks\ndate: 2026-11-02\nby: ben-okoro\nmembers: [ben-okoro]\ntext: Thanks\n"},
    ],
)  # fmt: skip
def test_what_somebody_did_who_left_stays_theirs(files: Mapping[str, str]) -> None:
    assert told("REF103", {**files, "members/ben-okoro": GONE}) == []


@pytest.mark.parametrize(
    "files",
    [
        {"groups/maps": TEAM + "members: [{member: ben-okoro, role: lead, until: 2026-10-01}]\n"},
        {"groups/maps": TEAM.replace("active", "closed") + "members: [{member: ben-okoro, role: lead}]\n"},
        {
            "meetings/call": CALL.replace("planned", "held")
            + "actions: [{what: Do, who: ben-okoro, done: 2026-12-02}]\n"
        },
        {"meetings/call": CALL.replace("planned", "cancelled") + "facilitator: ben-okoro\n"},
    ],
)
def test_what_is_over_is_not_orphaned(files: Mapping[str, str]) -> None:
    assert told("REF103", {**files, "members/ben-okoro": GONE}) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "members/ben-okoro",
            GONE.replace("2026-10-01", "2026-08-31"),
            "left: dates out of order: 'left' 2026-08-31 is before 'joined' 2026-09-01",
        ),
        (
            "members/ben-okoro",
            BEN + "code_of_conduct: 2026-11-21\n",
            "code_of_conduct: 'code_of_conduct' is in the future: 2026-11-21",
        ),
        ("members/ben-okoro", BEN + "verified: 2026-11-21\n", "verified: 'verified' is in the future: 2026-11-21"),
        (
            "members/ben-okoro",
            BEN + "roles: [{role: manager, since: 2026-10-02, until: 2026-10-01}]\n",
            "roles[0].until: dates out of order: 'until' 2026-10-01 is before 'since' 2026-10-02",
        ),
        (
            "members/ben-okoro",
            BEN
            + "skills:\n  - {skill: aa, level: 1, date: 2027-01-01, state: confirmed, "
            + "endorsed: [{by: ada-stone, date: 2026-10-01, level: 1}]}\n",
            "skills[0].date: 'date' is in the future: 2027-01-01",
        ),
        (
            "groups/maps",
            TEAM + "members: [{member: ben-okoro, role: lead, since: 2026-10-02, until: 2026-10-01}]\n",
            "members[0].until: dates out of order: 'until' 2026-10-01 is before 'since' 2026-10-02",
        ),
        (
            "groups/maps",
            TEAM + "members: []\ncharter: {starts: 2026-02-01, ends: 2026-01-31}\n",
            "charter.ends: dates out of order: 'ends' 2026-01-31 is before 'starts' 2026-02-01",
        ),
        (
            "groups/maps",
            TEAM
            + "members: []\nproducts:\n  - {name: S, versions: [{version: '1', status: released, date: 2027-01-01}]}\n",
            "products[0].versions[0].date: 'date' is in the future: 2027-01-01",
        ),
        (
            "meetings/call",
            CALL.replace("planned", "held").replace("2026-12-01", "2026-10-06")
            + "actions: [{what: Do, who: ada-stone, done: 2026-10-05}]\n",
            "actions[0].done: done on 2026-10-05, before the meeting on 2026-10-06",
        ),
    ],
)
def test_dates_that_cannot_be(path: str, text: str, expected: str) -> None:
    assert [message for message, _ in told("REF105", {path: text})] == [f"{path} {expected}"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("members/ben-okoro", BEN + "verified: 2026-11-20\nconsents: {listing: 2026-11-20, photo: declined}\n"),
        ("members/ben-okoro", GONE.replace("joined: 2026-09-01", "joined: unknown")),
        ("members/ben-okoro", GONE.replace("left: 2026-10-01", "left: unknown")),
        ("members/ben-okoro", BEN + "affiliations: [{org: acme, since: 2026-09-01, until: 2026-09-01}]\n"),
        ("groups/maps", TEAM + "members: [{member: ben-okoro, role: lead, since: 2027-01-01, until: unknown}]\n"),
        (
            "groups/maps",
            TEAM
            + "members: [{member: ben-okoro, role: lead, since: 2026-09-01, steps: [{step: aa, date: 2025-01-01}]}]\n",
        ),
        (
            "groups/maps",
            TEAM
            + "members: []\nproducts: [{name: Style, versions: [{version: '1', status: planned, due: 2027-01-01}]}]\n",
        ),
        ("meetings/call", CALL + "actions: [{what: Do, who: ada-stone, due: 2027-01-01}]\n"),
        ("meetings/call", CALL + "actions: [{what: Book, who: ada-stone, due: 2026-10-06, done: 2026-10-01}]\n"),
    ],
)
def test_dates_that_can_be(path: str, text: str) -> None:
    assert told("REF105", {path: text}) == []


NEED = "title: Rivers\ntype: challenge\ngroup: maps\nopened: 2026-09-01\n"
ORDER = "dates out of order: "


@pytest.mark.parametrize(
    ("ref", "text", "expected"),
    [
        ("requests/map", QUERY + "acknowledged: 2026-10-31\n", [f"acknowledged: {ORDER}'acknowledged' 2026-10-31 is before 'received' 2026-11-01"]),
        ("requests/map", QUERY + "routed: 2026-10-31\n", [f"routed: {ORDER}'routed' 2026-10-31 is before 'received' 2026-11-01"]),
        ("requests/map", QUERY + "first_response: 2026-10-31\n", [f"first_response: {ORDER}'first_response' 2026-10-31 is before 'received' 2026-11-01"]),
        ("requests/map", QUERY + "outcome: answered\nclosed: 2026-10-31\n", [f"closed: {ORDER}'closed' 2026-10-31 is before 'received' 2026-11-01"]),
        ("requests/map", QUERY.replace("2026-11-01", "2026-11-21"), ["received: 'received' is in the future: 2026-11-21"]),
        ("requests/map", QUERY + "routed: 2026-11-21\n", ["routed: 'routed' is in the future: 2026-11-21"]),
        ("requests/map", QUERY + "onboarding: {call: 2026-11-10, mailed: 2026-11-09}\n", [f"onboarding.mailed: {ORDER}'mailed' 2026-11-09 is before 'call' 2026-11-10"]),
        ("requests/map", QUERY + "onboarding: {call: 2026-11-10, mailed: 2026-11-17, followed_up: 2026-11-16}\n", [f"onboarding.followed_up: {ORDER}'followed_up' 2026-11-16 is before 'mailed' 2026-11-17"]),
        ("requests/map", QUERY + "onboarding: {call: 2026-11-10, followed_up: 2026-11-09}\n", [f"onboarding.followed_up: {ORDER}'followed_up' 2026-11-09 is before 'call' 2026-11-10"]),
        ("requests/map", QUERY + "onboarding: {registered: 2026-11-21}\n", ["onboarding.registered: 'registered' is in the future: 2026-11-21"]),
        ("requests/map", QUERY + "experts: [{member: ada-stone, asked: 2026-11-03, answered: 2026-11-02}]\n", [f"experts[0].answered: {ORDER}'answered' 2026-11-02 is before 'asked' 2026-11-03"]),
        ("needs/rivers", NEED + "status: open\ncloses: 2026-08-31\n", [f"closes: {ORDER}'closes' 2026-08-31 is before 'opened' 2026-09-01"]),
        ("needs/rivers", NEED + "status: draft\nstarts: 2027-02-01\nends: 2027-01-01\n", [f"ends: {ORDER}'ends' 2027-01-01 is before 'starts' 2027-02-01"]),
        ("needs/rivers", NEED.replace("2026-09-01", "2026-11-21") + "status: open\n", ["opened: 'opened' is in the future: 2026-11-21"]),
        ("needs/rivers", NEED + "status: open\npublished: [{channel: chat, date: 2026-11-21}]\n", ["published[0].date: 'date' is in the future: 2026-11-21"]),
        ("needs/rivers", NEED + "status: open\noutreach: [{date: 2026-11-21, by: ada-stone, to: a school, result: silent}]\n", ["outreach[0].date: 'date' is in the future: 2026-11-21"]),
        ("activities/thanks", "kind: thanks\ndate: 2026-11-21\nby: ada-stone\nmembers: [ben-okoro]\ntext: Thanks\n", ["date: 'date' is in the future: 2026-11-21"]),
        ("spotlights/ben", SPOTLIGHT + "answered\nconsent: {given: 2026-11-21, channels: [linkedin]}\n", ["consent.given: 'given' is in the future: 2026-11-21"]),
        ("spotlights/ben", SPOTLIGHT + "withdrawn\nconsent: {given: 2026-11-01, channels: [linkedin], withdrawn: 2026-10-31}\n", [f"consent.withdrawn: {ORDER}'withdrawn' 2026-10-31 is before 'given' 2026-11-01"]),
        ("spotlights/ben", SPOTLIGHT + "published\npublished: [{channel: linkedin, date: 2026-11-21, url: 'https://a.example'}]\n", ["published[0].date: 'date' is in the future: 2026-11-21"]),
        ("spotlights/ben", SPOTLIGHT + "withdrawn\npublished: [{channel: linkedin, date: 2026-11-02, url: 'https://a.example', taken_down: 2026-11-01}]\n", [f"published[0].taken_down: {ORDER}'taken_down' 2026-11-01 is before 'date' 2026-11-02"]),
        # what may be
        ("requests/map", QUERY + "acknowledged: 2026-11-01\nrouted: 2026-11-20\nfirst_response: 2026-11-02\nonboarding: {call: 2026-11-10, mailed: 2026-11-10, followed_up: 2026-11-20}\n", []),
        ("needs/rivers", NEED.replace("2026-09-01", "2026-12-01") + "status: draft\npublished: [{channel: chat, date: 2026-08-01}]\ncloses: 2027-01-31\n", []),
        ("needs/rivers", NEED + "status: open\nstarts: 2027-01-01\nends: 2027-01-01\ncloses: 2026-09-01\n", []),
        ("spotlights/ben", SPOTLIGHT + "approved\nconsent: {given: 2026-11-20, channels: [linkedin]}\n", []),
    ],
)  # fmt: skip
def test_days_of_requests_needs_activities_and_spotlights(ref: str, text: str, expected: list[str]) -> None:
    files = {ref: text, "groups/maps": TEAM + "members: []\n"}
    assert [message for message, _ in told("REF105", files)] == [f"{ref} {line}" for line in expected]


def test_id_listed_twice_is_told_once_at_its_second_place() -> None:
    files = {
        "community": COMMUNITY.replace("[north]", "[north, south, north, north]"),
        "meetings/call": CALL + "attended: [ada-stone, ben-okoro, ben-okoro, ada-stone, ada-stone]\n",
    }
    hint = "remove one of the two, or correct the id"
    assert told("REF104", files) == [
        ("community regions[2]: 'north' is listed twice in 'regions', also in regions[0]", hint),
        ("meetings/call attended[2]: 'ben-okoro' is listed twice in 'attended', also in attended[1]", hint),
        ("meetings/call attended[3]: 'ada-stone' is listed twice in 'attended', also in attended[0]", hint),
    ]


@pytest.mark.parametrize(
    ("field", "items"),
    [
        ("pathway", "[{id: aa, name: A, level: casual}, {id: aa, name: B, level: core}]"),
        ("meets", "[{id: aa, every: 14d, time: 14:00}, {id: aa, every: 7d, time: 15:00}]"),
    ],
)
def test_id_of_a_part_stands_once_in_a_group(field: str, items: str) -> None:
    (found,) = told("REF104", {"groups/maps": TEAM + f"members: []\n{field}: {items}\n"})
    assert found[0] == f"groups/maps {field}[1].id: 'aa' is listed twice in '{field}', also in {field}[0]"


@pytest.mark.parametrize(
    ("field", "items"),
    [
        ("pathway", "[{id: aa, name: A, level: casual}, {id: aa, name: B, level: core}]"),
        ("channels", "[{id: aa, purpose: Talk}, {id: aa, purpose: News}]"),
    ],
)
def test_id_of_a_part_stands_once_in_the_community(field: str, items: str) -> None:
    community = COMMUNITY.replace("channels: [{id: chat, purpose: Talk, gathering: true}]\n", "")
    (found,) = told("REF104", {"community": community + f"{field}: {items}\n"})
    assert found[0] == f"community {field}[1].id: 'aa' is listed twice in '{field}', also in {field}[0]"


@pytest.mark.parametrize(
    ("ada", "ben", "expected"),
    [
        ("[ada]", "[ben]", []),
        (
            "[]",
            "[ben, ben]",
            ["members/ben-okoro formerly[1]: 'ben' is listed twice in 'formerly', also in formerly[0]"],
        ),
        (
            "[]",
            "[ada-stone]",
            ["members/ben-okoro formerly[0]: former id 'ada-stone' is the id of a record: members/ada-stone.yaml"],
        ),
        ("[ben]", "[ben]", ["members/ben-okoro formerly[0]: former id 'ben' is claimed by members/ada-stone too"]),
    ],
)
def test_former_id_leads_to_one_record(ada: str, ben: str, expected: list[str]) -> None:
    files = {
        "members/ada-stone": f"{ADA[:-1]}, formerly: {ada}}}",
        "members/ben-okoro": BEN + f"formerly: {ben}\n",
        "groups/ben": TEAM + "members: []\nformerly: [ada]\n",
    }
    assert [message for message, _ in told("REF104", files)] == expected
