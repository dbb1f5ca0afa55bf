"""Guards and tools for all tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("trials", max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
"""The long form of every property test: `make trials`."""

DATA = Path(__file__).parent / "data"
SAMPLE = Path(__file__).parents[1] / "registry"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write golden files and expected findings anew")


PROGRAMS = {
    "browser": ("chromium", "chromium-browser", "google-chrome"),
    "signing": ("ssh-keygen",),
    "tracing": ("strace",),
}
"""Markers of tests that need a program, and the names it may go by."""
LANGUAGE_SERVER = Path(sys.prefix) / "editor" / "node_modules" / "yaml-language-server"
"""Where `make .venv/editor-ready` puts it."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose program is missing is listed as not run; where everything must be there (CI), it fails."""
    missing = pytest.fail if os.environ.get("CI") else pytest.skip
    for marker, names in PROGRAMS.items():
        if item.get_closest_marker(marker) and not any(shutil.which(name) for name in names):
            missing(f"{names[0]} is not installed")
    if item.get_closest_marker("editor") and not LANGUAGE_SERVER.is_dir():
        missing("yaml-language-server is not installed: `make .venv/editor-ready`")


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody's home, git configuration or settings reach a test, or a process that it starts."""
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("home")
    patch.setenv("HOME", str(home))
    patch.setenv("XDG_CONFIG_HOME", str(home))
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    patch.setenv("TERM", "dumb")
    patch.setenv("COLUMNS", "100")
    for name in [
        name for name in os.environ if name.startswith(("CMTOOL_", "GITHUB_")) or name in ("NO_COLOR", "FORCE_COLOR")
    ]:
        patch.delenv(name)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _no_clock_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reads the real clock or leaves this machine fails by name."""

    def clock(zone: object) -> None:
        raise AssertionError("this test read the real clock: give --today")

    def connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"this test used the network: {address}")
        return real_connect(self, address)

    real_connect = socket.socket.connect
    monkeypatch.setattr("cmtool.cli.context._clock", clock)
    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def same_as(accept: bool) -> Callable[[str, Path], None]:
    """Compare a text with a golden file; `pytest --accept` writes it."""

    def compare(text: str, golden: Path) -> None:
        if accept:
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        assert golden.exists(), f"{golden} is missing; `pytest --accept` writes it"
        assert text == golden.read_text("utf-8"), f"{golden} differs; `pytest --accept` writes it anew"

    return compare


class Outcome(NamedTuple):
    """What a command did: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


@pytest.fixture
def cmtool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Outcome]:
    """Run the real command line in an empty folder, or in the folder that is named."""
    from typer.testing import CliRunner

    from cmtool.cli.app import app

    def run(*arguments: str, cwd: Path | None = None) -> Outcome:
        monkeypatch.chdir(cwd or tmp_path)
        result = CliRunner().invoke(app, list(arguments), prog_name="cmtool")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample community as a git repository with its past, as `cmtool demo` makes it; for reading only."""
    from typer.testing import CliRunner

    from cmtool.cli.app import app

    folder = tmp_path_factory.mktemp("demo") / "try"
    result = CliRunner().invoke(app, ["demo", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return folder / "meridian-stack"


@pytest.fixture
def own_demo(demo: Path, tmp_path: Path) -> Path:
    """A copy of the sample community with its past and its overlay, to change."""
    folder = tmp_path / "own"
    shutil.copytree(demo.parent, folder, symlinks=True)
    for setting in (("user.name", "Liis Tamm"), ("user.email", "1+liis-tamm@users.noreply.github.com")):
        for repository in (demo.name, "meridian-private"):
            subprocess.run(["git", "config", *setting], cwd=folder / repository, check=True)
    return folder / demo.name


@pytest.fixture
def registry_of(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the smallest registry with some files written anew (text), or removed (None)."""

    def build(files: dict[str, str | None] | None = None, name: str = "registry") -> Path:
        root = tmp_path / name
        shutil.copytree(DATA / "smallest", root)
        for path, text in (files or {}).items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                target.unlink()
            else:
                target.write_text(text, encoding="utf-8")
        return root

    return build
