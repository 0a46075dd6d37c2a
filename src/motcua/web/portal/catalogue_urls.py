"""Addresses of the public catalogue."""

from django.urls import path

from motcua.web.portal import (
    catalogue_decisions,
    catalogue_home,
    catalogue_list,
    catalogue_page,
    catalogue_sheet,
)

urlpatterns = [
    path("", catalogue_home.home, name="home"),
    path("thu-tuc", catalogue_list.procedures, name="procedures"),
    path("thu-tuc/<str:code>", catalogue_page.procedure, name="procedure"),
    path("thu-tuc/<str:code>/lich-su", catalogue_page.history, name="procedure_history"),
    path("thu-tuc/<str:code>/niem-yet.pdf", catalogue_sheet.posting_sheet, name="procedure_posting"),
    path("cong-bo", catalogue_decisions.decisions, name="changes"),
    path("cong-bo/<int:decision_id>", catalogue_decisions.decision, name="decision"),
]
