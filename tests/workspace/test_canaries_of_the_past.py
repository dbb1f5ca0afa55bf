"""What once stood in a registry and should not have: no question about the past gives it away.

`leaky` had gender, notes, a mail address and a phone number in the public file; `erased` was a member and is gone;
`shy` withdrew the consent to be listed. All of it lies in the first commit, the second one mended it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.repository import Made, write

Run = Callable[..., Outcome]

COMMUNITY = """schema: 1
name: Canaries
contact: {address: canaries@meridian.example, owner: keeper}
regions: [north]
organisations: {mill: {name: The Mill, kind: company}}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager], description: Looks after it, does: [Care]}
  lead: {name: Lead, scope: group, acts_as: [lead, triage], description: Leads, does: [Lead]}
series: {meet: {name: Meet, every: 92d}}
privacy: {visibility: public}
"""
KEEPER = """name: Keeper
status: active
joined: 2025-01-01
consents: {listing: 2025-01-01}
roles: [{role: manager, since: 2025-01-01}]
"""
LEAKY = """name: Leaky
status: active
joined: 2025-01-01
gender: zqgender
notes: zqnotes
other_skills: [zqmail@canary.example]
x-phone: "+4915112345678 zqphone"
"""
MENDED = "name: Leaky\nstatus: active\njoined: 2025-01-01\nother_skills: [weaving]\n"
ERASED = """name: Zqerasedname
status: active
joined: 2025-01-01
links: {github: zqerasedgithub}
other_skills: [zqerasedskill]
consents: {listing: 2025-01-01}
skills: [{skill: openapi, level: 4, date: 2025-01-05, state: confirmed, evidence: zqerasedevidence}]
"""
SHY = "name: Zqshyname\nstatus: active\njoined: 2025-01-01\nconsents: {listing: 2025-01-01}\n"
GROUP = """name: Birds
kind: working-group
status: active
purpose: Sing
members:
  - {member: keeper, role: lead, since: 2025-01-02}
  - {member: shy, role: lead, since: 2025-01-02}
  - {member: zqerased-id, role: lead, since: 2025-01-02, mentor: leaky}
  - {member: leaky, role: lead, since: 2025-01-02, mentor: zqerased-id}
"""
MEETING = """series: meet
status: held
date: 2025-01-10
mode: online
facilitator: zqerased-id
agenda: [{title: Song, kind: update, minutes: 5, by: zqerased-id, group: birds}]
attended: [keeper, zqerased-id, shy]
actions: [{what: Sing, who: zqerased-id}]
"""
SKILL = "name: OpenAPI\ncategory: technical\nabout: Describe an API\n"

BEFORE = {
    "community.yaml": COMMUNITY,
    "members/keeper.yaml": KEEPER,
    "members/leaky.yaml": LEAKY,
    "members/zqerased-id.yaml": ERASED,
    "members/shy.yaml": SHY,
    "groups/birds.yaml": GROUP,
    "meetings/2025-01-10-meet.yaml": MEETING,
    "skills/openapi.yaml": SKILL,
}
AFTER = {
    **{path: text for path, text in BEFORE.items() if "zqerased" not in path},
    "members/leaky.yaml": MENDED,
    "members/shy.yaml": SHY.replace("listing: 2025-01-01", "listing: declined"),
    "groups/birds.yaml": re.sub(r".*(member|mentor): zqerased-id.*\n", "", GROUP),
    "meetings/2025-01-10-meet.yaml": MEETING.replace("zqerased-id, shy", "shy").replace("zqerased-id", "keeper"),
}
JANUARY, JUNE = 1_737_000_000, 1_750_000_000

PUBLIC: set[str] = set()
READERS = {"zqshyname"}
PRIVATE = READERS | {"zqnotes"}

MAY_HOLD = {
    ("history",): READERS,
    ("history", "--format", "json"): READERS,
    ("history", "--format", "md"): READERS,
    ("history", "--format", "csv"): READERS,
    ("history", "--format", "json", "--private"): PRIVATE,
    ("history", "groups/birds", "--format", "json"): READERS,
    ("history", "members/leaky"): PUBLIC,
    ("history", "members/leaky", "--private"): {"zqnotes"},
    ("audit",): READERS,
    ("audit", "--format", "json"): READERS,
    ("audit", "--format", "csv"): READERS,
    ("diff", "HEAD~1"): READERS,
    ("diff", "HEAD~1", "--format", "json"): PUBLIC,
    ("diff", "HEAD~1", "--format", "md"): READERS,
    ("review", "HEAD~1"): READERS,
    ("validate", "--since", "HEAD~1"): PUBLIC,
    ("list", "members", "--as-of", "2025-02"): READERS,
    ("list", "members", "--as-of", "2025-02", "--format", "json"): READERS,
    ("list", "members", "--as-of", "2025-02", "--format", "json", "--private"): PRIVATE,
    ("list", "groups", "--as-of", "2025-02"): PUBLIC,
    ("show", "groups/birds", "--as-of", "2025-02"): PUBLIC,
    ("show", "meetings/2025-01-10-meet", "--as-of", "2025-02", "--format", "json"): PUBLIC,
    ("show", "members/leaky", "--as-of", "2025-02"): PUBLIC,
    ("find", "--skill", "openapi:1", "--as-of", "2025-02"): PUBLIC,
    ("due", "--as-of", "2025-02", "--within", "999d"): PUBLIC,
    ("report", "overview", "--as-of", "2025-02"): PUBLIC,
    ("report", "overview", "--as-of", "2025-02", "--format", "json"): PUBLIC,
    ("report", "overview", "--as-of", "2025-02", "--format", "html"): PUBLIC,
    ("report", "overview", "--as-of", "2025-02", "--private"): READERS,
    ("agenda", "2025-01-10-meet", "--as-of", "2025-02"): READERS,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    trees = [{f"registry/{path}": text for path, text in files.items()} for files in (BEFORE, AFTER)]
    write(tmp_path / "work", [Made(trees[0], f"{JANUARY} +0000"), Made(trees[1], f"{JUNE} +0000")])
    return tmp_path / "work"


def tokens(outcome: Outcome) -> set[str]:
    return set(re.findall(r"zq[a-z]+(?:-id)?", (outcome.out + outcome.err).casefold()))


@pytest.mark.parametrize("command", MAY_HOLD, ids=" ".join)
def test_output_about_the_past_holds_only_what_its_reader_may_see(
    command: tuple[str, ...], root: Path, cmtool: Run
) -> None:
    outcome = cmtool(*command, "--today", "2025-07-01", cwd=root)
    assert outcome.code in (0, 1), outcome.err
    assert tokens(outcome) == MAY_HOLD[command]
    assert "canary.example" not in outcome.out + outcome.err
    assert "4915112345678" not in outcome.out + outcome.err


@pytest.mark.parametrize("command", [("history", "groups/birds"), ("audit",)], ids=" ".join)
def test_who_is_gone_is_a_former_member(command: tuple[str, ...], root: Path, cmtool: Run) -> None:
    outcome = cmtool(*command, "--today", "2025-07-01", cwd=root)
    assert re.findall("a former member.*no longer listed", outcome.out)


def test_counts_of_the_past_keep_who_is_gone(root: Path, cmtool: Run) -> None:
    told = cmtool("list", "groups", "--as-of", "2025-02", "--today", "2025-07-01", cwd=root).out
    assert told == (
        "id     name   kind           status  members  leads\n"
        "birds  Birds  working-group  active  4        former-member-1, keeper, leaky, shy\n"
    )


RULED = (
    COMMUNITY
    + """review:
  - {paths: members/zqerased-id.yaml, by: zqerased-id}
