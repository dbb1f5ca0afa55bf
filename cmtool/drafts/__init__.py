"""Registry to context: plain data for texts that a person edits and sends. cmtool sends nothing.

A draft is a module here with a template `templates/drafts/<name>.txt.j2`; the list of drafts is the folder, but for
modules that begin with `_`. A module has

- `SUBJECTS`: the folders that its record may be of; none for a draft about the whole community;
- `context(registry, ref, today)`: its data; `ref` is the full reference of the record, empty where there is none;
- `notes(context, text)`: what stands above the text, for the editor.

What else a module may have:

- `SINCE`: it tells what happened since a day; then `context(registry, ref, today, since=.., before=..)`, where `before`
  is the registry at the end of the day before `since`, None without a past, and `usual_since(registry, today)`, the day
  where nobody names one;
- `MAIL`: its lines are broken as in a mail.

What goes to somebody inside may name everybody; what leaves the community names who consented to `listing` alone. A
draft never invents: what the registry does not know is left out, or a bracket, and told in the notes. The agenda and
the minutes of a meeting have commands of their own.
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


def takes_since(name: str) -> bool:
    """The draft tells what happened since a day."""
    return getattr(module(name), "SINCE", False)


def is_mail(name: str) -> bool:
    """The lines of the draft are broken as in a mail."""
    return getattr(module(name), "MAIL", False)
