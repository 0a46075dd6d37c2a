"""The questions of the intake sheet; field names are those of `Intake.faults()`, so a fault lands beside its field."""

from __future__ import annotations

from typing import Any

from django import forms

from motcua.apps.dossiers.queries import choices, counter
from motcua.web.ui.form_fields import VnDateField, VnMoneyField

SEXES = [("", "Chưa rõ"), ("Nam", "Nam"), ("Nữ", "Nữ")]
FEE_WAYS = [
    ("NOW", "Thu ngay"),
    ("LATER", "Thu sau"),
    ("EXEMPT", "Miễn"),
    ("NONE", "Không thu"),
]


def _text(label: str, longest: int, **more: Any) -> forms.CharField:
    too_long = {"max_length": f"Viết gọn trong {longest} ký tự."}
    return forms.CharField(label=label, max_length=longest, required=False, error_messages=too_long, **more)


class IntakeForm(forms.Form):
    """Everything on the sheet except the papers. Nothing is required here: `Intake.faults()` says what is missing."""

    use_required_attribute = False

    procedure = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    agency = forms.IntegerField(required=False, widget=forms.HiddenInput)
    unit = forms.IntegerField(required=False, label="Nơi tiếp nhận")
    channel = forms.ChoiceField(label="Hình thức nộp", choices=choices.CHANNELS, required=False)
    case = forms.IntegerField(required=False, label="Trường hợp")
    subject = _text("Trích yếu (để trống: lấy tên thủ tục)", 1000)
    sets = forms.IntegerField(
        label="Số bộ",
        required=False,
        error_messages={"invalid": "Số bộ hồ sơ là một số, từ 1 đến 99."},
    )

    applicant_kind = forms.ChoiceField(label="Đối tượng", choices=counter.PERSON_KINDS, required=False)
    applicant_name = _text("Họ tên hoặc tên tổ chức", 200)
    applicant_personal_id = _text("Số định danh / MST", 20)
    applicant_old_id = forms.CharField(required=False, max_length=9, widget=forms.HiddenInput)
    applicant_born_on = VnDateField(label="Ngày sinh", required=False)
    applicant_sex = forms.ChoiceField(label="Giới tính", choices=SEXES, required=False)
    applicant_phone = _text("Điện thoại", 20)
    applicant_email = _text("Thư điện tử", 120)
    applicant_address = _text("Địa chỉ", 300)

    submitter_name = _text("Họ tên người nộp thay", 200)
    submitter_number = _text("Số định danh", 20)
    submitter_phone = _text("Điện thoại", 20)
    submitter_authority = _text("Giấy ủy quyền, giấy giới thiệu (số, ngày)", 200)

    result_way = forms.ChoiceField(label="Nhận kết quả", choices=choices.RESULT_WAYS, required=False)
    result_address = _text("Địa chỉ nhận kết quả", 300)

    fee_how = forms.ChoiceField(
        label="Thu phí, lệ phí",
        choices=FEE_WAYS,
        required=False,
        error_messages={"invalid_choice": "Hãy chọn cách thu phí, lệ phí."},
    )
    fee_line = forms.CharField(required=False, max_length=8)
    fee_charge = VnMoneyField(label="Lệ phí (đồng)", required=False)
    fee_service = VnMoneyField(label="Phí (đồng)", required=False)
    fee_method = forms.ChoiceField(label="Cách trả", choices=counter.AT_COUNTER, required=False)
    fee_exempt_ground = _text("Căn cứ miễn", 300)

    outcome = _text("Kết quả đã trả", 500)
    result_number = _text("Số kết quả (nếu có)", 60)
    wants_receipt = forms.BooleanField(label="In giấy tiếp nhận cho người dân", required=False)


START: dict[str, str] = {
    "channel": "COUNTER",
    "sets": "1",
    "applicant_kind": "CITIZEN",
    "result_way": "COUNTER",
    "fee_method": "CASH",
}
