"""What a reviewer of a pull request needs: privacy first, then what changes, what is newly wrong, and who approves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from typing import NamedTuple, cast

from cmtool.checks import CheckedRule, rules
from cmtool.finding import Finding, in_order
from cmtool.history.git import Repository, opened
from cmtool.history.identity import Key, by_key, key_of
from cmtool.history.proposal import Proposal, passing, proposal
from cmtool.history.snapshots import entries_at, present_in
from cmtool.model.change import Story
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.layout import COMMUNITY_FILE
from cmtool.store.load import assemble
from cmtool.workspace import Workspace, counted
from cmtool.workspace.difference import Side, at_commit, compared

_LEAKS = ("PRV101", "PRV102")
_RULES = ("review", "keys", "waivers")


class Leak(NamedTuple):
    """A finding about a file that only a commit on the way held."""

    commit: str
    finding: Finding


class Approval(NamedTuple):
    """Who must approve, any one of them, and why."""

    people: tuple[str, ...]
    why: str


class Review(NamedTuple):
    """The parts of the comment."""

    base: str
    head: str
    privacy: list[Finding]
    leaks: list[Leak]
    settings: list[str]
    rules: list[str]
    """Fields of `community.yaml` that change who approves, whose signature counts, or what is told."""
    stories: list[Story]
    new: list[Finding]
    fixed: list[Finding]
    special: list[str]
    others: int
    needs: list[Approval]
    notes: list[str]


def review(space: Workspace, base: str, head: str) -> Review:
    """What the branch `head` would change in `base`; nothing of it is rendered or run."""
    repository = opened(space.root)
    found = proposal(repository, base, head)
    before = at_commit(space, repository, found.base, day=_base_day(space, repository, found.base))
    # a change chooses neither the day on which it is judged nor, by calling itself private, how strictly
    is_public = before.space.registry.is_public or None
    after = at_commit(space, repository, found.head, day=before.space.today, is_public=is_public)
    # who is not there any more after the change is not named in a comment that outlives it
    told = compared(before, after, present_in(after.entries))
    errors = sum(finding.is_error for finding in before.findings)
    own = [row for row in told.rows if row.record == "community"]
    return Review(
        base,
        head,
        [finding for finding in told.new if finding.code.startswith("PRV")],
        list(_leaks(space, repository, found, after)),
        [row.text for row in own if row.change.field[:1] == ("privacy",)],
        [name for name in _RULES if any(row.change.field[:1] == (name,) for row in own)],
        told.stories,
        [finding for finding in told.new if not finding.code.startswith("PRV")],
        told.fixed,
        found.special,
        len(found.others),
        list(dict.fromkeys(needs(_deciding(before, after), found.paths, before.space))),
        [f"before this change there were already {counted(errors, 'error')}"] if errors else [],
    )


def _base_day(space: Workspace, repository: Repository, commit: str) -> date:
    """The day by the base's own word; the option of the command still counts first."""
    return Workspace(space.root, space.given_day, space.clock, assemble(entries_at(repository, commit))).today


def _keys(side: Side) -> Iterable[Key]:
    return by_key((entry.path, b"") for entry in side.entries)


def _deciding(before: Side, after: Side) -> Registry:
    """The registry by whose word a change is approved: that of the base, so that no change names its own judges."""
    return (before if before.space.registry.community else after).space.registry


def _leaks(space: Workspace, repository: Repository, found: Proposal, after: Side) -> Iterator[Leak]:
    """Addresses and private fields in files that came and went on the branch: a merge keeps them for ever."""
    community = [entry for entry in after.entries if entry.path == COMMUNITY_FILE]
    checks = [cast(CheckedRule, rule) for code, rule in rules().items() if code in _LEAKS]
    for commit, entry in passing(repository, found):
        if key_of(entry.path) is None:
            continue
        files = [entry] if entry.path == COMMUNITY_FILE else [*community, entry]
        yield from (Leak(commit, finding) for finding in _found(checks, files, entry, space))


def _found(checks: Iterable[CheckedRule], files: list[Entry], entry: Entry, space: Workspace) -> list[Finding]:
    registry = assemble(files).registry
    found = [finding for rule in checks for finding in rule.check(registry, space.today)]
    return in_order(finding for finding in found if finding.path == entry.path)


def needs(registry: Registry, paths: Iterable[str], space: Workspace) -> Iterator[Approval]:
    """Who must approve changes of these files: by the first rule of `community.yaml: review` that matches each."""
    given = registry.community.review if registry.community else []
    for path in paths:
        by = next((rule.by for rule in given if fnmatchcase(path, rule.paths)), "manager")
        yield _approval(registry, by, path, space)


def _approval(registry: Registry, by: str, path: str, space: Workspace) -> Approval:
    key = key_of(path)
    record = registry.get(key.ref) if key else None
    managers = registry.managers(space.today)
    if by == "self" and record is not None and record.folder == "members":
        return Approval((record.id,), "own record")
    if by == "leads" and record is not None and record.folder == "groups":
        leads = registry.in_charge(registry.all_groups[record.id], space.today)
        return Approval(leads, f"in charge of {record.id}")
    if by == "owner":
        return Approval(_owner(registry, record), "owner")
    if by in ("self", "leads"):
        return Approval(managers, "managers: a new record" if key else "managers")
    return Approval(managers, "managers") if by == "manager" else Approval((by,), "named in community.yaml")


def _owner(registry: Registry, record: Record | None) -> tuple[str, ...]:
    owner = getattr(record, "owner", None)
    if isinstance(owner, str):
        return (owner,)
    return (registry.community.contact.owner,) if registry.community else ()
