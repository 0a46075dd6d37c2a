"""The inverted index: for each term, the procedures it occurs in and how much it tells about each (BM25F).

Terms are plain syllables ("dang"), marked syllables ("=đăng", used when the question has marks) and plain pairs
("dang ki"). What one term is worth for one procedure is worked out once, at build time, and kept in one byte.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.apps.catalogue.finding.folding import Syllable, bigrams, syllables
from motcua.apps.catalogue.finding.records import Record, text_of

# Weight of a place, whether it is short (and may bring new pairs), how long texts are discounted (BM25F's b),
# syllables read: the first steps and papers tell what a procedure is about, the rest is the same in all of them.
# The order matters: long texts count only the pairs that names, keywords, results and fields have brought.
PLACES: dict[str, tuple[float, bool, float, int]] = {
    "name": (3.0, True, 0.4, 400),
    "keywords": (1.5, True, 0.4, 100),
    "results": (1.0, True, 0.5, 100),
    "field": (0.8, True, 0.3, 40),
    "papers": (0.35, False, 0.6, 120),
    "steps": (0.25, False, 0.6, 100),
    "conditions": (0.25, False, 0.6, 50),
}
LONGEST_SYLLABLE = 8
SATURATION = 1.2
STEP = 1 / 8
MARK = "="


@dataclass(slots=True)
class Postings:
    """Terms with the procedures (positions) and impacts (in units of ``STEP``) of each."""

    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    docs: array[int] = field(default_factory=lambda: array("H"))
    impacts: array[int] = field(default_factory=lambda: array("B"))

    def __contains__(self, term: str) -> bool:
        return term in self.starts

    def count(self, term: str) -> int:
        """In how many procedures the term occurs."""
        return self.ends[term] - self.starts[term] if term in self.starts else 0

    def add(self, term: str, docs: Iterable[int], impacts: Iterable[int]) -> None:
        """Append one term with its procedures and the impact on each; a term is added once."""
        self.starts[term] = len(self.docs)
        self.docs.extend(docs)
        self.impacts.extend(impacts)
        self.ends[term] = len(self.docs)


def build_postings(records: Sequence[Record]) -> Postings:
    """Index every record. One pass counts, a second weighs: the weights need the average lengths."""
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    for place, (weight, short, discount, longest) in PLACES.items():
        texts = [_beginning(record, place, longest) for record in records]
        average = max(1.0, sum(map(len, texts)) / max(1, sum(1 for text in texts if text)))
        for doc, text in enumerate(texts):
            if text:
                share = weight / (1 - discount + discount * len(text) / average)
                _count(weights, doc, text, share, short=short)
    return _weigh(weights, len(records))


def _beginning(record: Record, place: str, longest: int) -> list[Syllable]:
    text: Any = record.get(place)
    return syllables(text_of(text)[: longest * LONGEST_SYLLABLE])[:longest]


def _count(
    weights: dict[str, dict[int, float]], doc: int, text: list[Syllable], share: float, *, short: bool
) -> None:
    plain = [part.plain for part in text]
    terms = plain + [MARK + part.marked for part in text if part.has_marks]
    terms += bigrams(plain) if short else [pair for pair in bigrams(plain) if pair in weights]
    for term, times in Counter(terms).items():
        row = weights[term]
        row[doc] = row.get(doc, 0.0) + share * times


def _weigh(weights: dict[str, dict[int, float]], total: int) -> Postings:
    postings = Postings()
    for term, row in weights.items():
        scaled = idf(len(row), total) / STEP * (SATURATION + 1)
        postings.add(term, row, [min(255, int(scaled * w / (SATURATION + w) + 0.5)) for w in row.values()])
    return postings


def idf(count: int, total: int) -> float:
    """How rare a term is (the "+1" form, never negative)."""
    return math.log(1 + (total - count + 0.5) / (count + 0.5))
