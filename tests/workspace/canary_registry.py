"""A registry in git, and its overlay in a git of its own, in which every personal text is a token.

`open`, `shut`, `none` and `gone` are those of `canary_records`; `twin` is `open` once more, written down differently.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.workspace.canary_records import COMMUNITY, CONSENTS, FILES, GROUP, HELD, member, token

PLACE = ("--today", "2026-11-20", "--no-color")
BEGUN = {"GIT_AUTHOR_DATE": "@1750000000 +0000", "GIT_COMMITTER_DATE": "@1750000000 +0000"}
PEOPLE = (*CONSENTS, "twin")
REGION = "zqopenregion"
"""Regions are words of the community, and no tokens of persons."""


def _person(who: str) -> str:
    """A member with tokens in free keys as well; the twin has handles, skills and times of its own."""
    own = f"{member('none' if who == 'twin' else who)}x-nick: {token(who, 'nick')}\n"
    if who != "twin":
        return own
    own = (
        own.replace("Zqnone", "Zqtwin")
        .replace("zqnoneregion", "zqshutregion")
        .replace("joined: 2026-02", "joined: 2026-01")
    )
    return own.replace(
        "roles: [{role: ambassador, since: 2026-01-01}, {role: manager, since: 2026-01-01}]", "roles: []"
    )


def overlay_of(who: str) -> str:
    """Sensitive fields of a person."""
    skill = f"[{{skill: openapi, level: 2, date: 2026-08-30, state: confirmed, evidence: {token(who, 'secret')}}}]"
    return f"gender: {'man' if who == 'twin' else 'woman'}\nnotes: {token(who, 'notes')}\nskills: {skill}\n"


RECORDS = {
    **{path: text for path, text in FILES.items() if not path.startswith("members/")},
    "community.yaml": COMMUNITY.replace("../overlay", "../../overlay"),
    "groups/birds.yaml": GROUP.partition("products:")[0],
    "meetings/2026-11-01-meet.yaml": HELD.replace(
        "kind: contribution,", f"kind: contribution, summary: {token('gone', 'summary')},"
    ),
    **{f"members/zq{who}-id.yaml": _person(who) for who in PEOPLE},
}
OVERLAY = {f"members/zq{who}-id.yaml": overlay_of(who) for who in PEOPLE}


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    settings = {**os.environ, **BEGUN}
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, env=settings)
    return done.stdout.decode().rstrip("\n")


def _repository(top: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text)
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "config", "user.name", "Keeper")
    git(top, "config", "user.email", "keeper@meridian.example")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "the beginning")


def build(folder: Path) -> Path:
    """The work tree, with `registry/` in it and `overlay` beside it."""
    _repository(folder / "work", {f"registry/{path}": text for path, text in RECORDS.items()})
    _repository(folder / "overlay", OVERLAY)
    return folder / "work"


def tokens(text: str) -> set[str]:
    """The tokens in a text, in any case."""
    return {one for one in re.findall(r"zq[a-z]+(?:-id)?", text.casefold()) if not one.endswith("region")}
