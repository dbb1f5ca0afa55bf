"""The workflow that posts the review: what it takes for one, and where it puts it.

Its steps run with a `gh` that notes what it is asked for and answers from files. Everything that the other run uploaded,
and the name of the branch, were chosen by the author of the pull request.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cmtool.formats.review import MARK
from cmtool.render.markdown import to_html
from tests.ci.runner import PROJECT, Job, place, run, steps_of

RECIPE = PROJECT / "cmtool/starter/files/github/workflows/cmtool-comment.yml"
SHA = "1" * 40
GOLDEN = PROJECT / "tests/golden/changes"
TRUE_REVIEW = (GOLDEN / "newcomer.review.md").read_text("utf-8")
UNSEEN = "\u200b"
FROM = "<sub>Made by [run 42](https://github.com/meridian/community/actions/runs/42), which the pull request could change: as trustworthy as its author.</sub>"
GH = """#!{python} -I
import json, os, sys
asked = sys.argv[1:]
assert asked.pop(0) == "api" and os.environ["GH_TOKEN"] == "token"
body = sys.stdin.read()
with open("{folder}/asked", "a") as noted:
    print(json.dumps([asked, json.loads(body) if body else None]), file=noted)
address = next(one for one in asked if one.startswith("repos/"))
name = "pulls" if address.endswith("/pulls") else "comments" if "?" in address else "posted"
with open("{folder}/" + name) as answer:
    print(answer.read())
"""


class World(NamedTuple):
    """What GitHub would answer, and what the other run uploaded."""

    folder: Path

    @property
    def uploaded(self) -> Path:
        """Where the artifact is unpacked."""
        return self.folder / "temp/cmtool"

    def answers(self, **answers: Any) -> None:
        for name, value in answers.items():
            (self.folder / name).write_text(json.dumps(value))

    def asked(self) -> list[tuple[list[str], Any]]:
        """The calls of gh: arguments, and what it was told on its standard input."""
        noted = self.folder / "asked"
        return [tuple(json.loads(line)) for line in noted.read_text().splitlines()] if noted.exists() else []

    def written(self) -> list[tuple[list[str], Any]]:
        return [call for call in self.asked() if call[1] is not None]

    @property
    def judged(self) -> str:
        """The text that is about to be posted."""
        return (self.folder / "temp/review.md").read_text("utf-8")

    def body(self) -> str:
        ((_, told),) = self.written()
        return str(told["body"])


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.uploaded.mkdir(parents=True)
    (tmp_path / "work").mkdir()
    program = tmp_path / "bin/gh"
    program.parent.mkdir()
    program.write_text(GH.format(python=sys.executable, folder=tmp_path))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    made.answers(pulls=[pull(7)], comments=[[]], posted={})
    return made


def pull(number: int, sha: str = SHA) -> dict[str, Any]:
    return {"number": number, "head": {"sha": sha}}


def comment(id: int, login: str, body: str = f"{MARK}\nold") -> dict[str, Any]:
    return {"id": id, "user": {"login": login}, "body": body}


def job(world: World, branch: str = "proposal", *, last: str = "Post the review") -> Job:
    """The workflow's job after the artifact was downloaded, up to a step."""
    steps = steps_of(RECIPE.read_text("utf-8"), "comment")
    there = place(world.folder / "work", world.folder / "temp")
    variables = {"GITHUB_REPOSITORY": "meridian/community", "GITHUB_SERVER_URL": "https://github.com"}
    path = f"{world.folder / 'bin'}{os.pathsep}{there.variables['PATH']}"
    event = {
        "id": "42",
        "head_sha": SHA,
        "head_branch": branch,
        "head_repository": {"owner": {"login": "bo-lindqvist"}},
    }
    context = {"github": {"token": "token", "event": {"workflow_run": event}}}
    done = run(
        steps[: [step.get("name") for step in steps].index(last) + 1],
        there._replace(variables={**there.variables, **variables, "PATH": path}),
        context,
    )
    assert list((world.folder / "work").iterdir()) == []
    assert done.commands == []
    return done


def review(world: World, text: str | bytes = TRUE_REVIEW) -> None:
    (world.uploaded / "review.md").write_bytes(text.encode() if isinstance(text, str) else text)


# where it goes


def test_first_review_is_posted(world: World) -> None:
    review(world)
    done = job(world)
    assert (done.code, done.log) == (0, "the review of pull request 7 is posted\n")
    assert [asked for asked, _ in world.asked()] == [
        "--method GET repos/meridian/community/pulls --raw-field state=open --raw-field per_page=100 --raw-field head=bo-lindqvist:proposal".split(),
        "--paginate --slurp repos/meridian/community/issues/7/comments?per_page=100".split(),
        "--method POST repos/meridian/community/issues/7/comments --input -".split(),
    ]
    assert world.body() == f"{TRUE_REVIEW}\n{FROM}\n"


