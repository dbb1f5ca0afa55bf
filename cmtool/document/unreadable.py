"""Why a file is not YAML, in a person's words: what stands there, what was expected, and the place where to mend it.

The parser says what its grammar missed, and often where the file ends. People need the line that is wrong: the quote
that was opened, the field without a colon, the line above.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Trouble(NamedTuple):
    """What the parser met: its words, where it stopped, and where the thing that it was reading began."""

    problem: str
    context: str
    offset: int
    began: int
    text: str

    @property
    def found(self) -> str:
        """The character at which it stopped."""
        return self.text[self.offset : self.offset + 1]

    @property
    def before(self) -> str:
        """What stands on the line before the place."""
        return self.text[self.text.rfind("\n", 0, self.offset) + 1 : self.offset]


class Told(NamedTuple):
    """The same for people: message, hint, and the place."""

    message: str
    hint: str
    offset: int
    length: int = 1


_CONFLICT = re.compile(r"^(?:[<>|]{7}(?: [^\n]*)?|={7})\r?$", re.MULTILINE)
"""What git writes around the two sides of a merge; no value of a record starts at the margin like that."""
_NO_BREAK = re.compile(r"(?:^[ -]*|: *)\u00a0")
"""A no-break space where YAML wants a plain one: in an indent, after a dash, after a colon."""


def told(trouble: Trouble) -> Told:
    """The parser's trouble as a person would say it."""
    conflict = _CONFLICT.search(trouble.text)
    if conflict:
        hint = "keep one side and remove the marker lines"
        return Told("a merge conflict is not resolved here", hint, conflict.start(), len(conflict.group().rstrip()))
    said = _told(trouble)
    start = trouble.text.rfind("\n", 0, said.offset) + 1
    no_break = _NO_BREAK.search(trouble.text[start:].partition("\n")[0])
    if no_break:
        return Told("a no-break space U+00A0", "use a plain space", start + no_break.end() - 1)
    return said


def _told(trouble: Trouble) -> Told:
    for words, tell in _KNOWN.items():
        if words in trouble.problem:
            return tell(trouble)
    said = ", ".join(part for part in (trouble.context, trouble.problem) if part)
    return Told(said or "not YAML", "quote the value, or compare the line with its neighbours", trouble.offset)


def _colon(trouble: Trouble) -> Told:
    text, before = trouble.text, trouble.before
    if ": " in before.lstrip() or before.rstrip().endswith(":"):
        return Told("a second ': ' on one line", "quote the value: a text that holds ': ' needs it", trouble.offset)
    indent = len(before) - len(before.lstrip(" -"))
    here = trouble.offset - len(before)
    above = text[:here].rstrip().rpartition("\n")[2]
    if indent > len(above) - len(above.lstrip(" -")):
        hint = "align it with the line above, or leave nothing after the ':' of the line above"
        return Told("a field below a value that has ended on the line above", hint, here + indent, len(before) - indent)
    start = len(text[:here].rstrip()) - len(above.lstrip())
    return _no_colon(trouble._replace(began=start))


def _no_colon(trouble: Trouble) -> Told:
    line = trouble.text[trouble.began :].partition("\n")[0].rstrip()
    hint = "write 'field: value', with a space after the colon"
    return Told("a line without ': ' after its field", hint, trouble.began, max(len(line), 1))


def _misfit(trouble: Trouble) -> Told:
    if trouble.before.strip(" -"):
        quote = trouble.before.rstrip()[-1:]
        hint = "quote the whole value; inside \"...\" a quote is \\\", inside '...' an apostrophe is ''"
        what = "text after the closing quote" if quote in "'\"" else "text after the end of the value"
        return Told(what, hint, trouble.offset)
    if trouble.found == "-":
        return Told(
            "a list item where a field was expected",
            "align it with the items above it, or indent it below its field",
            trouble.offset,
        )
    hint = "align it with the field or item it belongs to"
    return Told("this line does not fit the indent of the lines above it", hint, trouble.offset)


def _open_quote(trouble: Trouble) -> Told:
    hint = "close it at the end of the value; inside '...' an apostrophe is written twice"
    return Told("a quote is opened here and never closed", hint, trouble.began)


def _open_bracket(trouble: Trouble) -> Told:
    bracket = trouble.text[trouble.began : trouble.began + 1]
    if bracket not in ("[", "{"):
        return _no_value(trouble)
    hint = f"close it with '{']' if bracket == '[' else '}'}', or write one item a line"
    return Told("a bracket is opened here and never closed, or a comma is missing", hint, trouble.began)


def _no_value(trouble: Trouble) -> Told:
    if trouble.offset >= len(trouble.text.rstrip()):
        last = max(trouble.text.rfind("["), trouble.text.rfind("{"))
        if last >= 0:
            return _open_bracket(trouble._replace(began=last))
    return Told(f"'{trouble.found.strip()}' where a value was expected", "quote the value", trouble.offset)


def _saying(message: str, hint: str) -> Callable[[Trouble], Told]:
    return lambda trouble: Told(message.replace("...", trouble.found), hint, trouble.offset)


def _directive(trouble: Trouble) -> Told:
    start = max(trouble.text.find("%"), 0)
    return Told("a line that starts with '%'", "remove it; a value that starts so is quoted", start)


_KNOWN: dict[str, Callable[[Trouble], Told]] = {
    "mapping values are not allowed here": _colon,
    "could not find expected ':'": _no_colon,
    "expected <block end>, but found": _misfit,
    "found unexpected end of stream": _open_quote,
    "expected ',' or": _open_bracket,
    "expected the node content": _no_value,
    "expected '<document start>'": _directive,
    "cannot start any token": _saying("'...' cannot start a value", "quote the value"),
    "found unknown escape character": _saying(
        "an unknown escape", "use single quotes, or write \\\\ for a backslash inside double quotes"
    ),
    "sequence entries are not allowed here": _saying(
        "a list item on the line of its field", "start the list on the next line: '- ...'"
    ),
    "expected chomping or indentation indicators": _saying(
        "text right after '|' or '>'", "start the text on the next line, indented; or quote it"
    ),
    "expected a comment or a line break": _saying(
        "text right after '|' or '>'", "start the text on the next line, indented; or quote it"
    ),
    "expected alphabetic or numeric character": lambda trouble: Told(
        "a value that starts with '&' or '*'", "quote the value", trouble.began
    ),
    "found undefined tag handle": _saying("a value that starts with '!'", "quote the value"),
}
"""What the parser says, by its own words, and who tells it to people."""

_IN_C = {
    "mapping values are not allowed in this context": "mapping values are not allowed here",
    "did not find expected key": "expected <block end>, but found",
    "did not find expected '-' indicator": "expected <block end>, but found",
    "did not find expected node content": "expected the node content",
    "did not find expected <document start>": "expected '<document start>'",
    "block sequence entries are not allowed in this context": "sequence entries are not allowed here",
    "did not find expected comment or line break": "expected a comment or a line break",
}
"""The same in the words of the C parser, which has the last one on large files."""
_KNOWN |= {words: _KNOWN[pure] for words, pure in _IN_C.items()}
