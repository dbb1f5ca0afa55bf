"""Registry to context: plain data for a template, only what the audience may see.

A report is a module here with `context(registry, today, *, private)` and a template `templates/reports/<name>.md.j2`;
the list of reports is the folder, but for modules that begin with `_`.
"""

from __future__ import annotations

import pkgutil
from datetime import date
from importlib import import_module
from typing import Any

from cmtool.model.registry import Registry


def names() -> list[str]:
    """The reports there are, as `report` and their templates call them."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def context(name: str, registry: Registry, today: date, *, private: bool) -> dict[str, Any]:
    """The plain data of a report."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    made: dict[str, Any] = module.context(registry, today, private=private)
    return made
