"""The words of each notice. One place, plain sentences; never a secret, never more personal data than the number."""

from __future__ import annotations

from collections.abc import Callable

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.placing import civil


def _due(dossier: Dossier) -> str:
    if dossier.due_at is None or dossier.due_on is None:
        return "trả kết quả ngay"
    at = civil(dossier.due_at)
    clock = "hết ngày" if at.hour == at.minute == 0 else f"{at:%H:%M} ngày"
    return f"hẹn trả {clock} {dossier.due_on:%d/%m/%Y}"


def _phone(dossier: Dossier) -> str:
    phone = dossier.receiving_unit.phone
    return f" Hỏi thêm: {phone}." if phone else ""


WORDS: dict[str, Callable[[Dossier], str]] = {
    "DossierAccepted": lambda d: f"Hồ sơ {d} đã được tiếp nhận, {_due(d)}.",
    "DossierDeclined": lambda d: (
        "Hồ sơ của ông/bà không được tiếp nhận. Mời đến nơi nộp để nhận phiếu nêu lý do."
    ),
    "SupplementAsked": lambda d: (
        f"Hồ sơ {d} cần bổ sung giấy tờ"
        + (f" trước ngày {d.supplement_due_on:%d/%m/%Y}" if d.supplement_due_on else "")
        + ". Xem phiếu yêu cầu tại nơi nộp hoặc trang tra cứu."
    ),
    "SupplementReceived": lambda d: f"Đã nhận giấy tờ bổ sung của hồ sơ {d}, {_due(d)}.",
    "SupplementLapsed": lambda d: f"Hồ sơ {d} quá hạn bổ sung nên được trả lại. Mời đến nhận lại giấy tờ.",
    "ObligationRaised": lambda d: f"Hồ sơ {d} cần nộp nghĩa vụ tài chính theo thông báo.",
    "ObligationSettled": lambda d: f"Đã nhận tiền nộp của hồ sơ {d}, {_due(d)}.",
    "DossierExtended": lambda d: f"Xin lỗi ông/bà: hồ sơ {d} chưa giải quyết kịp, {_due(d)}.",
    "DossierWithdrawn": lambda d: f"Đã ghi nhận việc rút hồ sơ {d}.",
    "DossierRefused": lambda d: f"Hồ sơ {d} đã dừng giải quyết. Lý do ghi trong văn bản gửi ông/bà.",
    "ResultReady": lambda d: f"Hồ sơ {d} đã có kết quả. Mời đến nhận hoặc chờ bưu chính.",
    "ResultDelivered": lambda d: f"Kết quả hồ sơ {d} đã được trả. Cảm ơn ông/bà.",
    "PapersLost": lambda d: (
        f"Rất xin lỗi: giấy tờ trong hồ sơ {d} bị mất hoặc hỏng; cơ quan sẽ liên hệ và khắc phục."
    ),
    "ResultRecalled": lambda d: f"Kết quả hồ sơ {d} có sai sót và được thu hồi, {_due(d)}. Xin lỗi ông/bà.",
    "DossierRedated": lambda d: f"Lịch làm việc thay đổi nên hồ sơ {d} {_due(d)}.",
}


def words_for(fact: str, dossier: Dossier) -> str:
    """The text of the notice a fact gives the applicant. Raises KeyError for a fact that gives none."""
    return WORDS[fact](dossier) + _phone(dossier)
