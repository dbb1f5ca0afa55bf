"""Words of the community's vocabularies as users type them."""

from __future__ import annotations

from typing import Literal

from cmtool.errors import CmtoolError
from cmtool.model.registry import Registry
from cmtool.suggestion import did_you_mean, nearest


def known(registry: Registry, vocabulary: Literal["regions", "organisations"], word: str) -> str:
    """The word, if the vocabulary has it."""
    words = list(getattr(registry.community, vocabulary)) if registry.community else []
    if word in words:
        return word
    raise CmtoolError(
        f"'{word}' is not one of the {vocabulary}{did_you_mean(nearest(word, words))}; known: {', '.join(words)}"
    )
