"""The hall: where the registry is, which day it is, and the rooms joined. One module per panel of the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from cmtool.finding import Due, Finding, bounded, in_order
from cmtool.model.registry import Registry
from cmtool.schedule.zones import zone
from cmtool.store.load import Loaded, load
from cmtool.workspace.places import is_within, located, normal


class Report(NamedTuple):
    """What validation says: findings that count, obligations whose day has come, and notices."""

    findings: list[Finding]
    due: list[Finding]
    records: int
    notices: list[str]
    since: str | None = None
    """The commit without whose findings these are."""

    def listed(self, *, due: bool) -> list[Finding]:
        """The findings, and with `due` the obligations after them, each part by place."""
        return [*self.findings, *(in_order(self.due) if due else [])]

    def fails(self, *, warnings_too: bool) -> bool:
        """Something stands at or above the severity that fails."""
        return any(finding.is_error or warnings_too for finding in self.findings)

    def summary(self, *, listed: bool = False) -> str:
        """One or two lines: what was checked and found, and how much is due."""
        errors = sum(finding.is_error for finding in self.findings)
        warnings = len(self.findings) - errors
        found = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}" if self.findings else "no findings"
        found += f" that {self.since} has not" if self.since else ""
        text = f"{counted(self.records, 'record')} checked: {found}"
        if self.due and not listed:
            text += f"\n{counted(len(self.due), 'thing')} {'is' if len(self.due) == 1 else 'are'} due: cmtool due"
        return text


class Obligation(NamedTuple):
    """A finding of a clock rule with what is due."""

    due: Due
    finding: Finding


class Judged(NamedTuple):
    """What the rules say: findings that stand, and obligations of today and later."""

    findings: list[Finding]
    obligations: list[Obligation]


class Workspace:
    """A registry on disk at a day. Reads it once, when first asked."""

    def __init__(
        self, root: Path, today: date | None, clock: Callable[[tzinfo], date], loaded: Loaded | None = None
    ) -> None:
        """`clock` tells the day in a time zone; it is asked only where neither caller nor registry names the day.

        `loaded` is a registry that is not on disk yet.
        """
        self._given = loaded
        self.notes: list[str] = []
        """What an output had to do without, for stderr."""
        self.root = root
        self.given_day = today
        self.clock = clock

    @cached_property
    def loaded(self) -> Loaded:
        """The files, read."""
        return self._given or load(self.root)

    @property
    def registry(self) -> Registry:
        """All records."""
        return self.loaded.registry

    @cached_property
    def today(self) -> date:
        """The day that was asked for, else the frozen day of the registry, else the clock's."""
        community = self.registry.community
        return (
            self.given_day
            or (community and community.today)
            or self.clock(zone(community.timezone if community else "UTC"))
        )

    @cached_property
    def judged(self) -> Judged:
        """Standing findings, and obligations with their days, future ones too."""
        from cmtool import checks
        from cmtool.checks import waivers

        raw = [*self.loaded.findings, *checks.check(self.registry, self.today)]
        standing, doubtful = waivers.apply(raw, self.registry, self.today)
        findings = [finding for finding in standing if finding.due is None or _is_breach(finding, self.today)]
        obligations = [Obligation(finding.due, finding) for finding in standing if finding.due is not None]
        return Judged(in_order(bounded([*findings, *doubtful])), obligations)

    def validate(self, paths: list[Path] | None = None, *, private: bool = False) -> Report:
        """Every finding, every obligation whose day has come; of some files if paths are given, but all are read.

        Rules about what only the people who run the community should read speak with `private` alone.
        """
        from cmtool.checks import private_codes

        findings, obligations = self.judged
        hidden = frozenset() if private else private_codes()
        kept = [finding for finding in findings if finding.code not in hidden]
        due = [one for due, one in obligations if due.date <= self.today and not _is_breach(one, self.today)]
        come = [finding for finding in due if finding.code not in hidden]
        community = self.registry.community
        overlay = community.privacy.overlay if community else None
        findings = selected(kept, self.root, overlay, paths or [])
        come = selected(come, self.root, overlay, paths or [])
        folders = [f"{folder}/" for folder in self.registry.unread_folders]
        notices = [f"not read by this version: {', '.join(folders)}"] if folders else []
        if community is None:
            notices.append("community.yaml cannot be read: rules that need its words were not run; mend it, then again")
        return Report(findings, come, self.registry.size, notices)


def _is_breach(finding: Finding, today: date) -> bool:
    """An obligation that is an error once its day has passed: a right of somebody, and no reminder any more."""
    return finding.is_error and finding.due is not None and finding.due.date < today


class Placed(Protocol):
    """What has a place in the registry: a finding, a source."""

    @property
    def path(self) -> str:
        """The file, from the registry's folder."""


P = TypeVar("P", bound=Placed)


def selected(found: list[P], root: Path, overlay: str | None, paths: list[Path]) -> list[P]:
    """What was found in the given files and folders of the registry or its overlay; all of it if none is given."""
    if not paths:
        return found
    base = root.resolve()
    bases = [base, normal(base / overlay)] if overlay else [base]
    wanted = {located(path, bases) for path in paths}
    return [one for one in found if is_within(normal(base / one.path), wanted)]


def counted(number: int, thing: str) -> str:
    """A number with its noun: `1 error`, `2 errors`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


__all__ = ["Report", "Workspace", "counted", "selected"]
