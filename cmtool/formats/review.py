"""The comment on a pull request, in Markdown that GitHub takes: privacy first, and never a leaked value.

Every foreign text is escaped, mentions are neutralised, and the whole stays under 60 000 characters: what does not fit
is counted, from the sentences first, so that privacy and approvals always stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmtool.finding import Finding
from cmtool.formats.difference import counted, has_reference, ordered
from cmtool.formats.markdown_lines import COMMENT, code, row, text, without_address
from cmtool.model.audience import FORMER
from cmtool.model.change import Story
from cmtool.model.folders import BEARING_NAMES
from cmtool.model.review import Approval, Leak, Review

MARK = "<!-- cmtool review -->"
"""The first line: by it a workflow finds its comment again."""
_SECTION = 12_000
"""Most characters of any section but the sentences, which take what is left."""
_GONE = {f"{folder}/(gone)" for folder in BEARING_NAMES}
"""What stands for records that are gone and may bear the name of a person."""
_RULES = {
    "review": "who approves a change",
    "keys": "whose signature counts",
    "waivers": "what is not told any more",
}
"""Fields of `community.yaml` by which a change could slip past its reviewers."""


def comment(review: Review, shown: Callable[[str], str], command: str) -> str:
    """The whole comment, within GitHub's limit; `shown` makes paths of the registry those of the repository."""
    privacy, needs, notice = _privacy(review, shown), _needs(review.needs), _notice(review)
    findings = _findings(review.new, review.fixed, shown)
    left = COMMENT - sum(map(len, (MARK, privacy, findings, notice, needs))) - len(text(command)) - 200
    told = f"{MARK}\n\n{privacy}{_changes(review.stories, left)}{findings}{notice}{needs}"
    return f"{told}<sub>{text(command)}</sub>\n"


def _privacy(review: Review, shown: Callable[[str], str]) -> str:
    """What must be settled before anything else; places and rules, no values."""
    lines = [f"- {text(line)}" for line in review.unread]
    lines += [f"- **setting** {text(line)}" for line in review.settings]
    lines += [_finding(finding, shown) for finding in review.privacy]
    lines += [_leak(leak, shown) for leak in review.leaks]
    return _section("Privacy", lines) if lines else ""


def _leak(leak: Leak, shown: Callable[[str], str]) -> str:
    place = f"{code(_path(leak.finding.path, shown))} in commit {code(leak.commit[:12])}"
    message = text(leak.finding.message)
    remedy = "a merge keeps it for ever: rewrite the branch without it, or squash"
    return f"- {place} **{leak.finding.code}** {message}; {remedy}"


def _needs(approvals: Sequence[Approval]) -> str:
    """Who must approve: one of the people of each line."""
    lines = [f"- {_people(approval)}" for approval in approvals]
    return _section("Who approves", ["needs:", *lines]) if lines else ""


def _notice(review: Review) -> str:
    """What else a reviewer should know."""
    lines = [f"- {code(rule)} of community.yaml changes: {_RULES[rule]}" for rule in review.rules]
    lines += [f"- {code(_path(path))} changes what git shows or checks out: look at it" for path in review.special]
    if review.others:
        lie = "file lies" if review.others == 1 else "files lie"
        lines.append(f"- {review.others} changed {lie} outside the registry")
    lines += [f"- {text(note)}" for note in review.notes]
    return _section("Note", lines) if lines else ""


def _findings(new: Sequence[Finding], fixed: Sequence[Finding], shown: Callable[[str], str]) -> str:
    """New findings in full, errors first; fixed ones by their code and record."""
    by_weight = sorted(new, key=lambda finding: not finding.is_error)
    lines = [_finding(finding, shown) for finding in by_weight]
    if fixed:
        lines += [
            *([""] if lines else []),
            f"Fixed: {', '.join(f'{one.code} {code(one.record or _path(one.path))}' for one in fixed[:50])}",
        ]
    return _section(counted(new, fixed).capitalize(), lines) if lines else ""


def _changes(stories: Sequence[Story], room: int) -> str:
    """The changes in sentences, as many as there is room for."""
    lines = [line for story in ordered(list(stories)) for line in _story(story)]
    return _section("What changes", lines[1:] or ["Nothing in the records."], room)


def _story(story: Story) -> list[str]:
    heading = f"**{text(story.title)}**" + (f" ({code(story.record)})" if has_reference(story) else "")
    return ["", heading, *(f"- {text(one)}" for one in story.sentences)]


def _finding(finding: Finding, shown: Callable[[str], str]) -> str:
    return row(finding, lambda path: _path(path, shown))


def _people(approval: Approval) -> str:
    people = [code(id) for id in approval.people] or [approval.instead]
    told = people[0] if len(people) == 1 else f"one of {', '.join(people)}"
    return f"{told} ({text(approval.why)})" if approval.why else told


def _section(title: str, lines: Sequence[str], room: int = _SECTION) -> str:
    kept, used = [], 0
    for number, line in enumerate(lines):
        used += len(line) + 1
        if used > room - len(title) - 60:
            kept += ["", f"... and {len(lines) - number} more lines"]
            break
        kept.append(line)
    return f"### {title}\n\n" + "".join(f"{line}\n" for line in kept) + "\n"


def _path(path: str, shown: Callable[[str], str] = str) -> str:
    """A path without the address that somebody wrote into it; what stands for a file that is gone is no path."""
    if path == FORMER or path in _GONE:
        return path
    return without_address(path, shown)
