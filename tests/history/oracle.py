"""What happened in a repository, found out the slow way: every commit is unpacked, every file read, all of it compared.

Nothing of `cmtool.history` is used here, no `git log` and no `cat-file --batch`: the chain is walked parent by parent,
texts are read by PyYAML, and which fields refer to what is written down below by hand. The rules are those that the
docstrings of `timeline`, `walk` and `identity` state.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from json import dumps
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import yaml

from tests.history.repository import git

Values = dict[str, Any]
Id = tuple[str, str]
"""Folder and id; ("", "community")."""

KINDS = ("members", "groups", "meetings", "skills")
OTHER_KINDS = (
    "requests",
    "needs",
    "activities",
    "spotlights",
    "assessments",
    "instruments",
    "plans",
    "decisions",
    "knowledge",
)
LAST_SECOND = int(datetime(2999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())
NOT_WINDOWS = re.compile("(con|prn|aux|nul|com[1-9]|lpt[1-9])")
LIFECYCLE = {"activator": "members", "partner": "members"}
REFERENCES: dict[str, Any] = {
    "members": {"skills": {"skill": "skills", "endorsed": {"by": "members"}}},
    "groups": {
        "members": {"member": "members", "mentor": "members"},
        "products": {"versions": {"authors": "members"}},
        "partners": "groups",
        "lifecycle": LIFECYCLE,
    },
    "meetings": {
        "facilitator": "members", "notes_by": "members", "attended": "members", "groups": "groups", "regrets": "groups",
        "agenda": {"by": "members", "group": "groups"}, "actions": {"who": "members"}, "decisions": "decisions",
    },
    "skills": {},
    "": {
        "contact": {"owner": "members"}, "lifecycle": LIFECYCLE, "roles": {"*": {"baseline": {"#": "skills"}}},
        "waivers": {"record": "@"},
    },
}  # fmt: skip
"""Which field refers to which kind, lists left out; `*` is every value of a mapping, `#` its keys; `@` is any kind, as
`folder/id`."""
NAMED_BY: dict[str, Any] = {
    "members": {
        "affiliations": ("org", {}), "roles": ("role", {}), "skills": ("skill", {"endorsed": ("by", {})}),
    },
    "groups": {
        "meets": ("id", {"alternate": ("time", {}), "except": ("date", {})}),
        "products": ("name", {"versions": ("version", {})}),
        "members": ("member", {"steps": ("step", {})}),
        "pathway": ("id", {}), "lifecycle": {"risks": ("id", {})},
    },
    "meetings": {"agenda": ("title", {}), "actions": ("what", {})},
    "skills": {},
    "": {
        "review": ("paths", {}), "waivers": ("record", {}), "channels": ("id", {}), "sensitivities": ("starts", {}),
        "pathway": ("id", {}), "lifecycle": {"risks": ("id", {})},
    },
}  # fmt: skip
"""Which lists hold parts, what names one of them, and the lists inside."""


class Held(NamedTuple):
    """What a commit holds of a record: its file's bytes, or None where no one file tells it; and its first path."""

    data: bytes | None
    path: bytes


class Moment(NamedTuple):
    """A commit of the chain: its hash, its times, and its records."""

    commit: str
    committed: int
    effective: int
    records: dict[Id, Held]
    paths: dict[str, bytes | None]
    """Every path of the registry, with the bytes of regular files."""


class Happening(NamedTuple):
    """What a commit did to a record: the ids that became it, and its values before and after in the ids of today."""

    commit: str
    id: Id
    renamed: list[str]
    before: Values | None
    after: Values | None
    is_unreadable: bool = False


# --- the chain ---------------------------------------------------------------------------------------------------------


def moments(repository: Path, prefix: str) -> list[Moment]:
    """The first-parent chain, oldest first."""
    chain: list[tuple[str, int]] = []
    commit = git(repository, "rev-parse", "HEAD").decode().strip()
    while commit:
        head = git(repository, "cat-file", "commit", commit).partition(b"\n\n")[0].split(b"\n")
        when = next(line for line in head if line.startswith(b"committer ")).split(b" ")[-2]
        chain.append((commit, int(when)))
        commit = next((line[7:].decode() for line in head if line.startswith(b"parent ")), "")
    found: list[Moment] = []
    latest = 0
    for commit, when in reversed(chain):
        latest = max(latest, min(when, LAST_SECOND))
        paths = unpacked(repository, commit, prefix)
        found.append(Moment(commit, when, latest, _records(paths, prefix), paths))
    return found


def unpacked(repository: Path, commit: str, prefix: str) -> dict[str, bytes | None]:
    """The paths of the registry in a commit, with the bytes of regular files; None for links and submodules."""
    found: dict[str, bytes | None] = {}
    with tarfile.open(
        fileobj=io.BytesIO(git(repository, "archive", "--format=tar", commit)), errors="surrogateescape"
    ) as tar:
        for member in tar:
            if not member.isdir():
                found[member.name] = tar.extractfile(member).read() if member.isreg() else None  # type: ignore[union-attr]
            else:  # a submodule is unpacked as an empty folder
                found[member.name] = None
    folders = {name.rpartition("/")[0] for name in found}
    while True:
        more = {name.rpartition("/")[0] for name in folders} | folders
        if more == folders:
            break
        folders = more
    return {
        name[len(prefix) :]: data
        for name, data in found.items()
        if name.startswith(prefix) and name not in folders and name != prefix.rstrip("/")
    }


