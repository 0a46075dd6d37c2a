"""The finder: build it from records, ask it, keep it as bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from heapq import nlargest

from motcua.apps.catalogue.finding.folding import syllables
from motcua.apps.catalogue.finding.hits import Hit
from motcua.apps.catalogue.finding.index import STEP, Postings, build_postings
from motcua.apps.catalogue.finding.naming import Names
from motcua.apps.catalogue.finding.pack import SearchPack
from motcua.apps.catalogue.finding.question import Question, Reader
from motcua.apps.catalogue.finding.ranking import WEIGHTS, Card, Traits, card_of, literal, unasked
from motcua.apps.catalogue.finding.records import Record
from motcua.apps.catalogue.finding.spelling import Speller
from motcua.apps.catalogue.finding.storing import MAGIC, pack_bytes, unpack_bytes
from motcua.apps.catalogue.finding.typeahead import TypeAhead

CODE = re.compile(r"\b\d\.\d{6,9}\b")
CANDIDATES = 100
# A term in more than this share of the catalogue tells nothing and costs most of the time.
COMMON = 0.4
MOST_TERMS = 60
CODE_NAMED = 10.0
# Below this share of the question found in a name, the question does not quote the name.
LITERAL = 0.6


class Finder:
    """Finds procedures by question (``search``) or while typing (``lookup``). Safe to share between threads."""

    def __init__(
        self, cards: Sequence[Card], postings: Postings, pack: SearchPack, weights: Traits = WEIGHTS
    ) -> None:
        self._cards, self._postings, self._pack, self._weights = list(cards), postings, pack, weights
        self._standing = [card.standing() for card in self._cards]
        spoken = [syllables(card.name) for card in self._cards]
        self._reader = Reader(pack, Speller.of(spoken, pack))
        self._names = Names([card.name for card in self._cards], postings)
        ordinary = [card.usual(pack.qualifiers).score(weights) for card in self._cards]
        self._typeahead = TypeAhead([card.code for card in self._cards], spoken, ordinary)

    @classmethod
    def build(cls, records: Iterable[Record], pack: SearchPack | None = None) -> Finder:
        """Index records (about 3 s for the whole national catalogue). Without ``pack``: the shipped one."""
        pack = pack or SearchPack.read()
        known: list[Record] = [{**record, "name": pack.written_out(record["name"])} for record in records]
        return cls([card_of(record, pack) for record in known], build_postings(known), pack)

    @staticmethod
    def recipe(pack: SearchPack | None = None) -> str:
        """A digest of the dump's format and of the pack: a stored dump with another recipe is to be built again."""
        sources = (pack or SearchPack.read()).sources
        return hashlib.sha256(MAGIC + json.dumps(sources, sort_keys=True).encode()).hexdigest()

    def __len__(self) -> int:
        return len(self._cards)

    def search(self, question: str, limit: int = 10) -> list[Hit]:
        """The procedures a question is about, best first. A procedure code in the question comes first."""
        read = self._reader.read(question)
        scores = {at: traits.score(self._weights) for at, traits in self._candidates(read).items()}
        named = set(CODE.findall(question))
        for at, card in enumerate(self._cards) if named else ():
            if card.code in named:
                scores[at] = scores.get(at, 0.0) + CODE_NAMED
        best = nlargest(limit, scores.items(), key=lambda pair: (pair[1], -pair[0]))
        why = tuple(f"“{saying.text}” → {saying.means[0]}" for saying in read.sayings)
        return [Hit(self._cards[at].code, round(score, 4), why) for at, score in best]

    def traits(self, question: str) -> dict[str, Traits]:
        """What speaks for and against each candidate, by code: for tuning and for explaining."""
        found = self._candidates(self._reader.read(question))
        return {self._cards[at].code: traits for at, traits in found.items()}

    def lookup(self, text: str, limit: int = 10) -> list[Hit]:
        """Type-ahead: a whole or partial code, the first letters of words, marks or none, initials ("dkks")."""
        hits = self._typeahead.lookup(text, limit)
        read = self._reader.read(text)
        if not hits or any(len(saying.said) == len(read.plain.split()) for saying in read.sayings):
            # People's words and nothing else ("giấy độc thân"): what they mean comes before what they spell.
            meant = self.search(text, limit)
            hits = meant + [hit for hit in hits if hit.code not in {other.code for other in meant}]
        return hits[:limit]

    def dump(self) -> bytes:
        """The finder as bytes, for ``Finder.load``."""
        return pack_bytes({"cards": self._cards, "pack": self._pack.as_json()}, self._postings)

    @classmethod
    def load(cls, data: bytes) -> Finder:
        """Read a dumped finder. Raises ``FinderDumpError`` when the bytes are not one of this version."""
        head, postings = unpack_bytes(data)
        cards = [Card._make([*rest, tuple(special)]) for *rest, special in head["cards"]]
        return cls(cards, postings, SearchPack.of_sources(head["pack"]))

    def _candidates(self, question: Question) -> dict[int, Traits]:
        texts = self._texts(question)
        best = max((score for _, score in texts), default=1.0)
        question.said = {term: weight * self._names.rarity(term) for term, weight in question.said.items()}
        return {at: self._traits(at, score / best, question) for at, score in texts}

    def _traits(self, at: int, text: float, question: Question) -> Traits:
        said = self._names.answers(at, question)
        return self._standing[at]._replace(
            text=text,
            name=self._names.covered(at, question.terms),
            said=said,
            literal=literal(said, self._names.covered(at, question.own)) if said > LITERAL else 0.0,
            special=unasked(self._cards[at], question, self._pack.qualifiers),
        )

    def _texts(self, question: Question) -> list[tuple[int, float]]:
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
