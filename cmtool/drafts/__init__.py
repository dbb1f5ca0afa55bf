"""Registry to context: plain data for texts that a person edits and sends. Drafts name everybody and publish nothing.

A draft is a module here with `SUBJECT` (the folder of its records), `context(registry, id, today)` and
`notes(context, text)`, and a template `templates/drafts/<name>.txt.j2`; the list of drafts is the folder, but for
modules that begin with `_`. The agenda and the minutes of a meeting have commands of their own.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

_OWN_COMMAND = ("agenda", "minutes")


def names() -> list[str]:
    """The drafts there are, as `draft` and their templates call them."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_") and name not in _OWN_COMMAND)


def module(name: str) -> ModuleType:
    """The module of a draft."""
    return import_module(f"{__name__}.{name.replace('-', '_')}")
