"""Registry files as many hands would write them: seeded, each with about 14 features of style. For the editor's trials."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

NAMES = ["amina-diallo", "jonas-berg", "liis-tamm", "mei-lin-tan", "tane-parata", "piotr-zielak", "ines-carvalho"]
WORDS = "keeps the map of the commons up to date and says so early when parts do not fit Zoë Šárka 徐俊杰 – together".split()
COMMENTS = [
    "# as agreed",
    "# see https://meridian.example/c#1",
    "# TODO: ask",
    "# é — 徐",
    "#no space",
    "# key: value",
    "# - item",
]


class Varied(NamedTuple):
    """A file and the kind of record it is."""

    kind: str
    data: bytes


class Hand:
    """Somebody's habits of writing."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.step = rng.choice([2, 2, 3, 4])
        self.list_indent = rng.choice([0, 2, self.step])
        self.gap = rng.choice([2, 2, 2, 4])
        self.dash_alone = rng.random() < 0.2
        self.quotes = rng.choice(["", "'", '"', "mixed", "mixed"])
        self.quoted_keys = rng.choice([0, 0.1, 0.3])
        self.flow_items = rng.random() < 0.3
        self.flow_lists = rng.choice([0, 0.2, 0.6])
        self.inside = rng.choice([0, 0.2, 0.5])
        self.long_flow = rng.random() < 0.5
        self.pad = rng.choice(["", "", " "])
        self.above = rng.choice([0.05, 0.15, 0.3])
        self.behind = rng.choice([0.05, 0.15, 0.3])
        self.blank = rng.choice([0.05, 0.15, 0.3])
        self.trailing = rng.choice([0, 0.15, 0.25])
        self.odd_colon = rng.choice([0, 0.1, 0.2])
        self.blocks = rng.choice([0.2, 0.8])
        self.eol = rng.choice(["\n", "\n", "\n", "\r\n"])

    def maybe(self, chance: float) -> bool:
        return self.rng.random() < chance

    def end(self) -> str:
        comment = " " * self.rng.choice([1, 2, 5]) + self.rng.choice(COMMENTS) if self.maybe(self.behind) else ""
        return comment or ("  " if self.maybe(self.trailing) else "")

    def inner_end(self) -> str:
        return f" {self.rng.choice(COMMENTS)}" if self.maybe(self.inside) else self.end()

    def before(self, indent: int) -> list[str]:
        lines = []
        if self.maybe(self.blank):
            lines += [" " * self.rng.choice([0, 0, indent, 3]) if self.maybe(self.trailing) else ""]
        if self.maybe(self.above):
            deep = " " * self.rng.choice([indent, indent, indent, 0, indent + 2])
            lines += [f"{deep}{self.rng.choice(COMMENTS)}"] * self.rng.choice([1, 1, 2])
            if self.maybe(0.2):
                lines.append("")
        return lines

    def scalar(self, value: Any, *, flow: bool = False) -> str:
        if not isinstance(value, str):
            return {True: "true", False: "false", None: self.rng.choice(["~", "null"])}.get(value, str(value))
        mark = self.rng.choice(["", "'", '"']) if self.quotes == "mixed" else self.quotes
        if not mark and (": " in value or " #" in value or (flow and any(sign in value for sign in ",[]{}:#"))):
            mark = "'"
        if mark == "'":
            return "'" + value.replace("'", "''") + "'"
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if mark else value

    def key(self, key: str, *, flow: bool = False) -> str:
        quoted = f'"{key}"' if self.maybe(self.quoted_keys) else key
        return quoted + (" :" if self.maybe(self.odd_colon) and not flow else ":")

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return (
                "{"
                + self.pad
                + ", ".join(f"{self.key(k, flow=True)} {self.flow(v)}" for k, v in value.items())
                + self.pad
                + "}"
            )
        if isinstance(value, list):
            return "[" + self.pad + ", ".join(self.flow(v) for v in value) + self.pad + "]"
        return self.scalar(value, flow=True)

    def long(self, value: Any, indent: int) -> list[str]:
        """A collection in brackets over several lines, with comments inside."""
        deep, comma = " " * (indent + self.step), self.maybe(0.5)
        parts = (
            [f"{self.key(k, flow=True)} {self.flow(v)}" for k, v in value.items()]
            if isinstance(value, dict)
            else [self.flow(v) for v in value]
        )
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if self.maybe(0.3):
            return (
                [opening + parts[0] + ",", *(deep + part + "," for part in parts[1:-1]), deep + parts[-1] + closing]
                if len(parts) > 1
                else [opening + parts[0] + closing]
            )
        lines = [opening + self.inner_end()]
        for number, part in enumerate(parts):
            if self.maybe(self.inside):
                lines.append(deep + self.rng.choice(COMMENTS))
            lines.append(deep + part + ("," if comma or number < len(parts) - 1 else "") + self.inner_end())
        return [*lines, " " * (indent + self.rng.choice([self.step, self.step, 1])) + closing]

    def text(self, words: str, indent: int) -> list[str]:
        """A long text: as a block scalar or over several lines."""
        deep = " " * (indent + self.step)
        half = words.index(" ", len(words) // 2)
        first, second = words[:half], words[half + 1 :]
        if self.maybe(self.blocks):
            sign = self.rng.choice("|>") + self.rng.choice(["", "-", "+"])
            ends = [""] * self.rng.choice([0, 0, 1, 2])
            return [
                sign + self.end().replace("#no", "# no"),
                deep + first,
                *([""] if self.maybe(0.3) else []),
                deep + second,
                *ends,
            ]
        mark = self.rng.choice(["", '"', "'"])
        return [mark + first, deep + second + mark + self.end()]

    def value(self, start: str, value: Any, indent: int) -> list[str]:
        """A value behind its key."""
        if isinstance(value, str) and value.count(" ") > 6 and self.maybe(0.8):
            first, *rest = self.text(value, indent)
            return [f"{start} {first}", *rest]
        if value is None and self.maybe(0.6):
            return [start + self.end()]
        if (
            isinstance(value, dict | list)
            and value
            and not self.maybe(self.flow_lists / (1 if self.is_short(value) else 4))
        ):
            below = self.block(value, indent + (self.step if isinstance(value, dict) else self.list_indent))
            return [start + self.end(), *below]
        if isinstance(value, dict | list) and value and self.long_flow:
            first, *rest = self.long(value, indent)
            return [f"{start} {first}", *rest[:-1], *(line + self.end() for line in rest[-1:])]
        if isinstance(value, str) and self.maybe(0.03):
            return [start + self.end(), " " * (indent + self.step) + self.scalar(value) + self.end()]
        return [f"{start} {self.flow(value) if isinstance(value, dict | list) else self.scalar(value)}{self.end()}"]

    def is_short(self, value: Any) -> bool:
        inner = value.values() if isinstance(value, dict) else value
        return all(not isinstance(part, dict | list) for part in inner)

    def block(self, value: Any, indent: int) -> list[str]:
        lines: list[str] = []
        if isinstance(value, dict):
            for key, inner in value.items():
                lines += self.before(indent) + self.value(f"{' ' * indent}{self.key(key)}", inner, indent)
            return lines
        for inner in value:
            lines += self.before(indent) + self.item(inner, indent)
        return lines

    def item(self, value: Any, indent: int) -> list[str]:
        dash = " " * indent + "-"
        if isinstance(value, dict) and value and not (self.flow_items and self.is_short(value)):
            if self.dash_alone:
                return [dash + self.end(), *self.block(value, indent + self.step)]
            first, *rest = _from_first(self.block(value, indent + self.gap))
            return [f"{dash}{' ' * (self.gap - 1)}{first.lstrip(' ')}", *rest]
        shown = self.flow(value) if isinstance(value, dict | list) else self.scalar(value)
        return [f"{dash}{' ' * (self.gap - 1)}{shown}{self.end()}"]


def _from_first(lines: list[str]) -> list[str]:
    return lines[next(at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")) :]


def _words(rng: Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randrange(8, 26)))


def _day(rng: Random) -> Any:
    from datetime import date

    return date(rng.randrange(2022, 2027), rng.randrange(1, 13), rng.randrange(1, 28))


def _some(rng: Random, things: list[Any], most: int = 5) -> list[Any]:
    return rng.sample(things, rng.randrange(1, min(most, len(things)) + 1))


def _member(rng: Random) -> dict[str, Any]:
    return {
        "name": rng.choice(["Amina Diallo", "Liis Tamm", "Zoë O'Neil", "徐俊杰"]),
        "status": "active",
        "joined": _day(rng),
        "country": rng.choice(["SN", "EE", "NO"]),
        "languages": _some(rng, ["fr", "wo", "en", "no", "et"]),
        "affiliations": [{"org": org, "since": _day(rng)} for org in _some(rng, ["savane-tech", "tartu-lab", "x"])],
        "links": {"github": "amina-d", "website": "https://meridian.example/a?b=c#d"},
        "availability": {"hours_per_month": rng.randrange(40), "mentoring": rng.choice([True, False])},
        "consents": {"listing": _day(rng), "spotlight": None},
        "skills": [
            {
                "skill": skill,
                "level": rng.randrange(6),
                "endorsed": [{"by": by, "date": _day(rng)} for by in _some(rng, NAMES, 3)],
            }
            for skill in _some(rng, ["git", "openapi", "facilitation"])
        ],
        "notes": _words(rng),
    }


def _group(rng: Random) -> dict[str, Any]:
    return {
        "name": "Architecture Committee",
        "kind": "committee",
        "since": _day(rng),
        "purpose": _words(rng),
        "charter": {"url": "https://meridian.example/charter", "starts": _day(rng), "status": "approved", "ends": None},
        "meets": [{"id": "monthly", "time": rng.choice(["10:00", "09:30"]), "tz": "Europe/Athens", "minutes": 75}],
        "members": [
            {"member": name, "role": rng.choice(["lead", "triage"]), "since": _day(rng)} for name in _some(rng, NAMES)
        ],
        "aliases": [],
        "partners": _some(rng, ["identity", "payments", "messaging", "digital-registries"]),
        "x-colours": {"a": {"b": {"c": "d", "e": ["f", "g"]}}},
        "verified": _day(rng),
    }


def _meeting(rng: Random) -> dict[str, Any]:
    return {
        "date": _day(rng),
        "group": "architecture",
        "title": "Monthly review",
        "present": _some(rng, NAMES),
        "absent": [],
        "agenda": [
            {"topic": "Versions: which", "minutes": rng.randrange(5, 30), "by": rng.choice(NAMES)}
            for _ in range(rng.randrange(1, 4))
        ],
        "decisions": [{"id": "d1", "text": _words(rng), "outcome": "accepted"}],
        "notes": rng.choice([None, _words(rng)]),
        "recording": "https://meet.meridian.example/r#t=10",
    }


def _community(rng: Random) -> dict[str, Any]:
    return {
        "name": "Meridian Stack",
        "timezone": "Europe/Tallinn",
        "purpose": _words(rng),
        "values": {"open": "what we decide is written down", "kind": "nobody is left behind"},
        "channels": [{"kind": "chat", "url": "https://chat.meridian.example"}, {"kind": "list"}],
        "managers": _some(rng, NAMES, 3),
        "thresholds": {"quorum": 0.5, "silent_days": rng.randrange(60, 200), "steps": {"introduced": 14, "first": 30}},
        "policies": None,
    }


KINDS = {"members": _member, "groups": _group, "meetings": _meeting, "community": _community}


def varied(seed: int) -> Varied:
    """The file of this number."""
    rng = Random(seed)
    kind = list(KINDS)[seed % len(KINDS)]
    values, hand = KINDS[kind](rng), Hand(rng)
    if hand.maybe(0.04):
        lines = [hand.flow(values)]
    else:
        lines = hand.block(values, 0)
    if hand.maybe(0.4):
        lines = ["# Kept by hand.", *([""] if hand.maybe(0.6) else []), *lines]
    if hand.maybe(0.3):
        lines = [*(["# above the marker"] if hand.maybe(0.5) else []), "---", *lines]
    if hand.maybe(0.15):
        lines += ["# at the end", *([""] if hand.maybe(0.3) else [])]
    if hand.maybe(0.25):
        lines.append("...")
    text = hand.eol.join(lines) + ("" if hand.maybe(0.15) else hand.eol)
    return Varied(kind, text.encode())
