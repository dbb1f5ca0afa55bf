"""Paths given to `validate` limit what is reported, however they are written; they never hide what they name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Run = Callable[..., Outcome]
BROKEN = {"members/eve-holm.yaml": "name: Eve Holm\nstatus: activ\n"}


def errors(cmtool: Run, *arguments: str, cwd: Path) -> tuple[int, int]:
    """Exit code and number of errors."""
    code, out, _ = cmtool("validate", *arguments, "--format", "concise", "--today", "2026-11-20", cwd=cwd)
    return code, sum(" error " in line for line in out.splitlines())


@pytest.mark.parametrize(
    "path", ["eve-holm.yaml", "../members/eve-holm.yaml", "../members", "..", ".", "../../registry/members/"]
)
def test_path_may_be_written_in_any_way(cmtool: Run, registry_of: Callable[..., Path], path: str) -> None:
    assert errors(cmtool, path, cwd=registry_of(BROKEN) / "members") == (1, 1)


def test_registry_behind_a_link_is_the_registry(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(registry_of(BROKEN))
    for path in ("link/members/eve-holm.yaml", "link", "registry/members"):
        assert errors(cmtool, path, "--registry", "link", cwd=tmp_path) == (1, 1)


def test_link_in_the_place_of_a_record_is_reported_when_it_is_named(
    cmtool: Run, registry_of: Callable[..., Path]
) -> None:
    root = registry_of()
    (root / "members" / "eve-holm.yaml").symlink_to(os.devnull)
    code, out, _ = cmtool("validate", "members/eve-holm.yaml", "--format", "concise", "--today", "2026-11-20", cwd=root)
    assert (code, out.split(" ")[1]) == (1, "FIL102")


def test_overlay_may_be_named(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    root = registry_of({"../private/members/ada-moreau.yaml": "gender: womn\n"})
    text = (root / "community.yaml").read_text("utf-8")
    (root / "community.yaml").write_text(text + "  overlay: ../private\n", encoding="utf-8")
    assert errors(cmtool, str(tmp_path / "private"), cwd=root) == (1, 1)


@pytest.mark.parametrize("arguments", [["--format", "json"], ["--format", "github"], ["-o", "found.txt"]], ids=" ".join)
def test_findings_of_the_overlay_stay_on_the_terminal_and_are_counted(
    cmtool: Run, registry_of: Callable[..., Path], arguments: list[str]
) -> None:
    root = registry_of({"../private/members/ada-moreau.yaml": "gender: womn\n"})
    text = (root / "community.yaml").read_text("utf-8")
    (root / "community.yaml").write_text(text + "  overlay: ../private\n", encoding="utf-8")
    code, out, err = cmtool("validate", *arguments, "--today", "2026-11-20", cwd=root)
    told = out + ((root / "found.txt").read_text("utf-8") if (root / "found.txt").exists() else "")
    assert (code, "womn" in told, "private/members" in told) == (1, False, False)
    assert err.startswith("note: 1 more in the overlay, told on a terminal only\n")


def test_path_outside_the_registry_is_refused(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    root = registry_of()
    (tmp_path / "other.yaml").write_text("x: y\n", encoding="utf-8")
    assert cmtool("validate", "../other.yaml", "--today", "2026-11-20", cwd=root) == (
        2,
        "",
        f"error: ../other.yaml lies outside the registry {root}\n",
    )
