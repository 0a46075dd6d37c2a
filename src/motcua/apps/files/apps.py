"""The app for Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Tệp."""

    name = "motcua.apps.files"
    label = "files"
    verbose_name = "Tệp"
