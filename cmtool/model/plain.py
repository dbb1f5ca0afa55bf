"""Unquoted scalars whose type the schema decides.

YAML 1.1 and 1.2 tools read `NO`, `1.10`, `0815`, `12:30` or `2026-03-01` as booleans, numbers or times, each in its own
way. cmtool asks the field instead: a scalar of that kind travels as `Plain` until a typed field converts it; a text
field takes its text, and YML106 advises to quote it. The same door serves the command line and spreadsheet cells.
"""

from __future__ import annotations

import re
from typing import Final

_NOT_TEXT = re.compile(
    r"""(?:
      [yYnN] | [yY]es | YES | [nN]o | NO | [tT]rue | TRUE | [fF]alse | FALSE | [oO]n | ON | [oO]ff | OFF
    | Null | NULL
    | [-+]? (?: \.[0-9_]+ | [0-9_]+ (?: \.[0-9_]* )? ) (?: [eE][-+]?[0-9]+ )?
    | [-+]? 0b[01_]+ | [-+]? 0o?[0-7_]+ | [-+]? 0x[0-9a-fA-F_]+
    | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?: \.[0-9_]* )?
    | [-+]? \. (?: inf | Inf | INF ) | \. (?: nan | NaN | NAN )
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: (?: [Tt] | [ ]+ ) [0-9]{1,2}:[0-9]{2}:[0-9]{2} (?: \.[0-9]* )?
      (?: [ ]* (?: Z | [-+][0-9]{1,2} (?: :?[0-9]{2} )? ) )? )?
    | = | <<
    )""",
    re.VERBOSE | re.ASCII,
)

NULLS: Final = frozenset({"", "~", "null"})


class Plain:
    """An unquoted scalar that some YAML tool reads as something else than text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return f"Plain({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plain) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def plain(text: str) -> str | Plain | None:
    """The value of an unquoted scalar: null, text, or `Plain` where the field must decide."""
    if text in NULLS:
        return None
    if _NOT_TEXT.fullmatch(text):
        return Plain(text)
    return text
