"""The app for Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Thông báo."""

    name = "motcua.apps.notices"
    label = "notices"
    verbose_name = "Thông báo"
