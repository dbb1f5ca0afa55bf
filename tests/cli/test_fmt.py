"""`cmtool fmt`: record files in canonical layout, through the real command line."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from cmtool.workspace.formatting import formatted, write
from tests.conftest import DATA, SAMPLE, Outcome

Run = Callable[..., Outcome]
Build = Callable[..., Path]

UNTIDY = "status: active # since spring\nname: Ada Moreau\ncountry: NO\nlanguages: [en, fr]\n"
TIDY = 'name: Ada Moreau\nstatus: active  # since spring\ncountry: "NO"\nlanguages:\n  - en\n  - fr\n'
ADA, BO = "members/ada-moreau.yaml", "members/bo-lindqvist.yaml"


def files_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_files_are_written_in_place_and_the_next_command_is_told(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY})
    others = files_of(DATA / "smallest")
    assert cmtool("fmt", cwd=root) == (0, f"{ADA}\n", "1 file of 7 formatted\nnext: cmtool save\n")
    assert files_of(root) == others | {ADA: TIDY.encode()}
    assert cmtool("fmt", cwd=root) == (0, "", "0 files of 7 formatted\n")
    assert cmtool("fmt", "-q", "--check", cwd=root) == (0, "", "")


def test_what_was_formatted_is_told_even_where_its_names_cannot_be_printed(registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY})
    command = [sys.executable, "-m", "cmtool", "fmt", "--registry", str(root)]
    done = subprocess.run(["sh", "-c", '"$@" >/dev/full', "sh", *command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        "error: cannot write to standard output: No space left on device; 1 file of 7 formatted\n",
    )
    assert (root / ADA).read_text() == TIDY


def test_check_lists_what_would_change_and_writes_nothing(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY})
    assert cmtool("fmt", "--check", cwd=root.parent) == (
        1,
        f"registry/{ADA}\n",
        "1 file of 7 would change\nnext: cmtool fmt\n",
    )
    assert (root / ADA).read_text() == UNTIDY


def test_diff_shows_what_would_change_and_writes_nothing(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY, BO: "name: Bo Lindqvist\nstatus: active"})
    code, out, err = cmtool("fmt", "--diff", cwd=root)
    assert code == 0
    assert out == (
        f"--- a/{ADA}\n"
        f"+++ b/{ADA}\n"
        "@@ -1,4 +1,6 @@\n"
        "-status: active # since spring\n"
        " name: Ada Moreau\n"
        "-country: NO\n"
        "-languages: [en, fr]\n"
        "+status: active  # since spring\n"
        '+country: "NO"\n'
        "+languages:\n"
        "+  - en\n"
        "+  - fr\n"
        f"--- a/{BO}\n"
        f"+++ b/{BO}\n"
        "@@ -1,2 +1,2 @@\n"
        " name: Bo Lindqvist\n"
        "-status: active\n"
        "\\ No newline at end of file\n"
        "+status: active\n"
    )
    assert err == "2 files of 7 would change\nnext: cmtool fmt\n"
    assert (root / ADA).read_text() == UNTIDY


def test_diff_shows_what_nobody_would_see_and_colours_only_what_is_its_own(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({BO: "name:  Bo \xad##[error]\nstatus: active\n"})
    out = cmtool("fmt", "--diff", "--color", BO, cwd=root).out
    assert "\x1b[31m-name:  Bo \\u{ad}##\\u{5b}error]\x1b[0m\n" in out
    assert "\x1b[32m+name: Bo \\u{ad}##\\u{5b}error]\x1b[0m\n" in out
    assert "\n status: active\n" in out


def test_diff_says_once_that_line_ends_change_and_shows_the_rest(cmtool: Run, registry_of: Build) -> None:
    root = registry_of()
    (root / ADA).write_bytes(b"name: Ada Moreau\r\nstatus:   active\r\ncountry: FR\r\n")
    (root / BO).write_bytes(b"name: Bo Lindqvist\r\nstatus: active\r\n")
    assert cmtool("fmt", "--diff", cwd=root).out == (
        f"{ADA}: line ends change from CR LF to LF\n"
        f"--- a/{ADA}\n"
        f"+++ b/{ADA}\n"
        "@@ -1,3 +1,3 @@\n"
        " name: Ada Moreau\n"
        "-status:   active\n"
        "+status: active\n"
        " country: FR\n"
        f"{BO}: line ends change from CR LF to LF\n"
    )
    assert cmtool("fmt", cwd=root).code == 0
    assert (root / ADA).read_bytes() == b"name: Ada Moreau\nstatus: active\ncountry: FR\n"


def test_diff_and_check_together_show_and_fail(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY})
    code, out, _ = cmtool("fmt", "--check", "--diff", cwd=root)
    assert (code, out.startswith(f"--- a/{ADA}\n")) == (1, True)


def test_only_named_files_and_folders(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY, BO: UNTIDY, "groups/tomatoes.yaml": "kind: team\nname: Tomatoes\n"})
    assert cmtool("fmt", "--check", f"registry/{ADA}", "registry/groups", cwd=root.parent).out == (
        f"registry/groups/tomatoes.yaml\nregistry/{ADA}\n"
    )
    assert cmtool("fmt", "--check", "../members", cwd=root / "groups").out == f"../{ADA}\n../{BO}\n"


def test_paths_that_are_no_records_are_told(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    root = registry_of({"members/README.md": "# Members\n"})
    (tmp_path / "notes.yaml").write_text("a: [b]\n")
    for path, told in {
        "../notes.yaml": f"../notes.yaml lies outside the registry {root}",
        "members/nobody.yaml": "no file or folder members/nobody.yaml",
        "members/README.md": "members/README.md is no record file",
    }.items():
        assert cmtool("fmt", path, ADA, cwd=root) == (2, "", f"error: {told}\n")


def test_what_cannot_be_formatted_is_told_and_the_rest_is_written(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY, BO: "name: Bo\nroles: [lead\n", "members/eve.yml": "status: active\nname: Eve\n"})
    (root / "members/link.yaml").symlink_to(root / ADA)
    code, out, err = cmtool("fmt", cwd=root)
    assert (code, out) == (2, f"{ADA}\n")
    assert err == (
        f"{BO}:2: cannot be formatted: not readable as YAML: a bracket is opened here and never closed, or a comma is missing; "
        "`cmtool validate` says more\n"
        "members/eve.yml: cannot be formatted: a record ends in '.yaml', not '.yml'; rename it to 'eve.yaml'\n"
        "members/link.yaml: cannot be formatted: a symbolic link: links are never followed; "
        "put what it points at here, and remove the link\n"
        "1 file of 9 formatted\n"
        "next: cmtool save\n"
    )
    assert (root / ADA).read_text() == TIDY
    assert cmtool("fmt", "--check", cwd=root).code == 2
    (root / ADA).write_text(UNTIDY)
    assert cmtool("fmt", "--check", cwd=root).code == 1


def test_modes_are_kept_and_read_only_files_are_left_alone(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY, BO: UNTIDY})
    (root / ADA).chmod(0o600)
    (root / BO).chmod(0o444)
    code, out, err = cmtool("fmt", cwd=root)
    assert (code, out) == (2, f"{ADA}\n")
    assert err.startswith(f"{BO}: cannot be formatted: it is read-only: give yourself the permission to write it\n")
    assert (root / BO).read_text() == UNTIDY
    assert [stat.S_IMODE((root / path).stat().st_mode) for path in (ADA, BO)] == [0o600, 0o444]
    assert cmtool("fmt", "--check", BO, cwd=root).code == 1


def test_what_somebody_saves_in_the_meantime_is_not_overwritten(registry_of: Build) -> None:
    root = registry_of({ADA: UNTIDY, BO: UNTIDY})
    files = formatted(root)
    (root / ADA).write_text(UNTIDY + "region: europe\n")
    (root / BO).unlink()
    refused = write(root, [file for file in files if file.differs])
    assert [(file.path, file.reason, file.differs) for file in refused] == [
        (ADA, "it was changed in the meantime: run this again", False),
        (BO, "it cannot be read any more: No such file or directory", False),
    ]
    assert (root / ADA).read_text() == UNTIDY + "region: europe\n"


def test_the_overlay_is_left_alone(cmtool: Run, registry_of: Build, tmp_path: Path) -> None:
    community = (DATA / "smallest/community.yaml").read_text()
    root = registry_of({"community.yaml": community.replace("privacy:\n", "privacy:\n  overlay: ../private\n")})
    private = tmp_path / "private" / ADA
    private.parent.mkdir(parents=True)
    private.write_text("gender:   woman\n")
    assert cmtool("fmt", cwd=root).code == 0
    assert private.read_text() == "gender:   woman\n"
    code, _, err = cmtool("fmt", str(private), cwd=root)
    assert (code, err) == (2, f"error: {private} lies outside the registry {root}\n")


def test_records_that_do_not_fit_are_formatted_all_the_same(cmtool: Run, registry_of: Build) -> None:
    root = registry_of({ADA: "joined: soon\nnmae: Ada\nname: Ada\n", "community.yaml": "name: {a: 1}\n"})
    assert cmtool("fmt", cwd=root).code == 0
    assert (root / ADA).read_text() == "name: Ada\njoined: soon\nnmae: Ada\n"
    assert (root / "community.yaml").read_text() == "name:\n  a: 1\n"


def test_the_sample_is_canonical(cmtool: Run) -> None:
    assert cmtool("fmt", "--check", cwd=SAMPLE) == (0, "", "0 files of 219 would change\n")


def test_help_tells_the_exit_codes_and_an_example(cmtool: Run) -> None:
    out = " ".join(cmtool("fmt", "--help").out.split())
    assert "Exit code 0: done; 1: --check found files that would change; 2: a file cannot be formatted" in out
    assert "Example: cmtool fmt registry/members --check" in out
