"""Addresses of a process's files: BPMN, the step table, the printed ISO sheet."""

from django.urls import URLPattern, path

from motcua.web.desk import process_files, process_import

urlpatterns: list[URLPattern] = [
    path("quy-trinh/tep-mau", process_files.template, name="process_template"),
    path("quy-trinh/<slug:key>/bpmn", process_files.bpmn, name="process_bpmn"),
    path("quy-trinh/<slug:key>/bang-buoc", process_files.xlsx, name="process_xlsx"),
    path("quy-trinh/<slug:key>/phieu-iso", process_files.iso, name="process_iso"),
    path("quy-trinh/<slug:key>/nhap-tep", process_import.import_file, name="process_import"),
]
