"""Addresses of a process's files: BPMN, the step table, the printed ISO sheet."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
