"""Addresses of the counter."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
