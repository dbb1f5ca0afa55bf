"""`templates list | copy | check`."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cmtool.errors import CmtoolError
from cmtool.workspace import Workspace
from cmtool.workspace.templates import copy
from tests.conftest import Outcome

Run = Callable[..., Outcome]
Build = Callable[..., Path]

TEMPLATES = Path(__file__).parents[2] / "templates"
OURS = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.j2"))


def test_list_tells_whose_a_template_is(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({"templates/reports/overview.md.j2": "x", "templates/_mine.txt.j2": "x"})
    outcome = cmtool("templates", "list", "--format", "json", "--registry", str(root))
    told = {row["name"]: (row["own"], row["built_in"]) for row in json.loads(outcome.out)}
    assert told == dict.fromkeys(OURS, (False, True)) | {
        "reports/overview.md.j2": (True, True),
        "_mine.txt.j2": (True, False),
    }
    lines = cmtool("templates", "list", "--registry", str(root)).out.splitlines()
    assert lines[0].split() == ["name", "from"]
    split = [line.split(maxsplit=1) for line in lines]
    assert ["reports/overview.md.j2", "own"] in split
    assert ["reports/overview.html.j2", "built in"] in split


def test_copy_puts_ours_into_the_registry_and_changes_nothing(cmtool: Run, registry_of: Build) -> None:
    root = registry_of()
    before = cmtool("report", "overview", "--registry", str(root), "--today", "2026-11-20")
    target = root / "templates/reports/overview.md.j2"
    outcome = cmtool("templates", "copy", "reports/overview.md.j2", "--registry", str(root))
    assert outcome == (0, f"wrote {target}\n", "next: change it, then cmtool templates check\n")
    assert target.read_bytes() == (Path(__file__).parents[2] / "templates/reports/overview.md.j2").read_bytes()
    assert cmtool("report", "overview", "--registry", str(root), "--today", "2026-11-20") == before


def test_copy_never_overwrites(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({"templates/page.html.j2": "mine"})
    outcome = cmtool("templates", "copy", "page.html.j2", "--registry", str(root))
    assert outcome == (2, "", f"error: {root}/templates/page.html.j2 exists already; it is not overwritten\n")
    assert (root / "templates/page.html.j2").read_text() == "mine"


def test_copy_goes_through_no_link(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    root = registry_of()
    (tmp_path / "elsewhere").mkdir()
    (root / "templates").symlink_to(tmp_path / "elsewhere")
    outcome = cmtool("templates", "copy", "reports/overview.md", "--registry", str(root))
    assert outcome == (2, "", f"error: {root}/templates/reports/overview.md.j2 leads through a link or a file\n")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_dry_run_of_copy_only_tells(cmtool: Run, registry_of: Build) -> None:
    root = registry_of()
    outcome = cmtool("templates", "copy", "page.html.j2", "--dry-run", "--registry", str(root))
    assert outcome == (0, f"would write {root}/templates/page.html.j2\n", "")
    assert not (root / "templates").exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "reports/../page.html.j2", "nothing.md.j2"])
def test_copy_knows_only_our_names(name: str, cmtool: Run, registry_of: Build) -> None:
    outcome = cmtool("templates", "copy", name, "--registry", str(registry_of()))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error: no template '{name}'")


def test_check_without_own_templates_finds_none(cmtool: Run, registry_of: Build) -> None:
    assert cmtool("templates", "check", "--registry", str(registry_of())) == (
        0,
        "0 own templates checked: no problems\n",
        "",
    )


def test_check_is_content_with_copies_of_ours(cmtool: Run, registry_of: Build) -> None:
    root = registry_of()
    for name in OURS:
        assert cmtool("templates", "copy", name, "--registry", str(root)).code == 0
    assert cmtool("templates", "check", "--registry", str(root)) == (
        0,
        f"{len(OURS)} own templates checked: no problems\n",
        "",
    )


def test_check_tells_all_that_is_wrong(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    root = registry_of(
        {
            "templates/reports/overview.md.j2": "{{ community.name }}\n{{ nobody }}",
            "templates/reports/overveiw.html.j2": "{{ 1 + }}",
            "templates/drafts/spotlight.txt.j2": "{{ name }}",
            "templates/agendas/meeting.md.j2": "{% for a in range(99999) %}{{ 'a' * 9999 }}{% endfor %}",
            "templates/Other.txt": "x",
        }
    )
    outcome = cmtool("templates", "check", "--registry", str(root))
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out == (
        "Other.txt: not the name of a template; expected a name as 'reports/overview.md.j2'\n"
        "template 'reports/overveiw.html.j2', line 1: unexpected 'end of print statement'\n"
        "template 'agendas/meeting.md.j2': the output is larger than 10 MiB\n"
        "template 'reports/overview.md.j2', line 2: 'nobody' is undefined\n"
        "template 'reports/overveiw.html.j2': no output uses it; did you mean 'reports/overview.html.j2'?\n"
        "4 own templates checked: 5 problems\n"
    )


def test_check_tries_everything_that_may_use_a_piece(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({"templates/_words.txt.j2": "{% macro people(x) %}{% endmacro %}"})
    outcome = cmtool("templates", "check", "--registry", str(root))
    assert outcome.code == 1
    assert "template 'reports/overview.md.j2', line " in outcome.out
    assert "template 'agendas/meeting.md.j2', line " in outcome.out


@pytest.mark.parametrize(
    ("call", "said"),
    [("mkdir", "cannot make {root}/templates/reports"), ("exists", "cannot read {root}/templates/reports")],
)
def test_copy_tells_of_a_disk_that_refuses(
    call: str, said: str, registry_of: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = registry_of()
    space = Workspace(root, date(2026, 11, 20), lambda zone: date(2026, 11, 20))

    def refuse(path: Path, *_: Any, **__: Any) -> Any:
        raise OSError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, call, refuse)
    with pytest.raises(CmtoolError) as caught:
        copy(space, "reports/overview.md.j2", dry_run=False)
    assert str(caught.value) == f"{said.format(root=root)}: Permission denied"
