"""`did you mean`: the known word nearest to an unknown one, by a deletion index (no comparison with every word)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Suggestions:
    """Words, indexed by what remains when a letter is missing; built at the first question."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words
        self._index: defaultdict[str, list[str]] | None = None

    def nearest(self, word: str) -> str | None:
        """The nearest word within two typing errors (one for short words), or None."""
        if self._index is None:
            self._index = defaultdict(list)
            for known in self._words:
                for form in _deletions(known.casefold()):
                    self._index[form].append(known)
        asked = word.casefold()
        limit = 2 if len(asked) > 4 else 1
        near: set[str] = set()
        for form in _deletions(asked):
            near.update(self._index.get(form, ()))
        ranked = sorted((distance(asked, known.casefold(), limit), known) for known in near)
        return ranked[0][1] if ranked and ranked[0][0] <= limit else None


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The nearest of a few words."""
    return Suggestions(words).nearest(word)


def did_you_mean(found: str | None) -> str:
    """The end of a message that names an unknown word."""
    return f"; did you mean '{found}'?" if found else ""


def _deletions(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def distance(one: str, other: str, limit: int) -> int:
    """Typing errors between two words (Damerau-Levenshtein, adjacent swaps count one); `limit + 1` if there are more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
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
