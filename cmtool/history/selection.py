"""Which fields somebody asks for: `members`, `members.role`, `members[amina-diallo].role`."""

from __future__ import annotations

from collections.abc import Iterable

from cmtool.errors import CmtoolError
from cmtool.history.identity import model_of
from cmtool.model.change import Change, Item, Path, path_of
from cmtool.model.fields import fields
from cmtool.model.kinds import KINDS
from cmtool.suggestion import did_you_mean, nearest


def selection(texts: Iterable[str]) -> list[Path]:
    """The paths that are asked for. CmtoolError for a first name that no kind of record has."""
    return [_path(text) for text in texts]


def _path(text: str) -> Path:
    path = path_of(text)
    known = {name for folder in ("", *KINDS) if (model := model_of(folder)) for name in fields(model)}
    first = path[0] if path else ""
    if first not in known and not first.startswith("x-"):
        raise CmtoolError(f"no record has a field '{first}'{did_you_mean(nearest(first, known))}")
    return path


def is_selected(change: Change, asked: list[Path]) -> bool:
    """The change is about one of the paths (all of them, if none is asked for), or of a whole record that has one."""
    if not asked:
        return True
    if not change.field:
        wholes = [value for value in (change.before, change.after) if isinstance(value, dict)]
        return any(path[0] in whole for path in asked for whole in wholes)
    return any(_begins_with(change.field, path) for path in asked)


def _begins_with(field: Path, asked: Path) -> bool:
    """The field lies at or below a path; where the path names no item of a list, any item will do."""
    parts = iter(field)
    for wanted in asked:
        part = next(parts, None)
        while isinstance(part, Item) and not isinstance(wanted, Item):
            part = next(parts, None)
        if part is None or part != wanted or isinstance(part, Item) != isinstance(wanted, Item):
            return False
    return True
