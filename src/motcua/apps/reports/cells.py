"""The cells of Biểu II.06a: which column is which, and which dossiers it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.rules.forms.tables import Counts06a

COLUMNS: dict[int, str] = {
    3: "received",
    4: "online",
    5: "direct",
    6: "carried",
    7: "settled",
    8: "early",
    9: "on_time",
    10: "overdue",
    11: "pending",
    12: "open_in_time",
    13: "open_overdue",
}
HEADINGS: dict[int, str] = {
    3: "Tổng số",
    4: "Trực tuyến",
    5: "Trực tiếp, dịch vụ bưu chính",
    6: "Từ kỳ trước",
    7: "Tổng số",
    8: "Trước hạn",
    9: "Đúng hạn",
    10: "Quá hạn",
    11: "Tổng số",
    12: "Trong hạn",
    13: "Quá hạn",
}
GROUPS: dict[str, tuple[int, int]] = {
    "Số hồ sơ tiếp nhận": (3, 6),
    "Số hồ sơ đã giải quyết": (7, 10),
    "Số hồ sơ đang giải quyết": (11, 13),
}
CONDITIONS: dict[int, str] = {
    3: "TRUE",
    4: "came = 'online'",
    5: "came = 'direct'",
    6: "came = 'carried'",
    7: "stood IN ('early', 'on_time', 'overdue')",
    8: "stood = 'early'",
    9: "stood = 'on_time'",
    10: "stood = 'overdue'",
    11: "stood IN ('open_in_time', 'open_overdue')",
    12: "stood = 'open_in_time'",
    13: "stood = 'open_overdue'",
}
"""What a dossier of a column satisfies, in the words of `queries.classifying`."""

HOLDS: dict[int, tuple[str, ...]] = {
    7: ("early", "on_time", "overdue"),
    11: ("open_in_time", "open_overdue"),
}


class NoSuchCell(LookupError):
    """The table has no such row or column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `row` is a line's key: `COMMUNE:12` (a row), `COMMUNE` (a level's heading), empty (the total)."""

    row: str
    column: int

    def __post_init__(self) -> None:
        if self.column not in COLUMNS:
            raise NoSuchCell(f"Biểu không có cột {self.column}. Hãy chọn cột từ 3 đến 13.")
        level, _, row_id = self.row.partition(":")
        if (row_id and not row_id.isdecimal()) or not level.replace("_", "").isalpha() and level:
            raise NoSuchCell("Biểu không có dòng này. Hãy mở lại biểu rồi chọn ô.")

    @property
    def level(self) -> str:
        """The level of government of the row; empty in tables without levels."""
        return self.row.partition(":")[0]

    @property
    def row_id(self) -> int | None:
        """Id of the field, agency or centre; None for a heading or the total."""
        number = self.row.partition(":")[2]
        return int(number) if number else None

    @property
    def title(self) -> str:
        """The column's heading in words."""
        group = next(name for name, (first, last) in GROUPS.items() if first <= self.column <= last)
        part = HEADINGS[self.column]
        return group if part == "Tổng số" else f"{group}: {part.lower()}"

    def holds(self, came: str, stood: str) -> bool:
        """True when a dossier that came and stood so belongs to the column (the same words as `CONDITIONS`)."""
        if self.column == 3:
            return True
        if self.column <= 6:
            return came == COLUMNS[self.column]
        return stood in HOLDS.get(self.column, (COLUMNS[self.column],))


def row_key(level: str, row_id: int) -> str:
    """The key of a line."""
    return f"{level}:{row_id}"


def measures(counts: Counts06a) -> dict[str, int]:
    """The counts by the names the dictionary of figures uses."""
    return {name: int(getattr(counts, name)) for name in COLUMNS.values()}


def counts_of(found: Mapping[str, int]) -> Counts06a:
    """Counts from numbers by measure."""
    return Counts06a(
        online=found["online"],
        direct=found["direct"],
        carried=found["carried"],
        early=found["early"],
        on_time=found["on_time"],
        overdue=found["overdue"],
        open_in_time=found["open_in_time"],
        open_overdue=found["open_overdue"],
    )


def added(parts: list[Counts06a]) -> Counts06a:
    """The sum of some rows."""
    names = ("online", "direct", "carried", "early", "on_time", "overdue", "open_in_time", "open_overdue")
    return counts_of({name: sum(getattr(part, name) for part in parts) for name in names})
