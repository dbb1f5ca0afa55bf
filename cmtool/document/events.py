"""YAML parser events: PyYAML's C parser for speed, ruamel.yaml's pure parser as the authority.

`docs/dependencies.md` tells how the two were compared. Both yield objects with `start_mark.index`, `end_mark.index`
(code points) and, for scalars, `value` and `style`. The C part may be absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

from cmtool.document.unreadable import Told, Trouble, told

Event = Any
"""A parser event of either library; they share the attributes that the reader uses, not a type."""


class Unreadable(Exception):
    """The parser gives up: what it met, what may help, and where (offsets in code points)."""

    def __init__(self, told: Told, *, has_place: bool = True) -> None:
        super().__init__(told.message)
        self.told = told
        self.has_place = has_place


class Kinds(NamedTuple):
    """The classes of events that the reader tells apart; comparing them is faster than comparing names."""

    scalar: type
    mapping_start: type
    sequence_start: type
    mapping_end: type
    sequence_end: type
    alias: type
    stream_end: type

    @classmethod
    def of(cls, library: ModuleType) -> Kinds:
        """Those of a library's module `events`."""
        names = ("Scalar", "MappingStart", "SequenceStart", "MappingEnd", "SequenceEnd", "Alias", "StreamEnd")
        return cls(*(getattr(library, f"{name}Event") for name in names))


class Events(NamedTuple):
    """A text as events: `next()` gives the next one."""

    next: Callable[[], Event]
    kinds: Kinds


_CParser: Callable[[str], Any] | None = None
C_REFUSES: tuple[type[Exception], ...] = ()
_C_KINDS: Kinds | None = None
try:
    from yaml import _yaml, events
    from yaml.error import YAMLError

    _CParser, C_REFUSES, _C_KINDS = _yaml.CParser, (YAMLError,), Kinds.of(events)
except ImportError:  # PyYAML without its C part: slower, the same answers
    pass


def c_events(text: str) -> Events | None:
    """PyYAML's events, raising one of `C_REFUSES`; None where its C part is absent."""
    return Events(_CParser(text).get_event, _C_KINDS) if _CParser is not None and _C_KINDS is not None else None


def pure_events(text: str) -> Events:
    """The events of ruamel.yaml's pure parser; `Unreadable` where it gives up, whatever its reason."""
    from ruamel.yaml import events as pure

    return Events(_pure(text).__next__, Kinds.of(pure))


_GIVES_UP = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def _pure(text: str) -> Iterator[Event]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.error import YAMLError as PureError
    from ruamel.yaml.events import ScalarEvent

    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if isinstance(event, ScalarEvent):
                _no_colon_at_the_end(event, text)
            yield event
    except MarkedYAMLError as error:
        raise Unreadable(_marked(error, text)) from None
    except (PureError, *_GIVES_UP):
        # ruamel raises a dozen other types on hostile input (safety.md Y11); all mean the same here.
        told = Told("a form of YAML that the parser cannot read", "write it in a simpler form", 0)
        raise Unreadable(told, has_place=False) from None


def _no_colon_at_the_end(event: Event, text: str) -> None:
    """`[x:]` is a text to the pure parser, but by the standard, and to others, a mapping in a list."""
    start, end = event.start_mark.index, event.end_mark.index
    if not event.style and event.value.endswith(":") and not text.startswith(":", end):
        hint = "quote it, or write a value after the colon"
        raise Unreadable(Told("a text that ends with ':'", hint, start, end - start))


def refused_by_c(error: Exception, text: str) -> Unreadable:
    """What PyYAML's C parser says about a text that it refuses."""
    return Unreadable(_marked(error, text))


def _marked(error: Any, text: str) -> Told:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    began = getattr(error, "context_mark", None) or mark
    problem, context = getattr(error, "problem", None) or "", getattr(error, "context", None) or ""
    return told(Trouble(problem, context, mark.index if mark else 0, began.index if began else 0, text))
