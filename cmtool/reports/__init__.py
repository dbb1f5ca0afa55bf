"""Registry to context: plain data for a template, only what the audience may see.

A report is a module here with `context(registry, today, *, private)` and a template `templates/reports/<name>.md.j2`;
the list of reports is the folder, but for modules that begin with `_`. One that compares itself with an earlier day has
`compared_with(today)` and takes `before`, the registry of that day.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

from cmtool.model.registry import Registry


def names() -> list[str]:
    """The reports there are, as `report` and their templates call them."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def compared_with(name: str, today: date) -> date | None:
    """The day whose registry a report wants to compare with today's; None if it looks at one day alone."""
    compared: Callable[[date], date] | None = getattr(_module(name), "compared_with", None)
    return compared(today) if compared else None


def context(
    name: str, registry: Registry, today: date, *, private: bool, before: Registry | None = None
) -> dict[str, Any]:
    """The plain data of a report; `before` is the registry on the day of `compared_with`, where there is one."""
    with_past = {"before": before} if before is not None else {}
    made: dict[str, Any] = _module(name).context(registry, today, private=private, **with_past)
    return made


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name.replace('-', '_')}")
