"""Mending slips of the keyboard: a syllable that forms no known pair with its neighbours, but nearly does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from motcua.apps.catalogue.finding.folding import Syllable
from motcua.apps.catalogue.finding.pack import SearchPack

LETTERS = "abcdeghiklmnopqrstuvxy"
SHORTEST = 3


class Speller:
    """Knows the syllables and the neighbours of names and of people's words."""

    def __init__(self, phrases: Iterable[Sequence[Syllable]]) -> None:
        self._words: set[str] = set()
        self._pairs: dict[tuple[str, str], str] = {}
        self._marked: set[tuple[str, str]] = set()
        self._official: set[tuple[str, str]] = set()
        for phrase in phrases:
            self._words.update(part.plain for part in phrase)
            for left, right in pairwise(phrase):
                self._marked.add((left.marked, right.marked))
                self._pairs.setdefault((left.plain, right.plain), f"{left.marked} {right.marked}")

    @classmethod
    def of(cls, names: Sequence[Sequence[Syllable]], pack: SearchPack) -> Speller:
        """The speller of a catalogue and a pack."""
        said = [[part for part in saying.said if part] for saying in pack.sayings]
        speller = cls([*names, *said, *pack.stops])
        speller._official = {(a.plain, b.plain) for name in names for a, b in pairwise(name)}
        return speller

    def is_official(self, said: Sequence[Syllable | None]) -> bool:
        """Whether people's words are the catalogue's own: every pair of them stands in some name."""
        return len(said) > 1 and all(
            a and b and (a.plain, b.plain) in self._official for a, b in pairwise(said)
        )

    def mend(self, parts: Sequence[Syllable], *, marked: bool) -> list[Syllable]:
        """The syllables with likely slips replaced; a doubtful one is left alone."""
        mended = list(parts)
        for at, part in enumerate(parts):
            if (
                len(part.plain) >= SHORTEST
                and not part.plain.isdigit()
                and not self._fits(mended, at, marked=marked)
            ):
                mended[at] = self._better(mended, at) or part
        return mended

    def _fits(self, parts: Sequence[Syllable], at: int, *, marked: bool) -> bool:
        part = parts[at]
        around = [(parts[at - 1], part)] if at else []
        around += [(part, parts[at + 1])] if at + 1 < len(parts) else []
        if marked and part.has_marks:
            return any((left.marked, right.marked) in self._marked for left, right in around)
        return any((left.plain, right.plain) in self._pairs for left, right in around)

    def _better(self, parts: Sequence[Syllable], at: int) -> Syllable | None:
        before = parts[at - 1].plain if at else ""
        after = parts[at + 1].plain if at + 1 < len(parts) else ""
        best: tuple[int, Syllable] | None = None
        for word in sorted(_near(parts[at].plain)):
            if word in self._words:
                left, right = self._pairs.get((before, word)), self._pairs.get((word, after))
                sure = (left is not None) + (right is not None)
                if sure and (best is None or sure > best[0]):
                    shown = left.split()[1] if left else (right or "").split()[0]
                    best = (sure, Syllable(word, shown))
        known = parts[at].plain in self._words
        # A real syllable is only doubted when both neighbours speak for another one.
        return best[1] if best and (not known or best[0] == 2) else None


def _near(word: str) -> set[str]:
    """Every word one slip away: a letter missing, added, changed, or two swapped."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    near = {left + right[1:] for left, right in cuts if right}
    near |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    near |= {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    near |= {left + letter + right for left, right in cuts for letter in LETTERS}
    return near - {word}
