"""The app for Django."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """Quy trình nội bộ."""

    name = "motcua.apps.processes"
    label = "processes"
    verbose_name = "Quy trình nội bộ"
