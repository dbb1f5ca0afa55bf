"""Mail addresses and phone numbers taken out of values: what should never have been written is not printed again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from cmtool.model.addresses import addresses
from cmtool.model.community import Community
from cmtool.model.plain import Plain
from cmtool.model.record import Part
from cmtool.model.values import Values

_CONTACT = ("contact", "address")
"""The one address of a community that everybody may read."""
_OWN_FILE = re.compile(r"members/([a-z0-9-]+)(?=\.yaml|$)", re.ASCII)
"""A path rule of `community.yaml: review` that is about one person's file."""
ADDRESS = "(an address)"


def redacted(value: Any) -> Any:
    """A value of any depth whose texts hold no address; keys too."""
    if isinstance(value, dict):
        return {redacted(key): redacted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [redacted(item) for item in value]
    text = value.text if isinstance(value, Plain) else value
    return ADDRESS if isinstance(text, str) and next(addresses(text), None) is not None else value


def redacted_at(model: type[Part] | None, path: tuple[str, ...], value: Any) -> Any:
    """The value at a path of a record without addresses, but the shared contact's."""
    if model is not Community or path[:1] != _CONTACT[: len(path[:1])]:
        return redacted(value)
    if path == _CONTACT or value is None:
        return value
    if not isinstance(value, dict):
        return redacted(value)
    return {redacted(name): redacted_at(model, (*path, name), item) for name, item in value.items()}


def redacted_record(model: type[Part] | None, values: Values) -> Values:
    """The values of a record without addresses, but the shared contact's."""
    found: Values = redacted_at(model, (), values)
    return found


def unnamed(value: Any, shown: Callable[[str], str]) -> Any:
    """A value of any depth in which the paths of members' files bear the ids as they are shown."""
    if isinstance(value, dict):
        return {name: unnamed(item, shown) for name, item in value.items()}
    if isinstance(value, list):
        return [unnamed(item, shown) for item in value]
    return _OWN_FILE.sub(lambda found: f"members/{shown(found[1])}", value) if isinstance(value, str) else value
