"""Edits of a file that touch only what they must: the text is spliced where the reader found a value, never dumped.

Each edit is verified: the result is read again, its values are the intended ones, and no comment is gone but those of
what was taken away. What cannot be done so is refused, with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cmtool.document import brackets, placing, splices
from cmtool.document.nodes import Document, Entry, Node, document
from cmtool.document.order import place, shape_at
from cmtool.document.profile import MAX_DEPTH
from cmtool.document.reader import read
from cmtool.document.splices import Splice, Way, spliced
from cmtool.errors import CmtoolError
from cmtool.model.addresses import named
from cmtool.model.edit import Drop, Edit, Insert, Put, RenameKey, applied, as_read
from cmtool.model.record import Part
from cmtool.source import Field

BY_HAND = "edit the file by hand"


class CannotEdit(CmtoolError):
    """An edit is refused; the file stays as it is. `line` is where, counted from 1."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(f"line {line}: {reason}")
        self.reason = reason
        self.line = line


def edited(data: bytes, edits: Sequence[Edit], model: type[Part] | None) -> bytes:
    """The bytes of a file after the edits, made one after the other; a new key stands where the model has it."""
    for edit in edits:
        data = _edited(data, edit, model)
    return data


def _edited(data: bytes, edit: Edit, model: type[Part] | None) -> bytes:
    reading = read("", data)
    if reading.value is None:
        finding = reading.findings[0]
        line = reading.source.span(*finding.offsets).line if finding.offsets else 1
        raise CannotEdit("the file is no registry file as it stands; `cmtool validate` tells what to mend", line)
    line = reading.source.span(*reading.source.locate(_texts_only(edit.field))).line
    wanted = _wanted(reading.value, edit, line)
    if wanted == reading.value:
        return data
    doc, refusals = document(reading), []
    for way in _ways(doc, edit, model):
        new = spliced(doc.text, way)
        refusal = _refusal(doc, way, new, wanted)
        if refusal is None:
            return new.encode()
        refusals.append(refusal)
    raise CannotEdit(refusals[0] if refusals else f"this is not known how to do; {BY_HAND}", line)


def _wanted(value: dict[str, Any], edit: Edit, line: int) -> dict[str, Any]:
    """The values that are meant, or why there are none."""
    if not _is_writable(edit.key if isinstance(edit, RenameKey) else None if isinstance(edit, Drop) else edit.value):
        raise CannotEdit(f"no file holds this value: keys are texts, and there are {MAX_DEPTH} levels at most", line)
    try:
        wanted = applied(value, [edit])
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        no_value = str(error) if str(error).startswith("a record holds no") else ""
        raise CannotEdit(no_value or _misplaced(edit), line) from None
    if not _is_writable(wanted):
        raise CannotEdit(_misplaced(edit), line)
    if not wanted:
        raise CannotEdit("the file would be left without a field; delete the file instead", line)
    return wanted


def _is_writable(value: Any, depth: int = 0) -> bool:
    if isinstance(value, dict):
        return depth < MAX_DEPTH and all(isinstance(k, str) and _is_writable(v, depth + 1) for k, v in value.items())
    if isinstance(value, list | tuple):
        return depth < MAX_DEPTH and all(_is_writable(inner, depth + 1) for inner in value)
    return True


def _misplaced(edit: Edit) -> str:
    where = named(".".join(str(part) for part in edit.field))
    if isinstance(edit, RenameKey):
        return f"the key {where} is not there, or its new name is taken; compare with the file"
    return f"there is no {'list' if isinstance(edit, Insert) else 'place'} {where}; compare with the file"


def _refusal(doc: Document, way: Way, new: str, wanted: dict[str, Any]) -> str | None:
    """Why a result is not what was meant: it reads otherwise, or a comment that should stay is gone."""
    try:
        reading = read("", new.encode())
    except UnicodeEncodeError:
        return "the value holds half a character; write it anew"
    if reading.findings:
        finding = reading.findings[0]
        return f"the file would hold what no registry file may: {finding.message}; {finding.hint}"
    if reading.value != wanted:
        at_end = not doc.text.endswith("\n") and max(cut.end for cut in way) == len(doc.text)
        hint = "end the file with a line end first" if at_end else BY_HAND
        return f"the result would read as something else; {hint}"
    kept = Counter(text for at, text in doc.comments.items() if not any(cut.start <= at < cut.end for cut in way))
    if Counter(document(reading).comments.values()) != kept:
        return f"a comment would be lost; {BY_HAND}"
    return None


