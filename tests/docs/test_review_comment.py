"""The comment that docs/reviewer.md explains is the one that cmtool writes on such a branch."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome
from tests.docs.pages import text_of

EDITS = {
    "registry/groups/digital-registries.yaml": ("mentor: mei-lin-tan", "mentor: mei-ling-tan"),
    "registry/community.yaml": ("  - paths: groups/*\n    by: leads\n", ""),
}


def test_the_comment_is_as_shown(cmtool: Callable[..., Outcome], own_demo: Path) -> None:
    for name, (before, after) in EDITS.items():
        text = (own_demo / name).read_text("utf-8")
        assert before in text
        (own_demo / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    with (own_demo / "registry/members/neema-mushi.yaml").open("a", encoding="utf-8") as record:
        record.write("x-mail: neema@mail.example\n")
    (own_demo / ".gitattributes").write_text("*.yaml -diff\n", encoding="utf-8")
    for command in (["checkout", "-qb", "neema"], ["add", "-A"], ["commit", "-qm", "my record"]):
        subprocess.run(["git", *command], cwd=own_demo, check=True)
    quoted = [line for line in text_of("docs/reviewer.md").splitlines() if line.startswith(">")]
    shown = "".join(f"{line[2:]}\n" for line in quoted)
    assert cmtool("review", "main", "HEAD", cwd=own_demo).out == shown
