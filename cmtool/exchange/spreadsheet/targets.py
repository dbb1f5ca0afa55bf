"""What a column may be: the fields of a kind that fit into a cell, derived from its model, by their dotted names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from functools import cache
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError

from cmtool.model.fields import FieldOf, fields
from cmtool.model.folders import FOLDERS
from cmtool.model.group import Membership
from cmtool.model.kinds import KINDS
from cmtool.model.member import MemberSkill
from cmtool.model.record import GroupId, MemberId, Part, Visibility

Form = Literal["text", "line", "day", "clock", "count", "number", "flag"]

MEMBERSHIPS, MEMBER_SKILLS, MEMBERS = "memberships", "member-skills", "members"
IMPORTED: Final = (*FOLDERS, MEMBERSHIPS, MEMBER_SKILLS)
"""What a sheet may hold: records of a kind, memberships, or what members say of their skills."""

ORG, SKILLS, TIMESTAMP, ID = "org", "skills", "timestamp", "id"
"""Columns that are no field: current organisations, `openapi:4; git:3`, the time of an answer, the name of the file."""
_CONSENTS = ("consents.", "code_of_conduct")
_TYPES: Final[dict[Any, Form]] = {date: "day", time: "clock", int: "count", float: "number", bool: "flag"}


class Target(NamedTuple):
    """A field as a column: its dotted name, what a cell of it holds, and who may see it."""

    name: str
    path: tuple[str, ...]
    form: Form
    is_list: bool
    ref: str | None
    words: tuple[str, ...]
    visibility: Visibility
    judge: TypeAdapter[Any] | None
    """Accepts the value of the field, or a refusal says what it takes."""
    is_keyed: bool = False
    """The value stands under a key of a mapping (`links.github`), and the whole mapping is judged."""

    @property
    def is_agreement(self) -> bool:
        """A consent, or the code of conduct: nothing is taken for it by its name or look."""
        return self.name.startswith(_CONSENTS)


@cache
def targets(kind: str) -> dict[str, Target]:
    """The columns of a kind by their names, in the order of the model. Names ending in `.*` take any key."""
    own = [Target(TIMESTAMP, (), "day", False, None, (), Visibility.PUBLIC, None)]
    if kind == MEMBERSHIPS:
        found = [_reference("group", GroupId, "groups"), *_of_part(Membership, ())]
    elif kind == MEMBER_SKILLS:
        found = [_reference("member", MemberId, "members"), *_of_part(MemberSkill, ())]
    else:
        found = [Target(ID, (), "line", False, None, (), Visibility.PUBLIC, None), *_of_part(KINDS[kind], ())]
    if kind == MEMBERS:
        found.append(Target(ORG, (), "line", True, "organisations", (), Visibility.PUBLIC, None))
        found.append(Target(SKILLS, (), "line", True, None, (), Visibility.MEMBERS, None))
    return {target.name: target for target in (*found, *own)}


def target_of(kind: str, name: str) -> Target | None:
    """The column of this exact name; a key of a free mapping counts (`links.github`)."""
    known = targets(kind)
    if name in known and not name.endswith(".*"):
        return known[name]
    holder, dot, key = name.partition(".")
    free = known.get(f"{holder}.*")
    if free is None or not dot or free.judge is None or _refuses(free.judge, {key: "1"}, key):
        return None
    return free._replace(name=name, path=(holder, key))


def _refuses(judge: TypeAdapter[Any], value: Any, key: str) -> bool:
    """The key is none; what stands behind it is not judged here."""
    try:
        judge.validate_python(value)
    except ValidationError as error:
        return any("[key]" in found["loc"] for found in error.errors(include_url=False)) or not key
    return False


def _of_part(model: type[Part], prefix: tuple[str, ...]) -> Iterator[Target]:
    for name, field in fields(model).items():
        if name == "formerly" or field.visibility >= Visibility.PRIVATE:
            continue
        shape, path = field.shape, (*prefix, name)
        if shape.part is not None:
            if shape.container == "one" and not prefix:
                yield from _of_part(shape.part, path)
        elif shape.container != "dict":
            yield _target(field, path, is_list=shape.container == "list")
        else:
            for key in shape.key_words or (() if prefix else ("*",)):
                yield _target(field, (*path, key), is_list=False)._replace(is_keyed=True)


def _target(field: FieldOf, path: tuple[str, ...], *, is_list: bool) -> Target:
    annotation: Any = field.info.annotation
    if field.info.metadata:
        annotation = Annotated[(annotation, *field.info.metadata)]
    judge: TypeAdapter[Any] = TypeAdapter(annotation, config=ConfigDict(strict=True, hide_input_in_errors=True))
    form = next((_TYPES[leaf] for leaf in _leaves(field.info.annotation) if leaf in _TYPES), None)
    if form is None or (is_list and form == "count"):
        form = "text" if field.shape.container == "one" and _takes(judge, "a\nb") else "line"
    return Target(".".join(path), path, form, is_list, field.shape.ref, field.shape.words, field.visibility, judge)


def _reference(name: str, annotation: Any, ref: str) -> Target:
    return Target(name, (name,), "line", False, ref, (), Visibility.PUBLIC, TypeAdapter(annotation))


def _takes(judge: TypeAdapter[Any], value: Any) -> bool:
    try:
        judge.validate_python(value)
    except ValidationError:
        return False
    return True


def _leaves(annotation: Any) -> Iterator[Any]:
    """The plain types inside an annotation."""
    if get_origin(annotation) is Literal:
        return
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        inner = inner[:1]
    if not inner:
        yield annotation
    for argument in inner:
        yield from _leaves(argument)
