"""Git's objects in one stream: blobs, trees and commits by hash, however many, from one `git cat-file --batch`."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.git import Missing
from cmtool.history.repository import Repository
from cmtool.history.timeline import NO_FILE, seconds, tokens
from cmtool.model.change import Commit, Person
from cmtool.store.entries import MAX_FILES, MAX_TOTAL

_MOST = 256 * 1024 + 1
"""One byte more than a record may have, so that the reader sees that it is too large; the rest is not kept."""
_CHUNK = 1 << 20
_PLAIN_CODEC = re.compile(
    r"iso8859-\d+|cp\d+|koi8-[rtu]|gb\w+|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|mac-\w+|tis-620"
)
_DRAINED = 16 << 20
"""What is left of an object is read to its end up to this size; from a larger one git is taken away."""


def contents(repository: Repository, hashes: Iterable[str], most: int = _MOST) -> Iterator[bytes]:
    """The contents of objects, in order, each cut after `most` bytes. CmtoolError where the clone lacks one."""
    asked = list(hashes)
    while asked:
        lines = (f"{hash}\n".encode("ascii") for hash in asked)
        got, is_at_end = 0, True
        with repository.stream("cat-file", "--batch", "--buffer", feed=_joined(lines)) as output:
            while is_at_end and got < len(asked):
                data, is_at_end = _content(output, asked[got], most)
                yield data
                got += 1
        asked = asked[got:]


def blobs(repository: Repository, hashes: Iterable[str]) -> dict[str, bytes]:
    """The contents of files by hash, each read once. CmtoolError where they are more than a registry may hold."""
    asked = list(dict.fromkeys(hashes))
    found: dict[str, bytes] = {}
    total = 0
    for hash, data in zip(asked, contents(repository, asked), strict=True):
        found[hash] = data
        total += len(data)
        if total > MAX_TOTAL:
            raise CmtoolError(f"the registry in that commit is too large: it may have at most {MAX_TOTAL >> 20} MiB")
    return found


def _joined(lines: Iterable[bytes], at_once: int = 2_000) -> Iterator[bytes]:
    """Small pieces as large ones: a system call for each line would cost more than git takes to answer."""
    gathered: list[bytes] = []
    for line in lines:
        gathered.append(line)
        if len(gathered) == at_once:
            yield b"".join(gathered)
            gathered = []
    yield b"".join(gathered)


def _content(output: IO[bytes], hash: str, most: int) -> tuple[bytes, bool]:
    """The beginning of the next object, and whether the one after it can be read."""
    header = output.readline().split()
    if len(header) != 3 or header[1] == b"missing":
        raise Missing(hash)
    size = int(header[2])
    data = output.read(min(size, most))
    left = size - len(data)
    if left > _DRAINED:
        return data, False
    while left > 0:
        left -= len(output.read(min(left, _CHUNK))) or left
    output.read(1)
    return data, True


class TreeFile(NamedTuple):
    """A path of a tree, from the registry, and its blob; `NO_FILE` for a link or a submodule."""

    path: str
    mode: str
    blob: str


def tree(repository: Repository, commit: str, folder: str = "") -> list[TreeFile]:
    """The files below a folder of the registry in a commit, in git's order."""
    path = f"{repository.prefix}{folder}".rstrip("/")
    limits = ["--", path] if path else []
    with repository.stream("ls-tree", "-r", "-z", "--full-tree", commit, *limits) as output:
        found = [_tree_file(entry, len(repository.prefix)) for entry in islice(tokens(output), MAX_FILES + 1)]
    if len(found) > MAX_FILES:
        raise CmtoolError(f"commit {commit[:12]} has more than {MAX_FILES} files in the registry")
    return found


def _tree_file(entry: bytes, skipped: int) -> TreeFile:
    described, _, path = entry.partition(b"\t")
    mode, kind, blob = described.decode("ascii").split(" ")
    return TreeFile(os.fsdecode(path)[skipped:], mode, blob if kind == "blob" and mode != "120000" else NO_FILE)


def commits(repository: Repository, hashes: Iterable[str]) -> Iterator[Commit]:
    """Commits as they are kept, in order."""
    asked = list(hashes)
    for hash, data in zip(asked, contents(repository, asked, _CHUNK), strict=True):
        yield commit_from(hash, data)


def commit_from(hash: str, data: bytes) -> Commit:
    """A commit object. Bytes that are no UTF-8 become replacement marks, times that are no numbers 0."""
    head, _, message = data.partition(b"\n\n")
    headers = _headers(head)
    encoding = _codec(headers.get(b"encoding", b"utf-8"))
    author, authored = _signed_off(headers.get(b"author", b""), encoding)
    committer, committed = _signed_off(headers.get(b"committer", b""), encoding)
    parents = tuple(line[7:].decode("ascii", "replace") for line in head.split(b"\n") if line.startswith(b"parent "))
    signature = headers.get(b"gpgsig", b"") or headers.get(b"gpgsig-sha256", b"")
    told = message.decode(encoding, "replace")
    return Commit(hash, parents, author, authored, committer, committed, told, _kind_of_signature(signature))


def _headers(head: bytes) -> dict[bytes, bytes]:
    """The first header of each name; a line that begins with a space goes on with the one before."""
    found: dict[bytes, bytes] = {}
    name = b""
    for line in head.split(b"\n"):
        if line.startswith(b" "):
            found[name] = found.get(name, b"") + b"\n" + line[1:]
        else:
            name, _, value = line.partition(b" ")
            if name in found:
                name = b"(again) " + name
            found[name] = value
    return found


def _codec(name: bytes) -> str:
    """Python's name of an encoding; UTF-8 for what is none, or does more than read characters."""
    try:
        found = codecs.lookup(name.decode("ascii", "replace")).name
    except (LookupError, ValueError):
        return "utf-8"
    return found if _PLAIN_CODEC.fullmatch(found) else "utf-8"


def _signed_off(value: bytes, encoding: str) -> tuple[Person, int]:
    """`Name <mail> 1700000000 +0100` taken apart; the mail ends at the last `>`."""
    person, _, when = value.rpartition(b">")
    name, _, mail = person.partition(b"<")
    moment = when.split()[0].decode("ascii", "replace") if when.split() else ""
    return Person(name.decode(encoding, "replace").strip(), mail.decode(encoding, "replace").strip()), seconds(moment)


def _kind_of_signature(signature: bytes) -> str:
    if not signature.strip():
        return ""
    kinds = {b"SSH SIGNATURE": "ssh", b"PGP ": "openpgp", b"SIGNED MESSAGE": "x509"}
    return next((kind for mark, kind in kinds.items() if mark in signature.split(b"\n")[0]), "unknown")
