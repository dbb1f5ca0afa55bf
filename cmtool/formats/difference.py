"""What a change means, record by record in sentences, with the findings that it brings and settles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmtool.finding import Finding
from cmtool.formats.concise import line
from cmtool.formats.text import Paint, plain_paint
from cmtool.model.audience import FORMER, by_name
from cmtool.model.change import Story
from cmtool.render.escape import escape_md, visible

_FOLDERS = ("groups", "members", "meetings", "skills", "requests", "needs", "activities", "spotlights")
"""The order of kinds; others come after them, the community last."""


def ordered(stories: Sequence[Story]) -> list[Story]:
    """Groups first, then people, meetings, skills, the community last; each kind by name."""
    return sorted(stories, key=lambda story: (_rank(story.record), by_name({"name": story.title, "id": story.record})))


def _rank(record: str) -> int:
    folder = "members" if record == FORMER else record.partition("/")[0]
    if record == "community":
        return len(_FOLDERS) + 1
    return _FOLDERS.index(folder) if folder in _FOLDERS else len(_FOLDERS)


def text(
    stories: Sequence[Story],
    new: Sequence[Finding],
    fixed: Sequence[Finding],
    shown: Callable[[str], str],
    paint: Paint = plain_paint,
) -> str:
    """For a terminal: a heading for each record, its sentences below; the findings last."""
    parts = [_story(story, paint) for story in ordered(stories)]
    if new or fixed:
        parts.append(_findings(new, fixed, shown, paint))
    return "\n".join(parts) or "nothing has changed\n"


def _story(story: Story, paint: Paint) -> str:
    heading = paint("place", visible(story.title))
    if has_reference(story):
        heading += f" {paint('dim', f'({visible(story.record)})')}"
    return "".join(f"{row}\n" for row in (heading, *(f"  {visible(sentence)}" for sentence in story.sentences)))


def has_reference(story: Story) -> bool:
    """The heading does not say the reference already."""
    return story.record.casefold() != story.title.casefold()


def _findings(new: Sequence[Finding], fixed: Sequence[Finding], shown: Callable[[str], str], paint: Paint) -> str:
    rows = [paint("place", counted(new, fixed))]
    rows += [f"  {paint(finding.severity or 'error', 'new')}    {line(finding, shown)}" for finding in new]
    rows += [f"  {paint('good', 'fixed')}  {line(finding, shown)}" for finding in fixed]
    return "".join(f"{row}\n" for row in rows)


def counted(new: Sequence[Finding], fixed: Sequence[Finding]) -> str:
    """`2 new findings, 1 fixed`."""
    return f"{len(new) or 'no'} new {'finding' if len(new) == 1 else 'findings'}, {len(fixed) or 'none'} fixed"


def markdown(
    stories: Sequence[Story], new: Sequence[Finding], fixed: Sequence[Finding], shown: Callable[[str], str]
) -> str:
    """For a page: the same as a document; no mention, reference or mark-up of a foreign text comes to life."""
    parts = [_section(story) for story in ordered(stories)]
    if new or fixed:
        rows = [f"- new: {_escaped(line(finding, shown))}" for finding in new]
        rows += [f"- fixed: {_escaped(line(finding, shown))}" for finding in fixed]
        parts.append(_listed(counted(new, fixed).capitalize(), rows))
    return "\n".join(parts) or "Nothing has changed.\n"


def _section(story: Story) -> str:
    reference = f" ({_escaped(story.record)})" if has_reference(story) else ""
    return _listed(f"{_escaped(story.title)}{reference}", [f"- {_escaped(text)}" for text in story.sentences])


def _listed(heading: str, rows: Sequence[str]) -> str:
    return f"## {heading}\n\n" + "".join(f"{row}\n" for row in rows)


def _escaped(text: str) -> str:
    return escape_md(visible(text))
