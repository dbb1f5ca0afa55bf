"""`cmtool audit` on small histories: exit code, stdout and stderr together."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.repository import Made, git, write
from tests.history.signing import COMMUNITY, Signed, founded, needs_ssh_keygen, person

Run = Callable[..., Outcome]
START, DAY = 1_735_689_600, 86_400
"""1 January 2025, 00:00 UTC."""
ADA = "Ada Stone <1+Ada-S@users.noreply.github.com>"
BEN = "Ben Okoro <ben-o@users.noreply.github.com>"
GITHUB = "GitHub <noreply@github.com>"
LEADS, NAMED = "Ada Stone joined as lead", "is now called Ben Okoro-Hale (was Ben Okoro)"
SAID = "consented to be listed on 2025-01-02"
CONSENT = "consents:\n  listing: 2025-01-02\n"
BASE = {
    "community.yaml": "name: Audited\ntimezone: UTC\n",
    "members/ada-stone.yaml": person("Ada Stone", "ada-s"),
    "members/ben-okoro.yaml": person("Ben Okoro", "ben-o"),
    "groups/payments.yaml": "name: Payments\n",
}
GIVEN = {**BASE, "members/ada-stone.yaml": person("Ada Stone", "ada-s") + CONSENT}
JOINED = {**GIVEN, "groups/payments.yaml": "name: Payments\nmembers:\n  - member: ada-stone\n    role: lead\n"}
HISTORY = (
    Made(BASE, START, author="Boss <boss@example.org>"),
    Made(GIVEN, START + DAY, author=BEN, committer=GITHUB),
    Made(JOINED, START + 100 * DAY, author=ADA),
    Made({**JOINED, "members/ben-okoro.yaml": person("Ben Okoro-Hale", "ben-o")}, START + 2 * DAY, author=ADA),
)
NOTE = "note: clocks ran backwards at 1 commit; each counts from the latest time before it\n"


@pytest.fixture
def audit(cmtool: Run, tmp_path: Path) -> Run:
    """Audit the registry in `r`."""

    def run(*arguments: str) -> Outcome:
        return cmtool("audit", "--registry", str(tmp_path / "r"), "--today", "2026-11-20", *arguments)

    return run


@pytest.fixture
def hashes(tmp_path: Path) -> list[str]:
    return write(tmp_path / "r", HISTORY)


def told(outcome: Outcome) -> list[tuple[str, ...]]:
    """Record, what, member and flags of each line of a CSV."""
    rows = csv.DictReader(io.StringIO(outcome.out, newline=""))
    return [tuple(row[name] for name in ("record", "what", "member", "flags")) for row in rows]


def cells(out: str) -> list[list[str]]:
    """The cells of a table, empty ones aside."""
    return [re.split(" {2,}", line) for line in out.splitlines()]


def test_table_shows_people_as_the_commit_claims_them(audit: Run, hashes: list[str]) -> None:
    code, out, err = audit("--since", "2025-01-02")
    assert cells(out) == [
        ["date", "commit", "record", "what", "author", "committer", "signature", "member", "flags"],
        [
            "2025-01-02", hashes[1][:8], "members/ada-stone", SAID, BEN, GITHUB, "unsigned",
            "ben-okoro", "consent of ada-stone committed by ben-okoro",
        ],
        ["2025-04-11", hashes[2][:8], "groups/payments", LEADS, ADA, ADA, "unsigned", "ada-stone"],
        [
            "2025-04-11", hashes[3][:8], "members/ben-okoro", NAMED, ADA, ADA,
            "unsigned", "ada-stone", "clock ran backwards",
        ],
    ]  # fmt: skip
    assert (code, err) == (0, NOTE)


def test_json_has_the_keys_of_the_documentation_in_their_order(audit: Run, hashes: list[str]) -> None:
    code, out, _ = audit("--field", "consents", "--format", "json")
    assert code == 0
    assert out == json.dumps(
        [
            {
                "when": "2025-01-02T00:00:00+00:00",
                "commit": hashes[1],
                "author": BEN,
                "committer": GITHUB,
                "signature": None,
                "record": "members/ada-stone",
                "field": "consents.listing",
                "action": "added",
                "before": None,
                "after": "2025-01-02",
                "text": SAID,
                "member": "ben-okoro",
                "flags": ["consent of ada-stone committed by ben-okoro"],
            }
        ],
        indent=2,
    ) + "\n"  # fmt: skip


def test_csv_holds_whole_hashes_and_no_formula(audit: Run, tmp_path: Path) -> None:
    hashes = write(tmp_path / "r", [Made(BASE, START), Made(GIVEN, START + DAY, author="=1+1 <x>")])
    code, out, err = audit("--since", "2025-01-02", "-o", "audit.csv")
    assert (code, out, err) == (0, "", "wrote audit.csv\n")
    assert (tmp_path / "audit.csv").read_bytes().decode() == (
        "date,commit,record,what,author,committer,signature,member,flags\r\n"
        f"2025-01-02,{hashes[1]},members/ada-stone,{SAID},'=1+1 <x>,'=1+1 <x>,unsigned,unknown,"
        "consent of ada-stone committed by somebody unknown\r\n"
    )


@pytest.mark.usefixtures("hashes")
def test_person_means_what_concerns_them_and_what_they_committed(audit: Run) -> None:
    ada = told(audit("--person", "ada-stone", "--since", "2025-01-02", "--format", "csv"))
    assert ada == [
        ("members/ada-stone", SAID, "ben-okoro", "consent of ada-stone committed by ben-okoro"),
        ("groups/payments", LEADS, "ada-stone", ""),
        ("members/ben-okoro", NAMED, "ada-stone", "clock ran backwards"),
    ]
    ben = told(audit("--person", "members/ben-okoro", "--since", "2025-01-02", "--format", "csv"))
    assert ben == [ada[0], ada[2]]


@pytest.mark.usefixtures("hashes")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--record", "payments", "--since", "2025-01-02"], ["groups/payments"]),
        (["--since", "2025-01-02", "--until", "2025-Q1"], ["members/ada-stone"]),
        (["--since", "2025-04"], ["groups/payments", "members/ben-okoro"]),
        (["--flagged"], ["members/ada-stone", "members/ben-okoro"]),
        (["--field", "name", "--person", "ben-okoro", "--record", "members/ben-okoro"], ["members/ben-okoro"] * 2),
        (["--field", "members.role", "--since", "2025-01-02"], []),
    ],
)
def test_question_chooses_the_changes(arguments: list[str], expected: list[str], audit: Run) -> None:
    outcome = audit(*arguments, "--format", "csv")
    assert (outcome.code, [row[0] for row in told(outcome)]) == (0, expected)


def test_one_record_is_told_as_it_is_among_all(audit: Run, tmp_path: Path) -> None:
    """Logins move, members leave, come back and get another id: the author is always the one of that time."""
    ada, ben, group = "members/ada-stone.yaml", "members/ben-okoro.yaml", "groups/payments.yaml"
    others = {path: text for path, text in BASE.items() if path not in (ada, ben)}
    states = [
        {ada: person("Ada", "ada-s"), ben: person("Ben", "ben-o")},
        {ada: person("Ada", "x"), ben: person("Ben", "ada-s")},
        {ben: person("Ben", "ada-s")},
        {ada: person("Ada", "Ada-S"), ben: person("Ben", "ada-s")},
        {ada: person("Ada", "ada-s"), "members/ben-hale.yaml": person("Ben", "ben-o") + "formerly: [ben-okoro]\n"},
    ]
    history = [
        Made({**others, **state, group: f"name: P{at}{who[:3]}\n"}, START + at * DAY, author=who)
        for at, state in enumerate(states)
        for who in (ADA, BEN)
    ]
    write(tmp_path / "r", history)
    everything = told(audit("--format", "csv"))
    assert [row[2] for row in everything if row[0] == "groups/payments"] == [
"unknown", "ben-hale", "ada-stone", "unknown", "ben-hale", "unknown", "ben-hale", "unknown", "unknown", "ben-hale",
    ]  # fmt: skip
    for record in ("groups/payments", "members/ada-stone", "members/ben-hale", "community"):
        assert told(audit("--record", record, "--format", "csv")) == [row for row in everything if row[0] == record]


@pytest.mark.usefixtures("hashes")
def test_nothing_that_fits_is_said(audit: Run) -> None:
    assert audit("--since", "2026", "-q") == (
        0,
        "date  commit  record  what  author  committer  signature  member  flags\n",
        "",
    )
    assert audit("--since", "2026").err == f"{NOTE}nothing happened that fits\n"


@pytest.mark.usefixtures("hashes")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--record", "members/eve"], "no record 'members/eve', now or in the past"),
        (["--person", "groups/payments"], "'groups/payments' is no person: name a member, as members/payments"),
        (["--anchor", "main"], "--anchor goes with --verify"),
        (
            ["--verify"],
            "community.yaml names no file of allowed signers: add 'keys: keys/allowed_signers', "
            "and a line '<member id> ssh-ed25519 AAAA...' in that file for each who signs",
        ),
        (["--until", "someday"], "'someday' is not a day; expected 2026-03-01, 2026-03, 2026-Q1, 2026 or today"),
    ],
)
def test_question_that_cannot_be_answered_says_why(arguments: list[str], message: str, audit: Run) -> None:
    assert audit(*arguments) == (2, "", f"error: {message}\n")


def test_shallow_clone_is_refused(audit: Run, cmtool: Run, hashes: list[str], tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", (tmp_path / "r").as_uri(), "shallow")
    code, out, err = cmtool("audit", "--registry", "shallow")
    assert (code, out) == (2, "")
    assert err == (
        "error: this clone is shallow, its history is cut off: get it with `git fetch --unshallow`; "
        "in GitHub Actions give actions/checkout `fetch-depth: 0`\n"
    )


def test_what_git_is_told_of_another_past_is_noted_and_not_heeded(
    audit: Run, hashes: list[str], tmp_path: Path
) -> None:
    before = audit().out
    git(tmp_path / "r", "replace", hashes[2], hashes[0])
    git(tmp_path / "r", "checkout", "--quiet", "--detach")
    assert audit() == (
        0,
        before,
        f"note: git is told another past, which is not heeded here: refs/replace/{hashes[2]}\n{NOTE}"
        "note: no branch is checked out: this is the past of the commit that is\n",
    )


def test_names_that_are_no_text_and_names_of_a_mailmap_are_shown_raw(audit: Run, tmp_path: Path) -> None:
    mailmap = "Mallory <mallory@example.org> <eve@example.org>\n"
    author = b"Ev\xe9 \x1b[31m <eve@example.org>"
    write(tmp_path / "r", [Made(BASE, START), Made({**GIVEN, ".mailmap": mailmap}, START, author=author)])
    rows = json.loads(audit("--field", "consents", "--format", "json").out)
    assert rows[0]["author"] == "Ev\N{REPLACEMENT CHARACTER} \x1b[31m <eve@example.org>"
    line = audit("--field", "consents").out.splitlines()[1]
    assert line.split("  ")[4:6] == ["Ev\\u{fffd} \\u{1b}[31m <eve@example.org>"] * 2


def test_person_who_is_gone_is_not_named(audit: Run, tmp_path: Path) -> None:
    gone = {path: text for path, text in GIVEN.items() if path != "members/ada-stone.yaml"}
    history = [Made(files, START, author=ADA) for files in (BASE, GIVEN, gone)]
    write(tmp_path / "r", history)
    outcome = audit("--flagged", "--format", "csv")
    assert told(outcome) == []
    history[1] = history[1]._replace(author=BEN)
    write(tmp_path / "other", history)
    other = audit("--flagged", "--format", "csv", "--registry", str(tmp_path / "other"))
    assert [row[0::3] for row in told(other)] == [
        ("a former member", "consent of a former member committed by ben-okoro")
    ]


def test_attendance_that_changes_after_the_meeting_is_flagged(audit: Run, tmp_path: Path) -> None:
    held = "series: event\nstatus: held\ndate: 2025-01-02\nmode: online\nattended: {}\n"
    history = [
        Made({**BASE, "meetings/swap.yaml": held.format(people)}, START) for people in ("[ada-stone]", "[ben-okoro]")
    ]
    write(tmp_path / "r", history)
    rows = told(audit("--flagged", "--record", "meetings/swap", "--format", "csv"))
    assert [row[3] for row in rows] == ["attendance of a held meeting changed later"]


def test_trailers_that_the_trees_do_not_confirm_are_told(audit: Run, tmp_path: Path) -> None:
    message = "consent\n\nCmtool-Record: members/ben-okoro\n\nCmtool-Record: members/ada-stone\nCmtool-Change: set\n"
    forged = "consent\n\nCmtool-Record: members/ben-okoro\n"
    history = [
        Made(BASE, START),
        Made(GIVEN, START, message=message, author=ADA),
        Made(BASE, START, message=forged, author=ADA),
    ]
    *_, last = write(tmp_path / "r", [*history, Made(BASE, START, message=forged)])
    code, out, err = audit("--field", "consents", "--format", "csv")
    assert code == 0
    assert [row[3] for row in told(Outcome(code, out, err))] == [
        "",
        "its trailers name members/ben-okoro, which it did not change; "
        "its trailers do not name members/ada-stone, which it changed",
    ]
    assert err == f"note: 1 commit named records in trailers and changed none: {last[:8]}\n"


@pytest.fixture
def made(tmp_path: Path) -> Signed:
    """A registry of two who sign, its first commit unsigned; `audit` looks at it as well."""
    signed = founded(tmp_path, "ada-stone", "ben-okoro")
    (tmp_path / "r").symlink_to("registry")
    return signed


CLAIM = "Ada Stone <ada@example.org>"


@needs_ssh_keygen
def test_verified_chain_names_the_signers_and_exits_with_0(audit: Run, made: Signed) -> None:
    first = made.git("rev-parse", "HEAD")
    made.write({"members/ada-stone.yaml": person("Ada Stone", "ada-s") + CONSENT})
    second = made.commit(by="ada-stone")
    code, out, err = audit("--verify", "--field", "consents")
    assert cells(out) == [
        ["date", "commit", "record", "what", "author", "committer", "signature", "member", "flags"],
        ["2025-01-02", second[:8], "members/ada-stone", SAID, CLAIM, CLAIM, "good: ada-stone", "ada-stone"],
    ]
    assert (code, err) == (0, f"note: {first[:8]}, the first commit, is trusted; verified after it: 1 of 1 commit\n")


@needs_ssh_keygen
def test_signer_is_known_where_only_another_record_is_asked_for(audit: Run, made: Signed) -> None:
    made.write({"groups/payments.yaml": "name: Payments\n"})
    made.commit(by="ben-okoro")
    outcome = audit("--verify", "--record", "groups/payments", "--format", "csv")
    assert [row[2] for row in told(outcome)] == ["ben-okoro"]


@needs_ssh_keygen
def test_without_verify_a_signature_is_only_claimed(audit: Run, made: Signed) -> None:
    made.write({"members/ada-stone.yaml": person("Ada Stone", "ada-s") + CONSENT})
    made.commit(by="ada-stone")
    (row,) = json.loads(audit("--field", "consents", "--format", "json").out)
    assert (row["signature"], row["member"]) == ("ssh", "unknown")
    assert audit("--field", "consents").out.split("  ")[-3:-1] == ["ssh, not checked", "unknown"]


@needs_ssh_keygen
def test_commits_that_are_not_verified_are_named_and_exit_with_1(audit: Run, made: Signed) -> None:
    first = made.git("rev-parse", "HEAD")
    unsigned = made.commit()
    made.allow("ada-stone", "mallory")
    own = made.commit(by="mallory")
    made.commit(by="ada-stone")
    code, _, err = audit("--verify", "--flagged", "-q")
    assert (code, err) == (
        1,
        f"not verified: commit {unsigned[:8]}: unsigned\nnot verified: commit {own[:8]}: key not allowed\n",
    )
    assert audit("--verify").err == (
        f"note: {first[:8]}, the first commit, is trusted; verified after it: 1 of 3 commits\n{err}"
    )


@needs_ssh_keygen
def test_many_commits_that_are_not_verified_are_counted(audit: Run, made: Signed) -> None:
    for _ in range(22):
        made.commit()
    lines = audit("--verify", "-q").err.splitlines()
    assert (len(lines), lines[-1]) == (21, "not verified: 2 commits more")


@needs_ssh_keygen
def test_anchor_is_trusted_with_all_before_it(audit: Run, made: Signed) -> None:
    made.write({"members/ada-stone.yaml": person("Ada Stone", "ada-s") + CONSENT})
    made.commit()
    anchor = made.commit()
    made.commit(by="ada-stone")
    code, out, err = audit("--verify", "--anchor", anchor[:9].upper(), "--field", "consents", "--format", "csv")
    assert (code, err) == (0, f"note: {anchor[:8]} is trusted; verified after it: 1 of 1 commit\n")
    assert [row["signature"] for row in csv.DictReader(io.StringIO(out))] == ["before the root of trust"]


@needs_ssh_keygen
def test_anchor_that_is_not_in_the_past_means_that_the_branch_was_rewritten(audit: Run, made: Signed) -> None:
    made.write({"members/ada-stone.yaml": person("Ada Stone", "ada-s") + CONSENT})
    gone = made.commit(by="ada-stone")
    made.git(
        "commit", "--quiet", "--amend", "-m", "other", "--no-gpg-sign", GIT_COMMITTER_NAME="x", GIT_COMMITTER_EMAIL="x"
    )
    code, out, err = audit("--verify", "--anchor", gone, "--field", "consents", "--format", "csv")
    assert (code, err) == (
        1,
        f"not verified: the anchor {gone[:8]} is not in the past of this branch, which was rewritten (or never had it)\n",
    )
    assert [row["signature"] for row in csv.DictReader(io.StringIO(out))] == ["not checked"]


@needs_ssh_keygen
@pytest.mark.parametrize("anchor", ["1a2b3c4", "--output=x", "1" * 40, "", "HEAD:x"])
def test_anchor_that_is_nowhere_fails(anchor: str, audit: Run, made: Signed, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    code, _, err = audit("--verify", f"--anchor={anchor}")
    assert (code, err) == (
        1,
        f"not verified: no commit '{anchor}': name a branch, a tag or a hash; if it was there once, the branch was rewritten\n",
    )
    assert sorted(tmp_path.rglob("*")) == before


@needs_ssh_keygen
def test_tag_that_looks_like_the_anchor_does_not_stand_for_it(audit: Run, made: Signed) -> None:
    first = made.git("rev-parse", "HEAD")
    made.commit()
    made.git("tag", "1a2b3c4")
    made.git("tag", first[:8])
    assert audit("--verify", "--anchor", "1a2b3c4")[::2] == (
        1,
        "not verified: '1a2b3c4' is a branch or tag here that looks like a hash: name the anchor by its whole hash\n",
    )
    assert audit("--verify", "--anchor", first[:8])[::2] == (
        1,
        f"not verified: '{first[:8]}' is ambiguous: say refs/heads/{first[:8]} or refs/tags/{first[:8]}\n",
    )


@needs_ssh_keygen
def test_other_pasts_laid_over_the_repository_fail_with_verify(audit: Run, made: Signed) -> None:
    first = made.git("rev-parse", "HEAD")
    second = made.commit(by="ada-stone")
    made.git("replace", second, first)
    assert audit("--verify", "--flagged", "-q")[::2] == (
        1,
        f"not verified: refs/replace/{second} tells git another past\n",
    )


@needs_ssh_keygen
def test_author_is_only_a_claim_of_who_signs(audit: Run, made: Signed) -> None:
    made.write({"members/ada-stone.yaml": person("Ada Stone", "ada-s") + CONSENT})
    made.commit(by="ben-okoro", author=ADA, committer=BEN)
    made.write({"members/ada-stone.yaml": person("Ada Stone", "ada-s")})
    made.commit(by="ben-okoro", author="Boss <boss@example.org>", committer=BEN)
    (first, second) = json.loads(audit("--verify", "--field", "consents", "--format", "json").out)
    assert [first[key] for key in ("author", "signature", "member", "flags")] == [
        ADA,
        "good: ben-okoro",
        "ben-okoro",
        ["consent of ada-stone committed by ben-okoro", "author is not the signer"],
    ]
    assert [second[key] for key in ("author", "signature", "member", "flags")] == [
        "Boss <boss@example.org>",
        "good: ben-okoro",
        "ben-okoro",
        ["consent of ada-stone committed by ben-okoro", "author is not the committer, who signed"],
    ]


@needs_ssh_keygen
def test_registry_below_the_top_of_its_repository_is_verified(cmtool: Run, tmp_path: Path) -> None:
    made = founded(tmp_path / "deep", "ada-stone", prefix="data/registry/")
    made.write({"community.yaml": COMMUNITY + "tone: warm\n"})
    made.commit(by="ada-stone")
    outcome = cmtool("audit", "--verify", "--registry", str(made.root), "--field", "tone", "--format", "csv")
    assert (outcome.code, [row[2] for row in told(outcome)]) == (0, ["ada-stone"])
