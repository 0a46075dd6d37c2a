"""The finder: build it from records, ask it, keep it as bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from heapq import nlargest

from motcua.apps.catalogue.finding.hits import Hit
from motcua.apps.catalogue.finding.index import STEP, Postings, build_postings
from motcua.apps.catalogue.finding.pack import SearchPack
from motcua.apps.catalogue.finding.question import Question, Reader
from motcua.apps.catalogue.finding.ranking import Card, NameFit, Weights, card_of, unasked
from motcua.apps.catalogue.finding.records import Record
from motcua.apps.catalogue.finding.storing import pack_bytes, unpack_bytes
from motcua.apps.catalogue.finding.typeahead import TypeAhead

CODE = re.compile(r"\b\d\.\d{6,9}\b")
CANDIDATES = 150
# A term in more than this share of the catalogue tells nothing and costs most of the time.
COMMON = 0.4
MOST_TERMS = 60


class Finder:
    """Finds procedures by question (``search``) or while typing (``lookup``). Safe to share between threads."""

    def __init__(self, cards: Sequence[Card], postings: Postings, pack: SearchPack, weights: Weights) -> None:
        self._cards, self._postings, self._pack, self._weights = list(cards), postings, pack, weights
        self._reader = Reader(pack)
        self._fit = NameFit(self._cards, postings, weights.tail)
        self._typeahead = TypeAhead(self._cards)

    @classmethod
    def build(
        cls, records: Iterable[Record], pack: SearchPack | None = None, weights: Weights | None = None
    ) -> Finder:
        """Index records (about 3 s for the whole national catalogue). Without ``pack``: the shipped one."""
        pack, weights = pack or SearchPack.read(), weights or Weights()
        known = list(records)
        return cls([card_of(r, pack, weights) for r in known], build_postings(known), pack, weights)

    def __len__(self) -> int:
        return len(self._cards)

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        """The procedures a question is about, best first. A procedure code in the question comes first."""
        codes = set(CODE.findall(question))
        read = self._reader.read(question)
        scored = self._ranked(read)
        if codes:
            scored = {at: scored.get(at, 0.0) + 10 for at in self._with_codes(codes)} | {
                at: score for at, score in scored.items() if self._cards[at].code not in codes
            }
        best = nlargest(limit, scored.items(), key=lambda pair: (pair[1], -pair[0]))
        why = tuple(f"“{saying.text}” → {saying.means[0]}" for saying in read.sayings)
        return [Hit(self._cards[at].code, round(score, 4), why) for at, score in best]

    def lookup(self, text: str, limit: int = 10) -> list[Hit]:
        """Type-ahead: a whole or partial code, the first letters of words, marks or none, initials ("dkks")."""
        hits = self._typeahead.lookup(text, limit)
        return hits or self.search(text, limit)

    def dump(self) -> bytes:
        """The finder as bytes, for ``Finder.load``."""
        head = {
            "cards": [[c.code, c.name, c.prior, c.qualifiers] for c in self._cards],
            "pack": self._pack.as_json(),
            "weights": asdict(self._weights),
        }
        return pack_bytes(head, self._postings)

    @classmethod
    def load(cls, data: bytes) -> Finder:
        """Read a dumped finder. Raises ``FinderDumpError`` when the bytes are not one of this version."""
        head, postings = unpack_bytes(data)
        cards = [Card(code, name, prior, tuple(special)) for code, name, prior, special in head["cards"]]
        return cls(cards, postings, SearchPack.of_sources(head["pack"]), Weights(**head["weights"]))

    def _with_codes(self, codes: set[str]) -> list[int]:
        return [at for at, card in enumerate(self._cards) if card.code in codes]

    def _ranked(self, question: Question) -> dict[int, float]:
        candidates = self._candidates(question)
        best = max((score for _, score in candidates), default=0.0)
        weights, cards = self._weights, self._cards
        return {
            at: weights.text * score / best
            + weights.name * self._fit.of(at, question)
            + cards[at].prior
            - weights.qualifier * unasked(cards[at], question, self._pack.qualifiers)
            for at, score in candidates
        }

    def _candidates(self, question: Question) -> list[tuple[int, float]]:
        scores = [0.0] * len(self._cards)
        postings = self._postings
        for term in self._telling(question):
            weight = question.terms[term] * STEP
            start, end = postings.starts[term], postings.ends[term]
            for doc, impact in zip(postings.docs[start:end], postings.impacts[start:end], strict=True):
                scores[doc] += weight * impact
        found = [(at, score) for at, score in enumerate(scores) if score > 0]
        return nlargest(CANDIDATES, found, key=lambda pair: pair[1])

    def _telling(self, question: Question) -> list[str]:
        """The rarest terms asked for, common ones only when there is nothing else."""
        known = [term for term in question.terms if term in self._postings]
        known.sort(key=lambda term: self._postings.count(term) / question.terms[term])
        rare = [term for term in known if self._postings.count(term) <= COMMON * len(self._cards)]
        return (rare or known)[:MOST_TERMS]
