"""YAML parser events: PyYAML's C parser for speed, ruamel.yaml's pure parser as the authority.

`docs/dependencies.md` tells how the two were compared. Both yield objects with `start_mark.index`, `end_mark.index`
(code points) and, for scalars, `value` and `style`; only class names are asked for, so either may be absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Event = Any
"""A parser event of either library; they share the attributes that the reader uses, not a type."""


class Unreadable(Exception):
    """The parser gives up: what it met, what may help, and where (offset in code points)."""

    def __init__(self, problem: str, hint: str, offset: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint
        self.offset = offset


_CParser: Callable[[str], Any] | None = None
C_REFUSES: tuple[type[Exception], ...] = ()
try:
    from yaml import _yaml
    from yaml.error import YAMLError

    _CParser, C_REFUSES = _yaml.CParser, (YAMLError,)
except ImportError:  # PyYAML without its C part: slower, the same answers
    pass


def c_events(text: str) -> Callable[[], Event] | None:
    """PyYAML's next event at each call, raising one of `C_REFUSES`; None where its C part is absent."""
    if _CParser is None:
        return None
    get: Callable[[], Event] = _CParser(text).get_event
    return get


def pure_events(text: str) -> Iterator[Event]:
    """The events of ruamel.yaml's pure parser; `Unreadable` where it gives up, whatever its reason."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = mark.index if mark else 0
        raise Unreadable(*_told(error, text, offset), offset) from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # ruamel raises a dozen other types on hostile input (safety.md Y11); all mean the same here.
        raise Unreadable(f"{type(error).__name__} in the parser", "", 0) from None


def _told(error: Any, text: str, offset: int) -> tuple[str, str]:
    """The parser's words as a person would say them, and what usually mends it."""
    problem, context = error.problem or "", error.context or ""
    for words, (said, hint) in _KNOWN.items():
        if words in problem:
            return said, hint
    return ", ".join(part for part in (context, problem) if part) or "not YAML", ""


_KNOWN = {
    "mapping values are not allowed here": (
        "a second ': ' on one line",
        "quote the value if it holds a colon, or check the indent of this line",
    ),
    "could not find expected ':'": ("a line without ': ' after its key", "write 'field: value'"),
    "expected <block end>, but found": (
        "this line does not fit the indent of the lines above it",
        "align it with the field or item it belongs to",
    ),
    "found character '\\t'": ("a tab", "use spaces"),
    "found unexpected end of stream": ("a quote or bracket is opened and never closed", "close it"),
    "found unknown escape character": ("an unknown escape", "use single quotes, or write \\\\ for a backslash"),
    "cannot start any token": ("a character that cannot start a value", "quote the value"),
    "expected ',' or": ("a bracket is opened and never closed, or a comma is missing", "close it, or write one item a line"),
}
