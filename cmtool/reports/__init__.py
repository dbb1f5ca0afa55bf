"""Registry to context: plain data for a template, only what the audience may see.

A report is a module here with `context(registry, today, *, private)` and a template `templates/reports/<name>.md.j2`;
the list of reports is the folder, but for modules that begin with `_`. What else a module may have:

- `compared_with(today)`: it compares itself with an earlier day, and takes `before`, the registry of that day;
- `OPTIONS`: names of options that it takes as well (`group`, `within`);
- `table(context)`: headers and rows, which make its CSV;
- `PRIVATE`: it is about persons, and given only to who asks with `--private`; a build leaves it out;
- `FORMS`: forms beside those that its template and table give;
- `notes(registry, **options)`: what it leaves out, for stderr.
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


def public_names() -> list[str]:
    """The reports that anybody may read."""
    return [name for name in names() if not is_private(name)]


def is_private(name: str) -> bool:
    """The report is for the people who run the community, and has no public form."""
    return getattr(_module(name), "PRIVATE", False)


def compared_with(name: str, today: date) -> date | None:
    """The day whose registry a report wants to compare with today's; None if it looks at one day alone."""
    compared: Callable[[date], date] | None = getattr(_module(name), "compared_with", None)
    return compared(today) if compared else None


def context(
    name: str, registry: Registry, today: date, *, private: bool, before: Registry | None = None, **options: Any
) -> dict[str, Any]:
    """The plain data of a report; `before` is the registry on the day of `compared_with`, where there is one."""
    with_past = {"before": before} if before is not None else {}
    made: dict[str, Any] = _module(name).context(registry, today, private=private, **with_past, **options)
    return made


def forms(name: str) -> tuple[str, ...]:
    """The forms that a report has."""
    module = _module(name)
    return ("md", "html", "json", *(["csv"] if hasattr(module, "table") else []), *getattr(module, "FORMS", ()))


def options(name: str) -> tuple[str, ...]:
    """The options that a report takes beside those that every report takes."""
    taken: tuple[str, ...] = getattr(_module(name), "OPTIONS", ())
    return taken


def notes(name: str, registry: Registry, **options: Any) -> list[str]:
    """What a report leaves out."""
    told: Callable[..., list[str]] | None = getattr(_module(name), "notes", None)
    return told(registry, **options) if told else []


def table(name: str, context: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """Headers and rows of a report that has `csv` among its forms."""
    made: tuple[list[str], list[list[Any]]] = _module(name).table(context)
    return made


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{name.replace('-', '_')}")
