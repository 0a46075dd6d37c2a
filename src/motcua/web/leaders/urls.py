"""Addresses of the report pages."""

from django.urls import path

from motcua.web.leaders import issued, register, reports

app_name = "leaders"
urlpatterns = [
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/ho-so", reports.cell, name="cell"),
    path("bao-cao/tep/<str:kind>", reports.download, name="download"),
    path("bao-cao/phat-hanh", issued.issue, name="issue"),
    path("bao-cao/da-phat-hanh", issued.issued, name="issued"),
    path("bao-cao/da-phat-hanh/<int:snapshot_id>", issued.snapshot, name="snapshot"),
    path("bao-cao/da-phat-hanh/<int:snapshot_id>/ho-so", issued.frozen_cell, name="frozen_cell"),
    path("bao-cao/da-phat-hanh/<int:snapshot_id>/tep/<str:kind>", issued.download, name="snapshot_download"),
    path("bao-cao/so-theo-doi", register.register, name="register"),
    path("bao-cao/so-theo-doi/tep/<str:kind>", register.download, name="register_download"),
]
