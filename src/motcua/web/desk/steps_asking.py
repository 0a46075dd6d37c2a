"""Steps that ask somebody for something: a supplement, another unit's opinion, money owed; and the answers."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import DossierPage, wanted_items
from motcua.apps.dossiers.queries.choices import METHODS, VERDICTS, units_to_ask
from motcua.rules.actors import Actor
from motcua.web.desk.steps_form import (
    StepForm,
    TicksField,
    Told,
    choice,
    clock,
    day,
    line,
    money,
    pick,
    words,
)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LINES_MORE = 3
SUPPLEMENT_DAYS, ANSWER_DAYS, PAY_DAYS = 10, 3, 15
"""Calendar days suggested in the forms; the officer may change them."""


class AskSupplement(StepForm):
    """T11: one list, made of the papers judged Thiếu or Sai, and of further lines."""

    slug, verb = "bo-sung", "ask_supplement"
    title = "Yêu cầu bổ sung hồ sơ"
    button, done, kind = "Gửi yêu cầu bổ sung", "Đã gửi yêu cầu bổ sung.", "secondary"
    template = "desk/steps/_supplement.html"
    reason = words("Lý do yêu cầu bổ sung", "In nguyên văn trên phiếu yêu cầu bổ sung.")
    due_on = day("Người nộp bổ sung trước hết ngày", required="Nhập ngày phải bổ sung xong.")
    leader_ground = line(
        "Căn cứ của lãnh đạo",
        "Lần thứ hai, hoặc quá 3 ngày làm việc từ khi tiếp nhận: lãnh đạo là người gửi và ghi căn cứ.",
        optional=True,
        most=500,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for i in range(1, LINES_MORE + 1):
            self.fields[f"name_{i}"] = line("Giấy tờ khác", most=1000)
            self.fields[f"what_{i}"] = line("Cần làm gì", most=500)

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """The papers not «đạt», whether a leader must send, a day to complete by."""
        labels = dict(VERDICTS)
        self.wanted = [(p, labels[p.verdict]) for p in page.papers if p.verdict not in ("", "OK")]
        self.not_judged = [paper for paper in page.papers if not paper.verdict]
        self.more = [(self[f"name_{i}"], self[f"what_{i}"]) for i in range(1, LINES_MORE + 1)]
        self.needs_leader = actions.needs_leader(page.dossier, at)
        self.suggest(due_on=at.date() + timedelta(days=SUPPLEMENT_DAYS))

    def act(self, number: str, told: Told) -> Any:
        """Send the request."""
        data = self.cleaned_data
        more = [
            actions.Wanted(data[f"name_{i}"].strip(), data[f"what_{i}"].strip() or "Bổ sung")
            for i in range(1, LINES_MORE + 1)
            if data[f"name_{i}"].strip()
        ]
        return actions.ask_supplement(
            number,
            reason=data["reason"],
            due_on=data["due_on"],
            leader_ground=data["leader_ground"],
            more=more,
            **told,
        )


class ReceiveSupplement(StepForm):
    """T12: every item of the list is there."""

    slug, verb = "nhan-bo-sung", "receive_supplement"
    title = "Nhận giấy tờ bổ sung"
    button, done = "Đã nhận đủ", "Đã nhận đủ giấy tờ bổ sung, đã in lại giấy hẹn."
    hint = "Chỉ nhận khi đủ mọi mục, để người nộp không phải đi lại lần nữa."
    items = TicksField("Các mục đã nhận")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """The items asked for."""
        self.fields["items"].choices = [  # type: ignore[attr-defined]  # a TicksField
            (item.ordinal, f"{item.paper_name}: {item.wanted}" if item.wanted else item.paper_name)
            for item in wanted_items(page.dossier)
        ]

    def act(self, number: str, told: Told) -> Any:
        """Take the papers in."""
        return actions.receive_supplement(number, dict.fromkeys(self.cleaned_data["items"], True), **told)


class LapseSupplement(StepForm):
    """T13: the day has passed."""

    slug, verb = "het-han-bo-sung", "lapse_supplement"
    title = "Dừng hồ sơ vì hết hạn bổ sung"
    button, done, kind = "Dừng hồ sơ", "Đã dừng hồ sơ vì hết hạn bổ sung.", "warning"
    hint = "Hãy liên hệ người nộp trước. Giấy tờ được trả lại, phiếu thông báo được in."

    def act(self, number: str, told: Told) -> Any:
        """Close the dossier."""
        return actions.lapse_supplement(number, **told)


class Consult(StepForm):
    """T9: a question to another unit."""

    slug, verb = "lay-y-kien", "consult"
    title = "Lấy ý kiến đơn vị khác"
    button, done, kind = "Gửi lấy ý kiến", "Đã gửi phiếu lấy ý kiến.", "secondary"
    hint = "Thời hạn giải quyết hồ sơ vẫn chạy; đơn vị được hỏi có thời hạn trả lời riêng."
    renames = {"due_at": "due_on"}
    unit_id = pick("Đơn vị được hỏi", "Chọn đơn vị được hỏi.", look="select")
    question = words("Nội dung cần lấy ý kiến", most=2000)
    due_on = day("Trả lời trước ngày", required="Nhập ngày phải trả lời.")
    due_time = clock("Giờ")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Every unit but the holder."""
        self.fields["unit_id"].choices = [  # type: ignore[attr-defined]  # a field of `pick`
            row for row in units_to_ask(at.date()) if row[0] != page.dossier.holder_unit_id
        ]
        self.suggest(due_on=at.date() + timedelta(days=ANSWER_DAYS), due_time=time(17))

    def act(self, number: str, told: Told) -> Any:
        """Ask."""
        data = self.cleaned_data
        due_at = datetime.combine(data["due_on"], data["due_time"], VIETNAM)
        return actions.consult(
            number, unit_id=data["unit_id"], question=data["question"], due_at=due_at, **told
        )


