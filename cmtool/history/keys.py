"""The file of allowed signers along the past: where the settings of each time put it, and whose keys it holds."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from cmtool.errors import CmtoolError
from cmtool.history.identity import COMMUNITY, values_of
from cmtool.history.objects import contents
from cmtool.history.repository import Repository
from cmtool.history.timeline import NO_FILE, Step
from cmtool.model.values import plain_text
from cmtool.store.layout import COMMUNITY_FILE

_KEY = re.compile(
    rb'^[ \t]*(?P<principals>"[^"]*"|[^\s"]+)[ \t].*?(?<!\S)(?:ssh|ecdsa|sk)-\S+[ \t]+(?P<key>[A-Za-z0-9+/=]+)'
)


class Keys(NamedTuple):
    """The file of allowed signers as it lay before a commit: its path, and its blob; empty and None without one."""

    path: str
    blob: str | None


def keys_path(values: Mapping[str, object] | None) -> str:
    """The path that `keys` names, from the registry; empty where it is none or leaves the registry."""
    named = plain_text((values or {}).get("keys"))
    if not isinstance(named, str) or re.search(r"[\\:\0]", named):
        return ""
    return named if all(part not in ("", ".", "..") for part in named.split("/")) else ""


def keys_along(repository: Repository, steps: Sequence[Step]) -> Iterator[Keys]:
    """The file of allowed signers before each step, and at the end after the last: by the settings of that time."""
    settings: dict[str | None, str] = {
        touch.after: "" for step in steps for touch in step.touches if touch.path == COMMUNITY_FILE
    }
    blobs = [blob for blob in settings if blob is not None and blob != NO_FILE]
    for blob, data in zip(blobs, contents(repository, blobs), strict=True):
        settings[blob] = keys_path(values_of(COMMUNITY, data))
    wanted = set(settings.values())
    path, files = "", dict[str, str | None]()
    for step in steps:
        yield Keys(path, files.get(path))
        for touch in step.touches:
            if touch.path == COMMUNITY_FILE:
                path = settings[touch.after]
            if touch.path in wanted:
                files[touch.path] = touch.after
    yield Keys(path, files.get(path))


def refuse_without(keys: Keys, values: Mapping[str, object] | None) -> None:
    """CmtoolError, with the remedy, where the last commit has no usable file of allowed signers."""
    named = plain_text((values or {}).get("keys"))
    if not named:
        raise CmtoolError(
            "community.yaml names no file of allowed signers: add 'keys: keys/allowed_signers', "
            "and a line '<member id> ssh-ed25519 AAAA...' in that file for each who signs"
        )
    if not keys.path:
        raise CmtoolError("community.yaml: keys leaves the registry: name a file in it, as keys/allowed_signers")
    if keys.blob == NO_FILE:
        raise CmtoolError(f"{keys.path} is no regular file: put the allowed signers themselves there")
    if keys.blob is None:
        raise CmtoolError(f"{keys.path}, which community.yaml: keys names, is in no commit: git add it, and commit")


def owners(allowed: bytes) -> dict[str, set[str]]:
    """The principals of each key by fingerprint: a key of several proves none of them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in allowed.split(b"\n"):
        told = _KEY.match(line)
        if told and not line.lstrip().startswith(b"#"):
            names = told["principals"].decode("utf-8", "replace").strip('"').split(",")
            found[_fingerprint(told["key"])] |= set(names)
    return found


def _fingerprint(key: bytes) -> str:
    try:
        digest = sha256(b64decode(key)).digest()
    except Error:
        return ""
    return f"SHA256:{b64encode(digest).decode('ascii').rstrip('=')}"
