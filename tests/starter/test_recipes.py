"""The recipes that docs/ci.md shows, for those who have such a file already, are those that `init` writes."""

from __future__ import annotations

import pytest

from cmtool.starter.origin import Origin
from cmtool.starter.parts import GITHUB, GITLAB, HOOKS, Setting, parts
from tests.docs.pages import blocks, text_of

OWNER = Origin("https://github.com/OWNER/cmtool", "COMMIT")


def shown(path: str, part: str) -> str:
    setting = Setting("Harbour Commons", "africa", "registry/", {}, OWNER, "VERSION")
    return parts(setting)[part].files[path].decode()


def test_the_job_of_gitlab() -> None:
    assert shown(".gitlab-ci.yml", GITLAB) in [block.text for block in blocks(text_of("docs/ci.md"))]


@pytest.mark.parametrize(
    ("path", "part"), [(".pre-commit-config.yaml", HOOKS), (".github/workflows/cmtool.yml", GITHUB)]
)
def test_the_lines_that_name_cmtool(path: str, part: str) -> None:
    pages = [block.text for block in blocks(text_of("docs/ci.md"))]
    lines = [line.partition("#")[0].strip() for line in shown(path, part).splitlines()]
    start = next(at for at, line in enumerate(lines) if OWNER.commit in line or OWNER.url in line)
    wanted = [line for line in lines[start:] if line]
    assert any(
        [line.partition("#")[0].strip() for line in page.splitlines()][-len(wanted) :] == wanted for page in pages
    )
