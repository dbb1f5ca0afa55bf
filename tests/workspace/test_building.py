"""`build` makes everything or nothing, and tells what it did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from cmtool.reports import public_names
from tests.conftest import DATA, SAMPLE, Outcome

Run = Callable[..., Outcome]
REPORTS = [f"public/{name}.{form}" for name in public_names() for form in ("html", "json", "md")]
MEET = (
    "architecture", "capacity-development", "consent", "core-team", "country-engagement", "digital-registries",
    "identity", "messaging", "payments", "registration", "workflow",
)  # fmt: skip
"""Groups of the sample with a meeting, or with a series that has a date."""
CALENDARS = ["public/calendar.ics", *(f"public/calendars/{group}.ics" for group in MEET)]
SPOTLIGHT = "2026-12-11-samuel-okoro"
"""One of the sample that is approved and not out yet."""
SMALLEST = len(REPORTS) + 1
"""Files of a community of which no group meets: the reports and its calendar."""


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_build_makes_what_is_public_apart_from_drafts(cmtool: Run, tmp_path: Path) -> None:
    outcome = cmtool("build", "-o", "out", "--registry", str(SAMPLE))
    assert outcome.code == 0
    made = sorted(files(tmp_path / "out"))
    assert outcome.out == f"out: wrote {len(made) - 1} files, 0 unchanged, 0 removed\n"
    assert outcome.err == "publish out/public; out/drafts is for editors\n"
    assert [path for path in made if not path.startswith("drafts/spotlights/")] == [
        ".cmtool-build",
        "drafts/agendas/2026-11-26-communitymeet.md",
        "drafts/agendas/2027-02-11-communitymeet.md",
        *sorted([*CALENDARS, *REPORTS]),
    ]
    assert f"drafts/spotlights/{SPOTLIGHT}/draft.txt" in made
    assert "drafts/spotlights/2026-10-06-amina-diallo/draft.txt" not in made


def test_built_files_are_those_of_the_single_commands(cmtool: Run, tmp_path: Path) -> None:
    cmtool("build", "-o", "out", "--registry", str(SAMPLE))
    for name in ("overview.md", "overview.html", "overview.json", "calendar.html", "calendar.ics"):
        cmtool("report", name.partition(".")[0], "-o", name, "--registry", str(SAMPLE))
        assert (tmp_path / name).read_bytes() == (tmp_path / "out/public" / name).read_bytes()
    cmtool("report", "calendar", "--group", "payments", "-o", "payments.ics", "--registry", str(SAMPLE))
    assert (tmp_path / "payments.ics").read_bytes() == (tmp_path / "out/public/calendars/payments.ics").read_bytes()
    agenda = cmtool("agenda", "2026-11-26-communitymeet", "--registry", str(SAMPLE)).out
    assert (tmp_path / "out/drafts/agendas/2026-11-26-communitymeet.md").read_text("utf-8") == agenda
    cmtool("draft", "spotlight", SPOTLIGHT, "--folder", "single", "--registry", str(SAMPLE))
    made = files(tmp_path / "out/drafts/spotlights" / SPOTLIGHT)
    assert made == {name: data for name, data in files(tmp_path / "single").items() if name != ".cmtool-build"}
    draft = cmtool("draft", "spotlight", SPOTLIGHT, "--registry", str(SAMPLE)).out
    assert made["draft.txt"].decode() == draft.partition("--- cut here ---\n\n")[2]


def test_registry_with_errors_is_not_built(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    root = registry_of({"members/cem-aydin.yaml": "name: ["})
    outcome = cmtool("build", "--registry", str(root), "--today", "2026-11-20")
    assert outcome == (1, "", "1 error in the registry, nothing written: see cmtool validate, or use --keep-going\n")
    assert not (tmp_path / "build").exists()


def test_keep_going_builds_what_can_be_read(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    root = registry_of({"members/cem-aydin.yaml": "name: ["})
    outcome = cmtool("build", "--keep-going", "--registry", str(root), "--today", "2026-11-20")
    assert (outcome.code, outcome.out) == (1, f"build: wrote {SMALLEST} files, 0 unchanged, 0 removed\n")
    assert "- **3 members**" in (tmp_path / "build/public/overview.md").read_text("utf-8")


def test_stale_drafts_go_when_consent_does(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    consenting = "name: Cem Aydın\nstatus: active\nconsents: {spotlight: 2026-01-01, listing: 2026-01-02}\n"
    invited = "member: cem-aydin\nplanned: 2026-12-01\nstatus: invited\nchannels: [linkedin]\n"
    community = (DATA / "smallest/community.yaml").read_text(
        "utf-8"
    ) + "channels: [{id: linkedin, purpose: Portraits}]\n"
    files = {
        "community.yaml": community,
        "members/cem-aydin.yaml": consenting,
        "spotlights/2026-12-01-cem.yaml": invited,
    }
    root = registry_of(files)
    arguments = ("build", "--registry", str(root), "--today", "2026-11-20")
    assert cmtool(*arguments).out == f"build: wrote {SMALLEST + 7} files, 0 unchanged, 0 removed\n"
    (root / "members/cem-aydin.yaml").write_text(consenting.replace("2026-01-01", "declined"))
    assert cmtool(*arguments).out == f"build: wrote 0 files, {SMALLEST} unchanged, 7 removed\n"
    assert not (tmp_path / "build/drafts").exists()


def test_dry_run_lists_and_writes_nothing(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    outcome = cmtool("build", "--dry-run", "--registry", str(registry_of()), "--today", "2026-11-20")
    assert outcome == (
        0,
        "".join(f"write {path}\n" for path in sorted(["public/calendar.ics", *REPORTS]))
        + f"build: would write {SMALLEST} files, 0 unchanged, 0 removed\n",
        "",
    )
    assert not (tmp_path / "build").exists()


def test_template_that_fails_writes_nothing(cmtool: Run, registry_of: Callable[..., Path], tmp_path: Path) -> None:
    root = registry_of({"templates/reports/overview.html.j2": "{{ nobody }}"})
    outcome = cmtool("build", "--registry", str(root), "--today", "2026-11-20")
    assert outcome == (2, "", "error: template 'reports/overview.html.j2', line 1: 'nobody' is undefined\n")
    assert not (tmp_path / "build").exists()


def test_own_template_shapes_every_draft(cmtool: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    (tmp_path / "registry/templates/drafts").mkdir(parents=True)
    (tmp_path / "registry/templates/drafts/spotlight.txt.j2").write_text("About {{ name }}\n")
    assert cmtool("build").code == 0
    text = (tmp_path / "build/drafts/spotlights" / SPOTLIGHT / "draft.txt").read_text("utf-8")
    assert text == "About Samuel Okoro\n"


VARIATIONS = {
    "plain": {},
    "far east": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
    "far west": {"TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "LANG": "ar_EG.UTF-8"},
    "own templates": {},
}
"""Each has a hash seed of its own as well; the last one a copy of our templates in the registry."""


def test_same_registry_and_day_give_the_same_bytes_everywhere(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "registry")
    built = {}
    for seed, (name, variation) in enumerate(VARIATIONS.items(), 1):
        if name == "own templates":
            shutil.copytree(SAMPLE.parent / "templates", tmp_path / "registry" / "templates")
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONHASHSEED": str(seed), **variation}
        command = [sys.executable, "-m", "cmtool", "build", "-o", str(tmp_path / name), "--registry", "registry"]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
        built[name] = files(tmp_path / name)
    assert len(built["plain"]) > 15
    for name, found in built.items():
        assert found == built["plain"], name
