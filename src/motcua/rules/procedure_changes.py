"""What is different between two versions of a procedure, part by part, in words a citizen can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.rules.procedures import ChannelTerms, RequiredPaper

PART_WORDS = {
    "name": "Tên thủ tục",
    "field": "Lĩnh vực",
    "decision_no": "Quyết định công bố",
    "issuer": "Cơ quan ban hành",
    "level": "Cấp thực hiện",
    "agencies": "Cơ quan thực hiện",
    "applicants": "Đối tượng thực hiện",
    "terms": "Thời hạn, phí theo cách thức nộp",
    "papers": "Thành phần hồ sơ",
    "steps": "Trình tự thực hiện",
    "conditions": "Yêu cầu, điều kiện",
    "results": "Kết quả",
    "legal_basis": "Căn cứ pháp lý",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that changed. `removed` and `added` are the lines that went and came."""

    part: str
    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The parts of two contents that differ, in the order of `PART_WORDS`. A reordering alone is no difference."""
    found = []
    for part, label in PART_WORDS.items():
        before, after = _lines(part, old.get(part)), _lines(part, new.get(part))
        removed = tuple(line for line in before if line not in set(after))
        added = tuple(line for line in after if line not in set(before))
        if removed or added:
            found.append(Difference(part, label, removed, added))
    return tuple(found)


def _lines(part: str, value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    if part == "terms":
        return _once(_term_line(one) for one in value)
    if part == "papers":
        return _once(_paper_line(one) for one in value)
    return _once(_named(one) for one in value)


def _once(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))


def _named(value: Any) -> str:
    if isinstance(value, str):
        return value
    return " – ".join(part for part in (value.get("number"), value.get("name"), value.get("title")) if part)


def _term_line(terms: ChannelTerms) -> str:
    fees = "; ".join(fee.line for fee in terms.fees)
    parts = [
        f"{terms.channel.label}: {terms.limit.words}",
        fees,
        terms.description.replace("\n", " "),
    ]
    return ". ".join(part for part in parts if part)


def _paper_line(paper: RequiredPaper) -> str:
    counts = f" (bản chính: {paper.originals}, bản sao: {paper.copies})" if paper.is_paper else ""
    return f"{paper.case}: {paper.name}{counts}" if paper.case else f"{paper.name}{counts}"
