"""The real sigs.yaml of kubernetes/community. It names real people: neither it nor its registry is kept here."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cmtool.model.registry import Registry
from cmtool.workspace import Workspace
from cmtool.workspace.kubernetes_sigs import Made, import_kubernetes_sigs

FILE = Path(__file__).parents[3] / "shared" / "data" / "kubernetes-sigs.yaml"
TODAY = date(2026, 11, 20)
MANAGER, CONTACT = "Liis Tamm", "hello@meridian.example"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the real data is not in ../shared/data")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    root = tmp_path_factory.mktemp("real") / "registry"
    return root, import_kubernetes_sigs(FILE, root, manager=MANAGER, contact=CONTACT, today=TODAY, dry_run=False)


@pytest.fixture(scope="module")
def registry(made: tuple[Path, Made]) -> Registry:
    return Workspace(made[0], TODAY, lambda zone: TODAY).registry


def test_groups_people_and_meetings_are_all_there(made: tuple[Path, Made], registry: Registry) -> None:
    groups = list(registry.all_groups.values())
    assert Counter(group.kind for group in groups) == {"working-group": 32, "committee": 3}
    assert len(registry.members) == 237 + 1  # and the manager
    assert Counter(member.status for member in registry.members.values()) == {"active": 143 + 1, "alumni": 94}
    assert sum(len(group.meets) for group in groups) == 102
    assert made[1].counts == ["35 groups", "238 members", "102 meeting series", "45 organisations"]


def test_every_group_has_its_purpose_charter_and_leads(registry: Registry) -> None:
    for group in registry.all_groups.values():
        assert group.purpose
        assert group.charter or group.id == "committee-security-response"
        assert registry.acting(group, "lead", TODAY)
        assert registry.acting(group, "triage", TODAY)


def test_biweekly_meetings_without_a_date_stay_without_one(made: tuple[Path, Made], registry: Registry) -> None:
    series = [one for group in registry.all_groups.values() for one in group.meets]
    assert Counter(one.every for one in series) == {"14d": 67, "7d": 18, "monthly": 16, "28d": 1}
    open_ = [one for one in series if one.starts is None]
    # Besides the 56 biweekly ones: every four weeks, some Thursday of the month, the day after the fourth Tuesday.
    assert Counter(one.every for one in open_) == {"14d": 56, "28d": 1, "monthly": 2}
    assert len(made[1].undated) == len(open_)


def test_the_only_findings_are_a_missing_date_each_and_the_unknown_days(made: tuple[Path, Made]) -> None:
    report = Workspace(made[0], TODAY, lambda zone: TODAY).validate()
    assert Counter((finding.code, finding.severity) for finding in report.findings) == {
        ("GRP207", "warning"): 59,
        ("MEM204", "warning"): 1,
    }
    assert [(f.path, f.span, f.code) for f in report.findings] == [
        (f.path, f.span, f.code) for f in made[1].report.findings
    ]


def test_no_mail_address_is_written(made: tuple[Path, Made]) -> None:
    for path in made[0].rglob("*.yaml"):
        text = path.read_text("utf-8").replace(f"  address: {CONTACT}\n", "")
        assert not re.search(r"[\w.+-]+@[\w-]+\.\w", text), path.name


def test_the_losses_are_told(made: tuple[Path, Made]) -> None:
    losses = {kind: number for kind, number, _, _ in made[1].losses}
    assert losses["subprojects"] == 236
    assert losses["mail addresses"] == 197
    assert losses["invisible characters"] == 2
    assert "meeting series whose time, time zone or rhythm cannot be read" not in losses
    assert "fields that this import does not know" not in losses


def test_the_same_file_gives_the_same_bytes(made: tuple[Path, Made], tmp_path: Path) -> None:
    import_kubernetes_sigs(FILE, tmp_path / "again", manager=MANAGER, contact=CONTACT, today=TODAY, dry_run=False)
    first, again = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yaml")}
        for root in (made[0], tmp_path / "again")
    )
    assert first == again
