"""Five changes of the sample community as people make them: edits of its files, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple


class Edit(NamedTuple):
    """A text in a file of the registry and what is written for it."""

    path: str
    old: str
    new: str


class Case(NamedTuple):
    """A change: what somebody does to the files."""

    edits: Sequence[Edit] = ()
    new: Mapping[str, str] = MappingProxyType({})
    gone: tuple[str, ...] = ()


NEWCOMER = """name: Ada Okello
status: onboarding
joined: 2026-11-19
region: africa
country: UG
languages:
  - en
affiliations:
  - org: independent
links:
  github: ada-okello
code_of_conduct: 2026-11-19
consents:
  listing: 2026-11-19
"""

MINUTES = """attended:
  - thandiwe-nkosi
  - joseph-mugisha
  - amina-diallo
  - jonas-berg
  - mei-lin-tan
  - rosa-quispe
guests: 4
"""
ACTIONS = """    due: 2026-11-24
    done: 2026-11-23
  - what: Publish the notes
    who: joseph-mugisha
    due: 2026-12-03
  - what: Ask the four partners about a meeting in Lima
    who: liis-tamm
    due: 2027-01-15
"""

CHANGES: dict[str, Case] = {
    # a newcomer's pull request: the own file, and a place in a group
    "newcomer": Case(
        new={"members/ada-okello.yaml": NEWCOMER},
        edits=[
            Edit(
                "groups/registration.yaml",
                "members:\n",
                "members:\n  - member: ada-okello\n    role: contributor\n    since: 2026-11-19\n    mentor: yusuf-haddad\n",
            )
        ],
    ),
    # a group gives up, its lead leaves the community, and one reference is forgotten
    "farewell": Case(
        edits=[
            Edit("groups/workflow.yaml", "status: active\nsince: 2025-03-10\n", "status: dormant\nsince: 2026-11-20\n"),
            Edit(
                "groups/workflow.yaml",
                "    role: lead\n    since: 2025-03-10\n",
                "    role: lead\n    since: 2025-03-10\n    until: 2026-11-20\n",
            ),
            Edit("members/nurlan-sadykov.yaml", "status: active\n", "status: alumni\nleft: 2026-11-20\n"),
        ]
    ),
    # a meeting is closed: it was held, people came, two things were promised
    "minutes": Case(
        edits=[
            Edit("meetings/2026-11-26-communitymeet.yaml", "status: planned\n", "status: held\n"),
            Edit("meetings/2026-11-26-communitymeet.yaml", "agenda:\n", f"{MINUTES}agenda:\n"),
            Edit("meetings/2026-11-26-communitymeet.yaml", "    due: 2026-11-24\n", ACTIONS),
        ]
    ),
    # a member's own pull request: better at something, and a consent withdrawn; a mail address slipped in
    "own-record": Case(
        edits=[
            Edit("members/rosa-quispe.yaml", "  listing: 2026-09-18\n", "  listing: declined\n"),
            Edit(
                "members/rosa-quispe.yaml",
                "  - skill: git\n    level: 2\n    date: 2026-09-25\n",
                "  - skill: git\n    level: 3\n    date: 2026-11-20\n",
            ),
            Edit(
                "members/rosa-quispe.yaml",
                "verified: 2026-09-25\n",
                "verified: 2026-11-20\n# rosa.quispe@mail.example\n",
            ),
        ]
    ),
    # the manager changes the rules of the house: who approves, what is waived, who may read
    "house-rules": Case(
        edits=[
            Edit("community.yaml", "  - paths: groups/*\n    by: leads\n", "  - paths: groups/*\n    by: manager\n"),
            Edit(
                "community.yaml",
                "waivers:\n",
                "waivers:\n  - code: GRP205\n    record: groups/payments\n    reason: A deputy is being found\n    until: 2027-03-31\n",
            ),
            Edit("community.yaml", "visibility: public\n", "visibility: private\n"),
        ]
    ),
}


def apply(case: Case, registry: Path) -> None:
    """Do to the files what the case says; an edit that fits nothing is a mistake of the test."""
    for path, old, new in case.edits:
        file = registry / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, (path, old, text.count(old))
        file.write_text(text.replace(old, new), encoding="utf-8")
    for path, text in case.new.items():
        (registry / path).write_text(text, encoding="utf-8")
    for path in case.gone:
        (registry / path).unlink()
