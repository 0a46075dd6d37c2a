"""What the counter typed, as one value, and what is wrong with it, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from motcua.apps.dossiers.models import Channel, ResultWay
from motcua.apps.people.actions import PersonData
from motcua.rules import identity

CATALOGUE_CHANNEL = {
    Channel.COUNTER: "DIRECT",
    Channel.MOBILE: "DIRECT",
    Channel.ONLINE: "ONLINE",
    Channel.ASSISTED: "ONLINE",
    Channel.POST: "POSTAL",
}


@dataclass(frozen=True, slots=True)
class PaperIn:
    """One line of the checklist: how many of each kind came, or why none did."""

    name: str
    required: bool = True
    originals: int = 0
    certified: int = 0
    copies: int = 0
    file_id: int | None = None
    missing_reason: str = ""
    reused: bool = False

    @property
    def is_in(self) -> bool:
        """True when the paper is there in some form."""
        return bool(self.originals or self.certified or self.copies or self.file_id or self.reused)


@dataclass(frozen=True, slots=True)
class FeeIn:
    """The fee as decided at the counter: `how` NONE, NOW, LATER or EXEMPT. Amounts in đồng."""

    how: str = "NONE"
    lines: Sequence[tuple[str, Decimal, str]] = ()
    method: str = "CASH"
    exempt_ground: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """One dossier to be filed."""

    procedure: str
    agency_id: int
    unit_id: int
    applicant: PersonData
    papers: Sequence[PaperIn]
    token: UUID
    channel: str = Channel.COUNTER
    case: int | None = None
    subject: str = ""
    sets: int = 1
    submitter_name: str = ""
    submitter_number: str = ""
    submitter_phone: str = ""
    submitter_authority: str = ""
    result_way: str = ResultWay.COUNTER
    result_address: str = ""
    fee: FeeIn = field(default_factory=FeeIn)

    @property
    def catalogue_channel(self) -> str:
        """The published channel whose limit and fee apply."""
        return CATALOGUE_CHANNEL.get(Channel(self.channel), "DIRECT")

    def faults(self) -> dict[str, str]:
        """Everything wrong, by field name, in Vietnamese; empty when it can be filed."""
        found = {f"applicant_{key}": text for key, text in self.applicant.faults().items()}
        found |= self._submitter_faults() | self._result_faults() | self._fee_faults()
        if self.channel not in Channel.values:
            found["channel"] = "Hãy chọn hình thức nộp hồ sơ."
        if not 1 <= self.sets <= 99:
            found["sets"] = "Số bộ hồ sơ từ 1 đến 99."
        for ordinal, paper in enumerate(self.papers, 1):
            if paper.required and not paper.is_in and not paper.missing_reason.strip():
                found[f"paper_{ordinal}"] = (
                    "Chưa nhận giấy này: hãy ghi số bản, đính kèm tệp, hoặc ghi lý do chưa có."
                )
        return found

    def _submitter_faults(self) -> dict[str, str]:
        if not (self.submitter_name.strip() or self.submitter_number or self.submitter_phone):
            return {}
        found: dict[str, str] = {}
        if not self.submitter_name.strip():
            found["submitter_name"] = "Hãy ghi họ tên người nộp thay."
        if fault := identity.id_fault(self.submitter_number):
            found["submitter_number"] = fault
        if fault := identity.phone_fault(identity.fold_phone(self.submitter_phone)):
            found["submitter_phone"] = fault
        if not self.submitter_authority.strip():
            found["submitter_authority"] = (
                "Người nộp thay phải có giấy ủy quyền hoặc giấy giới thiệu: ghi số, ngày."
            )
        return found

    def _result_faults(self) -> dict[str, str]:
        if self.result_way not in ResultWay.values:
            return {"result_way": "Hãy chọn cách nhận kết quả."}
        if self.result_way == ResultWay.POST and not self.result_address.strip():
            return {"result_address": "Hãy ghi địa chỉ nhận kết quả qua bưu chính."}
        if self.result_way == ResultWay.ONLINE and not (self.applicant.phone or self.applicant.email):
            return {"applicant_phone": "Nhận kết quả trực tuyến cần số điện thoại hoặc thư điện tử."}
        return {}

    def _fee_faults(self) -> dict[str, str]:
        if self.fee.how not in ("NONE", "NOW", "LATER", "EXEMPT"):
            return {"fee_how": "Hãy chọn cách thu phí, lệ phí."}
        if self.fee.how == "EXEMPT" and not self.fee.exempt_ground.strip():
            return {"fee_exempt_ground": "Hãy ghi căn cứ miễn phí, lệ phí."}
        if self.fee.how in ("NOW", "LATER") and not any(amount > 0 for _, amount, _ in self.fee.lines):
            return {"fee_lines": "Hãy ghi số tiền phải thu, hoặc chọn không thu."}
        return {}
