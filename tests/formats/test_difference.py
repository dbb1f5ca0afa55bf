"""Changes in sentences with the findings that they bring and settle, for a terminal and for a page."""

from __future__ import annotations

from cmtool.finding import Finding
from cmtool.formats.difference import markdown, ordered, text
from cmtool.model.change import Story
from cmtool.source import Source


def finding(path: str, code: str, message: str, severity: str) -> Finding:
    return Finding(code, Source(path, "name: A\n"), (), message, severity=severity, offsets=(0, 4))  # type: ignore[arg-type]


STORIES = [
    Story("community", "Community", ["new role: Interpreter, held in groups"]),
    Story("members/eve-holm", "Ève Holm", ["is active now (was onboarding)"]),
    Story("groups/maps", "Maps", ["Eve Holm joined as Lead", "record confirmed on 2026-11-18"]),
]
NEW = [finding("groups/maps.yaml", "GRP102", "nobody acts as triage", "warning")]
FIXED = [finding("members/eve-holm.yaml", "SCH103", "expected text", "error")]


def under(path: str) -> str:
    return f"registry/{path}"


def test_groups_come_first_then_people_meetings_and_the_other_kinds_and_the_community_last() -> None:
    records = [
        "community", "skills/git", "meetings/b", "plans/a", "spotlights/a", "activities/a", "needs/a", "requests/a",
        "a former member", "members/a", "groups/b", "groups/a",
    ]  # fmt: skip
    stories = [Story(record, record.rpartition("/")[2], []) for record in records]
    assert [story.record for story in ordered(stories)] == [
        "groups/a", "groups/b", "members/a", "a former member", "meetings/b", "skills/git", "requests/a", "needs/a",
        "activities/a", "spotlights/a", "plans/a", "community",
    ]  # fmt: skip


def test_people_are_in_the_order_of_letters_whatever_their_accents() -> None:
    stories = [Story(f"members/{name}", name, []) for name in ("Zoe", "Ève", "Adam", "Eva", "Ewa")]
    assert [story.title for story in ordered(stories)] == ["Adam", "Eva", "Ève", "Ewa", "Zoe"]


def test_a_terminal_shows_headings_sentences_and_findings() -> None:
    assert text(STORIES, NEW, FIXED, under) == (
        """Maps (groups/maps)
  Eve Holm joined as Lead
  record confirmed on 2026-11-18

Ève Holm (members/eve-holm)
  is active now (was onboarding)

Community
  new role: Interpreter, held in groups

1 new finding, 1 fixed
  new    registry/groups/maps.yaml:1:1 GRP102 warning nobody acts as triage
  fixed  registry/members/eve-holm.yaml:1:1 SCH103 error expected text
"""
    )


def test_a_page_shows_the_same() -> None:
    assert markdown(STORIES, NEW, FIXED, under) == (
        """## Maps (groups/maps)

- Eve Holm joined as Lead
- record confirmed on 2026-11-18

## Ève Holm (members/eve-holm)

- is active now (was onboarding)

## Community

- new role: Interpreter, held in groups

## 1 new finding, 1 fixed

- new: registry/groups/maps.yaml:1:1 GRP102 warning nobody acts as triage
- fixed: registry/members/eve-holm.yaml:1:1 SCH103 error expected text
"""
    )


def test_where_nothing_changed_both_say_so() -> None:
    assert text([], [], [], under) == "nothing has changed\n"
    assert markdown([], [], [], under) == "Nothing has changed.\n"


def test_findings_may_change_alone() -> None:
    assert text([], [], FIXED, under) == (
        "no new findings, 1 fixed\n  fixed  registry/members/eve-holm.yaml:1:1 SCH103 error expected text\n"
    )
    assert text([], NEW * 2, [], under) == (
        "2 new findings, none fixed\n"
        + "  new    registry/groups/maps.yaml:1:1 GRP102 warning nobody acts as triage\n" * 2
    )


def test_colours_mark_headings_references_and_findings() -> None:
    def paint(style: str, text: str) -> str:
        return f"<{style} {text}>"

    assert text(STORIES[:1], NEW, FIXED, under, paint) == (
        """<place Community>
  new role: Interpreter, held in groups

<place 1 new finding, 1 fixed>
  <warning new>    registry/groups/maps.yaml:1:1 GRP102 warning nobody acts as triage
  <good fixed>  registry/members/eve-holm.yaml:1:1 SCH103 error expected text
"""
    )
    assert text(STORIES[2:], [], [], under, paint).splitlines()[0] == "<place Maps> <dim (groups/maps)>"


HOSTILE = [Story("groups/x", "# @team \x1b[2J <b>", ["fixes #12, see @eve and [this](http://x.example)", "a\nb | c"])]


def test_foreign_text_does_nothing_in_a_terminal() -> None:
    assert text(HOSTILE, [], [], under) == (
        "# @team \\u{1b}[2J <b> (groups/x)\n  fixes #12, see @eve and [this](http://x.example)\n  a\\u{a}b | c\n"
    )


def test_foreign_text_does_nothing_on_a_page() -> None:
    assert markdown(HOSTILE, [], [], under) == (
        "## \\# @&#8203;team &#92;u{1b}\\[2J &lt;b&gt; (groups/x)\n\n"
        "- fixes #&#8203;12, see @&#8203;eve and \\[this\\](http\\://x.example)\n"
        "- a&#92;u{a}b \\| c\n"
    )
