"""Addresses of trying a process before it is published, and of which procedure runs on which."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