def test_review_is_updated_from_then_on(world: World) -> None:
    others = [
        comment(1, "mallory"),
        comment(2, "github-actions[bot]", "something else"),
        {**comment(3, ""), "user": None},
    ]
    world.answers(comments=[others, [comment(4, "github-actions[bot]"), comment(5, "github-actions[bot]")]])
    review(world)
    assert job(world).log == "the review of pull request 7 is updated\n"
    assert [asked for asked, _ in world.written()] == [
        "--method PATCH repos/meridian/community/issues/comments/4 --input -".split()
    ]


def test_nothing_is_downloaded_but_the_artifact_of_that_run(world: World) -> None:
    review(world)
    (download,) = job(world).used
    assert download["uses"].startswith("actions/download-artifact@")
    assert {**download, "uses": ""} == {
        "uses": "", "name": "cmtool", "path": str(world.uploaded), "run-id": "42", "github-token": "token",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pulls", "count"),
    [([], 0), ([pull(7, "2" * 40)], 0), ([pull(7), pull(8)], 2)],
    ids=["none", "its head has moved on", "one branch for two bases"],
)
def test_head_that_is_not_that_of_one_pull_request_gets_no_comment(pulls: Any, count: int, world: World) -> None:
    world.answers(pulls=pulls)
    review(world)
    told = f"no comment: {count} open pull requests have this head; a newer run may be on its way\n"
    assert (job(world)[:2], world.written()) == ((0, told), [])


@pytest.mark.parametrize(
    "branch",
    [
        "$(touch pwned)",
        "`touch pwned`",
        "x; touch pwned #",
        "--input=/etc/passwd",
        "@/etc/passwd",
        "a&state=closed",
        "../../x",
        "x\n::error::pwned",
        "'\"\\",
    ],
)
def test_name_of_a_branch_is_one_field_of_a_question(branch: str, world: World) -> None:
    review(world)
    assert job(world, branch).code == 0
    assert world.asked()[0][0][-2:] == ["--raw-field", f"head=bo-lindqvist:{branch}"]


def test_number_that_is_none_is_not_asked_for(world: World) -> None:
    world.answers(pulls=[{**pull(7), "number": "7/../../x"}])
    review(world)
    assert (job(world).code, len(world.asked())) == (1, 1)


# what is taken for a review


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, "no review: it is missing, or it is no file"),
        (b"", "no review: it does not begin as one"),
        (f" {MARK}\n".encode(), "no review: it does not begin as one"),
        (f"{MARK}<img src=x>\n".encode(), "no review: it does not begin as one"),
        (f"{MARK}\n".encode() + b"\xff", "no review: it is too large, or no UTF-8"),
        (f"{MARK}\n".encode() + b"\xed\xa0\x80", "no review: it is too large, or no UTF-8"),
        (f"\ufeff{MARK}\n".encode(), "no review: it does not begin as one"),
        (MARK.encode("utf-16"), "no review: it is too large, or no UTF-8"),
        (f"{MARK}\n".encode() + b"a" * 60_000, "no review: it is too large"),
        (f"{MARK}\n".encode() + b"a" * 1_000_000, "no review: it is too large"),
    ],
)
def test_file_that_is_no_review_is_refused(data: bytes | None, told: str, world: World) -> None:
    if data is not None:
        review(world, data)
    done = job(world)
    assert (done.code, done.log, world.asked()) == (1, f"{told}\n", [])


def test_link_directory_and_pipe_are_refused(world: World) -> None:
    secret = world.folder / "secret"
    secret.write_text(f"{MARK}\nsecret")
    for make in (lambda path: path.symlink_to(secret), Path.mkdir, os.mkfifo):
        make(world.uploaded / "review.md")
        assert (job(world).code, world.asked()) == (1, [])
        os.rename(world.uploaded / "review.md", world.folder / f"was-{len(os.listdir(world.folder))}")


def test_other_files_of_the_artifact_are_never_looked_at(world: World) -> None:
    review(world)
    for name in ("json.py", "re.py", "stat.py", "subprocess.py", "sitecustomize.py", "gh", "pull", "number"):
        (world.uploaded / name).write_text("raise SystemExit('pwned')\n")
    assert job(world).log == "the review of pull request 7 is posted\n"


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*.review.md")))
def test_true_review_stays_as_it_is(name: str, world: World) -> None:
    text = (GOLDEN / name).read_text("utf-8")
    review(world, text)
    job(world, last="Judge the review")
    assert world.judged.replace(UNSEEN, "") == text
    assert to_html(world.judged).replace(UNSEEN, "") == to_html(text)