class Answer(StepForm):
    """T9: the asked unit answers, or the case officer notes its silence."""

    slug, verb = "tra-loi-y-kien", "answer_consultation"
    title = "Trả lời lấy ý kiến"
    button, done = "Ghi ý kiến", "Đã ghi ý kiến trả lời."
    consultation_id = pick("Phiếu lấy ý kiến", "Chọn phiếu lấy ý kiến.")
    answer = words(
        "Ý kiến", "Để trống chỉ khi đơn vị được hỏi không trả lời và đã quá hạn.", rows=5, most=4000
    )

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """The open questions this officer may answer now."""
        mine = [
            c
            for c in page.consultations
            if c.answered_id is None and c.unit_id in actor.units(process=page.dossier.process_key)
        ]
        late = [c for c in page.consultations if c.answered_id is None and c.due_at < at]
        rows = mine or late
        self.fields["consultation_id"].choices = [  # type: ignore[attr-defined]  # a field of `pick`
            {"value": c.pk, "label": f"{c.unit.name}", "hint": c.question} for c in rows
        ]
        if rows:
            self.suggest(consultation_id=rows[0].pk)

    def act(self, number: str, told: Told) -> Any:
        """Answer."""
        data = self.cleaned_data
        return actions.answer_consultation(
            number, consultation_id=data["consultation_id"], answer=data["answer"], **told
        )


class RequirePayment(StepForm):
    """T14: a financial obligation; the clock pauses."""

    slug, verb = "nghia-vu-tai-chinh", "require_payment"
    title = "Yêu cầu thực hiện nghĩa vụ tài chính"
    button, done, kind = (
        "Gửi thông báo nộp tiền",
        "Đã gửi thông báo nộp tiền; thời hạn tạm dừng.",
        "secondary",
    )
    hint = "Thời hạn giải quyết tạm dừng từ lúc gửi đến khi người nộp đã nộp đủ."
    name = line("Nội dung phải nộp", "Ví dụ: tiền sử dụng đất, lệ phí trước bạ")
    amount = money("Số tiền (đồng)", "Nhập số tiền phải nộp.")
    notice = line("Số thông báo nộp tiền", width="20", most=60)
    pay_by = day("Hạn nộp", required="Nhập hạn nộp tiền.")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """A usual time to pay."""
        self.suggest(pay_by=at.date() + timedelta(days=PAY_DAYS))

    def act(self, number: str, told: Told) -> Any:
        """Ask for the money."""
        given = {name: self.cleaned_data[name] for name in ("name", "amount", "notice", "pay_by")}
        return actions.require_payment(number, **given, **told)


class PaidForm(StepForm):
    """What is asked whenever money comes in."""

    labels: ClassVar[Any] = METHODS
    method = choice("Cách nộp", "Chọn cách nộp tiền.", METHODS)
    reference = line(
        "Mã giao dịch", "Cần khi chuyển khoản hoặc nộp trực tuyến.", optional=True, width="20", most=80
    )


class SettleObligation(PaidForm):
    """T15: the money is there; the clock goes on."""

    slug, verb = "da-nop-tien", "settle_obligation"
    title = "Xác nhận đã thực hiện nghĩa vụ tài chính"
    button, done = "Đã thu đủ", "Đã thu đủ tiền; thời hạn chạy tiếp."

    def act(self, number: str, told: Told) -> Any:
        """Book the money."""
        data = self.cleaned_data
        return actions.settle_obligation(
            number, method=data["method"], reference=data["reference"].strip() or None, **told
        )
