"""Small registries out of texts, so that a test shows its data beside what it expects."""

from __future__ import annotations

from collections.abc import Mapping

from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.load import assemble


def registry_from(texts: Mapping[str, str]) -> Registry:
    """A registry out of texts by `folder/id`, in which nothing is wrong."""
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items())
    assert [str(finding) for finding in loaded.findings] == []
    return loaded.registry
