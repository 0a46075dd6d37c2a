"""Typed conditions over named facts: «loại chủ hồ sơ = Doanh nghiệp và phí ≥ 500.000». Checked when saved.

A condition is a list of clauses that must all hold; «hoặc» is written as another outcome to the same step. There is no
other language, so nothing that an office writes can run as a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.rules.process.givens import Given, GivenKind, Value

OPERATORS: dict[str, str] = {
    "=": "bằng",
    "!=": "khác",
    ">=": "từ … trở lên",
    ">": "lớn hơn",
    "<=": "đến hết",
    "<": "nhỏ hơn",
}
ORDERED = frozenset({">=", ">", "<=", "<"})
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "==": "="}
_QUOTES = frozenset('"“”«»')
_CLAUSE = re.compile(
    r'^\s*([^\s=!<>≥≤≠"]+(?: [^\s=!<>≥≤≠"]+)*)\s*(>=|<=|!=|==|=|>|<|≥|≤|≠)\s*(.+?)\s*$', re.S
)
_AND = re.compile(r'\s+(?:and|và)\s+(?=(?:[^"]*"[^"]*")*[^"]*$)|\s*;\s*(?=(?:[^"]*"[^"]*")*[^"]*$)', re.I)


class ConditionFault(ValueError):
    """A condition that cannot be understood; the message says what to write instead."""


class GivenMissing(Exception):
    """A condition looks at an answer that nobody has given yet."""

    def __init__(self, given: Given) -> None:
        self.given = given
        super().__init__(f"Chưa có dữ kiện «{given.label}». Hãy trả lời mục này rồi làm tiếp.")


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison: the name of a given, an operator of OPERATORS, and the value as stored text."""

    given: str
    op: str
    value: str

    def fault(self, known: Mapping[str, Given]) -> str:
        """What is wrong with the clause, in Vietnamese; empty when nothing is."""
        given = known.get(self.given)
        if given is None:
            listed = ", ".join(one.label for one in known.values())
            return f"Không có dữ kiện «{self.given}». Chọn một trong: {listed}."
        if self.op not in OPERATORS:
            return f"Không có phép so sánh «{self.op}». Chọn một trong: {', '.join(OPERATORS)}."
        if self.op in ORDERED and given.kind is not GivenKind.NUMBER:
            return f"«{given.label}» không phải là số nên chỉ so sánh bằng hoặc khác."
        try:
            given.parse(self.value)
        except ValueError as wrong:
            return str(wrong)
        return ""

    def holds(self, known: Mapping[str, Given], facts: Mapping[str, Value]) -> bool:
        """True when the clause is true of `facts`. Raises GivenMissing, ConditionFault (never true by default)."""
        if fault := self.fault(known):
            raise ConditionFault(fault)
        given = known[self.given]
        if self.given not in facts:
            raise GivenMissing(given)
        return _compare(facts[self.given], self.op, given.parse(self.value))

    def say(self, known: Mapping[str, Given]) -> str:
        """The clause in Vietnamese: «Phí, lệ phí ≥ 500.000 đồng»."""
        given = known.get(self.given)
        sign = {">=": "≥", "<=": "≤", "!=": "≠"}.get(self.op, self.op)
        return (
            f"{given.label if given else self.given} {sign} {given.say(self.value) if given else self.value}"
        )

    def __str__(self) -> str:
        """The clause as `parse` reads it; a quotation mark inside the value is doubled."""
        inner = self.value.replace('"', '""')
        return f'{self.given} {self.op} "{inner}"'


def _compare(have: Value, op: str, want: Value) -> bool:
    if op == "=":
        return have == want
    if op == "!=":
        return have != want
    # Operators of ORDERED stand only on numbers: `fault` has refused the others.
    return bool({">=": have >= want, ">": have > want, "<=": have <= want, "<": have < want}[op])  # type: ignore[operator]  # both are Decimal


def all_hold(clauses: Iterable[Clause], known: Mapping[str, Given], facts: Mapping[str, Value]) -> bool:
    """True when every clause holds. Raises GivenMissing, ConditionFault."""
    return all(clause.holds(known, facts) for clause in clauses)


def parse(text: str, known: Mapping[str, Given]) -> tuple[Clause, ...]:
    """The clauses of a text: `fee >= 500000 and applicant_kind = "CITIZEN"`, with names or Vietnamese words.

    Empty text gives no clause. Raises ConditionFault.
    """
    parts = [part for part in _AND.split(text.strip()) if part and part.strip()]
    return tuple(_clause(part, known) for part in parts)


def _clause(part: str, known: Mapping[str, Given]) -> Clause:
    found = _CLAUSE.match(part)
    if not found:
        raise ConditionFault(
            f"Không hiểu điều kiện «{part.strip()}». Hãy viết theo mẫu: dữ kiện = giá trị; nối nhiều điều kiện bằng «và»."
        )
    name, op, value = (
        found[1].strip(),
        _SIGNS.get(found[2], found[2]),
        _unquoted(found[3].strip()),
    )
    given = known.get(name) or next(
        (g for g in known.values() if g.label.casefold() == name.casefold()), None
    )
    if given is None:
        listed = ", ".join(one.label for one in known.values())
        raise ConditionFault(f"Không có dữ kiện «{name}». Chọn một trong: {listed}.")
    try:
        parsed = given.parse(value.removesuffix(given.unit).strip() if given.unit else value)
    except ValueError as wrong:
        raise ConditionFault(str(wrong)) from None
    clause = Clause(given.name, op, stored(parsed))
    if fault := clause.fault(known):
        raise ConditionFault(fault)
    return clause


def _unquoted(text: str) -> str:
    """The value without the quotation marks around it; doubled straight ones inside stand for one."""
    if len(text) < 2 or text[0] not in _QUOTES or text[-1] not in _QUOTES:
        return text
    inner = text[1:-1]
    if text[0] == text[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"').strip()
    return text if _QUOTES & set(inner) else inner.strip()


def stored(value: Value) -> str:
    """A typed value as the text that is stored: yes/no, a plain number, the key of a choice.

    A number with just three decimals gets a fourth, so that nobody reads its dot as one between thousands.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    text = f"{value.normalize():f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def say(clauses: Iterable[Clause], known: Mapping[str, Given]) -> str:
    """The condition in Vietnamese, clauses joined by «và»."""
    return " và ".join(clause.say(known) for clause in clauses)


def source(clauses: Iterable[Clause]) -> str:
    """The condition as text that `parse` reads back."""
    return " and ".join(str(clause) for clause in clauses)
