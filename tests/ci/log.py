"""The commands that GitHub's runner finds in the log of a job.

The parser follows `ActionCommand.cs` and `ActionCommandManager.cs` of actions/runner.
"""

from __future__ import annotations

import re
from typing import NamedTuple

REGISTERED = frozenset(
    "stop-commands internal-set-repo-path set-env set-output save-state add-mask add-path add-matcher remove-matcher "
    "warning error notice debug group endgroup echo".split()
)
_IGNORED = re.compile(
    "[\x00\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Characters that a comparison by culture, as .NET's `StartsWith` and `IndexOf` make, does not see."""


class Command(NamedTuple):
    """A command that the runner obeys."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """Every command in a log, in order; a pair of `stop-commands` and its token is none."""
    found, token = [], None
    for line in re.split(r"\r\n|\r|\n", log):
        known = REGISTERED | ({token.lower()} if token else set())
        seen = _IGNORED.sub("", line)
        command = _new_form(seen, known) or _old_form(seen, known)
        if command is None:
            continue
        if token is not None:
            token = None if command.name == token.lower() else token
        elif command.name == "stop-commands":
            assert re.fullmatch(r"[0-9a-f]{32}", command.data), "a token that can be guessed"
            token = command.data
        else:
            found.append(command)
    assert token is None, "commands are stopped for the rest of the job"
    return found


def _new_form(line: str, known: frozenset[str] | set[str]) -> Command | None:
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    return _command(line[2:end], line[end + 2 :], known, ",")


def _old_form(line: str, known: frozenset[str] | set[str]) -> Command | None:
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    return _command(line[start + 3 : end], line[end + 1 :], known, ";")


def _command(told: str, data: str, known: frozenset[str] | set[str], separator: str) -> Command | None:
    name, _, properties = told.partition(" ")
    if name.lower() not in known:
        return None
    pairs = [pair.split("=", 1) for pair in properties.strip().split(separator) if "=" in pair]
    return Command(name.lower(), {key: _unescaped(value) for key, value in pairs}, _unescaped(data))


def _unescaped(text: str) -> str:
    for written, meant in (
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%3A", ":"),
        ("%2C", ","),
        ("%3B", ";"),
        ("%5D", "]"),
        ("%25", "%"),
    ):
        text = text.replace(written, meant)
    return text
