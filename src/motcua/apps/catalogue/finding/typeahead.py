"""The counter's type-ahead box: codes, first letters of words without marks, initials."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest

from motcua.apps.catalogue.finding.folding import Syllable, syllables
from motcua.apps.catalogue.finding.hits import Hit

SHORTEST_INITIALS = 3
STARTS_WITH, WHOLE_WORD, SHORTER = 0.5, 0.3, 0.6
LAST = "\U0010ffff"


class TypeAhead:
    """Prefix search over codes and names; every typed word must begin some word of the name."""

    def __init__(
        self, codes: Sequence[str], names: Sequence[Sequence[Syllable]], ordinary: Sequence[float]
    ) -> None:
        self._codes, self._ordinary = codes, ordinary
        self._names = [_spoken(name) for name in names]
        docs: dict[str, array[int]] = defaultdict(lambda: array("H"))
        for at, name in enumerate(self._names):
            for word in set(name):
                docs[word].append(at)
        self._words = sorted(docs)
        self._docs = dict(docs)
        self._texts = [f" {' '.join(name)}" for name in self._names]
        self._initials = ["".join(word[0] for word in name) for name in self._names]

    def lookup(self, text: str, limit: int) -> list[Hit]:
        """The best matches, or nothing when no name has all the words."""
        digits = text.strip()
        if digits and all(char.isdigit() or char == "." for char in digits):
            return self._by_code(digits, limit)
        typed = [part.plain for part in syllables(text)]
        if not typed:
            return []
        scored = self._by_words(typed)
        if len(typed) == 1 and len(typed[0]) >= SHORTEST_INITIALS and not scored:
            scored = self._by_initials(typed[0])
        best = nlargest(limit, scored.items(), key=lambda pair: (pair[1], -pair[0]))
        return [Hit(self._codes[at], round(score, 4)) for at, score in best]

    def _by_code(self, digits: str, limit: int) -> list[Hit]:
        found = []
        for code, ordinary in zip(self._codes, self._ordinary, strict=True):
            if code == digits:
                found.append(Hit(code, 5.0))
            elif code.startswith(digits) or code.partition(".")[2].startswith(digits):
                found.append(Hit(code, 2.0 + ordinary))
            elif len(digits) >= SHORTEST_INITIALS and digits in code:
                found.append(Hit(code, 1.0 + ordinary))
        return nlargest(limit, found, key=lambda hit: hit.score)

    def _by_words(self, typed: list[str]) -> dict[int, float]:
        found: set[int] | None = None
        for word in sorted(typed, key=len, reverse=True):
            docs = self._starting(word)
            found = docs if found is None else found & docs
            if not found:
                return {}
        return {at: self._score(at, typed) for at in found or ()}

    def _starting(self, prefix: str) -> set[int]:
        first, last = bisect_left(self._words, prefix), bisect_left(self._words, prefix + LAST)
        docs: set[int] = set()
        for word in self._words[first:last]:
            docs.update(self._docs[word])
        return docs

    def _score(self, at: int, typed: list[str]) -> float:
        name, text = self._names[at], self._texts[at]
        whole = sum(1 for word in typed if word in name) / len(typed)
        spoken = " " + " ".join(typed)
        begins, together = text.startswith(spoken), spoken in text
        return (
            self._ordinary[at]
            + WHOLE_WORD * whole
            + STARTS_WITH * begins
            + STARTS_WITH * together
            + SHORTER * min(1.0, len(typed) / len(name))
        )

    def _by_initials(self, letters: str) -> dict[int, float]:
        return {
            at: self._ordinary[at] + SHORTER * len(letters) / len(initials)
            for at, initials in enumerate(self._initials)
            if initials.startswith(letters)
        }


def _spoken(name: Sequence[Syllable]) -> list[str]:
    """The words of a name without the leading "Thủ tục"."""
    plain = [part.plain for part in name]
    return plain[2:] if plain[:2] == ["thu", "tuc"] and len(plain) > 2 else plain or [""]