def _texts_only(field: Field) -> Field:
    """A field as far as a file can have it."""
    return tuple(part for part in field if isinstance(part, str | int))


def _walk(doc: Document, field: Field) -> tuple[list[tuple[Node, Entry]], Field]:
    """Entries on the way to a field, each with what holds it; and the rest of the way, which is not there."""
    way: list[tuple[Node, Entry]] = []
    node = doc.root
    for at, part in enumerate(field):
        entry = _entry(node, part)
        if entry is None:
            return way, field[at:]
        way.append((node, entry))
        node = entry.node
    return way, ()


def _entry(node: Node, part: str | int) -> Entry | None:
    if isinstance(node.value, list) and isinstance(part, int):
        return node.entries[part] if -len(node.value) <= part < len(node.value) else None
    if isinstance(node.value, dict) and part in node.value:
        return node.entries[list(node.value).index(part)]
    return None


def _ways(doc: Document, edit: Edit, model: type[Part] | None) -> Iterator[Way]:
    if isinstance(edit, Put):
        yield from _put(doc, edit.field, as_read(edit.value), model)
    elif isinstance(edit, Insert):
        yield from _insert(doc, edit, model)
    elif isinstance(edit, Drop):
        yield from _drop(doc, edit.field)
    else:
        yield from _rename(doc, edit)


def _put(doc: Document, field: Field, value: Any, model: type[Part] | None) -> Iterator[Way]:
    """The value at a field; what of the way is not there is made."""
    way, missing = _walk(doc, field)
    for part in reversed(missing[1:]):
        value = {part: value}
    node = way[-1][1].node if way else doc.root
    if missing and node.entries:
        name = str(missing[0])
        after = place(node.value, name, shape_at(model, field[: len(way)]))
        yield from (brackets if node.form == "flow" else splices).add(doc, node, after, name, value)
        return
    if missing:
        value = {missing[0]: value}
    if not way:
        yield from _first(doc, value)
        return
    holder, entry = way[-1]
    yield from (brackets if holder.form == "flow" else splices).put(doc, entry, value)


def _first(doc: Document, value: dict[str, Any]) -> Iterator[Way]:
    """Fields of a file that had none."""
    lines = placing.block(doc, value, 0, placing.style(doc, doc.root))
    yield [Splice(doc.root.start, doc.root.end, doc.eol.join(lines))]
    yield [Splice(doc.root.start, doc.root.end, placing.one_line(doc, value, in_flow=True))]


def _insert(doc: Document, edit: Insert, model: type[Part] | None) -> Iterator[Way]:
    way, missing = _walk(doc, edit.field)
    holder = way[-1][1].node if way else doc.root
    if missing or not holder.entries:
        yield from _put(doc, edit.field, [as_read(edit.value)], model)
        return
    places = list(range(len(holder.entries)))
    places.insert(len(places) if edit.before is None else edit.before, -1)
    door = brackets if holder.form == "flow" else splices
    yield from door.insert(doc, holder, places.index(-1), as_read(edit.value))


def _drop(doc: Document, field: Field) -> Iterator[Way]:
    way, _ = _walk(doc, field)
    holder, entry = way[-1]
    if len(holder.entries) > 1:
        yield from (brackets if holder.form == "flow" else splices).drop(doc, holder, holder.entries.index(entry))
    else:
        yield from _put(doc, field[:-1], type(holder.value)(), None)


def _rename(doc: Document, edit: RenameKey) -> Iterator[Way]:
    way, _ = _walk(doc, edit.field)
    holder, entry = way[-1]
    if entry.key is not None:
        start, end = entry.key
        mark = doc.text[start] if doc.text[start] in "'\"" else ""
        yield [Splice(start, end, placing.text(edit.key, mark, in_flow=holder.form == "flow"))]
