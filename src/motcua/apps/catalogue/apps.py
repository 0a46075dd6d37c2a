"""Django's registration of the catalogue."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Procedures, their versions, publication decisions, and the agency's own settings."""

    name = "motcua.apps.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục thủ tục hành chính"
    default_auto_field = "django.db.models.BigAutoField"
