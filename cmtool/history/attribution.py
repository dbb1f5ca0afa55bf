"""Which member stands behind a commit: by a checked signature, else by GitHub's own address; never by a guess.

A commit is judged by the registry before it, so that no change introduces its own author. Names, `.mailmap` and other
addresses tell nothing; the committer `GitHub` is a platform, and committers are not looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from cmtool.history.identity import Key, Present
from cmtool.history.walk import Deed
from cmtool.model.change import Commit
from cmtool.model.values import plain_text

UNKNOWN = "unknown"
_LOGIN = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_NOREPLY = re.compile(rf"(?:[0-9]+\+)?(?P<login>{_LOGIN.pattern})@users\.noreply\.github\.com", re.ASCII)


class Actor(NamedTuple):
    """The members whom a commit is by: its author by address, and its signer by proof; None where nobody knows.

    `is_disputed`: it is signed by a member, but claims an author with another address than the committer's.
    """

    author: Key | None = None
    signer: Key | None = None
    is_disputed: bool = False

    @property
    def member(self) -> Key | None:
        """Who answers for the commit: a signature is a proof, an address only a claim."""
        return self.signer or self.author


def login_of(mail: str) -> str | None:
    """The GitHub login in `ID+login@users.noreply.github.com`, in lower case; None for any other address."""
    found = _NOREPLY.fullmatch(mail)
    return found["login"].lower() if found else None


class Members:
    """The people of the registry and their GitHub logins, as they are before the next commit."""

    def __init__(self, present: Present) -> None:
        self._present = present
        self._logins: dict[Key, str | None] = {}
        self._people: defaultdict[str, set[Key]] = defaultdict(set)

    def actor(self, commit: Commit, principal: str = "") -> Actor:
        """The people behind a commit. `principal` is who signed it, where that was checked."""
        author = self._by_login(login_of(commit.author.mail))
        signer = self._by_id(principal) if principal else None
        is_same = commit.author.mail.lower() == commit.committer.mail.lower()
        return Actor(author, signer, signer is not None and author is None and not is_same)

    def _by_login(self, login: str | None) -> Key | None:
        """The one member who has a login; of several nobody is meant."""
        found = self._people.get(login, set()) if login else set()
        return next(iter(found)) if len(found) == 1 else None

    def _by_id(self, id: str) -> Key | None:
        """The member whom a principal names, also by an id of before."""
        key = Key("members", id)
        return next((found for found in (key, self._present.now(key)) if found in self._logins), None)

    def note(self, deed: Deed) -> None:
        """Take a change in: what follows it is judged by it."""
        if deed.key.folder != "members":
            return
        self._forget(deed.key)
        for change in deed.changes:
            if change.action == "renamed" and not change.field:
                self._forget(Key("members", change.before))
        if any(change.action == "removed" and not change.field for change in deed.changes):
            return
        login = _login(deed)
        self._logins[deed.key] = login
        if login:
            self._people[login].add(deed.key)

    def _forget(self, key: Key) -> None:
        login = self._logins.pop(key, None)
        if login:
            self._people[login].discard(key)


def _login(deed: Deed) -> str | None:
    links = deed.around.get("links")
    login = plain_text(links.get("github")) if isinstance(links, dict) else None
    return login.lower() if isinstance(login, str) and _LOGIN.fullmatch(login) else None
