"""`did you mean`: the known word nearest to an unknown one, by a deletion index (no comparison with every word)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

_FEW = 1000
"""Up to so many words, two letters may be wrong in any way; beyond, the index would cost more than it helps."""
_LONGEST = 64


class Suggestions:
    """Words, indexed by what remains when a letter is missing; built at the first question."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words
        self._index: defaultdict[str, list[str]] | None = None
        self._depth = 1

    def nearest(self, word: str) -> str | None:
        """The nearest word within two typing errors (one for short words), or None."""
        index = self._index or self._built()
        asked = word[:_LONGEST].casefold()
        limit = 2 if len(asked) > 4 else 1
        near: set[str] = set()
        for form in _deletions(asked, self._depth):
            near.update(index.get(form, ()))
        ranked = sorted((distance(asked, known.casefold(), limit), known) for known in near)
        return ranked[0][1] if ranked and ranked[0][0] <= limit else None

    def _built(self) -> defaultdict[str, list[str]]:
        words = list(self._words)
        self._depth = 2 if len(words) <= _FEW else 1
        index: defaultdict[str, list[str]] = defaultdict(list)
        for known in words:
            for form in _deletions(known.casefold(), self._depth):
                index[form].append(known)
        self._index = index
        return index


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The nearest of a few words."""
    return _few(tuple(words)).nearest(word)


@lru_cache(maxsize=256)
def _few(words: tuple[str, ...]) -> Suggestions:
    """The same few words are asked for in file after file: the fields of a kind, a vocabulary."""
    return Suggestions(words)


def did_you_mean(found: str | None) -> str:
    """The end of a message that names an unknown word."""
    return f"; did you mean '{found}'?" if found else ""


def _deletions(word: str, depth: int) -> set[str]:
    """The word, and what remains of it without one letter (or two, with `depth` 2)."""
    forms = {word}
    for _ in range(depth):
        forms |= {form[:i] + form[i + 1 :] for form in forms for i in range(len(form))}
    return forms


def distance(one: str, other: str, limit: int) -> int:
    """Typing errors between two words (Damerau-Levenshtein, a swap counts one); `limit + 1` if there are more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    one, other = _apart(one, other)
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, known in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != known))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == known:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return min(last[-1], limit + 1)


def _apart(one: str, other: str) -> tuple[str, str]:
    """What is left of two words without their common start and end; most typing errors leave a letter or two."""
    shorter = min(len(one), len(other))
    start = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    end = next((i for i in range(shorter - start) if one[-1 - i] != other[-1 - i]), shorter - start)
    return one[start : len(one) - end], other[start : len(other) - end]
