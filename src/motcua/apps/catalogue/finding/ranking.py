"""Ordering the candidates: how well the question fits the name, and which procedures people mean by default."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.apps.catalogue.finding.folding import bigrams, syllables
from motcua.apps.catalogue.finding.index import MARK, Postings, idf
from motcua.apps.catalogue.finding.pack import Qualifier, SearchPack
from motcua.apps.catalogue.finding.question import Question
from motcua.apps.catalogue.finding.records import Record, text_of

# Where the part of a name that limits it begins ("… đối với công trình cấp III"): it counts less.
TAIL = re.compile(
    r"\s(?:đối với|trong trường hợp|thuộc thẩm quyền|trên địa bàn|bằng dịch vụ công|thực hiện)\s|\(", re.I
)
EMPTY_HEAD = frozenset(
    ("thu tuc", "thu", "tuc", "viec", "va", "hoac", "cua", "cho", "cac", "la", "do", "theo")
)
LOCAL = re.compile(r"QĐ-(?:UBND|CTUBND|CT)", re.I)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each consideration counts against the best textual match, which counts ``text``."""

    text: float = 1.0
    name: float = 0.6
    tail: float = 0.35
    commune: float = 0.08
    central: float = -0.08
    citizen: float = 0.05
    local: float = -0.1
    field: float = 0.15
    qualifier: float = 0.2


@dataclass(frozen=True, slots=True)
class Card:
    """What ranking needs to know of one procedure."""

    code: str
    name: str
    prior: float
    qualifiers: tuple[int, ...]


def card_of(record: Record, pack: SearchPack, weights: Weights) -> Card:
    """Work out the card of a record with a pack."""
    plain = " ".join(part.plain for part in syllables(record["name"]))
    prior = {"COMMUNE": weights.commune, "CENTRAL": weights.central}.get(record.get("level") or "", 0.0)
    if "Công dân Việt Nam" in text_of(record.get("applicants")):
        prior += weights.citizen
    if LOCAL.search(record.get("decision_no") or ""):
        prior += weights.local
    field = " ".join(part.plain for part in syllables(record.get("field") or ""))
    prior += weights.field * pack.fields.get(field, 0.0)
    special = tuple(at for at, q in enumerate(pack.qualifiers) if has_phrase(plain, q.named))
    return Card(record["code"], record["name"], prior, special)


def has_phrase(plain: str, phrases: Sequence[str]) -> bool:
    """Whether a folded text holds one of the folded phrases as whole syllables."""
    padded = f" {plain} "
    return any(f" {phrase} " in padded for phrase in phrases)


class NameFit:
    """How much of a procedure's name the question covers, by the weight of its terms."""

    def __init__(self, cards: Sequence[Card], postings: Postings, tail: float) -> None:
        self._cards, self._postings, self._tail = cards, postings, tail
        self._names: list[list[tuple[str, str, float]] | None] = [None] * len(cards)

    def of(self, doc: int, question: Question) -> float:
        """From 0 (nothing of the name was asked) to 1 (all of it)."""
        asked, total, covered = question.terms, 0.0, 0.0
        for plain, marked, weight in self._terms(doc):
            total += weight
            have = asked.get(plain, 0.0) + (asked.get(marked, 0.0) if marked else 0.0)
            covered += weight * min(1.0, have)
        return covered / total if total else 0.0

    def _terms(self, doc: int) -> list[tuple[str, str, float]]:
        known = self._names[doc]
        if known is None:
            known = self._names[doc] = self._weigh(self._cards[doc].name)
        return known

    def _weigh(self, name: str) -> list[tuple[str, str, float]]:
        cut = TAIL.search(name)
        head, tail = (name[: cut.start()], name[cut.start() :]) if cut else (name, "")
        terms: dict[str, tuple[str, str, float]] = {}
        for text, share in ((tail, self._tail), (head, 1.0)):
            parts = syllables(text)
            for part in parts:
                terms[part.plain] = (part.plain, MARK + part.marked, share * self._rarity(part.plain))
            for pair in bigrams([part.plain for part in parts]):
                terms[pair] = (pair, "", share * self._rarity(pair))
        return [term for key, term in terms.items() if key not in EMPTY_HEAD]

    def _rarity(self, term: str) -> float:
        return idf(self._postings.count(term), len(self._cards))


def unasked(card: Card, question: Question, qualifiers: Sequence[Qualifier]) -> float:
    """The cost of the special cases in a name that the question does not ask for."""
    return sum(qualifiers[at].cost for at in card.qualifiers if not is_asked(question, qualifiers[at]))


def is_asked(question: Question, qualifier: Qualifier) -> bool:
    """Whether the question mentions a special case; with marks when it has marks ("còn" is not "con")."""
    if question.marked is not None:
        return has_phrase(question.marked, qualifier.asked_marked)
    return has_phrase(question.plain, qualifier.asked)
