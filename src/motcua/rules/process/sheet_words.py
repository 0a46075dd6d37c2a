"""The cells of the step table as words, both ways: times, ways on, timers, questions (TT 01/2018 Đ.8: person, order, time).

Every `read_…` understands what its `say_…` writes, and the ways offices write the same thing. Faults are ValueError with
a Vietnamese sentence that says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from motcua.rules.folding import fold
from motcua.rules.process import conditions
from motcua.rules.process.conditions import Clause, ConditionFault
from motcua.rules.process.definition import (
    END,
    PROPOSABLE,
    Ask,
    Outcome,
    Question,
    Timer,
    TimerKind,
    TimerStart,
)
from motcua.rules.process.givens import Given, GivenKind

HOURS_A_DAY = 8
_HOUR, _MINUTE = Decimal(1) / HOURS_A_DAY, Decimal(1) / (HOURS_A_DAY * 60)
_TIME_ADVICE = "Hãy ghi số ngày hoặc số giờ làm việc, ví dụ «0,5 ngày», «4 giờ», «30 phút»"
_UNITS = {
    "ngay": Decimal(1),
    "buoi": Decimal("0.5"),
    "gio": _HOUR,
    "h": _HOUR,
    "tieng": _HOUR,
    "phut": _MINUTE,
    "": Decimal(1),
}
_PART = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:\s*/\s*(\d+))?\s*(ngay|buoi|gio|h|tieng|phut|)(?:\s+lam viec)?(?![a-z])"
)
_LOOSE = re.compile(
    r"\b(khong qua|toi da|cham nhat(?: la)?|trong vong|trong thoi gian|khoang|lam viec|hanh chinh|ke tu.*|sau khi.*)"
    r"|\((?:[^)]*)\)|[.;]$"
)
_ONE_DAY = ("trong ngay", "trong ngay lam viec", "mot ngay")
_HALF = ("nua ngay", "trong buoi", "mot buoi", "buoi")
_UNTIMED = ("", "-", "–", "—", "khong", "khong quy dinh", "khong quy dinh rieng", "gio hanh chinh", "ngay", "ngay khi co ket qua",
            "theo giay hen", "theo phieu hen", "khong tinh thoi gian", "khong tinh", "/")  # fmt: skip
_DATE = re.compile(r"^\d{1,2}/\d{1,2}/\d{4}$|^\d{4}-\d{2}-\d{2}")


def number(value: Decimal) -> str:
    """A number the Vietnamese way: 0,5."""
    return f"{value.normalize():f}".replace(".", ",")


def say_time(days: Decimal | None) -> str:
    """Working days in words: «1,5 ngày làm việc», «2 giờ làm việc», «30 phút»; empty when the step has no time of its own."""
    if days is None:
        return ""
    hours, minutes = days * HOURS_A_DAY, days * HOURS_A_DAY * 60
    if days < Decimal("0.5") and hours == hours.to_integral_value():
        return f"{number(hours)} giờ làm việc"
    if days < Decimal("0.5") and minutes == minutes.to_integral_value():
        return f"{number(minutes)} phút"
    return f"{number(days)} ngày làm việc"


def read_time(text: str) -> Decimal | None:
    """Working days of a cell (8 working hours a day); None for a step without time of its own. Raises ValueError."""
    if _DATE.match(text.strip()):
        raise ValueError(f"Excel đã đổi số thành ngày tháng. {_TIME_ADVICE}")
    plain = fold(text.replace("½", "1/2").replace("¼", "1/4").replace("¾", "3/4"))
    if plain in _UNTIMED:
        return None
    if plain in _ONE_DAY:
        return Decimal(1)
    if plain in _HALF:
        return Decimal("0.5")
    left = _LOOSE.sub(" ", plain).strip()
    parts = list(_PART.finditer(left))
    rest = _PART.sub(" ", left).replace("va", " ").replace("+", " ").strip(" ,")
    if not parts or rest:
        raise ValueError(_TIME_ADVICE)
    total = sum((_amount(part) for part in parts), Decimal(0)).quantize(Decimal("0.0001"))
    if total <= 0:
        raise ValueError(f"Thời gian phải lớn hơn 0. {_TIME_ADVICE}")
    if total >= 10_000:
        raise ValueError(f"Thời gian quá dài. {_TIME_ADVICE}")
    return total


def _amount(part: re.Match[str]) -> Decimal:
    if len(part[1]) > 12 or len(part[2] or "") > 12:
        raise ValueError(_TIME_ADVICE)
    value = Decimal(part[1].replace(",", "."))
    if part[2]:
        if not int(part[2]):
            raise ValueError(_TIME_ADVICE)
        value /= Decimal(part[2])
    return value * _UNITS[part[3]]


def say_when(clauses: Iterable[Clause], known: Mapping[str, Given]) -> str:
    """A condition in words that `conditions.parse` reads back to the same clauses."""
    clauses = tuple(clauses)
    words = conditions.say(clauses, known)
    try:
        return words if conditions.parse(words, known) == clauses else conditions.source(clauses)
    except ConditionFault:
        return conditions.source(clauses)


def slug(text: str) -> str:
    """A key made of words: `Cần họp hội đồng` → `can-hop-hoi-dong`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:40] or "x"


