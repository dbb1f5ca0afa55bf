"""The rules. A rule is a file `checks/<subject>/<defect>.py`; the list of rules is the folder.

A rule module has a docstring (its user documentation), `CODE`, `SEVERITY`, and either `CLOCK` with
`check(registry, today)`, which yields findings, or `FOUND_BY` where something else finds it: "reader", "loader",
"waivers". A `CLOCK` rule looks at the date: it yields each obligation with `Due`, future ones too.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from cmtool.finding import Finding, Severity
from cmtool.source import Source

if TYPE_CHECKING:
    from cmtool.model.registry import Registry


class Rule(Protocol):
    """What a rule module offers."""

    __name__: str
    __doc__: str | None
    CODE: str
    SEVERITY: Severity


class CheckedRule(Rule, Protocol):
    """A rule that looks at the whole registry."""

    CLOCK: bool

    def check(self, registry: Registry, today: date) -> Iterator[Finding]:
        """Every violation, and for a clock rule every obligation."""


FoundBy = Literal["check", "reader", "loader", "waivers"]


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of codes."""
    return _by_code(cast(Rule, module) for module in _modules())


def _by_code(modules: Iterable[Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in modules:
        other = found.setdefault(rule.CODE, rule)
        if other is not rule:
            raise ValueError(f"two rules have the code {rule.CODE}: {other.__name__} and {rule.__name__}")
    return dict(sorted(found.items()))


@cache
def _modules() -> tuple[Any, ...]:
    names = [
        f"{subject.name}.{defect.name}"
        for subject in pkgutil.iter_modules(__path__, f"{__name__}.")
        if subject.ispkg
        for defect in pkgutil.iter_modules(import_module(subject.name).__path__)
    ]
    return tuple(import_module(name) for name in sorted(names))


def codes() -> list[str]:
    """The codes of all rules, without loading one: for completion."""
    pattern = re.compile(r'^CODE = "([A-Z]{3}[0-9]{3})"', re.MULTILINE)
    found = (pattern.search(path.read_text("utf-8")) for path in Path(__path__[0]).glob("*/*.py"))
    return sorted(match[1] for match in found if match)


@cache
def private_codes() -> frozenset[str]:
    """Rules whose findings only the people who run the community should read (`PRIVATE = True`)."""
    return frozenset(code for code, rule in rules().items() if getattr(rule, "PRIVATE", False))


def found_by(rule: Rule) -> FoundBy:
    """Who finds violations of a rule."""
    return getattr(rule, "FOUND_BY", "check")


def subject_of(rule: Rule) -> str:
    """The folder a rule stands in: `groups`."""
    return rule.__name__.split(".")[-2]


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Findings and obligations of every rule that looks at the registry."""
    for rule in rules().values():
        if found_by(rule) == "check":
            yield from _checked(cast(CheckedRule, rule), registry, today)


def _checked(rule: CheckedRule, registry: Registry, today: date) -> Iterator[Finding]:
    try:
        for finding in rule.check(registry, today):
            yield finding if finding.severity else finding._replace(severity=rule.SEVERITY)
    except Exception as error:  # noqa: BLE001 - a bug in a rule must fail the run, not hide the rule (safety.md 2)
        source = registry.community.source if registry.community else Source("community.yaml")
        message = f"rule {rule.CODE} could not be checked: {type(error).__name__} in {rule.__name__}"
        yield Finding(rule.CODE, source, (), message, "this is a bug in cmtool: please report it", "community", "error")