waivers:
  - {code: MEM201, record: members/zqerased-id, reason: Rests, until: 2026-12-31}
"""
)
TOMBSTONE = {**BEFORE, "community.yaml": RULED, "members/zqerased-id.yaml": "status: removed\n"}


@pytest.fixture
def buried(tmp_path: Path) -> Path:
    """The same person with rules about them; edited once, then only a tombstone is left."""
    edited = ERASED.replace("zqerasedskill", "zqerasedother")
    states = [
        {**BEFORE, "community.yaml": RULED},
        {**BEFORE, "community.yaml": RULED, "members/zqerased-id.yaml": edited},
    ]
    trees = [{f"registry/{path}": text for path, text in files.items()} for files in (*states, TOMBSTONE)]
    days = (JANUARY, JANUARY + 86_400, JUNE)
    write(tmp_path / "buried", [Made(tree, f"{day} +0000") for tree, day in zip(trees, days, strict=True)])
    return tmp_path / "buried"


BURIED = [
    ("history",),
    ("history", "--format", "json", "--private"),
    ("history", "community", "--format", "json"),
    ("audit", "--format", "json"),
    ("diff", "HEAD~2", "HEAD~1"),
    ("diff", "HEAD~1", "HEAD", "--format", "json"),
    ("review", "HEAD~1"),
    ("list", "members", "--as-of", "2025-02", "--format", "json", "--private"),
    ("show", "community", "--as-of", "2025-02", "--format", "json"),
    ("show", "groups/birds", "--as-of", "2025-02"),
    ("report", "overview", "--as-of", "2025-02", "--private"),
]


@pytest.mark.parametrize("command", BURIED, ids=" ".join)
def test_of_whom_a_tombstone_is_left_neither_name_nor_id_is_told(
    command: tuple[str, ...], buried: Path, cmtool: Run
) -> None:
    outcome = cmtool(*command, "--today", "2025-07-01", cwd=buried)
    assert outcome.code == 0, outcome.err
    assert outcome.out.strip()
    assert {token for token in tokens(outcome) if token.startswith("zqerased")} == set()


def test_odd_values_of_the_past_are_told_and_break_nothing(tmp_path: Path, cmtool: Run) -> None:
    """Lists where ids belong, an address for a skill, a mapping for a role, letters no id may have in `formerly`."""
    odd = [
        {"meetings/2025-01-10-meet.yaml": MEETING.replace("[keeper, zqerased-id, shy]", "[[a], [b]]")},
        {"meetings/2025-01-10-meet.yaml": MEETING.replace("[keeper, zqerased-id, shy]", "[[b], [a]]")},
        {"members/shy.yaml": SHY + "formerly: [é]\nskills: [{skill: zqmail@canary.example}]\n"},
        {"members/shy.yaml": SHY + "roles: [{role: {notes: zqnotes}}]\n"},
    ]
    trees = [{f"registry/{path}": text for path, text in {**BEFORE, **files}.items()} for files in (*odd, {})]
    write(tmp_path / "odd", [Made(tree, f"{JANUARY + at * 3_600} +0000") for at, tree in enumerate(trees)])
    for command in (["history", "--format", "json"], ["history", "members/shy"], ["audit", "--format", "csv"]):
        outcome = cmtool(*command, "--today", "2025-07-01", cwd=tmp_path / "odd")
        assert outcome.code == 0, outcome.err
        assert tokens(outcome) & {"zqmail", "zqnotes"} == set()
