"""One language server for the tests of a file, in a copy of the sample with its schemas; it ends with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmtool.formats.json_schema import schemas_of
from cmtool.store.load import load
from tests.conftest import LANGUAGE_SERVER, SAMPLE
from tests.editor.server import Server


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work tree with the sample in `registry/`, and beside its records the schemas."""
    folder = tmp_path_factory.mktemp("editor") / "meridian-stack"
    shutil.copytree(SAMPLE, folder / "registry")
    (folder / "registry" / "schemas").mkdir()
    for path, data in schemas_of(load(SAMPLE).registry.community).items():
        (folder / "registry" / path).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def server(top: Path) -> Iterator[Server]:
    """The server, which knows that folder as its workspace."""
    started = Server(LANGUAGE_SERVER, top)
    yield started
    started.stop()
