"""What a cell means as the value of a field; a cell that does not say it plainly is refused with what was expected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from cmtool.document.screen import refused
from cmtool.exchange.spreadsheet.days import NoDay, Order, day_of
from cmtool.exchange.spreadsheet.items import items_of
from cmtool.exchange.spreadsheet.targets import ID, SKILLS, Target
from cmtool.exchange.spreadsheet.words import Unknown, Words
from cmtool.model.addresses import addresses, shown
from cmtool.model.edit import as_read
from cmtool.model.plain import Plain
from cmtool.model.scalars import EXPECTED
from cmtool.store.layout import bad_id
from cmtool.suggestion import did_you_mean, nearest

FLAGS: Final = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
TODAY, AT_TIMESTAMP = "today", "timestamp"
"""What a map file may put for an answer, where the field is a day."""

_MOST = 3
"""Items of a list that are told of those that are wrong."""
_PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z]+\.)?(?:github\.com|gitlab\.com|linkedin\.com/in)/([^/?#@:\s]+)/?(?:[?#].*)?", re.IGNORECASE
)
_ADDRESS = "holds a mail address or phone number; none is ever imported: take it out"


class Refused(ValueError):
    """A cell that cannot be taken; the text says what was expected."""


class Saying(NamedTuple):
    """What is known beside a cell: the words of the community, the order of its dates, the days it may mean."""

    words: Words
    order: Order | None
    today: date
    said: date | None
    """The day of the row's timestamp."""
    scope: str = "group"


def value_of(target: Target, text: str, answers: Mapping[str, str | None] | None, saying: Saying) -> Any:
    """The value of a cell that is not blank; None where the map file says that an answer means nothing."""
    if (character := refused(text)) is not None:
        raise Refused(f"holds a character that no text has: {character.message.split(' at byte ')[0]}")
    if next(addresses(text), None) is not None:
        raise Refused(_ADDRESS)
    if target.is_list:
        return _list(target, text, answers, saying)
    if answers is not None:
        meant = answers.get(text.casefold(), text)
        if target.is_agreement and text.casefold() not in answers:
            raise Refused(f"{shown(text)} is no answer of the map file; expected {' or '.join(map(shown, answers))}")
        if meant is None:
            return None
        text = meant
    return judged(target, _one(target, text, saying, is_mapped=answers is not None))


def judged(target: Target, value: Any) -> Any:
    """The value if its field takes it."""
    if target.judge is None:
        return value
    given: Any = value if isinstance(value, date) else as_read(value)
    key = target.path[-1] if target.is_keyed else None
    try:
        target.judge.validate_python(given if key is None else {key: given})
    except ValidationError as error:
        raise Refused(f"expected {_expected(error)}; found {_found(value)}") from None
    return value


def _expected(error: ValidationError) -> str:
    told = []
    for found in error.errors(include_url=False, include_input=False):
        context = found.get("ctx", {})
        kind = found["type"]
        if kind == "string_too_long":
            told.append(f"at most {context['max_length']} characters")
        elif kind == "string_too_short":
            told.append(f"at least {context['min_length']} characters")
        elif kind != "none_required":
            told.append(context.get("what") or EXPECTED.get(context.get("pattern", "")) or "another value")
    return " or ".join(dict.fromkeys(told))


def _found(value: Any) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = value.text if isinstance(value, Plain) else str(value)
    return f"a text of {len(text.splitlines())} lines" if "\n" in text else shown(text)


def _one(target: Target, text: str, saying: Saying, *, is_mapped: bool = False) -> Any:
    """The value of one word or text."""
    try:
        if target.form == "day":
            return _day(target, text, saying, is_mapped=is_mapped)
        if target.words:
            return _word(target, text)
        if target.ref:
            return saying.words.role(text, saying.scope) if target.ref == "roles" else _known(target.ref, text, saying)
    except (NoDay, Unknown) as error:
        raise Refused(str(error)) from None
    if target.form == "flag":
        return _flag(text)
    if target.form in ("count", "number"):
        return Plain(text.replace(",", ".") if target.form == "number" else re.sub(r"\.0+$", "", text))
    if target.name == ID:
        return _id(text)
    if target.name.startswith("links."):
        return _handle(text)
    return text if target.form == "text" else " ".join(text.split())


def _known(ref: str, text: str, saying: Saying) -> str:
    return saying.words.id_of(ref, " ".join(text.split()))


def _day(target: Target, text: str, saying: Saying, *, is_mapped: bool) -> date | str:
    word = text.casefold()
    if word in target.words:
        return word
    if is_mapped and word == TODAY:
        return saying.today
    if is_mapped and word == AT_TIMESTAMP:
        if saying.said is None:
            raise Refused("the map file takes the day of the row's timestamp, and the row has none")
        return saying.said
    if target.is_agreement and word in FLAGS:
        advice = "say in a map file what the answer means: 'values: {Yes: today, No: declined}'"
        raise Refused(f"{shown(text)} is no day; {advice}")
    return day_of(" ".join(text.split()), saying.order)


def _word(target: Target, text: str) -> str:
    word = "-".join(text.casefold().replace("_", "-").split())
    if word in target.words:
        return word
    raise Refused(f"{shown(text)} is not one of: {', '.join(target.words)}{did_you_mean(nearest(word, target.words))}")


def _flag(text: str) -> bool:
    if text.casefold() not in FLAGS:
        raise Refused(f"expected yes or no; found {shown(text)}")
    return FLAGS[text.casefold()]


def _id(text: str) -> str:
    problem = bad_id(text)[0]
    if problem:
        raise Refused(f"{problem.removeprefix('file name ')}; expected lower-case words, as amina-diallo")
    return text


def _handle(text: str) -> str:
    found = _PROFILE.fullmatch(text)
    return found[1] if found else text.removeprefix("@")


def _list(target: Target, text: str, answers: Mapping[str, str | None] | None, saying: Saying) -> Any:
    """The items of a cell; a number where the field also takes one."""
    if target.form == "line" and text.isdecimal() and target.name == "attended":
        return judged(target, Plain(text))
    if target.name == SKILLS:
        return _levels(text, saying)
    found: list[Any] = []
    wrong: list[str] = []
    for item in items_of(text, answers or ()):
        meant = (answers or {}).get(item.casefold(), item)
        if meant is not None:
            try:
                found.append(_one(target, meant, saying))
            except Refused as error:
                wrong.append(str(error))
    if wrong:
        every = list(dict.fromkeys(wrong))
        more = f"; and {len(every) - _MOST} more" if len(every) > _MOST else ""
        raise Refused("; ".join(every[:_MOST]) + more)
    found = list(dict.fromkeys(found))
    return judged(target, found) if found else None


def _levels(text: str, saying: Saying) -> list[tuple[str, int]] | None:
    """Skills with their levels, each once."""
    found = [_level(item, saying) for item in items_of(text, ())]
    if len(dict(found)) < len(found):
        raise Refused("a skill stands twice: keep one level")
    return found or None


def _level(text: str, saying: Saying) -> tuple[str, int]:
    """A skill with its level: `openapi:4`, `OpenAPI (4)`."""
    found = re.fullmatch(r"(.+?)\s*(?::\s*|\(\s*|\s)([1-5])\s*\)?", text)
    if found is None:
        raise Refused(f"expected a skill with its level from 1 to 5, as openapi:4; found {shown(text)}")
    try:
        return saying.words.id_of("skills", found[1]), int(found[2])
    except Unknown as error:
        raise Refused(str(error)) from None
