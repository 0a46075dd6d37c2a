"""Addresses of who is away, who acts for whom, what nobody holds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
