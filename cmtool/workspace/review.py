"""What a reviewer of a pull request needs: privacy first, then what changes, what is newly wrong, and who approves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.history.identity import Key, Present, key_of
from cmtool.history.proposal import LEAKS, Proposal, leaks, loose, proposal, unnamed
from cmtool.history.repository import Repository, opened
from cmtool.history.sentences import sentence
from cmtool.history.snapshots import entries_at, has_registry, present_in
from cmtool.model.approval import approval, rule_of
from cmtool.model.change import Change, Row
from cmtool.model.registry import Registry
from cmtool.model.review import Approval, Leak, Review
from cmtool.store.load import assemble
from cmtool.workspace import Workspace
from cmtool.workspace.comparison import new_and_fixed
from cmtool.workspace.difference import Difference, Side, at_commit, compared

_RULES = ("review", "keys", "waivers")
_PRIVACY = ("visibility", "overlay")
_UNREAD = "nobody can be asked: community.yaml of the base cannot be read; ask a manager"


def review(space: Workspace, base: str, head: str) -> Review:
    """What the branch `head` would change in `base`; nothing of it is rendered or run."""
    repository = opened(space.root)
    found = proposal(repository, base, head)
    before = at_commit(space, repository, found.base, day=_base_day(space, repository, found.base))
    # a change chooses neither the day on which it is judged nor, by calling itself private, how strictly
    is_public = (has_registry(before.entries) and before.space.registry.is_public) or None
    after = at_commit(space, repository, found.head, day=before.space.today, is_public=is_public)
    # who is not there any more after the change is not named in a comment that outlives it
    told = compared(before, after, present_in(after.entries))
    own = [row for row in told.rows if row.record == "community"]
    in_files, on_the_way = _leaking(repository, found, before, after, told.present)
    return Review(
        list(_unread(before, after)),
        list(_settings(own, before, after, told.present)),
        [*_of_privacy(told, before, after), *in_files],
        on_the_way,
        [name for name in _RULES if any(row.change.field[:1] in ((), (name,)) for row in own)],
        told.stories,
        [finding for finding in told.new if not finding.code.startswith("PRV")],
        told.fixed,
        found.special,
        len(found.others),
        _approvals(before, after, found.paths, told.present),
        list(_already(before)),
    )


def _base_day(space: Workspace, repository: Repository, commit: str) -> date:
    """The day by the base's own word; the option of the command still counts first."""
    return Workspace(space.root, space.given_day, space.clock, assemble(entries_at(repository, commit))).today


def _unread(before: Side, after: Side) -> Iterator[str]:
    """The states by whose community.yaml nothing can be told, the one that would be merged first."""
    if has_registry(before.entries) and not has_registry(after.entries):
        yield "community.yaml is gone after this change: no rule of it holds"
    for side, when in ((after, "after"), (before, "before")):
        if has_registry(side.entries) and side.space.registry.community is None:
            yield f"community.yaml cannot be read {when} this change: no rule of it holds"


def _settings(own: Iterable[Row], before: Side, after: Side, present: Present) -> Iterator[str]:
    """What is said of privacy otherwise than before; all of it where nothing was said before that can be read."""
    community = after.space.registry.community
    if before.space.registry.community is None and community is not None:
        given = ((name, getattr(community.privacy, name)) for name in _PRIVACY)
        said = [Change(("privacy", name), "added", None, value) for name, value in given if value is not None]
        yield from (sentence("", change, present, {}) for change in said)
    else:
        yield from (row.text for row in own if row.change.field[:1] == ("privacy",))


def _of_privacy(told: Difference, before: Side, after: Side) -> Iterator[Finding]:
    """New findings about privacy; leaks in what is left of people who are gone too, without their ids."""
    yield from (finding for finding in told.new if finding.code.startswith("PRV"))
    for finding in new_and_fixed(before.findings, after.findings, told.present)[0]:
        key = key_of(finding.path)
        if finding.code in LEAKS and key is not None and told.present.is_former(key):
            yield unnamed(finding, told.present)


def _leaking(
    repository: Repository, found: Proposal, before: Side, after: Side, present: Present
) -> tuple[list[Finding], list[Leak]]:
    """What everybody can read and validation does not see: in files that are no record, and in commits on the way."""
    if not after.space.registry.is_public:
        return [], []
    communities = (side.space.registry.community for side in (before, after))
    shared = frozenset(community.contact.address.casefold() for community in communities if community)
    told = {finding.path for finding in after.findings if finding.code == "PRV101"}
    in_files = [finding for finding in loose(repository, found, shared) if finding.path not in told]
    return in_files, leaks(repository, found, shared, after.space.today, present)


def _already(before: Side) -> Iterator[str]:
    errors = sum(finding.is_error for finding in before.findings)
    if errors:
        counted = "was already 1 error" if errors == 1 else f"were already {errors} errors"
        yield f"there {counted} before this change"


def _approvals(before: Side, after: Side, paths: Iterable[str], present: Present) -> list[Approval]:
    """Who must approve changes of these files, each line once.

    The base's word decides, so that no change names its own judges; only where the base holds no registry at all, its
    first one does.
    """
    has_base = has_registry(before.entries)
    registry, day = (before if has_base else after).space.registry, before.space.today
    asked = list(paths)
    if asked and has_base and registry.community is None:
        return [Approval((), "", _UNREAD)]
    managers = _here(registry.managers(day), present)
    told = (_here_only(one, managers, present) for one in needs(registry, asked, day))
    return list(dict.fromkeys(told))


def _here_only(approval: Approval, managers: tuple[str, ...], present: Present) -> Approval:
    """The approval without people who are gone after the change: they cannot be asked, and are not named."""
    people = _here(approval.people, present)
    if people or not approval.people:
        return approval._replace(people=people)
    return Approval(managers, "managers: who had it is gone")


def _here(people: Iterable[str], present: Present) -> tuple[str, ...]:
    """People who are there after the change, under the ids that they have then."""
    return tuple(present.now_id("members", id) for id in people if not present.is_former(Key("members", id)))


def needs(registry: Registry, paths: Iterable[str], day: date) -> Iterator[Approval]:
    """Who must approve changes of these files: by the first rule of `community.yaml: review` that matches each."""
    for path in paths:
        rule, key = rule_of(registry, path), key_of(path)
        record = registry.get(key.ref) if key else None
        yield approval(registry, rule.by if rule else "manager", record, day, is_new=key is not None and record is None)
