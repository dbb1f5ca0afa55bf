"""A registry whose commits are signed: real keys, real `git commit`, days apart."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

needs_ssh_keygen = pytest.mark.signing
DAY = 86_400
START = 1_735_689_600
"""1 January 2025, 00:00 UTC."""
COMMUNITY = "name: Signed\ntimezone: UTC\nkeys: keys/allowed_signers\nprivacy:\n  visibility: private\n"


class Signed:
    """A repository; each commit is a day after the one before, by whoever signs it."""

    def __init__(self, top: Path, prefix: str = "") -> None:
        self.top = top / "registry"
        self.root = self.top / prefix
        self.root.mkdir(parents=True)
        self._keys = top / "private"
        self._keys.mkdir()
        self._when = START - DAY
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, data: bytes | None = None, **environment: str) -> str:
        """What git prints."""
        settings = {**os.environ, **environment}
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, input=data, capture_output=True, check=False, env=settings
        )
        assert not done.returncode, done.stderr
        return done.stdout.decode().strip()

    def key(self, owner: str) -> str:
        """The public key of somebody, made when first asked for."""
        file = self._keys / owner
        if not file.exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file)], check=True)
        return " ".join(file.with_suffix(".pub").read_text().split()[:2])

    def allow(self, *owners: str, options: str = "") -> None:
        """The file of allowed signers, one for each owner under the same id."""
        lines = [f"{owner} {options}{' ' if options else ''}{self.key(owner)}\n" for owner in owners]
        self.write({"keys/allowed_signers": "".join(lines)})

    def write(self, files: dict[str, str | None]) -> None:
        """Files of the registry; None takes one away."""
        for path, text in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                place.unlink()
            else:
                place.write_text(text)

    def commit(
        self,
        message: str = "a change",
        *,
        by: str = "",
        author: str = "Ada Stone <ada@example.org>",
        committer: str = "",
        when: int | None = None,
    ) -> str:
        """Commit what lies there, signed by the key of `by`; the hash."""
        self._when += DAY
        name, _, mail = (committer or author).removesuffix(">").partition(" <")
        date = f"@{self._when if when is None else when} +0000"
        who = {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail, "GIT_COMMITTER_DATE": date}
        sign = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self._keys / by}"] if by else []
        self.git("add", "--all")
        mode = ["--gpg-sign"] if by else ["--no-gpg-sign"]
        options = ["--quiet", "--allow-empty", f"--author={author}", f"--date={date}", *mode]
        self.git(*sign, "commit", *options, "-m", message, **who)
        return self.git("rev-parse", "HEAD")

    def forged(self, change: tuple[bytes, bytes]) -> str:
        """The last commit, once more, with other bytes in it: the branch goes to that one."""
        done = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=self.top, capture_output=True, check=True)
        data = done.stdout.replace(*change)
        assert data != done.stdout
        hash = self.git("hash-object", "--literally", "-t", "commit", "-w", "--stdin", data=data)
        self.git("update-ref", "HEAD", hash)
        return hash


def founded(top: Path, *owners: str, prefix: str = "") -> Signed:
    """A registry of two people whose first commit, which nobody signs, allows some signers."""
    made = Signed(top, prefix)
    made.write({"community.yaml": COMMUNITY, "members/ada-stone.yaml": person("Ada Stone", "ada-s")})
    made.write({"members/ben-okoro.yaml": person("Ben Okoro", "ben-o")})
    made.allow(*owners)
    made.commit("the beginning")
    return made


def person(name: str, login: str) -> str:
    """A member's file."""
    return f"name: {name}\nstatus: active\nlinks:\n  github: {login}\n"
