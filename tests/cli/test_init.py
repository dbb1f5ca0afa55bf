"""`cmtool init`: from nothing to a registry that validates, and of one that is there, what it lacks."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cmtool.model.folders import FOLDERS
from tests.cli.test_verbs import told, typed
from tests.conftest import Outcome
from tests.docs.pages import blocks
from tests.git import git

Run = Callable[..., Outcome]

COMMIT = "3f0c" * 10
ORIGIN = ("--cmtool", f"https://github.com/acme/cmtool@{COMMIT}")
WORDS = ("--name", "Harbour Commons", "--contact", "hello@meridian.example", "--manager", "Ada Stone")
NEW = (*WORDS, "--group", "Payments", "--group", "Identity: Agree who is who", "--today", "2026-11-20")
RECORDS = [
    "registry/community.yaml",
    "registry/groups/identity.yaml",
    "registry/groups/payments.yaml",
    "registry/members/ada-stone.yaml",
]
EMPTY = ["registry/meetings/.gitkeep", "registry/skills/.gitkeep"]
SCHEMAS = [f"registry/schemas/{one}.schema.json" for one in sorted([*FOLDERS.values(), "community"])]
EDITOR = [".vscode/extensions.json", ".vscode/settings.json", *SCHEMAS]
AROUND = ["README.md", *EDITOR, ".gitattributes", ".gitignore"]
CHECKS = [".pre-commit-config.yaml", ".github/workflows/cmtool-comment.yml", ".github/workflows/cmtool.yml"]


@pytest.fixture(autouse=True)
def _somebody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Git knows who commits; nobody knows where this cmtool comes from."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada Stone")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@meridian.example")
    monkeypatch.setattr("cmtool.workspace.origin.known_origin", lambda: None)
    yield


def tracked(folder: Path) -> list[str]:
    return sorted(git(folder, "ls-files").split("\n"))


def test_a_registry_that_validates_in_one_command(cmtool: Run, tmp_path: Path) -> None:
    code, out, err = cmtool("init", "hc", *NEW, *ORIGIN)
    home = tmp_path / "hc"
    assert (code, out.splitlines()[0]) == (0, "made in hc:")
    assert told(out).splitlines()[-1] == "saved ####### on main"
    assert err == "\nnext: cd hc\n      cmtool\n      git remote add origin ADDRESS, then git push -u origin main\n"
    assert tracked(home) == sorted([*RECORDS, *EMPTY, *AROUND, *CHECKS])
    assert git(home, "status", "--porcelain") == ""
    assert git(home, "log", "--format=%an %s") == "Ada Stone registry: begun"
    code, out, _ = cmtool("validate", "--today", "2026-11-20", "--format", "concise", cwd=home)
    assert (code, [line.split()[1] for line in out.splitlines()]) == (0, ["MEM204"]), "only the region is not known"
    assert cmtool("fmt", "--check", cwd=home).code == 0
    assert cmtool("schema", "--check", cwd=home).code == 0
    assert "living groups (2026-11-20)" in cmtool("--today", "2026-11-20", cwd=home).out


def test_the_first_records(cmtool: Run, tmp_path: Path) -> None:
    cmtool("init", "hc", *NEW)
    registry = tmp_path / "hc" / "registry"
    assert (registry / "members/ada-stone.yaml").read_text() == (
        "# yaml-language-server: $schema=../schemas/member.schema.json\n"
        "name: Ada Stone\nstatus: active\njoined: 2026-11-20\nroles:\n  - role: community-manager\n    since: 2026-11-20\n"
    )
    assert (registry / "groups/identity.yaml").read_text() == (
        "# yaml-language-server: $schema=../schemas/group.schema.json\n"
        "name: Identity\nkind: working-group\nstatus: forming\nsince: 2026-11-20\npurpose: Agree who is who\nmembers:\n"
        "  - member: ada-stone\n    role: lead\n    since: 2026-11-20\n"
    )
    community = (registry / "community.yaml").read_text()
    assert community.startswith("# yaml-language-server: $schema=schemas/community.schema.json\n# Who we are")
    assert "\n# `public`: everybody can read this repository," in community


def test_the_guide_speaks_of_this_community(cmtool: Run, tmp_path: Path) -> None:
    cmtool("init", "one", *NEW, *ORIGIN, "--regions", "Latin America, Africa")
    cmtool("init", "two", *NEW)
    one, two = ((tmp_path / name / "README.md").read_text() for name in ("one", "two"))
    assert one.startswith("# Harbour Commons: the registry\n")
    assert "\nregion: latin-america\n" in one
    index = "on the Python package index another project has its name. Then:"
    assert f"Install it once with `pipx install git+https://github.com/acme/cmtool@{COMMIT}`;\n{index}" in one
    assert f"Ask who began this registry where to get it;\n{index}" in two
    assert "@@" not in one + two
    shown = next(block.text for block in blocks(one) if block.language == "yaml")
    (tmp_path / "one/registry/members/your-name.yaml").write_text(shown)
    assert cmtool("validate", "--today", "2026-11-20", cwd=tmp_path / "one").code == 0


def test_all_of_it_is_the_same_everywhere(cmtool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, zone in (("one", "Pacific/Auckland"), ("two", "America/Lima")):
        monkeypatch.setenv("TZ", zone)
        cmtool("init", name, *NEW, *ORIGIN)
    assert git(tmp_path / "one", "rev-parse", "HEAD^{tree}") == git(tmp_path / "two", "rev-parse", "HEAD^{tree}")


def test_every_question_is_asked_on_a_terminal_and_a_slip_again(tmp_path: Path) -> None:
    answers = ["Harbour Commons", "hello", "hello@meridian.example", "Ada Stone", "Europe/Tallin", "Europe/Tallinn"]
    answers += ["", "Payments, Identity", "gitlab", "y"]
    out = told(typed(tmp_path, ["init", "hc", "--today", "2026-11-20", *ORIGIN], answers))
    asked = [line.partition(":")[0] for line in out.splitlines() if ": " in line and not line.startswith(" ")]
    assert asked[:9] == [
        "Name of the community",
        "Shared mailbox, the only address in the registry",
        "Shared mailbox, the only address in the registry",
        "Community manager, by name",
        "Time zone, as Europe/Tallinn [UTC]",
        "Time zone, as Europe/Tallinn [UTC]",
        "Regions, with commas [africa, americas, asia, europe, oceania]",
        "Working groups, with commas; or nothing",
        "Where changes are reviewed (github, gitlab, none) [github]",
    ]
    assert "did you mean 'Europe/Tallinn'?" in out
    assert "saved ####### on main" in out
    expected = [*RECORDS, *EMPTY, *AROUND, ".pre-commit-config.yaml", ".gitlab-ci.yml"]
    assert tracked(tmp_path / "hc") == sorted(expected)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "a new registry needs --name, --contact and --manager; on a terminal you are asked"),
        (("--name", "X", "--manager", "Ada"), "a new registry needs --contact; on a terminal you are asked"),
        ((*WORDS, "--timezone", "CET"), "--timezone: no time zone 'CET'; an abbreviation means several zones: did you mean 'Europe/Berlin'?"),
        ((*WORDS, "--group", "A, B"), "--group: no id can be made of"),
        ((*WORDS, "--cmtool", "cmtool"), "'cmtool' is no origin of cmtool; expected its https address"),
        ((*WORDS, "--without", "guid"), "no part 'guid'; did you mean 'guide'?"),
    ],
)  # fmt: skip
def test_without_a_terminal_nothing_is_asked_and_nothing_begun(
    cmtool: Run, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    if message.startswith("--group"):
        words = (*WORDS, "--group", "徐")
    code, out, err = cmtool("init", "hc", *words, "--today", "2026-11-20")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {message}")
    assert list(tmp_path.iterdir()) == []


def test_two_groups_of_one_name(cmtool: Run, tmp_path: Path) -> None:
    code, _, err = cmtool("init", "hc", *NEW, "--group", "payments")
    assert (code, err) == (2, "error: two groups would be groups/payments: give one of them another name\n")
    assert not (tmp_path / "hc").exists()


def test_a_dry_run_tells_and_writes_nothing(cmtool: Run, tmp_path: Path) -> None:
    code, out, err = cmtool("init", "hc", *NEW, *ORIGIN, "--dry-run")
    listed = sorted(line.strip() for line in out.splitlines() if line.startswith("    "))
    assert (code, listed) == (0, sorted([*RECORDS, *AROUND, *CHECKS]))
    assert err == "nothing was written: --dry-run\n"
    assert list(tmp_path.iterdir()) == []


def test_without_git_the_files_alone_are_written(cmtool: Run, tmp_path: Path) -> None:
    code, out, err = cmtool("init", "hc", *NEW, "--no-git", "--without", "editor")
    assert (code, "saved" in out) == (0, False)
    assert not (tmp_path / "hc/.git").exists()
    assert not (tmp_path / "hc/.vscode").exists()
    assert cmtool("validate", "--today", "2026-11-20", cwd=tmp_path / "hc").code == 0
    assert err.startswith("note: no checks before commits and of changes yet: it is not known where others get this")


class TestInARepository:
    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        home = tmp_path / "repo"
        home.mkdir()
        git(home, "init", "-q", "-b", "trunk")
        (home / "README.md").write_text("# Ours\n")
        (home / "notes.txt").write_text("not saved yet\n")
        git(home, "add", "README.md")
        git(home, "commit", "-q", "-m", "one")
        return home

    def test_what_is_there_stays_as_it_is(self, cmtool: Run, home: Path) -> None:
        code, out, err = cmtool("init", *NEW, *ORIGIN, cwd=home)
        assert code == 0
        assert "README.md" not in out
        assert err.startswith("note: README.md is there already, and stays as it is\n\nnext: cmtool\n")
        assert (home / "README.md").read_text() == "# Ours\n"
        assert git(home, "status", "--porcelain") == "?? notes.txt"
        assert git(home, "log", "--format=%s", "trunk") == "registry: begun\none"
        assert "README.md" not in git(home, "show", "--stat", "--format=", "HEAD")

    @pytest.mark.parametrize(("ci", "path"), [("gitlab", ".gitlab-ci.yml"), ("github", ".github/workflows/cmtool.yml")])
    def test_a_check_that_somebody_has_to_add_by_hand_is_told(
        self, cmtool: Run, home: Path, ci: str, path: str
    ) -> None:
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        for file in (path, ".pre-commit-config.yaml", ".gitignore"):
            (home / file).write_text("# ours\n")
        _, _, err = cmtool("init", *NEW, *ORIGIN, "--ci", ci, cwd=home)
        missing = "so this check is not set up: docs/ci.md of https://github.com/acme/cmtool tells what to add"
        assert sorted(err.partition("\n\n")[0].splitlines()) == sorted(
            [
                "note: README.md is there already, and stays as it is",
                "note: .gitignore is there already, and stays as it is: let it name /build/ too, which `cmtool build` makes",
                f"note: .pre-commit-config.yaml is there already, and stays as it is, {missing}",
                f"note: {path} is there already, and stays as it is, {missing}",
            ]
        )
        assert (home / path).read_text() == "# ours\n"

    @pytest.mark.parametrize(
        ("address", "made"),
        [
            ("git@gitlab.com:acme/registry.git", ".gitlab-ci.yml"),
            ("https://gitlab.meridian.example/acme/registry", ".gitlab-ci.yml"),
            ("https://github.com/acme/gitlab-registry", ".github/workflows/cmtool.yml"),
        ],
    )
    def test_the_checks_are_those_of_the_place_where_it_lies(
        self, cmtool: Run, home: Path, address: str, made: str
    ) -> None:
        git(home, "remote", "add", "origin", address)
        assert cmtool("init", *NEW, *ORIGIN, cwd=home).code == 0
        assert [path for path in (".gitlab-ci.yml", CHECKS[2]) if (home / path).exists()] == [made]
        assert cmtool("init", *ORIGIN, cwd=home).err.splitlines()[0] == "nothing is missing"

    @pytest.mark.parametrize("name", ["readme.md", "README.rst", "Readme"])
    def test_there_is_one_readme(self, cmtool: Run, home: Path, name: str) -> None:
        git(home, "mv", "README.md", name)
        git(home, "commit", "-q", "-m", "moved")
        _, out, err = cmtool("init", *NEW, cwd=home)
        assert ("README.md" in out, err.splitlines()[0]) == (
            False,
            f"note: {name} is there already, and stays as it is",
        )

    def test_a_folder_within_it_is_refused(self, cmtool: Run, home: Path) -> None:
        code, _, err = cmtool("init", "inner", *NEW, cwd=home)
        assert (code, err.startswith("error: inner lies in the git repository")) == (2, True)
        assert not (home / "inner").exists()

    def test_a_folder_of_that_name_that_is_something_else_is_refused(self, cmtool: Run, home: Path) -> None:
        (home / "registry").mkdir()
        (home / "registry/main.go").write_text("package main\n")
        assert cmtool("init", *NEW, cwd=home) == (
            2,
            "",
            "error: registry is there already, and no registry: give it another name, or begin in a repository of its own\n",
        )

    def test_what_git_ignores_is_left_out_and_told(self, cmtool: Run, home: Path) -> None:
        (home / ".git/info/exclude").write_text(".vscode/\n")
        code, out, err = cmtool("init", *NEW, cwd=home)
        assert (code, ".vscode" in out, (home / ".vscode").exists()) == (0, False, False)
        assert "note: .vscode/settings.json is ignored by your git, and was not written\n" in err

    def test_where_git_ignores_all_that_is_missing_nothing_is_made(self, cmtool: Run, home: Path) -> None:
        (home / ".git/info/exclude").write_text(".vscode/\n")
        cmtool("init", *NEW, cwd=home)
        before = git(home, "rev-parse", "HEAD")
        code, out, err = cmtool("init", "--yes", cwd=home)
        assert (code, out, git(home, "rev-parse", "HEAD")) == (0, "", before)
        assert "note: .vscode/settings.json is ignored by your git, and was not written\n" in err

    def test_a_registry_that_git_ignores_is_none(self, cmtool: Run, home: Path) -> None:
        (home / ".git/info/exclude").write_text("registry/\n")
        code, _, err = cmtool("init", *NEW, cwd=home)
        assert code == 2
        assert "registry/community.yaml is ignored by your git" in err
        assert git(home, "status", "--porcelain", "--ignored") == "?? notes.txt"

    def test_a_hook_that_refuses_leaves_everything_as_it_was(self, cmtool: Run, home: Path) -> None:
        hook = home / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
        hook.chmod(0o755)
        before = git(home, "rev-parse", "HEAD")
        code, _, err = cmtool("init", *NEW, cwd=home)
        assert (code, "pre-commit hook" in err) == (2, True)
        assert (git(home, "rev-parse", "HEAD"), git(home, "status", "--porcelain")) == (before, "?? notes.txt")


def test_who_is_unknown_to_git_is_told_so_and_nothing_is_left(
    cmtool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "")
        monkeypatch.setenv(f"GIT_{who}_NAME", "")
    (tmp_path / "empty").mkdir()
    for folder in ("hc", "empty"):
        code, _, err = cmtool("init", folder, *NEW)
        assert (code, err.splitlines()[-1].startswith("error: git does not know who you are")) == (2, True)
        assert err.endswith("; or write the files alone, with --no-git\n")
    assert "Name of the community" not in typed(tmp_path, ["init", "hc"], []), "told before anything is asked"
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


@pytest.mark.parametrize("kind", ["file", "link", "full"])
def test_a_folder_of_something_else_is_refused(cmtool: Run, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "hc"
    if kind == "file":
        place.write_text("")
    elif kind == "link":
        place.symlink_to(tmp_path)
    else:
        place.mkdir()
        (place / "thesis.odt").write_text("")
    code, out, err = cmtool("init", "hc", *NEW)
    wanted = "hc is not empty, and no git repository" if kind == "full" else "hc is not a folder"
    assert (code, out, err.startswith(f"error: {wanted}")) == (2, "", True)


def test_what_git_would_refuse_is_told_before_anything_is_asked(
    cmtool: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "one")
    git(tmp_path, "checkout", "-q", "--detach")
    assert cmtool("init", *NEW) == (
        2,
        "",
        "error: no branch is checked out: go to one with `git switch NAME`, then repeat this; "
        "or write the files alone, with --no-git\n",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = cmtool("init", *NEW)
    assert (code, err.startswith("error: git is not installed")) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == [".git"]


class TestAgain:
    @pytest.fixture
    def home(self, cmtool: Run, tmp_path: Path) -> Path:
        assert cmtool("init", "hc", *NEW).code == 0
        return tmp_path / "hc"

    def test_nothing_is_missing(self, cmtool: Run, home: Path) -> None:
        code, out, err = cmtool("init", cwd=home)
        assert (code, out, err.splitlines()[0]) == (0, "", "nothing is missing")

    def test_what_is_missing_is_listed_where_nobody_can_be_asked(self, cmtool: Run, home: Path) -> None:
        code, out, err = cmtool("init", *ORIGIN, cwd=home)
        assert (code, out) == (0, "")
        assert err.splitlines() == [
            "missing here:",
            "  hooks    checks before each commit: .pre-commit-config.yaml",
            "  github   checks of pull requests, and a comment on each: "
            ".github/workflows/cmtool-comment.yml, .github/workflows/cmtool.yml",
            "next: the same with --yes adds them, --without PART leaves one out",
        ]
        assert git(home, "status", "--porcelain") == ""

    def test_all_of_it_is_added_when_wanted(self, cmtool: Run, home: Path) -> None:
        (home / ".vscode/settings.json").unlink()
        git(home, "commit", "-qam", "no settings")
        code, out, _ = cmtool("init", *ORIGIN, "--yes", "--without", "hooks", cwd=home)
        assert (code, told(out).splitlines()[-1]) == (0, "saved ####### on main")
        assert git(home, "log", "-1", "--format=%s") == "registry: editor, github added"
        assert git(home, "show", "--name-only", "--format=", "HEAD").split() == [
            *sorted(CHECKS[1:]),
            ".vscode/settings.json",
        ]

    def test_each_part_is_asked_for_on_a_terminal(self, home: Path) -> None:
        out = told(typed(home, ["init", *ORIGIN], ["n", "y"]))
        assert "Add checks before each commit (.pre-commit-config.yaml)? [Y/n]:" in out
        assert (
            "Add checks of pull requests, and a comment on each (.github/workflows/cmtool-comment.yml and 1 more)?"
            in out
        )
        assert not (home / ".pre-commit-config.yaml").exists()
        assert (home / ".github/workflows/cmtool.yml").exists()

    def test_it_is_found_from_within(self, cmtool: Run, home: Path) -> None:
        code, _, err = cmtool("init", *ORIGIN, "--yes", cwd=home / "registry" / "members")
        assert (code, (home / ".pre-commit-config.yaml").exists()) == (0, True), err

    def test_what_was_said_of_a_new_one_is_not_passed_over_in_silence(self, cmtool: Run, home: Path) -> None:
        code, _, err = cmtool("init", *NEW, cwd=home)
        assert (code, err.splitlines()[0]) == (
            0,
            "note: a registry is there already, so --name, --contact, --manager, --group changed nothing; "
            "`cmtool set` and `cmtool add` do",
        )

    def test_paths_are_told_from_the_top(self, cmtool: Run, home: Path) -> None:
        code, out, _ = cmtool("init", *ORIGIN, "--yes", "--dry-run", cwd=home / "registry")
        assert (code, out.splitlines()[0]) == (0, "would make in ..:")
        _, out, err = cmtool("init", "hc/registry", *ORIGIN, "--yes", cwd=home.parent)
        assert (out.splitlines()[0], err.splitlines()[1]) == ("made in hc:", "next: cd hc")

    def test_undo_takes_no_beginning_back(self, cmtool: Run, home: Path) -> None:
        code, _, err = cmtool("undo", cwd=home)
        assert (code, err) == (2, "error: no change of cmtool is there to undo\n")

    def test_a_registry_at_the_top_gets_its_paths(self, cmtool: Run, registry_of: Callable[..., Path]) -> None:
        home = registry_of()
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=home, check=True)
        git(home, "add", ".")
        git(home, "commit", "-q", "-m", "one")
        code, out, err = cmtool("init", *ORIGIN, "--yes", cwd=home)
        assert (code, err) == (0, "\nnext: cmtool\n      git remote add origin ADDRESS, then git push -u origin main\n")
        assert "    schemas/member.schema.json" in out.splitlines()
        assert '"./schemas/member.schema.json": "members/**/*.yaml"' in (home / ".vscode/settings.json").read_text()
        assert cmtool("validate", "--today", "2026-11-20", cwd=home).code == 0


@pytest.mark.parametrize(
    "title", ["# <script>alert(1)</script>", "[x](https://evil.example) @everyone", "`a` | b ::error::"]
)
def test_a_hostile_name_is_text(cmtool: Run, tmp_path: Path, title: str) -> None:
    from markdown_it import MarkdownIt

    assert cmtool("init", "hc", "--name", title, *NEW[2:], *ORIGIN).code == 0
    home = tmp_path / "hc"
    tokens = MarkdownIt("commonmark", {"html": True}).parse((home / "README.md").read_text())
    assert [token.type for token in tokens[:3]] == ["heading_open", "inline", "heading_close"]
    assert [child.type for child in tokens[1].children or []] == ["text"] * len(tokens[1].children or [])
    for path in (*CHECKS, ".vscode/settings.json"):
        assert title not in (home / path).read_text()


def test_the_help_names_every_part(cmtool: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from cmtool.starter.parts import NAMES

    monkeypatch.setenv("COLUMNS", "300")
    assert f"Leave a part out: {', '.join(NAMES)}. Again for each." in cmtool("init", "--help").out