@pytest.mark.parametrize(
    ("text", "posted"),
    [
        ("@everyone and `@team`", f"@{UNSEEN}everyone and `@{UNSEEN}team`"),
        ("&#64;everyone &commat;all", f"&{UNSEEN}#{UNSEEN}64;everyone &{UNSEEN}commat;all"),
        ("@&#8203;ada &lt;b&gt; &amp; &#92;", "@&#8203;ada &lt;b&gt; &amp; &#92;"),
        ("<img src=x onerror=y>", f"<{UNSEEN}img src=x onerror=y>"),
        ("</sub><SCRIPT><!-- x --><?x?>", f"<{UNSEEN}/sub><{UNSEEN}SCRIPT><{UNSEEN}!-- x --><{UNSEEN}?x?>"),
        ("<sub onclick=x>", f"<{UNSEEN}sub onclick=x>"),
        ("<sub>small</sub>", "<sub>small</sub>"),
        ("<sub>\n\n<sub>x", f"<{UNSEEN}sub>\n\n<{UNSEEN}sub>x"),
        ("<sub><sub>x</sub></sub>", f"<{UNSEEN}sub><{UNSEEN}sub>x<{UNSEEN}/sub></sub>"),
        ("<https://evil.example>", f"<{UNSEEN}https:{UNSEEN}//evil.example>"),
        ("[here](https://evil.example)", f"[here]{UNSEEN}(https:{UNSEEN}//evil.example)"),
        ("![pixel][x]\n[x]: //evil.example", f"![pixel]{UNSEEN}[x]\n[x]{UNSEEN}: //evil.example"),
        ("www.evil.example", f"www{UNSEEN}.evil.example"),
        ("closes #12, GH-3 and &#35;4", f"closes #{UNSEEN}12, GH-{UNSEEN}3 and &{UNSEEN}#{UNSEEN}35;4"),
        ("closes #92; #8203; &amp;#92;", f"closes #{UNSEEN}92; #{UNSEEN}8203; &amp;#{UNSEEN}92;"),
        ("/merge\n> /lgtm", f"/{UNSEEN}merge\n> /{UNSEEN}lgtm"),
        ("```mermaid\nx\n```", f"``{UNSEEN}`mermaid\nx\n``{UNSEEN}`"),
        ("$$x$$", f"${UNSEEN}$x${UNSEEN}$"),
        ("a\x1b[2J\x00\rb\u202ec", "a?[2J??b?c"),
        ("a\u200b\u00ad\ufeff\U000e0041\u2067b", "a?????b"),
        ("<\x00img", f"<{UNSEEN}?img"),
        ("::error::x\n##[error]x", "::error::x\n##[error]x"),
    ],
)
def test_nothing_in_a_forged_review_works(text: str, posted: str, world: World) -> None:
    review(world, f"{MARK}\n{text}\n")
    assert job(world, last="Judge the review").code == 0
    assert world.judged == f"{MARK}\n{posted}\n"


@pytest.mark.parametrize(
    "text", ["> quoted", "- a list", "`code", "    code", "<sub>", "| a |\n|---|\n| b |", "x\n\n\n"]
)
def test_last_line_is_ours_and_no_part_of_the_review(text: str, world: World) -> None:
    review(world, f"{MARK}\n{text}")
    job(world)
    assert to_html(world.body()).endswith(to_html(f"{FROM}\n"))
    assert world.body().endswith(f"\n\n{FROM}\n")


@pytest.mark.parametrize("body", [None, "", f"{MARK} \nold", f"{MARK}{MARK}\nold", f"\n{MARK}\n"])
def test_comment_of_another_form_is_not_ours(body: Any, world: World) -> None:
    world.answers(comments=[[comment(1, "github-actions[bot]", body)]])
    review(world)
    assert job(world).log == "the review of pull request 7 is posted\n"


def test_comment_that_a_browser_saved_is_still_ours(world: World) -> None:
    world.answers(comments=[[comment(4, "github-actions[bot]", f"{MARK}\r\nold")]])
    review(world)
    assert job(world).log == "the review of pull request 7 is updated\n"


def test_review_that_grows_over_the_limit_is_not_posted(world: World) -> None:
    review(world, f"{MARK}\n" + "@a" * 29_000)
    done = job(world)
    assert (done.code, done.log, world.written()) == (1, "no comment: GitHub takes none that is this long\n", [])


def test_refusal_of_github_ends_the_job(world: World) -> None:
    (world.folder / "bin/gh").write_text("#!/bin/sh\necho '::error::x' >&2\nexit 4\n")
    review(world)
    assert job(world)[:2] == (1, "gh ended with 4\n")
