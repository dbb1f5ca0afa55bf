"""Signatures checked against the file of allowed signers that lies in the registry, `community.yaml: keys`.

Each commit of the chain is checked with the file of its first parent, so that a key cannot vouch for its own arrival
(the rule of `guix git authenticate`); what a side branch brings, its merge vouches for. The first commit, or the anchor
that the operator names, is the root of trust. The dates of a key (`valid-before`) are held against the committer's
clock, which the signer sets: a key is withdrawn by taking its line out of the file. Only SSH signatures are checked;
the auditor's own PGP keys are none of the registry's.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.git import Failed
from cmtool.history.keys import Keys, owners
from cmtool.history.objects import contents
from cmtool.history.repository import Repository
from cmtool.history.timeline import NO_FILE
from cmtool.model.change import Commit
from cmtool.store.save import lent

_MOST = 1 << 20
_PROGRAM = "ssh-keygen"
_STATES = {
    "B": "bad signature",
    "U": "key not allowed",
    "X": "expired",
    "Y": "expired",
    "R": "revoked",
    "E": "no key to check",
    "N": "unsigned",
}
"""What git's `%G?` says, but for G, which is good."""
_OTHERS = {"": "N", "openpgp": "E", "x509": "E", "unknown": "B"}


class Checked(NamedTuple):
    """A commit's signature as it was checked; `principal` is the one whom it proves."""

    text: str
    is_good: bool = False
    principal: str = ""


ROOT = Checked("root of trust")
BEFORE = Checked("before the root of trust")
NOT_CHECKED = Checked("not checked")


def checked(repository: Repository, commits: Sequence[tuple[Commit, Keys]]) -> dict[str, Checked]:
    """Commits by hash, each checked with its own version of the file; one git for each version."""
    # for other kinds git would ask the auditor's own programs, and at what is no signature at all it gives up
    found = {
        commit.id: Checked(_STATES[_OTHERS[commit.signature]]) for commit, _ in commits if commit.signature != "ssh"
    }
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for commit, keys in commits:
        if commit.signature == "ssh":
            waiting[keys.blob if keys.blob and keys.blob != NO_FILE else ""].append(commit.id)
    if waiting and not repository.finds(_PROGRAM):
        raise CmtoolError(f"{_PROGRAM} is not installed: signatures are checked with it (it comes with OpenSSH)")
    blobs = [blob for blob in waiting if blob]
    files = {"": b"", **dict(zip(blobs, _read(repository, blobs), strict=True))}
    for blob, hashes in waiting.items():
        found.update(_checked_with(repository, files[blob], hashes))
    return found


def _read(repository: Repository, blobs: Sequence[str]) -> Iterator[bytes]:
    for data in contents(repository, blobs, _MOST):
        if len(data) == _MOST:
            raise CmtoolError("the file of allowed signers is larger than 1 MiB: no community has so many keys")
        yield data


def _checked_with(repository: Repository, allowed: bytes, hashes: Sequence[str]) -> dict[str, Checked]:
    found = owners(allowed)
    with lent(allowed) as file:
        options = [
            "-c", f"gpg.ssh.allowedSignersFile={file}",
            "-c", f"gpg.openpgp.program={os.devnull}",
            "-c", f"gpg.x509.program={os.devnull}",
        ]  # fmt: skip
        told = {hash: _state(words, found) for hash, words in _told(repository, options, hashes)}
    return {hash: told.get(hash, NOT_CHECKED) for hash in hashes}


def _told(repository: Repository, options: Sequence[str], hashes: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """What git says of each commit. At some forged signatures it gives up: then each half is asked alone."""
    command = ("log", "--no-walk=unsorted", "--stdin", "-z", "--no-notes", "--format=%H%x00%G?%x00%GS%x00%GF")
    try:
        told = repository.fed(*options, *command, data="".join(f"{hash}\n" for hash in hashes).encode("ascii"))
    except Failed:
        if len(hashes) == 1:
            yield hashes[0], ["B", "", ""]
        else:
            middle = len(hashes) // 2
            yield from _told(repository, options, hashes[:middle])
            yield from _told(repository, options, hashes[middle:])
        return
    words = told.decode("utf-8", "replace").split("\0")
    for at in range(0, len(words) - 3, 4):
        yield words[at], words[at + 1 : at + 4]


def _state(told: Sequence[str], owners: Mapping[str, set[str]]) -> Checked:
    letter, signer, fingerprint = told
    if letter != "G":
        return Checked(_STATES.get(letter, _STATES["B"]))
    names = sorted(owners.get(fingerprint, set()) | {signer})
    return Checked(f"good: {' or '.join(names)}", is_good=True, principal=signer if len(names) == 1 else "")


def damage(repository: Repository) -> Iterable[str]:
    """What speaks against the repository as a whole: other pasts laid over it, objects that are not what they say."""
    for name in repository.replacements():
        yield f"{name} tells git another past"
    try:
        repository.run("fsck", "--no-dangling", "--no-progress")
    except Failed as failed:
        first = failed.told.split("\n")[0] or "run it to see where"
        yield f"git fsck finds the repository damaged: {first}"
