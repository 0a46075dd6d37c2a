"""Understanding a question: stop phrases dropped, people's words turned into the catalogue's, terms weighed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from motcua.apps.catalogue.finding.clauses import Heard, hear
from motcua.apps.catalogue.finding.folding import Syllable, bigrams, syllables
from motcua.apps.catalogue.finding.index import MARK
from motcua.apps.catalogue.finding.matching import match
from motcua.apps.catalogue.finding.pack import Saying, SearchPack
from motcua.apps.catalogue.finding.spelling import Speller

REPLACED, DOUBTFUL_STOP = 0.4, 0.3
SAID_PLAIN, SAID_MARKED, SAID_PAIR = 0.35, 0.65, 0.9
MEANT, MEANT_AGAIN, OVERLAPPING, OFFICIAL = 0.9, 0.7, 0.6, 0.7
# Below this weight a word was a stop word or was replaced: it is not something the name should answer.
TOLD = 0.5


@dataclass(slots=True)
class Question:
    """A question understood: weighed terms of the index, what was said in so many words, the sayings recognised.

    ``terms`` are all terms wanted, ``own`` those in the asker's own words, ``said`` the telling ones among these.
    ``plain`` is the folded text and ``marked`` the one with marks, when marks were typed.
    """

    plain: str
    marked: str | None
    terms: dict[str, float] = field(default_factory=dict)
    own: dict[str, float] = field(default_factory=dict)
    said: dict[str, float] = field(default_factory=dict)
    sayings: list[Saying] = field(default_factory=list)

    def want(self, term: str, weight: float) -> None:
        """Ask for a term with at least this weight."""
        if weight > self.terms.get(term, 0.0):
            self.terms[term] = weight


class Reader:
    """Reads questions with one search pack; built once, used for every question."""

    def __init__(self, pack: SearchPack, speller: Speller) -> None:
        self._speller = speller
        self._sayings: dict[str, list[Saying]] = defaultdict(list)
        for saying in pack.sayings:
            if saying.said and saying.said[0] is not None:
                self._sayings[saying.said[0].plain].append(saying)
        self._stops: dict[str, list[tuple[Syllable, ...]]] = defaultdict(list)
        for stop in pack.stops:
            self._stops[stop[0].plain].append(stop)

    def read(self, text: str) -> Question:
        """Understand one question."""
        heard = hear(text, self._speller)
        question = Question(plain=heard.plain(), marked=heard.with_marks() if heard.marked else None)
        weights = self._without_stops(heard)
        recognised = self._recognised(heard, weights)
        strengths = self._strengths(recognised, weights)
        for saying, places in recognised:
            question.sayings.append(saying)
            if saying.replaces and not self._speller.is_official(saying.said):
                for place in places:
                    weights[place] = min(weights[place], REPLACED)
        _want_said(question, heard, weights)
        question.own = dict(question.terms)
        for saying, strength in zip(question.sayings, strengths, strict=True):
            _want_meant(question, saying, strength, marked=heard.marked)
        return question

    def _strengths(self, recognised: list[tuple[Saying, list[int]]], weights: list[float]) -> list[float]:
        """How far each saying is believed: less when a longer one has its words, or when the catalogue's own words
        were used and something else was said too ("khóa căn cước điện tử" is not about getting one)."""
        told = {at for at, weight in enumerate(weights) if weight >= TOLD}
        covered = {at for _, places in recognised for at in places}
        taken: set[int] = set()
        strengths = []
        for saying, places in recognised:
            strength = OVERLAPPING if taken & set(places) else 1.0
            if told - covered and self._speller.is_official(saying.said):
                strength = min(strength, OFFICIAL)
            strengths.append(strength)
            taken |= set(places)
        return strengths

    def _without_stops(self, heard: Heard) -> list[float]:
        weights = [0.0 if at in heard.denied else 1.0 for at in range(len(heard.parts))]
        for place, part in enumerate(heard.parts):
            for stop in self._stops.get(part.plain, ()):
                if match(stop, heard.parts, place, marked=heard.marked):
                    # One bare syllable is ambiguous: "can" is "cần" (need) or "căn" (of "căn cước").
                    left = DOUBTFUL_STOP if len(stop) == 1 and not heard.marked else 0.0
                    weights[place : place + len(stop)] = [min(left, weights[place])] * len(stop)
        return weights

    def _recognised(self, heard: Heard, weights: list[float]) -> list[tuple[Saying, list[int]]]:
        found = []
        for start, part in enumerate(heard.parts):
            for saying in self._sayings.get(part.plain, ()):
                places = match(saying.said, heard.parts, start, marked=heard.marked)
                if places and _tells(places, weights) and not heard.denied & set(places):
                    found.append((saying, places))
        # The longest say most; of two as long, the one with a gap joins two thoughts and says more.
        found.sort(key=lambda pair: (-len(pair[1]), None not in pair[0].said))
        kept: list[tuple[Saying, list[int]]] = []
        for saying, places in found:
            if not any(set(places) < set(other) for _, other in kept):
                kept.append((saying, places))
        return kept


def _tells(places: list[int], weights: list[float]) -> bool:
    """Whether a recognised saying is more than stop words; a single syllable must not be doubtful ("hoi")."""
    return max(weights[place] for place in places) >= (TOLD if len(places) == 1 else DOUBTFUL_STOP)


def _want_said(question: Question, heard: Heard, weights: list[float]) -> None:
    parts = heard.parts
    for place, part in enumerate(parts):
        weight = weights[place]
        with_marks = heard.marked and part.has_marks
        if weight:
            question.want(part.plain, weight * (SAID_PLAIN if with_marks else 1.0))
            if with_marks:
                question.want(MARK + part.marked, weight * SAID_MARKED)
        if weight >= TOLD:
            question.said[MARK + part.marked if with_marks else part.plain] = weight
        if place and weight and weights[place - 1]:
            pair = f"{parts[place - 1].plain} {part.plain}"
            question.want(pair, (weight + weights[place - 1]) / 2 * SAID_PAIR)
            if min(weight, weights[place - 1]) >= TOLD:
                question.said[pair] = SAID_PAIR


def _want_meant(question: Question, saying: Saying, strength: float, *, marked: bool) -> None:
    for rank, phrase in enumerate(saying.means):
        weight = strength * (MEANT_AGAIN if rank else MEANT)
        parts = syllables(phrase)
        for part in parts:
            with_marks = marked and part.has_marks
            question.want(part.plain, weight * (SAID_PLAIN if with_marks else 1.0))
            if with_marks:
                question.want(MARK + part.marked, weight * SAID_MARKED)
        for pair in bigrams([part.plain for part in parts]):
            question.want(pair, weight * SAID_PAIR)
