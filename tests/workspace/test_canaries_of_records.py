"""What machines and other people read of requests, needs, activities and spotlights holds ids, and nobody's words.

The community is in `canary_records.py`. `list`, `show` and `history --format json` print a record as it is, for who
has the files.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.workspace.canary_records import NEW, community, found

Run = Callable[..., Outcome]

WORDS = {token for text in NEW.values() for token in found(text) if not token.endswith("-id")} - {
    "zqneed",
    "zqneedtitle",
    "zqfilledtitle",
}
"""All that a record of the new kinds says, but the titles of needs and the id of one; who is named there, too."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For reading only."""
    return community(tmp_path_factory.mktemp("canaries"))


IDS_ALONE = [
    *(("due", "--within", "400d", "--format", form) for form in ("text", "json", "csv", "md", "ics")),
    *(("validate", "--due", "--format", form) for form in ("concise", "json", "github", "gitlab", "sarif", "junit")),
    ("validate", "--due", "--format", "markdown"),
    ("list", "activities"),
    ("list", "spotlights", "--format", "csv"),
    ("find", "--need", "zqneed"),
    ("spotlight", "next", "--format", "json", "--count", "9"),
]
NAMED = [("review", "HEAD~1", "HEAD"), ("diff", "HEAD~1", "HEAD"), ("audit",), ("history", "members/zqnone-id")]
ENDS = {"zqforgetplace"}
"""Where a request was passed on to is told."""


@pytest.mark.parametrize("command", IDS_ALONE, ids=" ".join)
def test_what_is_due_or_wrong_repeats_nobodys_words(command: tuple[str, ...], cmtool: Run, root: Path) -> None:
    outcome = cmtool(*command, "--registry", str(root), "--today", "2026-11-20")
    assert outcome.code in (0, 1)
    told = found(outcome.out + outcome.err)
    assert told
    assert told & WORDS == set()


@pytest.mark.parametrize("command", NAMED, ids=" ".join)
def test_past_and_proposal_tell_what_happened_and_not_what_was_said(
    command: tuple[str, ...], cmtool: Run, root: Path
) -> None:
    outcome = cmtool(*command, "--registry", str(root), "--today", "2026-11-20")
    assert outcome.code == 0
    told = found(outcome.out)
    assert {"zqcheckin", "zqasked"} & told
    places = {"zqneedplace"} if command[0] == "history" else set()
    assert (told & WORDS) - ENDS - places - {"zqnonename"} == set()


STEPS = """
note thanks zqrest-id --text Zqsaid --next Zqsaidstep --by zqnone-id
note checkin zqnone-id --text Zqsaid --needs Zqsaidneeds --by zqshut-id
add request kind=join source=chat summary=Zqsaidsummary interests=[birds] region=zqnoneregion
request route 2026-11-20-join
request respond 2026-11-20-join --pro-forma
request onboard 2026-11-20-join --call 2026-11-20
add member zqnew-id --from-request 2026-11-20-join name=Zqsaidname country=SN
request close 2026-11-20-join --outcome joined
request respond 2026-11-01-zqquery --answered zqnone-id --answer Zqsaidanswer
request close 2026-11-02-zqasked --outcome not-now --reason Zqsaidreason
request close 2026-11-01-zqquery --outcome referred --referred-to Zqsaidplace
need ask zqneed --member zqnope-id --by zqshut-id
need ask zqneed --to Zqsaidplace --by zqshut-id --result declined
need fill zqneed zqnone-id
spotlight next --member zqnone-id --on 2026-12-15
spotlight answer 2026-12-15-zqnone-id who=Zqsaidanswer --quote Zqsaidquote --consent 2026-11-20
set members/zqnone-id consents.listing=2026-11-20
spotlight approve 2026-12-15-zqnone-id --by zqshut-id --consent 2026-11-20
spotlight withdraw 2026-12-15-zqnone-id
"""


def test_commits_say_ids_and_nobodys_words(cmtool: Run, tmp_path: Path) -> None:
    """A message stays for ever, whatever becomes of the record."""
    own = community(tmp_path)
    for line in STEPS.strip().splitlines():
        outcome = cmtool(*shlex.split(line), "--registry", str(own), "--today", "2026-11-20")
        assert outcome.code == 0, (line, outcome.err)
    said = subprocess.run(["git", "log", "--format=%B"], cwd=own, check=True, capture_output=True).stdout.decode()
    assert len(said.split("Cmtool-Change")) == 20
    assert {word for word in found(said) if not word.endswith("-id")} == {"zqasked", "zqquery", "zqneed"}
