"""Ordering the candidates: how well a question fits a procedure, and which procedures people mean by default."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from motcua.apps.catalogue.finding.folding import fold
from motcua.apps.catalogue.finding.pack import Qualifier, SearchPack
from motcua.apps.catalogue.finding.question import Question
from motcua.apps.catalogue.finding.records import Record, text_of

LOCAL = re.compile(r"QĐ-(?:UBND|CTUBND|CT)", re.I)


class Traits(NamedTuple):
    """What speaks for or against one candidate; as ``WEIGHTS``, how much each counts.

    ``text`` the textual score against the best candidate's; ``name`` how much of the name was asked for; ``said`` how
    much of what was said is in the name; ``literal`` whether the question all but quotes the name; the others describe
    the procedure: at which level it is handled, whether citizens may apply, whether one province decided it, how
    ordinary its field is, special cases not asked for.
    """

    text: float = 0.0
    name: float = 0.0
    said: float = 0.0
    literal: float = 0.0
    commune: float = 0.0
    central: float = 0.0
    elsewhere: float = 0.0
    citizen: float = 0.0
    local: float = 0.0
    field: float = 0.0
    special: float = 0.0

    def score(self, weights: Traits) -> float:
        """The weighed sum."""
        return sum(value * weight for value, weight in zip(self, weights, strict=True))


WEIGHTS = Traits(
    text=1.0,
    name=0.5,
    said=0.4,
    literal=0.8,
    commune=0.1,
    central=-0.08,
    elsewhere=-0.2,
    citizen=0.05,
    local=-0.15,
    field=0.2,
    special=-0.2,
)


class Card(NamedTuple):
    """What ranking needs to know of one procedure. ``name`` has its abbreviations written out."""

    code: str
    name: str
    level: str
    citizen: bool
    local: bool
    field: float
    special: tuple[int, ...]

    def standing(self) -> Traits:
        """The traits that no question changes."""
        return Traits(
            commune=self.level == "COMMUNE",
            central=self.level == "CENTRAL",
            elsewhere=not self.level,
            citizen=self.citizen,
            local=self.local,
            field=self.field,
        )

    def usual(self, qualifiers: Sequence[Qualifier]) -> Traits:
        """The traits when nothing special was asked for: how likely the procedure is meant by a bare word."""
        special = sum(qualifiers[at].cost for at in self.special if not qualifiers[at].contrary)
        return self.standing()._replace(special=special)


def card_of(record: Record, pack: SearchPack) -> Card:
    """Work out the card of a record with a pack."""
    name = pack.written_out(record["name"])
    plain = fold(name)
    return Card(
        code=record["code"],
        name=name,
        level=record.get("level") or "",
        citizen="Công dân Việt Nam" in text_of(record.get("applicants")),
        local=bool(LOCAL.search(record.get("decision_no") or "")),
        field=pack.fields.get(fold(record.get("field") or ""), 0.0),
        special=tuple(at for at, q in enumerate(pack.qualifiers) if has_phrase(plain, q.named)),
    )


def has_phrase(text: str, phrases: Sequence[str]) -> bool:
    """Whether a folded text holds one of the folded phrases as whole syllables."""
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)


def literal(said: float, covered: float) -> float:
    """How nearly the question quotes a name: near 1 only when each covers almost all of the other."""
    return (2 * said * covered / (said + covered)) ** 3 if covered else 0.0


def unasked(card: Card, question: Question, qualifiers: Sequence[Qualifier]) -> float:
    """The cost of the special cases in a name that the question does not ask for, or that it excludes."""
    special = (qualifiers[at] for at in card.special)
    return sum(each.cost for each in special if is_asked(question, each) is each.contrary)


def is_asked(question: Question, qualifier: Qualifier) -> bool:
    """Whether the question mentions a special case; with marks when it has marks ("còn" is not "con")."""
    if question.marked is not None:
        return has_phrase(question.marked, qualifier.asked_marked)
    return has_phrase(question.plain, qualifier.asked)
