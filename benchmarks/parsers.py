"""Three parsers of YAML events: what they accept of what hands write, and how fast they are.

`python -m benchmarks.parsers` prints the table that chose one of them (docs/dependencies.md). The third is measured
where `ruamel.yaml.clib` is installed, which cmtool does not need.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import process_time

from benchmarks.measure import medians

SAMPLE = Path(__file__).parents[1] / "registry"
ROUNDS = 5

FORMS = {
    "an address in a flow mapping": "a: {url: https://a.b}\n",
    "a time in a flow list": "a: [12:30, x]\n",
    "a plain key with its value beside it": "a: {b:c}\n",
    "a question mark in a flow list": "a: [what?, ?x]\n",
    "a flow list that starts a text with ':'": "a: [:x]\n",
    "a comment right after '|'": "a: |# c\n  x\n",
    "spaces on an empty line before a text": "a: |\n \n  x\n",
    "the end of the document, twice": "a: b\n...\n...\n",
}
"""Ways of writing that one parser or another does not take."""

Events = Callable[[str], int]
"""Reads a text event by event, and tells how many there were."""


def parsers() -> dict[str, Events]:
    """The parsers that are installed, by name and version."""
    found: dict[str, Events] = {}
    try:
        from yaml._yaml import CParser, get_version_string

        found[f"PyYAML {version('PyYAML')} (libyaml {get_version_string()})"] = _counting(CParser)
    except ImportError:
        print("PyYAML has no C part here", file=sys.stderr)
    try:
        clib = import_module("_ruamel_yaml")  # no part of ours: measured where somebody installed it
        name = f"ruamel.yaml.clib {version('ruamel.yaml.clib')} (libyaml {clib.get_version_string()})"
        found[name] = _counting(clib.CParser)
    except (ImportError, PackageNotFoundError):
        print("ruamel.yaml.clib is not installed", file=sys.stderr)
    from ruamel.yaml import YAML

    def pure(text: str) -> int:
        return sum(1 for _ in YAML(typ="safe", pure=True).parse(text))

    found[f"ruamel.yaml {version('ruamel.yaml')} (pure Python)"] = pure
    return found


def _counting(parser: Callable[[str], object]) -> Events:
    def count(text: str) -> int:
        events = parser(text)
        number = 0
        while events.check_event():  # type: ignore[attr-defined]
            events.get_event()  # type: ignore[attr-defined]
            number += 1
        return number

    return count


def accepts(events: Events, text: str) -> bool:
    """The parser reads a text to its end."""
    try:
        return events(text) > 0
    except Exception:  # noqa: BLE001 - the parsers raise a dozen types
        return False


def seconds(events: Events, texts: list[str]) -> float:
    """Processor seconds for all texts."""
    start = process_time()
    for text in texts:
        events(text)
    return process_time() - start


def main() -> None:
    """Print who accepts what, and the time each takes as a multiple of the fastest."""
    known = parsers()
    texts = [path.read_text("utf-8") for path in sorted(SAMPLE.rglob("*.yaml"))]
    took = medians({name: partial(seconds, events, texts) for name, events in known.items()}, ROUNDS)
    best = min(took.values())
    print(f"| | {' | '.join(known)} |")
    print(f"|---|{'---|' * len(known)}")
    times = " | ".join(f"{took[name] / best:.1f}" for name in known)
    print(f"| time for the {len(texts)} files of the sample | {times} |")
    for what, text in FORMS.items():
        print(f"| {what} | {' | '.join('yes' if accepts(events, text) else '**no**' for events in known.values())} |")


if __name__ == "__main__":
    main()
