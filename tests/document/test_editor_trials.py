"""3 000 seeded edits over 300 files in as many hands: nothing outside of an edit changes, and other readers agree.

The judges are independent of the editor: lines are compared as lines, places come from PyYAML's nodes, comments from its
tokens, values from PyYAML (YAML 1.1) and ruamel.yaml (YAML 1.2).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

import pytest
import yaml
from ruamel.yaml import YAML

from cmtool.document.editor import CannotEdit, edited
from cmtool.document.reader import read
from cmtool.model.community import Community
from cmtool.model.edit import Drop, Edit, Insert, Put, RenameKey
from cmtool.model.group import Group
from cmtool.model.meeting import Meeting
from cmtool.model.member import Member
from cmtool.source import Field
from tests.document.varied import varied

MODELS = {"members": Member, "groups": Group, "meetings": Meeting, "community": Community}
CLEAR = ["amina-diallo", "Tartu", "a plain text", "Zoë Š", "https://meridian.example/x#1", "it's"]
NAUGHTY = (
    "NO|12:30|1.10|0815|~|null|true|2026-03-01|1e5|0x1F|=|<<|---|...|- x|? x|: x|a: b|a #b|#a|[x|{x}|*a|&a|!a|%a|@a|`a|>x|"
    "|x|'|\"|''|\\|a,b|a]b|'quoted'|\"quoted\"| lead|trail |a:|,|徐俊杰|🎉 émoji|<script>alert(1)</script>|$(touch x)|"
    "{{ 7*7 }}|C:\\x|\\u0041|01-01-2026|1_000|.5|+1|-|--|:|yes|Off|y|.inf|NaN|0o17|1:2:3|one\ntwo|one\n\n two\n|\n|"
).split("|")
VALUES: list[Any] = [
    {"org": "tartu-lab", "since": date(2026, 1, 2)},
    {"a": {"b": ["c", "NO"]}, "d": []},
    ["one", "two: three"],
    [{"step": "introduced", "date": date(2026, 3, 4)}, {"step": "first"}],
    [],
    {},
]


class Trial(NamedTuple):
    """An edit of a file, and what kind of edit it is."""

    what: str
    edit: Edit


class Place(NamedTuple):
    """Where a value stands by PyYAML's nodes: first line (of its key or item), last line of its last leaf."""

    first: int
    last: int
    flow: bool
    entry: int
    """The column of the key or item."""


def trials(value: dict[str, Any], rng: Random) -> Iterator[Trial]:
    """Ten edits of a file, each for its state as it is."""
    nodes = [(field, inner) for field, inner in _walk(value) if field]
    scalars = [field for field, inner in nodes if not isinstance(inner, dict | list)]
    lists = [field for field, inner in nodes if isinstance(inner, list) and inner]
    dicts = [field for field, inner in nodes if isinstance(inner, dict) and inner]
    keys = [field for field, _ in nodes if isinstance(field[-1], str)]
    makers = [
        lambda: Trial("set a text", Put(rng.choice(scalars), rng.choice(CLEAR))),
        lambda: Trial("set a naughty text", Put(rng.choice(scalars), rng.choice(NAUGHTY))),
        lambda: Trial(
            "set a number, day or flag", Put(rng.choice(scalars), rng.choice([7, date(2026, 5, 6), True, None]))
        ),
        lambda: Trial(
            "add a key", Put((rng.choice(["verified", "status", "x-new", "region", "url"]),), rng.choice(CLEAR))
        ),
        lambda: Trial(
            "add a nested key", Put((*rng.choice(dicts), rng.choice(["x-new", "ends", "note"])), rng.choice(NAUGHTY))
        ),
        lambda: Trial("add keys with a mapping", Put(("x-deep", "a", "b"), rng.choice(VALUES))),
        lambda: Trial("append", _insert(rng, rng.choice(lists), value, None)),
        lambda: Trial("insert first", _insert(rng, rng.choice(lists), value, 0)),
        lambda: Trial("insert in the middle", _insert(rng, rng.choice(lists), value, 1)),
        lambda: Trial(
            "begin a list", Insert((rng.choice(["aliases", "absent", "policies", "x-list"]),), rng.choice(CLEAR))
        ),
        lambda: Trial("delete a key", Drop(rng.choice(keys))),
        lambda: Trial("delete the first item", Drop((*rng.choice(lists), 0))),
        lambda: Trial("delete the last item", Drop((*rng.choice(lists), -1))),
        lambda: Trial("delete an item", Drop(_some_item(rng, rng.choice(lists), value))),
        lambda: Trial("rename a key", RenameKey(rng.choice(keys), rng.choice(["x-other", "no", "a b", "renamed"]))),
        lambda: Trial("put a list or mapping", Put(rng.choice(nodes)[0], rng.choice(VALUES))),
    ]
    for maker in rng.sample(makers, 10):
        yield maker()


