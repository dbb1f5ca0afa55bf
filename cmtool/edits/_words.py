"""Words of the user as messages repeat them: cut, and never an address."""

from __future__ import annotations

from cmtool.model.addresses import addresses, named

_LONG = 60


def cut(key: str) -> str:
    """A word in quotes, cut where it is long; or that it holds an address."""
    return named(key) if len(key) <= _LONG or holds_address(key) else f"'{key[: _LONG - 3]}...'"


def holds_address(key: str) -> bool:
    """A mail address or a phone number stands in the word."""
    return next(addresses(key), None) is not None
