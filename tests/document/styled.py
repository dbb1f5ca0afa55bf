"""The same record as many people would write it: indents, brackets, quotes, comments, markers and line ends by chance."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

GROUP: dict[str, Any] = {
    "name": "Maps: C# and #1",
    "kind": "team",
    "status": "active",
    "since": "2026-01-02",
    "purpose": "Keeps the map of the commons, and says so.",
    "scope": {"country": "NO", "language": "no"},
    "meets": [
        {"id": "weekly", "every": "7d", "time": "14:00", "minutes": "60"},
        {"id": "monthly", "every": "monthly", "time": "09:30", "tz": "Europe/Tallinn", "except": []},
    ],
    "products": [
        {"name": "Atlas", "versions": [{"version": "1.10", "status": "released", "authors": ["amina-diallo"]}]}
    ],
    "members": [
        {"member": "amina-diallo", "role": "lead", "since": "2026-01-02", "mentor": None},
        {"member": "jonas-berg", "role": "contributor", "steps": [{"step": "introduced", "date": "2026-02-03"}]},
        {"member": "liis-tamm", "role": "contributor", "until": "unknown"},
    ],
    "partners": ["payments", "identity"],
    "lifecycle": {
        "stage": "starting",
        "since": "2026-01-02",
        "milestones": {"first-map": "2026-03-04", "2": "2026-05-06"},
    },
    "x-budget": {"cost centre": "0815", "shared": "yes"},
}
"""Values as texts: how they are quoted is chance, and some need it."""
LINES = ["One of us.\nTwo of us.\n", "One.\n\n  Further in.\nEnd", 'A long story: "quoted" # and no comment\n\n']


class Styled(NamedTuple):
    """A file, and the key or text on whose line each comment at the end of a line stands."""

    text: str
    beside: dict[str, str]
    comments: list[str]


def styled(seed: int) -> Styled:
    """The record in the style of this seed."""
    return _Pen(Random(seed)).write()


class _Pen:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.step = chance.choice([2, 2, 2, 4, 3])
        self.dash = chance.choice([0, 0, 2])
        self.talk = chance.choice([0, 0.1, 0.3])
        self.flow = chance.choice([0, 0.2, 0.6])
        self.comments: list[str] = []
        self.beside: dict[str, str] = {}

    def write(self) -> Styled:
        values = dict(GROUP)
        if self.chance.random() < 0.5:
            values["purpose"] = self.chance.choice(LINES)
        if self.chance.random() < 0.5:
            keys = list(values)
            self.chance.shuffle(keys)
            values = {key: values[key] for key in keys}
        lines = self.pairs(values, 0)
        if self.chance.random() < 0.3:
            lines = [self.comment(), *[""] * self.chance.randint(0, 2), *lines]
        if self.chance.random() < 0.15:
            lines = ["---", *lines]
        if self.chance.random() < 0.3:
            lines += ["", self.comment()]
        if self.chance.random() < 0.1:
            lines += ["..."]
        text = "\n".join(lines) + ("\n" if self.chance.random() < 0.8 else "")
        return Styled(text.replace("\n", "\r\n") if self.chance.random() < 0.15 else text, self.beside, self.comments)

    def comment(self) -> str:
        self.comments.append(f"# c{len(self.comments)}.")
        return self.comments[-1]

    def above(self, indent: int) -> list[str]:
        lines = [""] * self.chance.randint(1, 2) if self.chance.random() < self.talk else []
        while self.chance.random() < self.talk:
            lines.append(" " * self.chance.choice([indent, indent, indent, 0]) + self.comment())
        return lines

    def ended(self, line: str, about: str) -> str:
        """A line, perhaps with a comment at its end."""
        if self.chance.random() >= self.talk:
            return line + " " * (self.chance.random() < 0.05)
        comment = self.comment()
        self.beside[comment] = about
        return f"{line}{' ' * self.chance.randint(1, 4)}{comment}"

    def pairs(self, values: dict[str, Any], indent: int) -> list[str]:
        lines: list[str] = []
        for key, value in values.items():
            lines += self.above(indent) if lines or not indent else []
            colon = ": " if self.chance.random() < 0.95 else " :  "
            lines += self.value(f"{' ' * indent}{self.key(key)}{colon}", key, value, indent)
        if self.chance.random() < self.talk and indent:
            lines.append(" " * indent + self.comment())
        return lines

    def value(self, start: str, key: str, value: Any, indent: int) -> list[str]:
        if isinstance(value, dict | list) and (not value or self.chance.random() < self.flow):
            return self.brackets(start, key, value, indent)
        if isinstance(value, dict):
            return [self.ended(start.rstrip(), key), *self.pairs(value, indent + self.step)]
        if isinstance(value, list):
            return [self.ended(start.rstrip(), key), *self.items(value, indent + self.dash)]
        if value is not None and "\n" in value:
            return self.block(start, value, indent)
        if value is not None and value.count(" ") > 3 and self.chance.random() < 0.4:
            words = value.replace(": ", "; ").split(" ")
            pad = " " * (indent + self.step)
            return [start + " ".join(words[:3]), pad + " ".join(words[3:])]
        return [self.ended(start + self.scalar(value), key)]

    def items(self, values: list[Any], indent: int) -> list[str]:
        lines: list[str] = []
        for value in values:
            lines += self.above(indent) if lines else []
            if isinstance(value, dict) and self.chance.random() >= self.flow:
                first, *rest = self.pairs(value, indent + 2)
                lines += [f"{' ' * indent}- {first.lstrip()}", *rest]
            elif isinstance(value, dict):
                lines += self.brackets(" " * indent + "- ", "", value, indent)
            else:
                lines.append(self.ended(f"{' ' * indent}- {self.scalar(value)}", value))
        return lines

    def brackets(self, start: str, key: str, value: Any, indent: int) -> list[str]:
        if isinstance(value, list) and value and self.chance.random() < 0.3:
            pad = " " * (indent + 4)
            lines = [self.ended(f"{start}[", key or "")]
            for item in value:
                lines += self.above(indent + 4)
                lines.append(self.ended(f"{pad}{self.inline(item)},", ""))
            return [*lines, " " * (indent + 1) + "]"]
        return [self.ended(start + self.inline(value), key or "")]

    def inline(self, value: Any) -> str:
        gap = " " * self.chance.randint(0, 1)
        if isinstance(value, dict):
            inner = ", ".join(f"{self.key(key)}: {self.inline(item)}" for key, item in value.items())
            return f"{{{gap}{inner}{gap}}}"
        if isinstance(value, list):
            return f"[{gap}{', '.join(map(self.inline, value))}{gap}]"
        return "null" if value is None else self.scalar(value)

    def block(self, start: str, value: str, indent: int) -> list[str]:
        kept = value.rstrip("\n")
        sign = {0: "-", 1: "", 2: "+"}[len(value) - len(kept)]
        lines = value.removesuffix("\n").split("\n")
        return [f"{start}|{sign}", *(" " * (indent + self.step) + line if line else "" for line in lines)]

    def key(self, key: str) -> str:
        return self.chance.choice([key, key, key, f'"{key}"'])

    def scalar(self, value: str | None) -> str:
        if value is None:
            return self.chance.choice(["null", "~", ""])
        if value in ("2026-01-02", "2026-03-04", "60"):
            return value
        bare = [] if ": " in value or ", " in value else [value] * 5
        return self.chance.choice([*bare, f'"{value}"', f"'{value}'"])