def _records(paths: Mapping[str, bytes | None], prefix: str) -> dict[Id, Held]:
    found: dict[Id, Held] = {}
    for path in sorted(paths, key=lambda path: path.encode("utf-8", "surrogateescape")):
        id = record_at(path)
        if id is not None:
            whole = (prefix + path).encode("utf-8", "surrogateescape")
            found[id] = Held(None, found[id].path) if id in found else Held(paths[path], whole)
    return found


def record_at(path: str) -> Id | None:
    """The record of a path."""
    if path == "community.yaml":
        return ("", "community")
    folder, *_, name = path.split("/") if "/" in path else ("", path)
    id = name.removesuffix(".yaml")
    is_id = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) and 2 <= len(id) <= 64 and not NOT_WINDOWS.fullmatch(id)
    return (folder, id) if folder in (*KINDS, *OTHER_KINDS) and name != id and is_id else None


def moment_on(chain: list[Moment], day: date, zone: str) -> Moment | None:
    """The last commit that took effect on a day, or before it, by the clocks of a time zone.

    On the last day of the calendar that is every commit, in every time zone.
    """
    if day >= date(2999, 12, 31):
        return chain[-1]
    until = [m for m in chain if datetime.fromtimestamp(m.effective, ZoneInfo(zone)).date() <= day]
    return until[-1] if until else None


# --- reading -----------------------------------------------------------------------------------------------------------


def values_of(data: bytes | None) -> Values | None:
    """The texts of a file; None where it is not one of the strict profile."""
    try:
        text = (data or b"\xff").decode("utf-8").replace("\r\n", "\n")
        if len(data or b"") > 256 * 1024 or re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text):
            return None
        if any(isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken) for token in yaml.scan(text)):
            return None
        node = yaml.compose(text, yaml.BaseLoader)
        found = _value(node) if node else None
    except (UnicodeDecodeError, yaml.YAMLError, KeyError):
        return None
    return found if isinstance(found, dict) else None


