"""Finding a saying in a question: gaps of a few words, marks compared when typed, one slip forgiven."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.apps.catalogue.finding.folding import Syllable

LONGEST_GAP = 4
# Sayings of at least this many syllables are recognised with one syllable mistyped.
FORGIVING = 3


def match(
    said: Sequence[Syllable | None], parts: Sequence[Syllable], start: int, *, marked: bool
) -> list[int] | None:
    """The places of a saying's syllables in the question from ``start``, or nothing."""
    lonely = len(said) == 1
    slips = 1 if len(said) >= FORGIVING and None not in said else 0
    places: list[int] = []
    place, reach = start, 0
    for want in said:
        if want is None:
            reach = LONGEST_GAP
            continue
        options = range(place, min(place + reach + 1, len(parts)))
        hit = next((at for at in options if same(want, parts[at], marked=marked, strict=lonely)), None)
        if hit is None:
            if not slips or not options or not is_slip(want.plain, parts[place].plain):
                return None
            hit, slips = place, 0
        places.append(hit)
        place, reach = hit + 1, 0
    return places


def same(want: Syllable, part: Syllable, *, marked: bool, strict: bool) -> bool:
    """Whether a syllable of the question is the one wanted. Alone (``strict``) it must carry the same marks."""
    if want.plain != part.plain:
        return False
    if not marked or want.marked == part.marked:
        return True
    # In a marked question a bare syllable may be a lapse; a differently marked one is another word.
    return not strict and not part.has_marks


def is_slip(want: str, typed: str) -> bool:
    """Whether two folded syllables differ by one slip of the keyboard (same first letter)."""
    if want[:1] != typed[:1] or abs(len(want) - len(typed)) > 1:
        return False
    if len(want) == len(typed):
        differ = [at for at, (a, b) in enumerate(zip(want, typed, strict=True)) if a != b]
        swapped = (
            len(differ) == 2 and want[differ[0]] == typed[differ[1]] and want[differ[1]] == typed[differ[0]]
        )
        return len(differ) <= 1 or swapped
    short, long = sorted((want, typed), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
