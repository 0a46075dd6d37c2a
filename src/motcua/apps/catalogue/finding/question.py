"""Understanding a question: stop phrases dropped, people's words turned into the catalogue's, terms weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from motcua.apps.catalogue.finding.folding import Syllable, bigrams, syllables
from motcua.apps.catalogue.finding.index import MARK
from motcua.apps.catalogue.finding.pack import Saying, SearchPack

LONGEST_GAP = 4
LONGEST_QUESTION = 120
MARKED_SHARE = 0.25
REPLACED = 0.25
DOUBTFUL_STOP = 0.3
SAID_PLAIN, SAID_MARKED, SAID_PAIR = 0.35, 0.65, 0.9
MEANT, MEANT_AGAIN = 0.9, 0.7


@dataclass(slots=True)
class Question:
    """A question understood: weighed terms of the index, its folded text (and the marked one, when marks were typed), and the sayings recognised in it."""

    plain: str
    marked: str | None
    terms: dict[str, float] = field(default_factory=dict)
    sayings: list[Saying] = field(default_factory=list)

    def want(self, term: str, weight: float) -> None:
        """Ask for a term with at least this weight."""
        if weight > self.terms.get(term, 0.0):
            self.terms[term] = weight


class Reader:
    """Reads questions with one search pack; built once, used for every question."""

    def __init__(self, pack: SearchPack) -> None:
        self._sayings: dict[str, list[Saying]] = defaultdict(list)
        for saying in pack.sayings:
            if saying.said and saying.said[0] is not None:
                self._sayings[saying.said[0].plain].append(saying)
        self._stops: dict[str, list[tuple[Syllable, ...]]] = defaultdict(list)
        for stop in pack.stops:
            self._stops[stop[0].plain].append(stop)

    def read(self, text: str) -> Question:
        """Understand one question."""
        parts = syllables(text)[:LONGEST_QUESTION]
        marked = is_marked(parts)
        plain = [part.plain for part in parts]
        question = Question(plain=" ".join(plain), marked=" ".join(p.marked for p in parts) if marked else None)
        weights = self._without_stops(parts, marked=marked)
        for saying, places in self._recognised(parts, weights, marked=marked):
            question.sayings.append(saying)
            for place in places if saying.replaces else ():
                weights[place] = min(weights[place], REPLACED)
        _want_said(question, parts, weights, marked=marked)
        for saying in question.sayings:
            _want_meant(question, saying, marked=marked)
        return question

    def _without_stops(self, parts: Sequence[Syllable], *, marked: bool) -> list[float]:
        weights = [1.0] * len(parts)
        for place, part in enumerate(parts):
            for stop in self._stops.get(part.plain, ()):
                if match(stop, parts, place, marked=marked):
                    # One bare syllable is ambiguous: "can" is "cần" (need) or "căn" (of "căn cước").
                    left = DOUBTFUL_STOP if len(stop) == 1 and not marked else 0.0
                    weights[place : place + len(stop)] = [min(left, weights[place])] * len(stop)
        return weights

    def _recognised(
        self, parts: Sequence[Syllable], weights: list[float], *, marked: bool
    ) -> list[tuple[Saying, list[int]]]:
        found = []
        for start, part in enumerate(parts):
            for saying in self._sayings.get(part.plain, ()):
                places = match(saying.said, parts, start, marked=marked)
                if places and any(weights[place] for place in places):
                    found.append((saying, places))
        found.sort(key=lambda pair: -len(pair[1]))
        kept: list[tuple[Saying, list[int]]] = []
        for saying, places in found:
            if not any(set(places) < set(other) for _, other in kept):
                kept.append((saying, places))
        return kept


def is_marked(parts: Sequence[Syllable]) -> bool:
    """Whether the writer types marks: ordinary Vietnamese text has them on most syllables."""
    return sum(part.has_marks for part in parts) > MARKED_SHARE * len(parts)


def match(
    said: Sequence[Syllable | None], parts: Sequence[Syllable], start: int, *, marked: bool
) -> list[int] | None:
    """The places of a saying's syllables in the question from ``start``, or nothing. A gap is at most four long."""
    exact = marked and sum(1 for part in said if part) == 1
    places: list[int] = []
    place, reach = start, 0
    for want in said:
        if want is None:
            reach = LONGEST_GAP
            continue
        options = range(place, min(place + reach + 1, len(parts)))
        hit = next((at for at in options if _same(want, parts[at], exact=exact, marked=marked)), None)
        if hit is None:
            return None
        places.append(hit)
        place, reach = hit + 1, 0
    return places


def _same(want: Syllable, part: Syllable, *, exact: bool, marked: bool) -> bool:
    if want.plain != part.plain:
        return False
    if not marked or want.marked == part.marked:
        return True
    # In a marked question a bare syllable may be a lapse; a differently marked one is another word.
    return not exact and not part.has_marks


def _want_said(question: Question, parts: Sequence[Syllable], weights: list[float], *, marked: bool) -> None:
    for place, part in enumerate(parts):
        weight = weights[place]
        if weight:
            question.want(part.plain, weight * (SAID_PLAIN if marked and part.has_marks else 1.0))
            if marked and part.has_marks:
                question.want(MARK + part.marked, weight * SAID_MARKED)
        if place and weight and weights[place - 1]:
            pair = f"{parts[place - 1].plain} {part.plain}"
            question.want(pair, (weight + weights[place - 1]) / 2 * SAID_PAIR)


def _want_meant(question: Question, saying: Saying, *, marked: bool) -> None:
    for rank, phrase in enumerate(saying.means):
        strength = MEANT_AGAIN if rank else MEANT
        parts = syllables(phrase)
        for part in parts:
            question.want(part.plain, strength * (SAID_PLAIN if marked else 1.0))
            if marked:
                question.want(MARK + part.marked, strength * SAID_MARKED)
        for pair in bigrams([part.plain for part in parts]):
            question.want(pair, strength * SAID_PAIR)
