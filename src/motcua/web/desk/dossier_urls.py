"""Addresses of the work lists and the dossier pages."""

from django.urls import path

from motcua.web.desk import (
    dossier_page,
    nudges,
    office_hours,
    search,
    steps,
    work_calendar,
    work_export,
    work_fees,
    work_handover,
    work_list,
)

urlpatterns = [
    path("", work_list.work, name="work"),
    path("danh-sach.tep", work_export.export, name="work_export"),
    path("nhac-viec", nudges.nudges, name="nudges"),
    path("tim", search.search, name="search"),
    path("ban-giao", work_handover.handovers, name="handovers"),
    path("ban-giao/<int:key>.pdf", work_handover.slip, name="handover_slip"),
    path("thu-phi", work_fees.fees, name="payments"),
    path("tra-ket-qua", work_list.deliveries, name="deliveries"),
    path("lich", work_calendar.calendar, name="calendar"),
    path("lich/gio-lam-viec", office_hours.hours, name="office_hours"),
    path("ho-so", work_list.dossiers, name="dossiers"),
    path("ho-so/<str:number>", dossier_page.dossier, name="dossier"),
    path("ho-so/<str:number>/phieu-kiem-soat.pdf", dossier_page.control_slip, name="control_slip"),
    path("ho-so/<str:number>/nhat-ky", dossier_page.messages_sent, name="dossier_log"),
    path("ho-so/<str:number>/<slug:slug>", steps.step, name="step"),
]
