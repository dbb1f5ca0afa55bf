"""Where the folders that come with cmtool lie: beside the package in a checkout, inside the package once installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def templates_folder(package: Path = _PACKAGE) -> Path:
    """The templates of reports, agendas, drafts and pages."""
    return _carried(package, "templates", "templates")


def sample_folder(package: Path = _PACKAGE) -> Path:
    """The registry of the sample community."""
    return _carried(package, "registry", "sample")


def demo_folder(package: Path = _PACKAGE) -> Path:
    """The sample community's overlay, its history and the pages of its repositories."""
    return package / "demo"


def _carried(package: Path, beside: str, inside: str) -> Path:
    # site-packages may well hold a folder `templates` of somebody else; only a checkout holds our pyproject.toml
    if (package.parent / "pyproject.toml").is_file():
        return package.parent / beside
    return package / inside
