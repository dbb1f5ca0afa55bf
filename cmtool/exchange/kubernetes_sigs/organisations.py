"""Companies of the file as organisations."""

from __future__ import annotations

from typing import Any

from cmtool.exchange.kubernetes_sigs.ids import Ids

_NO_COMPANY = ("independent",)
"""What people write who work in their own name: an organisation of kind `other`, so that counts can tell it apart."""


class Organisations:
    """The organisations met so far, by name."""

    def __init__(self, notices: list[str]) -> None:
        self._ids = Ids("organisation", notices)
        self._found: dict[str, str] = {}

    def id_of(self, name: str) -> str:
        """The id of an organisation; names that differ, if only by `GmbH`, are different organisations."""
        name = name.removeprefix("@").strip() or name
        if name not in self._found:
            self._found[name] = self._ids.take(name)
        return self._found[name]

    def records(self) -> dict[str, dict[str, Any]]:
        """The organisations of `community.yaml`, by id in alphabetical order."""
        named = sorted((id, name) for name, id in self._found.items())
        return {
            id: {"name": name, "kind": "other" if name.casefold() in _NO_COMPANY else "company"} for id, name in named
        }
