"""What the wheel carries besides the package: the templates and the sample community.

An editable install gets none of it: hatchling would copy the files into site-packages, where they go stale with the
next edit. There `cmtool.store.packaged` finds the originals beside the package.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = {"templates": "cmtool/templates", "registry": "cmtool/sample"}


class Carry(BuildHookInterface[Any]):
    """Puts the carried folders into a wheel that is not editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each build; `version` is `standard` or `editable`."""
        if version != "editable":
            build_data["force_include"].update(CARRIED)
