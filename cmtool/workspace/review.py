"""What a reviewer of a pull request needs: privacy first, then what changes, what is newly wrong, and who approves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from typing import NamedTuple, cast

from cmtool.checks import CheckedRule, rules
from cmtool.finding import Finding, in_order
from cmtool.history.git import Repository, opened
from cmtool.history.identity import Key, Present, key_of, model_of
from cmtool.history.proposal import Proposal, passing, proposal
from cmtool.history.snapshots import entries_at, has_registry, present_in
from cmtool.model.addresses import addresses
from cmtool.model.change import Story
from cmtool.model.record import Record
from cmtool.model.registry import Registry
from cmtool.source import Source
from cmtool.store.entries import Entry
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
        [*_unreadable(before, after), *(row.text for row in own if row.change.field[:1] == ("privacy",))],
        [name for name in _RULES if any(row.change.field[:1] in ((), (name,)) for row in own)],
        told.stories,
        [finding for finding in told.new if not finding.code.startswith("PRV")],
        told.fixed,
        found.special,
        len(found.others),
        list(dict.fromkeys(_present_only(needs(_deciding(before, after), found.paths, before.space), told.present))),
        [f"{counted(errors, 'error')} stood there before this change"] if errors else [],
    )


def _unreadable(before: Side, after: Side) -> Iterator[str]:
    """What nobody can tell because a community.yaml cannot be read."""
    for side, when in ((before, "before"), (after, "after")):
        if has_registry(side.entries) and side.space.registry.community is None:
            yield f"community.yaml cannot be read {when} this change: no rule of it holds, ask a manager"
    if has_registry(before.entries) and not has_registry(after.entries):
        yield "community.yaml is gone after this change"


def _present_only(approvals: Iterable[Approval], present: Present) -> Iterator[Approval]:
    """Approvals without people who are gone after the change: they cannot be asked, and are not named."""
    for people, why in approvals:
        here = tuple(id for id in people if not present.is_former(Key("members", id)))
        yield Approval(here, why if here or not people else "who had it is gone; a manager")


def _base_day(space: Workspace, repository: Repository, commit: str) -> date:
    """The day by the base's own word; the option of the command still counts first."""
    return Workspace(space.root, space.given_day, space.clock, assemble(entries_at(repository, commit))).today


def _deciding(before: Side, after: Side) -> Registry:
    """The registry by whose word a change is approved: that of the base, so that no change names its own judges.

    Only where the base holds no registry at all, its first one decides.
    """
    return (before if has_registry(before.entries) else after).space.registry


def _leaks(space: Workspace, repository: Repository, found: Proposal, after: Side) -> Iterator[Leak]:
    """Addresses and private fields in files that came and went on the branch: a merge keeps them for ever."""
    checks = [cast(CheckedRule, rule) for code, rule in rules().items() if code in _LEAKS]
    community = after.space.registry.community
    shared = community.contact.address.casefold() if community else ""
    for commit, entry in passing(repository, found) if after.space.registry.is_public else ():
        told = _in_record(checks, entry, space) if _is_record(entry.path) else _in_text(entry)
        for finding in told:
            start, end = finding.offsets or (0, 0)
            if finding.source.text[start:end].casefold() != shared or not shared:
                yield Leak(commit, finding)


def _is_record(path: str) -> bool:
    key = key_of(path)
    return key is not None and model_of(key.folder) is not None


def _in_record(checks: Iterable[CheckedRule], entry: Entry, space: Workspace) -> list[Finding]:
    registry = assemble([entry], is_public=True).registry
    return in_order(finding for rule in checks for finding in rule.check(registry, space.today))


def _in_text(entry: Entry) -> Iterator[Finding]:
    """Addresses in a file that is no record, and in the name of any."""
    text = entry.data.decode("utf-8", "replace")
    for what, start, end in [*addresses(entry.path), *addresses(text)][:1]:
        source = Source(entry.path, text)
        message = f"{what} in a public registry"
        yield Finding("PRV101", source, (), message, "", "", "error", None, (start, end))


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
