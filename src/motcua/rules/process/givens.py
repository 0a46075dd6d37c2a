"""The named facts that conditions may look at (dữ kiện): each has a name, a type and Vietnamese words.

A process may add its own by asking a question at a step; their names begin with `answer.`. Nothing else exists:
an unknown name is refused when the process is saved, and never counts as true (opencps.md §2.4).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

Value = Decimal | bool | str
ANSWER = "answer."


class GivenKind(StrEnum):
    """The type of a named fact."""

    NUMBER = "NUMBER"
    YES_NO = "YES_NO"
    CHOICE = "CHOICE"
    TEXT = "TEXT"

    @property
    def label(self) -> str:
        """Vietnamese words of the type."""
        return {"NUMBER": "số", "YES_NO": "có hoặc không", "CHOICE": "chọn một", "TEXT": "chữ"}[self]


@dataclass(frozen=True, slots=True)
class Given:
    """A named fact: its name in conditions, its words, its type, the values of a choice, its unit of measure."""

    name: str
    label: str
    kind: GivenKind
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""

    def parse(self, text: str) -> Value:
        """The typed value of `text`. Raises ValueError with a Vietnamese sentence."""
        text = text.strip()
        if self.kind is GivenKind.NUMBER:
            return _number(self.label, text)
        if self.kind is GivenKind.YES_NO:
            return _yes_no(self.label, text)
        if self.kind is GivenKind.CHOICE:
            return self._choice(text)
        if not text:
            raise ValueError(f"«{self.label}»: hãy nhập giá trị.")
        return text

    def say(self, text: str) -> str:
        """The value as a person reads it: the words of a choice, «có», «không», the unit after a number."""
        if self.kind is GivenKind.YES_NO:
            return "có" if text == "yes" else "không"
        if self.kind is GivenKind.NUMBER:
            return f"{_said_number(text)} {self.unit}".rstrip()
        return dict(self.choices).get(text, text)

    def _choice(self, text: str) -> str:
        for value, words in self.choices:
            if text.casefold() in (value.casefold(), words.casefold()):
                return value
        listed = ", ".join(words for _, words in self.choices)
        raise ValueError(f"«{self.label}» không có giá trị «{text}». Chọn một trong: {listed}.")


_THOUSANDS = re.compile(r"^-?[1-9]\d{0,2}(\.\d{3})+$")


def _number(label: str, text: str) -> Decimal:
    """A number written the Vietnamese way (500.000; 1.250.000,5) or plainly (1250000.5; 0.125). A dot before exactly
    three last digits stands between thousands: `conditions.stored` never writes a plain number so."""
    plain = text.replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif _THOUSANDS.match(plain):
        plain = plain.replace(".", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"«{label}» phải là một số, không phải «{text}».") from None
    if not value.is_finite():
        raise ValueError(f"«{label}» phải là một số, không phải «{text}».")
    return value


def _said_number(text: str) -> str:
    """«1250000.5» as «1.250.000,5»; what is no number stays as it was typed."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    whole, _, part = f"{abs(value):,f}".partition(".")
    part = part.rstrip("0")
    sign = "-" if value < 0 else ""
    return sign + whole.replace(",", ".") + (f",{part}" if part else "")


def _yes_no(label: str, text: str) -> bool:
    if text.casefold() in ("yes", "true", "1", "có"):
        return True
    if text.casefold() in ("no", "false", "0", "không"):
        return False
    raise ValueError(f"«{label}»: hãy chọn Có hoặc Không.")


_CHOICE, _NUMBER, _YES_NO = GivenKind.CHOICE, GivenKind.NUMBER, GivenKind.YES_NO
_PEOPLE = (
    ("CITIZEN", "Công dân"),
    ("ENTERPRISE", "Doanh nghiệp, hộ kinh doanh"),
    ("STATE_BODY", "Cơ quan nhà nước"),
    ("OTHER", "Tổ chức khác"),
)
_CHANNELS = (
    ("COUNTER", "Trực tiếp tại quầy"),
    ("ONLINE", "Trực tuyến"),
    ("ASSISTED", "Trực tuyến, cán bộ nhập thay"),
    ("POST", "Bưu chính công ích"),
    ("MOBILE", "Tiếp nhận lưu động"),
)
_WAYS = (("COUNTER", "Tại quầy"), ("POST", "Qua bưu chính"), ("ONLINE", "Trực tuyến (bản điện tử)"))

GIVENS: tuple[Given, ...] = (
    Given("applicant_kind", "Loại chủ hồ sơ", _CHOICE, _PEOPLE),
    Given("channel", "Hình thức nộp", _CHOICE, _CHANNELS),
    Given("result_way", "Cách nhận kết quả", _CHOICE, _WAYS),
    Given("fee", "Tổng phí, lệ phí", _NUMBER, unit="đồng"),
    Given("sets", "Số bộ hồ sơ", _NUMBER, unit="bộ"),
    Given("papers", "Số giấy tờ đã nộp", _NUMBER, unit="giấy tờ"),
    Given("supplements", "Số lần đã yêu cầu bổ sung", _NUMBER, unit="lần"),
    Given("extended", "Đã gia hạn", _YES_NO),
    Given("procedure", "Mã thủ tục", GivenKind.TEXT),
)
"""What is known of every dossier. The packs' tests compare the choices with the dossier's own."""


def named(more: Mapping[str, Given] | None = None) -> dict[str, Given]:
    """Every given by name, with a process's own questions."""
    return {given.name: given for given in GIVENS} | dict(more or {})
