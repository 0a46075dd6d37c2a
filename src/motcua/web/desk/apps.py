"""The app for Django: templates and static files."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Bàn làm việc."""

    name = "motcua.web.desk"
    label = "desk"
    verbose_name = "Bàn làm việc"
