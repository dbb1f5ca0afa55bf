from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import pytest_runtest_setup


def item(*markers: str) -> Any:
    return SimpleNamespace(get_closest_marker=lambda name: name if name in markers else None)


@pytest.fixture(autouse=True)
def _machine_without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)


def test_a_test_without_its_program_is_skipped_on_a_desk() -> None:
    with pytest.raises(pytest.skip.Exception, match=r"^chromium is not installed$"):
        pytest_runtest_setup(item("browser"))


def test_a_test_without_its_program_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"^chromium is not installed$"):
        pytest_runtest_setup(item("browser"))


def test_a_test_that_needs_no_program_runs_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    pytest_runtest_setup(item("slow"))
