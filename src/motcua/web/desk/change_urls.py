"""Addresses of changing many dossiers at once."""

from django.urls import URLPattern, path

from motcua.web.desk import change_page, change_process, change_reassign

urlpatterns: list[URLPattern] = [
    path("giao-lai", change_reassign.reassign, name="reassign"),
    path("giao-lai/da-lam", change_page.mine, name="changes"),
    path("giao-lai/<int:change_id>", change_page.change, name="change"),
    path("giao-lai/<int:change_id>/dung", change_page.stop, name="change_stop"),
    path("giao-lai/<int:change_id>/hoan-tac", change_page.undo, name="change_undo"),
    path("giao-lai/<int:change_id>/ket-qua.xlsx", change_page.results, name="change_results"),
    path("quy-trinh/<slug:key>/chuyen-ho-so", change_process.process_move, name="process_move"),
]
