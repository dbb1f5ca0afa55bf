"""The first records of a registry: the community, its manager, its groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from cmtool.document.writer import write
from cmtool.model.beginning import MAILBOX, MANAGER, MANAGER_ROLE
from cmtool.starter.answers import Answers, Named

Values = dict[str, Any]

_LEAD = "lead"
_PURPOSE: Final = "Not written down yet"
_ROLES: Final[Mapping[str, Values]] = {
    MANAGER: MANAGER_ROLE,
    _LEAD: {
        "name": "Lead",
        "scope": "group",
        "acts_as": ["lead", "triage"],
        "description": "Keeps a group together and moving, and welcomes who is new",
        "does": ["Prepares and chairs the calls", "Finds a deputy before a holiday"],
    },
    "triage-lead": {
        "name": "Triage Lead",
        "scope": "group",
        "acts_as": ["triage"],
        "description": "The first person that a newcomer or an issue meets, where the leads have enough to do",
        "does": ["Welcomes newcomers", "Makes requests clear and passes them on"],
    },
    "expert": {
        "name": "Expert",
        "scope": "group",
        "acts_as": ["expert"],
        "description": "Is asked where a question needs deep knowledge",
        "does": ["Assesses proposals", "Answers questions of other groups"],
    },
    "contributor": {
        "name": "Contributor",
        "scope": "group",
        "description": "Takes part in the work of a group",
        "does": ["Comes to the calls", "Writes, reviews, tests or translates"],
    },
}
"""Roles to begin with; a community renames them as it likes, the code looks at `acts_as`."""

_COMMENTS: Final = {
    "schema": "Who we are, our own words, and our rules. `cmtool explain CODE` tells about a finding.",
    "contact": "The one mail address in the registry: a shared mailbox, and the member who reads it.",
    "regions": "Our own words for regions, organisations and roles. Records may use these and no others.",
    "roles": "Code only looks at acts_as: rename or add roles as the community needs.",
    "review": "Who approves a change of which files; the first line that fits counts.",
    "channels": "Where people talk; `gathering` marks the one place to start.",
    "privacy": "`public`: everybody can read this repository, so gender and private notes must not stand in it.",
}
_PRIVATE: Final = "`private`: only members can read this repository."


def records(answers: Answers, today: date, line: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the registry, by their paths in it; `line` begins a file of a folder."""
    files = {"community.yaml": _commented(write(_community(answers)), answers)}
    files[f"members/{answers.manager.id}.yaml"] = write(_manager(answers.manager, today))
    files |= {f"groups/{group.id}.yaml": write(_group(group, answers.manager, today)) for group in answers.groups}
    return {path: (line.get(path.rpartition("/")[0], "") + text).encode() for path, text in files.items()}


def _community(answers: Answers) -> Values:
    return {
        "schema": 1,
        "name": answers.name,
        "timezone": answers.timezone,
        "contact": {"address": answers.contact, "owner": answers.manager.id},
        "regions": list(answers.regions),
        "organisations": {},
        "roles": _ROLES,
        "review": [{"paths": "members/*", "by": "self"}, {"paths": "groups/*", "by": "leads"}],
        "channels": [MAILBOX],
        "skills_purpose": "Find help, plan learning, credit work. Not a test.",
        "privacy": {"visibility": answers.visibility},
    }


def _manager(manager: Named, today: date) -> Values:
    """No consent is given for anybody: the person says so, in the own file."""
    return {
        "name": manager.name,
        "status": "active",
        "joined": today,
        "roles": [{"role": MANAGER, "since": today}],
    }


def _group(group: Named, manager: Named, today: date) -> Values:
    """A group of one person, who leads it until others have joined."""
    return {
        "name": group.name,
        "kind": "working-group",
        "status": "forming",
        "since": today,
        "purpose": group.purpose or _PURPOSE,
        "members": [{"member": manager.id, "role": _LEAD, "since": today}],
    }


def _commented(text: str, answers: Answers) -> str:
    """The file of the community, with a word above what its readers will ask about."""
    comments = _COMMENTS if answers.visibility == "public" else {**_COMMENTS, "privacy": _PRIVATE}
    return "".join(_with_comment(text, comments))


def _with_comment(text: str, comments: Mapping[str, str]) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        key = line.partition(":")[0]
        if key in comments:
            yield f"# {comments[key]}\n"
        yield line
