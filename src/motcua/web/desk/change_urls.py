"""Addresses of changing many dossiers at once."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