def _value(node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in ("", "~", "null") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    keys = [key.value for key, _ in node.value]
    if len(set(keys)) < len(keys):
        raise KeyError("twice")
    return {key.value: _value(value) for key, value in node.value}


def former(values: Values | None) -> list[str]:
    """The ids in `formerly`."""
    found = (values or {}).get("formerly")
    return [id for id in found if isinstance(id, str)] if isinstance(found, list) else []


def names_of_today(chain: list[Moment]) -> dict[Id, Id]:
    """Ids of then and the records of today that name them in `formerly`; an id that is in use stands for itself."""
    now: dict[Id, Id] = {}
    held = chain[-1].records
    for id, file in held.items():
        for old in former(values_of(file.data)):
            if (id[0], old) not in held:
                now[id[0], old] = id
    return now


def ids_of_today(moment: Moment, chain: list[Moment]) -> set[Id]:
    """The records of a commit under the ids of today; those that were merged since keep theirs, people who are gone none."""
    now = names_of_today(chain)
    held = sorted(id for id in moment.records if id[0] in KINDS)
    became = Counter(now.get(id, id) for id in held)
    own = {id: id if became[now.get(id, id)] > 1 else now.get(id, id) for id in held}
    gone = sorted({own[id] for id in held if is_gone(now.get(id, id), chain[-1])})
    formers = {id: ("members", f"former-member-{number}") for number, id in enumerate(gone, 1)}
    return {formers.get(own[id], own[id]) for id in held}


def is_gone(id: Id, today: Moment) -> bool:
    """A person of whom nothing, or no more than that the person was removed, is there today."""
    file = today.records.get(id)
    return id[0] == "members" and (file is None or (values_of(file.data) or {}).get("status") == "removed")


def told_today(folder: str, values: Values, now: Mapping[Id, Id]) -> Values:
    """Values with every reference as of today."""
    result: Values = _told(REFERENCES.get(folder, {}), values, now)
    return result


def _told(table: Any, value: Any, now: Mapping[Id, Id]) -> Any:
    if isinstance(value, list):
        return [_told(table, item, now) for item in value]
    if table == "@" and isinstance(value, str) and "/" in value:
        kind, _, id = value.partition("/")
        return f"{kind}/{now.get((kind, id), (kind, id))[1]}"
    if isinstance(table, str):
        return now.get((table, value), (table, value))[1] if isinstance(value, str) else value
    if not isinstance(value, dict):
        return value
    if "#" in table:
        return {now.get((table["#"], key), ("", key))[1]: item for key, item in value.items()}
    return {key: _told(table.get(key, table.get("*", {})), item, now) for key, item in value.items()}


# --- what happened -----------------------------------------------------------------------------------------------------


def happenings(chain: list[Moment]) -> Iterator[Happening]:
    """What each commit did to each record it touched."""
    now = names_of_today(chain)
    last: dict[Id, Values] = {}
    """The last values that could be read of each record that is there."""
    old: dict[Id, Held] = {}
    for moment in chain:
        new = moment.records
        touched = [
            id for id in {**old, **new} if (id in old) != (id in new) or (id in old and old[id].data != new[id].data)
        ]
        touched.sort(key=lambda id: min(held[id].path for held in (old, new) if id in held))
        after = {id: values_of(new[id].data) if id in new else None for id in touched}
        gone = [id for id in touched if id in old and id not in new]
        became: dict[Id, list[Id]] = {}
        for id in touched:
            for name in former(after[id]):
                if (id[0], name) in gone and name not in former(last.get(id)):
                    gone.remove((id[0], name))
                    became.setdefault(id, []).append((id[0], name))
        merged = [one for many in became.values() for one in many]
        for id in touched:
            if id not in merged:
                olds = became.get(id, [])
                source = id if id in old or not olds else olds[0]
                before = last.get(source)
                yield Happening(
                    moment.commit,
                    id,
                    [one[1] for one in olds],
                    None if before is None else told_today(id[0], before, now),
                    None if (then := after[id]) is None else told_today(id[0], then, now),
                    is_unreadable=id in new and after[id] is None,
                )
        for id in touched:
            if id not in new:
                last.pop(id, None)
            elif (then := after[id]) is not None:
                last[id] = then
        old = new


def followed(happened: list[Happening], lineage: set[Id], today: Id) -> Iterator[tuple[Happening, set[Id]]]:
    """Each happening, latest first, with the ids that the record of today had at the time.

    An id that became the record at a commit was ours before it only, and one that became another was not ours before.
    """
    ended = {(one.id[0], old) for one in happened if one.id in lineage for old in one.renamed}
    ids = {id for id in lineage if id == today or id not in ended}
    for commit in dict.fromkeys(one.commit for one in reversed(happened)):
        done = [one for one in happened if one.commit == commit]
        gained = {(one.id[0], old) for one in done if one.id in ids for old in one.renamed}
        lost = {(one.id[0], old) for one in done if one.id not in ids for old in one.renamed}
        ids = (ids - lost) | gained
        yield from ((one, set(ids)) for one in done)


# --- comparing ---------------------------------------------------------------------------------------------------------


def normal(value: Any, named: Any) -> Any:
    """A value in one spelling: nothing and empty are the same, and the order of parts does not count."""
    if isinstance(value, dict):
        inside = named if isinstance(named, dict) else {}
        found = {key: normal(item, inside.get(key)) for key, item in value.items()}
        return {key: found[key] for key in sorted(found) if found[key] is not None} or None
    if isinstance(value, list):
        items = [normal(item, named[1] if isinstance(named, tuple) else None) for item in value]
        return (sorted(items, key=dumps) if isinstance(named, tuple) else items) or None
    return value


def label(name: str, item: Any) -> str:
    """What a part of a list is called."""
    return str((item.get(name) if isinstance(item, dict) else item) or "?")


def names_in_order(values: Values, field: str, name: str) -> list[str]:
    """The names of the parts in a list at the top of a record."""
    held = values.get(field)
    return [label(name, item) for item in held] if isinstance(held, list) else []


def about(folder: str, values: Values | None, people: set[str]) -> Counter[str]:
    """The places where people stand in a record of others, each with as much as is about them."""
    found: Counter[str] = Counter()
    if values is not None:
        _about(REFERENCES.get(folder, {}), NAMED_BY.get(folder, {}), values, people, "", found)
    return found


def is_one_of(kind: Any, value: Any, people: set[str]) -> bool:
    """A value of a field that refers to a kind stands for one of the people."""
    if kind == "@":
        return isinstance(value, str) and value.startswith("members/") and value.removeprefix("members/") in people
    return kind == "members" and isinstance(value, str) and value in people


def _about(table: Any, named: Any, value: Any, people: set[str], path: str, found: Counter[str]) -> None:
    if isinstance(value, list):
        for item in value:
            if isinstance(named, tuple):
                name, inside = named
                called = label(name, item)
                if is_one_of(table.get(name), called, people):
                    found[f"{path}[{called}] {dumps(normal(item, inside))}"] += 1
                else:
                    _about(table, inside, item, people, f"{path}[{called}]", found)
            else:
                _about(table, None, item, people, path, found)
    elif isinstance(table, str):
        if is_one_of(table, value, people):
            found[f"{path} {value}"] = 1
    elif isinstance(value, dict):
        for key, item in value.items():
            inside = named.get(key) if isinstance(named, dict) else None
            _about(table.get(key, table.get("*", {})), inside, item, people, f"{path}.{key}", found)
