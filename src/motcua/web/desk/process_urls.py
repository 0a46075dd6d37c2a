"""Addresses of the pages where an office draws its processes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
