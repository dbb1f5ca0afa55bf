"""Mail addresses and phone numbers taken out of values: what should never have been written is not printed again."""

from __future__ import annotations

from typing import Any

from cmtool.model.addresses import addresses
from cmtool.model.plain import Plain

ADDRESS = "(an address)"


def redacted(value: Any) -> Any:
    """A value of any depth whose texts hold no address; keys too."""
    if isinstance(value, dict):
        return {redacted(key): redacted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [redacted(item) for item in value]
    text = value.text if isinstance(value, Plain) else value
    return ADDRESS if isinstance(text, str) and next(addresses(text), None) is not None else value
