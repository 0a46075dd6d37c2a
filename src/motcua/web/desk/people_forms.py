"""What is typed about people: a leave, a delegation, a newcomer, a seat, the last day of somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from motcua.rules.actors import Role
from motcua.web.ui.form_fields import VnDateField

Choices = list[tuple[str, str]]


class PeopleForm(forms.Form):
    """Selects are numbers whose choices the page gives; the action decides whether they are right."""

    def offer(self, **choices: Choices) -> PeopleForm:
        """Give the selects what they offer."""
        for name, rows in choices.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]  # read by the component
        return self


class PickField(forms.IntegerField):
    """One row by its id."""

    choices: Choices

    def __init__(self, label: str, needed: str = "", hint: str = "") -> None:
        messages = {"required": needed, "invalid": needed or "Chọn trong danh sách."}
        super().__init__(
            label=label, help_text=hint, required=bool(needed), max_value=2**31, error_messages=messages
        )
        self.error_messages["max_value"] = messages["invalid"]
        self.choices = []


def _text(label: str, most: int, needed: str = "", hint: str = "") -> forms.CharField:
    messages = {"required": needed, "max_length": f"Viết gọn trong {most} ký tự."}
    return forms.CharField(
        label=label, max_length=most, required=bool(needed), help_text=hint, error_messages=messages
    )


def _day(label: str, needed: str = "") -> VnDateField:
    messages = {"required": needed} if needed else {}
    return VnDateField(label=label, required=bool(needed), error_messages=messages)


class LeaveForm(PeopleForm):
    """Days away, why, and who acts meanwhile."""

    officer_id = PickField("Người nghỉ", "Chọn người nghỉ.")
    first_on = _day("Nghỉ từ ngày", "Nhập ngày đầu tiên nghỉ, ví dụ 02/03/2026.")
    last_on = _day("Đến hết ngày", "Nhập ngày cuối cùng nghỉ, ví dụ 06/03/2026.")
    reason = _text(
        "Lý do", 200, "Hãy ghi lý do, ví dụ «Nghỉ phép năm».", "Ví dụ: Nghỉ phép năm, đi công tác, đi học"
    )
    substitute_id = PickField(
        "Người thay", "", "Trong những ngày này, người thay làm được mọi việc của người nghỉ và ký thay."
    )


class DelegationForm(PeopleForm):
    """Who lets whom act, for which process, on which days, by which document."""

    officer_id = PickField("Người ủy quyền", "Chọn người ủy quyền.")
    delegate_id = PickField("Người được ủy quyền", "Chọn người được ủy quyền.")
    process_key = forms.CharField(label="Quy trình", required=False, max_length=60)
    first_on = _day("Từ ngày", "Nhập ngày bắt đầu, ví dụ 02/03/2026.")
    last_on = _day("Đến hết ngày", "Nhập ngày kết thúc, ví dụ 31/03/2026.")
    basis = _text(
        "Văn bản ủy quyền, phân công",
        300,
        "Hãy ghi số, ngày của văn bản.",
        "Ví dụ: QĐ 15/QĐ-STP ngày 02/03/2026",
    )


class SeatForm(PeopleForm):
    """A seat in a unit from a day on."""

    unit_id = PickField("Đơn vị", "Chọn đơn vị.")
    role = forms.CharField(label="Vai trò", max_length=20, error_messages={"required": "Chọn vai trò."})
    first_on = _day("Từ ngày", "Nhập ngày bắt đầu, ví dụ 02/03/2026.")
    last_on = _day("Đến hết ngày")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_roles(tuple(Role))

    def offer_roles(self, roles: Iterable[Role]) -> None:
        """Only these roles stand in the list: others could only be refused."""
        self.offer(role=[(role.value, role.label) for role in roles])


class NewcomerForm(SeatForm):
    """A new account with its first seat."""

    full_name = _text("Họ và tên", 120, "Nhập họ và tên.")
    username = _text(
        "Tên đăng nhập", 60, "Nhập tên đăng nhập.", "Chữ thường không dấu, số, dấu chấm; ví dụ tranthib"
    )
    title = _text("Chức danh in trên phiếu", 120, hint="Ví dụ: Chuyên viên")


class LastDayForm(PeopleForm):
    """The last day somebody works here."""

    last_on = _day("Ngày làm việc cuối cùng", "Nhập ngày làm việc cuối cùng, ví dụ 31/03/2026.")
