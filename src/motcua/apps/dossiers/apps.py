"""The app for Django."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Hồ sơ."""

    name = "motcua.apps.dossiers"
    label = "dossiers"
    verbose_name = "Hồ sơ"
