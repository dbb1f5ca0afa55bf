"""`cmtool export codeowners`: a block in a file of other people's lines, and a check that it is not behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]

HEAD = "# Made by `cmtool export codeowners` out of the registry: changes of these lines are lost."
LIIS = "/registry/ @liistamm-community\n"
NOTE = (
    "note: no links.github: aoife-brennan, budi-santoso, nasser-alharthi, tomas-novy; "
    "others who may approve own their files, else the managers\n"
)
WRITE = ("export", "codeowners", "-o", ".github/CODEOWNERS")
CHECK = ("export", "codeowners", "--check")


def test_the_block_is_the_product(cmtool: Run, demo: Path) -> None:
    code, out, err = cmtool("export", "codeowners", cwd=demo)
    assert (code, err) == (0, NOTE)
    lines = out.splitlines()
    assert lines[:4] == ["# BEGIN cmtool", HEAD, LIIS.strip(), "/registry/groups/ @liistamm-community"]
    assert lines[-1] == "# END cmtool"
    assert "/registry/members/amina-diallo.yaml @amina-d" in lines
    assert "/registry/groups/identity.yaml @jberg-id @s-okoro @anjali-desh" in lines
    assert cmtool("export", "codeowners", "-q", "-o", "-", cwd=demo / "registry" / "members") == (0, out, "")


def test_a_file_is_made_mended_and_checked(cmtool: Run, own_demo: Path) -> None:
    file = own_demo / ".github" / "CODEOWNERS"
    assert cmtool(*CHECK, cwd=own_demo / "registry") == (
        1,
        "",
        f"{NOTE}no CODEOWNERS at .github/CODEOWNERS, CODEOWNERS, docs/CODEOWNERS; "
        "next: cmtool export codeowners -o ../.github/CODEOWNERS\n",
    )
    next_ = "next: git add .github/CODEOWNERS && git commit -m 'who reviews what'\n"
    assert cmtool(*WRITE, cwd=own_demo) == (0, "", f"{NOTE}wrote .github/CODEOWNERS\n{next_}")
    made = file.read_bytes()
    assert cmtool(*CHECK, cwd=own_demo) == (0, "", f"{NOTE}.github/CODEOWNERS is as it should be\n")
    assert cmtool(*WRITE, cwd=own_demo).err == f"{NOTE}.github/CODEOWNERS is as it should be\n"

    file.write_bytes(b"* @everybody\n" + made + b"/docs/ @writers\n")
    member = own_demo / "registry" / "members" / "amina-diallo.yaml"
    member.write_text(member.read_text("utf-8").replace("github: amina-d\n", "github: amina-2\n"), encoding="utf-8")
    code, out, err = cmtool(*CHECK, "-q", cwd=own_demo)
    assert code == 1
    assert out.splitlines()[:5] == [
        "--- a/.github/CODEOWNERS",
        "+++ b/.github/CODEOWNERS",
        "@@ -14 +14 @@",
        "-/registry/groups/payments.yaml @amina-d",
        "+/registry/groups/payments.yaml @amina-2",
    ]
    assert err == ""
    behind = ".github/CODEOWNERS is behind the registry; next: cmtool export codeowners -o .github/CODEOWNERS\n"
    assert cmtool(*CHECK, cwd=own_demo).err == NOTE + behind
    assert file.read_bytes() == b"* @everybody\n" + made + b"/docs/ @writers\n"
    assert cmtool(*WRITE, cwd=own_demo).code == 0
    assert file.read_bytes() == b"* @everybody\n" + made.replace(b"@amina-d\n", b"@amina-2\n") + b"/docs/ @writers\n"
    assert cmtool(*CHECK, cwd=own_demo).code == 0


def test_a_file_without_the_block_is_behind(cmtool: Run, own_demo: Path) -> None:
    (own_demo / "CODEOWNERS").write_text("* @everybody\n")
    code, out, err = cmtool(*CHECK, cwd=own_demo)
    assert code == 1
    assert out.splitlines()[2:6] == ["@@ -1,0 +2,51 @@", "+", "+# BEGIN cmtool", f"+{HEAD}"]
    assert err.endswith(
        "... and more\nCODEOWNERS is behind the registry; next: cmtool export codeowners -o CODEOWNERS\n"
    )


def test_the_first_place_where_the_platform_looks_counts(cmtool: Run, own_demo: Path) -> None:
    for place in ("CODEOWNERS", "docs/CODEOWNERS", ".github/CODEOWNERS"):
        (own_demo / place).parent.mkdir(exist_ok=True)
        (own_demo / place).write_text("# empty\n")
    assert "--- a/.github/CODEOWNERS\n" in cmtool(*CHECK, cwd=own_demo).out
    assert "--- a/docs/CODEOWNERS\n" in cmtool(*CHECK, "-o", "docs/CODEOWNERS", cwd=own_demo).out
    member = own_demo / "registry" / "members" / "liis-tamm.yaml"
    member.write_text(member.read_text("utf-8").replace("github: liistamm", "gitlab: liistamm"), encoding="utf-8")
    code, out, err = cmtool(*CHECK, "--platform", "gitlab", cwd=own_demo)
    assert (code, out.splitlines()[0]) == (1, "--- a/CODEOWNERS")
    assert err.endswith("next: cmtool export codeowners --platform gitlab -o CODEOWNERS\n")


def test_a_registry_at_the_top_of_its_repository(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    root = registry_of()
    print_it = ("export", "codeowners", "-q", "--today", "2026-11-20")
    code, _, err = cmtool(*print_it, cwd=root)
    told = f"error: {root} lies in no git repository, and CODEOWNERS needs paths from its top: git init\n"
    assert (code, err) == (2, told)
    (root / ".git").mkdir()
    ada = root / "members" / "ada-moreau.yaml"
    ada.write_text(ada.read_text("utf-8") + "links:\n  github: octo-cat\n", encoding="utf-8")
    assert cmtool(*print_it, cwd=root).out == f"# BEGIN cmtool\n{HEAD}\n* @octo-cat\n# END cmtool\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# BEGIN cmtool\n", ".github/CODEOWNERS:1: '# BEGIN cmtool' without '# END cmtool'; "),
        ("\n# END cmtool\n", ".github/CODEOWNERS:2: '# END cmtool' without '# BEGIN cmtool' before it; "),
    ],
)
def test_damaged_markers_are_told_with_their_line(text: str, told: str, cmtool: Run, own_demo: Path) -> None:
    file = own_demo / ".github" / "CODEOWNERS"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    for arguments in (WRITE, ("export", "codeowners", "--check", "-o", ".github/CODEOWNERS")):
        code, out, err = cmtool(*arguments, "-q", cwd=own_demo)
        assert (code, out) == (2, "")
        assert err.startswith(f"error: {told}")
    assert file.read_text() == text


def test_a_record_or_a_link_is_never_written_over(cmtool: Run, own_demo: Path) -> None:
    target = own_demo / "registry" / "members" / "amina-diallo.yaml"
    before = target.read_bytes()
    (own_demo / "CODEOWNERS").symlink_to(target)
    for place in ("CODEOWNERS", "registry/members/amina-diallo.yaml", "registry/members/new.yaml"):
        assert cmtool("export", "codeowners", "-o", place, cwd=own_demo).code == 2
    assert target.read_bytes() == before


def test_a_record_that_cannot_be_read_is_told(cmtool: Run, own_demo: Path) -> None:
    (own_demo / "registry" / "groups" / "maps.yaml").write_text("name: [")
    code, out, err = cmtool("export", "codeowners", cwd=own_demo)
    assert (code, err) == (0, f"{NOTE}note: 1 record cannot be read and is not in it: run cmtool validate\n")
    assert "groups/maps" not in out


@pytest.mark.parametrize("link", [".github/CODEOWNERS", ".github"])
def test_a_check_follows_no_link_of_a_proposal(link: str, cmtool: Run, own_demo: Path, tmp_path: Path) -> None:
    """A link that somebody proposes may lead to a secret, whose last line would stand in the difference."""
    secret = tmp_path / "secret" / "CODEOWNERS"
    secret.parent.mkdir()
    secret.write_text("secret-canary", encoding="utf-8")
    place = own_demo / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(secret if place.name == "CODEOWNERS" else secret.parent)
    told = "error: .github/CODEOWNERS is reached over a link, which is not followed: put the file itself there\n"
    assert cmtool(*CHECK, cwd=own_demo) == (2, "", f"{NOTE}{told}")


def test_a_check_of_a_link_that_is_named_follows_it_neither(cmtool: Run, own_demo: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret-canary", encoding="utf-8")
    (own_demo / "OWNERS").symlink_to(tmp_path / "secret")
    told = "error: OWNERS is a link, which is not followed: put the file itself there\n"
    assert cmtool(*CHECK, "-o", "OWNERS", cwd=own_demo) == (2, "", f"{NOTE}{told}")