def say_way(outcome: Outcome, known: Mapping[str, Given], ordinal: Callable[[str], str]) -> str:
    """One way on: `5`, `5 «Đạt»`, `5 nếu Tổng phí, lệ phí ≥ 500.000 đồng`; the key stands behind when the label gives another."""
    words = "Kết thúc" if outcome.next == END else ordinal(outcome.next)
    if outcome.label:
        words += f" «{outcome.label}»"
    if outcome.key != (slug(outcome.label) if outcome.label else ""):
        words += f" #{outcome.key}"
    return words + (f" nếu {say_when(outcome.when, known)}" if outcome.when else "")


_WAY = re.compile(r"^(?P<to>[^«»#]*?)\s*(?:«(?P<label>[^»]+)»)?\s*(?:#(?P<key>[\w-]*))?$")
_THEN = re.compile(r"^(?:nếu|khi)\s+(.+?)\s*(?:,?\s*thì(?: chuyển)?(?: tới| đến)?|→|->)\s*(.+)$", re.I)
_IF = re.compile(r"^((?:[^«»]|«[^»]*»)*?)\s*[,:]?\s*(\()?\b(?:nếu|khi)\b\s*(.+)$", re.I | re.S)
_ENDS = ("ket thuc", "het", "end", "—", "-", "khong", "xong")


def read_way(line: str, known: Mapping[str, Given], find: Callable[[str], str]) -> Outcome:
    """One line of the column «Chuyển tới». `find` gives the key of a step by number or name, raising ValueError."""
    turned, plain = _THEN.match(line), _IF.match(line)
    to, when = (turned[2], turned[1]) if turned else (line, "")
    if plain and not turned:
        to, when = plain[1], plain[3].removesuffix(")") if plain[2] else plain[3]
    clauses = conditions.parse(when, known) if when else ()
    parts = _WAY.match(to.strip())
    if parts is None:
        raise ValueError("Hãy ghi số bước, ví dụ «5», «5 «Đạt»», «6 nếu Loại chủ hồ sơ = Công dân»")
    label = (parts["label"] or "").strip()
    target = END if fold(parts["to"]) in _ENDS else find(parts["to"])
    key = parts["key"] if parts["key"] is not None else (slug(label) if label else "")
    return Outcome(target, key, label, clauses)


def lines(text: str) -> list[str]:
    """The separate things of a cell: one a line, or parted by «;» outside quotation marks and brackets."""
    parts, depth, quoted = [""], 0, False
    for letter in text:
        quoted = quoted != (letter == '"')
        depth += (letter in "«(") - (letter in "»)" and depth > 0)
        if letter == "\n" or (letter == ";" and not quoted and not depth):
            parts.append("")
            depth, quoted = 0, False
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def say_timer(timer: Timer) -> str:
    """`báo lãnh đạo, 1 ngày sau hạn của bước`."""
    what = timer.kind.label + (f": {PROPOSABLE.get(timer.propose, timer.propose)}" if timer.propose else "")
    return f"{what}, {number(timer.days)} ngày {timer.start.label}"


