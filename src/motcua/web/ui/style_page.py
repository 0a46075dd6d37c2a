"""The living style page: every component with sample data, in both densities (`/phong-cach`)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from motcua.rules.lifecycle import State
from motcua.web.ui.access import public
from motcua.web.ui.clock import VIETNAM
from motcua.web.ui.form_fields import VnDateField, VnMoneyField

AT = dt.datetime(2026, 3, 2, 9, 15, tzinfo=VIETNAM)
CHANNELS = (("COUNTER", "Trực tiếp tại quầy"), ("POST", "Qua bưu chính công ích"), ("ONLINE", "Trực tuyến"))
PAPERS = (
    {"value": "1", "label": "Tờ khai đăng ký khai sinh", "hint": "Bản chính, theo mẫu"},
    {
        "value": "2",
        "label": "Giấy chứng sinh",
        "hint": "Bản chính; không có thì nộp văn bản của người làm chứng",
    },
    {"value": "3", "label": "Giấy ủy quyền", "disabled": True},
)
TRACE = (
    ("2026-03-02", False, "ngày tiếp nhận, không tính", "khoản 2 Điều 147 Bộ luật Dân sự 2015", ""),
    ("2026-03-03", True, "ngày làm việc", "Nghị định 118/2025/NĐ-CP", "1 ngày làm việc"),
    ("2026-03-04", True, "ngày làm việc", "Nghị định 118/2025/NĐ-CP", "1 ngày làm việc"),
    ("2026-03-05", True, "ngày làm việc", "Nghị định 118/2025/NĐ-CP", "1 ngày làm việc"),
    ("2026-03-07", False, "thứ Bảy, ngày nghỉ hằng tuần", "Điều 111 Bộ luật Lao động 2019", ""),
    ("2026-03-08", False, "Chủ nhật, ngày nghỉ hằng tuần", "Điều 111 Bộ luật Lao động 2019", ""),
)


class SampleForm(forms.Form):
    """One question of each kind."""

    full_name = forms.CharField(
        label="Họ, chữ đệm, tên",
        help_text="Viết như trên thẻ căn cước",
        error_messages={"required": "Nhập họ, chữ đệm và tên của người nộp hồ sơ."},
    )
    born_on = VnDateField(label="Ngày sinh")
    fee = VnMoneyField(label="Lệ phí")
    field_of_law = forms.ChoiceField(
        label="Lĩnh vực", choices=[("", "Chọn lĩnh vực"), ("HT", "Hộ tịch"), ("DD", "Đất đai")]
    )
    channel = forms.ChoiceField(label="Cách nộp hồ sơ", choices=CHANNELS)
    note = forms.CharField(label="Ghi chú", required=False, help_text="Chỉ người xử lý hồ sơ đọc được")


def _open_days() -> list[dict[str, Any]]:
    """Deadline chips in every state, around the sample moment."""
    day = dt.timedelta(days=1)
    return [
        {"due_at": AT + 9 * day},
        {"due_at": AT + 2 * day},
        {"due_at": AT + day},
        {"due_at": AT + dt.timedelta(hours=7)},
        {"due_at": AT - dt.timedelta(hours=3)},
        {"due_at": AT - 2 * day},
        {"due_at": AT, "paused": True},
        {"due_at": AT + 2 * day, "finished_at": AT},
        {"due_at": AT, "finished_at": AT},
        {"due_at": AT - 3 * day, "finished_at": AT},
        {"due_at": None},
        {"due_at": AT, "stopped": True},
    ]


def _dossiers() -> list[dict[str, Any]]:
    names = ("Nguyễn Thị Hương", "Trần Văn Phúc", "Hoàng Ngọc Quỳnh Như", "Lò Thị Ựng", "Đặng Hữu Nghĩa")
    what = ("Đăng ký khai sinh", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Xác nhận tình trạng hôn nhân")
    states = (State.PROCESSING, State.SUPPLEMENTING, State.SIGNING, State.READY, State.ACCEPTED)
    return [
        {
            "number": f"000.00.21.H01-260302-{i + 1:04d}",
            "name": name,
            "procedure": what[i % 3],
            "state": states[i],
            "due_at": AT + dt.timedelta(days=i * 2 - 2, hours=3),
        }
        for i, name in enumerate(names)
    ]


def _context(request: HttpRequest) -> dict[str, Any]:
    keys = ("on", "counted", "why", "basis", "amount")
    bound = {
        "full_name": "",
        "born_on": "31/02/1990",
        "fee": "1.250.000",
        "field_of_law": "HT",
        "channel": "POST",
    }
    return {
        "form": SampleForm(bound)
        if "loi" in request.GET
        else SampleForm(initial={"full_name": "Nguyễn Thị Hương"}),
        "sample_now": AT,
        "deadlines": _open_days(),
        "states": list(State),
        "dossiers": _dossiers(),
        "papers": PAPERS,
        "trace": [dict(zip(keys, line, strict=True)) for line in TRACE],
        "trace_due_at": AT + dt.timedelta(days=3),
        "bars": [
            ("Hộ tịch", 812, "#", "brand"),
            ("Đất đai", 431, "#", "soon"),
            ("Xây dựng", 96, "#", "late"),
            ("Y tế", 0),
        ],
        "crumbs": [("/", "Trang chủ"), ("", "Phong cách")],
    }


@public
def style(request: HttpRequest) -> HttpResponse:
    """The components as citizens see them."""
    return render(request, "ui/style_citizen.html", _context(request))


@public
def style_desk(request: HttpRequest) -> HttpResponse:
    """The components as officers see them."""
    return render(request, "ui/style_desk.html", _context(request))


@public
def draft(request: HttpRequest) -> HttpResponse:
    """Answer the sample form's autosave without keeping anything."""
    return JsonResponse({"saved_at": f"{request.at:%H:%M}"})  # type: ignore[attr-defined]  # AccessMiddleware
