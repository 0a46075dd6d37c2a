"""Addresses of the work lists and the dossier pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