_STARTS = (
    ("truoc han", TimerStart.BEFORE_DUE),
    ("sau han", TimerStart.AFTER_DUE),
    ("qua han", TimerStart.AFTER_DUE),
    ("sau khi mo", TimerStart.OPENED),
    ("sau khi nhan", TimerStart.OPENED),
)
_KINDS = (("nhac", TimerKind.REMIND), ("bao", TimerKind.ESCALATE), ("de xuat", TimerKind.PROPOSE))


def read_timer(line: str) -> Timer:
    """One line of «Nhắc việc». Raises ValueError."""
    plain = fold(line)
    kind = next((kind for word, kind in _KINDS if plain.startswith(word)), None)
    start = next((start for words, start in _STARTS if words in plain), None)
    days = re.search(r"(\d+(?:[.,]\d+)?) ngay", plain)
    if kind is None or start is None or days is None:
        raise ValueError(
            "Hãy ghi theo mẫu «nhắc người đang giữ, 0,5 ngày trước hạn của bước» hoặc «báo lãnh đạo, 1 ngày sau hạn của bước»"
        )
    propose = next((verb for verb, words in PROPOSABLE.items() if fold(words) in plain), "")
    if (kind is TimerKind.PROPOSE) != bool(propose):
        raise ValueError(f"Sau «đề xuất:» hãy ghi một trong: {'; '.join(PROPOSABLE.values())}")
    return Timer(kind, Decimal(days[1].replace(",", ".")), start, propose)


def say_question(question: Question) -> str:
    """`Diện tích đất (số, m²) [dien_tich]`; choices after a colon: `Loại đất (chọn một: o=Đất ở; nn=Đất khác) [loai]`."""
    more = f", {question.unit}" if question.unit else ""
    if question.choices:
        more = ": " + "; ".join(f"{value}={words}" for value, words in question.choices)
    return f"{question.label} ({question.kind.label}{more}) [{question.key}]"


_QUESTION = re.compile(
    r"^(?P<label>.+?)\s*\((?P<kind>số|có hoặc không|chọn một|chữ)(?:[:,]\s*(?P<more>.*))?\)\s*(?:\[(?P<key>[\w-]+)\])?$",
    re.I,
)


def read_question(line: str) -> Question:
    """One line of «Câu hỏi». Raises ValueError."""
    found = _QUESTION.match(line)
    if found is None:
        raise ValueError(
            "Hãy ghi theo mẫu «Diện tích đất (số, m²)» hoặc «Loại đất (chọn một: Đất ở; Đất nông nghiệp)»"
        )
    kind = next(kind for kind in GivenKind if kind.label == found["kind"].casefold())
    key, more = found["key"] or slug(found["label"]).replace("-", "_"), (found["more"] or "").strip()
    if kind is not GivenKind.CHOICE:
        return Question(key, found["label"], kind, unit=more)
    choices = tuple(_choice(part) for part in more.split(";") if part.strip())
    return Question(key, found["label"], kind, choices)


def _choice(part: str) -> tuple[str, str]:
    value, equals, words = part.strip().partition("=")
    return (value.strip(), words.strip()) if equals else (slug(value), value.strip())


_ASK = re.compile(r"^(?P<unit>[^:]+):\s*(?P<question>.+?)(?:\s*\((?P<time>[^()]*)\))?$")


def read_ask(line: str, find: Callable[[str], str]) -> Ask:
    """One line of «Lấy ý kiến»: `Công an xã: xác minh nơi cư trú (2 ngày)`. `find` gives the code of a unit."""
    found = _ASK.match(line)
    if found is None or not found["time"]:
        raise ValueError(
            "Hãy ghi theo mẫu «Đơn vị: nội dung hỏi (số ngày)», ví dụ «Công an xã: nơi cư trú (2 ngày)»"
        )
    days = read_time(found["time"])
    if days is None:
        raise ValueError(_TIME_ADVICE)
    unit = find(found["unit"])
    return Ask(slug(unit), unit, found["question"].strip(), days)
