"""The comment on a pull request: its order, and that nothing foreign comes to life in it."""

from __future__ import annotations

import pytest

from cmtool.finding import Finding
from cmtool.formats.markdown_lines import COMMENT
from cmtool.formats.review import comment
from cmtool.model.change import Story
from cmtool.model.review import Approval, Leak, Review
from cmtool.source import Source

NOTHING = Review([], [], [], [], [], [], [], [], [], 0, [], [])
HOSTILE = "a`b @team #12 <img src=x>\n| [c](http://d.example)"
"""What a file, branch or person might be called."""


def under(path: str) -> str:
    return f"registry/{path}"


def finding(path: str, code: str, message: str, severity: str = "error", hint: str = "") -> Finding:
    return Finding(code, Source(path, "name: A\n"), (), message, hint, "", severity, None, (0, 4))  # type: ignore[arg-type]


def told(review: Review, command: str = "cmtool review main") -> str:
    return comment(review, under, command)


def test_a_change_of_nothing_says_so() -> None:
    assert told(NOTHING) == (
        "<!-- cmtool review -->\n\n### What changes\n\nNothing in the records.\n\n<sub>cmtool review main</sub>\n"
    )


def test_privacy_stands_first_and_approvals_last() -> None:
    review = Review(
        unread=["community.yaml cannot be read after this change: no rule of it holds"],
        settings=["the repository is declared private now"],
        privacy=[finding("notes.txt", "PRV101", "mail address in a public registry", hint="remove it")],
        leaks=[Leak("0123456789abcdef", finding("b.txt", "PRV101", "phone number in a public registry"))],
        rules=["review", "keys", "waivers"],
        stories=[Story("members/eve-holm", "Eve Holm", ["is active now"])],
        new=[finding("groups/a.yaml", "GRP102", "nobody", "warning"), finding("groups/b.yaml", "SCH102", "no name")],
        fixed=[finding("groups/c.yaml", "SCH101", "odd")],
        special=[".gitattributes"],
        others=2,
        needs=[Approval(("ada", "bo"), "managers"), Approval(("eve",), "own record"), Approval((), "owner")],
        notes=["there was already 1 error before this change"],
    )
    assert told(review) == (
        """<!-- cmtool review -->

### Privacy

- community.yaml cannot be read after this change: no rule of it holds
- **setting** the repository is declared private now
- `registry/notes.txt:1:1` **PRV101** error: mail address in a public registry; remove it
- `registry/b.txt` in commit `0123456789ab` **PRV101** phone number in a public registry; """
        """a merge keeps it for ever: rewrite the branch without it, or squash

### What changes

**Eve Holm** (`members/eve-holm`)
- is active now

### 2 new findings, 1 fixed

- `registry/groups/b.yaml:1:1` **SCH102** error: no name
- `registry/groups/a.yaml:1:1` **GRP102** warning: nobody

Fixed: SCH101 `groups/c.yaml`

### Note

- `review` of community.yaml changes: who approves a change
- `keys` of community.yaml changes: whose signature counts
- `waivers` of community.yaml changes: what is not told any more
- `.gitattributes` changes what git shows or checks out: look at it
- 2 changed files lie outside the registry
- there was already 1 error before this change

### Who approves

needs:
- one of `ada`, `bo` (managers)
- `eve` (own record)
- nobody holds that role: ask the community's contact (owner)

<sub>cmtool review main</sub>
"""
    )


def test_where_nobody_can_be_asked_the_reason_stands_alone() -> None:
    review = NOTHING._replace(needs=[Approval((), "", "nobody can be asked: ask a manager")])
    assert told(review).splitlines()[6:10] == ["### Who approves", "", "needs:", "- nobody can be asked: ask a manager"]


def test_one_file_outside_lies_there() -> None:
    assert told(NOTHING._replace(others=1)).splitlines()[8] == "- 1 changed file lies outside the registry"


@pytest.mark.parametrize("stands_for", ["a former member", "spotlights/(gone)"])
def test_what_stands_for_a_file_of_somebody_who_is_gone_is_no_path(stands_for: str) -> None:
    review = NOTHING._replace(
        privacy=[finding(stands_for, "PRV101", "m")], leaks=[Leak("c", finding(stands_for, "P", "m"))]
    )
    assert told(review).splitlines()[4:6] == [
        f"- `{stands_for}:1:1` **PRV101** error: m",
        f"- `{stands_for}` in commit `c` **P** m; a merge keeps it for ever: rewrite the branch without it, or squash",
    ]


def test_a_path_that_holds_an_address_is_not_repeated() -> None:
    path = "members/kate@mail.example.yaml"
    review = NOTHING._replace(
        privacy=[finding(path, "PRV101", "m")], leaks=[Leak("c", finding(path, "P", "m"))], special=[path],
        fixed=[finding(path, "P", "m")],
    )  # fmt: skip
    assert "kate" not in told(review)
    assert told(review).count("(a path with an address in it)") == 4


def test_names_of_files_are_code_on_one_line() -> None:
    review = NOTHING._replace(new=[finding(HOSTILE, "FIL101", "m")], special=[HOSTILE])
    code = "a'b @team #12 <img src=x>\\u{a}| [c](http://d.example)"
    lines = told(review).splitlines()
    assert lines[8] == f"- `registry/{code}:1:1` **FIL101** error: m"
    assert lines[12] == f"- `{code}` changes what git shows or checks out: look at it"


def test_names_of_branches_people_and_sentences_show_as_text() -> None:
    text = "a\\`b @&#8203;team #&#8203;12 &lt;img src=x&gt;&#92;u{a}\\| \\[c\\](http\\://d.example)"
    review = NOTHING._replace(
        stories=[Story("members/a", HOSTILE, [HOSTILE])], notes=[HOSTILE], settings=[HOSTILE], unread=[HOSTILE],
        needs=[Approval((), HOSTILE)],
    )  # fmt: skip
    shown = told(review, f"cmtool review {HOSTILE}")
    escaped = shown.splitlines()[4].removeprefix("- ")
    assert [line for line in shown.splitlines() if "team" in line] == [
        f"- {escaped}",
        f"- **setting** {escaped}",
        f"**{escaped}** (`members/a`)",
        f"- {escaped}",
        f"- {escaped}",
        f"- nobody holds that role: ask the community's contact ({escaped})",
        f"<sub>cmtool review {escaped}</sub>",
    ]
    assert escaped == text


def test_a_comment_of_too_much_counts_what_is_left_out() -> None:
    many = [finding(f"members/m{number}.yaml", "PRV101", "x" * 300) for number in range(500)]
    review = NOTHING._replace(
        unread=["community.yaml is gone"], privacy=many, leaks=[Leak("c", one) for one in many], new=many, fixed=many,
        stories=[Story(f"members/m{number}", "M", ["x" * 5000]) for number in range(500)],
        special=["x" * 500] * 500, needs=[Approval((f"m{number}" * 20,), "own record") for number in range(500)],
    )  # fmt: skip
    shown = told(review, f"cmtool review {'@b' * 5000}")
    assert 50_000 < len(shown) < COMMENT
    assert shown.splitlines()[4] == "- community.yaml is gone"
    assert shown.count("more lines\n") == 5