def _walk(value: Any, field: Field = ()) -> Iterator[tuple[Field, Any]]:
    yield field, value
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _walk(inner, (*field, key))


def _at(value: Any, field: Field) -> Any:
    for part in field:
        value = value[part]
    return value


def _insert(rng: Random, field: Field, value: dict[str, Any], before: int | None) -> Insert:
    first = _at(value, field)[0]
    return Insert(
        field,
        {key: rng.choice(CLEAR) for key in first} if isinstance(first, dict) else rng.choice(CLEAR + NAUGHTY),
        before,
    )


def _some_item(rng: Random, field: Field, value: dict[str, Any]) -> Field:
    return (*field, rng.randrange(len(_at(value, field))))


def intended(value: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """The values after an edit, in the types of a YAML reader."""
    value = deepcopy(value)
    *way, last = edit.field
    holder: Any = value
    for part in way:
        if isinstance(holder, dict) and holder.get(part) is None and not isinstance(edit, Drop | RenameKey):
            holder[part] = {}
        holder = holder[part]
    if isinstance(edit, Put):
        holder[last] = edit.value
    elif isinstance(edit, Insert):
        if isinstance(holder, dict) and holder.get(last) is None:
            holder[last] = []
        holder[last].insert(len(holder[last]) if edit.before is None else edit.before, edit.value)
    elif isinstance(edit, Drop):
        del holder[last]
    else:
        holder[edit.key] = holder.pop(last)
    return value


def place(root: yaml.Node, field: Field, text: str) -> Place | None:
    """Where an entry stands; None where it is not there."""
    node, start, flow = root, root.start_mark, bool(root.flow_style)
    for part in field:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            start = node.start_mark
            if not flow:  # the dash may stand alone, some lines above
                lines = text.split("\n")
                number = start.line
                while not lines[number].lstrip().startswith("-") or lines[number].strip().startswith("---"):
                    number -= 1
                start = yaml.Mark("", 0, number, len(lines[number]) - len(lines[number].lstrip()), None, None)
        elif isinstance(node, yaml.MappingNode):
            found = [(key, inner) for key, inner in node.value if key.value == part]
            if not found:
                return None
            (_, node), start = found[0], found[0][0].start_mark
        else:
            return None
        entry_flow = flow
        flow = flow or bool(getattr(node, "flow_style", False) and not isinstance(node, yaml.ScalarNode))
    return Place(start.line, _last_line(node, start.line, text), entry_flow if field else flow, start.column)


def _last_line(node: yaml.Node, first: int, text: str) -> int:
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            raw = text[node.start_mark.index : node.end_mark.index]
            kept = "+" in raw.split("\n")[0].split("#")[0]
            return node.start_mark.line + (raw if not kept else raw.removesuffix("\n") + "x").rstrip().count("\n")
        return max(first, node.end_mark.line if node.end_mark.index > node.start_mark.index else first)
    if node.flow_style:
        return node.end_mark.line
    last = node.value[-1]
    key = last[0].end_mark.line if isinstance(last, tuple) else max(first, node.start_mark.line)
    inner = last[1] if isinstance(last, tuple) else last
    if isinstance(inner, yaml.ScalarNode) and inner.start_mark.index == inner.end_mark.index:
        return max(key, inner.start_mark.line) if not isinstance(last, tuple) else key
    return _last_line(inner, key, text)


@lru_cache(maxsize=2)
def comments(text: str) -> list[tuple[int, str]]:
    """The comments of a text with their lines: what is no token and begins with `#`."""
    found: list[tuple[int, str]] = []
    at = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        start, end = token.start_mark.index, token.end_mark.index
        _gather(found, text, at, start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            _gather(found, text, start, text.index("\n", start))
        at = max(at, end)
    _gather(found, text, at, len(text))
    return found


def _gather(found: list[tuple[int, str]], text: str, start: int, end: int) -> None:
    for match in re.finditer(r"#[^\r\n]*", text[start:end]):
        found.append((text.count("\n", 0, start + match.start()), match.group()))


def collateral(before: str, after: str, trial: Trial, root: yaml.Node) -> list[str]:
    """Lines outside of the edit that are not as they were."""
    old, new = before.split("\n"), after.split("\n")
    first, last = reach(before, trial, root)
    head, tail = old[:first], old[last + 1 :]
    lost = [line for line, now in zip(head, new, strict=False) if line != now]
    if tail:
        lost += [line for line, now in zip(tail[::-1], new[::-1], strict=False) if line != now]
    if len(new) < len(head) + len(tail):
        lost.append(f"{len(head) + len(tail) - len(new)} lines fewer")
    return lost


def reach(text: str, trial: Trial, root: yaml.Node) -> tuple[int, int]:
    """The lines, from 0, that an edit may touch; the last may be before the first: nothing there goes."""
    edit, lines = trial.edit, text.split("\n")
    field = edit.field
    while (there := place(root, field, text)) is None:
        field = field[:-1]
    missing = edit.field[len(field) :]
    if isinstance(edit, RenameKey):
        return there.first, there.first
    if isinstance(edit, Insert) or missing:
        node = _node(root, field)
        if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style and not there.flow:
            return _gap_of(text, edit, root, field, node)
        return there.first, there.last
    if isinstance(edit, Drop):
        holder = _node(root, field[:-1])
        if len(holder.value) == 1:
            above = place(root, field[:-1], text)
            return _owned(lines, above.first, -1), above.last
        if there.flow:
            above = place(root, field[:-1], text)
            index = [key.value for key, _ in holder.value].index(field[-1]) if isinstance(field[-1], str) else field[-1]
            before = (
                place(
                    root,
                    (*field[:-1], holder.value[index - 1][0].value if isinstance(field[-1], str) else index - 1),
                    text,
                )
                if index
                else above
            )
            return min(before.last, _owned(lines, there.first, there.entry)), there.last
        if lines[there.first][: there.entry].strip():  # behind a dash: the next one moves up
            return there.first, _next_content(lines, there.last)
        at_end = there.last == len(lines) - 1
        start = _owned(lines, there.first, there.entry)
        while at_end and not lines[start - 1].strip():
            start -= 1
        return start, there.last
    return there.first, there.last


def _node(root: yaml.Node, field: Field) -> Any:
    for part in field:
        root = (
            root.value[part] if isinstance(part, int) else next(inner for key, inner in root.value if key.value == part)
        )
    return root


def _gap_of(text: str, edit: Edit, root: yaml.Node, field: Field, node: Any) -> tuple[int, int]:
    """Between two entries: a new one touches no line, but where it goes before the first one behind a dash."""
    lines = text.split("\n")
    names = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else list(range(len(node.value)))
    if isinstance(edit, Insert) and edit.before is not None:
        index = min(edit.before, len(names))
    elif isinstance(edit, Insert):
        index = len(names)
    else:  # a key: anywhere between two entries, as the model says
        return _NEW_KEY
    if index:
        last = place(root, (*field, names[index - 1]), text).last
        return last + 1, last
    there = place(root, (*field, 0), text)
    if lines[there.first][: there.entry].strip():
        return there.first, there.first
    start = _owned(lines, there.first, there.entry)
    return start, start - 1


_NEW_KEY = (-1, -1)


def _owned(lines: list[str], first: int, column: int) -> int:
    while (
        first
        and lines[first - 1].lstrip().startswith("#")
        and len(lines[first - 1]) - len(lines[first - 1].lstrip()) <= max(column, 0)
    ):
        first -= 1
    return first


def _next_content(lines: list[str], last: int) -> int:
    last += 1
    while not lines[last].strip():
        last += 1
    return last


def only_inserted(before: str, after: str) -> bool:
    """Every line is there as it was, in order, around one block of new ones."""
    old, new = before.split("\n"), after.split("\n")
    same = 0
    while same < len(old) and same < len(new) and old[same] == new[same]:
        same += 1
    return old[same:] == new[len(new) - len(old) + same :] if len(new) > len(old) else False


def run(seeds: range, *, ruamel_every: int) -> tuple[Counter[str], list[str]]:
    """Counts and complaints."""
    counts: Counter[str] = Counter()
    complaints: list[str] = []
    for seed in seeds:
        file = varied(seed)
        reading = read("", file.data)
        assert reading.value is not None, (seed, reading.findings)
        text = file.data.decode()
        old = yaml.load(text, yaml.CSafeLoader)
        root = yaml.compose(text.replace("\r\n", "\n"), Loader=yaml.CSafeLoader)
        rng = Random(seed + 1_000_000)
        for number, trial in enumerate(trials(reading.value, rng)):
            counts["edits"] += 1
            counts[f"- {trial.what}"] += 1
            try:
                wanted = intended(old, trial.edit)
            except (TypeError, LookupError, AttributeError):
                wanted = None
            try:
                after = edited(file.data, [trial.edit], MODELS[file.kind]).decode()
            except CannotEdit as refusal:
                counts["refused"] += 1
                counts[f"refused: {trial.what}: {refusal.reason}"] += 1
                continue
            problem = judged(text, after, trial, root, wanted, counts, exact=(seed + number) % ruamel_every == 0)
            if problem:
                complaints.append(f"{seed} {trial}: {problem}")
    return counts, complaints


def judged(text: str, after: str, trial: Trial, root: Any, wanted: Any, counts: Counter[str], *, exact: bool) -> str:
    """What is wrong with an edit."""
    field = tuple(part if part != -1 else None for part in trial.edit.field)
    if None in field:
        last = len(_node(root, trial.edit.field[:-1]).value) - 1
        trial = Trial(trial.what, trial.edit._replace(field=(*trial.edit.field[:-1], last)))
    if after == text:
        return "" if yaml.load(text, yaml.CSafeLoader) == wanted else "nothing done"
    now = yaml.load(after, yaml.CSafeLoader)
    if now != wanted:
        return f"YAML 1.1 reads {now}"
    if exact:
        pure = YAML(typ="safe", pure=True)
        if pure.load(after) != intended(pure.load(text), trial.edit):
            return "YAML 1.2 reads otherwise"
        counts["read by ruamel.yaml"] += 1
    if ("\r\n" in text) != ("\r\n" in after) or (after.count("\n") != after.count("\r\n") and "\r\n" in text):
        return "line ends"
    if text.endswith("\n") != after.endswith("\n") and not text.startswith(after):  # `|+` needs the line end before it
        return "final newline"
    text, after = text.replace("\r\n", "\n"), after.replace("\r\n", "\n")
    lines = reach(text, trial, root)
    lost = collateral(text, after, trial, root) if lines != _NEW_KEY else []
    if lines == _NEW_KEY and not only_inserted(text, after) and not _behind_dash(text, after):
        lost = ["more than an insertion"]
    counts["lines changed outside"] += len(lost)
    if lost:
        return f"lines lost {lost}"
    before, now_there = comments(text), Counter(comment for _, comment in comments(after))
    first, last = lines if _may_take(trial.edit) and lines != _NEW_KEY else (1, 0)
    kept = Counter(comment for line, comment in before if not first <= line <= last)
    lost_comments = kept - now_there
    counts["comments lost"] += lost_comments.total()
    if lost_comments or now_there - Counter(comment for _, comment in before):
        return f"comments {lost_comments}"
    return _beside(text, after, trial, root)


def _may_take(edit: Edit) -> bool:
    return isinstance(edit, Drop) or (isinstance(edit, Put) and isinstance(edit.value, list | dict))


def _beside(text: str, after: str, trial: Trial, root: Any) -> str:
    """What stands before and behind a scalar on its line stays when it is set to another one."""
    edit = trial.edit
    try:
        node = _node(root, edit.field)
    except (StopIteration, IndexError):
        return ""
    one_line = isinstance(node, yaml.ScalarNode) and node.start_mark.line == node.end_mark.line
    if not isinstance(edit, Put) or not one_line or isinstance(edit.value, dict | list) or "\n" in str(edit.value):
        return ""
    head, tail = text[: node.start_mark.index].rstrip(), text[node.end_mark.index :].lstrip(" ")
    return "" if after.startswith(head) and after.endswith(tail) else "more than the value"


def _behind_dash(text: str, after: str) -> bool:
    """A key that became the first behind a dash: the one that was it stands on a line of its own, as it was."""
    return Counter(text.replace("-", "").split()) <= Counter(after.replace("-", "").split())


def told(counts: Counter[str]) -> str:
    return "\n".join(f"{count:6} {what}" for what, count in sorted(counts.items()))


def test_three_thousand_edits_of_three_hundred_files_touch_only_what_they_must() -> None:
    counts, complaints = run(range(300), ruamel_every=20)
    print(told(counts))
    assert complaints == []
    assert counts["edits"] == 3_000
    assert counts["lines changed outside"] == counts["comments lost"] == 0
    assert counts["refused"] <= 90


@pytest.mark.slow
def test_more_edits_each_read_by_yaml_1_2_too() -> None:
    counts, complaints = run(range(1_000), ruamel_every=1)
    print(told(counts))
    assert complaints == []
    assert counts["refused"] <= counts["edits"] * 0.03


def test_the_files_are_as_varied_as_they_claim() -> None:
    texts = [varied(seed).data.decode() for seed in range(300)]
    features = {
        "CRLF": "\r\n",
        "no line end at the end": r"[^\n]\Z",
        "marker": r"(?m)^---\r?$",
        "end marker": r"(?m)^\.\.\.\r?$",
        "comment behind a value": r"(?m)^[^#]+: \w+ +#",
        "comment line": r"(?m)^ *#",
        "blank line": r"\n\r?\n",
        "spaces on a blank line": r"(?m)^ +\r?$",
        "trailing spaces": r"(?m)\S +\r?$",
        "single quotes": r": '",
        "double quotes": r': "',
        "quoted key": r'(?m)^ *"[a-z_]+"',
        "space before the colon": r"(?m)^ *[a-z]+ :",
        "list in the column of its key": r"(?m)^[a-z]+ ?:\r?\n- ",
        "wide dash": r"(?m)^ *-   \S",
        "dash alone": r"(?m)^ *-\r?$",
        "mapping in braces as item": r"(?m)^ *- +\{",
        "list in brackets": r": \[\S",
        "brackets over several lines": r"(?m)[\[{]\r?$",
        "comment in brackets": r"(?m)^ *[\"'\w-]+, +#",
        "brackets at the top": r"\A(?:#[^\n]*\n|\r?\n|---\r?\n)*\{",
        "literal": r"(?m): \|[-+]?\r?$",
        "folded": r"(?m): >[-+]?\r?$",
        "kept line ends": r"(?m): [|>]\+",
        "text over several lines": r"(?m): \w+(?: [^\s:#]+)+\r?\n +\w+ [^:\n]+$",
        "non-ASCII": r"[^\x00-\x7f]",
    }
    found = {name: sum(bool(re.search(sign, text)) for text in texts) for name, sign in features.items()}
    assert {name: count for name, count in found.items() if count < 6} == {}
    assert sum(found.values()) / 300 > 9, found
