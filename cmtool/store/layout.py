"""Which files belong to a registry: judged by path alone, so that a folder and a git tree get the same verdict."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from cmtool.model.addresses import addresses, named
from cmtool.model.folders import FOLDERS, LATER, OPTIONAL_FILES
from cmtool.model.names import LONGEST, slug
from cmtool.suggestion import nearest

COMMUNITY_FILE = "community.yaml"
SCHEMAS = "schemas"
"""The folder of the JSON Schemas for editors, which are made from the models and `community.yaml`."""
_ALLOWED = ("README.md", ".gitkeep")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_NOT_SLUG = re.compile(r"[^a-z0-9]+", re.ASCII)
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


class Place(NamedTuple):
    """The verdict on a path: a record of a folder and id, nothing of ours, or out of place with the remedy."""

    folder: str | None = None
    id: str = ""
    problem: str = ""
    hint: str = ""
    code: str = "FIL101"


IGNORED = Place()


def is_judged_folder(name: str) -> bool:
    """A folder at the top whose files are read."""
    return name in FOLDERS


def place(path: str) -> Place:
    """The verdict on a file, by its path from the registry with `/`."""
    folder, slash, rest = path.partition("/")
    if not slash:
        return _at_top(path)
    if folder not in FOLDERS:
        return IGNORED
    name = rest.rpartition("/")[2]
    if name in _ALLOWED:
        return IGNORED
    stem, dot, suffix = name.rpartition(".")
    if suffix == "yml" and _holds_address(stem):
        return Place(folder, stem, *bad_id(stem))
    if suffix == "yml" and stem:
        return Place(folder, stem, "a record ends in '.yaml', not '.yml'", f"rename it to '{stem}.yaml'")
    if suffix != "yaml" or not dot:
        return Place(problem=f"not a record: {folder}/ holds .yaml files", hint="move it elsewhere, or delete it")
    return Place(folder, stem, *bad_id(stem))


def bad_id(id: str) -> tuple[str, str, str]:
    """Problem, hint and code of an id that no record may have; empty where it is good."""
    if not _SLUG.fullmatch(id) or not 2 <= len(id) <= LONGEST:
        likely = likely_id(id)
        form = "2 to 64 lower-case letters (a-z), digits and single hyphens"
        hint = f"rename it to '{likely}.yaml'; an id is {form}" if 2 <= len(likely) <= LONGEST else f"use {form}"
        if _holds_address(id):
            hint = f"choose an id without the address: {form}"
        return f"file name {named(id)} is not an id", hint, "REF104"
    if id in _RESERVED:
        return f"'{id}' cannot be a file name on Windows", f"choose another id, as '{id}-1'", "REF104"
    return "", "", "FIL101"


def id_of(name: str) -> str:
    """The id that a name makes; empty where it makes none that a record may have."""
    id = slug(name)
    return "" if bad_id(id)[0] else id


def _holds_address(id: str) -> bool:
    """A mail address or phone number stands in a name: no id is made of it."""
    return next(addresses(id), None) is not None


def folded(id: str) -> str:
    """What some file systems make of a name: case and Unicode form do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", id).casefold())


def likely_id(id: str) -> str:
    """The id that other records probably use for a misnamed file."""
    return _NOT_SLUG.sub("-", folded(id)).strip("-")


def folder_place(name: str) -> Place:
    """The verdict on a folder at the top: near misses of a kind's folder are told, the rest is not ours."""
    if name == COMMUNITY_FILE:
        return Place("", "community", "a folder where a file was expected", "put the file of the community here")
    if name in FOLDERS or name in LATER or name == SCHEMAS or name.startswith("."):
        return IGNORED
    known = [*FOLDERS, *LATER]
    singulars = {"activity": "activities", **{folder.removesuffix("s"): folder for folder in known}}
    wanted = singulars.get(name.casefold()) or (nearest(name, known) if len(name) > 4 else None)
    if wanted is None:
        return IGNORED
    return Place(None, wanted, f"folder '{name}' is not read", f"rename it to '{wanted}'")


def _at_top(name: str) -> Place:
    if name == COMMUNITY_FILE:
        return Place("", "community")
    if name in FOLDERS:
        return Place(None, name, "a file where a folder was expected", f"move it elsewhere: {name}/ holds the records")
    stem, _, suffix = name.rpartition(".")
    if name.startswith(".") or name in OPTIONAL_FILES:
        return IGNORED
    if suffix == "yml" and stem:
        return Place(problem="a record ends in '.yaml', not '.yml'", hint=f"rename it to '{stem}.yaml'")
    if suffix != "yaml":
        return IGNORED
    guess = nearest(name, [COMMUNITY_FILE])
    hint = f"rename it to '{guess}'" if guess else f"move it into {', '.join(f'{k}/' for k in FOLDERS)}, or elsewhere"
    return Place(problem=f"'{name}' is not read: only {COMMUNITY_FILE} stands at the top of a registry", hint=hint)
