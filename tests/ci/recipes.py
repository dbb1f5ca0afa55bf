"""The recipes as `init` writes them into a community's repository."""

from __future__ import annotations

from cmtool.starter.origin import Origin
from cmtool.starter.parts import Setting, parts

SOMEONE = Origin("https://github.com/someone/cmtool", "0123456789abcdef0123456789abcdef01234567")


def recipes(origin: Origin = SOMEONE, registry: str = "registry") -> dict[str, str]:
    """Every file around a registry, by its path from the top."""
    setting = Setting(
        title="Meridian Stack", region="europe", prefix=f"{registry}/", schemas={}, origin=origin, version="0.1.0"
    )
    found = {path: data.decode() for part in parts(setting).values() for path, data in part.files.items()}
    assert not [path for path, text in found.items() if "@@" in text]
    return found
