"""The app for Django."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Cơ quan, đơn vị, công chức."""

    name = "motcua.apps.office"
    label = "office"
    verbose_name = "Cơ quan, đơn vị, công chức"
