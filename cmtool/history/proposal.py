"""What a branch would bring: where it left its base, the files it touches, and what its commits leak on the way."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple, cast

from cmtool.checks import CheckedRule, rules
from cmtool.document.screen import decode
from cmtool.finding import Finding, in_order
from cmtool.history.git import Failed
from cmtool.history.harmless import WHOLE
from cmtool.history.identity import Present, key_of, model_of
from cmtool.history.objects import contents, tree
from cmtool.history.repository import Repository
from cmtool.history.timeline import NO_FILE, between
from cmtool.model.addresses import addresses
from cmtool.model.review import Leak
from cmtool.source import Source
from cmtool.store.entries import Entry
from cmtool.store.load import assemble

LEAKS = ("PRV101", "PRV102")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


_SPECIAL = (".gitattributes", ".gitmodules", ".mailmap", ".lfsconfig")


class Proposal(NamedTuple):
    """A branch against its base, both as hashes; `base` is where they parted."""

    base: str
    head: str
    paths: list[str]
    """Changed files of the registry, from its folder."""
    others: list[str]
    """Changed files elsewhere in the repository, from its top."""

    @property
    def special(self) -> list[str]:
        """Files that change how git itself shows or checks out others."""
        return [path for path in (*self.paths, *self.others) if path.rpartition("/")[2] in _SPECIAL]


def proposal(repository: Repository, base: str, head: str) -> Proposal:
    """The branch `head` against the commit where it left `base`."""
    repository.refuse_shallow()
    onto, mine = repository.resolve(base), repository.resolve(head)
    try:
        parted = repository.line("merge-base", onto, mine).split("\n")[0]
    except Failed as failed:
        if failed.code != 1:
            raise
        parted = onto  # nothing in common
    told = repository.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", *WHOLE, parted, mine)
    paths = [os.fsdecode(path) for path in told.split(b"\0") if path]
    prefix = repository.prefix
    inside = [path[len(prefix) :] for path in paths if path.startswith(prefix)]
    return Proposal(parted, mine, inside, [path for path in paths if not path.startswith(prefix)])


class Passing(NamedTuple):
    """A file that a commit of the branch held and its head does not hold any more.

    `commit` is the oldest one that held it: from there on a branch without it must be written anew.
    """

    commit: str
    entry: Entry


def passing(repository: Repository, found: Proposal) -> Iterator[Passing]:
    """Files that stay in the history with a merge, though nobody sees them in the difference."""
    lasting = {file.blob for commit in (found.base, found.head) for file in tree(repository, commit)}
    touched: dict[tuple[str, str], str] = {}
    for step in between(repository, found.base, found.head):  # newest first, so that the oldest commit stays
        for path, _, blob in step.touches:
            if blob not in (None, NO_FILE) and blob not in lasting:
                touched[path, str(blob)] = step.commit
    blobs = [blob for _, blob in touched]
    for (path, _), commit, data in zip(touched, touched.values(), contents(repository, blobs), strict=True):
        yield Passing(commit, Entry(path, "file", data))


class Brought(NamedTuple):
    """A file with other content than at the base: its beginning there, None where it was not there, and at the head."""

    path: str
    before: bytes | None
    after: bytes


def brought(repository: Repository, found: Proposal, wanted: Callable[[str], bool]) -> Iterator[Brought]:
    """The wanted ones of the files that the change writes; a file that only moved is none of them."""
    old, new = ({file.path: file.blob for file in tree(repository, at)} for at in (found.base, found.head))
    moved = {*old.values(), NO_FILE}
    paths = [path for path in found.paths if wanted(path) and new.get(path, NO_FILE) not in moved]
    was = [path for path in paths if old.get(path, NO_FILE) != NO_FILE]
    before = dict(zip(was, contents(repository, [old[path] for path in was]), strict=True))
    for path, data in zip(paths, contents(repository, [new[path] for path in paths]), strict=True):
        yield Brought(path, before.get(path), data)


def loose(repository: Repository, found: Proposal, shared: Collection[str]) -> Iterator[Finding]:
    """The first address that the change brings in each file that is no record: notes, a README, a misnamed record."""
    for path, old, new in brought(repository, found, lambda path: not _is_record(path)):
        known = {*shared, *_found_in(_text(old or b"")), *(_found_in(path) if old is not None else ())}
        yield from _in_text(Entry(path, "file", new), known)


def leaks(
    repository: Repository, found: Proposal, shared: Collection[str], today: date, present: Present
) -> list[Leak]:
    """Addresses and private fields in files that came and went on the branch: a merge keeps them for ever."""
    checks = [cast(CheckedRule, rule) for code, rule in rules().items() if code in LEAKS]
    told: dict[tuple[str, ...], Leak] = {}
    for commit, entry in passing(repository, found):
        for finding in _in_passing(checks, entry, shared, today):
            leak = Leak(commit, unnamed(finding, present))
            told.setdefault((commit, entry.path, finding.code, finding.message), leak)
    return list(told.values())


def unnamed(finding: Finding, present: Present) -> Finding:
    """A finding about the file of a record that is gone, without the id in its place."""
    key = key_of(finding.path)
    shown = present.shown_ref(key) if key else ""
    if key is None or shown == present.now(key).ref:
        return finding
    return finding._replace(source=Source(shown, finding.source.text, finding.source.spans), record=shown)


def _is_record(path: str) -> bool:
    key = key_of(path)
    return key is not None and model_of(key.folder) is not None


def _in_passing(checks: Iterable[CheckedRule], entry: Entry, shared: Collection[str], today: date) -> Iterator[Finding]:
    """What the rules say of a record alone; of a file that they cannot read, or is none, what its text holds."""
    if not _is_record(entry.path) or not decode(entry.data)[0]:
        yield from _in_text(entry, shared)
        return
    registry = assemble([entry], is_public=True).registry
    for finding in in_order(finding for rule in checks for finding in rule.check(registry, today)):
        start, end = finding.offsets or (0, 0)
        if finding.source.text[start:end].casefold() not in shared:
            yield finding


def _in_text(entry: Entry, known: Collection[str]) -> Iterator[Finding]:
    """The first address in a file or in its name that is not known."""
    text = _text(entry.data)
    for searched, is_name in ((entry.path, True), (text, False)):
        for what, start, end in addresses(searched):
            if searched[start:end].casefold() not in known:
                source = Source(entry.path, text)
                hint = "remove it; people are reached through the contact address of community.yaml"
                offsets = (0, 0) if is_name else (start, end)
                yield Finding("PRV101", source, (), f"{what} in a public registry", hint, "", "error", None, offsets)
                return


def _found_in(text: str) -> Iterator[str]:
    return (text[start:end].casefold() for _, start, end in addresses(text))


def _text(data: bytes) -> str:
    """Bytes as text, whatever they are; they were cut where a record ends at the latest."""
    return data.decode("utf-16" if data.startswith(_UTF16) else "utf-8", "replace")
