"""Slots of the agenda with what was said in them, and the decisions among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, get_args

from cmtool.exchange.minutes.desk import Desk, kept
from cmtool.exchange.minutes.headings import Heading, Titles
from cmtool.exchange.minutes.page import Line
from cmtool.exchange.minutes.sections import Section, labelled
from cmtool.exchange.minutes.tables import Voted
from cmtool.model.addresses import shown
from cmtool.model.decisions import Decision, decision
from cmtool.model.meeting import AgendaItem, ItemKind
from cmtool.model.names import folded
from cmtool.model.scalars import LONGEST as LONGEST_SLOT
from cmtool.suggestion import did_you_mean, nearest

Item = dict[str, Any]
_KINDS: tuple[str, ...] = get_args(ItemKind)
_LONGEST_SUMMARY = 20_000
_SHORT = 60
_MOST_GUESSES = 100
_ITEM = "- "


class Said(NamedTuple):
    """What stands under a slot: who gave it, and what was said."""

    by: str | None
    summary: str | None


def agenda(desk: Desk, titles: Titles, sections: Iterable[Section], votes: Iterable[Voted]) -> list[Item]:
    """The agenda of the record with what the form says of it: slots that were added stand where they took place."""
    items: list[Item] = [_plain(item) for item in desk.meeting.agenda]
    added: defaultdict[int, list[Item]] = defaultdict(list)
    seen: dict[int | str, int] = {}
    last = -1
    for head, lines in sections:
        at = _position(desk, titles, head)
        first = seen.setdefault(folded(head.title) if at is None else at, head.line)
        if head.part == "slot" and at is None:
            desk.leave_out(lines)
        elif first != head.line:
            desk.trouble(head.line, f"the same slot as in line {first}: make one of them")
        elif at is not None:
            last = at
            _retimed(desk, items[at], head)
            _tell(items[at], _said(desk, lines))
        else:
            added[last].append(_new(desk, head))
            _tell(added[last][-1], _said(desk, lines))
    order = [*added[-1], *(one for at, item in enumerate(items) for one in (item, *added[at]))]
    return _with_decisions(desk, order, votes)


def _plain(item: AgendaItem) -> Item:
    return {name: value for name, value in item.model_dump().items() if value is not None}


def _position(desk: Desk, titles: Titles, head: Heading) -> int | None:
    """The place of a slot in the record; of an added one where it was read before already."""
    slots, title = desk.meeting.agenda, folded(head.title)
    if head.part == "added":
        at = titles.get(title, ())
        return at[0] if len(at) == 1 and slots[at[0]].kind == head.kind else None
    if head.position is None and title in titles:
        desk.trouble(head.line, f"several slots are called {shown(head.title)}: write its number before it")
    elif head.position is None:
        near = nearest(title, titles) if len(desk.troubles) < _MOST_GUESSES else None
        guess = (
            did_you_mean(slots[titles[near][0]].title) if near else "; one that was not planned begins with 'Added:'"
        )
        desk.trouble(head.line, f"no slot {shown(head.title)} on the agenda{guess}")
    return head.position


def _new(desk: Desk, head: Heading) -> Item:
    """A slot that was not planned."""
    title = desk.text(head.title, head.line)
    if title is None and not head.title:
        desk.trouble(head.line, "a slot without a title: write 'Added: Title (discussion, 10 min)'")
    if not head.kind or head.minutes is None:
        example = head.title if title and len(title) <= _SHORT else "Title"
        told = f"write 'Added: {example} (discussion, 10 min)'"
        desk.trouble(head.line, f"what kind of slot, and how long? {told}")
    item: Item = {"title": title or "", "kind": "discussion", "minutes": 0}
    _retimed(desk, item, head)
    return item


def _retimed(desk: Desk, item: Item, head: Heading) -> None:
    """The kind and length that the heading says."""
    if head.kind and head.kind not in _KINDS:
        guess = did_you_mean(nearest(head.kind, _KINDS)) or f"; there are {', '.join(_KINDS)}"
        desk.trouble(head.line, f"no kind of slot {shown(head.kind)}{guess}")
    elif head.kind:
        item["kind"] = head.kind
    if head.minutes is not None and head.minutes > LONGEST_SLOT:
        desk.trouble(head.line, f"{head.minutes} minutes: a slot takes at most {LONGEST_SLOT}")
    elif head.minutes is not None:
        item["minutes"] = head.minutes


def _said(desk: Desk, lines: Iterable[Line]) -> Said:
    """Labels first; from `Summary:` on, and from the first line without a label, everything is text."""
    by, first, texts = None, 0, list[str]()
    for line in lines:
        words = "" if line.is_bare else line.words
        label, value = labelled(line.bullet if line.bullet is not None else words)
        if not first and label == "by":
            by = desk.once(by, desk.member(value, line.number), line.number, "by")
        elif first or words:
            text = value if not first and label == "summary" else _as_written(line) if words else ""
            texts.append(desk.text(text, line.number) or "")
            first = first or line.number
    return Said(by, desk.text(_tidy(texts), first, longest=_LONGEST_SUMMARY))


def _tidy(texts: Iterable[str]) -> str:
    """Lines as one text: one blank line where there are several, none between the items of a list."""
    told: list[str] = []
    for text in texts:
        if text.startswith(_ITEM) and told[-1:] == [""] and told[-2].startswith(_ITEM):
            told.pop()
        if text or told[-1:] not in ([], [""]):
            told.append(text)
    return "\n".join(told).strip("\n")


def _as_written(line: Line) -> str:
    """A line of text; an item of a list keeps its mark."""
    bullet = line.bullet if line.text.lstrip()[:1] in "*+•●-" else None
    return line.words if bullet is None or line.text.lstrip().startswith("**") else f"{_ITEM}{bullet}"


def _tell(item: Item, said: Said) -> None:
    """Who gave the slot and what was said; what is left empty changes nothing."""
    if said.by is not None:
        item["by"] = said.by
    taken = _decision(item)
    if taken is None or _decision(item | {"summary": said.summary}) is not None:
        summary = kept(item.get("summary"), said.summary)
    else:
        summary = taken._replace(said=kept(taken.said, said.summary) or "").summary
    if summary is not None:
        item["summary"] = summary


def _with_decisions(desk: Desk, order: list[Item], votes: Iterable[Voted]) -> list[Item]:
    """A decision stands in the slot of its name that decides, else in one of its own at the end, without a length."""
    there: defaultdict[str, list[Item]] = defaultdict(list)
    for item in order:
        if item["kind"] == "decision":
            there[folded(item["title"])].append(item)
    seen: dict[str, int] = {}
    new: list[Item] = []
    for vote in votes:
        title = folded(vote.title)
        first = seen.setdefault(title, vote.line)
        if first != vote.line:
            desk.trouble(vote.line, f"the same decision as in line {first}: make one of them")
        elif len(there[title]) > 1:
            desk.trouble(vote.line, f"several slots decide {shown(vote.title)}: write the votes into their summaries")
        else:
            new += [] if there[title] else [{"title": vote.title, "kind": "decision", "minutes": 0}]
            _decide((there[title] or new)[-1], vote)
    end = len(order) - _closings(order)
    return [*order[:end], *new, *order[end:]]


def _decide(item: Item, vote: Voted) -> None:
    """The votes before what is said of it."""
    taken = _decision(item) or Decision(item["title"], None, None, item.get("summary") or "")
    if vote.votes_for is not None:
        taken = taken._replace(votes_for=vote.votes_for, against=vote.against or 0)
    if item.get("summary") != taken.summary:
        item["summary"] = taken.summary


def _decision(item: Item) -> Decision | None:
    return decision(item["title"], item["kind"], item.get("summary"))


def _closings(order: Sequence[Item]) -> int:
    """A closing ritual stays last."""
    return 1 if len(order) > 1 and order[-1]["kind"] == "ritual" else 0
