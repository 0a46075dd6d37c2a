"""What officers of TTHC control type about the catalogue, read into plain values."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from motcua.apps.catalogue.actions import UseDraft
from motcua.rules.fees import Fee, FeeKind
from motcua.rules.procedure_use import LocalLimit, UseNotReady, limit_value, unit_choices
from motcua.rules.procedures import Channel
from motcua.web.ui.form_fields import VnDateField, VnMoneyField

NUMBER_HELP = "Ví dụ 3 hoặc 0,5; bỏ trống khi chọn “trong ngày” hoặc “trả ngay”"
NUMBER_NEEDED = "Nhập thời hạn, ví dụ 3 hoặc 0,5."
FEE_MOMENTS = (("AT_FILING", "Khi nộp hồ sơ"), ("AT_DELIVERY", "Khi trả kết quả"), ("NONE", "Không thu"))


class VnNumberField(forms.CharField):
    """A number typed with a decimal comma or point."""

    def clean(self, value: Any) -> Decimal | None:
        """The number; raises ValidationError with an example."""
        text = super().clean(value).strip().replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError("Nhập một số, ví dụ 3 hoặc 0,5.") from None
        if not number.is_finite() or not 0 < number <= 9999 or number != round(number, 2):
            raise forms.ValidationError("Nhập số lớn hơn 0, tối đa hai chữ số lẻ, ví dụ 3 hoặc 0,5.")
        return number


def _settle_number(form: forms.Form, data: dict[str, Any], value: str, unit: str) -> None:
    """Put the number that the chosen unit takes into the cleaned data, or the fault beside the number."""
    if value not in data or not data.get(unit):
        return
    try:
        data[value] = limit_value(data[value], data[unit])
    except UseNotReady as refusal:
        form.add_error(value, str(refusal))


class ChooseForm(forms.Form):
    """Which procedure, at which agency."""

    code = forms.CharField(
        label="Mã thủ tục", max_length=40, error_messages={"required": "Nhập mã thủ tục, ví dụ 1.001193."}
    )
    agency = forms.ChoiceField(
        label="Cơ quan giải quyết", error_messages={"required": "Chọn cơ quan giải quyết thủ tục."}
    )


class UseForm(forms.Form):
    """How the agency uses the procedure. Blanks are allowed: they are listed as missing."""

    authority = forms.CharField(
        label="Người có thẩm quyền quyết định",
        max_length=200,
        required=False,
        help_text="Ví dụ: Chủ tịch UBND xã",
    )
    settling_unit = forms.ChoiceField(label="Đơn vị thụ lý", required=False)
    centers = forms.MultipleChoiceField(label="Nơi tiếp nhận", required=False)
    channels = forms.MultipleChoiceField(
        label="Cách thức nộp được nhận", required=False, choices=[(one.value, one.label) for one in Channel]
    )
    process_key = forms.ChoiceField(label="Quy trình nội bộ", required=False)
    fee_when = forms.ChoiceField(label="Thu phí, lệ phí", choices=FEE_MOMENTS)
    committed_value = VnNumberField(label="Cam kết trả sớm trong", required=False, help_text=NUMBER_HELP)
    committed_unit = forms.ChoiceField(
        label="Đơn vị thời gian", required=False, choices=[("", ""), *unit_choices()]
    )
    committed_ground = forms.CharField(
        label="Văn bản cam kết", max_length=300, required=False, help_text="Số, ngày của quyết định"
    )
    immediate = forms.BooleanField(label="Trả kết quả ngay, không hẹn ngày", required=False)
    five_on_spot = forms.BooleanField(label="Thực hiện “5 tại chỗ”", required=False)
    five_on_spot_ground = forms.CharField(
        label="Văn bản cho phép “5 tại chỗ”", max_length=300, required=False
    )
    valid_from = VnDateField(label="Áp dụng từ ngày")

    def clean(self) -> dict[str, Any]:
        """A commitment is a number, a unit and a document together; some units are whole without a number."""
        data = super().clean() or {}
        _settle_number(self, data, "committed_value", "committed_unit")
        parts = [bool(data.get(f"committed_{part}")) for part in ("value", "unit", "ground")]
        if any(parts) and not all(parts):
            self.add_error(
                "committed_value", "Cam kết cần đủ số, đơn vị thời gian và văn bản; hoặc để trống cả ba."
            )
        return data

    def draft(self) -> UseDraft:
        """The settings as the action takes them."""
        data = self.cleaned_data
        committed = None
        if data["committed_value"]:
            committed = LocalLimit(data["committed_value"], data["committed_unit"], data["committed_ground"])
        return UseDraft(
            authority=data["authority"],
            center_ids=tuple(int(pk) for pk in data["centers"]),
            settling_unit_id=int(data["settling_unit"]) if data["settling_unit"] else None,
            channels=tuple(data["channels"]),
            process_key=data["process_key"],
            fee_when=data["fee_when"],
            committed=committed,
            immediate=data["immediate"],
            five_on_spot=data["five_on_spot"],
            five_on_spot_ground=data["five_on_spot_ground"],
        )


class LimitForm(forms.Form):
    """The limit the agency decides where the catalogue has none."""

    value = VnNumberField(
        label="Thời hạn",
        required=False,
        help_text=NUMBER_HELP,
    )
    unit = forms.ChoiceField(label="Đơn vị", choices=unit_choices())
    ground = forms.CharField(
        label="Văn bản quyết định",
        max_length=300,
        help_text="Số, ngày, cơ quan ban hành",
        error_messages={"required": "Ghi số, ngày của văn bản quyết định thời hạn này."},
    )
    valid_from = VnDateField(label="Áp dụng từ ngày")

    def clean(self) -> dict[str, Any]:
        """A number is needed unless the unit is whole without one."""
        data = super().clean() or {}
        _settle_number(self, data, "value", "unit")
        if "value" in data and data["value"] is None:
            self.add_error("value", NUMBER_NEEDED)
        return data

    def limit(self) -> LocalLimit:
        """The limit as the action takes it."""
        data = self.cleaned_data
        return LocalLimit(data["value"], data["unit"], data["ground"])


class FeeForm(forms.Form):
    """One confirmed fee line; an empty one is left out."""

    kind = forms.ChoiceField(label="Loại", choices=[("SERVICE", "Phí"), ("CHARGE", "Lệ phí")])
    amount = VnMoneyField(label="Số tiền (đồng)", required=False)
    note = forms.CharField(label="Trường hợp áp dụng", max_length=300, required=False)

    def line(self) -> Fee | None:
        """The line, None when no amount was typed."""
        data = self.cleaned_data
        if data["amount"] is None:
            return None
        return Fee(FeeKind(data["kind"]), Decimal(data["amount"]), data["note"])


class FeesForm(forms.Form):
    """The document behind the confirmed fees."""

    ground = forms.CharField(
        label="Văn bản quy định mức thu",
        max_length=300,
        help_text="Ví dụ: Nghị quyết số …/NQ-HĐND của Hội đồng nhân dân tỉnh",
        error_messages={"required": "Ghi văn bản quy định mức thu."},
    )
    valid_from = VnDateField(label="Áp dụng từ ngày")


class StopForm(forms.Form):
    """The last day new dossiers are taken."""

    last_on = VnDateField(label="Ngày cuối cùng nhận hồ sơ mới")


class ImportForm(forms.Form):
    """A catalogue file and what is known about the decision behind it."""

    file = forms.FileField(
        label="Tệp danh mục",
        help_text="Tệp .jsonl, .jsonl.gz hoặc .json, tối đa 50 MB",
        error_messages={"required": "Chọn tệp danh mục.", "empty": "Tệp rỗng. Chọn tệp khác."},
    )
    mode = forms.ChoiceField(
        label="Nếu có dòng lỗi",
        choices=[
            ("good", "Nạp các dòng đúng, báo các dòng lỗi"),
            ("all_or_nothing", "Không nạp gì, chỉ báo lỗi"),
        ],
    )
    effective_on = VnDateField(
        label="Ngày hiệu lực",
        required=False,
        help_text="Để trống nếu tệp không kèm ngày hiệu lực của quyết định",
    )
    title = forms.CharField(label="Ghi chú về lần nạp", max_length=500, required=False)


class AbolishForm(forms.Form):
    """A decision that abolishes procedures."""

    number = forms.CharField(
        label="Số quyết định", max_length=60, error_messages={"required": "Nhập số quyết định."}
    )
    issuer = forms.CharField(
        label="Cơ quan ban hành", max_length=200, error_messages={"required": "Nhập cơ quan ban hành."}
    )
    title = forms.CharField(label="Trích yếu", max_length=500, error_messages={"required": "Nhập trích yếu."})
    signed_on = VnDateField(label="Ngày ký")
    effective_on = VnDateField(label="Ngày hiệu lực")
    codes = forms.CharField(
        label="Mã các thủ tục bị bãi bỏ",
        widget=forms.Textarea,
        help_text="Mỗi dòng một mã",
        error_messages={"required": "Nhập ít nhất một mã thủ tục."},
    )
