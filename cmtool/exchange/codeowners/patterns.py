"""Paths of `community.yaml: review`, where `*` is any text, as patterns of CODEOWNERS, where it ends at a `/`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from itertools import product

_MOST_STARS = 3
"""Each `*` doubles the lines."""
_UNFIT = re.compile(r"[?\[\]{}\\#!@]|[^\S ]")
"""What one of the two platforms cannot escape, or reads as more than itself: after a space `@` would be an owner."""


def quoted(path: str) -> str | None:
    """A path, or a pattern with `*`, as CODEOWNERS writes it; None where it cannot."""
    return None if _UNFIT.search(path) else path.replace(" ", "\\ ")


def patterns(prefix: str, paths: str, folders: Iterable[str]) -> list[str] | None:
    """Patterns that together match the same files below the registry at `prefix`; None where there are none.

    Without a `*` at its end a pattern that is the path of a folder would match all that is in it, which `paths` do not.
    """
    told = quoted(re.sub(r"\*+", "*", paths))
    if told is None or {"", ".", ".."} & set(told.split("/")):
        return None
    inner, is_open = told.removesuffix("*"), told.endswith("*")
    if inner.count("*") > _MOST_STARS or (not is_open and any(fnmatchcase(folder, paths) for folder in folders)):
        return None
    pieces = inner.split("*")
    found = []
    for joints in product(("*", "*/**/*"), repeat=len(pieces) - 1):
        spelled = pieces[0] + "".join(joint + piece for joint, piece in zip(joints, pieces[1:], strict=True))
        found += [f"{prefix}{spelled}{end}" for end in _ends(spelled, is_open=is_open)]
    return [f"/{one}" if one else "*" for one in found]


def _ends(spelled: str, *, is_open: bool) -> tuple[str, ...]:
    """Ends of a pattern: a whole folder, or names that begin so and the folders among them."""
    if not is_open:
        return ("",)
    return ("",) if not spelled or spelled.endswith("/") else ("*", "*/")
