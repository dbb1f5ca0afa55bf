from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.generate import TODAY, generate
from benchmarks.rewrite import dumped, reference_error, rewrite, schema_error
from cmtool.finding import Finding
from cmtool.workspace import Workspace

MEMBERS = 400


def findings(root: Path) -> list[Finding]:
    return Workspace(root, TODAY, lambda zone: TODAY).validate().findings


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("clean")
    generate(root, MEMBERS)
    return root


def test_a_generated_registry_has_no_findings(clean: Path) -> None:
    assert findings(clean) == []


def test_a_generated_registry_has_the_promised_size(clean: Path) -> None:
    count = Counter(path.parent.name for path in clean.rglob("*.yaml") if path.parent != clean)
    assert count == {"members": MEMBERS, "groups": 40, "meetings": 200, "skills": 24}
    sizes = [len(path.read_bytes()) for path in (clean / "members").iterdir()]
    assert 650 < sum(sizes) / MEMBERS < 850


def test_a_registry_is_generated_the_same_twice(clean: Path, tmp_path: Path) -> None:
    generate(tmp_path, MEMBERS)
    assert {p.relative_to(clean): p.read_bytes() for p in clean.rglob("*.yaml")} == {
        p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.yaml")
    }


@pytest.mark.parametrize(
    ("change", "codes"),
    [(schema_error, {"SCH101", "SCH102", "SCH103"}), (reference_error, {"REF101", "REF102"})],
    ids=["schema", "reference"],
)
def test_every_spoilt_file_but_the_community_has_an_error(
    change: Callable[[int, str], str], codes: set[str], clean: Path, tmp_path: Path
) -> None:
    rewrite(clean, tmp_path, change)
    found = findings(tmp_path)
    broken = {finding.path for finding in found if finding.code in codes}
    assert broken == {p.relative_to(clean).as_posix() for p in clean.rglob("*.yaml")} - {"community.yaml"}
    assert {finding.code for finding in found if finding.path.startswith("members/")} <= codes


def test_another_style_has_no_findings_either(clean: Path, tmp_path: Path) -> None:
    rewrite(clean, tmp_path, dumped)
    assert "languages:\n- fr\n- wo\n" in (tmp_path / "members" / "amara-abara.yaml").read_text("utf-8")
    assert findings(tmp_path) == []
