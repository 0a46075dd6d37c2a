"""Papers that are mostly a table: the register, Biểu II.06a, any other list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from motcua.rules.forms.parts import Letterhead, May, Must, Signatory


@dataclass(frozen=True)
class LogbookRow:
    """One dossier in the register; its ordinal is kept for the whole year (TT 01/2018 Đ.9–10)."""

    ordinal: int
    number: Annotated[str, Must("Mã hồ sơ")]
    procedure_name: Annotated[str, Must("Tên thủ tục hành chính")]
    sets: int
    owner_name: Annotated[str, Must("Tên cá nhân, tổ chức")]
    contact: Annotated[str, May("Địa chỉ, số điện thoại")]
    settling_unit: Annotated[str, Must("Cơ quan chủ trì giải quyết")]
    received_at: datetime
    due_at: datetime | None = None
    delivered_at: datetime | None = None
    way_text: Annotated[str, May("Phương thức nhận kết quả")] = ""
    signed_by: Annotated[str, May("Ký nhận")] = ""
    note: Annotated[str, May("Ghi chú")] = ""


@dataclass(frozen=True, kw_only=True)
class Logbook:
    """Sổ theo dõi hồ sơ: form 06 of TT 01/2018, form 07 of TT 03/2025."""

    head: Annotated[Letterhead, Must("Cơ quan lập sổ")]
    book: Annotated[str, May("Tên sổ")] = ""
    volume: Annotated[str, May("Quyển số")] = ""
    period_text: Annotated[str, Must("Kỳ theo dõi")]
    issued_at: Annotated[datetime, Must("Thời điểm in sổ")]
    rows: tuple[LogbookRow, ...] = ()
    """An empty register of a quiet day is still a register."""
    closed_by: Annotated[Signatory | None, May("Người khóa sổ")] = None


@dataclass(frozen=True)
class Counts06a:
    """Columns 3–13 of Biểu II.06a; the totals 3, 7 and 11 are computed, so 3 = 4+5+6 holds."""

    online: int
    """Column 4."""
    direct: int
    """Column 5: at the counter or by public post."""
    carried: int
    """Column 6: from the period before."""
    early: int
    """Column 8."""
    on_time: int
    """Column 9."""
    overdue: int
    """Column 10."""
    open_in_time: int
    """Column 12."""
    open_overdue: int
    """Column 13."""

    @property
    def received(self) -> int:
        """Column 3."""
        return self.online + self.direct + self.carried

    @property
    def settled(self) -> int:
        """Column 7."""
        return self.early + self.on_time + self.overdue

    @property
    def pending(self) -> int:
        """Column 11."""
        return self.open_in_time + self.open_overdue

    @property
    def balanced(self) -> bool:
        """The fourth invariant, 3 = 7 + 11."""
        return self.received == self.settled + self.pending


@dataclass(frozen=True)
class Row06a:
    """One line of Biểu II.06a: a level or group (`heading`), a field, or a unit."""

    ordinal: Annotated[str, May("TT")]
    name: Annotated[str, Must("Lĩnh vực, công việc giải quyết theo cấp")]
    counts: Counts06a
    heading: bool = False


@dataclass(frozen=True, kw_only=True)
class Report06a:
    """Biểu II.06a/VPCP/KSTT: tình hình, kết quả giải quyết thủ tục hành chính, 13 columns."""

    unit_name: Annotated[str, Must("Đơn vị báo cáo")]
    recipient_name: Annotated[str, Must("Đơn vị nhận báo cáo")]
    period_name: Annotated[str, Must("Kỳ báo cáo")]
    period_from: Annotated[date, Must("Từ ngày")]
    period_to: Annotated[date, Must("Đến ngày")]
    place: Annotated[str, Must("Địa danh")]
    issued_at: Annotated[datetime, Must("Thời điểm lập biểu")]
    rows: tuple[Row06a, ...] = ()
    total: Annotated[Counts06a, Must("Tổng cộng")]
    as_of: Annotated[datetime, Must("Số liệu tính đến")]
    running: bool = False
    """The period has not ended: the paper says so."""
    snapshot: Annotated[str, May("Mã bản chốt số liệu")] = ""
    prepared_by: Annotated[str, May("Người lập biểu")] = ""
    signatory: Annotated[Signatory | None, May("Người ký")] = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a generic table; `width` in mm, 0 shares what is left; `group` spans neighbours."""

    heading: Annotated[str, Must("Tên cột")]
    width: float = 0
    align: Literal["left", "center", "right"] = "left"
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class TablePaper:
    """Any list to be printed: a work list, a queue, a catalogue extract. Cells are finished texts."""

    head: Annotated[Letterhead, Must("Cơ quan lập bảng")]
    title: Annotated[str, Must("Tên bảng")]
    subtitle: Annotated[str, May("Chú dẫn")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập bảng")]
    columns: Annotated[tuple[Column, ...], Must("Cột")]
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    signatory: Annotated[Signatory | None, May("Người ký")] = None

    def __post_init__(self) -> None:
        """Raises ValueError when a row does not have one cell per column: cells would shift on paper."""
        for index, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"Dòng {index} có {len(row)} ô, bảng có {len(self.columns)} cột.")
