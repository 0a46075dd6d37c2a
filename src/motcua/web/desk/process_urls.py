"""Addresses of the pages where an office draws its processes."""

from django.urls import URLPattern, path

from motcua.web.desk import process_editor, process_list, process_page, process_publishing

urlpatterns: list[URLPattern] = [
    path("quy-trinh", process_list.processes, name="processes"),
    path("quy-trinh/them", process_list.new, name="process_new"),
    path("quy-trinh/mau/<slug:key>", process_list.model, name="process_model"),
    path("quy-trinh/<slug:key>", process_page.process, name="process"),
    path("quy-trinh/<slug:key>/soan", process_editor.edit, name="process_edit"),
    path("quy-trinh/<slug:key>/ban-hanh", process_publishing.publish, name="process_publish"),
    path("quy-trinh/<slug:key>/da-ban-hanh/<int:no>", process_publishing.published, name="process_published"),
    path("quy-trinh/<slug:key>/ban/<int:no>", process_page.version, name="process_version"),
    path("quy-trinh/<slug:key>/so-sanh", process_page.comparison, name="process_compare"),
    path("quy-trinh/<slug:key>/bo-ban-nhap", process_page.discard, name="process_discard"),
    path("quy-trinh/<slug:key>/ngung", process_page.retire, name="process_retire"),
]
