"""Steps that end at the counter: fees, the result given at the counter, by post or online."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import DossierPage
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.rules.actors import Actor
from motcua.web.desk.steps_asking import PaidForm
from motcua.web.desk.steps_form import StepForm, Told, choice, line, pick, tick
from motcua.web.ui.vn_words import money_words


class CollectFee(PaidForm):
    """A fee left for later is taken, or exempted."""

    slug, verb = "thu-phi", "collect_fee"
    title = "Thu phí, lệ phí"
    button, done, kind = "Ghi đã thu", "Đã ghi khoản thu, biên lai sẵn sàng để in.", "secondary"
    template = "desk/steps/_fields.html"
    bill_id = pick("Khoản phải thu", "Chọn khoản phải thu.")
    method = choice(
        "Cách nộp",
        "Chọn cách nộp tiền.",
        [*PaidForm.labels, ("EXEMPT", "Được miễn")],
    )
    ground = line("Căn cứ miễn", "Chỉ cần khi được miễn: văn bản, đối tượng.", optional=True)
    field_order = ("bill_id", "method", "reference", "ground")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """The open fee bills."""
        rows = open_fees(page)
        self.fields["bill_id"].choices = [  # type: ignore[attr-defined]  # a field of `pick`
            {"value": bill.pk, "label": f"{money_words(bill.amount)} – {bill_words(bill)}"} for bill in rows
        ]
        if rows:
            self.suggest(bill_id=rows[0].pk)

    def act(self, number: str, told: Told) -> Any:
        """Book or exempt."""
        data = self.cleaned_data
        if data["method"] == "EXEMPT":
            return actions.exempt_fee(number, bill_id=data["bill_id"], ground=data["ground"], **told)
        return actions.collect_fee(
            number, bill_id=data["bill_id"], method=data["method"], reference=data["reference"], **told
        )


def open_fees(page: DossierPage) -> list[Any]:
    """Fee bills of the page that are not paid yet."""
    return [bill for bill in page.bills if bill.kind == "FEE" and bill.state == "UNPAID"]


def bill_words(bill: Any) -> str:
    """`Lệ phí cấp bản sao; Phí thẩm định`."""
    return "; ".join(str(one["name"]) for one in bill.lines)


class DeliverAtCounter(StepForm):
    """T20: to the right person, originals back."""

    slug, verb = "tra-tai-quay", "deliver_at_counter"
    title = "Trả kết quả tại quầy"
    button, done = "Đã trả kết quả", "Đã trả kết quả."
    template = "desk/steps/_deliver.html"
    receiver_name = line("Người nhận", most=200)
    receiver_number = line("Số định danh người nhận", width="20", optional=True, most=20)
    shown = choice("Giấy tờ đã xuất trình", "Chọn giấy tờ người nhận đã xuất trình.", actions.SHOWN.items())
    authority = line("Số, ngày giấy ủy quyền", "Chỉ khi người khác nhận thay.", optional=True, most=200)
    originals_returned = tick("Đã trả lại các bản chính")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Usually the applicant; the originals to give back; what is still owed."""
        self.originals = [p for p in page.papers if p.originals and p.returned_at is None]
        self.owed = sum(bill.amount for bill in open_fees(page))
        self.number = str(page.dossier)
        if not self.originals:
            del self.fields["originals_returned"]
        self.suggest(receiver_name=page.dossier.applicant_name, receiver_number=page.dossier.applicant_number)

    def act(self, number: str, told: Told) -> Any:
        """Deliver."""
        data = dict(self.cleaned_data)
        data.pop("seen", None)
        data["receiver_number"] = data["receiver_number"].replace(" ", "")
        return actions.deliver_at_counter(number, **data, **told)


class PostResult(StepForm):
    """T21: given to the post."""

    slug, verb = "giao-buu-chinh", "post_result"
    title = "Giao kết quả cho bưu chính"
    button, done, kind = "Đã giao bưu chính", "Đã giao kết quả cho bưu chính.", "secondary"
    waybill = line("Số vận đơn", width="20", most=60)
    address = line("Địa chỉ nhận")

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Where the applicant wanted it."""
        self.suggest(address=page.dossier.result_address or page.dossier.applicant_address)

    def act(self, number: str, told: Told) -> Any:
        """Post."""
        data = self.cleaned_data
        return actions.post_result(number, waybill=data["waybill"], address=data["address"], **told)


class DeliverByPost(StepForm):
    """T21: the post has proof of delivery."""

    slug, verb = "buu-chinh-da-phat", "deliver_by_post"
    title = "Bưu chính đã phát kết quả"
    button, done, kind = "Ghi đã phát", "Đã ghi bưu chính phát kết quả.", "secondary"
    receiver_name = line("Người ký nhận với bưu chính", most=200)

    def act(self, number: str, told: Told) -> Any:
        """Record the proof."""
        return actions.deliver_by_post(number, receiver_name=self.cleaned_data["receiver_name"], **told)


class DeliverOnline(StepForm):
    """T22: the electronic result."""

    slug, verb = "tra-truc-tuyen", "deliver_online"
    title = "Trả kết quả trực tuyến"
    button, done, kind = "Trả trực tuyến", "Đã trả kết quả trực tuyến.", "secondary"
    hint = "Người nộp nhận được tin báo và tải tệp kết quả ở trang tra cứu."

    def act(self, number: str, told: Told) -> Any:
        """Deliver."""
        try:
            return actions.deliver_online(number, **told)
        except GuardNotMet as fault:
            raise GuardNotMet(fault.sentence) from fault
