"""Numbers as reports tell them."""

from __future__ import annotations


def rounded(share: float | None, digits: int = 4) -> float | None:
    """A share with few digits; None where there is nothing to divide."""
    return None if share is None else round(share, digits)


def whole(number: float | None) -> float | None:
    """A median without its `.0`; halves stay."""
    return int(number) if number is not None and number == int(number) else number
