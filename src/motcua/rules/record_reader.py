"""Reading one row of outside data part by part, collecting every fault instead of stopping at the first."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of one row: its line in the file (0 = the whole file), the part, and what to do, in Vietnamese."""

    line: int
    code: str
    field: str
    reason: str

    @property
    def words(self) -> str:
        """One printed line."""
        where = f"Dòng {self.line}" if self.line else "Tệp"
        part = f", mục {self.field}" if self.field else ""
        code = f" ({self.code})" if self.code else ""
        return f"{where}{code}{part}: {self.reason}"


@dataclass(slots=True)
class Reader:
    """Reads typed parts out of a mapping and keeps the faults found. Texts come out in Unicode NFC, stripped."""

    row: dict[str, Any]
    path: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def note(self, key: str, reason: str) -> None:
        """Note a doubt of `key` that does not stop the row."""
        self.notes.append((f"{self.path}{key}", reason))

    def fault(self, key: str, reason: str) -> None:
        """Note a fault of `key`."""
        self.faults.append((f"{self.path}{key}", reason))

    def text(self, key: str, *, longest: int = LONGEST_TEXT, required: bool = False) -> str:
        """A text; absent and null are empty."""
        value = self.row.get(key)
        if value is None:
            value = ""
        if not isinstance(value, str):
            self.fault(key, f"phải là chuỗi chữ, đang là {kind_words(value)}")
            return ""
        return self._checked(key, value, longest, required)

    def _checked(self, key: str, value: str, longest: int, required: bool) -> str:
        clean = unicodedata.normalize("NFC", value).strip()
        if required and not clean:
            self.fault(key, "thiếu, bắt buộc phải có")
        if len(clean) > longest:
            self.fault(key, f"dài {len(clean)} ký tự, tối đa {longest}")
        if "\x00" in clean or any("\ud800" <= char <= "\udfff" for char in clean):
            self.fault(key, "có ký tự không hợp lệ (ký tự rỗng hoặc nửa cặp Unicode)")
            return ""
        return clean

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty ones dropped; absent and null are no texts."""
        found = []
        for place, value in enumerate(self.items(key)):
            if isinstance(value, str):
                found.append(self._checked(f"{key}[{place}]", value, LONGEST_TEXT, required=False))
            else:
                self.fault(f"{key}[{place}]", f"phải là chuỗi chữ, đang là {kind_words(value)}")
        return tuple(one for one in found if one)

    def items(self, key: str) -> list[Any]:
        """A list; absent and null are empty."""
        value = self.row.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(key, f"phải là danh sách, đang là {kind_words(value)}")
            return []
        return value

    def parts(self, key: str) -> list[Reader]:
        """Readers over a list of objects; they share this reader's faults and notes."""
        found = []
        for place, value in enumerate(self.items(key)):
            if isinstance(value, dict):
                found.append(Reader(value, f"{self.path}{key}[{place}].", self.faults, self.notes))
            else:
                self.fault(f"{key}[{place}]", f"phải là đối tượng, đang là {kind_words(value)}")
        return found

    def one_of(self, key: str, known: Collection[str], *, required: bool = True) -> str:
        """A text out of a closed list."""
        value = self.text(key, required=required)
        if value and value not in known:
            self.fault(key, f"giá trị “{value[:40]}” không biết; dùng một trong: {', '.join(sorted(known))}")
            return ""
        return value

    def number(self, key: str, *, at_most: int) -> Decimal | None:
        """A number from 0 to `at_most`; null and absent are None."""
        value = self.row.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(key, f"phải là số, đang là {kind_words(value)}")
            return None
        if not (value == value and 0 <= value <= at_most):
            self.fault(key, f"số {value} ngoài khoảng cho phép (0 đến {at_most})")
            return None
        return Decimal(str(value))

    def count(self, key: str) -> int:
        """A whole number of papers; null and absent are 0."""
        value = self.number(key, at_most=1000)
        if value is not None and value != int(value):
            self.fault(key, f"phải là số nguyên, đang là {value}")
        return int(value or 0)

    def truth(self, key: str) -> bool | None:
        """True, false or unknown."""
        value = self.row.get(key)
        if value is not None and not isinstance(value, bool):
            self.fault(key, f"phải là true, false hoặc null, đang là {kind_words(value)}")
            return None
        return value


def kind_words(value: Any) -> str:
    """What a JSON value is, in Vietnamese."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true/false"
    if isinstance(value, int | float):
        return "số"
    if isinstance(value, str):
        return "chuỗi chữ"
    return "danh sách" if isinstance(value, list) else "đối tượng"
